"""Who was sent in a year, who went on, who is only planned (55号 三（二）; C08, F05, F08, Q3, Q4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.compute.service import Stretch, runs_of_service, spell_order
from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.service import COUNTY_HIRED, ENDED_EARLY, PLANNED, Spell
from countyhire.model.where import Cell


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody whose service counts or is shown beside: the spell is the first one of the stretch."""

    person: str
    name: str
    sender: str
    receiver: str
    start: date
    spell: str
    cell: Cell


def placements(book: Book, year: int, on: date) -> tuple[tuple[Placed, ...], tuple[Placed, ...], tuple[Placed, ...]]:
    """Who began in the year, who went on from an earlier one, and who came from outside the scheme (C08, F08).

    A person is in one of them. An unbroken stretch belongs to the sender and the day on which it began. Who stays
    on and was transferred to the receiver is the home unit's no more from the next year on (F05).
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    began, continuing, others = [], [], []
    for code, runs in runs_of_service(book, min(on, last)):
        touching = [_placed(book, code, run) for run in runs if run.period.last >= first]
        touching = [placed for placed in touching if not _moved_away(book, placed, first)]
        ours = [placed for placed in touching if _from_scheme(book, placed)]
        if new := [placed for placed in ours if placed.start >= first]:
            began.append(new[0])
        elif ours:
            continuing.append(ours[0])
        elif touching:
            others.append(touching[0])
    return _by_sender(began), _by_sender(continuing), _by_sender(others)


def _from_scheme(book: Book, placed: Placed) -> bool:
    sender = book.institution(placed.sender)
    return sender is not None and sender.sends


def _moved_away(book: Book, placed: Placed, first: date) -> bool:
    """Whether an approved transfer took the person from this sender before a day."""
    return any(
        spell.sender == placed.sender and spell.moved_away_on and spell.moved_away_on < first
        for spell in book.spells_of(placed.person)
    )


def _placed(book: Book, person: str, run: Stretch) -> Placed:
    spell = min(run.spells, key=spell_order)
    return Placed(
        person,
        book.person_name(person),
        spell.sender,
        spell.receiver,
        run.period.first,
        spell.code,
        spell.cell("start"),
    )


def _by_sender(rows: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(rows, key=lambda row: (row.sender, row.person, row.start, row.spell)))


def counted_placements(mode: str, placed: tuple[Placed, ...], continuing: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The people of the year by the pack's choice (Q4): those who began, or all who served."""
    return _by_sender(placed + continuing) if mode == "in_service" else placed


def ended_early(book: Book, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Counted people with a spell that ended early; they stay counted and are listed."""
    return tuple(
        row
        for row in placed
        if any(
            spell.county_hired and spell.status == ENDED_EARLY and spell.start and spell.start >= row.start
            for spell in book.spells_of(row.person)
        )
    )


def planned(book: Book, year: int, scheme: Mapping[str, Institution]) -> tuple[Placed, ...]:
    """拟派 rows of the year: a plan, counted nowhere."""
    return _by_sender(
        Placed(
            row.person, book.person_name(row.person), row.sender, row.receiver, row.start, row.code, row.cell("start")
        )
        for row in book.spells
        if _is_plan(row) and row.start and row.start.year == year and row.sender in scheme
    )


def _is_plan(spell: Spell) -> bool:
    return spell.category == COUNTY_HIRED and spell.status == PLANNED
