"""A person's year worked out by hand, where several things happen at once: the arithmetic stands beside each case."""

from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.funds_subsidy import subsidy
from countyhire.compute.pay.home import home_statement
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.payroll import payroll
from countyhire.model.period import Month, Period
from countyhire.policy.load import load
from tests.compute import paybook as pb

POLICY = load("chongqing-2021-55")
SIMPLE = POLICY.with_values({"payroll.avg_method": "simple"})
END = date(2025, 12, 31)
JANUARY, FEBRUARY, MARCH = (Month(2025, number) for number in (1, 2, 3))


def served(code, *scores, grade="专技十级"):
    """All of 2025 at T1."""
    return [pb.person(code, grade), pb.spell(code, "2025-01-01", "2025-12-31"), *scores]


def test_a_second_correction_counts_the_first():  # E14
    """January is closed at 30,000 ÷ 12 = 2,500.00 and corrected twice.

    First 专技七级 from the 16th: 2,500 × 15/31 + 3,000 × 16/31 = 1,209.677… + 1,548.387… = 2,758.06, paid 258.06.
    Then from the 11th: 2,500 × 10/31 + 3,000 × 21/31 = 806.451… + 2,032.258… = 2,838.71, of which 2,758.06 is paid.
    """

    def run(since, month, history):
        rows = [*served("E01"), pb.standard("专技十级", 30000), pb.standard("专技七级", 36000)]
        rows += [pb.post_change("E01", "专技七级", since)] if since else []
        return payroll_month(pb.book(*rows), POLICY, month, month.last, history)

    history = [run("", JANUARY, []).paid_run("1")]
    assert history[0].rows[0].fen == pb.fen(2500)
    first = run("2025-01-16", FEBRUARY, history)
    history.append(first.paid_run("2"))
    second = run("2025-01-11", MARCH, history)
    history.append(second.paid_run("3"))
    late = [[(str(one.month), one.amount.shown) for one in result.rows[0].differences] for result in (first, second)]
    assert late == [[("2025-01", "258.06")], [("2025-01", "80.65")]]
    assert second.rows[0].total.shown == "3,080.65"
    assert run("2025-01-11", MARCH, history).rows == ()
    paid = [row.fen for one in history for row in one.rows if row.month == JANUARY]
    assert sum(paid) == pb.fen("2838.71")


def test_excused_months_leave_the_mean_of_the_others():  # H37, Q15
    """E01: 80 and 90, ten months 免考: mean 85. E02: 95 all year. 1,800.00 by 12 × 0.85 = 10.2 and 12 × 0.95 = 11.4:
    1,800 × 10.2 ÷ 21.6 = 850.00 and 1,800 × 11.4 ÷ 21.6 = 950.00."""
    few = [pb.scores("E01", "2025-01", "2025-01", 80), pb.scores("E01", "2025-02", "2025-02", 90)]
    excused = [
        pb.placed(pb.Score, 9, person="E01", month=month, assessor="T1", exempt_reason="产假")
        for month in pb.months("2025-03", "2025-12")
    ]
    book = pb.book(
        *served("E01", *few, excused), *served("E02", pb.scores("E02", "2025-01", "2025-12", 95)),
        pb.standard("专技十级", 30000), pb.unit("H1", 2025, 0, 100), pb.approval(2025, None, 1800),
    )  # fmt: skip
    rows = payroll(book, POLICY, 2025, END).persons
    assert [(row.score.value, row.coefficient.value) for row in rows] == [
        (85, Fraction("0.85")),
        (95, Fraction("0.95")),
    ]
    assert [row.excess.shown for row in rows] == ["850.00", "950.00"]


def test_a_new_standard_and_a_new_post_in_one_year():  # E09, E10
    """30,000 × 6/12 = 15,000; from July 33,000 × 3/12 = 8,250; from October 专技七级 at 39,600 × 3/12 = 9,900."""
    book = pb.book(
        *served("E01", pb.scores("E01", "2025-01", "2025-12")), pb.post_change("E01", "专技七级", "2025-10-01"),
        pb.standard("专技十级", 30000), pb.standard("专技十级", 33000, "2025-07-01"),
        pb.standard("专技七级", 36000), pb.standard("专技七级", 39600, "2025-07-01"), pb.unit("H1", 2025, 0, 100),
    )  # fmt: skip
    result = payroll(book, POLICY, 2025, END)
    assert (result.persons[0].basic.shown, result.pool.basic.shown) == ("33,150.00", "33,150.00")
    assert [(line.grade, line.basic.shown, line.months.value) for line in result.posts] == [
        ("专技七级", "9,900.00", 3),
        ("专技十级", "23,250.00", 9),
    ]


