"""The year's physician-class recruits: who is in N, who is not and why (55号 三（二）; C05, C09, M12, M13, Q5–Q7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.institutions import COUNTY_KINDS
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Recruit:
    """A physician-class recruit of the year. `reason` says why one is not counted; empty for the counted."""

    person: str
    name: str
    institution: str
    hired_on: date
    establishment: str
    route: str
    licensed: bool
    cell: Cell
    reason: str = ""
    left_on: date | None = None
    gone: bool = False


def recruits_of(
    book: Book, policy: Policy, year: int, on: date, day: date
) -> tuple[tuple[Recruit, ...], tuple[Recruit, ...], tuple[Recruit, ...]]:
    """The year's physician-class recruits: counted, not counted, and those of other county-level owners.

    `day` is the day of the year nearest to `on`: who left in a later year has not left in this one (Q6).
    """
    classes = policy.texts("quota.classes", day)
    types = policy.texts("quota.types", day)
    routes = policy.texts("quota.excluded_routes", day)
    unlicensed = policy.flag("quota.include_unlicensed", day)
    drop_leavers = policy.flag("quota.drop_leavers", day)
    counted, not_counted, others = [], [], []
    for person in people_of(book):
        if not person.hired_on or person.hired_on.year != year or person.hired_on > on:
            continue
        if person.recruited_as not in classes and (person.recruited_as or person.profession != PHYSICIAN):
            continue
        home = book.institution(person.institution)
        reason = ""
        if not person.recruited_as:
            reason = "未填招聘岗位类别"
        elif person.entry_route in routes:
            reason = person.entry_route
        elif person.establishment not in types:
            reason = person.establishment or "未填编制情况"
        elif not unlicensed and not person.practice_licence:
            reason = "尚未取得医师执业证书"
        elif drop_leavers and person.left_by(day):
            reason = "当年已离开"
        if home is None or not home.sends:
            if home and home.kind in COUNTY_KINDS:
                others.append(_recruit(person, day, f"{home.owner}，不纳入区县统筹"))
        elif reason:
            not_counted.append(_recruit(person, day, reason))
        else:
            counted.append(_recruit(person, day, ""))
    return _by_place(counted), _by_place(not_counted), _by_place(others)


def _recruit(person: Person, day: date, reason: str) -> Recruit:
    assert person.hired_on is not None
    return Recruit(
        person=person.code,
        name=person.name,
        institution=person.institution,
        hired_on=person.hired_on,
        establishment=person.establishment,
        route=person.entry_route,
        licensed=bool(person.practice_licence),
        cell=person.cell("hired_on"),
        reason=reason,
        left_on=person.left_on,
        gone=person.left_by(day),
    )


def _by_place(rows: Iterable[Recruit]) -> tuple[Recruit, ...]:
    return tuple(sorted(rows, key=lambda row: (row.institution, row.person)))
