"""One sheet to records: which rows count, each column converted at once, every problem at its cell."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from countyhire.model.column import Column, Kind, Record
from countyhire.model.finding import Finding
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.where import Cell, Table
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.containers.raw import RawSheet, RawValue
from countyhire.sheets.convert import BLANKS, Converter, converter
from countyhire.sheets.faults import (
    COLUMN_MISSING,
    HEADER_MISSING,
    HEADER_TWICE,
    HIDDEN_READ,
    REQUIRED_BLANK,
    SPECIALTY_UNKNOWN,
    SPECIALTY_UNLISTED,
)
from countyhire.sheets.header import IDENTITY, Layout, find_layout, near_headers
from countyhire.sheets.identity import to_identity
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble
from countyhire.sheets.words import narrow

_FOOTER = re.compile(
    r"(?:本页)?(?:合计|总计|小计|共计|累计)|制表|填表|填报|审核|复核|审批|经办|单位?负责人|主管|联系(?:人|电话)|(?:注|说明|备注)[:：]|以上|报送"
)
_EXAMPLE = re.compile(r"(?:示?例[:：]|[(（【\[]示?例[)）】\]])")
_NUMBERING = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|[A-Z]|\(?\d{1,3}\)?|栏次")
_UNIT_ROW = frozenset("元 万元 千元 人 个 名 公里 分 天 月 年 人次 台次 例 % 是/否 文本 日期".split())  # noqa: SIM905
# Merged cells are filled down where that repeats a label, never where it would repeat an amount.
_NOT_FILLED = frozenset((Kind.MONEY, Kind.INT, Kind.NUMBER))


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
    """The records and findings of one sheet. `identities` are ID numbers by row, where it gives them."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    summary: SheetRead
    identities: Mapping[int, str] = field(default_factory=dict)
    found: bool = True


def read_table(raw: RawSheet, sheet: Sheet, file: str, specialties: Specialties) -> TableRead:
    """Every row under the header of a sheet. Faults are findings; nothing is raised."""
    layout = find_layout(raw.rows, sheet)
    if layout is None:
        return _without_header(raw, sheet, file)
    table = Table(file, raw.name, layout.last + 1, {name: index + 1 for name, index in layout.columns.items()})
    findings = _header_findings(raw, sheet, table, layout)
    rows = _filled(raw, sheet, layout)
    kept, unused = _kept(rows, raw, sheet, layout)
    lines = [rows[index] for index in kept]
    columns, troubles = _converted(lines, raw, sheet, layout, specialties)
    records = build(sheet.record, table, [index + 1 for index in kept], columns)
    _ease_specialties(sheet, columns, troubles)
    for column, position, trouble in troubles:
        findings.append(_finding(records[position], column, trouble))
    identities = _identities(lines, layout, records, findings)
    findings += _hidden(raw, table, layout, kept)
    summary = SheetRead(raw.name, sheet.book_field, len(raw.rows), len(kept), unused)
    return TableRead(records, tuple(findings), summary, identities)


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
    headers = {column.field: column.header for column in sheet.columns}
    for name, first, second in layout.twice:
        for index in (first, second):
            cell = Cell(table.file, table.sheet, row, index + 1)
            findings.append(HEADER_TWICE.at(cell, f"表头“{headers.get(name, '身份证件号码')}”出现两次"))
    return findings


def _filled(raw: RawSheet, sheet: Sheet, layout: Layout) -> list[list[RawValue]]:
    """The rows with the labels of merged cells repeated in every row that they cover."""
    fillable = {
        layout.columns[column.field]
        for column in sheet.columns
        if column.field in layout.columns and (column.kind not in _NOT_FILLED or column.field == "year")
    }
    down = [merge for merge in raw.merges if merge[2] > merge[0] > layout.last + 1 and merge[1] - 1 in fillable]
    if not down:
        return raw.rows
    rows = [list(row) for row in raw.rows]
    for top, left, bottom, _ in down:
        if top <= len(rows) and left <= len(rows[top - 1]):
            for index in range(top, min(bottom, len(rows))):
                rows[index][left - 1] = rows[top - 1][left - 1]
    return rows


def _kept(
    rows: Sequence[Sequence[RawValue]], raw: RawSheet, sheet: Sheet, layout: Layout
) -> tuple[list[int], dict[str, int]]:
    """The indices of the rows that are data, and why the others are not."""
    unused: Counter[str] = Counter()
    header_rows = range(layout.first, layout.last + 1)
    unused["表头"] = len(header_rows)
    for row in rows[: layout.first]:
        unused["标题和说明" if any(value != "" for value in row) else "空行"] += 1
    required = [layout.columns[column.field] for column in sheet.required if column.field in layout.columns]
    known = sorted(layout.columns.values())
    headers = [rows[layout.last][index] for index in known]
    kept = []
    for index in range(layout.last + 1, len(rows)):
        row = rows[index]
        reason = _reason(row, known, required, headers)
        if not reason and index == layout.last + 1:
            reason = _under_header(row, index + 1 in raw.hidden_rows)
        if reason:
            unused[reason] += 1
        else:
            kept.append(index)
    return kept, {reason: count for reason, count in unused.items() if count}


