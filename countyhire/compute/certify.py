"""What comes of a term: return, certificate, the 副高 gate, priorities (55号 三（一）, 三（六）).

Every list holds the people left out beside those in it, with the reason, so that nobody is missed silently.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.answers import Answer, answers
from countyhire.compute.gate import Gate, gates
from countyhire.compute.return_right import ReturnRight, return_rights
from countyhire.compute.roster import people_of
from countyhire.compute.service import (
    Reckoning,
    Stretch,
    count,
    joined,
    reckoning,
    remaining,
    runs_of_service,
    spell_order,
    why_not_credited,
)
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.period import Length, add_months
from countyhire.model.service import ENDED_EARLY, SERVING, Spell
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

PRIORITY_USES = ("职称晋升", "岗位聘任")
EXCELLENT = "优秀"
HONOUR_MONTHS = 360
ANSWERS = (
    "duty.months", "duty.year_rule", "duty.accumulate", "duty.days_in_month", "experience.credited", "experience.kinds",
    "assess.pass", "assess.fail_action", "certify.none_means", "certify.application_day", "certify.gap_days",
    "certify.remote_months", "certify.years_in_intermediate", "remote.list",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TermEnd:
    """A stretch of service that is over or should be. `reason` says why nobody may be released; empty: may (B11)."""

    person: str
    name: str
    sender: str
    receiver: str
    spell: str
    start: date
    end: date
    served: Length
    result: str
    reason: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Certificate:
    """An entry of the register of grassroots experience (F01).

    The number is the year in which the service ended and its 记录编号: rows added later change none. An
    entry with a `reason` gets no certificate and no number.
    """

    number: str
    person: str
    name: str
    sender: str
    receiver: str
    specialty: str
    start: date
    end: date
    served: Length
    result: str
    reason: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class RemoteService:
    """Somebody's longest continuous service in remote places (F02, F03, F07).

    `uses` names what the priority is for, empty where the months do not suffice. `special_post` holds when
    all three conditions of F07 do: remote, long, and assessed 优秀 in it.
    """

    person: str
    name: str
    sender: str
    receivers: tuple[str, ...]
    start: date
    end: date
    served: Length
    missing: Length
    running: bool
    excellent: bool
    uses: tuple[str, ...]
    special_post: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Veteran:
    """Thirty years at the grass roots, for the honour list (基层工作满三十年; P17)."""

    person: str
    name: str
    place: str
    years: Fraction
    cell: Cell


@dataclass(frozen=True, slots=True)
class Certify:
    """All lists on a day; each by 人员编号 and date."""

    on: date
    returns: tuple[TermEnd, ...]
    not_released: tuple[TermEnd, ...]
    certificates: tuple[Certificate, ...]
    no_certificate: tuple[Certificate, ...]
    gates: tuple[Gate, ...]
    remote: tuple[RemoteService, ...]
    veterans: tuple[Veteran, ...]
    return_rights: tuple[ReturnRight, ...]
    answers: tuple[Answer, ...]

    @property
    def priority(self) -> tuple[RemoteService, ...]:
        """Who has served in remote places long enough."""
        return tuple(row for row in self.remote if row.uses)

    @property
    def special_posts(self) -> tuple[RemoteService, ...]:
        """Who may be considered for a special post of the next grade (F07)."""
        return tuple(row for row in self.remote if row.special_post)


def certify(book: Book, policy: Policy, on: date) -> Certify:
    """The lists at the end of a term, as of a day (B11, F01–F03, F07, H14–H16, N11, N14, P17)."""
    rule = reckoning(policy, on)
    ends = [
        end for code, runs in runs_of_service(book, on) for run in runs if (end := _term_end(book, code, run, rule, on))
    ]
    register = _register(book, rule, on)
    return Certify(
        on=on,
        returns=tuple(end for end in ends if not end.reason),
        not_released=tuple(end for end in ends if end.reason),
        certificates=tuple(row for row in register if not row.reason),
        no_certificate=tuple(row for row in register if row.reason),
        gates=gates(book, policy, on),
        remote=_remote(book, policy, rule, on),
        veterans=_veterans(book, on),
        return_rights=return_rights(book, policy, on),
        answers=answers(policy, ANSWERS, on),
    )


def _term_end(book: Book, person: str, run: Stretch, rule: Reckoning, on: date) -> TermEnd | None:
    """The end of a stretch, None while it is rightly running. The last spell of a stretch decides it."""
    last = max(run.spells, key=lambda spell: (spell.end or date.max, spell_order(spell)))
    if last.end is None or last.end > on or (last.status == SERVING and last.end == on):
        return None
    counted = count((run,), rule)
    if last.status == SERVING:
        reason = f"计划{last.end}期满，台账仍为服务中"
    elif last.status == ENDED_EARLY:
        reason = f"提前结束：{last.early_end_reason or '未填原因'}"
    elif not counted.complete(rule):
        reason = f"服务{counted.length}，不满{rule.months}个月"
    elif not last.term_result:
        reason = "期满未考核"
    elif last.term_result not in rule.passing:
        reason = f"期满考核{last.term_result}，由区县卫生健康部门决定"
    else:
        reason = ""
    return TermEnd(
        person=person,
        name=book.person_name(person),
        sender=last.sender,
        receiver=last.receiver,
        spell=last.code,
        start=run.period.first,
        end=run.period.last,
        served=counted.length,
        result=last.term_result,
        reason=reason,
        cell=last.cell("status"),
    )


def _register(book: Book, rule: Reckoning, on: date) -> list[Certificate]:
    """Every 县聘乡用 spell that is over, with its number or the reason for none."""
    over = [row for row in book.spells if row.county_hired and row.over and row.start and row.end and row.end <= on]
    return [
        _certificate(book, row, why_not_credited(row, book, rule, on), rule, on)
        for row in sorted(over, key=lambda row: (row.person, *spell_order(row)))
        if row.period(on)
    ]


def _certificate(book: Book, spell: Spell, reason: str, rule: Reckoning, on: date) -> Certificate:
    period = spell.period(on)
    assert period is not None
    return Certificate(
        number="" if reason else f"{period.last.year}-{spell.code}",
        person=spell.person,
        name=book.person_name(spell.person),
        sender=spell.sender,
        receiver=spell.receiver,
        specialty=spell.specialty,
        start=period.first,
        end=period.last,
        served=count((Stretch(period, (spell,)),), rule).length,
        result=spell.term_result,
        reason=reason,
        cell=spell.cell("term_result"),
    )


def _remote(book: Book, policy: Policy, rule: Reckoning, on: date) -> tuple[RemoteService, ...]:
    """Everyone who has served in a remote place, with the longest run (Q10: gaps up to the pack's days join)."""
    gap = policy.whole("certify.gap_days", on)
    months = policy.whole("certify.remote_months", on)
    places = {row.code for row in book.institutions if row.remote and row.kind in PRIMARY_KINDS}
    spells: dict[str, list[Spell]] = {}
    for spell in book.spells:
        if spell.county_hired and spell.receiver in places:
            spells.setdefault(spell.person, []).append(spell)
    found = []
    for person in sorted(spells):
        runs = joined(spells[person], on, gap)
        if runs:
            longest = max(runs, key=lambda run: (count((run,), rule).length, run.period))
            found.append(_remote_service(book, person, longest, months, rule, on))
    return tuple(found)


def _remote_service(book: Book, person: str, run: Stretch, months: int, rule: Reckoning, on: date) -> RemoteService:
    alone = rule.for_months(months)
    counted = count((run,), alone)
    long = counted.complete(alone)
    excellent = any(spell.term_result == EXCELLENT and spell.over for spell in run.spells)
    return RemoteService(
        person=person,
        name=book.person_name(person),
        sender=run.spells[-1].sender,
        receivers=tuple(sorted({spell.receiver for spell in run.spells})),
        start=run.period.first,
        end=run.period.last,
        served=counted.length,
        missing=remaining(counted, alone),
        running=any(spell.status == SERVING for spell in run.spells) and run.period.last == on,
        excellent=excellent,
        uses=PRIORITY_USES if long else (),
        special_post=long and excellent,
        cells=tuple(spell.cell("start") for spell in run.spells),
    )


def _veterans(book: Book, on: date) -> tuple[Veteran, ...]:
    """Thirty years at a primary institution by 入职日期, or in a village by 从事年限."""
    places: Mapping[str, str] = {row.code: row.name for row in book.institutions if row.kind in PRIMARY_KINDS}
    clinics = {row.code: row.name for row in book.village_clinics}
    staff = (
        Veteran(row.code, row.name, places[row.institution], _years(row.hired_on, on), row.cell("hired_on"))
        for row in people_of(book)
        if row.institution in places and row.hired_on and not row.left_by(on) and _thirty_years(row.hired_on, on)
    )
    village = (
        Veteran(row.code, row.name, clinics.get(row.clinic, row.clinic), row.years, row.cell("years"))
        for row in book.village_doctors
        if row.years is not None and row.years >= HONOUR_MONTHS // 12
    )
    return _by_person([*staff, *village])


def _thirty_years(hired_on: date, on: date) -> bool:
    return add_months(hired_on, HONOUR_MONTHS) <= on


def _years(hired_on: date, on: date) -> Fraction:
    """Whole years, completed."""
    years = on.year - hired_on.year
    return Fraction(years if add_months(hired_on, 12 * years) <= on else years - 1)


def _by_person(rows: Iterable[Veteran]) -> tuple[Veteran, ...]:
    return tuple(sorted(rows, key=lambda row: (row.person, row.place)))
