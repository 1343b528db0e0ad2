"""A person's credited months and how they were made."""

from datetime import date
from random import Random

from countyhire.compute.duty import duty
from countyhire.compute.reckoned import credited_amount
from countyhire.compute.service import reckoning
from countyhire.policy.load import load
from tests.compute.dutybook import book_of, doctor, hospital, leave, random_district, served, township

POLICY = load("chongqing-2021-55")
ON = date(2026, 6, 1)


def amount_of(*rows, **texts):
    policy = POLICY.with_values(texts)
    (row,) = duty(book_of(hospital(), township(), doctor("P", "2022-02-01"), *rows), policy, ON).persons
    return credited_amount(row, reckoning(policy, ON))


def lines(amount):
    return [(item.label, item.shown, item.words) for _, item in amount.walk()]


def test_days_left_over_and_the_month_they_make():  # B04
    amount = amount_of(served("P", "2023-01-01", "2023-06-15"), served("P", "2024-01-01", "2024-06-20"))
    assert lines(amount) == [
        ("计入的服务月数", "11", ""),
        ("2023-01-01至2023-06-15", "5", "另15天"),
        ("2024-01-01至2024-06-20", "5", "另20天"),
        ("零头折成的月数", "1", "满30天折一个月，余5天"),
        ("各段零头天数", "35", "15＋20"),
    ]
    assert [item.cell.a1[0] for item in amount.inputs if item.cell] == ["I", "I"]


def test_a_single_stretch_is_never_rounded_up():  # B04
    assert lines(amount_of(served("P", "2023-08-01", "2024-07-30")))[0] == (
        "计入的服务月数", "11", "另有30天，单独一段的零头不折",
    )  # fmt: skip
    assert lines(amount_of(served("P", "2023-08-01", "2024-07-31")))[0] == ("计入的服务月数", "12", "")
    assert lines(amount_of()) == [("计入的服务月数", "0", "")]


def test_the_longest_stretch_where_it_must_be_continuous():  # Q10
    rows = (served("P", "2023-01-01", "2023-06-15"), served("P", "2024-01-01", "2024-08-31"))
    amount = amount_of(*rows, **{"duty.accumulate": "continuous"})
    assert (amount.value, amount.op, amount.words) == (8, "greatest", "须连续的，取最长一段")


def test_days_lost_to_leave_are_told():  # Q9
    rows = (served("P", "2023-08-01", "2024-07-31"), leave("P", "病假", "2023-10-01", "2023-11-09"))
    assert lines(amount_of(*rows, **{"duty.leave_extends": "是"}))[1][2] == "另21天，扣除10天"


def test_every_ledger_row_is_its_steps():  # B04
    for texts in ({}, {"duty.accumulate": "continuous"}, {"duty.leave_extends": "是", "duty.leave_extend_days": "0"}):
        policy = POLICY.with_values(texts)
        rule = reckoning(policy, ON)
        for seed in range(40):
            for row in duty(random_district(Random(seed), 4), policy, ON).persons:
                amount = credited_amount(row, rule)
                assert amount.value == amount.recomputed() == row.credited.months
