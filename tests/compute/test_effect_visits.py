"""Visits, retention, activity by month, before and after, by hand."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from countyhire.model.outcomes import (
    BeforeAfter,
    YearlyVisits,
)
from countyhire.model.service import Score
from tests.compute.effectbook import VISITS, YEAR, acts, figure, month, result, row, sent, town


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("primary_share", (563, 1000, "0.563")),  # H62: 56.3 %
        ("village_share", (113, 563, "0.2007")),  # K13: about a fifth
        ("rural_first_share", (399, 500, "0.798")),  # H07: nearly 80 %
        ("insured_share", (540, 900, "0.6")),  # P25: 60 %
        ("retention", (72, 80, "0.9")),  # I34
    ],
)
def test_shares_of_a_year(name: str, expected: tuple[int, int, str]) -> None:
    """H07, H62, I34, K13, P25: each of its own two cells, and not reported where either is blank."""
    visits = row(YearlyVisits, year=YEAR, **VISITS)
    found = result(visits)
    assert figure(found, name) == expected
    told = found.indicator(name)
    assert told.source.startswith("成效台账/年度诊疗") and told.numerator and told.numerator.cell
    for blank in VISITS:
        fewer = result(row(YearlyVisits, year=YEAR, **{**VISITS, blank: None}))
        parts = figure(found, name)[:2] != figure(fewer, name)[:2]
        assert (figure(fewer, name)[2] == "未填报") is parts
    assert figure(result(row(YearlyVisits, year=2022, **VISITS)), name) == (None, None, "未填报")
    assert figure(result(visits, on=date(2022, 12, 31)), name) == (None, None, "未填报")
    nothing = result(row(YearlyVisits, year=YEAR, **dict.fromkeys(VISITS, 0)))
    assert figure(nothing, name) == (0, 0, "不适用")


def test_59_to_62_per_cent_is_three_points() -> None:
    """K16: the difference of shares in points; 2018 was not filled in."""
    rows = [
        row(YearlyVisits, year=year, total_visits=100, primary_visits=part) for year, part in ((2017, 59), (2019, 62))
    ]
    found = result(rows, row(YearlyVisits, year=2018), year=2019)
    assert figure(found, "primary_share_since")[2] == "3"
    assert found.indicator("primary_share_since").unit == "百分点"
    assert found.indicator("primary_share_since").note == "2017年59.00%，2019年62.00%"
    assert figure(found, "primary_share_change")[2] == "未填报"
    assert [one.year for one in found.visits.years] == [2017, 2018, 2019]
    assert figure(result(rows, year=2017), "primary_share_since")[2] == "未填报"


def retained(*shares: int | None, last: int = YEAR):  # type: ignore[no-untyped-def]
    """Years up to `last`, of a hundred treated in hospital so many in the county."""
    return [
        row(YearlyVisits, year=last - n, insured_inpatients=100, insured_inpatients_in_county=part)
        for n, part in enumerate(reversed(shares))
    ]


def years_in_a_row(rows: list[YearlyVisits], year: int = YEAR) -> str:
    return figure(result(rows, year=year, effect__retention_floor="9/10"), "retention_years")[2]


def test_nine_years_in_a_row() -> None:
    """K17: the district's own line, reached exactly; a year below, or one not filled in, ends the row."""
    assert years_in_a_row(retained(89, *(90,) * 9)) == "9"
    assert years_in_a_row(retained(90, 90, None, 90, 90)) == "2"
    assert years_in_a_row([one for one in retained(90, 90, 90) if one.year != YEAR - 1]) == "1"
    assert years_in_a_row(retained(90, 89)) == "0"
    assert years_in_a_row(retained(90, last=YEAR - 1)) == "未填报"
    assert (
        years_in_a_row([row(YearlyVisits, year=YEAR, insured_inpatients=0, insured_inpatients_in_county=0)]) == "不适用"
    )
    assert figure(result(retained(90)), "retention_years")[2] == "没有口径"


def test_what_those_sent_did() -> None:
    """H45: 141,000 visits; H46: 10,000 inpatients; the column wins, the score sheets stand in, nothing is no zero."""
    rows = [
        acts("T1", "2022-09", placed_visits=60_000, placed_inpatients=4_000),
        acts("T2", "2023-01", placed_visits=81_000, placed_inpatients=6_000),
        acts("T2", "2024-01", placed_visits=9, placed_inpatients=9),
    ]
    score = row(Score, person="P1", month=month("2023-01"), assessor="T1", score=Fraction(90), visits=230)
    early = row(Score, person="P1", month=month("2022-12"), assessor="T1", score=Fraction(90), visits=70)
    found = result(rows, score, on=date(2023, 12, 31))
    assert figure(found, "placed_visits") == (141_000, None, "141000")
    assert figure(found, "placed_visits_in_year") == (81_000, None, "81000")
    assert figure(found, "placed_inpatients") == (10_000, None, "10000")
    assert figure(found, "placed_inpatients_in_year") == (6_000, None, "6000")
    by_scores = result(acts("T1", "2023-01", visits=500), score, early)
    assert figure(by_scores, "placed_visits") == (300, None, "300")
    assert figure(by_scores, "placed_visits_in_year") == (230, None, "230")
    assert by_scores.indicator("placed_visits").source.startswith("月度考核表")
    home = [row(Score, n, person="P1", month=month(f"2023-{n:02}"), assessor="H1", visits=100) for n in (3, 4)]
    own = [row(Score, n, person="P1", month=month(f"2023-{n:02}"), assessor="T1", visits=100) for n in (3, 4)]
    assert figure(result(sent("P1"), own, home), "placed_visits") == (200, None, "200")  # both sides assess (J19)
    assert figure(by_scores, "placed_inpatients") == (None, None, "未填报")
    assert figure(result(sent("P1")), "placed_visits") == (None, None, "未填报")


