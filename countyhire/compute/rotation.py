"""Rotation training of grassroots general practitioners before 副高 (N07): only where a pack asks for it."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.roster import leaves_by_person, people_of
from countyhire.model.book import Book
from countyhire.model.people import PHYSICIAN
from countyhire.model.period import Length, Period, length, merge
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

MONTHS = "certify.rotation_months"
GENERAL_PRACTICE = "全科"
TRAINING = "进修"


@dataclass(frozen=True, slots=True)
class Rotation:
    """A general practitioner at a primary institution, 中级, and the rotation training (进修) done by the day."""

    person: str
    name: str
    institution: str
    months: int
    done: Length
    passes: bool
    cell: Cell


def rotations(book: Book, policy: Policy, on: date) -> tuple[Rotation, ...]:
    """Everyone before that gate; stretches of 进修 are merged and added, 30 days to a month where days are carried."""
    needed = policy.optional_whole(MONTHS, on)
    if needed is None:
        return ()
    days = policy.whole("duty.days_in_month", on)
    leaves = leaves_by_person(book)
    found = []
    for person in people_of(book):
        home = book.institution(person.institution)
        if home is None or not home.receives or person.left_by(on):
            continue
        if person.profession != PHYSICIAN or person.appointment != "中级" or GENERAL_PRACTICE not in person.specialty:
            continue
        spans = [
            Period(leave.start, min(leave.end or on, on))
            for leave in leaves.get(person.code, ())
            if leave.kind == TRAINING and leave.start and leave.start <= min(leave.end or on, on)
        ]
        stretches = merge(spans)
        done = sum((length(one) for one in stretches), Length())
        if len(stretches) > 1:
            done = done.carried(days)
        found.append(
            Rotation(person.code, person.name, home.code, needed, done, done.months >= needed, person.cell("specialty"))
        )
    return tuple(found)
