"""Both pools in a year: what came in, what went out, what is left, how long it lasts (55号 三（三）).

For each pool, to the fen: opening + income − spending ± transfers = closing (D01, D02, D03, H22). 上年结转 is the
opening balance and never income as well; a year without it opens with what the year before left. Beside the year
stand the sums of the whole ledger (I05, I06) and the uses by class (I07, I08, I09, I10, I11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute import funds_faults as faults
from countyhire.compute.funds_places import Place, places
from countyhire.model.amount import Amount, Op, given, quotient, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.money import half_up, yuan_grouped
from countyhire.model.pay import INCOME_CATEGORIES, POOLS, SPENDING_CATEGORIES, FundEntry
from countyhire.model.period import Month, days_in
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

CARRIED = "上年结转"
INCOME, SPENDING, INTO, OUT_OF = "收入", "支出", "转入", "转出"
SHEET = Cell("资金池台账.xlsx", "收支")
SOURCES = tuple(name for name in INCOME_CATEGORIES if name != CARRIED)


@dataclass(frozen=True, slots=True)
class PoolYear:
    """One pool's year, in fen. `income` and `uses` are by category in the order of the catalogue, zeros included.

    `transfers` is what came in less what went to the other pool. `use_rate` is spending ÷ what could be spent
    (opening, income and transfers), `total_rate` spending ÷ income of all years in the ledger; None where nothing
    came in. `monthly` is the average spending of a month so far, `empty_in` the month in which what is left would
    be spent at that pace without further income; None where nothing is spent.
    """

    pool: str
    local_name: str
    opening: Amount
    income: Amount
    sources: tuple[tuple[str, Amount], ...]
    spending: Amount
    uses: tuple[tuple[str, Amount], ...]
    transfers: Amount
    closing: Amount
    use_rate: Amount | None
    total_income: Amount
    total_spending: Amount
    total_rate: Amount | None
    monthly: Amount
    empty_in: Month | None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of the budget, or what happened without one (`planned` None). `left` = `planned` - `actual`."""

    pool: str
    direction: str
    category: str
    institution: str
    planned: Amount | None
    actual: Amount
    left: Amount | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one of the three sources gave to both pools against its plan; `share` is its part of all three (H22)."""

    source: str
    planned: Amount
    actual: Amount
    share: Amount | None


@dataclass(frozen=True, slots=True)
class Fund:
    """Both pools in a year up to `until`, as of `on`; `entries` are the year's, by day and voucher."""

    year: int
    on: date
    until: date
    pools: tuple[PoolYear, ...]
    budget: tuple[BudgetLine, ...]
    contributions: tuple[Contribution, ...]
    places: tuple[Place, ...]
    entries: tuple[FundEntry, ...]
    findings: tuple[Finding, ...]

    def pool(self, name: str) -> PoolYear:
        return next(one for one in self.pools if one.pool == name)


def fund(book: Book, policy: Policy, year: int, on: date) -> Fund:
    """The pools of a year from the entries dated up to `on`."""
    known = [row for row in book.fund_entries if row.on and row.on <= on and row.amount is not None]
    known.sort(key=lambda row: (row.on or date.min, signed(row) < 0, row.voucher, row.category, row.amount or 0))
    until = max(min(on, date(year, 12, 31)), date(year, 1, 1))
    local = {name: alias for alias, name in policy.pack.pool_aliases.items()}
    pools, findings = [], []
    for name in POOLS:
        own = [row for row in known if policy.pool(row.pool) == name]
        pool, more = _pool(name, local.get(name, ""), own, year, until)
        pools.append(pool)
        findings += more
    entries = tuple(row for row in known if row.on and row.on.year == year)
    return Fund(
        year,
        on,
        until,
        tuple(pools),
        _budget(book, policy, year, entries),
        _contributions(book, year, entries),
        places(book, entries),
        entries,
        tuple(sorted(findings, key=lambda finding: finding.order)),
    )


