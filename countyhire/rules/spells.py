"""What several families ask of 服务台账: who is or was placed, when, in which words."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.people import Person
from countyhire.model.period import Month, Period, merge
from countyhire.model.service import COUNTY_HIRED, PLANNED, Spell


def county_rows(book: Book) -> Iterator[Spell]:
    """The 县聘乡用 rows, planned ones too."""
    return (spell for spell in book.spells if spell.category == COUNTY_HIRED)


def placements(book: Book) -> Iterator[tuple[Spell, Person]]:
    """Every 县聘乡用 row, planned ones too, with its person; rows of people who are not in 花名册 are left out."""
    for spell in book.spells:
        person = book.person(spell.person)
        if person and spell.category == COUNTY_HIRED:
            yield spell, person


def first_placements(book: Book) -> Iterator[tuple[Person, Spell]]:
    """Everyone with a 县聘乡用 row, once, with the earliest such row."""
    first: dict[str, tuple[Person, Spell]] = {}
    for spell, person in placements(book):
        known = first.get(person.code)
        if known is None or _begins(spell) < _begins(known[1]):
            first[person.code] = (person, spell)
    yield from first.values()


def _begins(spell: Spell) -> tuple[date, str]:
    return (spell.start or date.max, spell.code)


def going(book: Book, spell: Spell) -> str:
    """`张一拟派往甲镇中心卫生院`, `张一派往甲镇中心卫生院`."""
    verb = "拟派往" if spell.status == PLANNED else "派往"
    return f"{book.person_name(spell.person)}{verb}{book.institution_name(spell.receiver)}"


def span(spell: Spell, on: date) -> Period | None:
    """From the first to the last day as entered; an open end is the as-of day. None where it cannot be told."""
    if spell.start is None:
        return None
    last = spell.end or max(spell.start, on)
    return Period(spell.start, last) if last >= spell.start else None


def serving_in(book: Book, person: str, month: Month, on: date) -> list[Spell]:
    """The 县聘乡用 rows of a person, begun or over, that touch a month; an open end runs on."""
    return [
        spell
        for spell in book.spells_of(person)
        if spell.county_hired and (period := span(spell, max(on, month.last))) and period.overlap(month.period)
    ]


def is_known(book: Book, institution: str) -> bool:
    """Whether a code stands in 机构名录; taken so where that was not read. An unknown one is a finding already."""
    return not book.has("institutions") or book.institution(institution) is not None


def unsure(book: Book, person: str, day: date | None = None) -> bool:
    """Whether it cannot be told when somebody served: a row of theirs is unreadable, or the code is nobody's.

    With a day of the service in question also: whether a row that is nobody's could be theirs.
    Another rule, or the reader, has said so; more findings would only follow from the same mistake.
    """
    if book.has("people") and book.person(person) is None:
        return True
    if any(_unclear(spell) for spell in book.spells_of(person)):
        return True
    return day is not None and any(_unclear(spell) or _touches(spell, day) for spell in book.stray_spells)


def _unclear(spell: Spell) -> bool:
    if not spell.category or not spell.status or spell.start is None:
        return True
    return spell.end < spell.start if spell.end else spell.over


def _touches(spell: Spell, day: date) -> bool:
    """Whether a row could be about service in the month of the day."""
    month = Month.of(day)
    period = span(spell, month.last)
    return period is not None and period.overlap(month.period) is not None


def place_unsure(book: Book, spell: Spell) -> bool:
    """Whether it cannot be told where somebody served: the receiver is blank, unknown, or none that receives."""
    if not spell.receiver:
        return True
    found = book.institution(spell.receiver)
    return not found.receives if found else book.has("institutions")


def days_of(period: Period) -> str:
    """One day by itself, more as `2025-08-01至2025-08-31`."""
    return str(period.first) if period.first == period.last else str(period)


def days_served(book: Book, person: str, month: Month, on: date) -> int:
    """The days of a month in 县聘乡用 service, each once."""
    spells = serving_in(book, person, month, on)
    periods = [period for spell in spells if (period := span(spell, max(on, month.last)))]
    parts = merge(part for period in periods if (part := period.overlap(month.period)))
    return sum(part.days for part in parts)
