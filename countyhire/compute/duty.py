"""Who owes a year at the grass roots, until when, and what is served of it (55号 三（一）; B02–B04, B07–B09, Q8–Q14).

Two duties are kept apart: a recruit's one year within five, and the year that somebody with an
intermediate title needs before applying for 副高. A person under both has two rows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.compute.answers import Answer, answers
from countyhire.compute.deadline import (
    INTERMEDIATE,
    NEW_HIRE,
    Terms,
    dates_of,
    if_stopped,
    limit_of,
    terms_of,
)
from countyhire.compute.history import History, Uncredited, history_of
from countyhire.compute.roster import in_scheme, leaves_by_person, people_of
from countyhire.compute.service import Counted, Reckoning, Stretch, remaining
from countyhire.compute.standing import AWAY, DONE, EXCUSED, colour_of, excuses_of, leave_on, status_of
from countyhire.model.book import Book
from countyhire.model.people import PHYSICIAN, Leave, Person
from countyhire.model.period import Length, add_months
from countyhire.model.village import Exemption
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

OUTLOOK_YEARS = 5
ANSWERS = (
    "duty.first_day", "duty.excluded_routes", "duty.years", "duty.months", "duty.deadline", "duty.year_rule",
    "duty.accumulate", "duty.days_in_month", "duty.leap_day", "duty.leave_extends", "duty.leave_extend_days",
    "duty.clock_stops", "experience.credited", "experience.kinds", "certify.none_means", "certify.application_day",
    "assess.pass", "assess.fail_action", "duty.yellow_months", "duty.red_months", "exceptions.required",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonDuty:
    """One person's duty on the day of the ledger.

    `served` is all service up to that day, `credited` what 55号 counts of it, `remaining` the shortest
    further stretch that completes it, `national` the cumulative months of the law's wider test.
    `finish_by` and `latest_start` are None where 拟申报副高年度 is not given. `running_until` is the planned
    last day of service under way (None: open or none), `completes_on` the day on which that service
    completes the duty if it is then assessed 合格. `away` is why somebody cannot be sent on the day (规培 and
    the like; empty: can), `leave` its row in 请假与培训 if it has one. `finish_if_stopped` is the date that
    规培 would give if it stopped the clock, for those who were in it.
    """

    person: str
    name: str
    institution: str
    kind: str
    clock_start: date | None
    finish_by: date | None
    latest_start: date | None
    served: Length
    credited: Length
    credited_days: int
    remaining: Length
    national: Length
    status: str
    colour: str
    clause: str
    cells: tuple[Cell, ...]
    stretches: tuple[Stretch, ...]
    uncredited: tuple[Uncredited, ...]
    running_until: date | None = None
    completes_on: date | None = None
    finish_if_stopped: date | None = None
    away: str = ""
    leave: Leave | None = None
    excuse: Exemption | None = None

    @property
    def due_year(self) -> int | None:
        """The year in which it must be finished."""
        return self.finish_by.year if self.finish_by else None

    @property
    def open(self) -> bool:
        """Whether it is neither done nor excused."""
        return self.status not in (DONE, EXCUSED)

    @property
    def under_way(self) -> bool:
        """Whether service under way completes it in time."""
        return bool(self.completes_on and self.finish_by and self.completes_on <= self.finish_by)

    def days_over(self, on: date) -> int:
        """The days since it should have been finished, 0 before."""
        return max(0, (on - self.finish_by).days) if self.finish_by else 0


@dataclass(frozen=True, slots=True)
class Readings:
    """Somebody who has the year by calendar months and not by days, or the other way round (Q9).

    `by_civil_code` is the answer with the first day of a stretch left out (民法典 第二百零一条).
    """

    person: str
    name: str
    kind: str
    credited: Length
    credited_days: int
    by_months: bool
    by_days: bool
    by_civil_code: bool


@dataclass(frozen=True, slots=True)
class OutlookYear:
    """A year ahead: whose duty must be finished in it, and whose latest start falls in it; open duties only.

    Somebody under both duties may stand twice; the rows say which duty.
    """

    year: int
    finish: tuple[str, ...]
    start: tuple[str, ...]
    finish_rows: tuple[PersonDuty, ...] = ()
    start_rows: tuple[PersonDuty, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """The ledger, by 人员编号. `receivers_checked` is False where 机构名录 was not read: then nobody's home
    institution and no receiver's kind could be checked, and both are taken as right."""

    on: date
    persons: tuple[PersonDuty, ...]
    counts: Mapping[str, int]
    outlook: tuple[OutlookYear, ...]
    differing: tuple[Readings, ...]
    answers: tuple[Answer, ...]
    receivers_checked: bool

    def of(self, person: str) -> tuple[PersonDuty, ...]:
        """The rows of one person."""
        return tuple(row for row in self.persons if row.person == person)


