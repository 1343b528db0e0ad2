"""Days there against days due, from the receivers' monthly scores: is it full-time presence? (H55)"""

from dataclasses import dataclass
from fractions import Fraction

from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.model.service import Score


@dataclass(frozen=True, slots=True)
class Presence:
    """The months of one person, or of everybody: days due and attended, and months in which a number is missing.

    `rate` is None where no month has both numbers with days due.
    """

    person: str
    months: int
    due: int
    attended: int
    not_reported: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.attended, self.due) if self.due else None


def presence(book: Book, first: Month, last: Month) -> tuple[Presence, ...]:
    """Everybody with a score of the receiver's in these months, by 人员编号.

    The home institution's score of a double assessment (J19) tells of no day at the receiver and is left out, and
    so is a month that was excused (免考) without days.
    """
    found: dict[str, list[Score]] = {}
    for score in book.scores:
        if score.person and score.month and first <= score.month <= last and not from_home(book, score):
            found.setdefault(score.person, []).append(score)
    return tuple(_of(person, found[person]) for person in sorted(found))


def together(rows: tuple[Presence, ...]) -> Presence:
    """The sum of everybody."""
    return Presence(
        "",
        sum(row.months for row in rows),
        sum(row.due for row in rows),
        sum(row.attended for row in rows),
        sum(row.not_reported for row in rows),
    )


def _of(person: str, scores: list[Score]) -> Presence:
    told = [row for row in scores if row.duty_days is not None and row.attended_days is not None]
    silent = [row for row in scores if row not in told and not row.exempt_reason]
    return Presence(
        person,
        len(told),
        sum(row.duty_days or 0 for row in told),
        sum(row.attended_days or 0 for row in told),
        len(silent),
    )


def from_home(book: Book, score: Score) -> bool:
    """Whether the score is that of the home institution in a double assessment (J19)."""
    return any(spell.sender == score.assessor for spell in book.spells_of(score.person))
