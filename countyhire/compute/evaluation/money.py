"""Pools and pay: what came in, what was used, the level against its floor, who was paid twice (I05, I06, H18, H19)."""

from collections.abc import Iterator
from fractions import Fraction

from countyhire.compute.evaluation.facts import About, Facts
from countyhire.compute.evaluation.measure import MONEY, Measure
from countyhire.compute.pay.floors import COUNTY_AVERAGE
from countyhire.model.amount import Amount
from countyhire.model.money import Fen, half_up

GROUP = "资金和待遇"
CAME_IN = About("pool_in", GROUP, "资金池收入", "I05", ("fund_entries",), "当年两池收入", unit="元")
WENT_OUT = About("pool_out", GROUP, "资金池支出", "I06", ("fund_entries",), "当年两池支出", unit="元")
FLOOR = About(
    "pay_floor", GROUP, "虚拟机构人均绩效与区县平均之比", "H19",
    ("spells", "scores", "basic_standards", "county_units"), "虚拟机构绩效工资", "按区县平均水平计算的总额", "元",
)  # fmt: skip
TWICE = About("double_pay", GROUP, "重复领取绩效线索", "H18", ("home_pay",), "服务月份原单位仍发绩效", unit="处")
DOUBLE_PAY = {"CH620", "CH621"}


def money(facts: Facts) -> Iterator[Measure]:
    """The indicators of the pools and the pay."""
    yield from _pools(facts)
    if isinstance(facts.payroll, str):
        yield FLOOR.share(None, None, facts.payroll)
    else:
        floor = next((row for row in facts.payroll.floors if row.key == COUNTY_AVERAGE and not row.subject), None)
        yield FLOOR.share(*((_fen(floor.level), _fen(floor.least)) if floor else (None, None)))
    twice = sum(finding.code in DOUBLE_PAY for finding in facts.findings)
    yield TWICE.count(twice, facts.absent("home_pay"))


def _pools(facts: Facts) -> Iterator[Measure]:
    if isinstance(facts.fund, str):
        yield CAME_IN.count(None, facts.fund, MONEY)
        yield WENT_OUT.count(None, facts.fund, MONEY)
        return
    pools, absent = facts.fund.pools, facts.absent("fund_entries")
    yield CAME_IN.count(sum(_fen(pool.income) for pool in pools), absent, MONEY)
    yield WENT_OUT.count(sum(_fen(pool.spending) for pool in pools), absent, MONEY)


def _fen(amount: Amount) -> Fen:
    return half_up(Fraction(amount.value))
