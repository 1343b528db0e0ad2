"""What is demanded, each demand once."""

from countyhire.model.book import Book
from countyhire.model.service import Demand


def demands_of(book: Book) -> list[Demand]:
    """Every demand once, by 需求编号."""
    found: dict[str, Demand] = {}
    for row in book.demands:
        if row.code:
            found.setdefault(row.code, row)
    return [found[code] for code in sorted(found)]
