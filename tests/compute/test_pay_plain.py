"""The year's pay agrees with a second calculator that shares no code with it."""

from datetime import date
from random import Random

from countyhire.compute.pay.home import home_statement
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.payroll import payroll
from countyhire.model.period import Month, Period
from countyhire.policy.load import load
from tests.compute.randompay import YEAR, random_book, random_options
from tests.oracles.plain_payroll import plain_allowance, plain_month, plain_payroll

BASE = load("chongqing-2021-55")
DAYS = (date(2025, 12, 31), date(2026, 3, 1), date(2025, 8, 17))


def policy_of(options):
    """The pack with a random set of answers."""
    keys = ("month_rule", "fte", "avg_method", "headcount_basis", "remainder", "coefficient")
    texts = {f"payroll.{key}": options[key] for key in keys}
    if options["leave_kinds"]:
        texts |= {"payroll.leave_reduces": "是", "duty.leave_kinds": "、".join(options["leave_kinds"])}
    if options["dual"]:
        texts["assess.dual_weights"] = "、".join(f"{name}={part}" for name, part in options["dual"].items())
    return BASE.with_values(texts)


def test_second_calculator_agrees(seeds):  # R10; E08, E09, E11–E16, H21, J19
    for seed in seeds(150, 10_000):
        dice = Random(seed)
        book, options, on = random_book(dice, dice.randint(1, 6)), random_options(dice), dice.choice(DAYS)
        ours, plain = payroll(book, policy_of(options), YEAR, on), plain_payroll(book, YEAR, on, **options)
        assert figures(ours) == plain, f"seed {seed}"


def test_a_month_agrees_too(seeds):  # E05, E09, E14
    for seed in seeds(60, 3_000):
        dice = Random(seed)
        book, options, number = random_book(dice, dice.randint(1, 4)), random_options(dice), dice.randint(1, 12)
        on = dice.choice(DAYS)
        ours = payroll_month(book, policy_of(options), Month(YEAR, number), on)
        assert {row.person: (row.months.value, row.basic.value) for row in ours.rows} == plain_month(
            book, YEAR, number, on, **options
        ), f"seed {seed}"
        statement = home_statement(book, BASE, Period(date(YEAR, 1, 1), DAYS[0]), on)
        due = {(row.person, row.month.number): row.allowance.value for row in statement.months}
        assert due == plain_allowance(book, YEAR, on), f"seed {seed}"


def figures(result):
    return {
        "persons": {
            row.person: (
                row.months.value,
                row.score.value if row.score else None,
                row.coefficient.value if row.coefficient else None,
                row.basic.value,
                row.excess.value,
            )
            for row in result.persons
        },
        "basic": result.pool.basic.value,
        "excess": result.pool.excess.value,
        "sheet": {
            row.code: (
                row.average_headcount.value if row.average_headcount else None,
                row.deducted.value,
                row.net.value if row.net else None,
            )
            for row in result.deductions
        },
        "weighted": result.average_excess.weighted.value,
        "simple": result.average_excess.simple.value,
    }


def test_the_plain_calculator_is_not_empty():
    """Guards the test above: random books pay people of every kind."""
    seen = {"pay": 0, "waits": 0, "partial": 0, "returned": 0}
    for seed in range(30):
        dice = Random(seed)
        book, options = random_book(dice, 4), random_options(dice)
        plain = plain_payroll(book, YEAR, DAYS[0], **options)
        rows = plain["persons"].values()
        seen["pay"] += sum(row[3] > 0 and row[4] > 0 for row in rows)
        seen["waits"] += sum(row[2] is None for row in rows)
        seen["partial"] += sum(row[0].denominator > 1 for row in rows)
        seen["returned"] += plain["basic"] > sum(row[3] for row in rows)
    assert seen["pay"] > 50
    assert all(seen.values())
