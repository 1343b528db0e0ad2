"""The quota agrees with a second calculator that counts heads and shares no code with it."""

from datetime import timedelta
from fractions import Fraction
from random import Random

from countyhire.compute.quota import quota
from countyhire.policy.load import load
from tests.compute.dutybook import random_day, random_district
from tests.oracles.plain_quota import plain_quota

BASE = load("chongqing-2021-55")


def random_options(dice):
    """The answers of a pack as the second calculator wants them."""
    return {
        "scope": dice.choice(("district", "hospital")),
        "count": dice.choice(("started", "in_service")),
        "rate": dice.choice(((4, 5), (4, 5), (1, 3), (1, 1))),
        "types": dice.choice((("编制内", "总量备案"), ("编制内",), ("编制内", "总量备案", "合同制"))),
        "routes": dice.choice((("调入", "安置"), ("引进",))),
        "unlicensed": dice.random() < 0.7,
        "drop_leavers": dice.random() < 0.3,
    }


def policy_of(options):
    return BASE.with_values(
        {
            "quota.scope": options["scope"],
            "quota.count": options["count"],
            "quota.rate": "/".join(map(str, options["rate"])),
            "quota.types": "、".join(options["types"]),
            "quota.excluded_routes": "、".join(options["routes"]),
            "quota.include_unlicensed": "是" if options["unlicensed"] else "否",
            "quota.drop_leavers": "是" if options["drop_leavers"] else "否",
        }
    )


def test_second_calculator_agrees(seeds):  # R10; B02, C05–C10, F08, H04, H32, Q1–Q7
    for seed in seeds(150, 10_000):
        dice = Random(seed)
        book, year = random_district(dice, 12), dice.choice((2023, 2024, 2025))
        on = random_day(dice, BASE.in_force_from)
        on = dice.choice((on, on.replace(year=year, day=15), on.replace(year=year, day=15) + timedelta(days=200)))
        options = random_options(dice) if dice.random() < 0.7 else {}
        ours = quota(book, policy_of(options) if options else BASE, year, on)
        assert {
            "new_hires": ours.new_hires,
            "quota": ours.quota,
            "dispatched": ours.dispatched,
            "in_service": ours.in_service,
            "shortfall": ours.shortfall,
            "other": ours.other_reading.quota if ours.other_reading else None,
            "hospitals": [
                (row.code, row.new_hires, row.share, row.own_ceiling, row.dispatched, row.shortfall)
                for row in ours.hospitals
            ],
        } == plain_quota(book, year, on, **options), f"seed {seed}"
        assert ours.rate == (Fraction(ours.dispatched, ours.new_hires) if ours.new_hires else None)
