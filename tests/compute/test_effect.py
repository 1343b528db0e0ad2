"""The indicators of results, each by hand: the numbers of the reports are examples here, not constants."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from countyhire.compute.effect import effect
from countyhire.compute.effect.indicator import DIMENSIONS, MECHANISMS, cells_of
from countyhire.compute.effect.placed import key_group
from countyhire.compute.effect.register import activity_kind
from countyhire.model.outcomes import (
    Activity,
    BeforeAfter,
    Departure,
    FeatureDepartment,
    Rating,
    Saving,
    Survey,
    Technique,
    Training,
    YearlyVisits,
)
from countyhire.model.pay import POOLS, FundEntry
from countyhire.model.service import Score
from countyhire.model.village import Mentoring
from countyhire.policy.load import load
from countyhire.sheets.specialties import Specialties
from sample_data.build import district
from tests.compute.effectbook import ON, YEAR, figure, month, person, result, row, sent, town


def test_2048_people_in_two_batches_of_whom_1811_have_mid_titles() -> None:
    """H01, H02: 1,811 ÷ 2,048 = 88.4 %; nobody counts twice."""
    people = [person(f"P{n}", appointment="中级" if n < 1811 else "师级") for n in range(2048)]
    first = [sent(f"P{n}") for n in range(1000)]
    second = [
        sent(f"P{n}", date(2023, 8, 1), date(2024, 7, 31), batch="第二批", status="服务中") for n in range(990, 2048)
    ]
    planned = sent("P1", date(2023, 9, 1), batch="第三批", status="拟派")
    found = result(people, first, second, planned)
    assert figure(found, "batches") == (2, None, "2")
    assert figure(found, "people_sent") == (2048, None, "2048")
    assert figure(found, "people_sent_in_year") == (1058, None, "1058")
    assert figure(found, "intermediate_share") == (1811, 2048, "0.8843")
    assert [(one.name, one.people, one.first_time, one.cumulative) for one in found.placed.batches] == [
        ("第一批（2022年）", 1000, 1000, 1000),
        ("第二批（2023年）", 1058, 1048, 2048),
    ]


def test_titles_are_not_reported_without_a_roster_and_strangers_are_told() -> None:
    """H02: nothing is guessed."""
    assert figure(result(sent("P1")), "intermediate_share") == (None, None, "未填报")
    found = result(sent("P1"), sent("P2"), person("P1"))
    assert figure(found, "intermediate_share") == (1, 1, "1")
    assert found.indicator("intermediate_share").note == "另有1人不在花名册，没有计入"


def test_what_begins_after_the_day_does_not_count() -> None:
    """H01: a batch of the next year, and one without its name."""
    rows = [sent("P1", batch=""), sent("P2", date(2024, 1, 1), batch="2023年第二批")]
    found = result(rows, on=date(2024, 3, 1))
    assert [one.name for one in found.placed.batches] == ["未填批次（2022年）"]
    later = result(rows, year=2024, on=date(2024, 3, 1))
    assert [one.name for one in later.placed.batches] == ["未填批次（2022年）", "2023年第二批"]
    assert figure(later, "people_sent") == (2, None, "2")
    assert figure(result(rows, year=2030), "people_sent_in_year") == (0, None, "0")


def test_backbone_and_the_seven_specialties() -> None:
    """I21: 37 backbone physicians; I23: 34 of 37 in the seven; I24: 33 of these 34 of mid title or above."""
    names = ["内科", "呼吸内科", "普通外科", "妇产科", "儿科", "麻醉科", "医学影像科", "重症医学科"]
    posts = [names[n % 8] if n < 34 else "口腔科" for n in range(37)]
    people = [person(f"P{n}", backbone=True, appointment="师级" if n == 3 else "中级") for n in range(37)]
    found = result(people, [sent(f"P{n}", specialty=post) for n, post in enumerate(posts)], person("P99"))
    assert figure(found, "backbone_sent") == (37, None, "37")
    assert found.indicator("backbone_sent").note == "其中中级以上36人"
    assert figure(found, "key_specialty_share") == (34, 37, "0.9189")
    assert figure(found, "key_intermediate_share") == (33, 34, "0.9706")
    assert sum(one.people for one in found.placed.specialties) == 37
    assert [one.specialty for one in found.placed.specialties if not one.key] == ["口腔科"]
    assert found.indicator("key_specialty_share").note == "参照值90%，已达到"
    assert found.indicator("key_intermediate_share").note == "参照值95%，已达到"


@pytest.mark.parametrize(("inside", "juniors", "verdict"), [(9, 1, "已达到"), (8, 2, "未达到")])
def test_nine_of_ten_in_the_seven_reach_what_the_report_says(inside: int, juniors: int, verdict: str) -> None:
    """I23: exactly 90 % is reached; 19 of 20 with mid titles are 95 % (I24)."""
    found = result([sent(f"P{n}", specialty="儿科" if n < inside else "口腔科") for n in range(10)])
    assert found.indicator("key_specialty_share").note == f"参照值90%，{verdict}"
    people = [person(f"P{n}", appointment="师级" if n < juniors else "中级") for n in range(20)]
    titled = result(people, [sent(f"P{n}") for n in range(20)]).indicator("key_intermediate_share")
    assert titled.note == f"参照值95%，{verdict}"


@pytest.mark.parametrize(
    "written", ["内", "外", "妇", "儿", "麻醉", "医学影像", "重症医学", "影像", "妇产科", "心内科"]
)
def test_the_seven_as_people_write_them(written: str) -> None:
    """I23: 内、外、妇、儿、麻醉、医学影像、重症医学 and their usual spellings are of the seven."""
    keys = load("chongqing-2021-55").texts("effect.key_specialties", ON)
    assert len(keys) == 7
    assert key_group(Specialties().find(written) or "", keys) in keys
    assert key_group("中医科", keys) == ""


def test_a_person_of_two_specialties_counts_once_by_the_last() -> None:
    """I23."""
    again = sent("P1", date(2023, 8, 1), date(2024, 7, 31), code="S2", specialty="口腔科", status="服务中")
    assert figure(result(sent("P1"), again), "key_specialty_share") == (0, 1, "0")
    assert figure(result(again, sent("P1")), "key_specialty_share") == (0, 1, "0")


def test_without_a_list_of_key_specialties_there_is_no_figure() -> None:
    """I23: another document's programme has no such list; nobody marked a backbone (I21)."""
    found = effect(result_book(), load("dianjiang-2015"), YEAR, ON)
    assert found.indicator("key_specialty_share").missing == "没有口径"
    assert figure(result(sent("P1"), person("P1")), "backbone_sent") == (None, None, "未填报")


