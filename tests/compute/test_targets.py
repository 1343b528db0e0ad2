"""The targets of the strengthening programme, worked by hand at their boundaries (L01–L09, P05, P06, P19, P25, P30)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from countyhire.compute.targets import Targets, targets
from countyhire.compute.targets_each import ABOVE, BELOW, MET, MISSED, UNKNOWN, Target
from countyhire.compute.targets_plan import grown
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.institutions import Institution
from countyhire.model.outcomes import Rating, YearlyVisits
from countyhire.model.people import Person
from countyhire.model.village import VillageDoctor
from countyhire.policy.load import load
from countyhire.policy.tasks import TASKS, tasks_of
from countyhire.reports.targets import targets_view
from tests.compute.effectbook import SHEET_OF, person, row, town

PACK = "strengthening-2020"
YEAR, ON = 2024, date(2025, 3, 1)


def staff(count: int, start: int = 0, **more: Any) -> list[Person]:
    given = {"institution": "T1", "hired_on": date(2015, 7, 1)}
    return [person(f"T1-{number:05}", **{**given, **more}) for number in range(start, start + count)]


def served(population: int | None, code: str = "T1") -> Institution:
    return replace(town(code), population=population)


def result(
    *records: Record | Sequence[Any], year: int = YEAR, on: date = ON, pack: str = PACK, **values: str
) -> Targets:
    rows: dict[str, list[Record]] = {}
    for one in records:
        for record in one if isinstance(one, Sequence) else (one,):
            rows.setdefault(SHEET_OF[type(record)].book_field, []).append(record)
    book = Book(**{name: tuple(of) for name, of in rows.items()}, read=frozenset(rows))  # type: ignore[arg-type]
    changes = {key.replace("__", "."): {"value": value, "cite": "示例财〔2024〕1号"} for key, value in values.items()}
    return targets(book, load(pack, changes), year, on)


def the(found: Targets, key: str) -> Target:
    return next(one for one in found.targets if one.key == key)


def told(target: Target) -> tuple[Any, Any, str]:
    return (
        None if target.goal is None else target.goal.value,
        None if target.actual is None else target.actual.value,
        target.verdict,
    )


@pytest.mark.parametrize(("people", "verdict"), [(1399, MISSED), (1400, MET)])
def test_400_000_people_need_1_400_staff(people: int, verdict: str) -> None:  # L01
    found = the(result(served(400_000), staff(people)), "staff")
    assert told(found) == (1400, people, verdict)
    assert found.gap == 1400 - people
    assert found.goal is not None and found.goal.recomputed() == 1400


def test_a_part_of_ten_thousand_needs_a_whole_person_more() -> None:  # L01
    assert told(the(result(served(10_001), staff(36)), "staff")) == (36, 36, MET)
    assert told(the(result(served(10_001), staff(35)), "staff")) == (36, 35, MISSED)


def test_village_doctors_count_once_and_those_who_left_or_are_lent_do_not() -> None:  # L01
    people = [
        *staff(3), *staff(1, 3, status="离职", left_on=date(2024, 6, 30)), *staff(1, 4, establishment="返聘"),
        *staff(1, 5, hired_on=date(2025, 1, 2)), *staff(1, 6, institution="H1"),
        *staff(1, 7, id_number="X1"),
    ]  # fmt: skip
    doctors = [
        row(VillageDoctor, code="V1", name="甲", id_number="X1"),
        row(VillageDoctor, code="V2", name="乙", id_number="X2"),
        row(VillageDoctor, code="V2", name="乙", id_number="X2", number=3),
    ]
    hospital = replace(town("H1"), kind="综合医院")
    assert told(the(result(served(1_000), hospital, people, doctors), "staff"))[:2] == (4, 5)


def test_without_the_population_of_one_institution_the_goal_is_not_known() -> None:  # L01
    found = the(result(served(20_000), served(None, "T2"), staff(10)), "staff")
    assert told(found) == (None, 10, UNKNOWN)
    assert "卫生院T2" in found.missing and found.gap is None


@pytest.mark.parametrize(
    ("more", "growth", "verdict"), [(4, Fraction(4, 100), MISSED), (5, Fraction(5, 100), MET), (0, 0, MISSED)]
)
def test_growth_over_the_end_of_last_year(more: int, growth: Fraction, verdict: str) -> None:  # L03
    people = [*staff(100), *staff(more, 100, hired_on=date(2024, 8, 1))]
    assert told(the(result(served(1), people), "growth")) == (Fraction(5, 100), growth, verdict)


def test_growth_is_of_health_technicians_and_leavers_take_from_it() -> None:  # L03
    people = [
        *staff(100), *staff(9, 100, profession="管理人员", hired_on=date(2024, 8, 1)),
        *staff(2, 200, status="离职", left_on=date(2024, 5, 1)),
    ]  # fmt: skip
    found = the(result(served(1), people), "growth")
    assert told(found) == (Fraction(5, 100), Fraction(-2, 102), MISSED)
    assert the(result(served(1)), "growth").verdict == UNKNOWN


def test_a_thousand_growing_by_a_twentieth_are_1_276_after_five_years() -> None:  # L03
    rate = load(PACK).amount("targets.growth", ON)
    base = Amount("起点", 1000, "人")
    assert [grown(base, rate, years).value for years in range(1, 6)] == [1050, 1103, 1158, 1216, 1276]


def test_five_milestones_by_a_straight_line_and_by_growth() -> None:  # L02
    people = [*staff(100, hired_on=date(2019, 7, 1)), *staff(10, 100, hired_on=date(2021, 7, 1))]
    found = result(served(100_000), people, year=2022, on=date(2022, 6, 30))
    assert [
        (one.year, one.line.value if one.line else None, one.staff, one.growth.value, one.technical)
        for one in found.milestones
    ] == [
        (2020, 150, 100, 105, 100), (2021, 200, 110, 110, 110), (2022, 250, None, 116, None),
        (2023, 300, None, 122, None), (2024, 350, None, 128, None),
    ]  # fmt: skip
    assert [one.line for one in result(served(None), people).milestones] == [None] * 5


@pytest.mark.parametrize(("count", "verdict"), [(29, BELOW), (30, MET), (50, MET), (51, ABOVE)])
def test_the_band_of_a_years_hires(count: int, verdict: str) -> None:  # L04
    people = [
        *staff(count, hired_on=date(2024, 9, 1)), *staff(3, 200, hired_on=date(2024, 9, 1), entry_route="调入"),
        *staff(2, 300, hired_on=date(2023, 9, 1)),
    ]  # fmt: skip
    found = result(served(1), people)
    assert told(the(found, "hires")) == (30, count, verdict)
    codes = [one.fault.code for one in found.findings]
    assert codes == ([] if verdict == MET else ["CH960"])
    if codes:
        assert found.findings[0].fault.severity.value == "warning"
        assert f"2024年为基层招聘{count}人，{verdict}每年30至50人" in found.findings[0].message


def test_hires_add_up_to_the_year_that_the_document_names_and_the_tension_is_told() -> None:  # L05
    people = [
        *staff(60, hired_on=date(2020, 9, 1)), *staff(39, 100, hired_on=date(2024, 9, 1)),
        *staff(1, 200, hired_on=date(2024, 12, 31)), *staff(40, 300, hired_on=date(2025, 1, 1)),
        *staff(40, 400, hired_on=date(2019, 9, 1)),
    ]  # fmt: skip
    found = result(served(1), people, year=2025)
    assert told(the(found, "hires_total")) == (100, 100, MET)
    assert [(one.year, one.hired, one.cumulative) for one in found.hires] == [
        (2020, 60, 60), (2021, 0, 60), (2022, 0, 60), (2023, 0, 60), (2024, 40, 100), (2025, 40, 140),
    ]  # fmt: skip
    assert "150至250人" in found.tension and "100人左右" in found.tension
    assert told(the(result(served(1), people[1:], year=2024), "hires_total")) == (100, 99, MISSED)


@pytest.mark.parametrize(("count", "verdict"), [(1, MISSED), (2, MET)])
def test_general_practitioners_of_the_year(count: int, verdict: str) -> None:  # L06
    people = [
        *staff(count, practitioner_on=date(2024, 12, 31)), *staff(4, 100, practitioner_on=date(2023, 12, 31)),
    ]  # fmt: skip
    assert told(the(result(served(1), people), "practitioners")) == (2, count, verdict)
    assert the(result(served(1), staff(3)), "practitioners").verdict == UNKNOWN


@pytest.mark.parametrize(("count", "verdict"), [(49, MISSED), (50, MET)])
def test_of_500_technicians_50_are_backbones(count: int, verdict: str) -> None:  # L07
    people = [
        *staff(count - 1, backbone=True), *staff(1, count - 1, backbone_level="区县级"), *staff(500 - count, count),
        *staff(20, 600, profession="工勤技能人员", backbone=True),
    ]  # fmt: skip
    assert told(the(result(served(1), people), "backbones")) == (50, count, verdict)
    assert the(result(served(1), staff(3)), "backbones").verdict == UNKNOWN


@pytest.mark.parametrize(("count", "verdict"), [(16, MISSED), (17, MET)])
def test_backbones_of_the_province(count: int, verdict: str) -> None:  # L08
    people = [*staff(count, backbone_level="省级"), *staff(30, 100, backbone_level="市级")]
    assert told(the(result(served(1), people), "provincial")) == (17, count, verdict)
    assert the(result(served(1), staff(3, backbone=True)), "provincial").verdict == UNKNOWN


def test_physicians_of_other_institutions_with_a_filed_place_here() -> None:  # L09
    people = [
        person("H1-1", filed_practice_sites=("卫生院T1", "老T2")), person("H1-2", filed_practice_sites=("别处",)),
        person("H1-3", filed_practice_sites=("T1",), status="离职", left_on=date(2023, 1, 1)),
        *staff(1, filed_practice_sites=("卫生院T2",)),
    ]  # fmt: skip
    hospital = replace(town("H1"), kind="综合医院", name="人民医院")
    found = result(served(1), replace(served(1, "T2"), former_names=("老T2",)), hospital, people)
    assert [(one.person, one.home, one.places) for one in found.multi_site] == [
        ("H1-1", "人民医院", ("卫生院T1", "卫生院T2"))
    ]


@pytest.mark.parametrize(
    ("at_primary", "all_visits", "verdict"),
    [(599, 1000, MISSED), (600, 1000, MET), (None, 1000, UNKNOWN), (1, 0, UNKNOWN)],
)
def test_insured_visits_at_primary_institutions(at_primary: int | None, all_visits: int, verdict: str) -> None:  # P25
    visits = row(YearlyVisits, year=YEAR, insured_visits=all_visits, insured_at_primary=at_primary)
    other = row(YearlyVisits, year=2023, insured_visits=10, insured_at_primary=10)
    found = the(result(served(1), visits, other), "insured")
    assert found.verdict == verdict and (found.goal and found.goal.value) == Fraction(3, 5)
    assert bool(found.missing) == (verdict == UNKNOWN)


def test_ranks_given_to_institutions_are_counted_once_each() -> None:  # P05 P06 N06
    ranks = [
        row(Rating, institution="T1", rating="社区医院", on=date(2023, 1, 1)),
        row(Rating, institution="T1", rating="社区医院", on=date(2024, 1, 1), number=3),
        row(Rating, institution="T2", rating="社区医院", on=date(2025, 1, 1), number=4),
        row(Rating, institution="T2", rating="区域性医疗卫生中心", on=date(2024, 12, 31), number=5),
    ]
    found = result(served(1), ranks)
    assert [told(the(found, key)) for key in ("regional_centres", "community_hospitals", "training_bases")] == [
        (1, 1, MET), (2, 1, MISSED), (1, 0, MISSED),
    ]  # fmt: skip
    assert the(result(served(1)), "community_hospitals").verdict == UNKNOWN


def test_all_24_tasks_have_owners_and_every_target_belongs_to_one() -> None:  # P19
    tasks = TASKS[PACK]
    assert [task.number for task in tasks] == list(range(1, 25))
    assert all(task.owners and len(set(task.owners)) == len(task.owners) for task in tasks)
    found = result(served(1))
    assert all(found.owners(one) for one in found.targets)
    assert tasks_of("chongqing-2021-55") == ()


def test_every_unmet_target_is_listed_with_its_owners() -> None:  # P30
    people = [*staff(40, hired_on=date(2024, 9, 1))]
    found = result(served(1), people)
    unmet = {one.key for one in found.unmet}
    assert unmet == {one.key for one in found.targets} - {"staff", "hires"}
    assert found.owners(the(found, "insured")) == ("区卫生健康局", "区发展和改革局")


def test_another_pack_has_no_targets() -> None:
    found = result(served(400_000), staff(3), pack="chongqing-2021-55")
    assert (found.targets, found.milestones, [one.fault.code for one in found.findings]) == ((), (), ["CH961"])


def test_the_order_of_rows_decides_nothing_and_the_view_is_plain() -> None:
    people = [*staff(40, hired_on=date(2024, 9, 1)), *staff(20, 50, backbone_level="省级")]
    view = targets_view(result(served(40_000), people))
    assert view == targets_view(result(served(40_000), people[::-1]))
    growth = next(one for one in view["targets"] if one["key"] == "growth")
    assert (growth["goal"], growth["actual"], growth["gap"]) == ("0.0500", "2.0000", "0.0000")
    staffed = next(one for one in view["targets"] if one["key"] == "staff")
    assert (staffed["goal"], staffed["actual"], staffed["gap"], staffed["gap_text"]) == (140, 60, 80, "80人")


@pytest.mark.parametrize(("scarce", "verdict"), [(5, MISSED), (6, MET)])
def test_more_than_half_of_the_hires_into_posts_are_scarce(scarce: int, verdict: str) -> None:  # M05
    new = {"hired_on": date(2024, 8, 1), "establishment": "编制内"}
    people = [
        *staff(scarce - 1, specialty="儿科", appointment="师级", **new),
        *staff(1, 50, specialty="外科", appointment="副高", **new),
        *staff(10 - scarce, 100, specialty="外科", appointment="中级", **new),
        *staff(9, 200, **{**new, "specialty": "儿科", "establishment": "合同制"}),
        *staff(9, 300, **{**new, "specialty": "儿科", "entry_route": "调入"}),
    ]
    found = the(result(served(1), people), "scarce_hires")
    assert told(found) == (6, scarce, verdict)
    assert found.goal is not None and found.goal.recomputed() == 6


def test_a_year_without_hires_into_posts_has_no_such_verdict() -> None:  # M05
    assert the(result(served(1), staff(3)), "scarce_hires").verdict == UNKNOWN


def test_a_year_that_has_not_begun_is_not_judged_and_one_that_runs_is_judged_so_far() -> None:  # L03 L04
    people = [*staff(40), *staff(10, 100, hired_on=date(2024, 5, 1)), *staff(9, 200, hired_on=date(2024, 11, 1))]
    before = result(served(1), people, on=date(2023, 8, 15))
    assert {one.verdict for one in before.targets} == {UNKNOWN} and before.findings == ()
    assert "2024年尚未开始" in the(before, "hires").missing
    running = result(served(1), people, on=date(2024, 6, 30))
    assert told(the(running, "hires")) == (30, 10, BELOW) and "2024-06-30" in the(running, "hires").note
    assert running.findings == ()
    assert [one.fault.code for one in result(served(1), people, on=date(2024, 12, 31)).findings] == ["CH960"]
    many = [*people, *staff(45, 300, hired_on=date(2024, 5, 2))]
    assert [one.fault.code for one in result(served(1), many, on=date(2024, 6, 30)).findings] == ["CH960"]
