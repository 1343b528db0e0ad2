"""Who stays on after the term, and how far the transfer has come (55号 三（六）; F05, F06)."""

from dataclasses import dataclass
from datetime import date

from countyhire.model.book import Book
from countyhire.model.service import COMPLETED, PASSED, Spell

ASKING, APPROVED, MOVED = "待批准", "已批准、待调动", "已调动"


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody who wishes to stay, or whose transfer is under way, by the last completed term.

    `missing` are the steps of the transfer that are not on record; the transfer is done only with an approval
    number. `out_from` is the first year in which the home unit counts the person no more, None before the transfer.
    """

    person: str
    name: str
    sender: str
    receiver: str
    spell: str
    end: date
    result: str
    document: str
    moved_on: date | None
    state: str
    missing: tuple[str, ...]
    out_from: int | None


def stays(book: Book, on: date, year: int | None) -> tuple[Stay, ...]:
    """Everybody of the terms completed by a day (of those that ended in `year`, where given), by 人员编号."""
    last: dict[str, Spell] = {}
    for spell in book.spells:
        if not spell.county_hired or spell.status != COMPLETED or not spell.person:
            continue
        if spell.end is None or spell.end > on or year not in (None, spell.end.year):
            continue
        known = last.get(spell.person)
        if known is None or _later(spell) > _later(known):
            last[spell.person] = spell
    return tuple(_stay(book, last[person], on) for person in sorted(last) if _wishes(last[person]))


def _wishes(spell: Spell) -> bool:
    return bool(spell.stays or spell.transfer_document or spell.transferred_on)


def _later(spell: Spell) -> tuple[date, str]:
    return (spell.end or date.min, spell.code)


def _stay(book: Book, spell: Spell, on: date) -> Stay:
    day = spell.moved_away_on
    moved = day is not None and day <= on
    steps = {
        "本人愿意": bool(spell.stays),
        "期满考核合格": spell.term_result in PASSED,
        "批准文号": bool(spell.transfer_document),
        "调动日期": moved,
    }
    return Stay(
        person=spell.person,
        name=book.person_name(spell.person),
        sender=spell.sender,
        receiver=spell.receiver,
        spell=spell.code,
        end=spell.end or on,
        result=spell.term_result,
        document=spell.transfer_document,
        moved_on=spell.transferred_on,
        state=MOVED if moved else APPROVED if spell.transfer_approved else ASKING,
        missing=tuple(step for step, done in steps.items() if not done),
        out_from=day.year + 1 if day and moved else None,
    )
