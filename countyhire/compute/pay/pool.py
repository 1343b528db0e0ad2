"""The virtual unit's total: computed, approved, and what is shared out (E08, E09, E11, E13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.pay import faults
from countyhire.compute.pay.averages import AverageExcess
from countyhire.compute.pay.claims import Claim
from countyhire.compute.pay.deductions import TWELVE
from countyhire.compute.pay.sharing import RETURN, Shared, share
from countyhire.compute.pay.terms import Terms
from countyhire.model.amount import Amount, Op, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.money import yuan_grouped
from countyhire.model.pay import Approval
from countyhire.model.where import Cell

PERSONS = "persons"
SHEET = Cell("服务台账.xlsx", "服务")


@dataclass(frozen=True, slots=True)
class Pool:
    """The virtual unit's total (E08): `basic` + `excess` = `total`, which is paid or returned, never exceeded.

    `approved` is the sum of what 人社 and 财政 approved, None where nothing is; the computed figures stand beside
    it. `fte` is months ÷ 12, or the number of persons where the pack says so (Q19).
    """

    basic: Amount
    excess: Amount
    total: Amount
    approved: Amount | None
    computed_basic: Amount
    computed_excess: Amount
    fte: Amount
    document: str


def pool_of(
    book: Book, terms: Terms, year: int, claims: Sequence[Claim], average: AverageExcess
) -> tuple[Pool, list[Finding]]:
    """The year's pool. An approved part replaces the computed one and the difference is said."""
    entitled = total("应得基础绩效合计", tuple(one.entitled for one in claims), "元", "E09")
    months = total("服务月数合计", tuple(one.months for one in claims), "个月", "H21")
    fte = quotient("折合人数", months, TWELVE, "人", "E11", "服务月数合计÷12")
    if terms.fte == PERSONS:
        fte = Amount("人数", len(claims), "人", Op.COUNT, words="服务涉及该年度的人数", clause="E11")
    computed_basic = rounded("基础绩效总量（计算）", entitled, "E09")
    level = product("折合人数×平均水平", (fte, average.used), "元", "E11")
    computed_excess = rounded("超额绩效总量（计算）", level, "E11")

    rows, findings = faults.once(
        (row for row in book.approvals if row.year == year), lambda row: row.year, "basic", lambda _: f"{year}年核定数"
    )
    row = rows.get(year)
    basic, more = _approved("基础绩效", row, "basic", computed_basic)
    excess, less = _approved("超额绩效", row, "excess", computed_excess)
    given_parts = tuple(part.inputs[0] for part in (basic, excess) if part.op is Op.CHOICE)
    pool = Pool(
        basic,
        excess,
        total("绩效工资总量", (basic, excess), "元", "E08"),
        total("核定总量", given_parts, "元", "E13") if given_parts else None,
        computed_basic,
        computed_excess,
        fte,
        row.document if row else "",
    )
    return pool, [*findings, *more, *less]


def _approved(name: str, row: Approval | None, field: str, computed: Amount) -> tuple[Amount, list[Finding]]:
    fen = getattr(row, field) if row else None
    if row is None or fen is None:
        return computed, []
    cell = row.cell(field)
    words = f"核定文号{row.document}" if row.document else ""
    approved = Amount(f"{name}核定数", fen, "元", cell=cell, clause="E13", words=words)
    chosen = Amount(f"{name}总量", fen, "元", Op.CHOICE, (approved, computed), "有核定数的按核定数", "E13")
    difference = fen - int(computed.value)
    if not difference:
        return chosen, []
    message = f"{name}核定{approved.shown}，计算{computed.shown}，差{yuan_grouped(difference)}"
    return chosen, [faults.APPROVED_DIFFERS.at(cell, message, str(row.year))]


def shares_of(
    terms: Terms, pool: Pool, codes: Sequence[str], claims: Sequence[Claim]
) -> tuple[Shared, Shared, list[Finding]]:
    """The basic and the excess part of each person; a part with money and no claim at all is an error (E14).

    By default what 不合格 months and low scores leave is shared among all; the pack may have it return.
    """
    full_basic = full_excess = Fraction(0)
    if terms.remainder == RETURN:
        full_basic = sum((Fraction(one.entitled.value) for one in claims), Fraction(0))
        full_excess = sum((one.unweighted for one in claims), Fraction(0))
    basic = share("基础绩效", pool.basic, codes, [one.earned for one in claims], full_basic, "E09")
    excess = share("超额绩效", pool.excess, codes, [one.weight for one in claims], full_excess, "E14")
    findings = []
    for label, amount, part in (("基础绩效", pool.basic, basic), ("超额绩效", pool.excess, excess)):
        if amount.value and not part.claimed:
            message = f"{label}总量{amount.shown}元，没有人有分配权数"
            findings.append(faults.NOTHING_TO_SHARE.at(amount.inputs[0].cell or SHEET, message))
    return basic, excess, findings
