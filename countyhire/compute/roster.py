"""Who and which institutions the ledgers are about, each once and in order of code."""

from collections.abc import Mapping

from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.people import Leave, Person


def schemed(book: Book) -> dict[str, Institution]:
    """The institutions in the district's scheme, by code (A06, B01)."""
    found = {row.code: row for row in book.institutions if row.code and book.institution(row.code) is row}
    return {code: found[code] for code in sorted(found) if found[code].sends}


def in_scheme(book: Book, person: Person) -> bool:
    """Whether one's institution is in the scheme; taken so where 机构名录 was not read."""
    if not book.has("institutions"):
        return True
    home = book.institution(person.institution)
    return home is not None and home.sends


def people_of(book: Book) -> list[Person]:
    """Everyone in 花名册 once, by 人员编号."""
    return sorted((row for row in book.people if row.code and book.person(row.code) is row), key=lambda row: row.code)


def leaves_by_person(book: Book) -> Mapping[str, tuple[Leave, ...]]:
    """The rows of 请假与培训 by 人员编号."""
    found: dict[str, list[Leave]] = {}
    for leave in book.leaves:
        found.setdefault(leave.person, []).append(leave)
    return {person: tuple(rows) for person, rows in found.items()}
