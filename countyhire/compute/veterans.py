"""Thirty years at the grass roots (P17)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.period import add_months
from countyhire.model.where import Cell

HONOUR_MONTHS = 360


@dataclass(frozen=True, slots=True)
class Veteran:
    """Thirty years at the grass roots, for the honour list (基层工作满三十年; P17)."""

    person: str
    name: str
    place: str
    years: Fraction
    cell: Cell


def veterans(book: Book, on: date) -> tuple[Veteran, ...]:
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
