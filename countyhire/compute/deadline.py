"""By when a duty must be finished, and from when at the latest it must be served (B03, B08, Q8, Q11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from countyhire.compute.service import Counted, Reckoning, day_complete, last_day_to_start, reckoning
from countyhire.model.people import Leave, Person
from countyhire.model.period import ONE_DAY, Period, add_months, merge, term_end
from countyhire.policy.parameter import Policy

NEW_HIRE, INTERMEDIATE = "new_hire", "intermediate"
TRAINING = "规培"


@dataclass(frozen=True, slots=True)
class Terms:
    """The pack values of the ledger, fetched once."""

    on: date
    rule: Reckoning
    first_day: date
    clock_months: int
    start_by: bool
    clock_stops: frozenset[str]
    red_until: date
    yellow_until: date
    due_before: date
    none_means_any: bool
    classes: frozenset[str]
    types: frozenset[str]
    excluded_routes: frozenset[str]


def terms_of(policy: Policy, on: date) -> Terms:
    return Terms(
        on=on,
        rule=reckoning(policy, on),
        first_day=policy.day("duty.first_day", on),
        clock_months=12 * policy.whole("duty.years", on),
        start_by=policy.text("duty.deadline", on) == "start",
        clock_stops=frozenset(policy.texts("duty.clock_stops", on)),
        red_until=add_months(on, policy.whole("duty.red_months", on)),
        yellow_until=add_months(on, policy.whole("duty.yellow_months", on)),
        due_before=add_months(on, policy.whole("allocation.term_months", on)),
        none_means_any=policy.text("certify.none_means", on) == "any",
        classes=frozenset(policy.texts("quota.classes", on)),
        types=frozenset(policy.texts("quota.types", on)),
        excluded_routes=frozenset(policy.texts("duty.excluded_routes", on)),
    )


def limit_of(policy: Policy, person: Person, kind: str, leaves: Iterable[Leave], terms: Terms) -> date | None:
    """The last day of the five years, or the day before the 副高 application (B03, B08, Q11)."""
    if kind == INTERMEDIATE:
        year = person.senior_application_year
        return policy.day_in("certify.application_day", year, terms.on) - ONE_DAY if year else None
    assert person.hired_on is not None
    return _clock_end(person.hired_on, leaves, terms.clock_stops, terms)


def _clock_end(start: date, leaves: Iterable[Leave], stops: frozenset[str], terms: Terms) -> date:
    """The five years' last day, later by every day of a leave that stops the clock; an open leave stops it so far."""
    end = plain = term_end(start, terms.clock_months)
    if not stops:
        return plain
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


def if_stopped(person: Person, kind: str, leaves: Iterable[Leave], limit: date | None, terms: Terms) -> date | None:
    """The date with the clock stopped in 规培, where it is another."""
    if kind == INTERMEDIATE or TRAINING in terms.clock_stops or not any(row.kind == TRAINING for row in leaves):
        return None
    assert person.hired_on is not None
    end = _clock_end(person.hired_on, leaves, terms.clock_stops | {TRAINING}, terms)
    return end if end != limit else None


def dates_of(limit: date | None, credited: Counted, terms: Terms) -> tuple[date | None, date | None]:
    """Finish by and latest start: the limit is the one or, by the pack's choice, the other (Q8)."""
    if limit is None or credited.complete(terms.rule):
        return limit, None
    if terms.start_by:
        return day_complete(limit, credited, terms.rule), limit
    return limit, last_day_to_start(limit, credited, terms.rule)
