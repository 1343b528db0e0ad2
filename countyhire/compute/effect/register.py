"""What was begun: techniques, departments, activities, skills, grades (H47–H49, H54, H61, I26–I30, I32, I33, K15)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.effect.indicator import (
    ASSESSMENT,
    SUPPORT,
    About,
    Indicator,
    Scope,
    count,
    counted,
    rows_of,
)
from countyhire.model.names import name_key
from countyhire.model.outcomes import BEAUTIFUL, COUNTY_KEY, GRADES, FeatureDepartment, Technique, Training

TECHNIQUES, ACTIVITIES, RATINGS = "技术和科室", "活动和带教", "机构等级"
CLINIC = "门诊"
COMMUNITY = "社区卫生服务中心"
OTHER = "其他活动"
TRAININGS = ("教学查房", "专题讲座", "技术培训", "中医药适宜技术推广")
KINDS = (*TRAININGS, "入村义诊", "专家坐诊日", "巡回医疗", "远程会诊", OTHER)
WORDS = (  # what a kind is known by, looked for in this order
    ("巡回医疗", ("行走的医院", "巡回", "巡诊", "送医", "上门")),
    ("远程会诊", ("远程", "会诊")),
    ("中医药适宜技术推广", ("适宜技术", "中医药")),
    ("教学查房", ("查房",)),
    ("专题讲座", ("讲座", "讲课", "授课")),
    ("入村义诊", ("义诊",)),
    ("专家坐诊日", ("坐诊", "专家日", "专家门诊")),
    ("技术培训", ("培训", "带教", "进修", "演练", "讲解", "指导")),
)


@dataclass(frozen=True, slots=True)
class FirstCase:
    """The first case of a technique at an institution: when, where, by whom, with whom (I30).

    `team` is as entered, by code or name; `team_names` has the names of those who stand on the roster.
    """

    institution: str
    place: str
    technique: str
    on: date
    lead: str
    lead_name: str
    team: tuple[str, ...]
    team_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department that was opened, and the key specialty that it became (H49, H61, I26, I32)."""

    institution: str
    place: str
    name: str
    kind: str
    opened_on: date
    clinic: bool
    key_level: str
    key_on: date | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A kind of activity: how often, and for how many, in the year and in all (I27)."""

    kind: str
    in_year: int
    attended_in_year: int | None
    times: int
    attended: int | None


@dataclass(frozen=True, slots=True)
class Grade:
    """What an institution holds: its latest grade, or a title; `since` the day it was given (I33, K15)."""

    institution: str
    place: str
    kind: str
    rating: str
    since: date
    document: str


@dataclass(frozen=True, slots=True)
class Register:
    """The indicators of what was begun, and their tables."""

    indicators: tuple[Indicator, ...]
    first_cases: tuple[FirstCase, ...]
    departments: tuple[Department, ...]
    activities: tuple[ActivityRow, ...]
    grades: tuple[Grade, ...]


def register(scope: Scope) -> Register:
    """Everything dated up to the last day counted."""
    first_cases, departments = _first_cases(scope), _departments(scope)
    activities, grades = _activities(scope), _grades(scope)
    indicators = [
        *_techniques(scope, first_cases),
        *_new_departments(scope, departments),
        *_events(scope, activities),
        *_skills(scope),
        *_ratings(scope, grades),
    ]
    return Register(tuple(indicators), first_cases, departments, activities, grades)


def _first_cases(scope: Scope) -> tuple[FirstCase, ...]:
    """One a technique and institution, the earliest; two spellings of one name are one technique (H48)."""
    found: dict[tuple[str, str], Technique] = {}
    known = [row for row in scope.book.techniques if row.first_case_on and row.first_case_on <= scope.until]
    for row in sorted(known, key=lambda row: (row.first_case_on or date.max, row.name, row.lead, row.team)):
        found.setdefault((row.institution, name_key(row.name)), row)
    rows = [
        FirstCase(
            row.institution,
            scope.book.institution_name(row.institution),
            row.name,
            row.first_case_on,
            row.lead,
            scope.book.person_name(row.lead) if row.lead else "",
            row.team,
            tuple(scope.book.person_name(one) for one in row.team),
        )
        for row in found.values()
        if row.first_case_on
    ]
    return tuple(sorted(rows, key=lambda row: (row.on, row.institution, row.technique)))


def _techniques(scope: Scope, cases: Sequence[FirstCase]) -> list[Indicator]:
    source = rows_of("成效台账", "新技术", scope.book.techniques)
    whole = About("techniques", TECHNIQUES, "累计填补技术空白", "H48", source, mechanism=ASSESSMENT)
    in_year = About("techniques_in_year", TECHNIQUES, "当年首例技术", "I30", source, mechanism=ASSESSMENT)
    if not cases:
        return [count(whole, None), count(in_year, None)]
    now = [case for case in cases if case.on >= scope.first]
    rule = "同一机构的同一技术只计一项"
    return [
        count(whole, counted("填补技术空白", len(cases), "项", "H48", rule)),
        count(in_year, counted("当年首例技术", len(now), "项", "I30", "首例日期在当年的")),
    ]


def _departments(scope: Scope) -> tuple[Department, ...]:
    found: dict[tuple[str, str], FeatureDepartment] = {}
    known = [row for row in scope.book.feature_departments if row.opened_on and row.opened_on <= scope.until]
    for row in sorted(known, key=lambda row: (row.opened_on or date.max, row.name, row.kind)):
        found.setdefault((row.institution, name_key(row.name)), row)
    rows = [
        Department(
            row.institution,
            scope.book.institution_name(row.institution),
            row.name,
            row.kind,
            row.opened_on,
            CLINIC in row.kind or CLINIC in row.name,
            row.key_level if row.key_on is None or row.key_on <= scope.until else "",
            row.key_on,
        )
        for row in found.values()
        if row.opened_on
    ]
    return tuple(sorted(rows, key=lambda row: (row.institution, row.opened_on, row.name)))


def _new_departments(scope: Scope, departments: Sequence[Department]) -> list[Indicator]:
    source = rows_of("成效台账", "特色科室", scope.book.feature_departments)
    names = (
        ("feature_departments", "累计新建特色科室", "H61", "个", ""),
        ("new_clinics", "其中从无到有的专科门诊", "H49", "个", "类别或名称写明门诊的"),
        ("places_with_departments", "新建科室的机构", "I26", "家", ""),
        ("key_specialties", "县级重点专科", "I32", "个", "特色科室“重点专科级别”为县级的"),
    )
    if not departments:
        found = [About(name, TECHNIQUES, label, clause, source) for name, label, clause, _, _ in names]
        return [count(about, None) for about in found]
    numbers = (
        len(departments),
        sum(row.clinic for row in departments),
        len({row.institution for row in departments}),
        sum(row.key_level == COUNTY_KEY for row in departments),
    )
    kinds = Counter(row.name for row in departments)
    told = "、".join(f"{name}{number}个" for name, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0])))
    return [
        count(
            About(name, TECHNIQUES, label, clause, source, mechanism=SUPPORT),
            counted(label, number, unit, clause, words),
            told if clause == "I26" else "",
        )
        for (name, label, clause, unit, words), number in zip(names, numbers, strict=True)
    ]


def activity_kind(text: str) -> str:
    """The kind that an entry means: blank is a training, as the sheet is of trainings; unknown ones stay apart."""
    if not text.strip():
        return "技术培训"
    return next((kind for kind, words in WORDS if any(word in text for word in words)), OTHER)


def _activities(scope: Scope) -> tuple[ActivityRow, ...]:
    held = [row for row in scope.book.trainings if row.on and row.on <= scope.until]
    by_kind: dict[str, list[Training]] = {kind: [] for kind in KINDS}
    for row in held:
        by_kind[activity_kind(row.kind)].append(row)
    found = []
    for kind in KINDS:
        rows = by_kind[kind]
        now = [row for row in rows if row.on and row.on >= scope.first]
        found.append(ActivityRow(kind, len(now), _attended(now), len(rows), _attended(rows)))
    return tuple(found)


def _attended(rows: Sequence[Training]) -> int | None:
    values = [row.attendance for row in rows if row.attendance is not None]
    return sum(values) if values else None


def _events(scope: Scope, activities: Sequence[ActivityRow]) -> list[Indicator]:
    source = rows_of("成效台账", "培训", scope.book.trainings) + " 活动类别"
    rows = {row.kind: row for row in activities}
    rows_held = sum(row.times for row in activities)
    training = [rows[kind] for kind in TRAININGS]
    unsorted = f"其中不能归类的{rows[OTHER].times}次"
    figures = (
        ("trainings", "累计开展培训", "H47", sum(row.times for row in training), "、".join(TRAININGS)),
        ("trainings_in_year", "当年开展培训", "H47", sum(row.in_year for row in training), "、".join(TRAININGS)),
        ("activities", "累计各类活动", "I27", sum(row.times for row in activities), unsorted),
        ("outreach", "累计巡回医疗", "I28", rows["巡回医疗"].times, "“行走的医院”、巡诊、上门服务"),
        ("remote_consultations", "累计远程会诊", "I29", rows["远程会诊"].times, ""),
    )  # fmt: skip
    found = []
    for name, label, clause, number, words in figures:
        about = About(name, ACTIVITIES, label, clause, source, mechanism=ASSESSMENT)
        value = counted(label, number, "次", clause, words) if rows_held else None
        found.append(count(about, value))
    return found


def _skills(scope: Scope) -> list[Indicator]:
    """Learners who do alone what they were taught, nurses among them (H54)."""
    source = rows_of("带教台账", "结对", scope.book.mentoring) + " 独立开展日期"
    people = About(
        "skilled_learners", ACTIVITIES, "能独立开展新技能的学员", "H54", source, mechanism=SUPPORT, people=True
    )
    skills = About("skills_learnt", ACTIVITIES, "学员独立掌握的技能", "H54", source, mechanism=SUPPORT, people=True)
    begun = [row for row in scope.book.mentoring if row.learner and row.start and row.start <= scope.until]
    if not begun:
        return [count(people, None), count(skills, None)]
    alone = [row for row in begun if row.independent_on and row.independent_on <= scope.until]
    learners = {row.learner for row in alone}
    nurses = sum(bool(person) and "护" in person.profession for one in learners if (person := scope.book.person(one)))
    pairs = {(row.learner, name_key(row.skill)) for row in alone}
    return [
        count(people, counted("能独立开展的学员", len(learners), "人", "H54", "同一人只计一次"), f"其中护士{nurses}人"),
        count(skills, counted("独立掌握的技能", len(pairs), "人项", "H54", "一人一项技能计一项")),
    ]


def _grades(scope: Scope) -> tuple[Grade, ...]:
    """The latest grade of each institution, and each of its titles."""
    known = [row for row in scope.book.ratings if row.on and row.on <= scope.until and row.institution]
    held: dict[tuple[str, str], Grade] = {}
    for row in sorted(known, key=lambda row: (row.on or date.min, row.rating)):
        place = scope.book.institution(row.institution)
        kind = place.kind if place else ""
        side = "等级" if row.rating in GRADES else row.rating
        name = scope.book.institution_name(row.institution)
        held[row.institution, side] = Grade(row.institution, name, kind, row.rating, row.on or date.min, row.document)
    order = {rating: place for place, rating in enumerate((*GRADES, BEAUTIFUL))}
    return tuple(sorted(held.values(), key=lambda row: (order.get(row.rating, len(order)), row.institution)))


def _ratings(scope: Scope, grades: Sequence[Grade]) -> list[Indicator]:
    source = rows_of("成效台账", "等级评定", scope.book.ratings) + "，每个机构取最近一次"
    found = []
    for number, grade in enumerate(GRADES):
        for side, community, clause in (("乡镇卫生院", False, "K15"), ("社区卫生服务中心", True, "I33")):
            own = [row for row in grades if row.rating == grade and (row.kind == COMMUNITY) is community]
            name = f"grade_{'abc'[number]}_{'community' if community else 'township'}"
            found.append((name, f"{grade}{side}", clause, len(own)))
    found.append(("beautiful", BEAUTIFUL, "I33", sum(row.rating == BEAUTIFUL for row in grades)))
    read = bool(grades)
    return [
        count(
            About(name, RATINGS, label, clause, source, mechanism=SUPPORT),
            counted(label, number, "家", clause) if read else None,
        )
        for name, label, clause, number in found
    ]