def result_book():  # type: ignore[no-untyped-def]
    from countyhire.model.book import Book

    return Book(spells=(sent("P1"),), people=(person("P1"),), read=frozenset(("spells", "people")))


def test_four_years_in_a_row_and_seven_people() -> None:
    """K10: a year with anybody there counts; one with nobody ends the row."""
    spells = [
        sent(f"P{n}", date(year, 8, 1), date(year + 1, 6, 30), code=f"S{n}-{year}")
        for n, year in ((1, 2020), (2, 2020), (3, 2021), (4, 2021), (5, 2022), (6, 2022), (7, 2022))
    ]
    elsewhere = [
        sent("P8", date(2021, 1, 1), date(2021, 12, 31), receiver="T2"),
        sent("P9", date(2023, 3, 1), receiver="T2"),
    ]
    found = result(spells, elsewhere, town(), town("T2"))
    assert [(one.institution, one.since, one.years, one.people) for one in found.placed.stays] == [
        ("T1", 2020, 4, 7),
        ("T2", 2023, 1, 1),
    ]
    assert figure(found, "longest_continuity") == (4, None, "4")
    assert figure(found, "continuity_share") == (1, 1, "1")
    assert figure(result(sent("P1", date(2020, 1, 1), date(2020, 12, 31))), "longest_continuity") == (0, None, "0")


def test_term_ends_and_posts_held() -> None:
    """I03: 人才激励 stands on the assessment at the term's end (B11) and on posts held (H35)."""
    spells = [
        sent("P1", term_result="合格", temporary_post="业务副院长"),
        sent("P2", term_result="不合格"),
        sent("P3"),
        sent("P4", status="提前结束", term_result="优秀"),
    ]
    found = result(spells)
    assert figure(found, "terms_passed") == (1, 2, "0.5")
    assert found.indicator("terms_passed").note == "另有1人期满未填考核结果"
    assert figure(found, "temporary_posts") == (1, None, "1")


