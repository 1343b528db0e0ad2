"""Who owes a year at the grass roots, until when, and what is served of it (55号 三（一）; B02–B04, B07–B09, Q8–Q14).

Two duties are kept apart: a recruit's one year within five, and the year that somebody with an
intermediate title needs before applying for 副高. A person under both has two rows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.compute.roster import in_scheme, leaves_by_person, people_of
from countyhire.compute.service import (
    Counted,
    Reckoning,
    Stretch,
    count,
    day_complete,
    in_service,
    last_day_to_start,
    reckoning,
    remaining,
    spell_order,
    stretches,
    why_not_credited,
    why_not_national,
    without_long_leave,
)
from countyhire.model.book import Book
from countyhire.model.people import PHYSICIAN, Leave, Person
from countyhire.model.period import ONE_DAY, Length, Period, add_months, merge, term_end
from countyhire.model.service import PLANNED, Spell
from countyhire.model.village import Exemption
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

NEW_HIRE, INTERMEDIATE = "new_hire", "intermediate"
DONE, SERVING, WAITING, DUE, OVERDUE, EXCUSED = "done", "serving", "waiting", "due", "overdue", "excused"
RED, YELLOW, GREEN = "red", "yellow", "green"
TRAINING = "规培"
OUTLOOK_YEARS = 5
OVERDUE_FAULT, DUE_FAULT = "CH910", "CH911"
"""The notices of an overdue duty and of one whose latest start is near; a row of 例外清单 for either excuses."""


@dataclass(frozen=True, slots=True)
class Uncredited:
    """A spell that does not clear the duty, and why, in a clerk's words."""

    spell: str
    reason: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class PersonDuty:
    """One person's duty on the day of the ledger.

    `served` is all service up to that day, `credited` what 55号 counts of it, `remaining` the shortest
    further stretch that completes it, `national` the cumulative months of the law's wider test.
    `finish_by` and `latest_start` are None where 拟申报副高年度 is not given. `running_until` is the planned
    last day of service under way (None: open or none), `completes_on` the day on which that service
    completes the duty if it is then assessed 合格. `finish_if_stopped` is the date that 规培 would give if it
    stopped the clock, for those who were in it.
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
    excuse: Exemption | None = None

    @property
    def due_year(self) -> int | None:
        """The year in which it must be finished."""
        return self.finish_by.year if self.finish_by else None

    @property
    def open(self) -> bool:
        """Whether it is neither done nor excused."""
        return self.status not in (DONE, EXCUSED)


@dataclass(frozen=True, slots=True)
class Readings:
    """Somebody who has the year by one way of counting and not by another (Q9)."""

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
    """A year ahead: whose duty must be finished in it, and whose latest start falls in it; open duties only."""

    year: int
    finish: tuple[str, ...]
    start: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """The ledger, by 人员编号. `receivers_checked` is False where 机构名录 was not read: then nobody's home
    institution and no receiver's kind could be checked, and both are taken as right."""

    on: date
    persons: tuple[PersonDuty, ...]
    counts: Mapping[str, int]
    outlook: tuple[OutlookYear, ...]
    differing: tuple[Readings, ...]
    receivers_checked: bool

    def of(self, person: str) -> tuple[PersonDuty, ...]:
        """The rows of one person."""
        return tuple(row for row in self.persons if row.person == person)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The pack values of the ledger, fetched once."""

    on: date
    rule: Reckoning
    first_day: date
    clock_months: int
    start_by: bool
    clock_stops: frozenset[str]
    yellow_months: int
    red_months: int
    due_before: date
    none_means_any: bool
    classes: frozenset[str]
    types: frozenset[str]


def duty(book: Book, policy: Policy, on: date) -> Duty:
    """The duty ledger on a day.

    A recruit owes who was hired from the pack's first day on, as 执业医师类 into an establishment that the
    quota counts, by an institution of the scheme, and has not left. A physician with an intermediate title
    there owes who has no credited year (Q13: or no credited day).

    Statuses, the first that holds: `done`, the credited service reaches the term · `excused`, a row of
    例外清单 with its document is valid · `overdue`, past `finish_by` · `serving`, in 县聘乡用 service now ·
    `due`, must go with a batch that began today: the latest start is before the one after it, or passed ·
    `waiting`, later than that, or no date known.
    """
    terms = _terms(policy, on)
    leaves = leaves_by_person(book)
    excuses = _excuses(book.exemptions, on)
    rows: list[PersonDuty] = []
    differing: list[Readings] = []
    for person in people_of(book):
        if not in_scheme(book, person):
            continue
        for kind in _kinds(person, terms):
            counted = _credited(book, person, kind, leaves.get(person.code, []), terms)
            if kind == INTERMEDIATE and _has_experience(counted, terms):
                continue
            row = _row(book, policy, person, kind, counted, leaves.get(person.code, []), excuses, terms)
            rows.append(row)
            differing.extend(_readings(row, counted, terms.rule))
    return Duty(
        on=on,
        persons=tuple(rows),
        counts=dict(sorted(Counter(row.status for row in rows).items())),
        outlook=_outlook(rows, on),
        differing=tuple(differing),
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


def _terms(policy: Policy, on: date) -> _Terms:
    return _Terms(
        on=on,
        rule=reckoning(policy, on),
        first_day=policy.day("duty.first_day", on),
        clock_months=12 * policy.whole("duty.years", on),
        start_by=policy.text("duty.deadline", on) == "start",
        clock_stops=frozenset(policy.texts("duty.clock_stops", on)),
        yellow_months=policy.whole("duty.yellow_months", on),
        red_months=policy.whole("duty.red_months", on),
        due_before=add_months(on, policy.whole("allocation.term_months", on)),
        none_means_any=policy.text("certify.none_means", on) == "any",
        classes=frozenset(policy.texts("quota.classes", on)),
        types=frozenset(policy.texts("quota.types", on)),
    )


def _kinds(person: Person, terms: _Terms) -> Iterable[str]:
    """The duties that a person is under, credited service apart (B02, B07)."""
    if person.left_by(terms.on):
        return
    if (
        person.recruited_as in terms.classes
        and person.establishment in terms.types
        and person.hired_on
        and terms.first_day <= person.hired_on <= terms.on
    ):
        yield NEW_HIRE
    if person.appointment == "中级" and person.profession == PHYSICIAN:
        yield INTERMEDIATE


def _credited(book: Book, person: Person, kind: str, leaves: list[Leave], terms: _Terms) -> Counted:
    """What clears the duty: for a recruit only the days from 入职日期 on."""
    spells = [row for row in book.spells_of(person.code) if not why_not_credited(row, book, terms.rule, terms.on)]
    runs = stretches(spells, terms.on, person.hired_on if kind == NEW_HIRE else None)
    return count(without_long_leave(runs, leaves, terms.rule), terms.rule)


def _has_experience(counted: Counted, terms: _Terms) -> bool:
    """Whether an intermediate title is not 无基层工作经历 (Q13)."""
    return counted.days > 0 if terms.none_means_any else counted.complete(terms.rule)


def _row(
    book: Book,
    policy: Policy,
    person: Person,
    kind: str,
    counted: Counted,
    leaves: list[Leave],
    excuses: Mapping[str, Exemption],
    terms: _Terms,
) -> PersonDuty:
    rule, on = terms.rule, terms.on
    spells = book.spells_of(person.code)
    clock_start = person.hired_on if kind == NEW_HIRE else person.intermediate_since
    limit = _limit(policy, person, kind, leaves, terms)
    needed = remaining(counted, rule)
    finish_by, latest_start = _dates(limit, needed, counted.complete(rule), terms)
    running = in_service(spells, on)
    completes_on = _completes_on(running, counted, person, kind, terms)
    excuse = excuses.get(person.code)
    status = _status(counted.complete(rule), excuse, finish_by, latest_start, bool(running), terms)
    national = [row for row in spells if not why_not_national(row, book, rule, on)]
    begun = [row for row in spells if row.category in rule.credited and row.status != PLANNED]
    return PersonDuty(
        person=person.code,
        name=person.name,
        institution=person.institution,
        kind=kind,
        clock_start=clock_start,
        finish_by=finish_by,
        latest_start=latest_start,
        served=count(stretches(begun, on), rule).length,
        credited=counted.length,
        credited_days=counted.days,
        remaining=needed,
        national=count(stretches(national, on), rule).length,
        status=status,
        colour=_colour(status, latest_start, completes_on, finish_by, terms),
        clause="B03" if kind == NEW_HIRE else "B08",
        cells=_cells(person, kind, spells),
        stretches=counted.stretches,
        uncredited=_uncredited(book, person, kind, spells, terms),
        running_until=max((row.end for row in running if row.end), default=None),
        completes_on=completes_on,
        finish_if_stopped=_if_stopped(person, kind, leaves, limit, terms),
        excuse=excuse,
    )


def _limit(policy: Policy, person: Person, kind: str, leaves: list[Leave], terms: _Terms) -> date | None:
    """The last day of the five years, or the day before the 副高 application (B03, B08, Q11)."""
    if kind == INTERMEDIATE:
        year = person.senior_application_year
        return policy.day_in("certify.application_day", year, terms.on) - ONE_DAY if year else None
    assert person.hired_on is not None
    return _clock_end(person.hired_on, leaves, terms.clock_stops, terms)


def _clock_end(start: date, leaves: list[Leave], stops: frozenset[str], terms: _Terms) -> date:
    """The five years' last day, later by every day of a leave that stops the clock; an open leave stops it so far."""
    end = plain = term_end(start, terms.clock_months)
    away = merge(
        Period(leave.start, last)
        for leave in leaves
        if leave.kind in stops and leave.start and (last := leave.end or max(leave.start, terms.on)) >= leave.start
    )
    while True:
        clock = Period(start, end)
        later = plain + sum(part.days for leave in away if (part := clock.overlap(leave))) * ONE_DAY
        if later == end:
            return end
        end = later


