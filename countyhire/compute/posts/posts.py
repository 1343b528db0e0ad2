"""The year's establishment and posts: advice (C01), changes, pool, levels, vacancies."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.posts.approved import standing
from countyhire.compute.posts.compared import Compared, compared
from countyhire.compute.posts.pool import Pool, pool
from countyhire.compute.posts.relations import CYCLE, Relation, relations, unfilled
from countyhire.compute.posts.titles import Level, Seniors, levels, seniors
from countyhire.compute.posts.unit import Unit, units
from countyhire.compute.posts.vacancies import Vacancy, Waiting, people_without_posts, vacancies
from countyhire.model.book import Book
from countyhire.model.institutions import EstablishmentChange
from countyhire.model.period import add_months
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Township:
    """A township's receivers together: people needed, in post, short, never below 0 (A09)."""

    name: str
    wanted: int
    met: int

    @property
    def gap(self) -> int:
        return self.wanted - self.met


@dataclass(frozen=True, slots=True)
class Due:
    """When an institution's posts are to be looked at again (M02)."""

    unit: Unit
    last: date | None
    on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """What `posts` found for a year, as of a day. `pool` and `seniors` are those of the packs that have them."""

    year: int
    on: date
    units: tuple[Unit, ...]
    changes: tuple[tuple[EstablishmentChange, str], ...]  # each with its standing on the day
    townships: tuple[Township, ...]
    pool: Pool | None
    levels: tuple[Level, ...]
    seniors: tuple[Seniors, ...]
    vacancies: tuple[Vacancy, ...]
    waiting: tuple[Waiting, ...]
    due: tuple[Due, ...]
    compared: tuple[Compared, ...]
    relations: tuple[Relation, ...]
    with_visits: bool
    with_demands: bool
    with_people: bool
    with_relations: bool
    unfilled: tuple[str, ...]  # columns of the roster without which `relations` says nothing


def posts(book: Book, policy: Policy, year: int, on: date) -> Posts:
    """Everything of a year. The result does not depend on the order of rows."""
    found = units(book, year, on)
    known = levels(book, found, policy, on)
    ledger = {unit.code: unit.row for unit in found}
    changes = sorted(
        (row for row in book.establishment_changes if row.change is not None and row.institution),
        key=lambda row: (row.institution, row.approved_on or date.max, row.state, row.document, row.change, row.reason),
    )
    return Posts(
        year,
        on,
        found,
        tuple((row, standing(row, ledger.get(row.institution), on)) for row in changes),
        _townships(found),
        pool(found, policy, on),
        known,
        seniors(book, found, policy, on),
        vacancies(book, found, on),
        people_without_posts(book, found, known, on),
        _due(found, policy, on),
        compared(book, policy, on),
        relations(book, policy, on),
        book.has("activities"),
        book.has("demands"),
        book.has("people"),
        policy.expects(CYCLE),
        unfilled(book),
    )


def _townships(found: tuple[Unit, ...]) -> tuple[Township, ...]:
    sums: dict[str, tuple[int, int]] = {}
    for unit in found:
        if unit.place.receives:
            name = unit.place.township or unit.place.name
            wanted, met = sums.get(name, (0, 0))
            sums[name] = wanted + int(unit.need.wanted.value), met + int(unit.need.met.value)
    return tuple(Township(name, *sums[name]) for name in sorted(sums))


def _due(found: tuple[Unit, ...], policy: Policy, on: date) -> tuple[Due, ...]:
    """Every institution of the ledger under a pack with a cycle."""
    years = policy.optional_whole("posts.cycle_years", on)
    if years is None:
        return ()
    result = []
    for unit in found:
        if unit.row is not None:
            day = add_months(unit.adjusted_on, 12 * years) if unit.adjusted_on else None
            result.append(Due(unit, unit.adjusted_on, day, day is None or day <= on))
    return tuple(result)
