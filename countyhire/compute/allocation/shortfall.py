"""How many a problem that asks for too much is short: pins, places that must be filled, people who must go."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from countyhire.compute.allocation.highs import run, solver_for
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.programme import programme


def shortfall(problem: Problem) -> list[tuple[str, int]]:
    """What stays short, by name, where as few as possible do; nothing where all that is asked for can be had."""
    import highspy
    import numpy as np

    shape, face = programme(problem)
    asked: Any = np.flatnonzero(face.row_low)
    if not len(asked):
        return []
    everyone: Any = np.arange(shape.columns)
    reachable = np.minimum(face.row_low, face.row_high)
    beyond = (face.row_low - reachable)[asked]  # asked for, though there are not so many places
    face = replace(face, row_low=reachable)
    solver = solver_for(shape, face, np.zeros(shape.columns, dtype=np.int64), everyone)
    missing = len(asked)
    solver.addCols(
        missing, np.full(missing, -1.0), np.zeros(missing), face.row_low[asked].astype(float), missing,
        np.arange(missing, dtype=np.int32), asked.astype(np.int32), np.ones(missing),
    )  # fmt: skip
    columns: Any = np.arange(shape.columns + missing, dtype=np.int32)
    whole: Any = np.full(len(columns), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    solver.setOptionValue("solver", "choose")
    for option in ("mip_rel_gap", "mip_abs_gap"):
        solver.setOptionValue(option, 0.0)
    solver.changeColsIntegrality(len(columns), columns, whole)
    run(solver)
    short: Any = beyond + np.rint(np.array(solver.getSolution().col_value)[shape.columns :]).astype(np.int64)
    names = _rows(problem)
    return [(names[row], count) for row, count in zip(asked.tolist(), short.tolist(), strict=True) if count]


def _rows(problem: Problem) -> Sequence[str]:
    """The rows of the programme by name, as far as they can ask for something."""
    limits, pins = [limit.name for limit in problem.limits], [pin.name for pin in problem.pins]
    return [*problem.people, *problem.posts, *limits, *pins]
