"""Branch and bound, for the rare problem whose limits cross so that a linear answer is fractional."""

from collections.abc import Sequence
from typing import Any

from countyhire.compute.allocation.highs import Work, run, solver_for
from countyhire.compute.allocation.lottery import ROUNDS, draw_round
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.programme import Face, Programme, gains, programme
from countyhire.compute.allocation.solution import Solution, Step

NODES = 100  # of a level's tree: counted, not timed, so that every machine stops at the same answer
WORK = 300_000  # rounds of cuts and nodes of a level, times the columns that each of them works on


def all_by_branching(problem: Problem, nodes: int | None = None) -> Solution:
    """Every level by branch and bound."""
    shape, face = programme(problem)
    return by_branching(shape, None, face, (), nodes)


def by_branching(shape: Programme, flow: Any, face: Face, done: Sequence[Step], nodes: int | None = None) -> Solution:
    """The levels after those done, on the face of these, with what each reaches as a row for the next.

    `flow` is an answer on the face to begin with, or None. A level whose tree needs more nodes keeps the best answer
    found, and its bound says how much better another could be; so does one whose rounds of cuts are too many for its
    size. `nodes` are NODES by default.
    """
    import highspy
    import numpy as np

    nodes = NODES if nodes is None else nodes
    pairs = len(shape.problem.pairs)
    columns: Any = np.flatnonzero(face.open | (face.low > 0))
    every: Any = np.arange(len(columns), dtype=np.int32)
    solver = solver_for(shape, face, np.zeros(shape.columns), columns)
    for option, setting in (
        ("solver", "choose"), ("presolve", "choose"), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0),
        ("mip_max_nodes", nodes),
    ):  # fmt: skip
        solver.setOptionValue(option, setting)
    solver.changeColsIntegrality(
        len(columns), every, np.full(len(columns), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    )
    steps, work = list(done), Work(solver)
    if flow is None:
        solver.setOptionValue("mip_max_nodes", highspy.kHighsIInf)
        flow, _ = _answer(solver, shape, columns, 0)
        solver.setOptionValue("mip_max_nodes", nodes)
    still_open = np.flatnonzero(face.open[:pairs]).tolist()
    rounds = [draw_round(shape.problem, still_open, turn) for turn in range(ROUNDS)]
    for level in (*shape.problem.levels, *rounds)[len(steps) :]:
        gain = gains(shape, level)
        solver.changeColsCost(len(columns), every, gain[columns].astype(float))
        solver.setSolution(len(columns), every, flow[columns].astype(float))
        work.allow(WORK // max(1, len(columns)))
        flow, bound = _answer(solver, shape, columns, face.bound(gain, np.zeros(len(face.row_low), dtype=np.int64)))
        reached = int(gain @ flow)
        used: Any = np.flatnonzero(gain[columns]).astype(np.int32)
        solver.addRow(reached, highspy.kHighsInf, len(used), used, gain[columns][used].astype(float))
        steps.append(Step(level, reached, max(bound, reached), None))
    return Solution(tuple(np.flatnonzero(flow[:pairs]).tolist()), tuple(steps))


def _answer(solver: Any, shape: Programme, columns: Any, most: int) -> tuple[Any, int]:
    """The best flow found, and the bound of the tree in whole numbers; `most` where it was stopped before it had one.

    An answer to begin with is always known, so that a tree that was stopped has one too.
    """
    import numpy as np

    run(solver)
    flow: Any = np.zeros(shape.columns, dtype=np.int64)
    flow[columns] = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
    bound = solver.getInfo().mip_dual_bound
    return flow, min(most, int(np.floor(bound + 1e-4))) if np.isfinite(bound) else most
