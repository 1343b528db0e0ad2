"""The lists beside the targets of the strengthening programme: who is on each, and who is missing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from countyhire.compute.targets import Targets
from countyhire.compute.targets_each import MET, MISSED, UNKNOWN
from countyhire.compute.targets_lists import Listing
from countyhire.model.capability import Ability
from countyhire.model.learning import FAMILY, Course, Support
from countyhire.model.outcomes import FeatureDepartment, Rating
from countyhire.reports.targets import targets_view
from tests.compute.effectbook import person, row, town
from tests.compute.test_targets import result, the

OLD = date(2015, 7, 1)
HOSPITAL = replace(town("H1"), kind="综合医院")


def worker(code: str, **more: Any) -> Any:
    return person(code, **{"institution": "T1", "hired_on": OLD, "education": "本科", **more})


def course(code: str, kind: str, start: date = date(2024, 3, 1), **more: Any) -> Any:
    return row(Course, person=code, kind=kind, start=start, **more)


def support(code: str, kind: str, on: date = date(2024, 3, 1), **more: Any) -> Any:
    return row(Support, person=code, kind=kind, on=on, **more)


def listing(found: Targets, key: str) -> Listing:
    return next(one for one in found.lists if one.key == key)


def told(found: Targets, key: str) -> list[tuple[str, bool]]:
    return [(one.code, one.missing) for one in listing(found, key).entries]


def test_every_new_bachelor_and_college_graduate_in_a_clinical_post_has_to_be_trained() -> None:  # N01, N02
    new = {"hired_on": date(2024, 8, 1), "profession": "见习医师"}
    people = [
        worker("A", **new), worker("B", **new), worker("C", **new, education="大专"),
        worker("D", **new, education="大学专科"), worker("E", **new, education="硕士研究生"),
        worker("F", **new | {"profession": "注册护士"}), worker("G", **new, recruited_as="护理类"),
        worker("H", **new, institution="H1"), worker("I", **new | {"hired_on": date(2023, 8, 1)}),
        worker("J", **new, status="离职", left_on=date(2024, 12, 1)), worker("K", **new, entry_route="调入"),
        worker("L", hired_on=date(2024, 8, 1), profession="注册护士", recruited_as="执业医师类"),
    ]  # fmt: skip
    courses = [
        course("A", "全科规培", date(2024, 9, 1)), course("B", "全科规培", date(2025, 1, 1)),
        course("C", "助理全科培训", date(2024, 12, 31)), course("D", "全科规培"),
    ]  # fmt: skip
    found = result(town("T1"), HOSPITAL, people, courses)
    assert told(found, "general_training") == [("A", False), ("B", True), ("L", True)]
    assert told(found, "assistant_training") == [("C", False), ("D", True)]
    assert listing(found, "general_training").missing == 2


def test_the_registers_of_courses_hold_their_kinds_until_the_day() -> None:  # N03, N05, N09
    courses = [
        course("A", "全科转岗"), course("A", "精神科转岗", date(2024, 6, 1)), course("B", "全科转岗", date(2025, 1, 1)),
        course("B", "传承培养"), course("A", "中医药轮训"), course("X", "中医药轮训"), course("H", "中医药轮训"),
    ]  # fmt: skip
    people = [worker("A"), worker("B"), worker("H", institution="H1")]
    found = result(town("T1"), HOSPITAL, people, courses)
    assert [one.code for one in listing(found, "conversion").entries] == ["A", "A"]
    assert {one.words.split("，")[0] for one in listing(found, "conversion").entries} == {"全科转岗", "精神科转岗"}
    assert told(found, "heritage") == [("B", False)]
    assert told(found, "chinese_medicine") == [("A", False)]


def test_added_scopes_are_counted_once_each() -> None:  # N04
    found = result(town("T1"), worker("A"), course("A", "全科转岗", added_scopes=("全科医学专业", "儿科专业")))
    assert [one.words for one in listing(found, "added_scopes").entries] == ["全科医学专业、儿科专业，2个"]


def test_the_subsidy_of_general_practitioners_is_the_years() -> None:
    general = {"specialty": "全科医学"}
    courses = [
        course("A", "全科轮训", subsidy=3_000_00), course("A", "中医药轮训", subsidy=1), course("A", "全科转岗"),
        course("A", "全科转岗", date(2023, 3, 1), subsidy=500_00), course("B", "全科轮训", subsidy=700_00),
    ]  # fmt: skip
    found = listing(result(town("T1"), worker("A", **general), worker("B"), courses), "general_subsidy")
    assert (len(found.entries), found.subsidy) == (2, 3_000_01)


def test_what_is_arranged_stands_on_its_own_list() -> None:  # M10, M11, M15, P01
    kinds = [*FAMILY, "学费代偿", "兼职兼薪", "其他"]
    supports = [support("A", kind, subsidy=100 if kind == "学费代偿" else None) for kind in kinds]
    late = support("A", "兼职兼薪", date(2025, 1, 1))
    found = result(town("T1"), worker("A"), supports, late)
    counts = {key: len(listing(found, key).entries) for key in ("family", "housing", "tuition", "part_time")}
    assert counts == {"family": 3, "housing": 1, "tuition": 1, "part_time": 1}
    assert listing(found, "tuition").subsidy == 100
    assert listing(found, "housing").entries[0].subsidy is None


def test_no_subsidy_stands_on_two_lists() -> None:
    given = course("A", "全科转岗", subsidy=3_000_00), support("A", "住房保障", subsidy=1_000_00)
    found = result(town("T1"), worker("A", specialty="全科医学"), *given)
    assert {one.key: one.subsidy for one in found.lists if one.subsidy} == {
        "general_subsidy": 3_000_00, "family": 1_000_00,
    }  # fmt: skip


def test_backbones_with_the_subsidies_of_the_year() -> None:  # P14
    supports = [
        support("A", "骨干补助", subsidy=6_000_00), support("A", "骨干补助", date(2024, 9, 1), subsidy=50),
        support("A", "骨干补助", date(2023, 9, 1), subsidy=7), support("B", "骨干补助"),
        support("C", "骨干补助", subsidy=9),
    ]  # fmt: skip
    people = [worker("A", backbone_level="省级"), worker("B", backbone=True), worker("C")]
    found = listing(result(town("T1"), people, supports), "backbones")
    assert [(one.code, one.words, one.subsidy) for one in found.entries] == [
        ("A", "省级", 6_000_50), ("B", "层级未填", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("person", "end", "listed"),
    [
        ({}, date(2024, 6, 30), True),
        ({"education": "硕士"}, date(2024, 12, 31), True),
        ({}, date(2025, 1, 1), False),
        ({}, None, False),
        ({"education": "大专"}, date(2024, 6, 30), False),
        ({"appointment": "中级"}, date(2024, 6, 30), False),
        ({"institution": "H1"}, date(2024, 6, 30), False),
    ],
)
def test_three_conditions_of_the_direct_examination(person: dict[str, Any], end: date | None, listed: bool) -> None:
    # P12: bachelor, residency passed, at a primary institution
    who = worker("A", **{"appointment": "师级", **person})
    found = result(town("T1"), HOSPITAL, who, course("A", "住院医师规培", date(2021, 9, 1), end=end))
    assert bool(listing(found, "direct_exam").entries) is listed


def test_applicants_for_a_senior_title_by_specialty() -> None:  # P13
    people = [
        worker("A", senior_application_year=2024, specialty="内科"), worker("B", senior_application_year=2025),
        worker("C", senior_application_year=2024, institution="H1"),
    ]  # fmt: skip
    found = listing(result(town("T1"), HOSPITAL, people), "senior_groups")
    assert [(one.code, one.words) for one in found.entries] == [("A", "内科组，现聘中级")]


def test_registers_of_institutions() -> None:  # N10, P27, P29
    features = [
        row(FeatureDepartment, institution="T1", name="康复科", opened_on=date(2024, 12, 31)),
        row(FeatureDepartment, institution="T1", name="中医科", opened_on=date(2025, 1, 1)),
        row(FeatureDepartment, institution="H1", name="卒中中心", opened_on=OLD),
    ]
    services = [
        row(Ability, institution="T1", ability="延伸处方", held=True),
        row(Ability, institution="T1", ability="家庭病床", held=False),
        row(Ability, institution="T2", ability="全麻手术", held=True),
    ]
    ratings = [
        row(Rating, institution="T2", rating="创新典型示范单位", on=date(2024, 5, 1), document="示例卫〔2024〕1号"),
        row(Rating, institution="T1", rating="甲级", on=date(2024, 5, 1)),
        row(Rating, institution="T1", rating="创新典型示范单位", on=date(2025, 5, 1)),
    ]
    found = result(town("T1"), town("T2"), HOSPITAL, features, services, ratings)
    words = {key: [one.words for one in listing(found, key).entries] for key in ("features", "services", "model_units")}
    assert words == {
        "features": ["康复科，2024-12-31设立"],
        "services": ["延伸处方已开展，慢性病未填报，家庭病床未开展"],
        "model_units": ["2024-05-01，示例卫〔2024〕1号"],
    }


@pytest.mark.parametrize(("held", "verdict"), [((True, True), MET), ((True, False), MISSED), ((True,), MISSED)])
def test_telemedicine_at_every_primary_institution(held: tuple[bool, ...], verdict: str) -> None:  # N12
    rows = [row(Ability, institution=f"T{at}", ability="远程医疗", held=one) for at, one in enumerate(held, 1)]
    target = the(result(town("T1"), town("T2"), HOSPITAL, rows), "remote")
    assert (target.verdict, target.actual and target.actual.value) == (verdict, Fraction(sum(held), 2))


def test_telemedicine_nobody_told_is_not_nought() -> None:  # N12
    other = row(Ability, institution="T1", ability="全麻手术", held=True)
    assert the(result(town("T1"), other), "remote").verdict == UNKNOWN


def test_the_lists_in_json_and_none_under_another_pack() -> None:
    given = (town("T1"), worker("A", backbone=True), support("A", "骨干补助", subsidy=6_000_00))
    view = {one["key"]: one for one in targets_view(result(*given))["lists"]}["backbones"]
    assert (view["count"], view["missing"], view["subsidy"]) == (1, 0, "6000.00")
    assert view["rows"][0]["person"] == "A" and "人员A" not in str(view)
    assert result(*given, pack="chongqing-2021-55").lists == ()


@pytest.mark.parametrize(("budget", "over"), [("3,000.00", False), ("2,999.99", True), ("", False)])
def test_subsidies_for_practitioners_training_stay_within_the_budget(budget: str, over: bool) -> None:  # N08
    people = [worker("A", specialty="全科医疗科"), worker("B", specialty="全科医疗科"), worker("C", specialty="内科")]
    courses = [
        course("A", "全科转岗", subsidy=200_000), course("B", "全科转岗", subsidy=100_000),
        course("C", "进修", subsidy=900_000), course("A", "全科转岗", date(2023, 3, 1), subsidy=900_000, number=5),
    ]  # fmt: skip
    given = {"training__subsidy_budget": budget} if budget else {}
    found = result(town("T1"), people, courses, **given)
    assert listing(found, "general_subsidy").subsidy == 300_000
    told_over = [one.message for one in found.findings if one.fault.code == "CH965"]
    assert told_over == (["在岗全科医生培训补助合计3,000.00元，预算2,999.99元"] if over else [])
