"""How far the targets of the strengthening programme are met (XX区卫生人才强基工程实施方案 一, 二; L01–L09, P25, P30).

Every target stands beside what the workbooks say; what nobody reported is 未填报 and never nought. Figures are of
31 December, or of `on` while the year runs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from countyhire.compute import targets_each as each
from countyhire.compute import targets_people as who
from countyhire.compute.targets_each import ABOVE, BELOW, MET, ROSTER, Target
from countyhire.compute.targets_faults import HIRES_OUTSIDE, NO_TARGETS, OVER_BUDGET
from countyhire.compute.targets_lists import Listing, listings
from countyhire.compute.targets_plan import Milestone, milestones
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.money import yuan_grouped
from countyhire.model.people import Person
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy
from countyhire.policy.tasks import Task, tasks_of

OF_THE_YEAR = ("growth", "hires", "practitioners", "scarce_hires")
COURSES = Cell("人员花名册.xlsx", "培训登记")


@dataclass(frozen=True, slots=True)
class HireYear:
    """The hires of a year and since the first one, with the words of the year's band."""

    year: int
    hired: int
    cumulative: int
    verdict: str


@dataclass(frozen=True, slots=True)
class MultiSite:
    """Somebody of an upper hospital who practises at a primary institution too (L09)."""

    person: str
    name: str
    home: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """A district's year. `tension` says where two targets of the document do not fit each other (L05)."""

    year: int
    on: date
    first_year: int
    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    hires: tuple[HireYear, ...]
    tension: str
    multi_site: tuple[MultiSite, ...]
    tasks: tuple[Task, ...]
    lists: tuple[Listing, ...]
    findings: tuple[Finding, ...]

    @property
    def unmet(self) -> tuple[Target, ...]:
        """Every target that is not reached or not reported, for which somebody answers (P30)."""
        return tuple(one for one in self.targets if one.verdict != MET)

    def owners(self, target: Target) -> tuple[str, ...]:
        """The departments that the document makes answerable for a target's task; none where it says none."""
        return self.departments(target.item)

    def departments(self, item: int) -> tuple[str, ...]:
        """The departments of a task of the document; none where it says none."""
        return next((task.owners for task in self.tasks if task.number == item), ())


def targets(book: Book, policy: Policy, year: int, on: date) -> Targets:
    """The scorecard of a year under a pack that has targets; without any under another, with a notice."""
    day = min(max(on, date(year, 1, 1)), date(year, 12, 31))
    first = policy.optional_whole("targets.first_year", day)
    if first is None:
        notice = NO_TARGETS.at(ROSTER, f"政策包{policy.name}没有基层队伍建设的目标，没有可核对的")
        return Targets(year, on, year, (), (), (), "", _multi_site(book, day), tasks_of(policy.name), (), (notice,))
    people = who.at_primary(book)
    excluded = policy.texts("quota.excluded_routes", day)
    hires = tuple(_hires(people, policy, first, year, on, excluded))
    found = (
        each.staff(book, policy, people, day),
        each.growth(policy, people, day),
        each.hired(policy, people, year, on, excluded),
        each.hired_so_far(policy, [(row.year, row.hired) for row in hires], first, day),
        each.practitioners(policy, people, year, on),
        each.backbones(policy, people, day),
        each.provincial(policy, people, day),
        each.insured(book, policy, year, day),
        *each.built(book, policy, day),
        each.remote(book, policy, day),
        each.scarce(policy, people, year, on, excluded),
    )
    found = tuple(_in_time(one, year, on) for one in found)
    lists = listings(book, policy, people, year, on)
    findings = (
        *_outside(found[2], year, on),
        *_over_budget(lists, policy.optional_money("training.subsidy_budget", day)),
    )
    return Targets(
        year, on, first, found, milestones(book, policy, people, first, on, found[0].goal), hires,
        _tension(policy, day), _multi_site(book, day), tasks_of(policy.name),
        lists, findings,
    )  # fmt: skip


def _in_time(target: Target, year: int, on: date) -> Target:
    """A year that has not begun has no figures yet; one that runs is told as far as it goes."""
    if on < date(year, 1, 1):
        return replace(target, actual=None, missing=f"{year}年尚未开始")
    if on < date(year, 12, 31) and target.key in OF_THE_YEAR and not target.missing:
        return replace(target, note=f"截至{on}，年末再定")
    return target


def _hires(
    people: Sequence[Person], policy: Policy, first: int, year: int, on: date, excluded: tuple[str, ...]
) -> Iterator[HireYear]:
    """Each year's hires since the programme began, with the verdict of its band."""
    so_far = 0
    for one in range(first, min(year, on.year) + 1):
        target = each.hired(policy, people, one, on, excluded)
        count = int(target.actual.value) if target.actual else 0
        so_far += count
        yield HireYear(one, count, so_far, target.verdict)


def _tension(policy: Policy, day: date) -> str:
    """The yearly band times the years beside the total that the document names: both stand, neither is bent (L05)."""
    low, high = policy.whole("targets.hires_low", day), policy.whole("targets.hires_high", day)
    years, goal = policy.whole("targets.years", day), policy.whole("targets.hires_total", day)
    if low * years <= goal <= high * years:
        return ""
    return (
        f"方案写每年招聘{low}至{high}人、用{years}年，合{low * years}至{high * years}人；"
        f"又写累计{goal}人左右。两个数不一致，这里分别核对，不作取舍。"
    )


def _multi_site(book: Book, day: date) -> tuple[MultiSite, ...]:
    """Physicians of other institutions who filed a primary one as a further place of practice (L09)."""
    found = []
    for person in who.on_strength(book.people, day):
        if book.person(person.code) is not person:
            continue
        home = book.institution(person.institution)
        if home is None or home.kind in who.PLACES:
            continue
        places = tuple(sorted({place for name in person.filed_practice_sites if (place := _primary(book, name))}))
        if places:
            found.append(MultiSite(person.code, person.name, home.name, places))
    return tuple(sorted(found, key=lambda one: one.person))


def _primary(book: Book, name: str) -> str:
    """The name of the primary institution that a text means; empty for another one."""
    named = [row for row in book.institutions if name in (row.code, row.name, *row.former_names)]
    return named[0].name if named and named[0].kind in who.PLACES else ""


def _outside(hired: Target, year: int, on: date) -> Iterable[Finding]:
    """Above the band at any time; below it when the year is over."""
    final = hired.verdict == ABOVE or (hired.verdict == BELOW and on >= date(year, 12, 31))
    if final and hired.actual and hired.goal and hired.most:
        words = f"{year}年为基层招聘{hired.actual.shown}人，{hired.verdict}每年{hired.goal.shown}至{hired.most.shown}人"
        yield HIRES_OUTSIDE.at(ROSTER, words)


def _over_budget(lists: Iterable[Listing], budget: int | None) -> Iterator[Finding]:
    """Where the subsidies for general practitioners' training exceed what the district budgeted (N08)."""
    for one in lists:
        if one.clause == "N08" and budget is not None and one.subsidy > budget:
            words = f"{one.name}合计{yuan_grouped(one.subsidy)}元，预算{yuan_grouped(budget)}元"
            yield OVER_BUDGET.at(COURSES, words)
