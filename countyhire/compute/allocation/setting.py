"""What a book and a pack make of the allocation: who may go, what is asked, what departments can spare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from countyhire.compute.allocation.eligibility import (
    ON_DUTY,
    Conditions,
    Reason,
    away,
    conditions,
    occupying,
    suits,
    why_not_filled,
    why_not_sent,
    why_not_there,
)
from countyhire.compute.allocation.target import Target, target
from countyhire.compute.demanded import demands_of
from countyhire.compute.duty import PersonDuty, duty, must_go
from countyhire.compute.equipment import register
from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.institutions import DepartmentLimit, Institution
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.service import Demand
from countyhire.policy.parameter import Policy

REQUIRED = "required"


class FixedPair(Protocol):
    """A person and a demand, or an institution, that the district pins or forbids, with its reason."""

    @property
    def person(self) -> str: ...
    @property
    def institution(self) -> str: ...
    @property
    def demand(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Post:
    """A demand that may be filled: `places` are those that nobody already sent for it occupies."""

    demand: Demand
    receiver: Institution
    places: int
    taken: int


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a sending institution: what it keeps and what it can spare in the term (H26).

    `minimum` and `maximum_away` (None: no limit) are of its row in 科室保障表, or else of the pack;
    `on_duty` are its 执业医师 on duty and not away, `away` its people who serve elsewhere in the term.
    """

    institution: str
    name: str
    minimum: int
    maximum_away: int | None
    on_duty: int
    away: int
    row: DepartmentLimit | None = None

    @property
    def spare(self) -> int:
        """How many more it can send; a department already below its minimum spares nobody."""
        spare = self.on_duty - self.minimum
        if self.maximum_away is not None:
            spare = min(spare, self.maximum_away - self.away)
        return max(0, spare)


