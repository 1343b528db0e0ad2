"""Small counts of people kept back from a published table, so that no sum gives one of them away (X9).

A table is its cells (whole numbers that are not negative) and its sums: which cell is the total of which
others. A count of one or two people may point at them; it is held back, and with it as many others as it
takes that none of those held back follows from what is shown. A zero may be among those others, so that
a cell held back may be any number.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Sum = tuple[Key, tuple[Key, ...]]
"""A total and the cells that it is the sum of."""
_MOST_REVISED = 400  # cells; a larger table holds back a few more than it must, and is quick
_HALF = 0.5
_PRIME = (1 << 61) - 1  # exact enough: the coefficients of sums are 1 and -1


def held_back(
    cells: Mapping[Key, int],
    sums: Sequence[Sum[Key]],
    least: int,
    people: Iterable[Key] | None = None,
    public: Iterable[Key] = (),
) -> frozenset[Key]:
    """The cells not to be shown: counts from 1 to below `least` of the cells in `people` (all by default), and
    their complements, the smallest that do. `least` 1 shows everything. `public` cells are known from elsewhere:
    to hold one of them back would hide nothing."""
    given = set(public)
    counted = (cells.keys() if people is None else set(people)) - given
    small = {key for key, count in cells.items() if key in counted and 0 < count < least}
    hidden = set(small)
    while known := _known(cells, sums, hidden):
        settled = given | hidden
        more = _complements(cells, sums, known, settled) or _complements(cells, sums, hidden, settled)
        if not more:
            break
        hidden |= more
    if len(cells) > _MOST_REVISED:
        return frozenset(hidden)
    place = {key: number for number, key in enumerate(cells)}  # equal counts in the table's own order, not the set's
    for key in sorted(hidden - small, key=lambda key: (-cells[key], place[key])):
        if key in hidden:
            hidden = _with_shown(cells, sums, hidden, small, key)
    return frozenset(hidden)


def _with_shown(
    cells: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key], small: set[Key], key: Key
) -> set[Key]:
    """What is still held back where a complement and what follows from it are shown after all; if that gives no
    small count away."""
    left = hidden - {key}
    while known := _known(cells, sums, left):
        if known & small:
            return hidden
        left -= known
    return left


def _complements(cells: Mapping[Key, int], sums: Sequence[Sum[Key]], known: set[Key], settled: set[Key]) -> set[Key]:
    """One more cell to hold back of each sum that has one of `known`: the smallest, the total only if alone.

    `settled` are held back already or cannot be.
    """
    chosen: set[Key] = set()
    for whole, parts in sums:
        line = (*parts, whole)
        if known.intersection(line) and not chosen.intersection(line):
            shown = [(part == whole, cells[part], order) for order, part in enumerate(line) if part not in settled]
            if shown:
                chosen.add(line[min(shown)[2]])
    return chosen


def _known(cells: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key]) -> set[Key]:
    """The hidden cells that a reader can work out from the sums and from no count being under 0.

    Subtraction finds most of them. Where some hidden counts that are not 0 can move a little up and down
    together, none of these is known; only the others need the solver.
    """
    if settled := _by_subtraction(sums, hidden):
        return settled
    above = {key for key in hidden if cells[key]}
    bound: set[Key] = _by_subtraction(sums, above)
    return _fixed(cells, sums, hidden, hidden - (above - bound))


def _fixed(cells: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key], asked: set[Key]) -> set[Key]:
    """Those of `asked` that have one value in every table that agrees with what is shown.

    The unknowns are the differences to the true table; the matrix of a table's sums is totally unimodular, so
    that the greatest and the least difference are whole numbers.
    """
    if not asked:
        return set()
    import highspy

    ceiling = sum(cells.values())
    unknown = [key for key in cells if key in hidden]
    numbers: dict[Key, int] = {key: index for index, key in enumerate(unknown)}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for key in numbers:
        solver.addVar(-cells[key], ceiling)
    for whole, parts in sums:
        terms = {numbers[part]: 1 for part in parts if part in hidden}
        if whole in hidden:
            terms[numbers[whole]] = -1
        if terms:
            solver.addRow(0, 0, len(terms), list(terms), list(terms.values()))
    left = set(asked)
    for key in (key for key in cells if key in asked):
        for sign in (1, -1):
            if key in left:
                moved: set[Key] = _moved(solver, numbers, key, sign)
                left -= moved
    return left


def _moved(solver: Any, numbers: Mapping[Key, int], key: Key, sign: int) -> set[Key]:
    """What differs from the true table where an unknown is as small (sign 1) or as great (-1) as can be."""
    solver.changeColCost(numbers[key], sign)
    solver.run()
    solver.changeColCost(numbers[key], 0)
    values = solver.getSolution().col_value
    return {other for other, index in numbers.items() if abs(values[index]) > _HALF}


def _by_subtraction(sums: Sequence[Sum[Key]], hidden: set[Key]) -> set[Key]:
    """The unknowns that the linear equations of the sums settle: alone in a row of the reduced system."""
    rows: dict[Key, dict[Key, int]] = {}  # by the first unknown of each, which is in no other
    for whole, parts in sums:
        row = {part: 1 for part in parts if part in hidden}
        if whole in hidden:
            row[whole] = _PRIME - 1
        for key in [key for key in row if key in rows]:
            row = _without(row, key, rows[key])
        if row:
            lead = next(iter(row))
            inverse = 1 if row[lead] == 1 else pow(row[lead], -1, _PRIME)
            row = {key: value * inverse % _PRIME for key, value in row.items()}
            for key in [key for key, other in rows.items() if lead in other]:
                rows[key] = _without(rows[key], lead, row)
            rows[lead] = row
    return {lead for lead, row in rows.items() if len(row) == 1}


def _without(row: dict[Key, int], lead: Key, pivot: dict[Key, int]) -> dict[Key, int]:
    """The row less so much of the pivot's that the pivot's first unknown is gone from it."""
    factor = row[lead]
    result = dict(row)
    for key, value in pivot.items():
        left = (result.get(key, 0) - factor * value) % _PRIME
        if left:
            result[key] = left
        else:
            result.pop(key, None)
    return result
