"""Which charts go with the documents of a command."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.model.book import Book
from countyhire.model.money import fixed_text, half_up
from countyhire.reports.excel_charts import BAR, COLUMN, LINE, ExcelChart, chart_book
from countyhire.reports.letterhead import Document, Letterhead, source
from countyhire.reports.year.allocation import township_of
from countyhire.reports.year.fund import month_ends
from countyhire.reports.year.payroll import bands

if TYPE_CHECKING:
    from countyhire.compute.allocation.result import Allocation
    from countyhire.compute.effect import Effect
    from countyhire.compute.funds import Fund
    from countyhire.compute.payroll import Payroll
    from countyhire.compute.quota import Quota


def quota_charts(result: "Quota", letter: Letterhead) -> list[Document]:
    """How far each institution has come."""
    chart = ExcelChart(
        "各单位完成情况",
        f"{letter.district}{result.year}年度各单位应派和已派人数",
        BAR,
        ("单位", "应派份额", "已派"),
        [(row.name, row.share, row.dispatched) for row in result.hospitals],
        "人",
    )
    return chart_book(letter, "选派任务图表", source("C05", "C07"), [chart])


def allocation_charts(result: "Allocation", letter: Letterhead, book: Book) -> list[Document]:
    """Places asked for and filled, by township and by specialty."""
    asked = {demand.code: demand.specialty for demand in book.demands}
    filled: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    for row in result.assignments:
        for key in (("专业", asked.get(row.demand, row.specialty)), ("乡镇街道", township_of(book, row.receiver))):
            filled[key] += 1
            wanted[key] += 1
    for gap in result.unfilled:
        for key in (("专业", gap.specialty), ("乡镇街道", township_of(book, gap.receiver))):
            wanted[key] += gap.short
    charts = [
        ExcelChart(
            f"按{side}",
            f"{letter.district}{result.year}年度各{side}需求满足情况",
            BAR,
            (side, "需求", "满足"),
            [
                (name, count, filled[side, name])
                for (of, name), count in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))
                if of == side
            ],
            "个岗位",
        )
        for side in ("专业", "乡镇街道")
    ]
    return chart_book(letter, "需求满足图表", source("C06"), charts)


def payroll_charts(result: "Payroll", letter: Letterhead) -> list[Document]:
    """How many people's pay of the year falls in which band."""
    pays = [half_up(Fraction(row.total.value)) for row in result.persons]
    chart = ExcelChart(
        "绩效分布",
        f"{letter.district}{result.year}年度全年绩效工资分布",
        COLUMN,
        ("全年绩效", "人数"),
        [(band.label, band.count) for band in bands(pays)],
        "人",
    )
    return chart_book(letter, "绩效分布图表", source("E08", "E09"), [chart])


def fund_charts(result: "Fund", letter: Letterhead) -> list[Document]:
    """What each pool held at the end of each month."""
    ends = month_ends(result)
    chart = ExcelChart(
        "各月末结余",
        f"{letter.district}{result.year}年度资金池各月末结余",
        LINE,
        ("月份", *ends),
        [
            (f"{month}月", *(Decimal(values[month - 1]).scaleb(-6) for values in ends.values()))
            for month in range(1, result.until.month + 1)
        ],
        "万元",
    )
    return chart_book(letter, "资金池图表", source("D01", "D04"), [chart])


def effect_charts(result: "Effect", letter: Letterhead) -> list[Document]:
    """The share treated at primary level year by year, and the year's visits month by month beside the year before."""
    shares = [(row.year, value) for row in result.visits.years if (value := row.value("primary_share"))]
    months = [row for row in result.monthly.periods if row.kind == "月"]
    charts = [
        ExcelChart(
            "基层诊疗量占比",
            f"{letter.district}基层诊疗量占全部诊疗量的比例",
            LINE,
            ("年度", "占比"),
            [(f"{year}年", Decimal(fixed_text(Fraction(value.value) * 100, 2))) for year, value in shares],
            "%",
        ),
        ExcelChart(
            "各月门急诊",
            f"{letter.district}{result.year}年各月门急诊人次",
            COLUMN,
            ("月份", "上年同月", "本年"),
            [
                (row.label, row.last["visits"], row.counts["visits"])
                for row in months
                if row.last["visits"] is not None and row.counts["visits"] is not None
            ],
            "人次",
        ),
    ]
    return chart_book(letter, "成效图表", source("K09", "K16"), charts)
