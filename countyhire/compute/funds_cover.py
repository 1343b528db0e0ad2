"""How much of the virtual unit's pay the pools have borne, person by person (55号 三（三）; D04, D05, H23).

What is charged for a person covers that person's pay of the year, up to the pay itself; what is charged without a
person covers what is left, up to all of it. covered + uncovered = the pay, to the fen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from countyhire.compute import funds_faults as faults
from countyhire.compute.funds import SHEET, SPENDING, Fund
from countyhire.compute.pay.history import PaidRun
from countyhire.compute.payroll import Payroll
from countyhire.model.amount import Amount, Op, given, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.pay import FundEntry
from countyhire.model.period import Month

PERFORMANCE = "派驻人员绩效"


@dataclass(frozen=True, slots=True)
class PersonCover:
    """One person: pay due, what was charged for it in either pool, how much of it that covers, and what is left."""

    person: str
    name: str
    due: Amount
    charged: Amount
    covered: Amount
    uncovered: Amount


@dataclass(frozen=True, slots=True)
class Cover:
    """`covered` + `uncovered` = `pay_total`. `rejected` are charges for people without pay in the year."""

    pay_total: Amount
    persons: tuple[PersonCover, ...]
    lump: Amount
    lump_used: Amount
    covered: Amount
    uncovered: Amount
    rejected: tuple[FundEntry, ...]
    findings: tuple[Finding, ...]


def cover(book: Book, fund: Fund, result: Payroll) -> Cover:
    """The charges of the ledger against the year's pay. A charge belongs to the year of its 所属月份."""
    rows = [row for row in book.fund_entries if _counts(row, fund)]
    rows.sort(key=lambda row: (row.on or fund.on, row.voucher, row.person, str(row.month)))
    by_person: dict[str, list[FundEntry]] = {}
    for row in rows:
        by_person.setdefault(row.person, []).append(row)
    findings = [_as_a_sum(book, row) for row in rows if not row.person or row.month is None]
    persons = []
    for one in result.persons:
        charged = _sum(f"{one.name}已列支", by_person.pop(one.person, []))
        persons.append(_person(one.person, one.name, one.total, charged))
        if charged.value > one.total.value:
            message = f"{one.name}（{one.person}）应发{one.total.shown}，已列支{charged.shown}"
            findings.append(faults.OVER_CHARGED.at(charged.inputs[0].cell or SHEET, message, one.person))
    lump = _sum("未写明人员的列支", by_person.pop("", []))
    rejected = [row for person in sorted(by_person) for row in by_person[person]]
    for row in rejected:
        message = f"{row.voucher}为{book.person_name(row.person)}（{row.person}）列支，{result.year}年没有应发绩效"
        findings.append(faults.CHARGED_FOR_NOBODY.at(row.cell("person"), message, row.voucher))
    own = total("按人覆盖", tuple(one.covered for one in persons), "元", "D05")
    left = int(result.sum.value) - int(own.value)
    used = Amount("冲抵其余", min(int(lump.value), left), "元", Op.COUNT, (lump,), "不超过未覆盖的数", "D05")
    covered = total("已覆盖", (own, used), "元", "D05")
    value = int(result.sum.value) - int(covered.value)
    uncovered = Amount("未覆盖", value, "元", Op.DIFFERENCE, (result.sum, covered), "绩效总额－已覆盖", "D05")
    ordered = tuple(sorted(findings, key=lambda finding: finding.order))
    return Cover(result.sum, tuple(persons), lump, used, covered, uncovered, tuple(rejected), ordered)


@dataclass(frozen=True, slots=True)
class Posting:
    """A person's month (None: a settlement): what the pay runs paid, what was charged, and what is still to charge."""

    person: str
    name: str
    month: Month | None
    paid: Amount
    charged: Amount
    left: Amount


def postings(book: Book, fund: Fund, history: Sequence[PaidRun]) -> tuple[Posting, ...]:
    """What was paid and charged by person and month (H23), for a year in which something was paid by months."""
    paid: dict[tuple[str, Month | None], list[tuple[str, int]]] = {}
    for run in history:
        if run.year == fund.year:
            for row in run.rows:
                paid.setdefault((row.person, row.month), []).append((run.run, row.fen))
    charged: dict[tuple[str, Month | None], list[FundEntry]] = {}
    for entry in book.fund_entries:
        if paid and _counts(entry, fund) and entry.person:
            charged.setdefault((entry.person, entry.month), []).append(entry)
    found = []
    for person, month in sorted({*paid, *charged}, key=lambda key: (key[0], key[1] is None, key[1] or FIRST)):
        parts = tuple(Amount(run, fen, "元", Op.COUNT) for run, fen in paid.get((person, month), ()))
        was = total("各次发放合计", parts, "元", "H23")
        done = _sum("已列支", charged.get((person, month), []))
        left = Amount(
            "待列支", int(was.value) - int(done.value), "元", Op.DIFFERENCE, (was, done), "已发－已列支", "H23"
        )
        found.append(Posting(person, book.person_name(person), month, was, done, left))
    return tuple(found)


FIRST = Month(1, 1)


def _counts(row: FundEntry, fund: Fund) -> bool:
    if row.direction != SPENDING or row.category != PERFORMANCE or row.amount is None:
        return False
    if row.on is None or row.on > fund.on:
        return False
    return (row.month.year if row.month else row.on.year) == fund.year


def _person(person: str, name: str, due: Amount, charged: Amount) -> PersonCover:
    least = min(int(due.value), int(charged.value))
    covered = Amount(f"{name}已覆盖", least, "元", Op.COUNT, (due, charged), "应发与已列支中较小的", "D05")
    left = Amount(f"{name}未覆盖", int(due.value) - least, "元", Op.DIFFERENCE, (due, covered), "", "D05")
    return PersonCover(person, name, due, charged, covered, left)


def _sum(label: str, rows: Sequence[FundEntry]) -> Amount:
    parts = tuple(given(row.voucher, row.amount or 0, "元", row.cell("amount"), "D04") for row in rows)
    return total(label, parts, "元", "D04")


def _as_a_sum(book: Book, row: FundEntry) -> Finding:
    missing = "所属月份" if row.person else "人员编号"
    message = f"{row.voucher}列支派驻人员绩效，未写{missing}"
    return faults.CHARGED_AS_A_SUM.at(row.cell("month" if row.person else "person"), message, row.voucher)
