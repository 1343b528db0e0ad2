"""One person's whole service, judged once: what is credited, what national law counts, what runs today."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.service import (
    Counted,
    Reckoning,
    completed_by_service,
    count,
    in_service,
    spell_order,
    stretches,
    why_not_credited,
    why_not_national,
    without_long_leave,
)
from countyhire.model.book import Book
from countyhire.model.people import Leave, Person
from countyhire.model.service import PLANNED, Spell
from countyhire.model.where import Cell


@dataclass(frozen=True, slots=True)
class Uncredited:
    """A spell that does not clear the duty, and why, in a clerk's words."""

    spell: str
    reason: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class History:
    """The spells of one person in order, each with the reason why 55号 does not credit it (empty: credited).

    `served` is everything of a credited kind up to the day, `national` what the cumulative test of the law
    counts, `running` the 县聘乡用 spells under way.
    """

    on: date
    rule: Reckoning
    spells: tuple[Spell, ...]
    reasons: tuple[str, ...]
    leaves: tuple[Leave, ...]
    served: Counted
    national: Counted
    running: tuple[Spell, ...]

    def credited(self, since: date = date.min) -> Counted:
        """What 55号 counts, of the days from `since` on, less leave above the pack's limit."""
        spells = [spell for spell, reason in zip(self.spells, self.reasons, strict=True) if not reason]
        runs = stretches(spells, self.on, since)
        return count(without_long_leave(runs, self.leaves, self.rule), self.rule)

    def uncredited(self, since: date = date.min) -> tuple[Uncredited, ...]:
        """The spells that are not credited, or not from their first day."""
        found = []
        for spell, reason in zip(self.spells, self.reasons, strict=True):
            early = spell.start is not None and spell.start < since
            if reason or early:
                words = reason or f"{since.isoformat()}入职以前的日子不计"
                found.append(Uncredited(spell.code, words, spell.cell("start")))
        return tuple(found)

    def completes_on(self, credited: Counted, since: date = date.min) -> date | None:
        """The day on which service under way completes the term, None where it will not."""
        return completed_by_service(self.running, credited, since, self.rule)

    @property
    def running_until(self) -> date | None:
        """The planned last day of service under way; None where open or none."""
        return max((spell.end for spell in self.running if spell.end), default=None)


def history_of(book: Book, person: Person, leaves: tuple[Leave, ...], rule: Reckoning, on: date) -> History:
    """The service of one person up to a day."""
    spells = tuple(sorted(book.spells_of(person.code), key=spell_order))
    begun = [row for row in spells if row.category in rule.credited and row.status != PLANNED]
    national = [row for row in spells if not why_not_national(row, book, rule, on)]
    served = count(stretches(begun, on), rule.cumulative)
    return History(
        on=on,
        rule=rule,
        spells=spells,
        reasons=tuple(why_not_credited(row, book, rule, on) for row in spells),
        leaves=leaves,
        served=served,
        national=served if national == begun else count(stretches(national, on), rule.cumulative),
        running=in_service(spells, on),
    )
