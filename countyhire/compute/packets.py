"""What each receiver needs for a month: its people, the score form, the attendance, what falls due (G10)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from countyhire.compute.assess import Asked, Form, forms
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.period import Month, add_months
from countyhire.model.service import Score, Spell
from countyhire.policy.parameter import Policy

AHEAD = 2
"""Months after the packet's own in which the end of a term is told of."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the receiver's month: the days served in it, and the score as far as it is in."""

    asked: Asked
    start: date | None
    end: date | None
    post: str
    score: Score | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done about a person, by a day where there is one."""

    person: str
    name: str
    what: str
    day: date | None
    clause: str


@dataclass(frozen=True, slots=True)
class Packet:
    """One receiver's month."""

    form: Form
    members: tuple[Member, ...]
    due: tuple[Due, ...]


def packets(book: Book, policy: Policy, month: Month, findings: Iterable[Finding] = ()) -> tuple[Packet, ...]:
    """A packet for each institution that has to assess somebody in the month, by its code.

    Where both sides assess (J19) the home institution gets one of its own, with its people.
    """
    of_people: dict[str, list[Finding]] = {}
    for finding in findings:
        of_people.setdefault(finding.subject, []).append(finding)
    found = []
    for form in sorted(forms(book, policy, month), key=lambda form: form.institution):
        members = tuple(_member(book, row, month) for row in sorted(form.rows, key=lambda row: row.person))
        due = [one for member in members for one in _due(member, month)]
        due += [
            Due(row.person, row.name, f"{one.message}；{one.remedy}", None, one.fault.clause)
            for row in form.rows
            for one in of_people.get(row.person, ())
        ]
        order = sorted(set(due), key=lambda one: (one.day or date.max, one.person, one.what))
        found.append(Packet(form, members, tuple(order)))
    return tuple(found)


def _member(book: Book, row: Asked, month: Month) -> Member:
    spell = _spell(book, row, month)
    scores = [one for one in book.scores if (one.person, one.assessor, one.month) == (row.person, row.assessor, month)]
    return Member(
        row,
        spell.start if spell else None,
        spell.end if spell else None,
        spell.temporary_post if spell else "",
        scores[0] if scores else None,
    )


def _spell(book: Book, row: Asked, month: Month) -> Spell | None:
    """The last row of service at the receiver that touches the month."""
    rows = [
        spell
        for spell in book.spells_of(row.person)
        if spell.county_hired
        and spell.receiver == row.receiver
        and spell.start
        and spell.start <= month.last
        and (spell.end is None or spell.end >= month.first)
    ]
    return max(rows, key=lambda spell: (spell.start or date.min, spell.code), default=None)


def _due(member: Member, month: Month) -> Iterator[Due]:
    row, score = member.asked, member.score
    if score is None or (score.score is None and not score.exempt_reason):
        yield Due(row.person, row.name, f"{month}月度考核还没有得分", month.next.first, "H37")
    elif not score.exempt_reason and (score.duty_days is None or score.attended_days is None):
        yield Due(row.person, row.name, f"{month}没有填应出勤、出勤天数", month.next.first, "H55")
    if member.end and month.first <= member.end <= Month.of(add_months(month.first, AHEAD)).last:
        yield Due(row.person, row.name, "服务期满，作期满考核，转回处方权和医保医师信息", member.end, "B11")
