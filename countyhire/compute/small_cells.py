"""Small counts of people kept back from a published table, so that no sum gives one of them away (X9).

A table is its cells (whole numbers that are not negative) and its sums: which cell is the total of which
others. A count of one or two people may point at them; it is held back, and with it as many others as it
takes that none of those held back follows from what is shown. Cells of zero are always shown, so that
whoever reads the table knows that a cell held back is at least one; that knowledge is reckoned with.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Sum = tuple[Key, tuple[Key, ...]]
"""A total and the cells that it is the sum of."""
_PRIME = (1 << 61) - 1  # exact enough: the coefficients of sums are 1 and -1


def held_back(
    cells: Mapping[Key, int], sums: Sequence[Sum[Key]], least: int, people: Iterable[Key] | None = None
) -> frozenset[Key]:
    """The cells not to be shown: counts from 1 to below `least` of the cells in `people` (all by default), and
    their complements, the smallest that do. `least` 1 shows everything."""
    counted = cells.keys() if people is None else set(people)
    hidden = {key for key, count in cells.items() if key in counted and 0 < count < least}
    while known := _known(cells, sums, hidden):
        more = [
            (part == whole, cells[part], order, part)
            for order, (part, whole) in enumerate(_beside(sums, known))
            if part not in hidden and cells[part] > 0
        ]
        if not more:
            break
        hidden.add(min(more)[3])
    return frozenset(hidden)


def _beside(sums: Sequence[Sum[Key]], known: set[Key]) -> list[tuple[Key, Key]]:
    """The cells that stand in a sum with one of `known`, each with the total of that sum."""
    found: dict[tuple[Key, Key], None] = {}
    for whole, parts in sums:
        if known.intersection((whole, *parts)):
            for part in (*parts, whole):
                found[part, whole] = None
    return list(found)


def _known(cells: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key]) -> set[Key]:
    """The hidden cells that a reader can work out from the sums and from no hidden cell being under 1."""
    return _by_subtraction(sums, hidden) | _by_bounds(cells, sums, hidden)


def _by_subtraction(sums: Sequence[Sum[Key]], hidden: set[Key]) -> set[Key]:
    """The unknowns that the linear equations of the sums settle: alone in a row of the reduced system."""
    rows: list[dict[Key, int]] = []
    for whole, parts in sums:
        row = {part: 1 for part in parts if part in hidden}
        if whole in hidden:
            row[whole] = _PRIME - 1
        for pivot in rows:
            row = _without(row, pivot)
        if row:
            lead = next(iter(row))
            inverse = pow(row[lead], -1, _PRIME)
            row = {key: value * inverse % _PRIME for key, value in row.items()}
            rows = [_without(other, row) for other in rows] + [row]
    return {next(iter(row)) for row in rows if len(row) == 1}


def _without(row: dict[Key, int], pivot: dict[Key, int]) -> dict[Key, int]:
    """The row less so much of the pivot's that the pivot's first unknown is gone from it."""
    factor = row.get(next(iter(pivot)), 0)
    if not factor:
        return row
    result = dict(row)
    for key, value in pivot.items():
        left = (result.get(key, 0) - factor * value) % _PRIME
        if left:
            result[key] = left
        else:
            result.pop(key, None)
    return result


def _by_bounds(cells: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key]) -> set[Key]:
    """The unknowns whose least and greatest possible count meet; 1 is the least of every hidden cell."""
    ceiling = 2 * sum(cells.values()) + 1
    low = {key: 1 if key in hidden else count for key, count in cells.items()}
    high = {key: ceiling if key in hidden else count for key, count in cells.items()}
    changed = True
    while changed:
        changed = False
        for whole, parts in sums:
            lows, highs = sum(low[part] for part in parts), sum(high[part] for part in parts)
            limits = [(whole, lows, highs)]
            limits += [(part, low[whole] - highs + high[part], high[whole] - lows + low[part]) for part in parts]
            for key, least, most in limits:
                if key in hidden and (least > low[key] or most < high[key]):
                    low[key], high[key] = max(low[key], least), min(high[key], most)
                    changed = True
    return {key for key in hidden if low[key] == high[key]}
