"""The year's performance pay of the virtual unit: its total, and who gets how much (E08–E16, H17–H23).

Basic total = Σ year's standard × months ÷ 12, rounded once. Excess total = months ÷ 12 × the average excess pay of
the county-level institutions, rounded once. What 人社 and 财政 approved replaces either. Each total is then shared
in fen with the largest remainder: the basic part by standard × months (months graded 不合格 earn none), the excess
part by months × assessment coefficient × post coefficient. Only performance pay stands here: base pay, allowances
and social insurance stay with the home unit (E04), and the bureau is the payer (H20).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay import faults
from countyhire.compute.pay.averages import AverageExcess, average_for
from countyhire.compute.pay.claims import Claim, claim
from countyhire.compute.pay.deductions import TWELVE, Deduction, deductions, units_of
from countyhire.compute.pay.faults import FAULTS
from countyhire.compute.pay.floors import Earner, Floor, floors_of
from countyhire.compute.pay.pool import SHEET, Pool, pool_of, shares_of
from countyhire.compute.pay.posts import Segment, grade_findings, read_posts
from countyhire.compute.pay.scores import Assessed, assess, read_scores
from countyhire.compute.pay.served import Served, served, year_window
from countyhire.compute.pay.terms import Terms
from countyhire.model.amount import Amount, quotient, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding, any_error
from countyhire.policy.parameter import Policy

__all__ = ["FAULTS", "AverageExcess", "Deduction", "Floor", "Payroll", "PersonPay", "Pool", "PostLine", "payroll"]


@dataclass(frozen=True, slots=True)
class PersonPay:
    """One person's pay. `score` and `coefficient` are None where only 免考 months stand (waits for a decision).

    `senders`, `receivers` and `grades` are in the order of days, each once.
    """

    person: str
    name: str
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    grades: tuple[str, ...]
    months: Amount
    score: Amount | None
    coefficient: Amount | None
    grade: str
    post_coefficient: Amount
    basic: Amount
    excess: Amount
    total: Amount
    segments: tuple[Segment, ...]
    segment_months: tuple[Amount, ...]

    @property
    def waits(self) -> bool:
        return self.coefficient is None


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of the post distribution (E10): people by their last grade, months and entitlement by each."""

    grade: str
    persons: int
    months: Amount
    fte: Amount
    basic: Amount


@dataclass(frozen=True, slots=True)
class Payroll:
    """The virtual unit's year. With an error among `findings` the figures are not to be paid.

    `until` is the last day counted, `running` where that is before the year's end.
    """

    year: int
    on: date
    until: date
    running: bool
    pool: Pool
    average_excess: AverageExcess
    persons: tuple[PersonPay, ...]
    posts: tuple[PostLine, ...]
    deductions: tuple[Deduction, ...]
    floors: tuple[Floor, ...]
    sum: Amount
    returned: Amount
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        return any_error(self.findings)

    def person(self, code: str) -> PersonPay | None:
        """The row of a person; `persons` stands in the order of codes."""
        index = bisect_left(self.persons, code, key=lambda row: row.person)
        return self.persons[index] if index < len(self.persons) and self.persons[index].person == code else None


def payroll(book: Book, policy: Policy, year: int, on: date) -> Payroll:
    """The year's pay as of `on`: a running year counts service up to that day and is marked so.

    Everyone with 县聘乡用 is in it, people of senders outside the district's scheme too; those are named.
    """
    window = year_window(year, on)
    terms = Terms.read(policy, window.last)
    away = served(book, window, on, terms.month_rule)
    people = served(book, window, on, terms.month_rule, terms.leave_kinds) if terms.leave_kinds else away
    earned, findings = _earned(book, terms, people, on)
    claims = [one.claim for one in earned]

    units, more = units_of(book, year)
    findings += more
    sheet = deductions(book, units, away, terms.headcount_basis, window)
    average, more = average_for(book, terms, year, on, sheet)
    findings += more
    pool, more = pool_of(book, terms, year, claims, average)
    findings += more
    basic, excess, more = shares_of(terms, pool, [one.person for one in people], claims)
    findings += more
    rows = tuple(_person(book, one, *parts) for one, *parts in zip(earned, basic.shares, excess.shares, strict=True))
    floors, more = floors_of(book, terms.floors, year, pool, average, [_earner(book, row) for row in rows])
    findings += more
    running = on < date(year, 12, 31)
    findings += _unlisted(year, sheet, away) + (_running(year, window.last, pool) if running else [])
    return Payroll(
        year=year,
        on=on,
        until=window.last,
        running=running,
        pool=pool,
        average_excess=average,
        persons=rows,
        posts=_post_lines(earned),
        deductions=sheet,
        floors=floors,
        sum=total("发放合计", tuple(row.total for row in rows), "元", "E14"),
        returned=total("退回资金池", (basic.returned, excess.returned), "元", "E14"),
        findings=tuple(sorted(findings, key=lambda finding: finding.order)),
    )


