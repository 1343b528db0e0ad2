"""What was begun: techniques, departments, activities, skills, grades, by hand."""

from datetime import date

import pytest

from countyhire.compute.effect.register import activity_kind
from countyhire.model.outcomes import (
    FeatureDepartment,
    Rating,
    Technique,
    Training,
)
from countyhire.model.village import Mentoring
from tests.compute.effectbook import ON, figure, person, result, row, sent, town


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
