"""Solves the levels in order, each to a proven optimum, and keeps the proof.

The problem is a network: a person's place flows through the department's limit to a post. Linear
programming on it has whole-number answers and whole-number prices. After each level the prices say which
choices no best answer can make or leave out; those are fixed, and what is left is exactly the set of best
answers, among which the next level chooses. Prices are rounded to whole numbers and the bound they prove
is worked out again in whole numbers, so that nothing rests on floating point.

For speed a few levels share one linear programme: with weights, which need not be large enough, because
each level's own prices are taken from the basis found and its own bound decides; the levels from the first
that it fails to prove are solved again, fewer at a time. Only some columns are solved for at first; those that
the prices find wanting join. Where crossing limits make an answer fractional, that level and those after it are
solved by branch and bound on the face of the levels before.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from typing import Any

from countyhire.compute.allocation.branching import by_branching
from countyhire.compute.allocation.flow import Network, Stopped, best, known, network, worker
from countyhire.compute.allocation.highs import DUAL, PRIMAL, Fractional, join, run, solver_for, whole
from countyhire.compute.allocation.lottery import ROUNDS, draw_round
from countyhire.compute.allocation.problem import Level, Problem
from countyhire.compute.allocation.programme import Face, Programme, gains, programme
from countyhire.compute.allocation.solution import Solution, Step

TOGETHER = 2  # levels that share a linear programme
WEIGHT = 16  # a level's weight over the next one's
FLOW_TOGETHER, FLOW_WEIGHT = 12, 8  # the same where flows are solved; their sum times the nodes stays below 2**63
SMALL_GAIN = 4  # a level with larger gains is solved alone
FEW = 20_000  # open columns that are all solved for at once
CANDIDATES = 4  # columns to start with, of each person and of each post
JOINING = 3  # columns of each person that join at a time


def solve(problem: Problem, fast: bool = False) -> Solution:
    """The best allocation, level by level. The pins must be known to be possible.

    `fast` solves flows by OR-Tools, which must be installed, where the problem is a network; the answer is the same.
    """
    with worker() if fast else nullcontext() as process:
        shape, face = programme(problem)
        net = network(shape, process) if process else None
        taken: list[Taken] = []
        try:
            _in_turn(shape, face, net, taken)
        except Stopped:
            return solve(problem)
        except Fractional:
            return by_branching(shape, *taken[-1][:2], _steps(taken)) if taken else by_branching(shape, None, face, ())
    found = _solution(shape, taken)
    return _proven_anew(shape, face, found) if shape.columns <= FEW else found


def _proven_anew(shape: Programme, face: Face, found: Solution) -> Solution:
    """The same allocation with prices worked out from it alone, so that every solver leaves the same proof.

    Of a problem that is no network, or too large to do it twice, the solver's own prices stay.
    """
    net = known(shape, found.chosen)
    if net is None:
        return found
    taken: list[Taken] = []
    try:
        _in_turn(shape, face, net, taken)
    except Fractional:
        return found
    return _solution(shape, taken)


Taken = tuple[Any, Face, list[Step]]
"""A flow, the face of all that are as good, and the levels by which it was found."""


def _steps(taken: Sequence[Taken]) -> list[Step]:
    return [step for _, _, steps in taken for step in steps]


def _solution(shape: Programme, taken: Sequence[Taken]) -> Solution:
    import numpy as np

    return Solution(tuple(np.flatnonzero(taken[-1][0][: len(shape.problem.pairs)]).tolist()), tuple(_steps(taken)))


def _in_turn(shape: Programme, face: Face, net: Network | None, taken: list[Taken]) -> None:
    """Linear programmes, or flows, on a face that closes in, the lottery's rounds last: each added to `taken`."""
    import numpy as np

    pairs = len(shape.problem.pairs)
    flow: Any = _first_flow(shape, face) if net is None else None
    for block in _blocks(shape.problem.levels, TOGETHER if net is None else FLOW_TOGETHER):
        taken.append(_take(shape, face, flow, block, net))
        flow, face, _ = taken[-1]
    for turn in range(ROUNDS):
        still_open = np.flatnonzero(face.open[:pairs]).tolist()
        if still_open or flow is None:
            taken.append(_take(shape, face, flow, [draw_round(shape.problem, still_open, turn)], net))
            flow, face, _ = taken[-1]
    if not taken:
        taken.append((flow, face, []))


def alone(problem: Problem) -> tuple[int | None, ...]:
    """What each level could gain if it came first; None where it wants little, or the problem is too large to ask."""
    shape, face = programme(problem)
    if shape.columns > FEW:
        return (None,) * len(problem.levels)
    flow = _first_flow(shape, face)
    found: list[int | None] = []
    for level in problem.levels:
        try:
            found.append(None if level.sign < 0 else _take_together(shape, face, flow, [level])[2][0].gain)
        except Fractional:
            found.append(None)
    return tuple(found)


def _blocks(levels: Sequence[Level], together: int) -> Iterator[list[Level]]:
    """Neighbouring levels of small gains, so many at a time."""
    block: list[Level] = []
    for level in levels:
        amounts = (*level.people.values(), *level.posts.values(), *level.pairs.values())
        large = max(map(abs, amounts), default=0) > SMALL_GAIN
        if block and (large or len(block) == together):
            yield block
            block = []
        block.append(level)
        if large:
            yield block
            block = []
    if block:
        yield block