@dataclass(frozen=True)
class Setting:
    """Everything the levels and the explanations ask, each list in the order of codes.

    `ill_equipped` are the demands that a pack leaves empty for want of equipment, and what is missing (I25).
    """

    book: Book
    policy: Policy
    asked: Conditions
    year: int
    start: date
    on: date
    seed: str
    candidates: tuple[Person, ...]
    posts: tuple[Post, ...]
    departments: Mapping[tuple[str, str], Department]
    must_go: Mapping[str, PersonDuty]
    target: Target
    pins: tuple[FixedPair, ...]
    forbidden: tuple[FixedPair, ...]
    keep_after: str = ""
    ill_equipped: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def candidate_index(self) -> dict[str, int]:
        return {person.code: index for index, person in enumerate(self.candidates)}

    @cached_property
    def post_index(self) -> dict[str, int]:
        return {post.demand.code: index for index, post in enumerate(self.posts)}

    @cached_property
    def _forbidden(self) -> dict[tuple[str, str], FixedPair]:
        found: dict[tuple[str, str], FixedPair] = {}
        for pair in self.forbidden:
            found.setdefault((pair.person, pair.demand or pair.institution), pair)
        return found

    def forbidding(self, person: str, post: Post) -> FixedPair | None:
        """The row by which the district rules a pair out."""
        found = self._forbidden
        return found.get((person, post.demand.code)) or found.get((person, post.demand.institution))

    def department_of(self, person: Person) -> Department:
        return self.departments[(person.institution, person.department)]

    def why_no_post(self, demand: Demand) -> Reason | None:
        """The rule that keeps a demand from being filled at all, or None."""
        if reason := why_not_filled(demand, self.book.institution(demand.institution)):
            return reason
        if missing := self.ill_equipped.get(demand.code):
            text = f"缺设备{missing}，本方案规定设备到位后再派"
            return Reason("equipment-missing", text, demand.cell("equipment"), "I25")
        return None

    def why_not(self, person: Person, post: Post) -> Iterator[Reason]:
        """Every rule that keeps a candidate from a post."""
        yield from why_not_there(person, self.book.preference(person.code), post.demand)
        if pair := self.forbidding(person.code, post):
            yield Reason("forbidden", f"区县已排除{f'：{pair.reason}' if pair.reason else ''}", clause="C06")

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Candidate and post, by position, where no rule speaks against it."""
        by_specialty: dict[str, list[int]] = {}
        for index, post in enumerate(self.posts):
            if post.places:
                by_specialty.setdefault(post.demand.specialty, []).append(index)
        found = []
        for index, person in enumerate(self.candidates):
            preference = self.book.preference(person.code)
            for at in by_specialty.get(person.specialty, ()):
                post = self.posts[at]
                if suits(person, preference, post.demand) and not (
                    self.forbidden and self.forbidding(person.code, post)
                ):
                    found.append((index, at))
        return tuple(found)


def setting(
    book: Book,
    policy: Policy,
    year: int,
    start: date,
    on: date,
    seed: str,
    pins: Sequence[FixedPair],
    forbidden: Sequence[FixedPair],
    kept: Mapping[str, str],
    keep_after: str = "",
) -> Setting:
    """Read everything once. `kept` maps 人员编号 to 需求编号 of an allocation that stands; moving as few of
    those people as possible comes after the aim `keep_after`, or before all."""
    asked = conditions(policy, start, kept)
    lacking = _ill_equipped(book, policy, start)
    people = people_of(book)
    owed: dict[str, PersonDuty] = {}
    for row in must_go(duty(book, policy, on), start, policy):
        owed.setdefault(row.person, row)
    return Setting(
        book=book,
        policy=policy,
        asked=asked,
        year=year,
        start=start,
        on=on,
        seed=seed,
        candidates=tuple(person for person in people if next(why_not_sent(person, book, asked), None) is None),
        posts=tuple(_posts(book, asked, lacking)),
        departments=_departments(book, people, asked),
        must_go=owed,
        target=target(book, policy, year, start, on),
        pins=_ordered(pins),
        forbidden=_ordered(forbidden),
        keep_after=keep_after,
        ill_equipped=lacking,
    )


def _ill_equipped(book: Book, policy: Policy, start: date) -> dict[str, str]:
    """By 需求编号 what is missing, where the pack wants the equipment there before anybody is sent (I25)."""
    if policy.optional_text("allocation.equipment", start) != REQUIRED:
        return {}
    return {code: "、".join(row.missing) for code, row in register(book).feasible.items() if row.missing}


def _ordered(pairs: Iterable[FixedPair]) -> tuple[FixedPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair.person, pair.demand, pair.institution, pair.reason)))


def _posts(book: Book, asked: Conditions, lacking: Mapping[str, str]) -> Iterator[Post]:
    taken: dict[tuple[str, str], int] = {}
    for spell in book.spells:
        if spell.demand and occupying(spell, asked):
            key = (spell.demand, spell.receiver)
            taken[key] = taken.get(key, 0) + 1
    for demand in demands_of(book):
        receiver = book.institution(demand.institution)
        if receiver and demand.code not in lacking and why_not_filled(demand, receiver) is None:
            used = taken.get((demand.code, demand.institution), 0)
            yield Post(demand, receiver, max(0, (demand.count or 0) - used), used)


def _departments(book: Book, people: Iterable[Person], asked: Conditions) -> dict[tuple[str, str], Department]:
    """Every department that has people. Of two rows for one department the stricter values hold."""
    rows: dict[tuple[str, str], list[DepartmentLimit]] = {}
    for row in book.department_limits:
        rows.setdefault((row.institution, row.department), []).append(row)
    on_duty: dict[tuple[str, str], int] = {}
    gone: dict[tuple[str, str], int] = {}
    for person in people:
        key = (person.institution, person.department)
        on_duty.setdefault(key, 0)
        gone.setdefault(key, 0)
        if person.gone:
            continue
        if away(person, book, asked):
            gone[key] += 1
        elif person.profession == PHYSICIAN and person.status == ON_DUTY:
            on_duty[key] += 1
    found = {}
    for key in sorted(on_duty):
        given = rows.get(key, [])
        minimums = [row.minimum_physicians for row in given if row.minimum_physicians is not None]
        maximums = [row.maximum_away for row in given if row.maximum_away is not None]
        found[key] = Department(
            institution=key[0],
            name=key[1],
            minimum=max(minimums, default=asked.department_minimum),
            maximum_away=min(maximums) if maximums else asked.department_maximum_away,
            on_duty=on_duty[key],
            away=gone[key],
            row=given[0] if len(given) == 1 else None,
        )
    return found
