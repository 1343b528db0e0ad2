"""Figures worked by hand, with the clause or the article that they come from."""

from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.payroll import payroll
from countyhire.policy.load import load
from tests.compute import paybook as pb

POLICY = load("chongqing-2021-55")
AFTER = load(
    "chongqing-2021-55", {"payroll.headcount_basis": {"value": "after_deduction", "cite": "示例卫发〔2026〕1号"}}
)
YEAR_END = date(2025, 12, 31)


def full_year(code, grade="专技十级", score=90):
    return [
        pb.person(code, grade),
        pb.spell(code, "2025-01-01", "2025-12-31"),
        pb.scores(code, "2025-01", "2025-12", score),
    ]


def twelve_people():
    """Ten 中级 at 30,000 and two 副高 at 36,000, all year."""
    rows = [pb.standard("专技十级", 30000), pb.standard("专技七级", 36000)]
    for number in range(1, 13):
        rows += full_year(f"E{number:02d}", "专技十级" if number <= 10 else "专技七级")
    return rows


def test_basic_total_of_ten_and_two():  # E09, E10
    result = payroll(pb.book(*twelve_people(), pb.unit("H1", 2025, 0, 100)), POLICY, 2025, YEAR_END)
    assert result.pool.basic.shown == "372,000.00"
    assert [(line.grade, line.persons, line.basic.shown) for line in result.posts] == [
        ("专技七级", 2, "72,000.00"),
        ("专技十级", 10, "300,000.00"),
    ]
    assert sum(line.fte.value for line in result.posts) == result.pool.fte.value == 12


def test_excess_total_is_fte_times_average():  # E11
    rows = [*twelve_people(), pb.unit("H1", 2025, 4_000_000, 100)]
    result = payroll(pb.book(*rows), AFTER, 2025, YEAR_END)
    assert result.average_excess.weighted.shown == "40,000.00"
    assert result.pool.excess.shown == "480,000.00"
    assert result.pool.total.shown == "852,000.00"  # E08
    assert result.sum.value == result.pool.total.value  # E14
    assert result.findings == ()


def test_weighted_and_simple_average():  # E12, Q18
    rows = [*full_year("E01"), pb.standard("专技十级", 30000)]
    rows += [pb.unit("H1", 2025, 4_000_000, 100), pb.unit("H2", 2025, 1_000_000, 50)]
    average = payroll(pb.book(*rows), AFTER, 2025, YEAR_END).average_excess
    assert average.weighted.value == Fraction(500_000_000, 150)
    assert (pb.half(average.weighted), pb.half(average.simple)) == ("33,333.33", "30,000.00")
    assert average.used is average.weighted


def test_headcount_is_deducted_once():  # E12, E16
    rows = [*twelve_people(), pb.unit("H1", 2025, 4_000_000, 112)]
    result = payroll(pb.book(*rows), POLICY, 2025, YEAR_END)
    assert result.average_excess.weighted.shown == "40,000.00"
    [row] = result.deductions
    assert (row.average_headcount.value, row.deducted.value, row.net.value) == (112, 12, 100)
    [row] = payroll(pb.book(*rows), AFTER, 2025, YEAR_END).deductions
    assert (row.average_headcount.value, row.deducted.value, row.net.value) == (124, 12, 112)


def test_average_headcount_after_deduction():  # E16
    rows = [pb.standard("专技十级", 30000), pb.unit("H1", 2025, 0, 400)]
    for number in range(12):
        rows += full_year(f"A{number:02d}")
    for number in range(6):
        code = f"B{number:02d}"
        rows += [pb.person(code), pb.spell(code, "2025-08-01", "2026-07-31"), pb.scores(code, "2025-08", "2025-12")]
    [row] = payroll(pb.book(*rows), POLICY, 2025, YEAR_END).deductions
    assert (row.deducted.value, row.net.value) == (Fraction("14.5"), Fraction("385.5"))


@pytest.mark.parametrize(("year", "months"), [(2023, 5), (2024, 7)])
def test_a_term_that_straddles_two_years(year, months):  # H21
    rows = [pb.person("E01"), pb.spell("E01", "2023-08-01", "2024-07-31"), pb.standard("专技十级", 30000)]
    rows += [pb.scores("E01", "2023-08", "2024-07"), pb.unit("H1", year, 0, 100)]
    [row] = payroll(pb.book(*rows), POLICY, year, date(2025, 1, 1)).persons
    assert row.months.value == months
    assert row.basic.value == pb.fen(2500) * months


def test_an_error_refuses_the_pay_and_a_warning_does_not():  # E15
    rows = [*full_year("E01"), pb.standard("专技十级", 30000), pb.unit("H1", 2025, 0, 100)]
    assert not payroll(pb.book(*rows, pb.approval(2025, 1, 1)), POLICY, 2025, YEAR_END).refused
    unscored = [row for row in rows if not isinstance(row, list)]
    assert payroll(pb.book(*unscored), POLICY, 2025, YEAR_END).refused
