"""Small counts in published tables: an attack by linear programming recovers none (G12, X9)."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path

import highspy
import pytest

from countyhire.compute.small_cells import held_back

ROOT = Path(__file__).resolve().parents[2]
Key = Hashable
Sums = Sequence[tuple[Key, tuple[Key, ...]]]


def one_row(*counts: int) -> tuple[dict[Key, int], Sums]:
    cells: dict[Key, int] = dict(enumerate(counts))
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


def recovered(cells: Mapping[Key, int], sums: Sums, hidden: frozenset[Key]) -> set[Key]:
    """The hidden cells whose least and greatest value in all tables that agree with what is shown are the same.

    The matrix of a table's sums is totally unimodular, so that the optima of the continuous problem are whole.
    """
    numbers = {key: index for index, key in enumerate(sorted(hidden, key=repr))}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for _ in numbers:
        solver.addVar(0, highspy.kHighsInf)
    for whole, parts in sums:
        terms = {numbers[part]: 1.0 for part in parts if part in hidden}
        rest = -sum(cells[part] for part in parts if part not in hidden)
        if whole in hidden:
            terms[numbers[whole]] = -1.0
        else:
            rest += cells[whole]
        if terms:
            solver.addRow(rest, rest, len(terms), list(terms), list(terms.values()))
    return {key for key, index in numbers.items() if _reach(solver, index, 1) == _reach(solver, index, -1)}


def _reach(solver: highspy.Highs, index: int, sign: int) -> float:
    """The least (sign 1) or greatest (-1) value of an unknown."""
    solver.changeColCost(index, sign)
    solver.run()
    status = solver.getModelStatus()
    value = solver.getInfo().objective_function_value * sign
    solver.changeColCost(index, 0)
    if status == highspy.HighsModelStatus.kOptimal:
        return round(value, 6)
    assert status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)
    return sign * -highspy.kHighsInf


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((7, 5, 9), set()),
        ((7, 2, 9), {1, 0}),  # the other one is the smallest of those shown
        ((7, 2, 0), {1, 2}),  # a zero costs least
        ((1, 1, 9), {0, 1}),  # could be 2 and 0
        ((1, 2, 9), {0, 1}),
        ((0, 2, 0), {1, "sum"}),
        ((0, 0, 3), set()),
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


def test_no_attack_recovers_a_cell(sweep: Callable[[int, int], int]) -> None:  # X9
    rng = random.Random(9)
    hidden_tables = 0
    for _ in range(sweep(60, 1500)):
        height, width = rng.choice([(1, 3), (1, 6), (2, 2), (2, 3), (3, 3), (4, 5)])
        rows = [[rng.choice([0, 0, 1, 1, 2, 3, 4]) for _ in range(width)] for _ in range(height)]
        cells, sums = one_row(*rows[0]) if height == 1 else crossed(rows)
        hidden = held_back(cells, sums, least=3)
        assert all(not 0 < cells[key] < 3 for key in cells.keys() - hidden)
        if hidden:
            hidden_tables += 1
            assert not recovered(cells, sums, hidden), (rows, hidden)
    assert hidden_tables > 20


def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "import random; from tests.compute.test_small_cells import crossed, held_back; rng = random.Random(4); "
        "cells, sums = crossed([[rng.choice([0, 1, 2, 3, 4]) for _ in range(9)] for _ in range(7)]); "
        "names = {key: repr(key) for key in cells}; "
        "told = held_back({names[key]: count for key, count in cells.items()}, "
        "[(names[whole], tuple(names[part] for part in parts)) for whole, parts in sums], 3); print(sorted(told))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "4711")
    }  # fmt: skip
    assert len(said) == 1 and "(" in said.pop()
