"""专家走了谁来接: who leaves which line in the next twelve months, who follows, with what gap (H56–H58, H53).

A line is an institution and a specialty. Who leaves is who serves there with a last day in the window; who follows
comes from this allocation or stands in 服务台账. Each follower follows one who leaves, the earliest first.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.compute.allocation.result import Allocation
from countyhire.model.book import Book
from countyhire.model.period import ONE_DAY, Period, term_end
from countyhire.model.service import COMPLETED, COUNTY_HIRED, ENDED_EARLY, PLANNED, SERVING, Spell

MONTHS = 12
OVERLAP = 31
"""Days for which two may stand side by side to hand over; who came earlier is a colleague, no follower."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who comes to a line: `source` says by what."""

    person: str
    name: str
    start: date
    end: date
    source: str


@dataclass(frozen=True, slots=True)
class Handover:
    """One who leaves a line. `gap` are the days with nobody in between, None where nobody follows.

    `learners` are those taught there by who leaves, `independent` those of them who do it alone by the last day.
    """

    receiver: str
    specialty: str
    person: str
    name: str
    leaves_on: date
    follower: Follower | None
    gap: int | None
    learners: tuple[str, ...]
    independent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Continuity:
    """Every handover of the window, by institution, specialty and day; `past` are those of the months before it."""

    window: Period
    handovers: tuple[Handover, ...]
    past: tuple[Handover, ...]

    @property
    def without(self) -> int:
        return sum(row.follower is None for row in self.handovers)

    @property
    def broken(self) -> int:
        return sum(bool(row.gap) for row in self.handovers)


def continuity(book: Book, on: date, result: Allocation | None = None) -> Continuity:
    """The twelve months from `on`; `result` is the allocation whose people are counted as coming.

    Behind it the twelve months up to `on`: who has left, who came or comes after, which gaps there have been.
    """
    window = Period(on, term_end(on, MONTHS))
    ahead = _leaving(book, window, (SERVING,))
    sent = tuple(_from_allocation(book, result)) if result else ()
    coming = _by_line((*_from_ledger(book, (PLANNED, SERVING)), *sent))
    behind = _leaving(book, Period(_months_before(on), on - ONE_DAY), (COMPLETED, ENDED_EARLY))
    came = _by_line((*_from_ledger(book, (PLANNED, SERVING, COMPLETED, ENDED_EARLY)), *sent))
    return Continuity(window, tuple(_every(book, ahead, coming)), tuple(_every(book, behind, came)))


def _months_before(on: date) -> date:
    """The first of the twelve months whose last day is the day before."""
    try:
        return on.replace(year=on.year - MONTHS // 12)
    except ValueError:  # from 29 February
        return on.replace(year=on.year - MONTHS // 12, day=28)


Line = tuple[str, str]
"""An institution and a specialty."""


def _leaving(book: Book, window: Period, statuses: Collection[str]) -> dict[Line, list[Spell]]:
    found: dict[Line, list[Spell]] = {}
    for spell in book.spells:
        if spell.category == COUNTY_HIRED and spell.status in statuses and spell.end and spell.end in window:
            found.setdefault((spell.receiver, spell.specialty), []).append(spell)
    return found


def _by_line(followers: Iterable[tuple[Line, Follower]]) -> dict[Line, list[Follower]]:
    found: dict[Line, list[Follower]] = {}
    for line, follower in followers:
        found.setdefault(line, []).append(follower)
    return found


def _every(
    book: Book, leaving: Mapping[Line, list[Spell]], coming: Mapping[Line, list[Follower]]
) -> Iterator[Handover]:
    for line in sorted(leaving):
        yield from _handovers(book, line, leaving[line], coming.get(line, []))


def _from_ledger(book: Book, statuses: Collection[str]) -> Iterator[tuple[Line, Follower]]:
    for spell in book.spells:
        if spell.category == COUNTY_HIRED and spell.status in statuses and spell.start:
            name = book.person_name(spell.person)
            follower = Follower(spell.person, name, spell.start, spell.end or date.max, f"台账（{spell.status}）")
            yield (spell.receiver, spell.specialty), follower


def _from_allocation(book: Book, result: Allocation) -> Iterator[tuple[Line, Follower]]:
    """Those sent, but for who stands in the ledger for the same demand already."""
    known = {(spell.person, spell.demand) for spell in book.spells if spell.status in (PLANNED, SERVING)}
    asked = {row.code: row.specialty for row in book.demands}
    for row in result.assignments:
        if (row.person, row.demand) not in known:
            follower = Follower(row.person, row.name, result.term.first, result.term.last, "本次调配")
            yield (row.receiver, asked.get(row.demand, row.specialty)), follower


def _handovers(book: Book, line: Line, leaving: Iterable[Spell], coming: Iterable[Follower]) -> Iterator[Handover]:
    """Each who leaves with the first free follower who stays longer."""
    free = sorted(coming, key=lambda row: (row.start, row.person))
    for spell in sorted(leaving, key=lambda row: (row.end or date.max, row.person, row.code)):
        ends = spell.end or date.max
        after = next((row for row in free if row.start >= ends - OVERLAP * ONE_DAY and row.end > ends), None)
        if after:
            free.remove(after)
        taught = sorted(
            (row for row in book.mentoring if row.mentor == spell.person and row.institution == spell.receiver),
            key=lambda row: (row.learner, row.skill),
        )
        alone = {row.learner for row in taught if row.independent_on and row.independent_on <= ends}
        yield Handover(
            receiver=line[0],
            specialty=line[1],
            person=spell.person,
            name=book.person_name(spell.person),
            leaves_on=ends,
            follower=after,
            gap=None if after is None else max(0, (after.start - ends - ONE_DAY).days),
            learners=tuple(dict.fromkeys(row.learner for row in taught)),
            independent=tuple(sorted(alone)),
        )
