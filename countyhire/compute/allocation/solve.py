"""Solves the levels one by one, each to a proven optimum, and keeps the proof.

The problem is a network: a person's place flows through the department's limit to a post. Linear
programming on it has whole-number answers and whole-number prices. After each level the prices say which
choices no best answer can make or leave out; those are fixed, and what is left is exactly the set of best
answers, among which the next level chooses. Prices are rounded to whole numbers and the bound they prove
is worked out again in whole numbers, so that nothing rests on floating point. Where crossing limits make
an answer fractional, all levels are solved by branch and bound instead, each value kept as a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from countyhire.compute.allocation.problem import Level, Problem

LOTTERY_ROUNDS = 3
LOTTERY_BITS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One level solved: its gain, the bound that proves it, and the prices of the rows that have one.

    `bound` and `prices` are None where the level was proven by branch and bound.
    """

    level: Level
    gain: int
    bound: int | None
    prices: dict[int, int] | None


@dataclass(frozen=True, slots=True)
class Solution:
    """The pairs chosen, by position, and the levels in order, the lottery's rounds last."""

    chosen: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def by_prices(self) -> bool:
        """Whether every level carries a proof that can be checked in whole numbers."""
        return all(step.prices is not None for step in self.steps)


class Fractional(Exception):
    """A linear answer, or its prices, are not whole numbers: for `solve` alone."""


def ticket(seed: str, person: str, post: str, turn: int) -> int:
    """The lottery ticket of a pair in a round: the same on every machine, whatever the order of rows."""
    digest = sha256(f"{seed}|{person}|{post}".encode()).digest()
    return int.from_bytes(digest[:8]) >> (LOTTERY_BITS * turn) & ((1 << LOTTERY_BITS) - 1)


def lottery(problem: Problem, open_pairs: Sequence[int], turn: int) -> Level:
    """A round among the pairs still open: the larger sum of tickets wins."""
    drawn = {}
    for pair in open_pairs:
        person, post = problem.pairs[pair]
        drawn[pair] = ticket(problem.seed, problem.people[person], problem.posts[post], turn)
    return Level(f"lottery_{turn + 1}", "抽签", pairs=drawn)


@dataclass(frozen=True, slots=True)
class Layout:
    """The linear programme as numpy arrays of whole numbers; every row adds up to zero.

    Columns: pairs, people, posts, limits, pins, then for each tally what counts and what goes beyond,
    each between `low` and `high`. Rows: people, posts, limits, pins, tallies; an entry is `value` at
    `row` and `column`.
    """

    low: Any
    high: Any
    row: Any
    column: Any
    value: Any
    rows: int
    first_person: int
    first_post: int
    first_tally: int


def layout(problem: Problem) -> Layout:
    """Each row says that what flows in flows out: of a person, a post, a limit, a pin, a tally."""
    import numpy as np

    pairs, people, posts = len(problem.pairs), len(problem.people), len(problem.posts)
    ends = np.array(problem.pairs, dtype=np.int64).reshape(pairs, 2)
    row = [ends[:, 0], people + ends[:, 1], np.arange(people + posts)]
    column = [np.arange(pairs), np.arange(pairs), pairs + np.arange(people + posts)]
    value: Any = [np.ones(2 * pairs, dtype=np.int64), -np.ones(people + posts, dtype=np.int64)]
    low = [0] * (pairs + people + posts)
    high = [1] * (pairs + people) + list(problem.places)
    rows = people + posts

    def add_row(members: Sequence[int], outflows: Sequence[tuple[int, int]]) -> None:
        nonlocal rows
        row.append(np.full(len(members) + len(outflows), rows))
        column.append(np.array([*members, *range(len(high), len(high) + len(outflows))], dtype=np.int64))
        value.append(np.array([1] * len(members) + [-1] * len(outflows), dtype=np.int64))
        low.extend(least for least, _ in outflows)
        high.extend(most for _, most in outflows)
        rows += 1

    for limit in problem.limits:
        add_row([pairs + person for person in limit.members], [(0, limit.most)])
    for pin in problem.pins:
        add_row(pin.pairs, [(1, 1)])
    first_tally = len(high)
    for tally in problem.tallies:
        base = pairs if tally.side == "people" else pairs + people
        add_row([base + member for member in tally.members], [(0, tally.most), (0, people)])
    return Layout(
        low=np.array(low, dtype=np.int64),
        high=np.array(high, dtype=np.int64),
        row=np.concatenate(row),
        column=np.concatenate(column),
        value=np.concatenate(value),
        rows=rows,
        first_person=pairs,
        first_post=pairs + people,
        first_tally=first_tally,
    )


def gains(problem: Problem, shape: Layout, level: Level) -> Any:
    """The gain of each column at a level."""
    import numpy as np

    found: Any = np.zeros(len(shape.low), dtype=np.int64)
    for base, part in ((0, level.pairs), (shape.first_person, level.people), (shape.first_post, level.posts)):
        for index, amount in part.items():
            found[base + index] = amount
    for position, tally in enumerate(problem.tallies):
        if tally.name in level.tallies:
            found[shape.first_tally + 2 * position] = 1
    return found


def solve(problem: Problem) -> Solution:
    """The best allocation, level by level. The pins must be known to be possible."""
    shape = layout(problem)
    try:
        return _by_prices(problem, shape)
    except Fractional:
        return _by_branching(problem, shape)