@dataclass(frozen=True, slots=True)
class _Earned:
    """One person's service with all that follows from it before the pool is shared."""

    served: Served
    segments: tuple[Segment, ...]
    assessed: Assessed
    claim: Claim


def _earned(book: Book, terms: Terms, people: Sequence[Served], on: date) -> tuple[list[_Earned], list[Finding]]:
    posts, findings = read_posts(book)
    scores, more = read_scores(book)
    findings += more
    found = []
    for one in people:
        segments = posts.segments(one)
        assessed = assess(book, one, scores, terms.shape, on)
        findings += [*grade_findings(book, posts, one, segments), *assessed.findings]
        found.append(_Earned(one, segments, assessed, claim(book.person_name(one.person), one, segments, assessed)))
    return found, findings


def _person(book: Book, one: _Earned, basic: Amount, excess: Amount) -> PersonPay:
    code = one.served.person
    return PersonPay(
        person=code,
        name=book.person_name(code),
        senders=_in_order(stay.spell.sender for stay in one.served.stays),
        receivers=_in_order(stay.spell.receiver for stay in one.served.stays),
        grades=_in_order(segment.grade for segment in one.segments),
        months=one.claim.months,
        score=one.assessed.score,
        coefficient=one.assessed.coefficient,
        grade=one.assessed.grade,
        post_coefficient=one.claim.post_coefficient,
        basic=basic,
        excess=excess,
        total=total("绩效工资合计", (basic, excess), "元", "E14"),
        segments=one.segments,
        segment_months=one.claim.segment_months,
    )


def _earner(book: Book, row: PersonPay) -> Earner:
    person = book.person(row.person)
    department = person.department if person else ""
    return Earner(row.person, row.name, row.senders[-1], department, row.grades[-1], row.months, row.total)


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _post_lines(earned: Sequence[_Earned]) -> tuple[PostLine, ...]:
    persons: dict[str, int] = {}
    months: dict[str, list[Amount]] = {}
    basic: dict[str, list[Amount]] = {}
    for one in earned:
        last = one.segments[-1].grade
        persons[last] = persons.get(last, 0) + 1
        parts = zip(one.segments, one.claim.segment_months, one.claim.entitled.inputs, strict=True)
        for segment, counted, pay in parts:
            months.setdefault(segment.grade, []).append(counted)
            basic.setdefault(segment.grade, []).append(pay)
    return tuple(
        PostLine(
            grade,
            persons.get(grade, 0),
            part := total(f"{grade}服务月数", tuple(months[grade]), "个月", "E10"),
            quotient(f"{grade}折合人数", part, TWELVE, "人", "E10"),
            total(f"{grade}基础绩效", tuple(basic[grade]), "元", "E10"),
        )
        for grade in sorted(months)
    )


def _unlisted(year: int, sheet: Sequence[Deduction], away: Sequence[Served]) -> list[Finding]:
    """Senders with people away whose headcount nobody gave (E16)."""
    found = []
    for item in sheet:
        if item.row is None:
            spells = [stay.spell for one in away for stay in one.stays if stay.spell.sender == item.code]
            message = f"{item.name}派出折合{item.deducted.shown}人，{year}年没有年平均人数，未扣减"
            found.append(faults.SENDER_UNLISTED.at(spells[0].cell("sender"), message, item.code))
    return found


def _running(year: int, until: date, pool: Pool) -> list[Finding]:
    cell = pool.approved.inputs[0].cell if pool.approved else None
    found = [faults.YEAR_RUNNING.at(cell or SHEET, f"{year}年未结束，服务月数截至{until}", str(year))]
    if cell:
        message = f"{year}年截至{until}，已按全年核定数{pool.total.shown}元分配"
        found.append(faults.APPROVED_EARLY.at(cell, message, str(year)))
    return found
