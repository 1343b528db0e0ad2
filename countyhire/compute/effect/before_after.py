"""One count before and after, with the months of both (H33, H50): by how many times, and to how many times."""

from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.effect.indicator import TIMES, About, Indicator, Scope, count, counted, entered, share
from countyhire.model.amount import Amount, product
from countyhire.model.money import decimal_text
from countyhire.model.outcomes import BeforeAfter
from countyhire.model.period import Month

THEME = "前后对比"


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of 前后对比. `times` is the later over the earlier (增长到几倍), `more` that less one (增长几倍).

    Both are None from nothing. Where the two periods have not as many months, `monthly` are the counts a month,
    and it is these that are divided.
    """

    institution: str
    name: str
    item: str
    base_from: Month
    base_to: Month
    base: int
    now_from: Month
    now_to: Month
    now: int
    monthly: tuple[Fraction, Fraction] | None
    times: Fraction | None
    more: Fraction | None
    same_season: bool

    @property
    def words(self) -> str:
        """The comparison in one sentence, base period first."""
        base = f"基期{self.base_from}至{self.base_to}为{self.base:,}"
        now = f"本期{self.now_from}至{self.now_to}为{self.now:,}"
        return f"{base}，{now}"


@dataclass(frozen=True, slots=True)
class BeforeAfterFound:
    """The indicators, and every comparison up to the year."""

    indicators: tuple[Indicator, ...]
    rows: tuple[Compared, ...]


def before_after(scope: Scope) -> BeforeAfterFound:
    """The rows whose later period began by the last day counted."""
    source = "成效台账/前后对比 基期数、本期数"
    rows = [row for row in scope.book.comparisons if _whole(row) and row.now_from and row.now_from.first <= scope.until]
    rows.sort(key=lambda row: (row.institution, row.item, str(row.now_from), str(row.base_from)))
    compared = tuple(_compared(scope, row) for row in rows)
    new = About("from_nothing", THEME, "从无到有的项目", "H33", source)
    if not rows:
        return BeforeAfterFound((count(new, None),), compared)
    started = [one for one in compared if not one.base and one.now]
    words = "；".join(f"{one.name}{one.item}：{one.words}" for one in started)
    indicators = [count(new, counted("从无到有的项目", len(started), "项", "H33", "基期为0、本期不为0"), words)]
    indicators += [_indicator(row, one, source) for row, one in zip(rows, compared, strict=True)]
    return BeforeAfterFound(tuple(indicators), compared)


def _whole(row: BeforeAfter) -> bool:
    """Whether every required cell could be read, with the months in their order."""
    months = (row.base_from, row.base_to, row.now_from, row.now_to)
    if any(month is None for month in months) or row.base is None or row.now is None:
        return False
    texts = [str(month) for month in months]
    return texts == sorted(texts)


def _months(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.number - first.number + 1


def _compared(scope: Scope, row: BeforeAfter) -> Compared:
    assert (
        row.base_from and row.base_to and row.now_from and row.now_to and row.base is not None and row.now is not None
    )
    before, after = _months(row.base_from, row.base_to), _months(row.now_from, row.now_to)
    monthly = None if before == after or not row.base else (Fraction(row.base, before), Fraction(row.now, after))
    base, now = monthly or (Fraction(row.base), Fraction(row.now))
    times = now / base if base else None
    return Compared(
        row.institution,
        scope.book.institution_name(row.institution),
        row.item,
        row.base_from,
        row.base_to,
        row.base,
        row.now_from,
        row.now_to,
        row.now,
        monthly,
        times,
        None if times is None else times - 1,
        before == after and row.base_from.number == row.now_from.number,
    )


def _indicator(row: BeforeAfter, one: Compared, source: str) -> Indicator:
    about = About(
        f"before_after/{one.institution}/{one.item}/{one.now_from}", THEME, f"{one.name}{one.item}", "H50", source
    )
    before = _figure(f"基期{one.item}", row, "base", one, 0)
    after = _figure(f"本期{one.item}", row, "now", one, 1)
    note = one.words
    if one.monthly:
        spans = (_months(one.base_from, one.base_to), _months(one.now_from, one.now_to))
        note += f"；两期月数不同，按月均比较（{spans[0]}个月与{spans[1]}个月）"
    if one.times is not None and one.more is not None:
        note += f"；增长到{decimal_text(one.times, 2)}倍，即增长{decimal_text(one.more, 2)}倍"
    return share(about, after, before, note, TIMES)


def _figure(label: str, row: BeforeAfter, name: str, one: Compared, side: int) -> Amount | None:
    """A count; of unequal periods times the other's months, so that the quotient is that of the means."""
    figure = entered(label, row, name, "", "H50")
    if figure is None or one.monthly is None:
        return figure
    first, last = ((one.now_from, one.now_to), (one.base_from, one.base_to))[side]
    words = ("本期", "基期")[side]
    return product(f"{label}×{words}月数", (figure, Amount("月数", _months(first, last), "个月")), "", "H50")
