"""One sheet to records: which rows count, each column converted at once, every problem at its cell."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from countyhire.model.column import Column, Kind, Record
from countyhire.model.finding import Finding
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.where import Cell, Table, column_letters
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.cell_faults import REQUIRED_BLANK, SPECIALTY_UNKNOWN, SPECIALTY_UNLISTED
from countyhire.sheets.containers.raw import RawSheet, RawValue
from countyhire.sheets.convert import BLANKS, convert_column, converter
from countyhire.sheets.faults import COLUMN_MISSING, HEADER_MISSING, HEADER_TWICE, HEADER_TWICE_FREE, HIDDEN_READ
from countyhire.sheets.header import BESIDE, IDENTITY, Layout, find_layout, near_headers
from countyhire.sheets.rivals import rivals_told
from countyhire.sheets.rows import filled, kept_rows
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble, cut, subject_of
from countyhire.sheets.words import header_key


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What came of one sheet: rows read are rows used and rows not used, by reason."""

    sheet: str
    book_field: str
    rows_read: int
    rows_used: int
    unused: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableRead:
    """The records and findings of one sheet. `beside` are columns that name its people once more, raw."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    summary: SheetRead
    file: str = ""
    beside: Mapping[str, list[RawValue]] = field(default_factory=dict)
    found: bool = True


def read_table(
    raw: RawSheet, sheet: Sheet, file: str, specialties: Specialties, items: frozenset[str] = frozenset()
) -> TableRead:
    """Every row under the header of a sheet. Faults are findings; nothing is raised.

    `items` are the names that a scheme gives to more columns of 月度考核.
    """
    layout = find_layout(raw.rows, sheet)
    if layout is None:
        return _without_header(raw, sheet, file)
    table = Table(file, raw.name, layout.last + 1, _places(layout, sheet, items))
    findings = _header_findings(raw, sheet, table, layout)
    rows = filled(raw, sheet, layout)
    kept, unused = kept_rows(rows, raw, sheet, layout)
    lines = [rows[index] for index in kept]
    columns, troubles = _converted(lines, raw, sheet, layout, specialties)
    records = build(sheet.record, table, [index + 1 for index in kept], columns)
    _ease_specialties(sheet, columns, troubles)
    if "items" in sheet.record.__dataclass_fields__:
        troubles += _read_items(lines, records, table, sheet)
    for column, position, trouble in troubles:
        findings.append(_finding(records[position], column, trouble))
    findings += rivals_told(lines, records, columns, raw, sheet, layout)
    beside = {name: [row[layout.columns[name]] for row in lines] for name in BESIDE if name in layout.columns}
    findings += _hidden(raw, table, layout, kept)
    summary = SheetRead(raw.name, sheet.book_field, len(raw.rows), len(kept), unused)
    return TableRead(records, tuple(findings), summary, file, beside)


def without_use(raw: RawSheet) -> SheetRead:
    """The summary of a sheet that is none of ours."""
    return SheetRead(raw.name, "", len(raw.rows), 0, {"没有读入的工作表": len(raw.rows)})


def _without_header(raw: RawSheet, sheet: Sheet, file: str) -> TableRead:
    filled = sum(1 for row in raw.rows if any(value != "" for value in row))
    unused = {"没有表头": filled, "空行": len(raw.rows) - filled}
    headers = "、".join(column.header for column in sheet.required)
    finding = HEADER_MISSING.at(Cell(file, raw.name), f"“{raw.name}”找不到表头", "", f"表头应有：{headers}。")
    summary = SheetRead(raw.name, sheet.book_field, len(raw.rows), 0, {k: n for k, n in unused.items() if n})
    return TableRead((), (finding,), summary, found=False)


def _header_findings(raw: RawSheet, sheet: Sheet, table: Table, layout: Layout) -> list[Finding]:
    """Columns that are missing or there twice, at the header."""
    findings = []
    row = layout.last + 1
    for column in sheet.required:
        if column.field in layout.columns or (column.field == "person" and IDENTITY in layout.columns):
            continue
        near = near_headers(raw.rows, layout, column.header)
        hint = f"“{near}”是不是这一列？如是，请改名为“{column.header}”。" if near else ""
        cell = Cell(table.file, table.sheet, row, min(table.columns.values(), default=1))
        findings.append(COLUMN_MISSING.at(cell, f"缺少必填的列“{column.header}”", "", hint))
    headers = {column.field: column for column in sheet.columns}
    for name, first, second in layout.twice:
        fault = HEADER_TWICE if name in headers and headers[name].required else HEADER_TWICE_FREE
        header = headers[name].header if name in headers else BESIDE[name]
        for index in (first, second):
            findings.append(fault.at(Cell(table.file, table.sheet, row, index + 1), f"表头“{header}”出现两次"))
    return findings


def _converted(
    lines: list[Sequence[RawValue]], raw: RawSheet, sheet: Sheet, layout: Layout, specialties: Specialties
) -> tuple[dict[str, list[Any]], list[tuple[Column, int, Trouble]]]:
    """The values of every field, column by column, and the troubles with the position of their row."""
    columns: dict[str, list[Any]] = {}
    troubles: list[tuple[Column, int, Trouble]] = []
    for column in sheet.columns:
        blank = BLANKS[column.kind]
        if column.field not in layout.columns:
            columns[column.field] = [blank] * len(lines)
            continue
        index = layout.columns[column.field]
        factor = layout.factors.get(column.field, 1)
        convert = converter(column, sheet.book_field, specialties, raw.date_1904, factor)
        values = convert_column([row[index] for row in lines], convert, blank)
        columns[column.field] = values
        for position, value in enumerate(values):
            if value.__class__ is Trouble:
                troubles.append((column, position, value))
                values[position] = blank if value.value is None else value.value
    troubled = {(column.field, position) for column, position, _ in troubles}
    for column in sheet.required:
        if column.field in layout.columns:
            blank = BLANKS[column.kind]
            excused = columns.get(column.unless, ())
            for position, value in enumerate(columns[column.field]):
                if value == blank and (column.field, position) not in troubled and not (excused and excused[position]):
                    troubles.append((column, position, Trouble(REQUIRED_BLANK, "")))
    return columns, troubles


def build(
    record: type[Record], table: Table, rows: list[int], columns: Mapping[str, Iterable[Any]]
) -> tuple[Record, ...]:
    """Records from whole columns.

    The fields are set through their slots, a column at a time: ten times faster than a call with forty
    keywords a row, which is what reading a big sheet would otherwise be spent on.
    """
    made = [object.__new__(record) for _ in rows]
    count = len(made)
    _set(record, "table", made, [table] * count)
    _set(record, "row", made, rows)
    for name, values in columns.items():
        _set(record, name, made, values)
    for name in {"items"} & record.__dataclass_fields__.keys():
        _set(record, name, made, [{} for _ in rows])
    return tuple(made)


def _set(record: type[Record], name: str, made: list[Record], values: Iterable[Any]) -> None:
    setter: Callable[[Record, Any], None] = getattr(record, name).__set__
    deque(map(setter, made, values), maxlen=0)


def _places(layout: Layout, sheet: Sheet, items: frozenset[str]) -> dict[str, int]:
    """The column, from 1, of each field and of each item of a scheme that the sheet has."""
    places = {name: index + 1 for name, index in layout.columns.items()}
    if "items" in sheet.record.__dataclass_fields__:
        for item in sorted(items):
            if header_key(item) in layout.extras:
                places[item] = layout.extras[header_key(item)] + 1
    return places


def _read_items(
    lines: list[Sequence[RawValue]], records: tuple[Record, ...], table: Table, sheet: Sheet
) -> list[tuple[Column, int, Trouble]]:
    """Puts the scheme's items into the `items` of the rows; gives what cannot be read."""
    fields = {column.field for column in sheet.columns} | BESIDE.keys()
    troubles = []
    for item in [name for name in table.columns if name not in fields]:
        column = Column(item, item, Kind.NUMBER, least=0)
        convert = converter(column, sheet.book_field, Specialties())
        for position, row in enumerate(lines):
            value = row[table.columns[item] - 1]
            found = None if value == "" else convert(value)
            if isinstance(found, Trouble):
                troubles.append((column, position, found))
            elif found is not None:
                records[position].items[item] = found  # type: ignore[attr-defined]
    return troubles


