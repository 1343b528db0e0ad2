"""A month's pay: a twelfth of the basic part, the pack's share of the excess part, and late corrections (E14, H20).

What a closed month has paid stands. Where the books now say otherwise, the difference is a row of the next run;
once paid, it is part of what was paid, so that running twice adds nothing. The year's settlement makes it whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay import faults, run_faults
from countyhire.compute.pay.averages import AverageExcess, average_for
from countyhire.compute.pay.claims import claim
from countyhire.compute.pay.deductions import TWELVE, Deduction, deductions, units_of
from countyhire.compute.pay.history import BASIC, EXCESS, PaidRow, PaidRun, closed_months, paid_for, settled
from countyhire.compute.pay.pool import SHEET
from countyhire.compute.pay.posts import Posts, grade_findings, read_posts
from countyhire.compute.pay.scores import Assessed, Scores, assess, read_scores
from countyhire.compute.pay.served import Served, served, year_window
from countyhire.compute.pay.terms import Terms
from countyhire.model.amount import Amount, Op, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding, any_error
from countyhire.model.money import yuan_grouped
from countyhire.model.period import Month, Period
from countyhire.policy.parameter import Policy

PART_NAMES = {BASIC: "基础绩效", EXCESS: "超额绩效（预发）"}
NOTHING = Amount("本月无", 0, "元", Op.COUNT)


@dataclass(frozen=True, slots=True)
class Difference:
    """A late correction of a closed month: `amount` = `due` by the books of today - `paid`, in fen."""

    person: str
    name: str
    month: Month
    part: str
    due: Amount
    paid: Amount
    amount: Amount


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One person's month: `total` = `basic` + `excess` + the differences of closed months.

    `score` and `coefficient` are what the month's assessment says so far (None: not assessed); no month is paid by
    them, the year is.
    """

    person: str
    name: str
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    months: Amount
    score: Amount | None
    coefficient: Amount | None
    basic: Amount
    excess: Amount
    differences: tuple[Difference, ...]
    total: Amount


