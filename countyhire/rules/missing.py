"""What is missing from a table whose one unreadable row may be just that.

The reader, or another rule, has told the row's damaged cell. If a single key is missing from the table, and a
single row of it has no key, the one is taken for the other, so that one damaged cell is one finding. Where more
is missing, or more rows are damaged, all is told.
"""

from collections.abc import Hashable, Iterable

from countyhire.model.column import Record
from countyhire.rules.rule import Hit, Hits

Absence = tuple[Hashable, Hit]  # the key that is missing, and what is said of it at one cell


def keyless(table: Iterable[Record], *key: str) -> int:
    """How many rows of a table lack one of these fields."""
    return sum(any(getattr(row, name) in ("", None) for name in key) for row in table)


def absences(found: Iterable[Absence], rows_without_key: int) -> Hits:
    """What is said of the missing keys, unless one row without a key accounts for the only one."""
    told = list(found)
    if rows_without_key == 1 and len({missing for missing, _ in told}) == 1:
        return
    yield from dict.fromkeys(hit for _, hit in told)
