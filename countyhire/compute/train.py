"""带教与培训: pairs and who became independent, skills gained, equal exchange (H34, H53, H54, J14).

A pair counts in a year on any day of which it was running: from its start to the day on which the learner does the
skill alone. A learner who learns two skills of two mentors is one learner.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.model.book import Book
from countyhire.model.names import name_key
from countyhire.model.period import add_months
from countyhire.model.service import SERVING, Spell
from countyhire.model.village import Mentoring
from countyhire.policy.parameter import Policy

EXCHANGE = "train.equal_exchange"


@dataclass(frozen=True, slots=True)
class Tally:
    """The pairs of a receiver or of a mentor; learners once each.

    `independent` do a skill alone by the end of the time, `learning` not one of those that they are taught there.
    """

    code: str
    pairs: int
    learners: int
    skills: int
    independent: int
    learning: int


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that people of an institution do alone by the end of the year, nurses among them (H54)."""

    institution: str
    skill: str
    people: tuple[str, ...]
    nurses: int
    first: date


@dataclass(frozen=True, slots=True)
class Exchange:
    """Who learns at a hospital from an institution to which it sends people (J14); `balance` is to be 0."""

    hospital: str
    institution: str
    learners: tuple[str, ...]
    dispatched: tuple[str, ...]

    @property
    def balance(self) -> int:
        """Learners less those sent."""
        return len(self.learners) - len(self.dispatched)


@dataclass(frozen=True, slots=True)
class Train:
    """A year up to `until`. `exchange` is None where the pack asks for none."""

    year: int
    until: date
    months: int
    pairs: tuple[Mentoring, ...]
    receivers: tuple[Tally, ...]
    mentors: tuple[Tally, ...]
    skills: tuple[Skill, ...]
    overdue: tuple[Mentoring, ...]
    unpaired: tuple[Spell, ...]
    exchange: tuple[Exchange, ...] | None

    @property
    def independent(self) -> tuple[str, ...]:
        """The learners who became independent in the year, once each (H34)."""
        return tuple(sorted({row.learner for row in self.pairs if _done(row, self.until)}))


def train(book: Book, policy: Policy, year: int, on: date, months: int) -> Train:
    """The year's pairs; `months` is after how many months without result a pair is listed."""
    first, until = date(year, 1, 1), min(on, date(year, 12, 31))
    rows = sorted(book.mentoring, key=lambda row: (row.institution, row.mentor, row.learner, row.skill, str(row.start)))
    begun = [row for row in rows if row.learner and row.start and row.start <= until]
    pairs = [row for row in begun if row.independent_on is None or row.independent_on >= first]
    return Train(
        year,
        until,
        months,
        tuple(pairs),
        _tallies(pairs, "institution", until),
        _tallies(pairs, "mentor", until),
        _skills(book, begun, until),
        tuple(row for row in pairs if not _done(row, until) and row.start and add_months(row.start, months) <= until),
        _unpaired(book, until),
        _exchange(book, first, until) if policy.expects(EXCHANGE) and policy.flag(EXCHANGE, until) else None,
    )


def _done(row: Mentoring, until: date) -> bool:
    return row.independent_on is not None and row.independent_on <= until


def _tallies(pairs: Sequence[Mentoring], field: str, until: date) -> tuple[Tally, ...]:
    groups: dict[str, list[Mentoring]] = defaultdict(list)
    for row in pairs:
        groups[getattr(row, field)].append(row)
    found = []
    for code, rows in sorted(groups.items()):
        learners = {row.learner for row in rows}
        done = {row.learner for row in rows if _done(row, until)}
        skills = {name_key(row.skill) for row in rows}
        found.append(Tally(code, len(rows), len(learners), len(skills), len(done), len(learners - done)))
    return tuple(found)


def _skills(book: Book, begun: Sequence[Mentoring], until: date) -> tuple[Skill, ...]:
    """By institution and skill; a skill written in two ways is one."""
    groups: dict[tuple[str, str], list[Mentoring]] = defaultdict(list)
    for row in begun:
        if _done(row, until):
            groups[row.institution, name_key(row.skill)].append(row)
    found = []
    for (institution, _), rows in sorted(groups.items()):
        people = tuple(sorted({row.learner for row in rows}))
        nurses = sum(bool(one) and "护" in one.profession for code in people if (one := book.person(code)))
        first = min(row.independent_on for row in rows if row.independent_on)
        found.append(Skill(institution, min(row.skill for row in rows), people, nurses, first))
    return tuple(found)


def _unpaired(book: Book, on: date) -> tuple[Spell, ...]:
    """Who serves on the day without anybody to teach at the receiver (H53)."""
    taught = {(row.mentor, row.institution) for row in book.mentoring if row.start and row.start <= on}
    return tuple(spell for spell in _serving(book, on) if (spell.person, spell.receiver) not in taught)


def _serving(book: Book, on: date) -> list[Spell]:
    rows = [
        spell
        for spell in book.spells
        if spell.county_hired and spell.status == SERVING and spell.start and spell.start <= on
        if spell.end is None or spell.end >= on
    ]
    return sorted(rows, key=lambda spell: (spell.receiver, spell.person, spell.code))


def _exchange(book: Book, first: date, until: date) -> tuple[Exchange, ...]:
    """Pairs of hospital and institution with people sent or learning on any day of the year up to `until`."""
    sent: dict[tuple[str, str], set[str]] = defaultdict(set)
    learning: dict[tuple[str, str], set[str]] = defaultdict(set)
    for spell in book.spells:
        if spell.county_hired and _touches(spell.start, spell.end, first, until):
            sent[spell.sender, spell.receiver].add(spell.person)
    for row in book.studies:
        if _touches(row.start, row.end, first, until):
            learning[row.hospital, row.institution].add(row.person)
    keys = sorted(sent.keys() | learning.keys())
    return tuple(Exchange(*key, tuple(sorted(learning[key])), tuple(sorted(sent[key]))) for key in keys)


def _touches(start: date | None, end: date | None, first: date, last: date) -> bool:
    return start is not None and start <= last and (end is None or end >= first)
