"""A person's pay, and the pool it comes from, step by step."""

from collections.abc import Iterator
from dataclasses import replace

from countyhire.compute.payroll import Payroll
from countyhire.compute.trace import Line, lines

FEW = 6  # institutions shown one by one; the deduction sheet has them all


def explain_person(result: Payroll, code: str) -> tuple[Line, ...]:
    """The person's pay down to cells and clauses, then the pool's totals without anybody else's figures.

    Nothing for one who is not in the payroll.
    """
    row = result.person(code)
    if row is None:
        return ()
    pool = result.pool
    steps = [lines(pool.total, deepest=0), lines(pool.basic, deepest=1)]
    if pool.excess is not pool.computed_excess:
        steps.append(lines(pool.excess, deepest=1))
    steps += [lines(pool.computed_excess, deepest=2), lines(result.average_excess.used, FEW, deepest=2)]
    title = Line(0, f"{result.year}年绩效工资总量的计算")
    return (*lines(row.total), title, *(line for part in steps for line in _under(part)))


def _under(steps: tuple[Line, ...]) -> Iterator[Line]:
    for step in steps:
        yield replace(step, depth=step.depth + 1)
