"""How many posts an institution has on a day: what the ledger says, and what was approved since (C02)."""

from datetime import date

from countyhire.model.amount import Amount, given, total
from countyhire.model.book import Book
from countyhire.model.institutions import Establishment, EstablishmentChange

COUNTED, INCLUDED, NO_LEDGER, PENDING = "counted", "included", "no_ledger", "pending"


def changes_of(book: Book, institution: str) -> list[EstablishmentChange]:
    """An institution's changes in an order of their own, whatever the order of the rows."""
    found = [row for row in book.establishment_changes if row.institution == institution and row.change is not None]
    return sorted(found, key=lambda row: (row.approved_on or date.max, row.document, row.change or 0, row.reason))


def standing(change: EstablishmentChange, row: Establishment | None, on: date) -> str:
    """COUNTED in the establishment of a day; INCLUDED in the ledger's figure already (approved up to its 上次调整日期);
    NO_LEDGER where there is no figure to add to; PENDING until approved."""
    if not change.counts_on(on):
        return PENDING
    if row is None or row.approved is None:
        return NO_LEDGER
    if row.adjusted_on and change.approved_on and change.approved_on <= row.adjusted_on:
        return INCLUDED
    return COUNTED


def counted(book: Book, row: Establishment, on: date) -> list[EstablishmentChange]:
    """The approved changes that the ledger's figure does not hold yet."""
    return [change for change in changes_of(book, row.institution) if standing(change, row, on) == COUNTED]


def approved(book: Book, row: Establishment, on: date) -> Amount | None:
    """核定编制 with the approved changes since, in posts (名); None where the ledger has no figure."""
    if row.approved is None:
        return None
    start = given("核定编制", row.approved, "名", row.cell("approved"), "C02")
    since = [
        given(f"{change.document}调整", change.change or 0, "名", change.cell("change"), "C02")
        for change in counted(book, row, on)
    ]
    return total("现行编制", (start, *since), "名", "C02") if since else start


def adjusted_on(book: Book, row: Establishment, on: date) -> date | None:
    """The day of the last adjustment: by the ledger or by an approved change."""
    days = [change.approved_on for change in counted(book, row, on) if change.approved_on]
    return max([*days, *([row.adjusted_on] if row.adjusted_on else [])], default=None)
