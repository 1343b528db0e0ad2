"""HiGHS as this package uses it: quiet, on one thread, maximising, and its answers as whole numbers."""

from typing import Any

from countyhire.compute.allocation.programme import Face, Programme

DUAL, PRIMAL = 1, 4  # the solver's names for its two methods


class Fractional(Exception):
    """An answer, its prices or its bound are not whole or do not meet: caught by `solve`."""


def solver_for(shape: Programme, face: Face, gain: Any, columns: Any) -> Any:
    """A quiet HiGHS on one thread with some of the columns, maximising."""
    import highspy
    import numpy as np

    start, row, value = shape.entries(columns)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(face.row_low)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = gain[columns].astype(float)
    model.col_lower_, model.col_upper_ = face.low[columns].astype(float), face.high[columns].astype(float)
    model.row_lower_, model.row_upper_ = face.row_low.astype(float), face.row_high.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = start.astype(np.int32), row.astype(np.int32)
    model.a_matrix_.value_ = value.astype(float)
    solver = highspy.Highs()
    for option, setting in (
        ("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", DUAL),
    ):  # fmt: skip
        solver.setOptionValue(option, setting)
    solver.passModel(model)
    return solver


class Work:
    """How often HiGHS may ask, while it looks for whole numbers, whether to go on: counted, never timed (C06).

    It asks at every round of cuts and at every node, so that the work before the first branch is bounded too.
    """

    def __init__(self, solver: Any) -> None:
        self.asked = 0
        self.most: int | None = None
        solver.cbMipInterrupt.subscribe(self._ask)

    def allow(self, most: int | None) -> None:
        """From now on so many times; None: as often as it likes."""
        self.asked, self.most = 0, most

    def _ask(self, event: Any) -> None:
        self.asked += 1
        event.interrupt(self.most is not None and self.asked > self.most)


def join(solver: Any, shape: Programme, face: Face, gain: Any, columns: Any) -> None:
    """More columns for a solver."""
    import numpy as np

    start, row, value = shape.entries(columns)
    solver.addCols(
        len(columns),
        gain[columns].astype(float),
        face.low[columns].astype(float),
        face.high[columns].astype(float),
        len(row),
        start[:-1].astype(np.int32),
        row.astype(np.int32),
        value.astype(float),
    )


def run(solver: Any) -> None:
    import highspy

    solver.run()
    status = highspy.HighsModelStatus
    if solver.getModelStatus() not in (status.kOptimal, status.kSolutionLimit, status.kInterrupt):
        raise AssertionError(f"the solver stopped with {solver.getModelStatus()}")


def whole(numbers: Any) -> Any:
    """Floating-point numbers that are whole but for noise, as whole numbers."""
    import numpy as np

    found: Any = np.array(numbers)
    nearest = np.rint(found)
    if np.abs(found - nearest).max(initial=0) > 1e-4:
        raise Fractional
    return nearest.astype(np.int64)