def _if_stopped(person: Person, kind: str, leaves: list[Leave], limit: date | None, terms: _Terms) -> date | None:
    """The date with the clock stopped in 规培, where it is another."""
    if kind == INTERMEDIATE or TRAINING in terms.clock_stops or not any(row.kind == TRAINING for row in leaves):
        return None
    assert person.hired_on is not None
    end = _clock_end(person.hired_on, leaves, terms.clock_stops | {TRAINING}, terms)
    return end if end != limit else None


def _dates(limit: date | None, needed: Length, done: bool, terms: _Terms) -> tuple[date | None, date | None]:
    """Finish by and latest start: the limit is the one or, by the pack's choice, the other (Q8)."""
    if limit is None or done:
        return limit, None
    if terms.start_by:
        return day_complete(limit, needed), limit
    return limit, last_day_to_start(limit, needed)


def _completes_on(
    running: tuple[Spell, ...], counted: Counted, person: Person, kind: str, terms: _Terms
) -> date | None:
    """The day on which the service under way completes the duty, None where it will not."""
    needed = remaining(counted, terms.rule)
    if not running or counted.complete(terms.rule):
        return None
    since = person.hired_on if kind == NEW_HIRE else None
    first = max(min(row.start for row in running if row.start), since or date.min)
    day = day_complete(first, needed)
    return day if any(row.end is None or row.end >= day for row in running) else None


