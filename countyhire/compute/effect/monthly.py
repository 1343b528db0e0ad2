"""What the receivers treat month by month: by those sent, against the year before, by period (H45, H46, K09, G14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.effect.indicator import (
    ASSESSMENT,
    About,
    Indicator,
    Scope,
    count,
    growth,
    rows_of,
    summed,
)
from countyhire.compute.presence import from_home
from countyhire.model.amount import Amount
from countyhire.model.outcomes import Activity
from countyhire.model.period import Month

THEME = "诊疗量"
ITEMS = (("visits", "门急诊人次", "人次"), ("inpatients", "住院人次", "人次"), ("operations", "手术台次", "台次"),
         ("deliveries", "分娩数", "例"))  # fmt: skip
FIELDS = tuple(name for name, _, _ in ITEMS)
MONTH, QUARTER, YEAR = "月", "季", "年"


def rate(before: int | None, after: int | None) -> Fraction | None:
    """What came on top, over what was before; None from nothing or where one of them is not known."""
    return Fraction(after - before, before) if before and after is not None else None


@dataclass(frozen=True, slots=True)
class Growth:
    """One institution's counts of the year beside those of the same months a year before, as far as both are known."""

    institution: str
    name: str
    months: int
    before: Mapping[str, int | None]
    after: Mapping[str, int | None]

    def change(self, name: str) -> Fraction | None:
        return rate(self.before[name], self.after[name])


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A month, a quarter or the year so far: its counts, those of the period before, and of a year before (G14).

    `reports` are the institution-months that the counts rest on, `before_reports` and `last_reports` those of the
    other two. A count is None where nobody filled it in.
    """

    kind: str
    label: str
    reports: int
    counts: Mapping[str, int | None]
    before_reports: int
    before: Mapping[str, int | None]
    last_reports: int
    last: Mapping[str, int | None]

    def change(self, name: str) -> Fraction | None:
        """How much more than in the period before, over that."""
        return rate(self.before[name], self.counts[name])

    def yearly_change(self, name: str) -> Fraction | None:
        """How much more than in the same period of the year before, over that."""
        return rate(self.last[name], self.counts[name])


@dataclass(frozen=True, slots=True)
class Monthly:
    """The indicators of the monthly counts, and their tables."""

    indicators: tuple[Indicator, ...]
    growths: tuple[Growth, ...]
    periods: tuple[PeriodRow, ...]


Rows = Mapping[tuple[str, Month], Activity]


def monthly(scope: Scope) -> Monthly:
    """The rows of 月度诊疗 up to the last day counted."""
    rows = {
        (row.institution, row.month): row
        for row in reversed(scope.book.activities)
        if row.institution and row.month and row.month.first <= scope.until
    }
    whole = {key: row for key, row in rows.items() if key[1].last <= scope.until}
    growths = _growths(scope, whole)
    return Monthly((*_placed(scope, rows), *_growth(scope, whole)), growths, _periods(scope, whole))


def _ordered(rows: Rows) -> list[Activity]:
    return [rows[key] for key in sorted(rows)]


def _placed(scope: Scope, rows: Rows) -> list[Indicator]:
    """What those sent did: 月度诊疗's own columns; visits else from 月度考核表, where each has a row a month."""
    own = _ordered(rows)
    now = [row for row in own if row.month and row.month.year == scope.year]
    visits, source = (
        summed("派驻人员门急诊人次", own, "placed_visits", "人次", "H45"),
        "成效台账/月度诊疗 派驻人员门急诊人次",
    )
    in_year = summed("派驻人员门急诊人次", now, "placed_visits", "人次", "H45")
    if visits is None:
        scored = [row for row in scope.book.scores if row.month and row.month.first <= scope.until]
        scored = [row for row in scored if not from_home(scope.book, row)]  # the same visits once
        scored.sort(key=lambda row: (row.person, str(row.month), row.assessor))
        this = [row for row in scored if row.month and row.month.year == scope.year]
        visits = summed("门急诊人次", scored, "visits", "人次", "H45")
        in_year = summed("门急诊人次", this, "visits", "人次", "H45")
        source = "月度考核表/月度考核 门急诊人次" if visits else source
    beds = "成效台账/月度诊疗 派驻人员住院人次"
    inpatients, of_year = (summed("住院人次", part, "placed_inpatients", "人次", "H46") for part in (own, now))
    parts = (
        ("placed_visits", "派驻人员累计门急诊人次", "H45", source, visits),
        ("placed_visits_in_year", "派驻人员当年门急诊人次", "H45", source, in_year),
        ("placed_inpatients", "派驻人员累计住院人次", "H46", beds, inpatients),
        ("placed_inpatients_in_year", "派驻人员当年住院人次", "H46", beds, of_year),
    )  # fmt: skip
    return [count(About(name, THEME, label, clause, where), value) for name, label, clause, where, value in parts]


