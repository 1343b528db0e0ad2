"""The section 双资金池."""

from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.funds import CARRIED, signed
from countyhire.model.amount import Amount
from countyhire.model.money import Fen, half_up, yuan_grouped
from countyhire.reports import charts
from countyhire.reports.values import official_day
from countyhire.reports.year.parts import Chart, Figure, Section, Table, source

if TYPE_CHECKING:
    from countyhire.compute.funds import Fund, PoolYear

TEN_THOUSAND = 10_000_00


def fund_section(result: "Fund") -> Section:
    """What each pool had, took in, spent and has left, and its balance at the end of each month."""
    balances = month_ends(result)
    months = range(1, result.until.month + 1)
    rows = tuple(
        (
            pool.pool,
            *(_money(amount) for amount in (pool.opening, pool.income, pool.spending, pool.transfers, pool.closing)),
        )
        for pool in result.pools
    )
    uses = {
        name: [dict(pool.uses).get(name) for pool in result.pools] for pool in result.pools for name, _ in pool.uses
    }
    heads = tuple(pool.pool for pool in result.pools)
    return Section(
        "fund",
        "双资金池",
        f"{result.year}年度，截至{official_day(result.until)}。",
        tuple(Figure(f"{pool.pool}结余", _money(pool.closing), "元") for pool in result.pools),
        (
            Chart(
                "各月末结余",
                "两个资金池各月末结余，单位：万元",
                charts.lines(
                    [f"{month}月" for month in months],
                    {name: [fen / TEN_THOUSAND for fen in values] for name, values in balances.items()},
                    "两个资金池各月末结余，单位：万元；数据见下表",
                ),
            ),
        ),
        (
            Table("两个资金池（单位：元）", ("资金池", "上年结转", "收入", "支出", "调剂净额", "结余"), rows),
            Table(
                "支出按用途（单位：元）",
                ("用途", *heads),
                tuple(
                    (name, *(_money(amount) if amount else "" for amount in values)) for name, values in uses.items()
                ),
            ),
            Table(
                "各月末结余（单位：元）",
                ("月份", *heads),
                tuple(
                    (f"{month}月", *(yuan_grouped(values[month - 1]) for values in balances.values()))
                    for month in months
                ),
            ),
        ),
        source("D01", "D04"),
    )


def month_ends(result: "Fund") -> dict[str, list[Fen]]:
    """What each pool held at the end of each month so far, by its name."""
    months = range(1, result.until.month + 1)
    return {pool.pool: [_balance(result, pool, month) for month in months] for pool in result.pools}


def _balance(result: "Fund", pool: "PoolYear", month: int) -> Fen:
    """What the pool held at the month's end: what it holds at last, less what came after."""
    after = sum(
        signed(row)
        for row in result.entries
        if row.on and row.on.month > month and row.category != CARRIED and row.pool in (pool.pool, pool.local_name)
    )
    return half_up(Fraction(pool.closing.value)) - after


def _money(amount: Amount) -> str:
    return yuan_grouped(half_up(Fraction(amount.value)))
