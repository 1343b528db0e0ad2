"""One indicator: what is divided by what, read from where. A count that nobody filled in is no zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from countyhire.model.amount import Amount, Op, given, product, quotient, total
from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

SERVICE, PEOPLE, MONEY = "医通", "人通", "财通"
DIMENSIONS = (SERVICE, PEOPLE, MONEY)
TALENT, ASSESSMENT, SUPPORT = "人才激励", "考核激励", "服务保障"
MECHANISMS = (TALENT, ASSESSMENT, SUPPORT)

NOT_REPORTED, NOT_APPLICABLE, UNDEFINED = "未填报", "不适用", "没有口径"
RATIO, TIMES, POINTS, YUAN = "比例", "倍", "百分点", "元"
_CELLS = 3  # more cells of one sheet than these are told by their number


@dataclass(frozen=True, slots=True)
class Scope:
    """What an effect is computed of: the book, the pack, and the year up to `until`."""

    book: Book
    policy: Policy
    year: int
    on: date

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def until(self) -> date:
        """The last day counted: the year's last, or `on` where the year is not over."""
        return min(self.on, date(self.year, 12, 31))

    @property
    def over(self) -> bool:
        return self.on >= date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the annual report.

    `value` is a count, a sum in fen (元), a share (比例), a multiple (倍) or a difference of two shares (百分点).
    `denominator` is None for a plain count. Where `value` is None, `missing` says why: 未填报 (nobody filled in the
    source), 不适用 (the denominator is zero), 没有口径 (no document says how to judge). `people` counts persons, so
    that a small number may point at one. `dimension` is 医通, 人通 or 财通 (I12), `mechanism` one of the three or
    none (I03).
    """

    id: str
    theme: str
    name: str
    unit: str
    clause: str
    source: str
    value: Amount | None
    numerator: Amount | None = None
    denominator: Amount | None = None
    missing: str = ""
    note: str = ""
    dimension: str = SERVICE
    mechanism: str = ""
    people: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What an indicator is, whatever its figure."""

    id: str
    theme: str
    name: str
    clause: str
    source: str
    dimension: str = SERVICE
    mechanism: str = ""
    people: bool = False
    note: str = ""

    def made(self, unit: str, value: Amount | None, **more: object) -> Indicator:
        note = "；".join(part for part in (self.note, str(more.pop("note", ""))) if part)
        return Indicator(
            self.id,
            self.theme,
            self.name,
            unit,
            self.clause,
            self.source,
            value,
            note=note,
            dimension=self.dimension,
            mechanism=self.mechanism,
            people=self.people,
            **more,  # type: ignore[arg-type]
        )


def count(about: About, value: Amount | None, note: str = "") -> Indicator:
    """A plain count or sum; None where its source was not filled in."""
    if value is None:
        return about.made("", None, missing=NOT_REPORTED, note=note)
    return about.made(value.unit, value, numerator=value, note=note)


def share(about: About, top: Amount | None, bottom: Amount | None, note: str = "", unit: str = RATIO) -> Indicator:
    """`top` over `bottom`: 未填报 where either was not filled in, 不适用 over nothing."""
    if top is None or bottom is None:
        return about.made(unit, None, numerator=top, denominator=bottom, missing=NOT_REPORTED, note=note)
    if not bottom.value:
        return about.made(unit, None, numerator=top, denominator=bottom, missing=NOT_APPLICABLE, note=note)
    value = quotient(about.name, top, bottom, unit, about.clause, f"{top.label}÷{bottom.label}")
    return about.made(unit, value, numerator=top, denominator=bottom, note=note)


def growth(about: About, before: Amount | None, after: Amount | None, note: str = "") -> Indicator:
    """What came on top, over what was before (增长百分之几); from nothing there is no rate."""
    if before is None or after is None:
        return about.made(RATIO, None, missing=NOT_REPORTED, note=note)
    more = difference(f"{after.label}减{before.label}", after, before, after.unit, about.clause)
    found = share(about, more, before, note)
    return found if found.value else _from_nothing(found, after)


def _from_nothing(found: Indicator, after: Amount) -> Indicator:
    words = f"基期为0，本期{after.shown}{after.unit}，只列前后两数" if after.value else "前后都是0"
    return replace(found, note="；".join(part for part in (found.note, words) if part))


def unknown(about: About, unit: str, note: str) -> Indicator:
    """A figure that no document says how to judge."""
    return about.made(unit, None, missing=UNDEFINED, note=note)


def unreported(found: Indicator) -> Indicator:
    """The same indicator where it turns out that nobody filled in its source."""
    return replace(found, value=None, numerator=None, denominator=None, missing=NOT_REPORTED, note="")


def difference(label: str, more: Amount, less: Amount, unit: str, clause: str) -> Amount:
    """`more` less `less`, both in `unit`; below nought where there is less of it."""
    value = Fraction(more.value) - less.value
    whole = int(value) if value.denominator == 1 else value
    return Amount(label, whole, unit, Op.DIFFERENCE, (more, less), clause=clause)


def points(label: str, later: Amount, earlier: Amount, clause: str) -> Amount:
    """The difference of two shares in percentage points (K16): never a rate of a rate."""
    change = difference(f"{label}之差", later, earlier, RATIO, clause)
    return product(label, (change, Amount("百分点", 100, POINTS)), POINTS, clause, "两个比例之差×100")


def counted(label: str, number: int, unit: str, clause: str, words: str = "") -> Amount:
    """A number of rows or people that fit."""
    return Amount(label, number, unit, Op.COUNT, words=words, clause=clause)


def entered(label: str, record: Record, name: str, unit: str, clause: str) -> Amount | None:
    """The number in a cell; None where it is blank."""
    value = getattr(record, name)
    return None if value is None else given(label, value, unit, record.cell(name), clause)


def summed(label: str, records: Iterable[Record], name: str, unit: str, clause: str) -> Amount | None:
    """The sum of a column; None where none of its cells is filled in."""
    parts = [entered(label, record, name, unit, clause) for record in records]
    known = sorted((part for part in parts if part), key=lambda part: (str(part.cell), part.value))
    return total(f"{label}合计", tuple(known), unit, clause) if known else None


def rows_of(workbook: str, sheet: str, rows: Sequence[object]) -> str:
    """`服务台账/服务（126行）`."""
    return f"{workbook}/{sheet}（{len(rows)}行）"


def cells_of(*amounts: Amount | None) -> str:
    """The input cells under some figures: each, or their number where a sheet gave many."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for amount in amounts:
        for _, part in amount.walk() if amount else ():
            if part.cell and part.cell.a1:
                found.setdefault((part.cell.file, part.cell.sheet), []).append(part.cell)
    words = []
    for (file, sheet), cells in sorted(found.items()):
        own = sorted(set(cells))
        places = "、".join(cell.a1 for cell in own) if len(own) <= _CELLS else f"{len(own)}格"
        words.append(f"{file}[{sheet}]{places}")
    return "；".join(words)
