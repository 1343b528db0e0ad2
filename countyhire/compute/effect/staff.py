"""The primary institutions' own staff: who they are, how their number grew, who left (J01, J02, K11, H11)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from countyhire.compute.effect.indicator import (
    PEOPLE,
    SUPPORT,
    TIMES,
    About,
    Indicator,
    Scope,
    count,
    counted,
    growth,
    rows_of,
    share,
)
from countyhire.model.amount import Amount
from countyhire.model.people import Person

THEME = "基层队伍"
ESTABLISHED = ("编制内", "总量备案")
PHYSICIANS = ("执业医师", "执业助理医师")
NURSES = ("注册护士",)
YEARS = 6
"""For how many years those who left are added up: the report's own span (H11)."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who left a primary institution: by the roster, the register, or both."""

    institution: str
    name: str
    person: str
    profession: str
    left_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How many of the primary institutions' staff are of a kind of employment or profession."""

    side: str
    kind: str
    people: int


@dataclass(frozen=True, slots=True)
class Staff:
    """The indicators of the primary institutions' staff, and their tables."""

    indicators: tuple[Indicator, ...]
    kinds: tuple[Kind, ...]
    leavers: tuple[Leaver, ...]


def staff(scope: Scope) -> Staff:
    """Everyone of 花名册 at a 卫生院 or 社区卫生服务中心, as of the last day counted."""
    places = {row.code for row in scope.book.institutions if row.receives}
    own = [person for person in scope.book.people if person.institution in places]
    there = [person for person in own if _there(person, scope.until)]
    leavers = _leavers(scope, own)
    kinds = [
        Kind(side, kind, number)
        for side, name in (("编制情况", "establishment"), ("从事专业类别", "profession"))
        for kind, number in _counts(there, name)
    ]
    indicators = [*_baseline(scope, there, len(places)), *_growth(scope, own), *_attrition(scope, own, leavers)]
    return Staff(tuple(indicators), tuple(kinds), leavers)


def _there(person: Person, on: date) -> bool:
    """Whether somebody had come by a day and not left by it."""
    return person.hired_on is not None and person.hired_on <= on and not person.left_by(on)


def _counts(people: Sequence[Person], name: str) -> list[tuple[str, int]]:
    found = Counter(getattr(person, name) or "未填" for person in people)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _baseline(scope: Scope, there: Sequence[Person], places: int) -> list[Indicator]:
    source = f"{rows_of('人员花名册', '花名册', there)}；机构名录/机构 机构类别"
    plain = About("non_established_share", THEME, "非编人员占比", "J01", source, PEOPLE, people=True)
    doctors = About("physician_share", THEME, "执业（助理）医师占比", "J02", source, PEOPLE, people=True)
    nurses = About("nurse_share", THEME, "注册护士占比", "J02", source, PEOPLE, people=True)
    if not there:
        return [share(about, None, None) for about in (plain, doctors, nurses)]
    whole = counted("基层机构在册人员", len(there), "人", "J01", f"{places}个卫生院、社区卫生服务中心，{scope.until}")
    outside = [person for person in there if person.establishment not in ESTABLISHED]
    filed = sum(person.establishment == "总量备案" for person in there)
    numbers = (
        (plain, counted("非编人员", len(outside), "人", "J01", "编制内、总量备案以外的"), f"总量备案{filed}人算作在编"),
        (doctors, _of(there, PHYSICIANS, "执业（助理）医师"), ""),
        (nurses, _of(there, NURSES, "注册护士"), "助产士不算在内"),
    )
    return [share(about, top, whole, note) for about, top, note in numbers]


def _of(people: Sequence[Person], professions: Sequence[str], label: str) -> Amount:
    return counted(label, sum(person.profession in professions for person in people), "人", "J02")


def _growth(scope: Scope, own: Sequence[Person]) -> list[Indicator]:
    """The physicians of today beside those on the eve of the programme: by how many times, and to how many times."""
    eve = scope.policy.in_force_from - timedelta(days=1)
    source = f"{rows_of('人员花名册', '花名册', own)} 入职日期、离职日期"
    by = About("physician_growth", THEME, "基层医师比改革前增长", "K11", source, PEOPLE)
    to = About("physician_multiple", THEME, "基层医师为改革前的倍数", "K11", source, PEOPLE)
    if not own:
        return [growth(by, None, None), share(to, None, None, unit=TIMES)]
    doctors = [person for person in own if person.profession in PHYSICIANS]
    words = "按花名册的入职、离职日期，须保留离开的人员"
    before = counted(f"{eve}的基层医师", sum(_there(one, eve) for one in doctors), "人", "K11", words)
    after = counted(f"{scope.until}的基层医师", sum(_there(one, scope.until) for one in doctors), "人", "K11")
    note = f"改革前{before.shown}人（{eve}），现在{after.shown}人（{scope.until}）"
    return [growth(by, before, after, note), share(to, after, before, note, TIMES)]


def _leavers(scope: Scope, own: Sequence[Person]) -> tuple[Leaver, ...]:
    """Who left in the six years to the last day: each once, the register's reason beside the roster's day."""
    first = date(scope.year - YEARS + 1, 1, 1)
    told = {row.person: row for row in reversed(scope.book.departures) if row.person}
    found = []
    for person in own:
        if person.status == "离职" and person.left_on and first <= person.left_on <= scope.until:
            reason = told[person.code].reason if person.code in told else ""
            found.append(_leaver(scope, person.institution, person.code, person.profession, person.left_on, reason))
    known = {row.person for row in found}
    for row in scope.book.departures:
        if row.left_on and first <= row.left_on <= scope.until and (not row.person or row.person not in known):
            known.add(row.person)
            who = scope.book.person(row.person)
            profession = who.profession if who else ""
            found.append(_leaver(scope, row.institution, row.person, profession, row.left_on, row.reason))
    return tuple(sorted(found, key=lambda row: (row.left_on, row.institution, row.person, row.reason)))


def _leaver(scope: Scope, institution: str, person: str, profession: str, left_on: date, reason: str) -> Leaver:
    name = scope.book.institution_name(institution)
    return Leaver(institution, name, person, profession, left_on, reason)


def _attrition(scope: Scope, own: Sequence[Person], leavers: Sequence[Leaver]) -> list[Indicator]:
    source = "人员花名册/花名册 在岗状态、离职日期；成效台账/离开人员"
    rate = About("attrition", THEME, "当年离开率", "H11", source, PEOPLE, SUPPORT, people=True)
    years = About("left_in_six_years", THEME, f"近{YEARS}年离开人数", "H11", source, PEOPLE, SUPPORT, people=True)
    if not own and not scope.book.departures:
        return [share(rate, None, None), count(years, None)]
    gone = [row for row in leavers if row.left_on >= scope.first]
    words = "，".join(f"{reason}{number}人" for reason, number in _reasons(leavers))
    value = counted(f"近{YEARS}年离开人数", len(leavers), "人", "H11", "退休的不算")
    if not own:
        return [share(rate, None, None), count(years, value, words)]
    eve = scope.first - timedelta(days=1)
    roster = {person.code for person in own}
    others = sum(row.person not in roster for row in gone)
    before = sum(_there(person, eve) for person in own) + others
    bottom = counted("年初在册人员", before, "人", "H11", "连同只在离开人员表里的")
    return [share(rate, counted("当年离开人数", len(gone), "人", "H11"), bottom), count(years, value, words)]


def _reasons(leavers: Sequence[Leaver]) -> list[tuple[str, int]]:
    found = Counter(row.reason or "未填原因" for row in leavers)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