def test_share_of_the_non_established_and_of_physicians_and_nurses() -> None:
    """J01: 23.4 %; J02: 30.1 % and 21.4 %, of a thousand; hospitals' staff and those gone do not count."""
    kinds = ["执业医师"] * 200 + ["执业助理医师"] * 101 + ["注册护士"] * 214 + ["助产士"] * 10 + ["管理人员"] * 475
    posts = ["合同制"] * 134 + ["临聘"] * 100 + ["总量备案"] * 50 + ["编制内"] * 716
    staff = [
        person(f"T{n}", institution="T1", profession=kind, establishment=post)
        for n, (kind, post) in enumerate(zip(kinds, posts, strict=True))
    ]
    gone = person("T2000", institution="T1", status="离职", left_on=date(2023, 12, 31))
    later = person("T2001", institution="T1", hired_on=date(2024, 1, 2))
    found = result(staff, gone, later, person("P1"), town(), sent("P1"))
    assert figure(found, "non_established_share") == (234, 1000, "0.234")
    assert figure(found, "physician_share") == (301, 1000, "0.301")
    assert figure(found, "nurse_share") == (214, 1000, "0.214")
    assert found.indicator("non_established_share").note == "总量备案50人算作在编"


def test_growth_by_three_times_is_growth_to_four_times() -> None:
    """K11: both numbers and both words, from the eve of the programme."""
    staff = [person(f"T{n}", institution="T1", hired_on=date(2010, 1, 1)) for n in range(20)]
    staff += [person(f"T{n}", institution="T1", hired_on=date(2022, 1, 1)) for n in range(20, 80)]
    found = result(staff, town(), sent("T1"))
    assert figure(found, "physician_growth") == (60, 20, "3")
    assert figure(found, "physician_multiple") == (80, 20, "4")
    assert "改革前20人（2021-12-31），现在80人（2023-12-31）" in found.indicator("physician_growth").note


def test_six_left_in_six_years() -> None:
    """H11: by the roster and the register, each once; the retired and those of earlier years are none."""
    stay = [person(f"T{n}", institution="T1") for n in range(10)]
    left = [person(f"L{n}", institution="T1", status="离职", left_on=date(2018 + n, 5, 1)) for n in range(4)]
    retired = person("R1", institution="T1", status="退休", left_on=date(2023, 5, 1))
    before = person("B1", institution="T1", status="离职", left_on=date(2017, 12, 31))
    told = [
        row(Departure, institution="T1", person="L3", left_on=date(2021, 5, 1), reason="家庭"),
        row(Departure, institution="T1", left_on=date(2023, 6, 30), reason="家庭"),
        row(Departure, institution="T1", left_on=date(2023, 7, 31)),
    ]
    found = result(stay, left, retired, before, told, town(), sent("P1"))
    assert figure(found, "left_in_six_years") == (6, None, "6")
    assert found.indicator("left_in_six_years").note == "未填原因4人，家庭2人"
    assert figure(found, "attrition") == (2, 13, "0.1538")  # ten, the retired of May, and the two of the register
    only = result(told, town(), sent("P1"))
    assert figure(only, "attrition") == (None, None, "未填报")
    assert figure(only, "left_in_six_years") == (3, None, "3")
    assert figure(result(sent("P1")), "left_in_six_years") == (None, None, "未填报")


VISITS = {
    "total_visits": 1000, "primary_visits": 563, "village_visits": 113, "rural_first_visits": 500,
    "rural_first_at_primary": 399, "insured_visits": 900, "insured_at_primary": 540, "insured_inpatients": 80,
    "insured_inpatients_in_county": 72,
}  # fmt: skip


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


def acts(code: str, text: str, **counts: int | None) -> Activity:
    return row(Activity, institution=code, month=month(text), **counts)  # type: ignore[no-any-return]


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


def technique(name: str, on: date | None, code: str = "T1", **more: object) -> Technique:
    return row(Technique, institution=code, name=name, first_case_on=on, **more)  # type: ignore[no-any-return]


def test_a_technique_counts_once_at_an_institution_and_its_first_case_is_the_earliest() -> None:
    """H48, I30: 首例腹腔镜下胆囊切除术, with lead and team."""
    late = technique("腹腔镜下胆囊切除术", date(2023, 9, 1), lead="P9")
    first = technique("腹腔镜下 胆囊切除术", date(2023, 6, 1), lead="P1", team=("P2", "麻醉科主任"))
    rows = [late, first, technique("无痛胃镜", date(2022, 10, 1)), technique("无痛胃镜", date(2022, 11, 1), "T2")]
    found = result(rows, technique("血液透析", date(2024, 1, 2)), technique("小针刀", None), person("P1"), person("P2"))
    assert figure(found, "techniques") == (3, None, "3")
    assert figure(found, "techniques_in_year") == (1, None, "1")
    case = found.register.first_cases[-1]
    assert case.team == ("P2", "麻醉科主任")
    assert (case.on, case.lead, case.lead_name, case.team_names) == (
        date(2023, 6, 1),
        "P1",
        "人员P1",
        ("人员P2", "麻醉科主任"),
    )
    assert result(rows[::-1], person("P1"), person("P2")).register.first_cases == found.register.first_cases
    assert figure(result(sent("P1")), "techniques") == (None, None, "未填报")


