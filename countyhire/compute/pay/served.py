"""Days and months that count for pay: whose 县聘乡用 touches the year, where, and how many months (H21, E16).

Everyone with 县聘乡用 counts, whoever sends them; a 拟派 row is a plan and counts nowhere. A day that two
rows of a person claim counts once, for the row that began later (a change of receiver starts a new row).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from countyhire.model.book import Book
from countyhire.model.period import ONE_DAY, Month, Period, add_months, merge
from countyhire.model.service import Spell

DAYS, WHOLE, ANNIVERSARY = "days", "whole", "anniversary"


@dataclass(frozen=True, slots=True)
class Stay:
    """Days of one row of 服务台账. No day of a person is in two stays."""

    spell: Spell
    period: Period


@dataclass(frozen=True, slots=True)
class Unit:
    """Days that earn, each the `divisor`-th part of a month."""

    period: Period
    divisor: int


@dataclass(frozen=True, slots=True)
class Served:
    """A person's service within a window: `stays` in order of days, and the months they come to."""

    person: str
    stays: tuple[Stay, ...]
    units: tuple[Unit, ...]

    def months(self, period: Period) -> Fraction:
        """The months that the days of a period come to. Parts of a period add up to its whole."""
        found = Fraction(0)
        for unit in self.units:
            if common := unit.period.overlap(period):
                found += Fraction(common.days, unit.divisor)
        return found

    @property
    def total(self) -> Fraction:
        """All months within the window."""
        return sum((Fraction(unit.period.days, unit.divisor) for unit in self.units), Fraction(0))

    def from_sender(self, sender: str) -> Fraction:
        """The months that this sender's people were away (E16)."""
        return sum((self.months(stay.period) for stay in self.stays if stay.spell.sender == sender), Fraction(0))

    def days_at(self, month: Month) -> dict[tuple[str, str], int]:
        """How many days of a month were served at each receiver for each sender."""
        found: dict[tuple[str, str], int] = {}
        for stay in self.stays:
            if common := stay.period.overlap(month.period):
                key = (stay.spell.receiver, stay.spell.sender)
                found[key] = found.get(key, 0) + common.days
        return found

    def touched(self) -> list[Month]:
        """The calendar months with at least one day of service."""
        return sorted({month for stay in self.stays for month in stay.period.months()})


def year_window(year: int, on: date) -> Period:
    """1 January to 31 December, or to `on` while the year runs; before that its first day, which nobody served yet."""
    first = date(year, 1, 1)
    return Period(first, max(first, min(date(year, 12, 31), on)))


def served(book: Book, window: Period, on: date, rule: str = DAYS, leave_kinds: Iterable[str] = ()) -> list[Served]:
    """Everyone whose 县聘乡用 touches the window, by 人员编号.

    `rule` is payroll.month_rule: `days` (days ÷ days of the calendar month), `whole` (a calendar month with a day
    of service is a whole one, shared by its days), `anniversary` (months counted from the first day of the
    stretch, a part by its days). Days on leave of one of `leave_kinds` earn nothing; by default leave changes no
    paid month.
    """
    kinds = frozenset(leave_kinds)
    leaves: dict[str, list[Period]] = {}
    for leave in book.leaves:
        if leave.kind in kinds and leave.start and leave.start <= (end := min(leave.end or on, on)):
            leaves.setdefault(leave.person, []).append(Period(leave.start, end))
    found = []
    for person in sorted({spell.person for spell in book.spells if spell.county_hired}):
        spells = [
            (spell, period) for spell in book.spells_of(person) if spell.county_hired and (period := spell.period(on))
        ]
        if stays := _stays(spells, window):
            stretches = merge(period for _, period in spells)
            units = _units(stretches, window, rule, merge(leaves.get(person, ())))
            found.append(Served(person, stays, units))
    return found


def _stays(spells: Sequence[tuple[Spell, Period]], window: Period) -> tuple[Stay, ...]:
    """Each day of the window given to one row: the latest to begin, then the smallest codes."""
    clipped = [(spell, common) for spell, period in spells if (common := period.overlap(window))]
    if len(clipped) == 1:
        return (Stay(*clipped[0]),)
    cuts = sorted({p.first for _, p in clipped} | {p.last + ONE_DAY for _, p in clipped})
    found: list[Stay] = []
    for first, after in pairwise(cuts):
        claims = [spell for spell, period in clipped if first in period]
        if not claims:
            continue
        best = min(claims, key=lambda s: (-(s.start or date.min).toordinal(), s.code, s.receiver, s.sender))
        if found and found[-1].spell is best and found[-1].period.last + ONE_DAY == first:
            first = found.pop().period.first
        found.append(Stay(best, Period(first, after - ONE_DAY)))
    return tuple(found)


def _units(stretches: Sequence[Period], window: Period, rule: str, leaves: Sequence[Period]) -> tuple[Unit, ...]:
    found: list[tuple[Period, Period]] = []
    for stretch in stretches:
        common = stretch.overlap(window)
        if common is None:
            continue
        months = _anniversaries(stretch, common) if rule == ANNIVERSARY else [m.period for m in common.months()]
        for month in months:
            worked = _without(max(month.first, common.first), min(month.last, common.last), leaves)
            found.extend((month, part) for part in worked)
    if rule != WHOLE:
        return tuple(Unit(part, month.days) for month, part in found)
    days: dict[Period, int] = {}
    for month, part in found:
        days[month] = days.get(month, 0) + part.days
    return tuple(Unit(part, days[month]) for month, part in found)


def _anniversaries(stretch: Period, within: Period) -> list[Period]:
    """The months counted from the first day of a stretch that touch `within`."""
    index = max(0, (within.first.year - stretch.first.year) * 12 + within.first.month - stretch.first.month - 1)
    found = []
    while (first := add_months(stretch.first, index)) <= within.last:
        month = Period(first, add_months(stretch.first, index + 1) - ONE_DAY)
        if month.overlap(within):
            found.append(month)
        index += 1
    return found


def _without(first: date, last: date, removed: Sequence[Period]) -> list[Period]:
    """What is left of the days from `first` to `last` when other periods (merged, in order) are taken out."""
    left = []
    for other in removed:
        if other.last < first or other.first > last:
            continue
        if first < other.first:
            left.append(Period(first, other.first - ONE_DAY))
        first = other.last + ONE_DAY
    return [*left, Period(first, last)] if first <= last else left