def _ease_specialties(sheet: Sheet, columns: dict[str, list[Any]], troubles: list[tuple[Column, int, Trouble]]) -> None:
    """An unknown specialty is an error in a demand and of a physician, a warning in the ledger of
    service, and nothing in the row of anyone else (workbooks.md: the vocabulary)."""
    if sheet.record is Person:
        professions = columns["profession"]
        troubles[:] = [
            item for item in troubles if item[2].fault is not SPECIALTY_UNKNOWN or professions[item[1]] == PHYSICIAN
        ]
    elif sheet.book_field == "spells":
        for place, (column, position, trouble) in enumerate(troubles):
            if trouble.fault is SPECIALTY_UNKNOWN:
                eased = Trouble(SPECIALTY_UNLISTED, trouble.message, trouble.value, trouble.remedy)
                troubles[place] = (column, position, eased)


def _finding(record: Record, column: Column, trouble: Trouble) -> Finding:
    subject = subject_of(record)
    who = cut(getattr(record, "name", "") or subject)
    gap = " " if trouble.message[:1].isascii() else ""
    said = f"缺{column.header}" if trouble.fault is REQUIRED_BLANK else f"{column.header}{gap}{trouble.message}"
    cell = record.cell(column.field)
    return trouble.fault.at(cell, f"{who}：{said}" if who else said, subject, trouble.remedy)


def _hidden(raw: RawSheet, table: Table, layout: Layout, kept: list[int]) -> list[Finding]:
    """One notice a sheet about what is hidden and was read all the same."""
    rows = [str(index + 1) for index in kept if index + 1 in raw.hidden_rows] if raw.hidden_rows else []
    columns = [
        column_letters(index + 1) for index in sorted(layout.columns.values()) if index + 1 in raw.hidden_columns
    ]
    said = ["工作表隐藏"] if raw.hidden else []
    said += [f"{len(rows)} 行隐藏或被筛选（第 {_some(rows)} 行）"] if rows else []
    said += [f"{len(columns)} 列隐藏（{_some(columns)} 列）"] if columns else []
    return [HIDDEN_READ.at(Cell(table.file, table.sheet), f"{'、'.join(said)}，已照常读入")] if said else []


def _some(places: Sequence[str]) -> str:
    """The first few of some rows or columns."""
    return "、".join(places[:3]) + (" 等" if len(places) > 3 else "")
