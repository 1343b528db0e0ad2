"""An institution's posts and the three things that 55号 三（二） weighs: population, business, need of backbone (C01).

The document gives no formula, so none is made up: each factor stands for itself, with its rank among institutions
of the same level. What was not reported is None, never zero.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from countyhire.compute.demanded import demands_of
from countyhire.compute.posts.approved import adjusted_on, approved
from countyhire.model.amount import Amount, Op, given, total
from countyhire.model.book import Book
from countyhire.model.institutions import APPROVED, DRAFT, SUBMITTED, Establishment, EstablishmentChange, Institution
from countyhire.model.people import TITLE_RANK
from countyhire.model.service import COMPLETED, COUNTY_HIRED, ENDED_EARLY, PLANNED, Demand

MIDDLE = TITLE_RANK["中级"]


@dataclass(frozen=True, slots=True)
class Need:
    """What an institution asked for in the year and has, in people (C01, A09)."""

    wanted: Amount
    wanted_middle: int  # of them of intermediate title or higher
    met: Amount

    @property
    def gap(self) -> int:
        """Posts needed less filled, demand by demand; never below 0."""
        return int(self.wanted.value) - int(self.met.value)


@dataclass(frozen=True, slots=True)
class Unit:
    """An institution in the ledger of establishment or asking for people. Counts of posts are in 名."""

    place: Institution
    row: Establishment | None
    approved: Amount | None
    in_post: Amount | None
    adjusted_on: date | None
    drafts: int
    submitted: int
    population: Amount | None
    visits: Amount | None
    months: int
    need: Need
    backbone: int  # established staff of intermediate title or higher in post
    ranks: tuple[int | None, int | None, int | None] = (None, None, None)

    @property
    def code(self) -> str:
        return self.place.code

    @property
    def balance(self) -> int | None:
        """Approved less in post: vacancies, or below 0 so many too many."""
        if self.approved is None or self.in_post is None:
            return None
        return int(self.approved.value) - int(self.in_post.value)

    @property
    def vacant(self) -> int:
        return max(0, self.balance or 0)

    @property
    def beyond_vacancies(self) -> int:
        """Of the gap, what the vacancies cannot take even when all are filled: to be bought as a service (M03)."""
        return max(0, self.need.gap - self.vacant)


def units(book: Book, year: int, on: date) -> tuple[Unit, ...]:
    """Every institution of the ledger, and every receiver of the register, by code, ranked within its level."""
    rows = {row.institution: row for row in reversed(book.establishments) if row.institution}
    places = {place.code: place for place in reversed(book.institutions) if place.code}
    codes = sorted(code for code, place in places.items() if code in rows or place.receives)
    needs = _needs(book, year)
    found = [_unit(book, places[code], rows.get(code), needs.get(code, []), year, on) for code in codes]
    factors: tuple[Callable[[Unit], int | None], ...] = (
        lambda one: int(one.population.value) if one.population else None,
        lambda one: int(one.visits.value) if one.visits else None,
        lambda one: one.need.gap if one.place.receives and book.has("demands") else None,  # hospitals declare none
    )
    ranks = [_ranks(found, factor) for factor in factors]
    return tuple(
        replace(one, ranks=(ranks[0].get(one.code), ranks[1].get(one.code), ranks[2].get(one.code))) for one in found
    )


def _ranks(found: Sequence[Unit], factor: Callable[[Unit], int | None]) -> dict[str, int]:
    """The place of each among those of its level, the greatest first; equal ones share a place."""
    result = {}
    for level in (True, False):
        known = {one.code: value for one in found if one.place.receives is level and (value := factor(one)) is not None}
        for code, value in known.items():
            result[code] = 1 + sum(1 for other in known.values() if other > value)
    return result


def _unit(
    book: Book,
    place: Institution,
    row: Establishment | None,
    demands: Iterable[Demand],
    year: int,
    on: date,
) -> Unit:
    months = sorted(
        {
            one.month: one
            for one in reversed(book.activities)
            if one.institution == place.code and one.month and one.month.year == year and one.visits is not None
        }.items()
    )
    visits = tuple(given(f"{month}门急诊人次", one.visits or 0, "人次", one.cell("visits")) for month, one in months)
    people = place.population
    return Unit(
        place=place,
        row=row,
        approved=approved(book, row, on) if row else None,
        in_post=given("在编人数", row.in_post, "名", row.cell("in_post"), "C02")
        if row and row.in_post is not None
        else None,
        adjusted_on=adjusted_on(book, row, on) if row else None,
        drafts=_waiting(book, place.code, DRAFT),
        submitted=_waiting(book, place.code, SUBMITTED),
        population=None if people is None else given("服务人口", people, "人", place.cell("population"), "C01"),
        visits=total(f"{year}年门急诊人次", visits, "人次", "C01") if visits else None,
        months=len(visits),
        need=_need(book, demands, on),
        backbone=sum(
            1
            for person in book.people
            if person.institution == place.code
            and person.establishment == "编制内"
            and person.title_rank >= MIDDLE
            and not (person.hired_on and person.hired_on > on)
            and not person.left_by(on)
        ),
    )


def _waiting(book: Book, code: str, state: str) -> int:
    return sum(row.change or 0 for row in book.establishment_changes if row.institution == code and row.state == state)


def without_paper(row: EstablishmentChange) -> bool:
    """Whether a change says approved and cannot show it."""
    return row.state == APPROVED and not (row.document and row.approved_on)


def _needs(book: Book, year: int) -> dict[str, list[Demand]]:
    """The year's demands by institution; one without a date is this year's."""
    found: dict[str, list[Demand]] = {}
    for demand in demands_of(book):
        if demand.declared_on is None or demand.declared_on.year == year:
            found.setdefault(demand.institution, []).append(demand)
    return found


def _need(book: Book, demands: Iterable[Demand], on: date) -> Need:
    wanted, met, middle = [], [], 0
    for demand in demands:
        number = demand.count or 0
        there = {
            spell.person
            for spell in book.spells
            if spell.demand == demand.code
            and spell.category == COUNTY_HIRED
            and spell.status not in (PLANNED, COMPLETED, ENDED_EARLY)
            and spell.start is not None
            and spell.start <= on
        }
        wanted.append(given(f"需求{demand.code}", number, "人", demand.cell("count"), "A09"))
        met.append(Amount(f"需求{demand.code}在岗", min(number, len(there)), "人", Op.COUNT, clause="A09"))
        middle += number if TITLE_RANK[demand.minimum_title] >= MIDDLE else 0
    return Need(total("需求人数", tuple(wanted), "人", "A09"), middle, total("已在岗", tuple(met), "人", "A09"))