@dataclass(frozen=True, slots=True)
class MonthPay:
    """A month's run. `again` says that the month was closed before, so that only differences are paid.

    `average` and `deductions` are as they stand at the month's end, None and empty where no institution has figures;
    `advanced` says that the pack advances a share of the excess pay by this average.
    """

    month: Month
    on: date
    again: bool
    advanced: bool
    average: AverageExcess | None
    deductions: tuple[Deduction, ...]
    rows: tuple[MonthRow, ...]
    sum: Amount
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        return any_error(self.findings)

    def paid_run(self, run: str) -> PaidRun:
        """The record that this run leaves for the next ones."""
        rows = []
        for row in self.rows:
            for part, amount in ((BASIC, row.basic), (EXCESS, row.excess)):
                if amount.value:
                    rows.append(PaidRow(row.person, self.month, part, int(amount.value)))
            rows += [PaidRow(row.person, one.month, one.part, int(one.amount.value)) for one in row.differences]
        return PaidRun(run, self.month.year, self.month, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Due:
    """What one person is due for one month by the books of today."""

    served: Served
    months: Amount
    assessed: Assessed
    parts: dict[str, Amount]


def payroll_month(book: Book, policy: Policy, month: Month, on: date, history: Sequence[PaidRun] = ()) -> MonthPay:
    """The pay of a month as of `on`, given what earlier runs paid. A month still running counts up to `on`."""
    year = month.year
    posts, findings = read_posts(book)
    scores, more = read_scores(book)
    findings += more
    if settled(history, year):
        findings.append(run_faults.YEAR_SETTLED.at(SHEET, f"{year}年已经结算", str(month)))
    closed = closed_months(history, year)
    again = month in closed
    paid = paid_for(history, year)
    due: dict[Month, dict[str, _Due]] = {}
    for one in sorted({*closed, month}):
        due[one], more = _due(book, policy, posts, scores, one, on)
        findings += more
    differences: dict[str, list[Difference]] = {}
    for one in closed:
        people = sorted({*due[one], *(person for person, when, _ in paid if when == one)})
        for person in people:
            differences.setdefault(person, []).extend(_differences(book, due[one].get(person), person, one, paid))
    current = {} if again else due[month]
    people = sorted({*current, *(person for person, found in differences.items() if found)})
    rows = tuple(_row(book, person, current.get(person), differences.get(person, [])) for person in people)
    for row in rows:
        if row.total.value < 0:
            message = f"{row.name}（{row.person}）本次合计{row.total.shown}"
            findings.append(run_faults.TAKES_BACK.at(SHEET, message, row.person))
    findings += [*_over_total(book, year, rows, paid), *_too_early(month, on)]
    advanced, average, sheet = _standing(book, policy, min(month.last, on)) if on >= month.first else (False, None, ())
    return MonthPay(
        month,
        on,
        again,
        advanced,
        average,
        sheet,
        rows,
        total(f"{month}发放合计", tuple(row.total for row in rows), "元", "E14"),
        _each_once(findings),
    )


def _due(
    book: Book, policy: Policy, posts: Posts, scores: Scores, month: Month, on: date
) -> tuple[dict[str, _Due], list[Finding]]:
    """Everyone's month by the books of today: a twelfth of the standard for a full month, none where 不合格."""
    if on < month.first:
        return {}, []
    window = Period(month.first, min(month.last, on))
    terms = Terms.read(policy, window.last)
    share = policy.amount("payroll.advance_share", window.last)
    findings: list[Finding] = []
    average = None
    if share.value:
        average, _, findings = _average(book, terms, window.last)
    found = {}
    for one in served(book, window, on, terms.month_rule, terms.leave_kinds):
        segments = posts.segments(one)
        more = grade_findings(book, posts, one, segments)
        findings += [finding for finding in more if finding.fault is not faults.TWO_STANDARDS]
        assessed = assess(book, one, scores, terms.shape, on)
        result = claim(book.person_name(one.person), one, segments, assessed)
        basic = rounded(f"{month}基础绩效", result.earned, "E09")
        excess = NOTHING
        if average is not None:
            years = quotient("折合年数", result.months, TWELVE, "年")
            part = product("折合年数×平均水平×预发比例", (years, average.used, share), "元", "E11")
            excess = rounded(f"{month}超额绩效预发", part, "E11")
        found[one.person] = _Due(one, result.months, assessed, {BASIC: basic, EXCESS: excess})
    return found, findings


def _standing(book: Book, policy: Policy, day: date) -> tuple[bool, AverageExcess | None, tuple[Deduction, ...]]:
    """Whether a share of the excess pay is advanced, the average, and the headcount deduction, at a month's end."""
    average, sheet, _ = _average(book, Terms.read(policy, day), day)
    return bool(policy.amount("payroll.advance_share", day).value), average if average.units else None, sheet


def _average(book: Book, terms: Terms, day: date) -> tuple[AverageExcess, tuple[Deduction, ...], list[Finding]]:
    """The average excess as it stood on a day: later months must not move the advance of an earlier one."""
    window = year_window(day.year, day)
    units, findings = units_of(book, day.year)
    sheet = deductions(book, units, served(book, window, day, terms.month_rule), terms.headcount_basis, window)
    average, more = average_for(book, terms, day.year, day, sheet)
    return average, sheet, [*findings, *more]


def _differences(
    book: Book, due: _Due | None, person: str, month: Month, paid: dict[tuple[str, Month | None, str], int]
) -> Iterable[Difference]:
    for part in (BASIC, EXCESS):
        name = f"{month}{PART_NAMES[part]}"
        now = due.parts[part] if due else NOTHING
        before = Amount(f"{name}已发", paid.get((person, month, part), 0), "元", Op.COUNT)
        if fen := int(now.value) - int(before.value):
            amount = Amount(f"{name}差额", fen, "元", Op.DIFFERENCE, (now, before), "按现在的台账－已发", "E14")
            yield Difference(person, book.person_name(person), month, part, now, before, amount)


def _row(book: Book, person: str, due: _Due | None, differences: Sequence[Difference]) -> MonthRow:
    stays = [stay.spell for stay in due.served.stays] if due else []
    basic, excess = (due.parts[BASIC], due.parts[EXCESS]) if due else (NOTHING, NOTHING)
    parts = (basic, excess, *(one.amount for one in differences))
    return MonthRow(
        person,
        book.person_name(person),
        tuple(dict.fromkeys(spell.sender for spell in stays)),
        tuple(dict.fromkeys(spell.receiver for spell in stays)),
        due.months if due else Amount("本月无服务", 0, "个月", Op.COUNT),
        due.assessed.score if due else None,
        due.assessed.coefficient if due else None,
        basic,
        excess,
        tuple(differences),
        total("本次合计", parts, "元", "E14"),
    )


def _over_total(
    book: Book, year: int, rows: Sequence[MonthRow], paid: dict[tuple[str, Month | None, str], int]
) -> list[Finding]:
    """A warning where what is paid by months would exceed what was approved (E13)."""
    approved = next((row for row in book.approvals if row.year == year), None)
    if approved is None:
        return []
    found = []
    for part, limit in ((BASIC, approved.basic), (EXCESS, approved.excess)):
        now = sum(int(row.basic.value if part == BASIC else row.excess.value) for row in rows)
        late = sum(int(one.amount.value) for row in rows for one in row.differences if one.part == part)
        so_far = now + late + sum(fen for (_, _, kind), fen in paid.items() if kind == part)
        if limit is not None and so_far > limit:
            message = f"{year}年{PART_NAMES[part]}累计{yuan_grouped(so_far)}，核定{yuan_grouped(limit)}"
            found.append(run_faults.PAID_OVER_TOTAL.at(approved.cell(part), message, str(year)))
    return found


def _too_early(month: Month, on: date) -> list[Finding]:
    if on < month.first:
        return [run_faults.MONTH_NOT_BEGUN.at(SHEET, f"{month}还没有开始，计算日期是{on}", str(month))]
    if on < month.last:
        return [run_faults.MONTH_RUNNING.at(SHEET, f"{month}未结束，只算到{on}", str(month))]
    return []


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in their order; the same words about several months are said once."""
    return tuple(sorted({finding.order: finding for finding in findings}.values(), key=lambda found: found.order))
