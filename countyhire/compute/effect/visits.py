"""Where the district's people are treated, year by year (H07, H62, I34, K13, K16, K17, P25).

Every figure is a count of 成效台账/年度诊疗 over another of the same row. A blank is 未填报, never zero.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from countyhire.compute.effect.indicator import (
    NOT_REPORTED,
    POINTS,
    SUPPORT,
    About,
    Indicator,
    Scope,
    count,
    counted,
    entered,
    points,
    share,
    unknown,
)
from countyhire.model.amount import Amount
from countyhire.model.money import fixed_text
from countyhire.model.outcomes import YearlyVisits

THEME = "诊疗量"
FLOOR = "effect.retention_floor"
PARTS = (  # id, name, part, its label, whole, its label, clause
    ("primary_share", "基层诊疗量占比", "primary_visits", "基层诊疗人次", "total_visits", "全区总诊疗人次", "H62"),
    (
        "village_share", "村卫生室占基层诊疗量", "village_visits", "村卫生室诊疗人次", "primary_visits",
        "基层诊疗人次", "K13",
    ),
    (
        "rural_first_share", "农村居民基层首诊占比", "rural_first_at_primary", "首诊在基层人次", "rural_first_visits",
        "农村居民首诊人次", "H07",
    ),
    (
        "insured_share", "参保居民基层就诊占比", "insured_at_primary", "参保居民基层就诊人次", "insured_visits",
        "参保居民就诊人次", "P25",
    ),
    (
        "retention", "县域内住院占比", "insured_inpatients_in_county", "参保居民县域内住院人次", "insured_inpatients",
        "参保居民住院人次", "I34",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitYear:
    """A year's shares by the id of the indicator; one that was not filled in, or is over nothing, has no value."""

    year: int
    shares: dict[str, Indicator]

    def value(self, name: str) -> Amount | None:
        return self.shares[name].value


@dataclass(frozen=True, slots=True)
class Visits:
    """The indicators of a year, and the shares of every year up to it."""

    indicators: tuple[Indicator, ...]
    years: tuple[VisitYear, ...]


def visits(scope: Scope) -> Visits:
    """The year's shares, the change in points, and the years in a row in which the sick stayed in the county."""
    last = min(scope.year, scope.until.year)  # what a later year will have is not known yet
    rows = {row.year: row for row in reversed(scope.book.yearly_visits) if row.year and row.year <= last}
    years = tuple(VisitYear(year, _shares(rows[year], year)) for year in sorted(rows))
    now = years[-1].shares if years and years[-1].year == scope.year else _shares(None, scope.year)
    return Visits((*now.values(), *_trend(scope, years), _streak(scope, years)), years)


def _shares(row: YearlyVisits | None, year: int) -> dict[str, Indicator]:
    found = {}
    for name, label, part, part_label, whole, whole_label, clause in PARTS:
        about = About(name, THEME, label, clause, f"成效台账/年度诊疗 {part_label}、{whole_label}")
        top = entered(f"{year}年{part_label}", row, part, "人次", clause) if row else None
        bottom = entered(f"{year}年{whole_label}", row, whole, "人次", clause) if row else None
        found[name] = share(about, top, bottom)
    return found


def _trend(scope: Scope, years: tuple[VisitYear, ...]) -> list[Indicator]:
    """The share at primary level less that of the year before, and that of the first year on record (K16)."""
    known = {row.year: value for row in years if (value := row.value("primary_share"))}
    source = "成效台账/年度诊疗 基层诊疗人次、全区总诊疗人次"
    year = About("primary_share_change", THEME, "基层诊疗量占比较上年升降", "K16", source)
    since = About("primary_share_since", THEME, "基层诊疗量占比较最早一年升降", "K16", source)
    first = min((one for one in known if one < scope.year), default=None)
    return [_change(year, known, scope.year - 1, scope.year), _change(since, known, first, scope.year)]


def _change(about: About, known: dict[int, Amount], before: int | None, now: int) -> Indicator:
    later, earlier = known.get(now), known.get(before or 0)
    if later is None or earlier is None:
        return about.made(POINTS, None, missing=NOT_REPORTED)
    note = f"{before}年{_percent(earlier)}，{now}年{_percent(later)}"
    later, earlier = (replace(one, label=f"{year}年{one.label}") for one, year in ((later, now), (earlier, before)))
    value = points(about.name, later, earlier, about.clause)
    return about.made(POINTS, value, numerator=later, denominator=earlier, note=note)


def _percent(amount: Amount) -> str:
    return f"{fixed_text(Fraction(amount.value) * 100, 2)}%"


def _streak(scope: Scope, years: tuple[VisitYear, ...]) -> Indicator:
    """How many years on end, to this one, the share treated in the county reached the district's line (K17)."""
    source = "成效台账/年度诊疗 参保居民县域内住院人次、参保居民住院人次"
    about = About("retention_years", THEME, "连续实现大病不出县的年数", "K17", source, mechanism=SUPPORT)
    if not scope.policy.parameter(FLOOR).at(scope.until):
        return unknown(about, "年", f"文件没有规定达到多少算实现，可在 countyhire.toml 写明 {FLOOR} 和依据")
    floor = scope.policy.fraction(FLOOR, scope.until)
    reached = {row.year: value.value >= floor for row in years if (value := row.value("retention"))}
    if scope.year not in reached:
        return about.made("年", None, missing=_why(years, scope.year))
    length = 0
    while reached.get(scope.year - length):
        length += 1
    words = f"县域内住院占比不低于{_percent(scope.policy.amount(FLOOR, scope.until))}"
    return count(about, counted(about.name, length, "年", "K17", words))


def _why(years: tuple[VisitYear, ...], year: int) -> str:
    """Why a year has no share treated in the county."""
    return next((row.shares["retention"].missing for row in years if row.year == year), NOT_REPORTED)
