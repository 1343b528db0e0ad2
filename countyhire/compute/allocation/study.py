"""An allocation beside others: the ways to keep one that stands, and what a changed pack value moves (C06, H31)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.compute.allocation import KEEP_OPTIONS, OPTIMAL
from countyhire.compute.allocation.difference import Difference, Move, difference
from countyhire.compute.allocation.result import Allocation
from countyhire.model.book import Book
from countyhire.policy.parameter import Policy

Solve = Callable[[Policy, Mapping[str, str], str], Allocation]
"""The allocation under a policy, keeping (人员编号 to 需求编号), after an aim of the pack."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to keep an allocation. `moved` of those in it go elsewhere, `dropped` no more, `added` are new.

    `continuity` is None where the pack has no such aim; `wishes` are people at one of their own wishes.
    """

    after: str
    label: str
    kept: int
    moved: int
    dropped: int
    added: int
    continuity: int | None
    first_wishes: int
    wishes: int


@dataclass(frozen=True, slots=True)
class Study:
    """The allocation chosen; with `--keep` its options and everybody who moves, with `--set` what that moves."""

    result: Allocation
    options: tuple[Option, ...] = ()
    chosen: str = ""
    moves: tuple[Move, ...] = ()
    what_if: Difference | None = None


def study(
    solve: Solve,
    policy: Policy,
    published: Policy | None,
    start: date,
    kept: Mapping[str, str],
    option: int,
    book: Book,
) -> Study:
    """Solve once; or, with `kept`, for every option (`option` from 1 is the one chosen).

    `published` is the pack without what a `--set` changes, None where nothing was changed. A way that waits for
    an aim which the pack does not have falls to the first.
    """
    aims = ("", *policy.texts("allocation.levels", start))
    asked = tuple(KEEP_OPTIONS)[option - 1] if kept else ""
    chosen = asked if asked in aims else ""
    result = solve(policy, kept, chosen)
    if result.status != OPTIMAL:
        return Study(result, chosen=chosen)
    options = []
    for after in [one for one in KEEP_OPTIONS if kept and one in aims]:
        solved = result if after == chosen else solve(policy, kept, after)
        options.append(_option(after, solved, kept))
    before = None if published is None else solve(published, kept, chosen)
    return Study(
        result,
        tuple(options),
        chosen,
        _moves(kept, result, book) if kept else (),
        None if before is None else difference(before, result),
    )


def _option(after: str, solved: Allocation, kept: Mapping[str, str]) -> Option:
    sent = {row.person: row.demand for row in solved.assignments}
    values = {row.name: row.value for row in solved.objectives}
    stays = sum(sent.get(person) == demand for person, demand in kept.items())
    dropped = sum(person not in sent for person in kept)
    return Option(
        after=after,
        label=KEEP_OPTIONS[after],
        kept=stays,
        moved=len(kept) - stays - dropped,
        dropped=dropped,
        added=sum(person not in kept for person in sent),
        continuity=values.get("continuity"),
        first_wishes=sum(row.wish_rank == 1 for row in solved.assignments),
        wishes=sum(row.wish_rank is not None for row in solved.assignments),
    )


def _moves(kept: Mapping[str, str], result: Allocation, book: Book) -> tuple[Move, ...]:
    sent = {row.person: row.demand for row in result.assignments}
    moves = (Move(code, book.person_name(code), kept.get(code, ""), sent.get(code, "")) for code in {**kept, **sent})
    return tuple(sorted((move for move in moves if move.before != move.after), key=lambda move: move.person))
