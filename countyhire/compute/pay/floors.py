"""What the pay may not fall under: each pack names its floors, all that have figures are shown (H19, J15, O15, Q21)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.pay import faults
from countyhire.compute.pay.averages import AverageExcess
from countyhire.compute.pay.deductions import TWELVE
from countyhire.compute.pay.pool import SHEET, Pool
from countyhire.model.amount import Amount, Op, given, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.pay import PeerAverage
from countyhire.model.where import Cell

COUNTY_AVERAGE, HOME_DEPARTMENT, COUNTY_PEERS = "county_average", "home_department", "county_peers"
PEERS = Cell("绩效标准.xlsx", "同类人员平均")
NOUGHT = Amount("零", 0, "元")


@dataclass(frozen=True, slots=True)
class Earner:
    """What a floor needs of a person: who, from which department at which grade, how long, for how much."""

    person: str
    name: str
    sender: str
    department: str
    grade: str
    months: Amount
    pay: Amount


@dataclass(frozen=True, slots=True)
class Floor:
    """One comparison, in whole fen. `subject` is a person's code, empty for the whole virtual unit.

    `named` says whether the pack asks for it; `strict` whether the level must lie above `least`, not only reach it.
    `short` is the top-up that reaches the floor. For the virtual unit `heads` is its FTE: level ÷ heads is its level
    a head.
    """

    key: str
    subject: str
    name: str
    level: Amount
    least: Amount
    short: Amount
    strict: bool
    named: bool
    heads: Amount | None = None

    @property
    def met(self) -> bool:
        return self.level.value > self.least.value if self.strict else self.level.value >= self.least.value

    @property
    def per_head(self) -> tuple[Amount, Amount] | None:
        """The unit's level and its floor a head, unrounded; None for a person's floor."""
        if self.heads is None:
            return None
        return quotient("人均", self.level, self.heads, "元"), self.least.inputs[0].inputs[1]


def floors_of(
    book: Book, named: Sequence[str], year: int, pool: Pool, average: AverageExcess, earners: Sequence[Earner]
) -> tuple[tuple[Floor, ...], list[Finding]]:
    """Every floor that has figures, and a finding for each named one that is missed or cannot be judged."""
    found = list(_county(named, pool, average))
    findings = []
    peers = [row for row in book.peer_averages if row.year == year and row.annual is not None]
    by_department = {(row.institution, row.department, row.post_grade): row for row in reversed(peers)}
    by_grade: dict[str, list[PeerAverage]] = {}
    for row in peers:
        by_grade.setdefault(row.post_grade, []).append(row)
    for earner in earners:
        own = by_department.get((earner.sender, earner.department, earner.grade))
        alike = by_grade.get(earner.grade, [])
        for key, rows, clause in ((HOME_DEPARTMENT, [own] if own else [], "J15"), (COUNTY_PEERS, alike, "O15")):
            if rows:
                least = _least(earner, rows, clause)
                short = _short(earner.pay, least)
                found.append(
                    Floor(key, earner.person, earner.name, earner.pay, least, short, key == COUNTY_PEERS, key in named)
                )
            elif key in named:
                message = f"{earner.name}（{earner.person}）没有{year}年{earner.department}{earner.grade}的年人均"
                findings.append(faults.PEERS_MISSING.at(PEERS, message, earner.person))
    for floor in found:
        if floor.named and not floor.met:
            message = f"{floor.name}{floor.level.shown}，底线{floor.least.shown}，差{floor.short.shown}"
            findings.append(faults.FLOOR_MISSED.at(SHEET, message, floor.subject))
    return tuple(found), findings


def _county(named: Sequence[str], pool: Pool, average: AverageExcess) -> Iterator[Floor]:
    """The virtual unit's level a head against the county-level institutions' (H19).

    All performance pay where every institution gave its 绩效工资总额, and the excess part by itself. Totals are
    compared, rounded once as the pool is, so that a fraction of a fen a head is no shortfall.
    """
    asked = COUNTY_AVERAGE in named
    if not average.units or not pool.fte.value:
        return
    whole = [(item, item.row.performance_total) for item in average.units if item.row]
    if all(fen is not None for _, fen in whole):
        pay = tuple(
            given(f"{item.name}绩效工资总额", fen or 0, "元", item.row.cell("performance_total"), "H19")
            for item, fen in whole
            if item.row
        )
        heads = tuple(item.net for item in average.units if item.net)
        level = quotient(
            f"{average.year}年绩效工资平均水平",
            total("绩效工资总额合计", pay, "元", "H19"),
            total("扣减后年平均人数合计", heads, "人", "E16"),
            "元",
            "H19",
        )
        yield _unit("虚拟机构绩效工资总量", pool.total, level, pool, asked)
    yield _unit("虚拟机构超额绩效总量", pool.excess, average.used, pool, asked)


def _unit(name: str, level: Amount, county: Amount, pool: Pool, asked: bool) -> Floor:
    least = rounded("平均水平×折合人数", product("平均水平×折合人数", (pool.fte, county), "元", "H19"), "H19")
    return Floor(COUNTY_AVERAGE, "", name, level, least, _short(level, least), False, asked, pool.fte)


def _short(level: Amount, least: Amount) -> Amount:
    """max(0, floor - pay)."""
    value = int(least.value) - int(level.value)
    gap = Amount("底线－实际", value, "元", Op.DIFFERENCE, (least, level))
    return Amount("应补差额", max(0, value), "元", Op.GREATEST, (gap, NOUGHT), clause=least.clause)


def _least(earner: Earner, rows: Sequence[PeerAverage], clause: str) -> Amount:
    """The peers' mean for as many months as the person served."""
    parts = tuple(
        given(
            f"{row.institution}{row.department}{row.post_grade}年人均",
            row.annual or 0,
            "元",
            row.cell("annual"),
            clause,
        )
        for row in rows
    )
    mean = sum((Fraction(part.value) for part in parts), Fraction(0)) / len(parts)
    peers = parts[0] if len(parts) == 1 else Amount("同类人员年人均", mean, "元", Op.MEAN, parts, clause=clause)
    years = quotient("折合年数", earner.months, TWELVE, "年")
    return rounded("底线", product("年人均×折合年数", (peers, years), "元", clause), clause)