def test_new_departments_clinics_and_key_specialties() -> None:
    """H49: clinics; H61: departments; I26: at how many places, by kind; I32: two key specialties of the county."""

    def opened(code: str, name: str, **more: object) -> FeatureDepartment:
        given = {"opened_on": date(2022, 9, 1), "kind": "临床特色科室"}
        return row(FeatureDepartment, institution=code, name=name, **{**given, **more})  # type: ignore[no-any-return]

    rows = [opened(f"T{n}", ("儿科", "外科", "口腔科", "血透室", "胃镜室")[n % 5]) for n in range(9)]
    rows += [opened(f"T{n}", f"门诊{n}", kind="专科门诊") for n in range(4)]
    rows += [
        opened("T1", "尘肺康复科", key_level="县级重点专科", key_on=date(2023, 5, 1)),
        opened("T2", "骨科", key_level="县级重点专科"),
        opened("T3", "眼科", key_level="县级重点专科", key_on=date(2024, 1, 5)),
        opened("T4", "皮肤科", key_level="市级重点专科"),
        opened("T1", "儿　科", opened_on=date(2023, 1, 1)),
        opened("T1", "外科", opened_on=date(2023, 1, 1)),
        opened("T9", "明年的科", opened_on=date(2024, 1, 5)),
    ]
    found = result(rows)
    assert figure(found, "feature_departments") == (9 + 4 + 4 + 1, None, "18")  # 儿科 of T1 is another than its 外科
    assert figure(found, "new_clinics") == (4, None, "4")
    assert figure(found, "places_with_departments") == (9, None, "9")
    assert found.indicator("places_with_departments").note.startswith("儿科2个、口腔科2个、外科2个、血透室2个、")
    assert figure(found, "key_specialties") == (2, None, "2")
    assert figure(result(sent("P1")), "feature_departments") == (None, None, "未填报")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("教学查房", "教学查房"), ("专题讲座", "专题讲座"), ("入村义诊", "入村义诊"), ("专家坐诊日", "专家坐诊日"),
        ("中医药适宜技术推广培训", "中医药适宜技术推广"), ("“行走的医院”", "巡回医疗"), ("远程影像会诊", "远程会诊"),
        ("急救技能培训", "技术培训"), ("", "技术培训"), ("联欢会", "其他活动"),
    ],
)  # fmt: skip
def test_the_kinds_of_activity(text: str, kind: str) -> None:
    """I27, I28, I29."""
    assert activity_kind(text) == kind


def test_trainings_outreach_and_consultations_are_counted_apart() -> None:
    """H47: trainings alone; I27: every kind; I28: outreach; I29: consultations by video."""

    def held(kind: str, on: date = date(2023, 3, 1), many: int | None = 10) -> Training:
        return row(Training, institution="T1", on=on, kind=kind, attendance=many)  # type: ignore[no-any-return]

    kinds = ["教学查房"] * 3 + ["专题讲座"] * 2 + [""] + ["行走的医院"] * 4 + ["远程会诊"] * 5 + ["入村义诊", "联欢会"]
    found = result(
        [held(kind) for kind in kinds], held("教学查房", date(2022, 12, 31), None), held("讲座", date(2024, 1, 3))
    )
    assert figure(found, "trainings") == (7, None, "7")
    assert figure(found, "trainings_in_year") == (6, None, "6")
    assert figure(found, "activities") == (18, None, "18")
    assert figure(found, "outreach") == (4, None, "4")
    assert figure(found, "remote_consultations") == (5, None, "5")
    rounds = found.register.activities[0]
    assert (rounds.in_year, rounds.attended_in_year, rounds.times, rounds.attended) == (3, 30, 4, 30)
    assert figure(result(sent("P1")), "remote_consultations") == (None, None, "未填报")


