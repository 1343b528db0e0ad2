"""A plan of some years by specialty: who is asked for, who must go when, who is short, who is covered (H59, J05).

Each year is allocated by the same rules and aims as a batch of this year's; nothing is forecast. What the plan takes as
given is in `assumptions`: this year's demand goes on, the roster stays as it is, whoever goes completes the term and
goes no second time within the plan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from countyhire.compute.allocation import OPTIMAL, allocate
from countyhire.compute.allocation.result import Allocation
from countyhire.compute.allocation.setting import FixedPair
from countyhire.compute.demanded import demands_of
from countyhire.compute.duty import PersonDuty, duty
from countyhire.model.book import Book
from countyhire.model.period import Period, add_months
from countyhire.model.service import COMPLETED, COUNTY_HIRED, PASSED, PLANNED, SERVING, Demand, Preference, Spell
from countyhire.policy.parameter import Policy

YEARS = 5
SAME, CONTINUED = "same", "continued"
PLANNED_BEFORE = "本计划的前面年份已安排"


@dataclass(frozen=True, slots=True)
class SpecialtyYear:
    """One specialty in one year: `places` asked for (`standing` of them held by who is there already, `continuing`
    of a line that goes on), `sent` by the plan, `short`; `must_go` whose last day to start falls in the term.

    `free` could go and are not needed; `returning` complete a term within it, those of the plan among them.
    """

    specialty: str
    places: int
    standing: int
    continuing: int
    must_go: int
    must_go_sent: int
    sent: int
    short: int
    free: int
    returning: int


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One batch: its specialties by name, and the receivers that the plan reaches for the first time."""

    year: int
    term: Period
    specialties: tuple[SpecialtyYear, ...]
    receivers: tuple[str, ...]
    reached: tuple[str, ...]
    covered: int

    def sum(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.specialties)


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody whose duty is open today, and the batch in which the plan sends them: `year` None, in none."""

    row: PersonDuty
    specialty: str
    year: int | None
    starts_on: date | None
    why: str

    @property
    def in_time(self) -> bool | None:
        """Whether the term begins by the last day on which it may; None where it is not planned or no day is known."""
        if self.starts_on is None or self.row.latest_start is None:
            return None
        return self.starts_on <= self.row.latest_start


@dataclass(frozen=True, slots=True)
class Coverage:
    """Receivers reached and terms begun over the plan, beside what a pack sets as its aim (J05; None: sets none)."""

    receivers: int
    covered: int
    left: tuple[str, ...]
    doctors: int
    aim_doctors: int | None
    aim_receivers: int | None
    aim_years: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """`first` is this year's allocation; where that is infeasible there are no years. `owing` by 人员编号."""

    first: Allocation
    years: tuple[PlanYear, ...]
    owing: tuple[Owing, ...]
    coverage: Coverage
    assumptions: tuple[str, ...]


def simulate(
    book: Book,
    policy: Policy,
    year: int,
    start: date,
    years: int,
    on: date,
    *,
    seed: str = "",
    pins: Sequence[FixedPair] = (),
    forbidden: Sequence[FixedPair] = (),
    fast: bool = False,
) -> Plan:
    """Allocate `years` batches, a year apart, the first on `start`. `pins` are of the first batch only."""
    results: list[Allocation] = []
    rows: list[PlanYear] = []
    reached: set[str] = set()
    case = book
    for turn in range(years):
        begins = add_months(start, 12 * turn)
        seen = on if turn == 0 else begins
        if turn:
            case = _next(case, results[-1], begins, policy)
        result = allocate(
            case, policy, year + turn, begins, seen,
            seed=f"{seed or year}|{year + turn}" if turn else seed,
            pins=() if turn else pins, forbidden=forbidden, fast=fast,
        )  # fmt: skip
        results.append(result)
        if result.status != OPTIMAL:
            break
        row = _year(case, result, reached, results[-2] if turn else None)
        reached |= set(row.reached)
        rows.append(row)
    return Plan(
        results[0],
        tuple(rows),
        tuple(_owing(book, policy, on, rows, results)),
        _coverage(book, policy, start, rows, reached),
        (*_assumptions(policy, start, year), *_ended_early(year, rows, years)),
    )


def _ended_early(year: int, rows: Sequence[PlanYear], years: int) -> Iterator[str]:
    """Where a later batch cannot be had: the plan ends there, and says so."""
    if rows and len(rows) < years:
        yield f"{year + len(rows)}年没有可行的派出方案，计划到{rows[-1].year}年为止，以后各年没有排"


def _next(book: Book, before: Allocation, begins: date, policy: Policy) -> Book:
    """The book as it would stand on the first day of the next batch."""
    sent = [
        Spell(
            code=f"{before.start:%Y%m}-{row.person}",
            person=row.person,
            sender=row.sender,
            receiver=row.receiver,
            specialty=row.specialty,
            demand=row.demand,
            category=COUNTY_HIRED,
            start=before.term.first,
            end=before.term.last,
            status=SERVING,
        )
        for row in before.assignments
    ]
    gone = {row.person for row in before.assignments}
    wishes = [replace(row, hold_reason=PLANNED_BEFORE) if row.person in gone else row for row in book.preferences]
    asked = {row.person for row in book.preferences}
    wishes += [
        Preference(person=code, willing=True, accepts_adjustment=True, hold_reason=PLANNED_BEFORE)
        for code in sorted(gone - asked)
    ]
    demands: Iterable[Demand] = book.demands
    if policy.optional_text("plan.demand", begins) == CONTINUED:
        demands = [row for row in demands if row.continues_last]
    return replace(
        book,
        spells=tuple(_completed(spell, begins) for spell in (*book.spells, *sent)),
        preferences=tuple(wishes),
        demands=tuple(demands),
        read=book.read | {"preferences"},
    )