def _status(
    done: bool,
    excuse: Exemption | None,
    finish_by: date | None,
    latest_start: date | None,
    serving: bool,
    terms: _Terms,
) -> str:
    if done:
        return DONE
    if excuse:
        return EXCUSED
    if finish_by and terms.on > finish_by:
        return OVERDUE
    if serving:
        return SERVING
    if terms.start_by and latest_start and terms.on > latest_start:
        return OVERDUE
    if latest_start and latest_start < terms.due_before:
        return DUE
    return WAITING


def _colour(
    status: str, latest_start: date | None, completes_on: date | None, finish_by: date | None, terms: _Terms
) -> str:
    """Red, yellow or green by the months left to the latest start (B03); who serves is green if it suffices."""
    if status in (DONE, EXCUSED) or latest_start is None:
        return GREEN
    if status == SERVING and completes_on and finish_by and completes_on <= finish_by:
        return GREEN
    if status == OVERDUE or latest_start <= add_months(terms.on, terms.red_months):
        return RED
    return YELLOW if latest_start <= add_months(terms.on, terms.yellow_months) else GREEN


def _cells(person: Person, kind: str, spells: Iterable[Spell]) -> tuple[Cell, ...]:
    """Where the row comes from: the date that starts the clock, then the spells."""
    field = "hired_on" if kind == NEW_HIRE else "senior_application_year"
    return (person.cell(field), *(row.cell("start") for row in sorted(spells, key=spell_order)))


def _uncredited(
    book: Book, person: Person, kind: str, spells: Iterable[Spell], terms: _Terms
) -> tuple[Uncredited, ...]:
    found = []
    for spell in sorted(spells, key=spell_order):
        reason = why_not_credited(spell, book, terms.rule, terms.on)
        if not reason and kind == NEW_HIRE and person.hired_on and spell.start and spell.start < person.hired_on:
            reason = f"{person.hired_on.isoformat()}入职以前的日子不计"
        if reason:
            found.append(Uncredited(spell.code, reason, spell.cell("start")))
    return tuple(found)


def _excuses(exemptions: Iterable[Exemption], on: date) -> dict[str, Exemption]:
    """Valid exceptions to the duty by person; one without a document excuses nobody (B14, Q29)."""
    return {
        row.subject: row
        for row in sorted(exemptions, key=lambda row: (row.valid_until or date.min, row.document))
        if row.fault in (OVERDUE_FAULT, DUE_FAULT) and row.document and row.valid_until and row.valid_until >= on
    }


def _readings(row: PersonDuty, counted: Counted, rule: Reckoning) -> Iterable[Readings]:
    by_months, by_days = counted.complete_by_months(rule), counted.complete_by_days(rule)
    civil = counted.complete_by_civil_code(rule)
    if not by_months == by_days == civil:
        yield Readings(row.person, row.name, row.kind, row.credited, row.credited_days, by_months, by_days, civil)


def _outlook(rows: Iterable[PersonDuty], on: date) -> tuple[OutlookYear, ...]:
    """The year of the ledger and the four after it."""
    waiting = [row for row in rows if row.open]
    return tuple(
        OutlookYear(
            year,
            tuple(row.person for row in waiting if row.due_year == year),
            tuple(row.person for row in waiting if row.latest_start and row.latest_start.year == year),
        )
        for year in range(on.year, on.year + OUTLOOK_YEARS)
    )
