"""Rows that have in common what only one may have."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from countyhire.model.column import Record, columns_of

R = TypeVar("R", bound=Record)


def repeats(rows: Iterable[R], key: Callable[[R], Hashable], name: Callable[[R], str]) -> Iterator[tuple[R, R]]:
    """Every row whose key a row of another name has too, with the row of the smallest name that has it.

    Which of them is cited does not depend on the order of the rows. A blank key, or one with a blank
    part, is not compared.
    """
    seen: dict[Hashable, R] = {}
    groups: dict[Hashable, list[R]] = {}  # of the few that are repeated
    for row in rows:
        value = key(row)
        if value and (not isinstance(value, tuple) or (None not in value and "" not in value)):
            earlier = seen.setdefault(value, row)
            if earlier is not row:
                groups.setdefault(value, [earlier]).append(row)
    for group in groups.values():
        first = min(group, key=lambda row: (name(row), row.table.file, row.row))
        yield from ((row, first) for row in group if name(row) != name(first))


def copies(rows: Sequence[R]) -> Iterator[tuple[R, R]]:
    """Every row that repeats another word for word, with the topmost of those."""
    names = [column.field for column in columns_of(type(rows[0]))] if rows else []
    groups: dict[Hashable, list[R]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
    for group in groups.values():
        first, *others = sorted(group, key=lambda row: (row.table.file, row.row))
        yield from ((row, first) for row in others)