def signed(entry: FundEntry) -> int:
    """What an entry adds to its pool, in fen."""
    return (entry.amount or 0) * (1 if entry.direction in (INCOME, INTO) else -1)


def _pool(name: str, local: str, own: Sequence[FundEntry], year: int, until: date) -> tuple[PoolYear, list[Finding]]:
    now = [row for row in own if row.on and row.on.year == year]
    opening, findings = _opening(name, own, year)
    income = [row for row in now if row.direction == INCOME and row.category != CARRIED]
    spending = [row for row in now if row.direction == SPENDING]
    sources = _by_category(f"{name}收入", income, SOURCES)
    uses = _by_category(f"{name}支出", spending, SPENDING_CATEGORIES)
    came = _sum(f"{name}转入", [row for row in now if row.direction == INTO])
    went = _sum(f"{name}转出", [row for row in now if row.direction == OUT_OF])
    income_total = total(f"{name}收入合计", tuple(part for _, part in sources), "元", "D01")
    spent = total(f"{name}支出合计", tuple(part for _, part in uses), "元", "D02")
    net = Amount(f"{name}划转净额", int(came.value) - int(went.value), "元", Op.DIFFERENCE, (came, went), "", "D01")
    available = total(f"{name}可用资金", (opening, income_total, net), "元", "D01")
    closing = Amount(
        f"{name}期末余额", int(available.value) - int(spent.value), "元", Op.DIFFERENCE, (available, spent), "", "D01"
    )
    ever_in = _sum(f"{name}累计收入", [row for row in own if row.direction == INCOME and row.category != CARRIED])
    ever_out = _sum(f"{name}累计支出", [row for row in own if row.direction == SPENDING])
    months = _months(year, until)
    monthly = quotient(f"{name}平均每月支出", spent, months, "元", "D03", "当年支出÷已过月数")
    empty = _empty_in(closing, monthly, months, year)
    if empty is not None and empty.year == year:
        message = f"{name}余额{closing.shown}，按每月{_fen_text(monthly)}支出，{empty}用完"
        findings.append(faults.RUNS_OUT.at(SHEET, message, name))
    return PoolYear(
        name,
        local,
        opening,
        income_total,
        sources,
        spent,
        uses,
        net,
        closing,
        quotient(f"{name}使用率", spent, available, "", "I06", "支出÷可用资金") if available.value else None,
        ever_in,
        ever_out,
        quotient(f"{name}累计使用率", ever_out, ever_in, "", "I06", "累计支出÷累计收入") if ever_in.value else None,
        monthly,
        empty,
    ), findings


def _opening(name: str, own: Sequence[FundEntry], year: int) -> tuple[Amount, list[Finding]]:
    """The year's 上年结转, or what the years before left; both, where they differ, are a finding."""
    carried = [row for row in own if row.on and row.on.year == year and _is_carried(row)]
    years = sorted({row.on.year for row in own if row.on and row.on.year < year})
    left = 0
    for one in years:
        rows = [row for row in own if row.on and row.on.year == one]
        opened = [signed(row) for row in rows if _is_carried(row)]
        left = (sum(opened) if opened else left) + sum(signed(row) for row in rows if not _is_carried(row))
    if not carried:
        words = f"{years[-1]}年末余额" if years else "没有登记上年结转"
        return Amount(f"{name}年初余额", left, "元", Op.COUNT, words=words, clause="D01"), []
    opening = _sum(f"{name}年初余额", carried)
    if years and years[-1] == year - 1 and opening.value != left:
        before = Amount("", left, "元")
        message = f"{name}{year}年的上年结转{opening.shown}，{year - 1}年末余额{before.shown}"
        return opening, [faults.OPENING_DIFFERS.at(carried[0].cell("amount"), message, name)]
    return opening, []


def _is_carried(row: FundEntry) -> bool:
    return row.direction == INCOME and row.category == CARRIED