def duty(book: Book, policy: Policy, on: date) -> Duty:
    """The duty ledger on a day.

    A recruit owes who was hired from the pack's first day on, as 执业医师类 into an establishment that the
    quota counts, by an institution of the scheme, whatever the way of entry, and has not left. A physician
    with an intermediate title there owes who has no credited year (Q13: or no credited day); one who has it
    owes nothing and has no row (B07).

    Statuses, the first that holds: `done`, the credited service reaches the term · `excused`, a row of
    例外清单 with its document is valid · `overdue`, past `finish_by` · `serving`, in 县聘乡用 service now ·
    `due`, must go with a batch that began today: the latest start is before the one after it, or passed ·
    `waiting`, later than that, or no date known.
    """
    terms = terms_of(policy, on)
    leaves = leaves_by_person(book)
    excuses = excuses_of(book.exemptions, policy.flag("exceptions.required", on), on)
    rows: list[PersonDuty] = []
    differing: list[Readings] = []
    for person in people_of(book):
        kinds = tuple(_kinds(person, terms)) if in_scheme(book, person) else ()
        if not kinds:
            continue
        history = history_of(book, person, leaves.get(person.code, ()), terms.rule, on)
        for kind in kinds:
            credited = history.credited(_since(person, kind))
            differing.extend(_readings(person, kind, credited, terms.rule))
            if kind == NEW_HIRE or not _has_experience(credited, terms):
                rows.append(_row(policy, person, kind, history, credited, excuses.get(person.code), terms))
    return Duty(
        on=on,
        persons=tuple(rows),
        counts=dict(sorted(Counter(row.status for row in rows).items())),
        outlook=_outlook(rows, on),
        differing=tuple(differing),
        answers=answers(policy, ANSWERS, on),
        receivers_checked=book.has("institutions"),
    )


def must_go(ledger: Duty, start: date, policy: Policy) -> tuple[PersonDuty, ...]:
    """Whose duty cannot wait for the batch after the one that begins on `start`, the overdue first (C06, H06).

    An unfinished duty whose latest start comes before the next batch would begin. Somebody whose service
    under way completes the duty is not sent again for it.
    """
    after = add_months(start, policy.whole("allocation.term_months", ledger.on))
    rows = [
        row
        for row in ledger.persons
        if row.open and row.completes_on is None and row.latest_start is not None and row.latest_start < after
    ]
    return tuple(sorted(rows, key=lambda row: (row.latest_start or date.max, row.person, row.kind)))


def _kinds(person: Person, terms: Terms) -> Iterable[str]:
    """The duties that a person is under, credited service apart (B02, B07)."""
    if person.left_by(terms.on):
        return
    if (
        person.recruited_as in terms.classes
        and person.establishment in terms.types
        and person.entry_route not in terms.excluded_routes
        and person.hired_on
        and terms.first_day <= person.hired_on <= terms.on
    ):
        yield NEW_HIRE
    if person.appointment == "中级" and person.profession == PHYSICIAN:
        yield INTERMEDIATE


def _since(person: Person, kind: str) -> date:
    """The first day that can count: 入职日期 for a recruit, any day for an intermediate title."""
    return person.hired_on if kind == NEW_HIRE and person.hired_on else date.min


def _has_experience(counted: Counted, terms: Terms) -> bool:
    """Whether an intermediate title is not 无基层工作经历 (Q13)."""
    return counted.days > 0 if terms.none_means_any else counted.complete(terms.rule)


def _row(
    policy: Policy,
    person: Person,
    kind: str,
    history: History,
    credited: Counted,
    excuse: Exemption | None,
    terms: Terms,
) -> PersonDuty:
    since = _since(person, kind)
    limit = limit_of(policy, person, kind, history.leaves, terms)
    finish_by, latest_start = dates_of(limit, credited, terms)
    completes_on = history.completes_on(credited, since)
    done = credited.complete(terms.rule)
    status = status_of(done, excuse, finish_by, latest_start, bool(history.running), terms)
    leave = leave_on(history.leaves, terms.on) if history.leaves else None
    clock = "hired_on" if kind == NEW_HIRE else "senior_application_year"
    return PersonDuty(
        person=person.code,
        name=person.name,
        institution=person.institution,
        kind=kind,
        clock_start=person.hired_on if kind == NEW_HIRE else person.intermediate_since,
        finish_by=finish_by,
        latest_start=latest_start,
        served=history.served.length,
        credited=credited.length,
        credited_days=credited.days,
        remaining=remaining(credited, terms.rule),
        national=history.national.length,
        status=status,
        colour=colour_of(status, latest_start, completes_on, finish_by, terms),
        clause="B03" if kind == NEW_HIRE else "B08",
        cells=(person.cell(clock), *(spell.cell("start") for spell in history.spells)),
        stretches=credited.stretches,
        uncredited=history.uncredited(since),
        running_until=history.running_until,
        completes_on=completes_on,
        away=leave.kind if leave else person.status if person.status in AWAY else "",
        leave=leave,
        finish_if_stopped=if_stopped(person, kind, history.leaves, limit, terms),
        excuse=excuse,
    )


def _readings(person: Person, kind: str, counted: Counted, rule: Reckoning) -> Iterable[Readings]:
    by_months, by_days = counted.complete_by_months(rule), counted.complete_by_days(rule)
    if by_months != by_days:
        civil = counted.complete_by_civil_code(rule)
        yield Readings(person.code, person.name, kind, counted.length, counted.days, by_months, by_days, civil)


def _outlook(rows: Iterable[PersonDuty], on: date) -> tuple[OutlookYear, ...]:
    """The year of the ledger and the four after it."""
    waiting = [row for row in rows if row.open]
    found = []
    for year in range(on.year, on.year + OUTLOOK_YEARS):
        finish = tuple(row for row in waiting if row.due_year == year)
        start = tuple(row for row in waiting if row.latest_start and row.latest_start.year == year)
        found.append(OutlookYear(year, _codes(finish), _codes(start), finish, start))
    return tuple(found)


def _codes(rows: Iterable[PersonDuty]) -> tuple[str, ...]:
    return tuple(row.person for row in rows)
