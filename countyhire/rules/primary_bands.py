"""CH615–CH619: the pay of primary institutions within the bands of 强基工程 10 and 11; only under a pack with them."""

from collections.abc import Iterator
from datetime import date

from countyhire.compute.pay.bands import HEAD, OVERTIME, PRACTITIONERS, TOTAL, WITHIN
from countyhire.compute.pay.primary import Unit, primary, ruled
from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.money import yuan_grouped
from countyhire.model.names import before_number
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hit, Hits, rule


def units(book: Book, policy: Policy, on: date) -> Iterator[tuple[str, Unit]]:
    """Every institution and year since the pack came into force, with its name and year for a sentence."""
    if not ruled(policy):
        return
    first = policy.in_force_from.year
    for year in sorted({row.year for row in book.primary_totals if row.year and first <= row.year <= on.year}):
        for unit in primary(book, policy, year, on).units:
            yield f"{before_number(unit.name)}{year}年", unit


def _outside(book: Book, policy: Policy, on: date, key: str, field: str) -> Iterator[Hit]:
    for place, unit in units(book, policy, on):
        for band in unit.bands:
            if band.key == key and band.verdict != WITHIN:
                yield unit.row.cell(field), f"{place}{band.name}{band.sentence}", unit.institution


@rule("CH615", "primary-total-outside-its-band", Severity.WARNING, clause="O01", reads=("primary_totals",))
def total_outside_its_band(book: Book, policy: Policy, on: date) -> Hits:
    """基层机构绩效总量不在基准线的规定比例之内。

    为什么: 总量原则上按当地其他事业单位绩效工资基准线的100%至135%掌握，加班和全科增核另计。
    怎么改: 核对核定总量、增核数、年平均人数和基准线；确需例外的由核定部门说明。
    """
    yield from _outside(book, policy, on, TOTAL, "approved")


@rule("CH616", "overtime-addition-outside-its-band", Severity.WARNING, clause="O03", reads=("primary_totals",))
def overtime_addition_outside_its_band(book: Book, policy: Policy, on: date) -> Hits:
    """加班增核的总量不在基准线的规定比例之内。

    为什么: 未能调休的加班、值班、夜班，按当地其他事业单位基准线的10%至15%增加总量。
    怎么改: 核对加班增核、年平均人数和基准线。
    """
    yield from _outside(book, policy, on, OVERTIME, "overtime")


@rule("CH617", "head-outside-the-band", Severity.WARNING, clause="O05", reads=("primary_totals", "primary_staff"))
def head_outside_the_band(book: Book, policy: Policy, on: date) -> Hits:
    """主要负责人的绩效年薪不在单位人均的规定倍数之内。

    为什么: 主要负责人的绩效年薪原则上控制在单位年人均绩效工资的150%至230%之间。
    怎么改: 核对负责人的绩效、任职月数和单位年平均人数，由区县卫生健康行政部门按考核结果确定。
    """
    for _, unit in units(book, policy, on):
        staff = {one.person: one for one in unit.staff}
        for band in unit.bands:
            if band.key == HEAD and band.verdict != WITHIN:
                yield staff[band.subject].cell("performance"), f"{band.name}{band.sentence}", band.subject


@rule("CH618", "total-not-that-of-the-staff", Severity.WARNING, clause="O07", reads=("primary_totals", "primary_staff"))
def total_not_that_of_the_staff(book: Book, policy: Policy, on: date) -> Hits:
    """实发总量与逐人合计不同，或者把负责人、协议工资人员算了进去。

    为什么: 主要负责人的绩效不纳入单位总量，实行协议工资的人员不纳入绩效工资实施范围。
    怎么改: 实发总量填不含主要负责人和协议工资人员的数；人员有漏的补登。
    """
    for place, unit in units(book, policy, on):
        paid, counted = unit.row.paid, unit.counted
        if paid is None or counted is None or not unit.staff or paid == counted.value:
            continue
        everybody = sum(one.performance or 0 for one in unit.staff)
        why = "，多出的是负责人等" if paid == everybody else ""
        words = f"{place}实发{yuan_grouped(paid)}，应计入的合计{counted.shown}{why}"
        yield unit.row.cell("paid"), words, unit.institution


@rule("CH619", "practitioners-addition-off", Severity.WARNING, clause="O09", reads=("primary_totals",))
def practitioners_addition_off(book: Book, policy: Policy, on: date) -> Hits:
    """全科医生增核的总量不是本单位基准线的一成左右。

    为什么: 可按本单位绩效工资基准线的10%左右增核，“左右”的幅度由政策包给出。
    怎么改: 核对全科增核、年平均人数和本单位基准线。
    """
    yield from _outside(book, policy, on, PRACTITIONERS, "practitioners")
