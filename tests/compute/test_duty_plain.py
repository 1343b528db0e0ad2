"""The duty ledger agrees with a second calculator that walks days and shares no code with it."""

from random import Random

from countyhire.compute.duty import duty
from countyhire.policy.load import load
from tests.compute.dutybook import random_day, random_district
from tests.oracles.plain_duty import plain_duty

BASE = load("chongqing-2021-55")
IN_FORCE = BASE.in_force_from


def random_options(dice):
    """The answers of a pack as the second calculator wants them."""
    options = {
        "start_by": dice.random() < 0.2,
        "by_days": dice.random() < 0.25,
        "continuous": dice.random() < 0.25,
        "any_day": dice.random() < 0.25,
        "months": dice.choice((12, 12, 6)),
        "years": dice.choice((5, 5, 3)),
        "days_in_month": dice.choice((30, 30, 28, 31)),
        "passing": dice.choice((("优秀", "合格"), ("优秀", "合格", "基本合格"))),
        "credited": dice.choice((("县聘乡用",), ("县聘乡用",), ("县聘乡用", "对口支援"))),
        "clock_stops": dice.choice(((), (), ("规培",), ("规培", "产假"))),
    }
    if dice.random() < 0.3:
        options |= {"leave_limit": dice.choice((0, 30)), "leave_kinds": ("病假", "产假")}
    return options


def policy_of(options):
    """The pack with these answers."""
    texts = {
        "duty.deadline": "start" if options["start_by"] else "finish",
        "duty.year_rule": "days" if options["by_days"] else "calendar_months",
        "duty.accumulate": "continuous" if options["continuous"] else "cumulative",
        "certify.none_means": "any" if options["any_day"] else "under_twelve_months",
        "duty.months": str(options["months"]),
        "duty.years": str(options["years"]),
        "duty.days_in_month": str(options["days_in_month"]),
        "assess.pass": "、".join(options["passing"]),
        "experience.credited": "、".join(options["credited"]),
        "duty.clock_stops": "、".join(options["clock_stops"]),
    }
    if "leave_limit" in options:
        texts |= {
            "duty.leave_extends": "是",
            "duty.leave_extend_days": str(options["leave_limit"]),
            "duty.leave_kinds": "、".join(options["leave_kinds"]),
        }
    return BASE.with_values(texts)


def pair(length):
    return length.months, length.days


def test_second_calculator_agrees(seeds):  # R10; B02, B03, B04, B07, B08, B09, H14, H15, N14, Q8–Q14
    for seed in seeds(120, 10_000):
        dice = Random(seed)
        book, on = random_district(dice, 3), random_day(dice, IN_FORCE)
        options = random_options(dice) if dice.random() < 0.7 else {}
        ours = {
            (row.person, row.kind): {
                "finish_by": row.finish_by,
                "latest_start": row.latest_start,
                "served": pair(row.served),
                "credited": pair(row.credited),
                "national": pair(row.national),
                "status": row.status,
            }
            for row in duty(book, policy_of(options) if options else BASE, on).persons
        }
        assert ours == plain_duty(book, on, **options), f"seed {seed}"
