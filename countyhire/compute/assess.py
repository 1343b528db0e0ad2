"""Who is to be assessed in a month, by whom and by which scheme; what came back; the results (55号 三（四）; E01–E03).

The receiver assesses (E02, H44); where the pack has weights for both, the sender does as well (J19). The scheme is that
of the specialty served, else 通用, as in force in the month (H36).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute import assess_faults as faults
from countyhire.compute.pay.scores import Assessed, Shape, assess, read_scores
from countyhire.compute.pay.served import Served, served
from countyhire.compute.pay.terms import Terms
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.money import decimal_text
from countyhire.model.names import before_number
from countyhire.model.period import Month, Period
from countyhire.model.service import RESULTS, SchemeItem, Score, Spell
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

GENERAL = "通用"
EXCELLENT = RESULTS[0]
SPELLS = Cell("服务台账.xlsx", "服务")
EXAMPLE = ("诊疗患者", "带教培训", "优化科室举措", "疑难病例讨论")  # where a district has no scheme (H38)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a scheme: at most `maximum` points (None: not limited); `veto` items end the month at nought."""

    name: str
    maximum: Fraction | None
    veto: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One person whom one institution has to assess for the month, with the items of the scheme in force."""

    person: str
    name: str
    assessor: str
    sender: str
    receiver: str
    specialty: str
    days: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What one institution has to fill in; `items` are those of all its people, in the order of the schemes."""

    institution: str
    name: str
    month: Month
    rows: tuple[Asked, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """An institution's people without a score for the month; `returned` says that some of its rows came back."""

    institution: str
    name: str
    persons: tuple[str, ...]
    returned: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """The month's rows as returned, by person and assessor, and what is still to come.

    `scores` are all rows of 月度考核 with the returned ones in the place of earlier ones of the same key.
    """

    month: Month
    asked: tuple[Asked, ...]
    rows: tuple[Score, ...]
    scores: tuple[Score, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One person: the month's row of each assessor, and the mean of the year so far with the grade it gives."""

    person: str
    name: str
    sender: str
    receiver: str
    specialty: str
    rows: tuple[Score, ...]
    month: Assessed
    year: Assessed
    months: int


@dataclass(frozen=True, slots=True)
class Results:
    """Everybody's month, and how many are 优秀 against the most that the pack allows (None: no limit)."""

    month: Month
    persons: tuple[Result, ...]
    excellent: int
    graded: int
    limit: int | None


def forms(book: Book, policy: Policy, month: Month) -> tuple[Form, ...]:
    """A form for every institution that has somebody to assess, by code."""
    by_institution: dict[str, list[Asked]] = {}
    for row in asked(book, policy, month):
        by_institution.setdefault(row.assessor, []).append(row)
    return tuple(
        Form(
            code,
            book.institution_name(code),
            month,
            tuple(rows),
            tuple({item.name: item for row in rows for item in row.items}.values()),
        )
        for code, rows in sorted(by_institution.items())
    )


def asked(book: Book, policy: Policy, month: Month) -> tuple[Asked, ...]:
    """Everybody with 县聘乡用 in the month at each receiver, by assessor, specialty and person."""
    schemes = _schemes(book)
    both = policy.optional_fractions("assess.dual_weights", month.last) is not None
    found = []
    for one in served(book, month.period, month.last, policy.text("payroll.month_rule", month.last)):
        places: dict[tuple[str, str], list[tuple[Spell, int]]] = {}
        for stay in one.stays:
            places.setdefault((stay.spell.receiver, stay.spell.sender), []).append((stay.spell, stay.period.days))
        for (receiver, sender), spells in sorted(places.items()):
            specialty = spells[-1][0].specialty
            items = _scheme(schemes, specialty, month)
            days = sum(count for _, count in spells)
            name = book.person_name(one.person)
            for assessor in (receiver, sender) if both else (receiver,):
                found.append(Asked(one.person, name, assessor, sender, receiver, specialty, days, items))
    return tuple(sorted(found, key=lambda row: (row.assessor, row.specialty, row.person, row.receiver)))


Schemes = Mapping[str, Mapping[date, Sequence[SchemeItem]]]  # by specialty and the day from which they hold


def _schemes(book: Book) -> Schemes:
    found: dict[str, dict[date, list[SchemeItem]]] = {}
    for row in sorted(book.scheme_items, key=lambda one: (one.table.file, one.row)):
        found.setdefault(row.specialty, {}).setdefault(row.since or date.min, []).append(row)
    return found


def _scheme(schemes: Schemes, specialty: str, month: Month) -> tuple[Item, ...]:
    for name in (specialty, GENERAL):
        begun = [since for since in schemes.get(name, {}) if since <= month.last]
        if begun:
            return tuple(Item(row.item, row.maximum, bool(row.veto)) for row in schemes[name][max(begun)])
    return tuple(Item(name, None, False) for name in EXAMPLE)


def collect(book: Book, policy: Policy, month: Month, on: date, returned: Sequence[Score]) -> Collected:
    """What the institutions returned for a month, put to the rows that the district has."""
    wanted = asked(book, policy, month)
    findings = [
        faults.OTHER_MONTH.at(
            row.cell("month"), f"{book.person_name(row.person)}填的是{row.month}，收的是{month}", row.person
        )
        for row in returned
        if row.month and row.month != month
    ]
    rows = sorted((row for row in returned if row.month == month and _filled(row)), key=_key)
    known = {_key(row): row for row in book.scores}
    for row in rows:
        before = known.get(_key(row))
        if before is not None and (before.score, before.exempt_reason) != (row.score, row.exempt_reason):
            message = f"{before_number(book.person_name(row.person))}{month}原为{_mark(before)}，收回的是{_mark(row)}"
            findings.append(faults.REPLACES.at(row.cell("score"), message, row.person))
        known[_key(row)] = row
    missing = _missing(book, wanted, {_key(row) for row in known.values() if _filled(row)}, month, rows)
    findings += [_late(one, book, month, on) for one in missing]
    return Collected(
        month,
        wanted,
        tuple(rows),
        tuple(known[key] for key in sorted(known)),
        tuple(missing),
        tuple(sorted(findings, key=lambda finding: finding.order)),
    )


def _key(row: Score) -> tuple[str, str, str]:
    return (row.person, str(row.month), row.assessor)


def _filled(row: Score) -> bool:
    return row.score is not None or bool(row.exempt_reason)


def _mark(row: Score) -> str:
    return f"免考（{row.exempt_reason}）" if row.score is None else f"{decimal_text(row.score)}分"


def _missing(
    book: Book, wanted: Sequence[Asked], have: set[tuple[str, str, str]], month: Month, rows: Sequence[Score]
) -> list[Missing]:
    back = {row.assessor for row in rows}
    found: dict[str, list[str]] = {}
    for row in wanted:
        if (row.person, str(month), row.assessor) not in have:
            found.setdefault(row.assessor, []).append(row.person)
    return [
        Missing(code, book.institution_name(code), tuple(people), code in back)
        for code, people in sorted(found.items())
    ]


def _late(one: Missing, book: Book, month: Month, on: date) -> Finding:
    """A form or a row that did not come back: late once the month is over."""
    names = "、".join(book.person_name(person) for person in one.persons[:3])
    more = f"等{len(one.persons)}人" if len(one.persons) > 3 else ""
    days = (on - month.last).days
    late = f"，已过月末{days}天" if days > 0 else "，当月未结束"
    fault = faults.ROW_MISSING if one.returned else faults.FORM_MISSING
    return fault.at(SPELLS, f"{one.name}没有交回{names}{more}{month}的考核{late}", one.institution)


def results(book: Book, policy: Policy, month: Month, on: date) -> Results:
    """The month and the year so far, from the rows of 月度考核 in the book."""
    terms = Terms.read(policy, month.last)
    scores, _ = read_scores(book)
    year = {one.person: one for one in _served(book, Period(date(month.year, 1, 1), month.last), terms)}
    of_month: dict[str, list[Score]] = {}
    for row in scores.values():
        if row.month == month:
            of_month.setdefault(row.person, []).append(row)
    persons = []
    for one in _served(book, month.period, terms):
        last = one.stays[-1].spell
        so_far = year[one.person]
        persons.append(
            Result(
                one.person,
                book.person_name(one.person),
                last.sender,
                last.receiver,
                last.specialty,
                tuple(sorted(of_month.get(one.person, []), key=_key)),
                assess(book, one, scores, terms.shape, on),
                assess(book, so_far, scores, terms.shape, on),
                len(so_far.touched()),
            )
        )
    grades = [grade for one in persons if (grade := grade_of(one, terms.shape))]
    share = policy.optional_fraction("assess.excellent_share", month.last)
    limit = None if share is None else int(share * len(grades))
    return Results(month, tuple(persons), grades.count(EXCELLENT), len(grades), limit)


def _served(book: Book, window: Period, terms: Terms) -> list[Served]:
    return served(book, window, window.last, terms.month_rule)


def grade_of(one: Result, shape: Shape) -> str:
    """The grade of the month: as the assessor wrote it, the worst where there are several, else by the score."""
    written = [row.grade for row in one.rows if row.grade]
    if written:
        return max(written, key=RESULTS.index)
    return one.month.grade