def _completed(spell: Spell, begins: date) -> Spell:
    """A term that is over by then, completed and passed."""
    if spell.status in (PLANNED, SERVING) and spell.end and spell.end < begins:
        return replace(spell, status=COMPLETED, term_result=spell.term_result or PASSED[-1])
    return spell


def _year(book: Book, result: Allocation, reached: set[str], before: Allocation | None) -> PlanYear:
    """What one batch comes to by specialty."""
    demands = {row.code: row for row in demands_of(book)}
    places: Counter[str] = Counter()
    continuing: Counter[str] = Counter()
    held = Counter(row.demand for row in before.assignments) if before else Counter[str]()
    for row in demands.values():
        receiver = book.institution(row.institution)
        if receiver and receiver.receives:
            count = row.count or 0
            places[row.specialty] += count
            if before is None:
                continuing[row.specialty] += count if row.continues_last else 0
            else:
                continuing[row.specialty] += min(count, held[row.code])
    sent = Counter(demands[row.demand].specialty for row in result.assignments)
    short: Counter[str] = Counter()
    for gap in result.unfilled:
        if (receiver := book.institution(gap.receiver)) and receiver.receives:
            short[gap.specialty] += gap.short
    must_sent = Counter(row.specialty for row in result.assignments if row.must_go)
    must = must_sent + Counter(row.specialty for row in result.not_sent if row.must_go)
    free = Counter(row.specialty for row in result.not_sent if row.eligible)
    returning = Counter(
        spell.specialty
        for spell in book.spells
        if spell.category == COUNTY_HIRED and spell.status in (PLANNED, SERVING) and spell.end
        and spell.end in result.term
    )  # fmt: skip
    returning.update(sent)  # the batch's own term ends on its last day
    names = sorted(
        {name for table in (places, must, returning) for name, count in table.items() if count},
    )
    receivers = {row.receiver for row in result.assignments}
    rows = tuple(
        SpecialtyYear(
            specialty=name,
            places=places[name],
            standing=places[name] - sent[name] - short[name],
            continuing=continuing[name],
            must_go=must[name],
            must_go_sent=must_sent[name],
            sent=sent[name],
            short=short[name],
            free=free[name],
            returning=returning[name],
        )
        for name in names
    )
    new = receivers - reached
    return PlanYear(result.year, result.term, rows, tuple(sorted(receivers)), tuple(sorted(new)), len(reached | new))


def _owing(
    book: Book, policy: Policy, on: date, rows: Sequence[PlanYear], results: Sequence[Allocation]
) -> Iterator[Owing]:
    """Everybody whose duty is open on the day and not under way already, with the batch that takes them."""
    batch: dict[str, PlanYear] = {}
    for planned, result in zip(rows, results, strict=False):
        for one in result.assignments:
            batch[one.person] = planned
    for row in duty(book, policy, on).persons:
        if not row.open or row.under_way:
            continue
        person, planned_in = book.person(row.person), batch.get(row.person)
        why = "" if planned_in or not rows else _why_not(results[len(rows) - 1], row.person)
        yield Owing(
            row,
            person.specialty if person else "",
            planned_in.year if planned_in else None,
            planned_in.term.first if planned_in else None,
            why,
        )


def _why_not(last: Allocation, person: str) -> str:
    """Why somebody is not sent even in the last batch."""
    found = next((row for row in last.not_sent if row.person == person), None)
    told = [reason.text for reason in found.reasons if reason.code != "must-go"] if found else []
    return "；".join(told)


def _coverage(book: Book, policy: Policy, start: date, rows: Sequence[PlanYear], reached: set[str]) -> Coverage:
    receivers = sorted({row.code for row in book.institutions if row.receives})
    return Coverage(
        receivers=len(receivers),
        covered=len(reached),
        left=tuple(code for code in receivers if code not in reached),
        doctors=sum(row.sum("sent") for row in rows),
        aim_doctors=policy.optional_whole("allocation.seats", start),
        aim_receivers=policy.optional_whole("plan.receivers", start),
        aim_years=policy.optional_whole("plan.years", start),
    )


def _assumptions(policy: Policy, start: date, year: int) -> Iterator[str]:
    """What the plan takes as given, in a clerk's words."""
    months = policy.whole("allocation.term_months", start)
    if policy.optional_text("plan.demand", start) == CONTINUED:
        yield f"以后各年只计{year}年申报中延续上批的需求（政策值 plan.demand）"
    else:
        yield f"以后各年的需求与{year}年申报的相同，不推算增减"
    yield "人员按现在的花名册：不推算新招聘、离职、退休、晋升；现在不在岗的，各年都不派"
    yield "已派出的和本计划派出的，都期满考核合格返回；一人在计划期内至多派出一次"
    yield f"每年一批，{start.month}月{start.day}日起，服务期{months}个月；派出条件、科室保障、目标次序与当年的调配相同"
    yield "志愿按今年填报的；本表是测算，每年仍以当年的调配为准"