@pytest.mark.parametrize(
    ("approved", "shares"),
    [
        (33_000, ["15,000.00", "18,000.00"]),  # half of 30,000 + 36,000
        (99_000, ["45,000.00", "54,000.00"]),  # half as much again
        (100, ["45.45", "54.55"]),  # 45.4545… and 54.5454…: the odd fen to the larger remainder
    ],
)
def test_an_approved_total_is_shared_whether_less_or_more(approved, shares):  # E13, E14, Q20
    marks = [pb.scores(code, "2025-01", "2025-12") for code in ("E01", "E02")]
    book = pb.book(
        *served("E01", marks[0]), *served("E02", marks[1], grade="专技七级"), pb.standard("专技十级", 30000),
        pb.standard("专技七级", 36000), pb.unit("H1", 2025, 0, 100), pb.approval(2025, approved, None),
    )  # fmt: skip
    result = payroll(book, POLICY, 2025, END)
    assert [row.basic.shown for row in result.persons] == shares
    assert (result.pool.computed_basic.shown, result.pool.basic.value) == ("66,000.00", pb.fen(approved))
    assert "CH660" in {finding.code for finding in result.findings}
    assert not result.refused


def test_the_weighted_average_pays_and_the_simple_one_stands_beside_it():  # E11, E12, Q18
    """H1: 4,000,000 over 101 less the one away = 40,000; H2: 1,000,000 over 50 = 20,000.

    Weighted 5,000,000 ÷ 150 = 33,333.33, simple (40,000 + 20,000) ÷ 2 = 30,000.00; one person all year is one FTE.
    """
    book = pb.book(
        *served("E01", pb.scores("E01", "2025-01", "2025-12")), pb.standard("专技十级", 30000),
        pb.unit("H1", 2025, 4_000_000, 101), pb.unit("H2", 2025, 1_000_000, 50),
    )  # fmt: skip
    for policy, paid in ((POLICY, "33,333.33"), (SIMPLE, "30,000.00")):
        result = payroll(book, policy, 2025, END)
        average = result.average_excess
        assert (pb.half(average.weighted), pb.half(average.simple)) == ("33,333.33", "30,000.00")
        assert (result.pool.excess.shown, result.persons[0].excess.shown) == (paid, paid)


def joined_moved_and_left():
    """At T1 from the 15th to the 19th, at T2 from the 20th to the 25th of a month of 31 days: 5 and 6 days."""
    marks = [pb.scores("E01", "2025-03", "2025-03", 80), pb.scores("E01", "2025-03", "2025-03", 91, "T2")]
    return pb.book(
        pb.person("E01"), pb.spell("E01", "2025-03-15", "2025-03-19"), *marks,
        pb.spell("E01", "2025-03-20", "2025-03-25", "T2", status="提前结束"), pb.standard("专技十级", 31000),
        pb.institution("T1", allowance_eligible=True, township_allowance=pb.fen(310)),
        pb.institution("T2", allowance_eligible=True, township_allowance=pb.fen(620)), pb.unit("H1", 2025, 0, 100),
    )  # fmt: skip


def test_a_month_at_two_receivers_is_split_by_days():  # E05, E15, E16, Q16, Q22
    """11 days: 31,000 ÷ 12 × 11 ÷ 31 = 916.67. Score (80 × 5 + 91 × 6) ÷ 11 = 946 ÷ 11 = 86.
    Township allowance 310 ÷ 31 × 5 + 620 ÷ 31 × 6 = 50 + 120 = 170.00. H1: 100 − 11/31 ÷ 12 people."""
    book = joined_moved_and_left()
    year = payroll(book, POLICY, 2025, END)
    [row] = year.persons
    assert (row.months.value, row.score.value, row.basic.shown) == (Fraction(11, 31), 86, "916.67")
    assert year.deductions[0].net.value == 100 - Fraction(11, 31 * 12)
    [month] = payroll_month(book, POLICY, MARCH, MARCH.last).rows
    assert (month.months.value, month.basic.shown) == (Fraction(11, 31), "916.67")
    [home] = home_statement(book, POLICY, Period(MARCH.first, MARCH.last), END).months
    assert home.allowance.shown == "170.00"


def test_the_subsidy_of_a_part_month_is_split_to_the_fen():  # J09, J10, Q24
    """15 March to 31 July is 17/31 + 4 = 141/31 months: 80,000 × 141/31 ÷ 12 = 30,322.58.
    Of that 3/5 is 18,193.548 and 2/5 is 12,129.032: the odd fen goes to the sender, whose remainder is larger."""
    split = {"value": {"派出机构": "3/5", "接收机构": "2/5"}, "cite": "示例卫发〔2026〕3号"}
    policy = load("dianjiang-2015", {"subsidy.split": split})
    found = subsidy(pb.book(pb.person("E01"), pb.spell("E01", "2025-03-15", "2025-07-31")), policy, 2025, END)
    [row] = found.persons
    assert (row.months.value, row.amount.shown) == (Fraction(141, 31), "30,322.58")
    assert [(part.role, part.amount.shown) for part in row.parts] == [
        ("派出机构", "18,193.55"),
        ("接收机构", "12,129.03"),
    ]
