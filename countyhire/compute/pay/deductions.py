"""An institution's average headcount less its people away (E16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.pay import faults
from countyhire.compute.pay.served import Served
from countyhire.model.amount import Amount, Op, given, quotient, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.names import before_number
from countyhire.model.pay import CountyUnit
from countyhire.model.period import Period

BEFORE, AFTER = "before_deduction", "after_deduction"
TWELVE = Amount("一年的月数", 12, "个月")


@dataclass(frozen=True, slots=True)
class Deduction:
    """An institution's average headcount less its people away ÷ 12 (E16).

    `average_headcount` and `net` are None where 绩效标准 has no row of the institution.
    """

    code: str
    name: str
    average_headcount: Amount | None
    deducted: Amount
    net: Amount | None
    row: CountyUnit | None = None


def units_of(book: Book, year: int) -> tuple[dict[str, CountyUnit], list[Finding]]:
    """The rows of 区县级医疗机构 of a year, by 机构编码; rows without a figure are findings."""
    rows, findings = faults.once(
        (row for row in book.county_units if row.year == year),
        lambda row: row.institution,
        "excess_total",
        lambda row: f"{before_number(book.institution_name(row.institution))}{year}年的数据",
    )
    for row in rows.values():
        for name, value in (("excess_total", row.excess_total), ("average_headcount", row.average_headcount)):
            if value is None:
                message = f"{before_number(book.institution_name(row.institution))}{year}年没有填数"
                findings.append(faults.HEADCOUNT_MISSING.at(row.cell(name), message, row.institution))
    return rows, findings


def deductions(
    book: Book, units: Mapping[str, CountyUnit], people: Sequence[Served], basis: str, window: Period
) -> tuple[Deduction, ...]:
    """Every institution of the year and every sender with people, by code (E16)."""
    away: dict[str, list[tuple[Served, Fraction]]] = {}
    for served in people:
        for sender in sorted({stay.spell.sender for stay in served.stays}):
            away.setdefault(sender, []).append((served, served.from_sender(sender)))
    return tuple(
        _deduction(book, code, units.get(code), away.get(code, []), basis, window) for code in sorted({*units, *away})
    )


def _deduction(
    book: Book,
    code: str,
    row: CountyUnit | None,
    away: list[tuple[Served, Fraction]],
    basis: str,
    window: Period,
) -> Deduction:
    name = book.institution_name(code)
    months = tuple(
        Amount(book.person_name(served.person), count, "个月", Op.COUNT, cell=served.stays[0].spell.cell("start"))
        for served, count in away
    )
    people = total(f"{name}派出人月（{window}）", months, "个月", "E16")
    deducted = quotient(f"{name}派出折合人数", people, TWELVE, "人", "E16", "派出人月÷12")
    if row is None:
        return Deduction(code, name, None, deducted, None)
    entered = given(f"{name}年平均人数", row.average_headcount or 0, "人", row.cell("average_headcount"), "E16")
    if basis == AFTER:
        before = total(f"{name}扣减前年平均人数", (entered, deducted), "人", "E16", "填报数已扣减派出人员")
        return Deduction(code, name, before, deducted, entered, row)
    value = Fraction(entered.value) - Fraction(deducted.value)
    words = "年平均人数－派出折合人数"
    label = f"{name}扣减后年平均人数"
    net = Amount(label, value, "人", Op.DIFFERENCE, (entered, deducted), words, "E16", entered.cell)
    return Deduction(code, name, entered, deducted, net, row)
