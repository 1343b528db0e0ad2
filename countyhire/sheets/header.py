"""Finding the header of a sheet under titles, notes and units, and what each of its columns is."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from countyhire.model.column import Kind
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.words import header_key, in_brackets, narrow, without_brackets

SEARCHED_ROWS = 50
SEARCHED_COLUMNS = 500  # a header beyond is a mistake, and looking there would take minutes
DEEPEST = 3
# Columns that are no field of a record but say once more who its person is.
IDENTITY, NAME = "identity_beside", "name_beside"
BESIDE = {IDENTITY: "身份证件号码", NAME: "姓名"}
_UNITS = {"百万": 1_000_000, "万": 10_000, "千": 1000, "亿": 100_000_000}
_UNIT = re.compile(r"(百万|万|千|亿)?(?:元|人|人次|例|台|件|公里|张|户)")
_UNIT_NOTE = re.compile(r"单位[:：]?[^,，;；。]*?((?:百万|万|千|亿)?元)")

_BRACKETED = re.compile(r"^[(\[【]?(?:单位[:：]?)?([^()\[\]【】]*?)[)\]】]?$")
UNIT_WORDS = frozenset("个 名 分 天 月 年 % 是/否 文本 日期 年月日 份 次 台次 人年 元/月 元/年".split())  # noqa: SIM905

Rows = Sequence[Sequence[RawValue]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the header ends and which column (from 0) each field stands in.

    Of several columns that mean one field, one with values goes before an empty one, then the canonical
    header before other spellings. `factors` holds the unit of each money column, `extras` the headers
    that name no field, `twice` pairs of columns with the same header, the one used first. `rivals` are
    filled columns under other spellings of a field whose canonical header is not there.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    factors: Mapping[str, int] = field(default_factory=dict)
    extras: Mapping[str, int] = field(default_factory=dict)
    twice: tuple[tuple[str, int, int], ...] = ()
    rivals: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@cache
def synonyms() -> Mapping[str, Mapping[str, Any]]:
    """The table of other spellings, by sheet."""
    return tomllib.loads(files("countyhire.sheets").joinpath("data", "synonyms.toml").read_text("utf-8"))


@cache
def _names(sheet: Sheet) -> Mapping[str, tuple[int, str]]:
    """Every spelling of every header of a sheet: its rank (0 is the canonical header) and the field."""
    own, common = synonyms().get(sheet.book_field, {}), synonyms()["headers"]
    found: dict[str, tuple[int, str]] = {}
    for column in sheet.columns:
        found[header_key(column.header)] = (0, column.field)
    for table in (own, common):
        for column in sheet.columns:
            for rank, other in enumerate(table.get(column.header, ()), 1 if table is own else 100):
                found.setdefault(header_key(other), (rank, column.field))
    if any(column.field == "person" for column in sheet.columns):
        for name, header in BESIDE.items():
            for rank, other in enumerate((header, *common[header])):
                found.setdefault(header_key(other), (rank, name))
    return found


@lru_cache(maxsize=10_000)
def _key(text: str) -> str:
    return header_key(text)


def _match(sheet: Sheet, text: str) -> tuple[int, str] | None:
    """The field of a header's text, with and without what is in brackets."""
    names = _names(sheet)
    compared = _key(text)
    return names.get(compared) or names.get(without_brackets(compared))


def find_layout(rows: Rows, sheet: Sheet) -> Layout | None:
    """The header that names most fields; of equals the flattest, then the topmost; None where there is none."""
    required = {column.field for column in sheet.required}
    best = (0, 0, 0)  # fields, less depth, less bottom row
    end = min(SEARCHED_ROWS, len(rows))
    for bottom in range(len(rows)):
        if bottom >= end:
            break
        for depth in range(1, min(DEEPEST, bottom + 1) + 1):
            fields = {found[1] for _, found in _columns(rows, bottom - depth + 1, depth, sheet) if found}
            best = max(best, (len(fields), -depth, -bottom))
            if fields >= required:
                end = min(end, bottom + DEEPEST)
    if best[0] < 2:
        return None
    depth, bottom = -best[1], -best[2]
    return _layout(rows, bottom - depth + 1, depth, sheet)


