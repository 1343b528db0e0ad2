"""有人无岗、有岗无人 (J32), and since when a post has been vacant (M04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.posts.titles import Level
from countyhire.compute.posts.unit import Unit
from countyhire.model.book import Book
from countyhire.model.people import QUALIFICATION_RANK, TITLE_RANK, Person

ESTABLISHED = "编制内"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Posts of an institution that are vacant since the same day; `since` is None where no leaver tells it."""

    unit: Unit
    count: int
    since: date | None
    person: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone qualified for a higher level than the one he is appointed to, and whether a post of it is free there."""

    person: Person
    unit: Unit
    free: int | None


def vacancies(book: Book, found: Sequence[Unit], on: date) -> tuple[Vacancy, ...]:
    """The vacancies of each institution, the longest first.

    A post is vacant from the day after an established person left; who was hired later took the post that had been
    vacant longest. What is vacant beyond these has no known day.
    """
    result: list[Vacancy] = []
    for unit in found:
        open_since = _open(book, unit.code, on)[-unit.vacant :] if unit.vacant else []
        result += [Vacancy(unit, 1, left, code, (on - left).days) for left, code in open_since]
        if unknown := unit.vacant - len(open_since):
            result.append(Vacancy(unit, unknown, None, "", None))
    return tuple(result)


def _open(book: Book, institution: str, on: date) -> list[tuple[date, str]]:
    """Departures of established staff that no later hire has made good, in order of time."""
    staff = [one for one in book.people if one.institution == institution and one.establishment == ESTABLISHED]
    events = [(one.left_on, 1, one.code) for one in staff if one.left_on and one.left_on <= on]
    events += [(one.hired_on, 0, one.code) for one in staff if one.hired_on and one.hired_on <= on]
    waiting: list[tuple[date, str]] = []
    for day, left, code in sorted(events):
        if left:
            waiting.append((day, code))
        elif waiting:
            waiting.pop(0)
    return waiting


def people_without_posts(book: Book, found: Sequence[Unit], known: Sequence[Level], on: date) -> tuple[Waiting, ...]:
    """Established staff whose qualification (评) is above their appointment (聘), senior and intermediate."""
    places = {unit.code: unit for unit in found}
    free = {(level.unit.code, level.name): level.free for level in known}
    result = []
    for person in sorted(book.people, key=lambda one: one.code):
        rank = QUALIFICATION_RANK.get(person.qualification, 0)
        held = TITLE_RANK[person.appointment]
        if person.establishment != ESTABLISHED or person.left_by(on) or person.institution not in places:
            continue
        if rank >= TITLE_RANK["中级"] and min(rank, 3) > min(held, 3):
            name = "高级" if rank >= TITLE_RANK["副高"] else "中级"
            result.append(Waiting(person, places[person.institution], free.get((person.institution, name))))
    return tuple(result)