def _by_prices(problem: Problem, shape: Layout) -> Solution:
    """A linear programme for each level on what the levels before it left open."""
    import numpy as np

    low, high = shape.low.copy(), shape.high.copy()
    flow = low
    steps: list[Step] = []
    levels = list(problem.levels)
    turn = 0
    while levels or turn < LOTTERY_ROUNDS:
        open_pairs = np.flatnonzero(low[: shape.first_person] < high[: shape.first_person]).tolist()
        if not levels and not open_pairs:
            break
        if levels:
            level = levels.pop(0)
        else:
            level, turn = lottery(problem, open_pairs, turn), turn + 1
        gain_of = gains(problem, shape, level)
        flow, price = _linear(shape, low, high, gain_of)
        worth = gain_of - _at_prices(shape, price)
        bound = int(np.maximum(worth * low, worth * high).sum())
        reached = int(gain_of @ flow)
        if bound != reached:
            raise Fractional
        low, high = np.where(worth > 0, high, low), np.where(worth < 0, low, high)
        steps.append(Step(level, reached, bound, {int(row): int(price[row]) for row in np.flatnonzero(price)}))
    return Solution(tuple(np.flatnonzero(flow[: shape.first_person]).tolist()), tuple(steps))


def _at_prices(shape: Layout, price: Any) -> Any:
    """What a unit of each column costs at the prices of its rows."""
    import numpy as np

    cost: Any = np.zeros(len(shape.low), dtype=np.int64)
    np.add.at(cost, shape.column, shape.value * price[shape.row])
    return cost


def _linear(shape: Layout, low: Any, high: Any, gain_of: Any) -> tuple[Any, Any]:
    """The best flow and the prices of the rows, in whole numbers; only columns still open are solved for."""
    import numpy as np

    is_open = low < high
    fixed = np.where(is_open, 0, low)
    if not is_open.any():
        return fixed, np.zeros(shape.rows, dtype=np.int64)
    carried: Any = np.zeros(shape.rows, dtype=np.int64)
    np.add.at(carried, shape.row, shape.value * fixed[shape.column])
    kept = is_open[shape.column]
    rows, row = np.unique(shape.row[kept], return_inverse=True)
    columns = np.flatnonzero(is_open)
    position = np.cumsum(is_open) - 1
    column = position[shape.column[kept]]
    solver = _solver(gain_of[columns], low[columns], high[columns], -carried[rows], row, column, shape.value[kept])
    solver.run()
    _expect_optimal(solver)
    answer = solver.getSolution()
    flow: Any = fixed
    price: Any = np.zeros(shape.rows, dtype=np.int64)
    flow[columns] = _whole(answer.col_value)
    price[rows] = _whole(answer.row_dual)
    return flow, price


def _whole(numbers: Any) -> Any:
    """Floating-point numbers that are whole but for noise, as whole numbers."""
    import numpy as np

    found: Any = np.array(numbers)
    nearest = np.rint(found)
    if np.abs(found - nearest).max(initial=0) > 1e-4:
        raise Fractional
    return nearest.astype(np.int64)


def _solver(gain_of: Any, low: Any, high: Any, right: Any, row: Any, column: Any, value: Any) -> Any:
    """A quiet HiGHS on one thread, maximising, with every row equal to its right side."""
    import highspy
    import numpy as np

    order = np.argsort(column, kind="stable")
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(low), len(right)
    programme.sense_ = highspy.ObjSense.kMaximize
    programme.col_cost_ = gain_of.astype(float)
    programme.col_lower_, programme.col_upper_ = low.astype(float), high.astype(float)
    programme.row_lower_ = programme.row_upper_ = right.astype(float)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts = np.bincount(column, minlength=len(low))
    programme.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    programme.a_matrix_.index_ = row[order].astype(np.int32)
    programme.a_matrix_.value_ = value[order].astype(float)
    solver = highspy.Highs()
    for option, setting in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex")):
        solver.setOptionValue(option, setting)
    solver.passModel(programme)
    return solver


def _expect_optimal(solver: Any) -> None:
    import highspy

    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise AssertionError(f"the solver stopped with {solver.getModelStatus()}")


def _by_branching(problem: Problem, shape: Layout) -> Solution:
    """Branch and bound for each level, with the values of the levels before it as rows."""
    import highspy
    import numpy as np

    everyone: Any = np.arange(len(shape.low), dtype=np.int32)
    zero: Any = np.zeros(shape.rows, dtype=np.int64)
    solver = _solver(0 * shape.low, shape.low, shape.high, zero, shape.row, shape.column, shape.value)
    for option in ("mip_rel_gap", "mip_abs_gap"):
        solver.setOptionValue(option, 0.0)
    solver.changeColsIntegrality(
        len(everyone), everyone, np.full(len(everyone), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    )
    steps: list[Step] = []
    chosen: tuple[int, ...] = ()
    rounds = [lottery(problem, range(len(problem.pairs)), turn) for turn in range(LOTTERY_ROUNDS)]
    for level in (*problem.levels, *rounds):
        gain_of = gains(problem, shape, level)
        solver.changeColsCost(len(everyone), everyone, gain_of.astype(float))
        solver.run()
        _expect_optimal(solver)
        flow = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
        reached = int(gain_of @ flow)
        used: Any = np.flatnonzero(gain_of).astype(np.int32)
        solver.addRow(float(reached), highspy.kHighsInf, len(used), used, gain_of[used].astype(float))
        steps.append(Step(level, reached, None, None))
        chosen = tuple(np.flatnonzero(flow[: shape.first_person]).tolist())
    return Solution(chosen, tuple(steps))
