"""People to demand for a term: lawful, proven best under the published order of aims, explained (C06)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.conflicts import conflicts, pins_of
from countyhire.compute.allocation.facts import Facts
from countyhire.compute.allocation.levels import Drawing, draw
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.proof import digest, proof
from countyhire.compute.allocation.result import Allocation, Counts, Objective
from countyhire.compute.allocation.setting import FixedPair, Setting, setting
from countyhire.compute.allocation.solution import Solution
from countyhire.compute.allocation.solve import alone, solve
from countyhire.compute.allocation.why_empty import unfilled
from countyhire.compute.allocation.why_sent import assignments
from countyhire.compute.allocation.why_stays import not_sent
from countyhire.model.book import Book
from countyhire.policy.parameter import Policy

OPTIMAL, INFEASIBLE = "optimal", "infeasible"
KEEP_OPTIONS = {"": "尽量不动原分配", "demand": "先满足需求，再尽量不动", "proximity": "各级目标优先，最后尽量不动"}


def allocate(
    book: Book,
    policy: Policy,
    year: int,
    start: date,
    on: date,
    *,
    seed: str = "",
    pins: Sequence[FixedPair] = (),
    forbidden: Sequence[FixedPair] = (),
    keep: Mapping[str, str] | None = None,
    keep_after: str = "",
    fast: bool = False,
) -> Allocation:
    """Send people to demand for the term that begins on `start`, as seen on `on` (C06, H12, H25–H31, H56–H58).

    `year` is the quota's. `seed` draws the lottery among equals (by default the year and the start day).
    `pins` and `forbidden` are the district's fixed and excluded pairs; `keep` (人员编号 to 需求编号) is an
    allocation that stands, of which as few people as possible are moved, before every other aim or, with
    `keep_after`, after that one of the pack's (KEEP_OPTIONS names three). `fast` solves with OR-Tools, which must
    be installed; the answer is the same. Infeasible only where pins
    contradict a mandatory rule or one another; then `conflicts` names a smallest such set.
    """
    case = setting(book, policy, year, start, on, seed or f"{year}|{start}", pins, forbidden, keep or {}, keep_after)
    drawing = Drawing(case)
    fixed = pins_of(drawing)
    contradiction, short = conflicts(drawing, fixed)
    if contradiction:
        return replace(_blank(case), conflicts=contradiction, short=short)
    problem = replace(draw(case, drawing), pins=fixed)
    return _solved(case, drawing, problem, solve(problem, fast))


def _blank(case: Setting) -> Allocation:
    """Nobody sent: what is known before solving."""
    return Allocation(
        status=INFEASIBLE,
        year=case.year,
        start=case.start,
        on=case.on,
        term=case.asked.term,
        seed=case.seed,
        target=case.target,
        objectives=(),
        assignments=(),
        unfilled=(),
        not_sent=(),
        conflicts=(),
        short=0,
        counts=Counts(
            candidates=len(case.candidates),
            places=sum(post.places for post in case.posts),
            pairs=len(case.pairs),
            sent=0,
            must_go=len(case.must_go),
            must_go_sent=0,
            proven=False,
        ),
        proof={},
        proof_digest="",
    )


def _solved(case: Setting, drawing: Drawing, problem: Problem, solution: Solution) -> Allocation:
    """The allocation in words, with its proof."""
    blank = _blank(case)
    facts = Facts(drawing, problem, solution.chosen)
    sent = assignments(facts)
    written = proof(problem, solution)
    faults = check(written, [(row.person, row.demand) for row in sent])
    without = tuple(f"“{step.level.label}”" for step in solution.steps if step.prices is None)
    faults = [fault for fault in faults if not fault.startswith(without)]  # lawful it is all the same
    if faults:
        raise AssertionError(f"the checker rejects the allocation: {faults}")
    must_go = sum(1 for row in sent if row.must_go)
    return replace(
        blank,
        status=OPTIMAL,
        objectives=_objectives(problem, solution),
        assignments=sent,
        unfilled=unfilled(facts),
        not_sent=not_sent(facts),
        counts=replace(blank.counts, sent=len(sent), must_go_sent=must_go, proven=solution.by_prices),
        proof=written,
        proof_digest=digest(written),
    )


def _objectives(problem: Problem, solution: Solution) -> tuple[Objective, ...]:
    """The levels of the pack, without the lottery's rounds."""
    first = alone(problem) if solution.by_prices else (None,) * len(problem.levels)
    return tuple(
        Objective(
            name=step.level.name,
            label=step.level.label,
            value=step.level.shown(step.gain),
            best=step.level.shown(step.bound),
            alone=None if most is None else step.level.shown(most),
        )
        for step, most in zip(solution.steps, first, strict=False)
    )
