"""The year's settlement: what each person is entitled to less what the months paid (E14).

Paid by months + settled = the year's payroll, to the fen. A settlement that is run again after a correction pays
only what the correction changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay import run_faults
from countyhire.compute.pay.averages import SHEET as AVERAGES
from countyhire.compute.pay.history import BASIC, CLAWBACK, EXCESS, PaidRow, PaidRun, paid_for
from countyhire.compute.pay.pool import SHEET
from countyhire.compute.payroll import Payroll, payroll
from countyhire.model.amount import Amount, Op, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding, any_error
from countyhire.model.service import ENDED_EARLY, Spell
from countyhire.policy.parameter import Policy

NOT_DUE = Amount("没有服务，不应发", 0, "元", Op.COUNT)
NONE = Amount("零", 0, "元")
FAILED = "不合格"


@dataclass(frozen=True, slots=True)
class SettledPart:
    """One part of one person's year, in fen: `amount` = `due` - `paid`."""

    due: Amount
    paid: Amount
    amount: Amount


@dataclass(frozen=True, slots=True)
class SettledRow:
    """One person's settlement. What is clawed back is due with a minus sign, nothing unless the pack says so."""

    person: str
    name: str
    basic: SettledPart
    excess: SettledPart
    clawback: SettledPart
    total: Amount

    @property
    def parts(self) -> tuple[tuple[str, SettledPart], ...]:
        return ((BASIC, self.basic), (EXCESS, self.excess), (CLAWBACK, self.clawback))


@dataclass(frozen=True, slots=True)
class Stake:
    """Pay of a term that ended early or was judged 不合格: what a clawback would touch (B11)."""

    person: str
    name: str
    spell: Spell
    reason: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Settlement:
    """The year's settlement. `paid` by earlier runs + `sum` = the payroll's sum - `clawed`."""

    year: int
    on: date
    payroll: Payroll
    rows: tuple[SettledRow, ...]
    stakes: tuple[Stake, ...]
    paid: Amount
    clawed: Amount
    sum: Amount
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        return any_error(self.findings)

    def paid_run(self, run: str) -> PaidRun:
        """The record that this run leaves for the next ones."""
        rows = tuple(
            PaidRow(row.person, None, name, int(part.amount.value))
            for row in self.rows
            for name, part in row.parts
            if part.amount.value
        )
        return PaidRun(run, self.year, None, rows)


def settle(book: Book, policy: Policy, year: int, on: date, history: Sequence[PaidRun] = ()) -> Settlement:
    """The year's payroll less what the runs in `history` paid. Needs the year to be over and its own average (E12)."""
    result = payroll(book, policy, year, on)
    stakes = tuple(_stakes(result))
    clawed: dict[str, list[Amount]] = {}
    if policy.flag("payroll.clawback", result.until):
        for stake in stakes:
            clawed.setdefault(stake.person, []).append(stake.amount)
    paid: dict[tuple[str, str], int] = {}
    for (person, _, part), fen in paid_for(history, year).items():
        paid[person, part] = paid.get((person, part), 0) + fen
    people = sorted({*(person for person, _ in paid), *(row.person for row in result.persons)})
    rows = tuple(_row(book, result, person, paid, clawed.get(person, [])) for person in people)
    findings = [*result.findings, *_said(book, result, stakes, people)]
    return Settlement(
        year,
        on,
        result,
        rows,
        stakes,
        total("已发合计", tuple(part.paid for row in rows for _, part in row.parts), "元", "E14"),
        total("追回合计", tuple(amount for found in clawed.values() for amount in found), "元", "B11"),
        total("结算合计", tuple(row.total for row in rows), "元", "E14"),
        tuple(sorted(findings, key=lambda finding: finding.order)),
    )


def _row(
    book: Book, result: Payroll, person: str, paid: Mapping[tuple[str, str], int], clawed: Sequence[Amount]
) -> SettledRow:
    row = result.person(person)
    basic = _part("基础绩效", row.basic if row else NOT_DUE, paid.get((person, BASIC), 0))
    excess = _part("超额绩效", row.excess if row else NOT_DUE, paid.get((person, EXCESS), 0))
    back = Amount(
        "追回", -sum(int(amount.value) for amount in clawed), "元", Op.DIFFERENCE, (NONE, *clawed), clause="B11"
    )
    clawback = _part("追回", back, paid.get((person, CLAWBACK), 0))
    amounts = (basic.amount, excess.amount, clawback.amount)
    return SettledRow(
        person, book.person_name(person), basic, excess, clawback, total("本次结算", amounts, "元", "E14")
    )


def _part(name: str, due: Amount, fen: int) -> SettledPart:
    paid = Amount(f"{name}已发", fen, "元", Op.COUNT, words="以前各次发放合计")
    words = "全年应发－已发"
    amount = Amount(f"{name}结算", int(due.value) - fen, "元", Op.DIFFERENCE, (due, paid), words, "E14")
    return SettledPart(due, paid, amount)


def _stakes(result: Payroll) -> Iterator[Stake]:
    """The part of each person's pay that fell to a term ended early or judged 不合格, by its months."""
    for row in result.persons:
        months: dict[int, list[Amount]] = {}
        spells: dict[int, Spell] = {}
        for segment, counted in zip(row.segments, row.segment_months, strict=True):
            spell = segment.stay.spell
            if spell.status == ENDED_EARLY or spell.term_result == FAILED:
                spells[id(spell)] = spell
                months.setdefault(id(spell), []).append(counted)
        for key, spell in spells.items():
            reason = "提前结束" if spell.status == ENDED_EARLY else "期满考核不合格"
            part = total(f"{reason}的服务月数", tuple(months[key]), "个月", "H21")
            if row.months.value:
                share = quotient("所占比例", part, row.months, "")
                exact = product("绩效×所占比例", (row.total, share), "元", "B11")
                yield Stake(row.person, row.name, spell, reason, rounded("涉及绩效", exact, "B11"))


def _said(book: Book, result: Payroll, stakes: Sequence[Stake], people: Sequence[str]) -> Iterator[Finding]:
    year = result.year
    if result.running:
        yield run_faults.YEAR_NOT_OVER.at(SHEET, f"{year}年到{result.on}未结束", str(year))
    if result.average_excess.advance:
        message = f"{year}年结算用了{result.average_excess.year}年的平均水平"
        yield run_faults.SETTLED_ON_EARLIER.at(AVERAGES, message, str(year))
    for person in people:
        if result.person(person) is None:
            message = f"{book.person_name(person)}（{person}）已发过{year}年绩效，现无服务记录"
            yield run_faults.NOBODY_NOW.at(SHEET, message, person)
    for stake in stakes:
        message = f"{stake.name}（{stake.person}）{stake.reason}，涉及绩效{stake.amount.shown}元"
        yield run_faults.CLAWBACK.at(stake.spell.cell("status"), message, stake.person)