def _pairs(rows: Rows, year: int) -> list[tuple[Activity, Activity]]:
    """Each institution's month of the year with the same month of the year before; only where both are there."""
    found = []
    for (code, month), row in sorted(rows.items()):
        earlier = rows.get((code, Month(year - 1, month.number)))
        if month.year == year and earlier:
            found.append((earlier, row))
    return found


def _growth(scope: Scope, rows: Rows) -> list[Indicator]:
    """The same months of both years, institution by institution, so that a new reporter makes no growth (K09, H50)."""
    pairs = _pairs(rows, scope.year)
    found = []
    for name, label, unit in ITEMS:
        both = [pair for pair in pairs if all(getattr(row, name) is not None for row in pair)]
        before, after = (
            summed(f"{side}{label}", [pair[place] for pair in both], name, unit, "K09")
            for place, side in enumerate(("基期", "本期"))
        )
        months = sorted({row.month.number for _, row in both if row.month})
        source = rows_of("成效台账", "月度诊疗", both) + f" {label}，同机构同月比较"
        about = About(f"{name}_growth", THEME, f"{label}同比增长", "K09", source, mechanism=ASSESSMENT)
        found.append(growth(about, before, after, _compared(scope.year, months, before, after)))
    return found


def _compared(year: int, months: Sequence[int], before: Amount | None, after: Amount | None) -> str:
    if before is None or after is None:
        return ""
    span = spans(months)
    return f"基期{year - 1}年{span}为{int(before.value):,}，本期{year}年{span}为{int(after.value):,}"


def spans(months: Iterable[int]) -> str:
    """`1—7月`, `1—3、5月`."""
    found: list[list[int]] = []
    for month in sorted(set(months)):
        if found and found[-1][-1] == month - 1:
            found[-1].append(month)
        else:
            found.append([month])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in found) + "月"


def _growths(scope: Scope, rows: Rows) -> tuple[Growth, ...]:
    places: dict[str, list[tuple[Activity, Activity]]] = {}
    for earlier, later in _pairs(rows, scope.year):
        places.setdefault(later.institution, []).append((earlier, later))
    return tuple(
        Growth(code, scope.book.institution_name(code), len(pairs), _sums(pairs, 0), _sums(pairs, 1))
        for code, pairs in sorted(places.items())
    )


def _sums(pairs: Sequence[tuple[Activity, Activity]], side: int) -> dict[str, int | None]:
    found = {}
    for name in FIELDS:
        both = [pair for pair in pairs if all(getattr(row, name) is not None for row in pair)]
        found[name] = sum(getattr(pair[side], name) for pair in both) if both else None
    return found


def _periods(scope: Scope, rows: Rows) -> tuple[PeriodRow, ...]:
    """Each month, each whole quarter and the year so far, with the period before and that of a year before."""
    months = [Month(scope.year, number) for number in range(1, 13)]
    over = [month for month in months if month.last <= scope.until]
    found = [_row(rows, MONTH, f"{month.number}月", [month], [month.before], [_year_before(month)]) for month in over]
    for number in range(4):
        quarter = months[3 * number : 3 * number + 3]
        if quarter[-1] in over:
            before = [Month.of(month.before.before.before.first) for month in quarter]
            found.append(
                _row(rows, QUARTER, f"第{'一二三四'[number]}季度", quarter, before, [*map(_year_before, quarter)])
            )
    if over:
        label = "全年" if len(over) == 12 else f"{spans(month.number for month in over)}累计"
        last = [_year_before(month) for month in over]
        found.append(_row(rows, YEAR, label, over, last, last))
    return tuple(found)


def _year_before(month: Month) -> Month:
    return Month(month.year - 1, month.number)


def _row(
    rows: Rows, kind: str, label: str, now: Sequence[Month], before: Sequence[Month], last: Sequence[Month]
) -> PeriodRow:
    sides = [[rows[key] for key in sorted(rows) if key[1] in set(months)] for months in (now, before, last)]
    counted = [{name: _total(side, name) for name in FIELDS} for side in sides]
    parts = [part for side, counts in zip(sides, counted, strict=True) for part in (len(side), counts)]
    return PeriodRow(kind, label, *parts)  # type: ignore[arg-type]


def _total(rows: Sequence[Activity], name: str) -> int | None:
    values = [value for row in rows if (value := getattr(row, name)) is not None]
    return sum(values) if values else None
