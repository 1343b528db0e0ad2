"""Days, months and terms as 55号 counts them (computations.md "Service and duty", Q9, Q11).

A period holds its first and its last day. Whole calendar months are counted from the start day, and
what is left over stays days: 2023-08-01 to 2024-07-30 is 11 months 30 days, and no year.
"""

from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(year: int, month: int) -> int:
    """Days of a calendar month: 2024, 2 give 29."""
    return 29 if month == 2 and isleap(year) else MONTH_DAYS[month - 1]


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        return days_in(self.year, self.number)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> "Month":
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    @property
    def period(self) -> "Period":
        return Period(self.first, self.last)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day, both included; `first` is not after `last`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def overlap(self, other: "Period") -> "Period | None":
        """The days in both, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def months(self) -> Iterator[Month]:
        """Every calendar month that the period touches, in order."""
        month, end = Month.of(self.first), Month.of(self.last)
        while month <= end:
            yield month
            month = month.next

    def __str__(self) -> str:
        return f"{self.first.isoformat()}至{self.last.isoformat()}"


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """Whole months and the days left over. Two lengths add field by field; see `carried`."""

    months: int = 0
    days: int = 0

    def __add__(self, other: "Length") -> "Length":
        return Length(self.months + other.months, self.days + other.days)

    def carried(self, days_in_month: int) -> "Length":
        """Days carried into months, `days_in_month` to a month."""
        more, days = divmod(self.days, days_in_month)
        return Length(self.months + more, days)

    def __str__(self) -> str:
        return f"{self.months}个月{self.days}天" if self.days else f"{self.months}个月"


def add_months(day: date, months: int) -> date:
    """The day on which a count of whole months from `day` is complete, that is, the next one's first day.

    Where the month has no such day, the first of the month after: the term itself then ends on the
    month's last day (Q11: hired 2024-02-29, five years end on 2029-02-28).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= days_in(year, month + 1):
        return date(year, month + 1, day.day)
    return add_months(date(year, month + 1, 1), 1)


def term_end(start: date, months: int) -> date:
    """The last day of a term of whole months: 2023-08-01 and 12 give 2024-07-31."""
    return add_months(start, months) - ONE_DAY


def length(period: Period) -> Length:
    """Whole calendar months from the first day, then the days left over."""
    after = period.last + ONE_DAY
    months = (after.year - period.first.year) * 12 + after.month - period.first.month
    if after.day < period.first.day:  # also where its month has no such day: the month is complete on the next first
        months -= 1
    return Length(months, (after - add_months(period.first, months)).days)


def merge(periods: Iterable[Period]) -> list[Period]:
    """Overlapping and adjacent periods as one stretch, in order; each day counts once."""
    stretches: list[Period] = []
    for period in sorted(periods):
        if stretches and period.first <= stretches[-1].last + ONE_DAY:
            if period.last > stretches[-1].last:
                stretches[-1] = Period(stretches[-1].first, period.last)
        else:
            stretches.append(period)
    return stretches
