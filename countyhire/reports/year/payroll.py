"""The section 绩效工资."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.money import Fen, fixed_text, half_up, yuan_grouped
from countyhire.reports import charts
from countyhire.reports.values import official_day
from countyhire.reports.year.parts import Chart, Counts, Figure, Section, Table, source, text

if TYPE_CHECKING:
    from countyhire.compute.payroll import Payroll

BAND_STEPS = (5_000_00, 10_000_00, 20_000_00, 50_000_00, 100_000_00)
_MOST_BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """A band of pay and how many people's is in it."""

    label: str
    count: int


def bands(pays: Sequence[Fen]) -> list[Band]:
    """Pays by equal bands, empty ones between them included; at most ten where the steps allow it."""
    if not pays:
        return []
    step = next((step for step in BAND_STEPS if max(pays) // step - min(pays) // step < _MOST_BANDS), BAND_STEPS[-1])
    counts = Counter(pay // step for pay in pays)
    return [Band(_label(band * step, (band + 1) * step), counts[band]) for band in range(min(counts), max(counts) + 1)]


def payroll_section(result: "Payroll", least: int) -> Section:
    """The virtual unit's totals, and how many people's pay falls in which band."""
    pays = [half_up(Fraction(row.total.value)) for row in result.persons]
    if len(pays) < least:
        return Section("payroll", "绩效工资", missing=f"{result.year}年度发放不足{least}人，为保护个人信息不公布。")
    counts = Counts()
    labels = []
    for band in bands(pays):
        counts.put((band.label,), band.count)
        labels.append(band.label)
    counts.put(("sum",), len(pays))
    counts.total(("sum",), [(label,) for label in labels])
    shown = counts.shown(least)
    pool = result.pool
    until = f"（截至{official_day(result.until)}）" if result.running else ""
    return Section(
        "payroll",
        "绩效工资",
        f"{result.year}年度虚拟机构绩效工资{until}，税前；由区县卫生健康部门依据考核结果发放。",
        (
            Figure("总量", _money(pool.total), "元"),
            Figure("基础绩效", _money(pool.basic), "元"),
            Figure("超额绩效", _money(pool.excess), "元"),
            Figure("发放人数", text(shown[("sum",)])),
        ),
        (
            Chart(
                "全年绩效分布",
                f"{result.year}年度每人全年绩效工资所在区间的人数，单位：人",
                charts.columns(
                    [label.removesuffix("元") for label in labels],
                    {"人数": [shown[(label,)] for label in labels]},
                    f"{result.year}年度全年绩效工资各区间人数；数据见下表",
                ),
            ),
        ),
        (
            Table(
                f"{result.year}年度绩效工资分布（单位：人）",
                ("全年绩效", "人数"),
                tuple((label, text(shown[(label,)])) for label in labels),
                ("合计", text(shown[("sum",)])),
            ),
            Table(
                f"{result.year}年度虚拟机构绩效总量（单位：元）",
                ("项目", "金额"),
                (
                    ("基础绩效", _money(pool.basic)),
                    ("超额绩效", _money(pool.excess)),
                    ("人均", yuan_grouped(half_up(Fraction(pool.total.value) / len(pays)))),
                    ("区县级医疗机构超额绩效平均水平", _money(result.average_excess.used)),
                    *((("核定总量", _money(pool.approved)),) if pool.approved else ()),
                ),
                ("总量", _money(pool.total)),
            ),
        ),
        source("E08", "E09", "E11"),
    )


def _label(first: int, after: int) -> str:
    """A band of pay in 万元, as `6万–8万元`."""
    ten_thousand = 10_000_00
    low, high = (fixed_text(Fraction(edge, ten_thousand), 1).removesuffix(".0") for edge in (first, after))
    return f"{low}万–{high}万元"


def _money(amount: Any) -> str:
    return yuan_grouped(half_up(Fraction(amount.value)))
