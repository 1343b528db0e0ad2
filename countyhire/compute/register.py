"""The register of grassroots experience and who holds what of it (55号 三（六）; F01)."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.service import Reckoning, Stretch, count, spell_order, stretches, why_not_credited
from countyhire.model.book import Book
from countyhire.model.period import Length
from countyhire.model.service import Spell
from countyhire.model.where import Cell


@dataclass(frozen=True, slots=True)
class Certificate:
    """An entry of the register of grassroots experience (F01).

    The number is the year in which the service ended and its 记录编号: rows added later change none. An
    entry with a `reason` gets no certificate and no number.
    """

    number: str
    person: str
    name: str
    sender: str
    receiver: str
    specialty: str
    spell: str
    start: date
    end: date
    served: Length
    result: str
    reason: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's certified service: what one page certifies. `total` is what it comes to together (B04)."""

    person: str
    name: str
    institution: str
    profession: str
    appointment: str
    entries: tuple[Certificate, ...]
    total: Length


def register(book: Book, rule: Reckoning, on: date, year: int | None = None) -> tuple[Certificate, ...]:
    """Every 县聘乡用 spell that is over (in a year, where given), with its number or the reason for none."""
    over = [row for row in book.spells if row.county_hired and row.over and row.start and row.end and row.end <= on]
    return tuple(
        _certificate(book, row, why_not_credited(row, book, rule, on), rule, on)
        for row in sorted(over, key=lambda row: (row.person, *spell_order(row)))
        if row.period(on) and year in (None, row.end.year if row.end else None)
    )


def holders(book: Book, entries: tuple[Certificate, ...], rule: Reckoning, on: date) -> tuple[Holder, ...]:
    """Everyone of 花名册 with a numbered entry. Without 花名册 or 机构名录 nobody: a page needs names."""
    if not book.has("people", "institutions"):
        return ()
    numbered: dict[str, list[Certificate]] = {}
    for entry in entries:
        if entry.number:
            numbered.setdefault(entry.person, []).append(entry)
    return tuple(_holder(book, code, tuple(numbered[code]), rule, on) for code in sorted(numbered) if book.person(code))


def _holder(book: Book, code: str, entries: tuple[Certificate, ...], rule: Reckoning, on: date) -> Holder:
    person = book.person(code)
    assert person is not None
    certified = {entry.spell for entry in entries}
    runs = stretches((spell for spell in book.spells_of(code) if spell.code in certified), on)
    return Holder(
        person=code,
        name=person.name,
        institution=person.institution,
        profession=person.profession,
        appointment=person.appointment,
        entries=entries,
        total=count(runs, rule.cumulative).length,
    )


def _certificate(book: Book, spell: Spell, reason: str, rule: Reckoning, on: date) -> Certificate:
    period = spell.period(on)
    assert period is not None
    return Certificate(
        number="" if reason else f"{period.last.year}-{spell.code}",
        person=spell.person,
        name=book.person_name(spell.person),
        sender=spell.sender,
        receiver=spell.receiver,
        specialty=spell.specialty,
        spell=spell.code,
        start=period.first,
        end=period.last,
        served=count((Stretch(period, (spell,)),), rule).length,
        result=spell.term_result,
        reason=reason,
        cell=spell.cell("term_result"),
    )