def test_six_learnt_to_do_it_alone() -> None:
    """H54: nurses too; each learner once, each skill of a learner once."""

    def taught(learner: str, skill: str = "头皮静脉穿刺", on: date | None = date(2023, 5, 1)) -> Mentoring:
        return row(  # type: ignore[no-any-return]
            Mentoring, mentor="P1", learner=learner, institution="T1", skill=skill, start=date(2022, 9, 1),
            independent_on=on,
        )  # fmt: skip

    rows = [taught(f"N{n}") for n in range(6)] + [
        taught("N0", "吸痰"),
        taught("N0"),
        taught("N7", on=None),
        taught("N8", on=ON),
    ]
    nurses = [person(f"N{n}", institution="T1", profession="注册护士") for n in range(4)]
    found = result(rows, nurses)
    assert figure(found, "skilled_learners") == (6, None, "6")
    assert found.indicator("skilled_learners").note == "其中护士4人"
    assert figure(found, "skills_learnt") == (7, None, "7")
    assert figure(result(sent("P1")), "skilled_learners") == (None, None, "未填报")


def test_grades_are_the_latest_and_titles_stand_beside_them() -> None:
    """I33: 2 甲级, 10 乙级, one 美丽医院, one 甲级 community unit; K15: 丙级 too."""

    def given(code: str, rating: str, year: int = 2022) -> Rating:
        return row(Rating, institution=code, rating=rating, on=date(year, 12, 1))  # type: ignore[no-any-return]

    towns = [town(f"T{n}", "中心卫生院" if n < 2 else "乡镇卫生院") for n in range(14)] + [
        town("C1", "社区卫生服务中心")
    ]
    rows = [
        given("T0", "乙级", 2020),
        given("T0", "甲级"),
        given("T1", "甲级"),
        given("C1", "甲级"),
        given("T1", "美丽医院"),
    ]
    rows += [given(f"T{n}", "乙级") for n in range(2, 12)] + [given("T12", "丙级"), given("T13", "甲级", 2024)]
    found = result(towns, rows)
    names = ("grade_a_township", "grade_b_township", "grade_c_township", "grade_a_community", "beautiful")
    assert [figure(found, name)[0] for name in names] == [2, 10, 1, 1, 1]
    assert figure(result(towns), "grade_a_township") == (None, None, "未填报")


def test_a_hundred_patients_save_600_000_yuan() -> None:
    """H24: patients × what each saves; another year's estimate is another year's."""

    def saved(year: int, patients: int | None = 100) -> Saving:
        return row(Saving, institution="T1", year=year, item="血液透析", patients=patients, saving=600_000)  # type: ignore[no-any-return]

    found = result(saved(YEAR), saved(2022))
    assert figure(found, "patients_save")[2] == "600,000.00"
    assert figure(result(saved(2022)), "patients_save")[2] == "未填报"
    assert figure(result(saved(YEAR, None)), "patients_save")[2] == "未填报"
    assert figure(result(saved(YEAR), on=date(2022, 12, 31)), "patients_save")[2] == "未填报"


def test_three_parties_and_how_many_answered() -> None:
    """I20: 愿意放, 愿意接, 愿意干, with n; several institutions' answers add up; who was not asked is not content."""

    def asked(party: str, answers: int, content: int, code: str = "") -> Survey:
        return row(Survey, year=YEAR, party=party, institution=code, answers=answers, content=content)  # type: ignore[no-any-return]

    found = result(asked("派出医院", 40, 36), asked("基层机构", 60, 50, "T1"), asked("基层机构", 40, 40, "T2"))
    assert figure(found, "hospitals_content") == (36, 40, "0.9")
    assert figure(found, "primary_content") == (90, 100, "0.9")
    assert figure(found, "physicians_content") == (None, None, "未填报")
    assert [(one.party, one.willing, one.answers) for one in found.satisfaction.surveys] == [
        ("派出医院", "愿意放", 40), ("基层机构", "愿意接", 100), ("派驻医师", "愿意干", None),
    ]  # fmt: skip
    assert figure(result(asked("派出医院", 0, 0)), "hospitals_content") == (0, 0, "不适用")


def test_assessments_and_pools() -> None:
    """I03: 考核激励 by the months judged (H37), 服务保障 by both pools (I05, I06); I12: 财通."""
    scores = [
        row(Score, person=f"P{n}", month=month("2023-05"), assessor="T1", score=Fraction(90), grade=grade)
        for n, grade in enumerate(("优秀", "合格", "", "合格"))
    ]
    waived = row(Score, person="P9", month=month("2023-05"), assessor="T1", exempt_reason="产假")
    entries = [
        row(FundEntry, voucher=f"V{year}", on=date(year, 3, 1), pool=POOLS[0], direction=way, category=use, amount=fen)
        for year, way, use, fen in ((2022, "收入", "区县财政", 900), (2023, "支出", "派驻补助", 700))
    ]
    found = result(scores, waived, entries, acts("T1", "2023-01"))
    assert figure(found, "months_judged") == (4, None, "4")
    assert figure(found, "excellent_share") == (1, 3, "0.3333")
    assert figure(found, "pool_raised")[2] == "9.00"
    assert figure(found, "pool_use_rate") == (700, 900, "0.7778")
    assert figure(found, "pool_to_people")[2] == "7.00"
    assert figure(result(sent("P1")), "pool_raised") == (None, None, "未填报")


