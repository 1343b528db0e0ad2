"""The average excess pay of the county-level institutions, by which the excess total is set (E11, E12, Q18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.pay import faults
from countyhire.compute.pay.deductions import Deduction, deductions, units_of
from countyhire.compute.pay.served import served, year_window
from countyhire.compute.pay.terms import Terms
from countyhire.model.amount import Amount, Op, given, quotient, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.names import before_number
from countyhire.model.where import Cell

WEIGHTED, SIMPLE = "weighted", "simple"
OWN_YEAR = "own"
ZERO_YUAN = Amount("没有数据", 0, "元")
SHEET = Cell("绩效标准.xlsx", "区县级医疗机构")


@dataclass(frozen=True, slots=True)
class AverageExcess:
    """Σ excess ÷ Σ net headcount, the mean of the institutions' own averages beside it, and which one is used.

    `year` is the year of the figures; `advance` (预核) where it is not the year asked for; `units` the institutions.
    """

    year: int
    advance: bool
    method: str
    weighted: Amount
    simple: Amount
    units: tuple[Deduction, ...] = ()

    @property
    def used(self) -> Amount:
        return self.simple if self.method == SIMPLE else self.weighted


def average_for(
    book: Book, terms: Terms, year: int, on: date, own: Sequence[Deduction]
) -> tuple[AverageExcess, list[Finding]]:
    """The year's own average, or while none is there the latest earlier year's, marked 预核.

    `own` is the year's deduction sheet. Once the year is over the pack's `own` asks for the year's figures.
    """
    if any(item.row for item in own):
        return average_excess(year, year, terms.avg_method, own)
    earlier = max((row.year for row in book.county_units if row.year and row.year < year), default=None)
    if earlier is None or (terms.average_year == OWN_YEAR and on >= date(year, 12, 31)):
        message = f"没有{year}年区县级医疗机构的超额绩效数据，不能核定总量"
        empty = AverageExcess(year, False, terms.avg_method, ZERO_YUAN, ZERO_YUAN)
        return empty, [faults.AVERAGE_MISSING.at(SHEET, message, str(year))]
    rows, findings = units_of(book, earlier)
    window = year_window(earlier, on)
    people = served(book, window, on, terms.month_rule)
    sheet = deductions(book, rows, people, terms.headcount_basis, window)
    average, more = average_excess(earlier, year, terms.avg_method, sheet)
    first = rows[min(rows)]
    message = f"{year}年没有数据，用{earlier}年的平均水平{average.used.shown}元预核"
    return average, [
        *findings,
        *more,
        faults.AVERAGE_EARLIER.at(first.cell("excess_total"), message, str(year)),
    ]


def average_excess(
    year: int, asked: int, method: str, rows: Sequence[Deduction]
) -> tuple[AverageExcess, list[Finding]]:
    """The averages of the listed institutions' excess pay, in fen a head and year, unrounded (E12)."""
    listed = [(item, item.row, item.net) for item in rows if item.row is not None and item.net is not None]
    findings = []
    for item, row, net in listed:
        if net.value <= 0 and row.average_headcount is not None:
            message = f"{before_number(item.name)}{year}年扣减后人数为{net.shown}"
            findings.append(faults.HEADCOUNT_USED_UP.at(row.cell("average_headcount"), message, item.code))
    usable = [(item, row, net) for item, row, net in listed if net.value > 0]
    if not usable:
        return AverageExcess(year, year != asked, method, ZERO_YUAN, ZERO_YUAN), findings
    excess = tuple(
        given(f"{item.name}超额绩效总额", row.excess_total or 0, "元", row.cell("excess_total"), "E12")
        for item, row, _ in usable
    )
    heads = tuple(net for _, _, net in usable)
    weighted = quotient(
        f"{year}年超额绩效平均水平（加权）",
        total("超额绩效总额合计", excess, "元", "E12"),
        total("扣减后年平均人数合计", heads, "人", "E12"),
        "元",
        "E12",
        "超额绩效总额合计÷年平均人数合计",
    )
    own = tuple(
        quotient(f"{item.name}人均", top, net, "元") for (item, _, net), top in zip(usable, excess, strict=True)
    )
    mean = sum((Fraction(part.value) for part in own), Fraction(0)) / len(own)
    simple = Amount(f"{year}年超额绩效平均水平（简单）", mean, "元", Op.MEAN, own, "各机构人均的平均数", "E12")
    return AverageExcess(year, year != asked, method, weighted, simple, tuple(item for item, _, _ in usable)), findings
