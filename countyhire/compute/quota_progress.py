"""The year's quota month by month, and the senders outside the scheme apart (C05, C08, C10, H32)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.quota import Quota, floor_of
from countyhire.compute.recruits import Recruit
from countyhire.model.book import Book
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class MonthProgress:
    """A month, and the year up to its end: recruits, the floor that they make, people sent, what is short."""

    month: int
    hired: int
    sent: int
    hired_so_far: int
    floor_so_far: int
    sent_so_far: int
    shortfall: int


@dataclass(frozen=True, slots=True)
class Outside:
    """An institution outside the scheme: its recruits of the year and those it sent, counted nowhere."""

    code: str
    name: str
    owner: str
    hired: int
    sent: int


def progress(result: Quota, policy: Policy) -> tuple[MonthProgress, ...]:
    """The months that have begun. Who was sent before the year (Q4) counts from January."""
    year = result.year
    until = 0 if result.not_begun else 12 if result.on.year > year else result.on.month
    rate = policy.fraction("quota.rate", min(max(result.on, date(year, 1, 1)), date(year, 12, 31)))
    hired = Counter(row.hired_on.month for row in result.recruits)
    counted = Counter(row.month for row in _sent_days(result))
    rows: list[MonthProgress] = []
    for month in range(1, until + 1):
        so_far = [row for row in result.recruits if row.hired_on.month <= month]
        floor, sent = _floor(result, so_far, rate), sum(counted[one] for one in range(1, month + 1))
        rows.append(MonthProgress(month, hired[month], counted[month], len(so_far), floor, sent, max(0, floor - sent)))
    return tuple(rows)


def _sent_days(result: Quota) -> Iterable[date]:
    """The day from which each counted person counts."""
    people = (*result.placed, *result.continuing) if len(result.placed) != result.dispatched else result.placed
    return [max(row.start, date(result.year, 1, 1)) for row in people]


def _floor(result: Quota, recruits: Iterable[Recruit], rate: Fraction) -> int:
    """As the year's own: of the district, or the sum of each institution's (Q2)."""
    if result.scope != "hospital":
        return floor_of(len(list(recruits)), rate)
    return sum(floor_of(number, rate) for number in Counter(row.institution for row in recruits).values())


def outside(result: Quota, book: Book) -> tuple[Outside, ...]:
    """City-owned and other institutions outside the scheme with recruits or people sent, by code."""
    hired = Counter(row.institution for row in result.other_recruits)
    sent = Counter(row.sender for row in result.other_placed)
    found = []
    for code in sorted({*hired, *sent}):
        place = book.institution(code)
        found.append(Outside(code, book.institution_name(code), place.owner if place else "", hired[code], sent[code]))
    return tuple(found)
