"""Long service in remote places: the priority and the special post (55号 三（六）; F02, F03, F07)."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.service import Reckoning, Stretch, count, joined
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.period import ONE_DAY, Length, Period, length, term_end
from countyhire.model.service import SERVING, Spell
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

EXCELLENT = "优秀"
FOR_REMOTE, FOR_RETURNED = "remote", "returned"
"""Whom a pack gives the priority: long service in remote places (F02), or every term served and passed (J17)."""


@dataclass(frozen=True, slots=True)
class RemoteService:
    """Somebody's longest continuous service in remote places (F02, F03, F07).

    `missing` is what is still to be served: the rest of a run that can go on, else the whole term anew.
    `uses` names what the priority is for, empty where the months do not suffice. `special_post` holds when
    all three conditions of F07 do: remote, long, and assessed 优秀 in it.
    """

    person: str
    name: str
    sender: str
    receivers: tuple[str, ...]
    start: date
    end: date
    served: Length
    missing: Length
    running: bool
    excellent: bool
    uses: tuple[str, ...]
    special_post: bool
    cells: tuple[Cell, ...]


def remote_services(book: Book, policy: Policy, rule: Reckoning, on: date) -> tuple[RemoteService, ...]:
    """Everyone who has served in a remote place, with the longest run (Q10: gaps up to the pack's days join)."""
    gap = policy.whole("certify.gap_days", on)
    months = policy.whole("certify.remote_months", on)
    uses = policy.texts("certify.priority_uses", on) if policy.text("certify.priority_for", on) == FOR_REMOTE else ()
    places = {row.code for row in book.institutions if row.remote and row.kind in PRIMARY_KINDS}
    spells: dict[str, list[Spell]] = {}
    for spell in book.spells:
        if spell.county_hired and spell.receiver in places:
            spells.setdefault(spell.person, []).append(spell)
    found = []
    for person in sorted(spells):
        runs = joined(spells[person], on, gap)
        if runs:
            longest = max(runs, key=lambda run: (count((run,), rule).length, run.period))
            going_on = runs[-1] if (on - runs[-1].period.last).days <= gap + 1 else None
            found.append(_remote_service(book, person, longest, going_on, months, uses, rule, on))
    return tuple(found)


def _remote_service(
    book: Book,
    person: str,
    run: Stretch,
    going_on: Stretch | None,
    months: int,
    uses: tuple[str, ...],
    rule: Reckoning,
    on: date,
) -> RemoteService:
    alone = rule.for_months(months)
    counted = count((run,), alone)
    long = counted.complete(alone)
    excellent = any(spell.term_result == EXCELLENT and spell.over for spell in run.spells)
    return RemoteService(
        person=person,
        name=book.person_name(person),
        sender=run.spells[-1].sender,
        receivers=tuple(sorted({spell.receiver for spell in run.spells})),
        start=run.period.first,
        end=run.period.last,
        served=counted.length,
        missing=Length() if long else _still(going_on, months),
        running=any(spell.status == SERVING for spell in run.spells) and run.period.last == on,
        excellent=excellent,
        uses=uses if long else (),
        special_post=bool(uses) and long and excellent,
        cells=tuple(spell.cell("start") for spell in run.spells),
    )


def _still(run: Stretch | None, months: int) -> Length:
    """From the day after a run that can go on to the last day of its term; the whole term where none can."""
    if run is None:
        return Length(months)
    return length(Period(run.period.last + ONE_DAY, term_end(run.period.first, months) + run.lost * ONE_DAY))