def test_thirteen_per_cent_more_visits_and_130_per_cent_more_operations() -> None:
    """K09: the same months of the same institution; a month of one year only is in neither sum."""
    rows = [
        acts("T1", "2022-01", visits=600, operations=10),
        acts("T1", "2023-01", visits=700, operations=13),
        acts("T2", "2022-01", visits=400, operations=10),
        acts("T2", "2023-01", visits=430, operations=33),
        acts("T2", "2023-02", visits=9_000, operations=90),
        acts("T3", "2022-01", visits=5_000),
        acts("T3", "2023-01", visits=None, operations=7),
    ]
    found = result(rows, town("T1"), town("T2"), town("T3"))
    assert figure(found, "visits_growth") == (130, 1000, "0.13")
    assert figure(found, "operations_growth") == (26, 20, "1.3")
    assert found.indicator("visits_growth").note == "基期2022年1月为1,000，本期2023年1月为1,130"
    assert figure(found, "deliveries_growth") == (None, None, "未填报")
    one = next(one for one in found.monthly.growths if one.institution == "T3")
    assert (one.months, one.before["visits"], one.after["visits"], one.change("visits")) == (1, None, None, None)
    fresh = result(acts("T1", "2022-01", deliveries=0), acts("T1", "2023-01", deliveries=13))
    assert figure(fresh, "deliveries_growth") == (13, 0, "不适用")
    assert fresh.indicator("deliveries_growth").note.endswith("基期为0，本期13例，只列前后两数")


def test_a_month_a_quarter_and_a_year_beside_those_before() -> None:
    """G14: the same inputs give the same values, in any order; what is not over is left out."""
    rows = [acts("T1", f"{year}-{n:02}", visits=100 * n + year - 2022) for year in (2022, 2023) for n in range(1, 13)]
    found = result(rows)
    periods = {(one.kind, one.label): one for one in found.monthly.periods}
    assert len(periods) == 12 + 4 + 1
    january = periods["月", "1月"]
    assert (january.counts["visits"], january.before["visits"], january.last["visits"]) == (101, 1200, 100)
    assert january.change("visits") == Fraction(-1099, 1200) and january.yearly_change("visits") == Fraction(1, 100)
    quarter = periods["季", "第一季度"]
    assert (quarter.counts["visits"], quarter.before["visits"], quarter.last["visits"]) == (603, 3300, 600)
    whole = periods["年", "全年"]
    assert (whole.counts["visits"], whole.last["visits"], whole.reports) == (7812, 7800, 12)
    assert whole.counts["inpatients"] is None and whole.change("inpatients") is None
    Random(1).shuffle(rows)
    assert result(rows).monthly.periods == found.monthly.periods
    part = result(rows, on=date(2023, 5, 15)).monthly.periods
    assert [(one.kind, one.label) for one in part] == [
        ("月", "1月"), ("月", "2月"), ("月", "3月"), ("月", "4月"), ("季", "第一季度"), ("年", "1—4月累计"),
    ]  # fmt: skip
    assert part[-1].last["visits"] == 1000


def compared(item: str, base: int, now: int, *months: str) -> BeforeAfter:
    first, last, begin, end = map(month, months)
    return row(  # type: ignore[no-any-return]
        BeforeAfter, institution="T1", item=item, base_from=first, base_to=last, base=base, now_from=begin,
        now_to=end, now=now,
    )  # fmt: skip


def test_from_400_to_6000_is_to_fifteen_times_and_by_fourteen() -> None:
    """H50: the same season of the year before, the base period told."""
    found = result(compared("儿科门诊人次", 400, 6000, "2022-09", "2022-12", "2023-09", "2023-12"))
    assert figure(found, "before_after/T1/儿科门诊人次/2023-09") == (6000, 400, "15")
    (one,) = found.compared.rows
    assert (one.times, one.more, one.monthly, one.same_season) == (15, 14, None, True)
    note = found.indicator("before_after/T1/儿科门诊人次/2023-09").note
    assert note == "基期2022-09至2022-12为400，本期2023-09至2023-12为6,000；增长到15倍，即增长14倍"


def test_no_birth_in_eight_years_then_thirteen() -> None:
    """H33: from nothing there is no multiple; base years are told."""
    found = result(compared("分娩数", 0, 13, "2015-01", "2022-12", "2023-04", "2023-12"))
    assert figure(found, "from_nothing") == (1, None, "1")
    assert found.indicator("from_nothing").note == "T1分娩数：基期2015-01至2022-12为0，本期2023-04至2023-12为13"
    assert figure(found, "before_after/T1/分娩数/2023-04") == (13, 0, "不适用")
    assert figure(result(sent("P1")), "from_nothing") == (None, None, "未填报")


def test_periods_of_other_lengths_are_compared_by_the_month() -> None:
    """H50: 1,200 in twelve months and 600 in four are 100 and 150 a month."""
    found = result(compared("门诊人次", 1200, 600, "2022-01", "2022-12", "2023-01", "2023-04"))
    assert figure(found, "before_after/T1/门诊人次/2023-01") == (7200, 4800, "1.5")
    assert found.compared.rows[0].monthly == (100, 150)
    assert "按月均比较（12个月与4个月）" in found.indicator("before_after/T1/门诊人次/2023-01").note
    later = compared("门诊人次", 1200, 600, "2022-01", "2022-12", "2024-02", "2024-04")
    wrong = compared("门诊人次", 1200, 600, "2022-12", "2022-01", "2023-01", "2023-04")
    blank = row(BeforeAfter, institution="T1", item="门诊人次")
    assert result(later, wrong, blank).compared.rows == ()
