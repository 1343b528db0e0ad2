"""Small counts in published tables: an attack by exact search recovers none (X9)."""

import itertools
import random
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

import pytest

from countyhire.compute.small_cells import held_back

Key = Hashable
Sums = Sequence[tuple[Key, tuple[Key, ...]]]


def one_row(*counts: int) -> tuple[dict[Key, int], Sums]:
    cells: dict[Key, int] = {number: count for number, count in enumerate(counts)}
    return {**cells, "sum": sum(counts)}, [("sum", tuple(cells))]


def crossed(rows: list[list[int]]) -> tuple[dict[Key, int], Sums]:
    """A table with the totals of its rows and columns and the grand total."""
    cells: dict[Key, int] = {(i, j): value for i, row in enumerate(rows) for j, value in enumerate(row)}
    sums: list[tuple[Key, tuple[Key, ...]]] = []
    for i, row in enumerate(rows):
        cells["row", i] = sum(row)
        sums.append((("row", i), tuple((i, j) for j in range(len(row)))))
    for j in range(len(rows[0])):
        cells["column", j] = sum(row[j] for row in rows)
        sums.append((("column", j), tuple((i, j) for i in range(len(rows)))))
    cells["sum"] = sum(map(sum, rows))
    sums.append(("sum", tuple(("row", i) for i in range(len(rows)))))
    sums.append(("sum", tuple(("column", j) for j in range(len(rows[0])))))
    return cells, sums


def worlds(cells: Mapping[Key, int], sums: Sums, hidden: frozenset[Key], most: int) -> Iterator[dict[Key, int]]:
    """Every table of hidden counts from 1 to `most` that agrees with what is shown. Totals are worked out."""
    wholes = {whole for whole, _ in sums}
    inner = [key for key in hidden if key not in wholes]
    for values in itertools.product(range(1, most + 1), repeat=len(inner)):
        world = {**cells, **dict(zip(inner, values, strict=True))}
        good = True
        for whole, parts in sums:
            made = sum(world[part] for part in parts)
            if whole in hidden:
                if not made:
                    good = False
                world[whole] = made
            elif made != cells[whole]:
                good = False
                break
        if good:
            yield world


def recovered(cells: Mapping[Key, int], sums: Sums, hidden: frozenset[Key], most: int) -> set[Key]:
    """The hidden cells that are the same in every possible table."""
    seen: dict[Key, set[int]] = {key: set() for key in hidden}
    for world in worlds(cells, sums, hidden, most):
        for key in hidden:
            seen[key].add(world[key])
        if all(len(values) > 1 for values in seen.values()):
            return set()
    return {key for key, values in seen.items() if len(values) == 1}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((7, 5, 9), set()),
        ((7, 2, 9), {1, 0}),  # the other one is the smallest of those shown
        ((1, 1, 9), {0, 1, 2}),  # 2 left for two cells would be one each
        ((1, 2, 9), {0, 1}),  # one each way round
        ((0, 2, 0), {1, "sum"}),
        ((0, 0, 0), set()),
    ],
)
def test_a_small_count_goes_with_a_complement(counts: tuple[int, ...], expected: set[Key]) -> None:  # X9
    assert held_back(*one_row(*counts), least=3) == expected


def test_the_option_sets_what_is_small() -> None:
    cells, sums = one_row(2, 4, 9)
    assert held_back(cells, sums, least=1) == set()
    assert held_back(cells, sums, least=5) == {0, 1}
    assert held_back(cells, sums, least=3, people=[1, 2]) == set()


def test_no_search_over_all_tables_recovers_a_cell(sweep: Callable[[int, int], int]) -> None:  # X9
    rng = random.Random(9)
    hidden_tables = 0
    for _ in range(sweep(60, 1500)):
        height, width = rng.choice([(1, 3), (1, 5), (2, 2), (2, 3), (3, 3)])
        rows = [[rng.choice([0, 0, 1, 1, 2, 3, 4]) for _ in range(width)] for _ in range(height)]
        cells, sums = one_row(*rows[0]) if height == 1 else crossed(rows)
        hidden = held_back(cells, sums, least=3)
        assert all(not 0 < cells[key] < 3 for key in cells.keys() - hidden)
        if hidden:
            hidden_tables += 1
            assert not recovered(cells, sums, hidden, most=6), (rows, hidden)
    assert hidden_tables > 20
