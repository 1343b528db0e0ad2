"""What both assessors said of a person's year: what the subsidy and 医师定期考核 are tied to (J19, J20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.pay.scores import FAILED, RECEIVER, SENDER, Assessed, Scores, Shape, assess
from countyhire.compute.pay.served import Served
from countyhire.model.amount import Amount, Op, given
from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.model.service import Score


@dataclass(frozen=True, slots=True)
class Judged:
    """The mean of each assessor's scores (None: no score), the year by both, and the months that are without pay.

    `failed` holds the months that either judged 不合格, in order; `unscored` counts the months that either left out.
    """

    sender: Amount | None
    receiver: Amount | None
    assessed: Assessed
    failed: tuple[Month, ...]
    unscored: int

    @property
    def passed(self) -> bool:
        return not self.failed and self.assessed.grade != FAILED


def judged(book: Book, served: Served, scores: Scores, shape: Shape, on: date) -> Judged:
    """One person's year by the rows of 月度考核 of the institutions that sent and received this person."""
    rows: dict[str, dict[tuple[Month, str], Score]] = {SENDER: {}, RECEIVER: {}}
    for month in served.touched():
        for receiver, sender in sorted(served.days_at(month)):
            for role, unit in ((SENDER, sender), (RECEIVER, receiver)):
                row = scores.get((served.person, month, unit))
                if row is not None and row.score is not None and not row.exempt_reason:
                    rows[role][month, unit] = row
    found = assess(book, served, scores, shape, on)
    return Judged(
        _mean(book, SENDER, rows[SENDER].values()),
        _mean(book, RECEIVER, rows[RECEIVER].values()),
        found,
        tuple(sorted({month for month, _ in found.failed})),
        len(found.findings),
    )


def _mean(book: Book, role: str, rows: Iterable[Score]) -> Amount | None:
    marks = tuple(
        given(
            f"{row.month}得分（{book.institution_name(row.assessor)}）", row.score or 0, "分", row.cell("score"), "J19"
        )
        for row in rows
    )
    if not marks:
        return None
    value = sum((Fraction(mark.value) for mark in marks), Fraction(0)) / len(marks)
    return Amount(f"{role}考核平均", value, "分", Op.MEAN, marks, "各月得分的平均数", "J19")
