"""Branch and bound, for the rare problem whose limits cross so that a linear answer is fractional."""

from typing import Any

from countyhire.compute.allocation.highs import run, solver_for
from countyhire.compute.allocation.lottery import ROUNDS, draw_round
from countyhire.compute.allocation.programme import Face, Programme, gains
from countyhire.compute.allocation.solution import Solution, Step


def by_branching(shape: Programme, face: Face) -> Solution:
    """Branch and bound for each level, with the values of the levels before it as rows."""
    import highspy
    import numpy as np

    pairs = len(shape.problem.pairs)
    everyone: Any = np.arange(shape.columns, dtype=np.int32)
    solver = solver_for(shape, face, np.zeros(shape.columns), everyone.astype(np.int64))
    for option, setting in (("solver", "choose"), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
        solver.setOptionValue(option, setting)
    whole: Any = np.full(shape.columns, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    solver.changeColsIntegrality(shape.columns, everyone, whole)
    steps: list[Step] = []
    chosen: tuple[int, ...] = ()
    rounds = [draw_round(shape.problem, range(pairs), turn) for turn in range(ROUNDS)]
    for level in (*shape.problem.levels, *rounds):
        gain = gains(shape, level)
        solver.changeColsCost(shape.columns, everyone, gain.astype(float))
        run(solver)
        flow = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
        reached = int(gain @ flow)
        used: Any = np.flatnonzero(gain).astype(np.int32)
        solver.addRow(reached, highspy.kHighsInf, len(used), used, gain[used].astype(float))
        steps.append(Step(level, reached, None, None))
        chosen = tuple(np.flatnonzero(flow[:pairs]).tolist())
    return Solution(chosen, tuple(steps))
