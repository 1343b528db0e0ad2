"""The right to move back after years in a township post (垫江做法; J30, J31): only where a pack names the years."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.period import add_months
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

YEARS = "return.right_months"
MOVED = "调入"
TOO_EARLY, MAY_RETURN, TO_RETURN = "too_early", "may_return", "to_return"


@dataclass(frozen=True, slots=True)
class ReturnRight:
    """Somebody who was moved into a primary institution. Who returns is preferred for the title (J31)."""

    person: str
    name: str
    institution: str
    moved_on: date
    may_return_on: date
    to_return_by: date
    standing: str
    cell: Cell


def return_rights(book: Book, policy: Policy, on: date) -> tuple[ReturnRight, ...]:
    """Everyone 调入 at a primary institution, with the days from which a return may and must be arranged."""
    bounds = policy.optional_fractions(YEARS, on)
    if bounds is None:
        return ()
    least, most = int(bounds["最短"]), int(bounds["最长"])
    found = []
    for person in people_of(book):
        home = book.institution(person.institution)
        if home is None or not home.receives or person.entry_route != MOVED or not person.hired_on:
            continue
        if person.hired_on > on or person.left_by(on):
            continue
        early, late = add_months(person.hired_on, least), add_months(person.hired_on, most)
        standing = TOO_EARLY if on < early else MAY_RETURN if on < late else TO_RETURN
        cell = person.cell("hired_on")
        found.append(ReturnRight(person.code, person.name, home.code, person.hired_on, early, late, standing, cell))
    return tuple(found)