def _by_category(label: str, rows: Sequence[FundEntry], known: Sequence[str]) -> tuple[tuple[str, Amount], ...]:
    """The sums by category; one that is not in the catalogue stands at the end (the rules call it an error)."""
    names = [*known, *sorted({row.category for row in rows} - set(known))]
    return tuple((name, _sum(f"{label}（{name}）", [row for row in rows if row.category == name])) for name in names)


def _sum(label: str, rows: Sequence[FundEntry]) -> Amount:
    parts = tuple(given(row.voucher, row.amount or 0, "元", row.cell("amount"), "D01") for row in rows)
    return total(label, parts, "元", "D01")


def _months(year: int, until: date) -> Amount:
    """The months gone by, the running one by its days."""
    value = until.month - 1 + Fraction(until.day, days_in(year, until.month))
    return Amount("已过月数", value, "个月", Op.COUNT, words=f"{year}年1月1日至{until}")


def _empty_in(closing: Amount, monthly: Amount, months: Amount, year: int) -> Month | None:
    if monthly.value <= 0:
        return None
    at = Fraction(months.value) + max(Fraction(0), closing.value / Fraction(monthly.value))
    whole = -(-at.numerator // at.denominator)  # the month in which the last fen goes
    years, number = divmod(year * 12 + max(whole, 1) - 1, 12)
    return Month(years, number + 1)


def _fen_text(amount: Amount) -> str:
    return yuan_grouped(half_up(Fraction(amount.value)))


def _budget(book: Book, policy: Policy, year: int, entries: Sequence[FundEntry]) -> tuple[BudgetLine, ...]:
    """Every line of the year's budget with what happened, then what happened without a line."""
    planned: dict[tuple[str, str, str, str], list[Amount]] = {}
    for row in book.budgets:
        if row.year == year and row.amount is not None:
            key = (policy.pool(row.pool), row.direction, row.category, row.institution)
            cell = row.cell("amount")
            planned.setdefault(key, []).append(given(f"{row.category}预算", row.amount, "元", cell, "D03"))
    actual: dict[tuple[str, str, str, str], list[FundEntry]] = {key: [] for key in planned}
    for entry in entries:
        if _is_carried(entry) or entry.direction not in (INCOME, SPENDING):
            continue
        key = (policy.pool(entry.pool), entry.direction, entry.category, entry.institution)
        if key not in planned:
            key = (*key[:3], "")
        actual.setdefault(key, []).append(entry)
    order = {name: place for place, name in enumerate((*POOLS, INCOME, SPENDING, *SOURCES, *SPENDING_CATEGORIES))}
    found = []
    for key in sorted(actual, key=lambda key: (*(order.get(name, len(order)) for name in key[:3]), key)):
        done = _sum(f"{key[2]}实际", actual[key])
        plan = total(f"{key[2]}预算", tuple(planned[key]), "元", "D03") if key in planned else None
        left = None
        if plan is not None:
            left = Amount(
                f"{key[2]}结余", int(plan.value) - int(done.value), "元", Op.DIFFERENCE, (plan, done), "", "D03"
            )
        found.append(BudgetLine(*key, plan, done, left))
    return tuple(found)


def _contributions(book: Book, year: int, entries: Sequence[FundEntry]) -> tuple[Contribution, ...]:
    rows = [row for row in entries if row.direction == INCOME and row.category in SOURCES]
    parts = tuple(_sum(f"{one}筹资", [row for row in rows if row.category == one]) for one in SOURCES)
    whole = total("三方筹资合计", parts, "元", "H22")
    found = []
    for source, actual in zip(SOURCES, whole.inputs, strict=True):
        plan = tuple(
            given(f"{source}筹资预算", row.amount, "元", row.cell("amount"), "H22")
            for row in book.budgets
            if row.year == year and row.direction == INCOME and row.category == source and row.amount is not None
        )
        share = quotient(f"{source}所占比例", actual, whole, "", "H22") if whole.value else None
        found.append(Contribution(source, total(f"{source}筹资预算", plan, "元", "H22"), actual, share))
    return tuple(found)