def test_every_dimension_and_every_mechanism_has_its_indicators() -> None:
    """I12: 医通, 人通, 财通; I03: 人才激励, 考核激励, 服务保障: none is empty, with or without data."""
    found = result(sent("P1"))
    for name in DIMENSIONS:
        assert [one.id for one in found.indicators if one.dimension == name]
    for name in MECHANISMS:
        assert [one.id for one in found.indicators if one.mechanism == name]
    assert len({one.id for one in found.indicators}) == len(found.indicators)


def test_nothing_filled_in_is_not_reported_and_never_zero() -> None:
    """Every indicator of an empty book says so; what is counted of the ledger of service is counted only with it."""
    found = result()
    zeros = {one.id for one in found.indicators if one.value is not None}
    assert zeros == set()
    (notice, *_) = (one for one in found.findings if one.subject == "成效台账/年度诊疗")
    assert notice.code == "CH760" and "基层诊疗量占比" in notice.message


def test_the_order_of_rows_changes_no_figure() -> None:
    """G14: shuffled, the sample district gives the same indicators; sources name the same sheets."""
    book = district()
    policy = load("chongqing-2021-55")
    plain = effect(book, policy, 2025, date(2026, 8, 15))
    shuffled = book
    for name in sorted(book.read):
        rows = list(getattr(book, name))
        Random(name).shuffle(rows)
        shuffled = shuffled.with_rows(name, rows)
    again = effect(shuffled, policy, 2025, date(2026, 8, 15))
    assert [told(one) for one in again.indicators] == [told(one) for one in plain.indicators]
    assert again.register == plain.register and again.placed == plain.placed and again.staff == plain.staff


def told(one):  # type: ignore[no-untyped-def]
    return (one.id, one.value and one.value.value, one.missing, one.note, one.source)


def test_the_cells_behind_a_figure() -> None:
    """A few are named, in the order of the sheet, many are counted; an indicator that there is not is a mistake."""
    visits = row(YearlyVisits, 3, year=YEAR, **VISITS)
    one = result(visits).indicator("primary_share")
    assert cells_of(one.numerator, one.denominator) == "成效台账.xlsx[年度诊疗]B3、C3"
    months = [row(Activity, n, institution="T1", month=month(f"2023-{n:02}"), placed_visits=1) for n in range(2, 7)]
    assert cells_of(result(months).indicator("placed_visits").numerator, None) == "成效台账.xlsx[月度诊疗]5格"
    assert cells_of(None) == ""
    with pytest.raises(KeyError):
        result(visits).indicator("no_such_figure")


def test_every_figure_can_be_worked_out_again() -> None:
    """From the tree that it prints, to the fraction; counts are whole numbers, parts no more than their whole."""
    found = effect(district(), load("chongqing-2021-55"), 2025, date(2026, 8, 15))
    for one in found.indicators:
        if one.value is None:
            continue
        assert one.value.recomputed() == Fraction(one.value.value), one.id
        if one.denominator is None:
            assert Fraction(one.value.value).denominator == 1 and one.value.value >= 0, one.id
        elif one.id.endswith("_share"):
            assert 0 <= one.value.value <= 1, one.id


def test_a_skill_without_learner_or_beginning_does_not_count() -> None:
    """H54: as in `train`, only pairs that have begun; a blank is nobody."""
    done = date(2023, 5, 1)
    common = {"mentor": "P1", "institution": "T1", "skill": "清创缝合", "independent_on": done}
    pairs = [
        row(Mentoring, 2, learner="L1", start=date(2023, 1, 1), **common),
        row(Mentoring, 3, learner="", start=date(2023, 1, 1), **common),
        row(Mentoring, 4, learner="L2", **common),
    ]
    assert figure(result(sent("P1"), pairs), "skilled_learners") == (1, None, "1")
    assert figure(result(sent("P1"), pairs), "skills_learnt") == (1, None, "1")
