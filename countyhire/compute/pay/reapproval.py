"""Each institution's approvals year by year: the level is approved anew every year (强基工程 10; O08)."""

from collections import defaultdict
from dataclasses import dataclass

from countyhire.model.amount import Amount, Op, given, quotient
from countyhire.model.book import Book
from countyhire.model.primary import PrimaryTotal


@dataclass(frozen=True, slots=True)
class YearApproved:
    """A year's approved total, its level a head, the change against the approval before, and years left out.

    `missed` are the years without an approval since the one before, `since` those after the last one up to the year
    asked for; every other row has none of these.
    """

    institution: str
    name: str
    year: int
    document: str
    approved: Amount
    level: Amount | None
    change: Amount | None
    missed: tuple[int, ...]
    since: tuple[int, ...] = ()


def approvals_by_year(book: Book, year: int) -> tuple[YearApproved, ...]:
    """Every approval up to a year, by institution and year."""
    rows: dict[str, dict[int, PrimaryTotal]] = defaultdict(dict)
    for row in reversed(book.primary_totals):
        if row.institution and row.year and row.year <= year:
            rows[row.institution][row.year] = row
    return tuple(one for code in sorted(rows) for one in _of(book, code, rows[code], year))


def _of(book: Book, code: str, rows: dict[int, PrimaryTotal], year: int) -> list[YearApproved]:
    found: list[YearApproved] = []
    for one in sorted(rows):
        row = rows[one]
        approved = given(f"{one}年核定总量", row.approved or 0, "元", row.cell("approved"), "O08")
        level = None
        if row.headcount:
            level = quotient(
                f"{one}年人均核定数",
                approved,
                given("年平均人数", row.headcount, "人", row.cell("headcount")),
                "元",
                "O08",
            )
        change: Amount | None = None
        missed: tuple[int, ...] = ()
        if found:
            last = found[-1]
            value = approved.value - last.approved.value
            change = Amount("比上次核定增减", value, "元", Op.DIFFERENCE, (approved, last.approved), clause="O08")
            missed = tuple(range(last.year + 1, one))
        since = tuple(range(one + 1, year + 1)) if one == max(rows) else ()
        found.append(
            YearApproved(code, book.institution_name(code), one, row.document, approved, level, change, missed, since)
        )
    return found