Pricing = Callable[[int, Face], Any]
"""Prices of the rows that prove a gain, by its place, within the face of the gains before it."""


def _take(shape: Programme, face: Face, flow: Any, levels: list[Level], net: Network | None) -> Taken:
    """Solve levels together; those that this does not prove again, with half as many at a time."""
    steps: list[Step] = []
    share = len(levels)
    while len(steps) < len(levels):
        block = levels[len(steps) : len(steps) + share]
        try:
            flow, face, taken = _take_together(shape, face, flow, block, net)
        except Fractional:
            if len(block) == 1:
                raise
            share, taken = len(block) // 2, []
        steps += taken
    return flow, face, steps


def _take_together(shape: Programme, face: Face, flow: Any, levels: list[Level], net: Network | None = None) -> Taken:
    """The flow that is best on the first of the levels in order, as many as their prices prove; one at least."""
    import numpy as np

    gain_of = [gains(shape, level) for level in levels]
    pricing: Pricing
    if net is None:
        flow, pricing = _best(shape, face, flow, gain_of)
    else:
        flow, pricing = best(shape, net, face, gain_of, FLOW_WEIGHT)
    steps: list[Step] = []
    for at, (level, gain) in enumerate(zip(levels, gain_of, strict=True)):
        try:
            price = pricing(at, face)
        except Fractional:
            break
        worth = shape.worth(gain, price)
        bound, reached = face.bound(worth, price), int(gain @ flow)
        if bound != reached:
            break
        face = face.closed(worth, price)
        used = np.flatnonzero(price)
        prices = dict(zip(used.tolist(), price[used].tolist(), strict=True))
        steps.append(Step(level, reached, bound, prices))
    if not steps:
        raise Fractional
    return flow, face, steps


def _first_flow(shape: Programme, face: Face) -> Any:
    """A flow to begin with: any that the pins and the least numbers allow."""
    import numpy as np

    if not face.row_low.any():
        return np.zeros(shape.columns, dtype=np.int64)
    nothing: Any = np.zeros(shape.columns, dtype=np.int64)
    solver = solver_for(shape, face, nothing, np.arange(shape.columns))
    run(solver)
    return whole(solver.getSolution().col_value)


def _best(shape: Programme, face: Face, flow: Any, gain_of: list[Any]) -> tuple[Any, Pricing]:
    """The best flow by weighted gains, and for each gain the prices of the basis found."""
    import numpy as np

    gain = sum(part * WEIGHT**power for power, part in enumerate(reversed(gain_of)))
    columns = _candidates(shape, face, flow, gain)
    if not len(columns):
        return flow, lambda at, face: np.zeros(len(face.row_low), dtype=np.int64)
    solved: Any = np.zeros(shape.columns, dtype=bool)
    solved[columns] = True
    solver = solver_for(shape, face, gain, columns)
    while True:
        run(solver)
        price = whole(solver.getSolution().row_dual)
        wanting = np.flatnonzero(face.open & ~solved & (shape.worth(gain, price) > 0))
        if not len(wanting):
            break
        joining = np.sort(_foremost(shape.person, wanting, shape.worth(gain, price), JOINING))
        join(solver, shape, face, gain, joining)
        columns, solved[joining] = np.concatenate([columns, joining]), True
        many = len(wanting) > len(face.row_low) // 20
        if many:
            solver.clearSolver()
        solver.setOptionValue("simplex_strategy", DUAL if many else PRIMAL)
    found: Any = np.where(face.open, 0, face.low)
    found[columns] = whole(solver.getSolution().col_value)
    if len(gain_of) == 1:
        return found, lambda at, face: price
    return found, lambda at, face: _basis_prices(solver, columns, gain_of[at])


def _basis_prices(solver: Any, columns: Any, gain: Any) -> Any:
    """The prices at which every column of the basis is worth nothing."""
    import numpy as np

    basic = np.array(solver.getBasicVariables()[1])
    at = columns[np.maximum(basic, 0)]
    return whole(solver.getBasisTransposeSolve(np.where(basic >= 0, gain[at], 0).astype(float))[1])


def _candidates(shape: Programme, face: Face, flow: Any, gain: Any) -> Any:
    """The columns to start with: what flows now, all tallies, and the most gainful of each person and post."""
    import numpy as np

    is_open = face.open
    if int(is_open.sum()) <= FEW:
        return np.flatnonzero(is_open | (face.low > 0))
    chosen = (flow > 0) | (face.low > 0)
    chosen[len(shape.person) :] = True
    pairs = np.flatnonzero(is_open[: len(shape.person)])
    for ends in (shape.person, shape.post):
        chosen[_foremost(ends, pairs, gain, CANDIDATES)] = True
    return np.flatnonzero(chosen)


def _foremost(ends: Any, pairs: Any, gain: Any, count: int) -> Any:
    """Of some pairs, for each end those few that gain most.

    Among equals scattered ones: the first of everybody would crowd at the same few ends, and many more would
    have to join.
    """
    import numpy as np

    scattered = pairs * 40503 % 65536
    ordered = pairs[np.lexsort((scattered, -gain[pairs], ends[pairs]))]
    group = ends[ordered]
    place = np.arange(len(ordered)) - np.searchsorted(group, group)
    return ordered[place < count]