def _columns(rows: Rows, first: int, depth: int, sheet: Sheet) -> list[tuple[str, tuple[int, str] | None]]:
    """The text and the match of each column under a header of `depth` rows."""
    found = []
    groups = [""] * depth
    for column in range(min(len(rows[first]), SEARCHED_COLUMNS)):
        texts = []
        for level in range(depth):
            value = rows[first + level][column]
            text = value.strip() if isinstance(value, str) else ""
            if text:
                groups[level:] = [text, *[""] * (depth - level - 1)]
                texts.append(text)
        if not texts:
            found.append(("", None))
            continue
        joined = "".join(group for group in groups if group)
        match = _match(sheet, joined) or _match(sheet, texts[-1])
        found.append((texts[-1], match))
    return found


def _layout(rows: Rows, first: int, depth: int, sheet: Sheet) -> Layout:
    kinds = {column.field: column.kind for column in sheet.columns}
    found: dict[str, list[tuple[bool, int, int, str]]] = {}  # by field: blank, rank, column, compared text
    extras: dict[str, int] = {}
    for index, (text, match) in enumerate(_columns(rows, first, depth, sheet)):
        if match:
            blank = all(row[index] == "" for row in rows[first + depth :])
            found.setdefault(match[1], []).append((blank, match[0], index, _key(text)))
        elif text:
            extras.setdefault(_key(text), index)
    columns, factors, twice, rivals = {}, {}, [], {}
    sheet_factor = _noted_factor(rows[:first])
    below = map(unit_row, rows[first + depth : first + depth + DEEPEST])
    units = next((found for found in below if found), None)
    for name, candidates in found.items():
        best = min(candidates)
        columns[name] = best[2]
        twice += [(name, best[2], index) for _, rank, index, _ in candidates if index != best[2] and rank == best[1]]
        if best[1] and (others := tuple(c[2] for c in candidates if not c[0] and c[1] != best[1])):
            rivals[name] = others
        if kinds.get(name) in (Kind.MONEY, Kind.INT, Kind.NUMBER):
            own = _factor(in_brackets(best[3])) or (_factor(units[best[2]]) if units else 0)
            factors[name] = own or (sheet_factor if kinds[name] == Kind.MONEY else 1)
    return Layout(first, first + depth - 1, columns, factors, extras, tuple(twice), rivals)


def _factor(unit: str) -> int:
    """The worth of a unit in 元, or in ones of what is counted (万人); 0 where none is named."""
    found = _UNIT.search(unit)
    return _UNITS.get(found[1], 1) if found else 0


def unit_row(row: Sequence[RawValue]) -> list[str] | None:
    """The units of a row that holds nothing else (元, 万元, 人), by column; None for any other row."""
    texts = [_BRACKETED.sub(r"\1", narrow(value)) if isinstance(value, str) else "?" for value in row]
    named = [text for text in texts if text]
    return texts if named and all(text in UNIT_WORDS or _UNIT.fullmatch(text) for text in named) else None


def _noted_factor(above: Rows) -> int:
    """The unit that a note above the header gives for the whole sheet (单位：万元)."""
    for row in above:
        for value in row:
            if isinstance(value, str) and (found := _UNIT_NOTE.search(value)):
                return _UNITS.get(found[1].removesuffix("元"), 1)
    return 1


def near_headers(rows: Rows, layout: Layout, header: str) -> str:
    """The header on the sheet that looks most like a missing one, or an empty text."""
    from difflib import get_close_matches

    near = get_close_matches(header_key(header), list(layout.extras), 1, 0.5)
    return near[0] if near else ""