def _reason(row: Sequence[RawValue], known: list[int], required: list[int], headers: list[RawValue]) -> str:
    """Why a row is not data, or an empty text."""
    lead = next((value for value in row if value != ""), "")
    if lead.__class__ is str:
        if lead == "" or lead.isspace():
            if all(isinstance(row[index], str) and not row[index].strip() for index in known):
                return "空行"
            lead = next(value for value in row if not isinstance(value, str) or value.strip())
        if isinstance(lead, str):
            if _EXAMPLE.match(lead.strip()):
                return "示例行"
            if _FOOTER.match(narrow(lead)) and 2 * sum(row[index] != "" for index in required) <= len(required):
                return "合计和落款"
            if lead == headers[0] and [row[index] for index in known] == headers:
                return "重复的表头"
    if row[known[0]] == "" and all(row[index] == "" for index in known):
        return "空行" if lead == "" else "没有可用内容的行"
    return ""


def _under_header(row: Sequence[RawValue], hidden: bool) -> str:
    """Whether the row right under the header numbers the columns, names units or holds machine keys."""
    texts = [text for text in map(_mark, row) if text]
    if all(_NUMBERING.fullmatch(text) for text in texts) and len(texts) > 2:
        return "栏次"
    if all(text in _UNIT_ROW for text in texts):
        return "单位行"
    if hidden and all(re.fullmatch(r"[A-Za-z_]\w*", text) for text in texts):
        return "隐藏的字段名"
    return ""


def _mark(value: RawValue) -> str:
    """A cell as a mark under a header: 3.0 is 3, what is neither text nor number is no mark."""
    if isinstance(value, str):
        return narrow(value)
    return f"{value:.15g}" if isinstance(value, int | float) and not isinstance(value, bool) else "?"


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


def convert_column(values: list[RawValue], convert: Converter, blank: Any) -> list[Any]:
    """Each cell of a column converted; equal cells are converted once."""
    distinct: dict[Any, Any] = dict.fromkeys(values)
    if (True in distinct or False in distinct) and any(value.__class__ is bool for value in values):
        return [blank if value == "" else convert(value) for value in values]  # 1 and True are equal keys
    for value in distinct:
        distinct[value] = convert(value)
    distinct[""] = blank
    return list(map(distinct.__getitem__, values))


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
    if "items" in record.__dataclass_fields__ and "items" not in columns:
        _set(record, "items", made, [{} for _ in rows])
    return tuple(made)


def _set(record: type[Record], name: str, made: list[Record], values: Iterable[Any]) -> None:
    setter: Callable[[Record, Any], None] = getattr(record, name).__set__
    deque(map(setter, made, values), maxlen=0)


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


def subject_of(record: Record) -> str:
    """The code of whom or what a row is about."""
    for name in ("code", "person", "voucher", "learner", "institution"):
        if found := getattr(record, name, ""):
            return str(found)
    return ""


def _finding(record: Record, column: Column, trouble: Trouble) -> Finding:
    subject = subject_of(record)
    who = getattr(record, "name", "") or subject
    said = f"缺{column.header}" if trouble.fault is REQUIRED_BLANK else f"{column.header}{trouble.message}"
    return trouble.fault.at(record.cell(column.field), f"{who}：{said}" if who else said, subject, trouble.remedy)


def _identities(
    lines: list[Sequence[RawValue]], layout: Layout, records: tuple[Record, ...], findings: list[Finding]
) -> dict[int, str]:
    """The ID numbers of a sheet whose rows should name a person by code, by position."""
    if IDENTITY not in layout.columns:
        return {}
    index = layout.columns[IDENTITY]
    found = {}
    for position, row in enumerate(lines):
        value = to_identity(row[index]) if row[index] != "" else ""
        number = value.value if isinstance(value, Trouble) else value
        if number:
            found[position] = number
        elif isinstance(value, Trouble) and not getattr(records[position], "person", ""):
            record = records[position]
            findings.append(value.fault.at(record.cell(IDENTITY), f"身份证件号码{value.message}", "", value.remedy))
    return found


def _hidden(raw: RawSheet, table: Table, layout: Layout, kept: list[int]) -> list[Finding]:
    """One notice a sheet about what is hidden and was read all the same."""
    rows = sum(1 for index in kept if index + 1 in raw.hidden_rows) if raw.hidden_rows else 0
    columns = sum(1 for index in layout.columns.values() if index + 1 in raw.hidden_columns)
    said = ["工作表隐藏"] if raw.hidden else []
    said += [f"{rows} 行隐藏或被筛选"] if rows else []
    said += [f"{columns} 列隐藏"] if columns else []
    return [HIDDEN_READ.at(Cell(table.file, table.sheet), f"{'、'.join(said)}，已照常读入")] if said else []
