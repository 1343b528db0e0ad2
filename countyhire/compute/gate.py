"""The gate before 副高: 55号's year, national law's cumulative year, the years in 中级 (B07–B09, H14–H16, N11, N14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.history import history_of
from countyhire.compute.roster import in_scheme, leaves_by_person, people_of
from countyhire.compute.service import BELOW_COUNTY, Reckoning, last_day_to_start, reckoning, remaining
from countyhire.model.book import Book
from countyhire.model.money import ceil_div
from countyhire.model.people import PHYSICIAN, Leave, Person
from countyhire.model.period import ONE_DAY, Length, add_months
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

OTHER_NAMES = {"本科": ("学士",), "大专": ("大学专科", "高等专科")}
"""What a roster may say for a degree of the table; 中等专科 is none of them."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One physician who cannot be appointed one grade higher without a year at the grass roots (B08, J18).

    Under 55号 that is the intermediate title before the 副高 application; a pack names the titles.

    `missing` and `missing_national` are what each test still asks for; no length at all is a pass. National
    law and 55号 are never merged. `years_required` is None where the degree is not in the pack's table,
    `earliest` the first application day with the years reached, None where they cannot be worked out.
    `latest_start` is the last day from which 55号's year can still end before the application (B08), None
    where it is complete or the year of application is not known.
    `passes` weighs service alone, as of the day of the list; `reasons` says what is missing.
    """

    person: str
    name: str
    institution: str
    appointment: str
    in_scheme: bool
    application_year: int | None
    applies_on: date | None
    latest_start: date | None
    credited: Length
    missing: Length
    national: Length
    missing_national: Length
    education: str
    intermediate_since: date | None
    years_required: Fraction | None
    earliest: date | None
    serving_until: date | None
    completes_on: date | None
    passes: bool
    reasons: tuple[str, ...]
    cells: tuple[Cell, ...]


def gates(book: Book, policy: Policy, on: date) -> tuple[Gate, ...]:
    """Every physician of the pack's titles above township level, city-owned employers' among them (N11, J18)."""
    rule = reckoning(policy, on)
    titles = policy.texts("certify.gate_titles", on)
    years = policy.fractions("certify.years_in_intermediate", on)
    leaves = leaves_by_person(book)
    return tuple(
        _gate(book, policy, person, leaves.get(person.code, ()), rule, years, on)
        for person in people_of(book)
        if person.appointment in titles and person.profession == PHYSICIAN and not person.left_by(on)
        if not _below_county(book, person)
    )


def _below_county(book: Book, person: Person) -> bool:
    home = book.institution(person.institution)
    return home is not None and home.kind in BELOW_COUNTY


def _gate(
    book: Book,
    policy: Policy,
    person: Person,
    leaves: tuple[Leave, ...],
    rule: Reckoning,
    years: Mapping[str, Fraction],
    on: date,
) -> Gate:
    history = history_of(book, person, leaves, rule, on)
    credited = history.credited()
    missing, missing_national = remaining(credited, rule), remaining(history.national, rule.cumulative)
    needed = not credited.complete(rule)
    middle = person.appointment == "中级"
    required = _years_required(person.education, years) if middle else None
    year = person.senior_application_year if middle else None
    applies_on = policy.day_in("certify.application_day", year, on) if year else None
    earliest = _earliest(policy, person.intermediate_since, required, on)
    reasons = _reasons(missing, missing_national, applies_on, earliest)
    return Gate(
        person=person.code,
        name=person.name,
        institution=person.institution,
        appointment=person.appointment,
        in_scheme=in_scheme(book, person),
        application_year=year,
        applies_on=applies_on,
        latest_start=last_day_to_start(applies_on - ONE_DAY, credited, rule) if applies_on and needed else None,
        credited=credited.length,
        missing=missing,
        national=history.national.length,
        missing_national=missing_national,
        education=person.education,
        intermediate_since=person.intermediate_since,
        years_required=required,
        earliest=earliest,
        serving_until=history.running_until,
        completes_on=history.completes_on(credited),
        passes=missing == missing_national == Length(),
        reasons=reasons,
        cells=(person.cell("senior_application_year"), person.cell("intermediate_since"), person.cell("education")),
    )


def _years_required(education: str, years: Mapping[str, Fraction]) -> Fraction | None:
    """The years in 中级 that the degree asks for; None where the pack's table has no such degree."""
    for degree, required in years.items():
        if any(name in education for name in (degree, *OTHER_NAMES.get(degree, ()))):
            return required
    return None


def _earliest(policy: Policy, since: date | None, required: Fraction | None, on: date) -> date | None:
    """The first application day not before the years in 中级 are reached."""
    if since is None or required is None:
        return None
    reached = add_months(since, ceil_div(12 * required.numerator, required.denominator))
    day = policy.day_in("certify.application_day", reached.year, on)
    return day if day >= reached else policy.day_in("certify.application_day", reached.year + 1, on)


def _reasons(missing: Length, national: Length, applies_on: date | None, earliest: date | None) -> tuple[str, ...]:
    reasons = []
    if missing != Length():
        reasons.append(f"按55号文还差{missing}")
    if national != Length():
        reasons.append(f"按国家法律还差{national}")
    if applies_on and earliest and applies_on < earliest:
        reasons.append(f"任中级年限{earliest}才满，早于此不能申报")
    return tuple(reasons)
