"""A district's folder, or files dropped on a command, to a Book and findings."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.finding import Finding
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import SHEETS, Sheet, sheet_of, sheets_of, workbooks
from countyhire.sheets.containers import FileProblem, RawSheet, RawWorkbook, open_workbook
from countyhire.sheets.faults import (
    KEY_TWICE,
    PERSON_CONTRADICTS,
    PERSON_UNKNOWN,
    SHEET_MISSING,
    SHEET_RENAMED,
    SHEET_UNREAD,
)
from countyhire.sheets.header import find_layout, synonyms
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.table import SheetRead, TableRead, read_table, subject_of
from countyhire.sheets.words import key

EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv")
_LOCKS = ("~$", ".~", ".")
_NO_DATA = frozenset(("填写说明", "说明", "问题清单"))  # sheets of ours, passed over in silence


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file that was read. `file` is its name in the findings' cells."""

    path: Path
    file: str
    workbook: str
    container: str
    sheets: tuple[SheetRead, ...] = ()

    @property
    def rows_read(self) -> int:
        return sum(sheet.rows_read for sheet in self.sheets)

    @property
    def rows_used(self) -> int:
        return sum(sheet.rows_used for sheet in self.sheets)

    @property
    def rows_unused(self) -> int:
        return self.rows_read - self.rows_used


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the records, the reader's findings in their order, the files."""

    book: Book
    findings: tuple[Finding, ...] = ()
    files: tuple[FileRead, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """What has been read so far, by field of the Book."""

    tables: dict[str, list[TableRead]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)


def read_district(
    folder: Path,
    fields: Collection[str] | None = None,
    files: Mapping[str, str] = {},
    specialties: Mapping[str, Sequence[str]] = {},
) -> Reading:
    """The workbooks of a district's folder, or those that hold the wanted fields of the Book.

    `files` names files of another name by workbook, `specialties` is the district's own table.
    A workbook that is not there is not read; FileProblem where a file that is there cannot be.
    """
    if not folder.is_dir():
        raise FileProblem(folder, "找不到文件夹", "请核对区县文件夹的位置。")
    wanted = frozenset(fields) if fields is not None else frozenset(sheet.book_field for sheet in SHEETS)
    found = []
    for workbook in workbooks():
        sheets = tuple(sheet for sheet in sheets_of(workbook) if sheet.book_field in wanted)
        if sheets:
            found += [(path, workbook, sheets) for path in workbook_paths(folder, workbook, files)]
    return _read(found, Specialties(specialties))


def read_files(paths: Iterable[Path], specialties: Mapping[str, Sequence[str]] = {}) -> Reading:
    """Files given one by one; each is taken for the workbook that its name or its sheets say it is."""
    found = []
    for path in sorted(set(paths)):
        workbook = workbook_of(path)
        found.append((path, workbook, sheets_of(workbook) if workbook else SHEETS))
    return _read(found, Specialties(specialties))


def workbook_paths(folder: Path, workbook: str, files: Mapping[str, str] = {}) -> list[Path]:
    """The file, or the files of the folder, of one workbook; lock files of open programs are passed over."""
    if named := files.get(workbook):
        path = folder / named
        if not path.exists():
            raise FileProblem(path, f"找不到 countyhire.toml 里为“{workbook}”指定的文件", "请核对 [files] 里的文件名。")
        return _inside(path) if path.is_dir() else [path]
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_LOCKS):
            continue
        if path.is_dir() and key(path.name) == key(workbook):
            found += _inside(path)
        elif path.suffix.lower() in EXTENSIONS and key(path.stem) == key(workbook):
            found.append(path)
    return found


def _inside(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in EXTENSIONS and not path.name.startswith(_LOCKS)
    )


def workbook_of(path: Path) -> str:
    """The workbook that a file's name, or its folder's, says it is; empty where neither does."""
    for name in (key(path.stem), key(path.parent.name)):
        for workbook in workbooks():
            if key(workbook) in name:
                return workbook
    return ""


def _read(found: list[tuple[Path, str, tuple[Sheet, ...]]], specialties: Specialties) -> Reading:
    names = _file_names([path for path, _, _ in found])
    gathered = _Gathered()
    for path, workbook, sheets in found:
        _read_workbook(open_workbook(path), workbook, sheets, names[path], specialties, gathered)
    rows = {name: tuple(chain.from_iterable(t.records for t in tables)) for name, tables in gathered.tables.items()}
    _match_identities(rows, gathered)
    for name, records in rows.items():
        gathered.findings += _twice(sheet_of(name), records)
    for tables in gathered.tables.values():
        for table in tables:
            gathered.findings += table.findings
    book = Book(**rows, read=frozenset(rows))  # type: ignore[arg-type]
    findings = sorted(gathered.findings, key=attrgetter("order"))
    return Reading(book, tuple(findings), tuple(gathered.files))


def _file_names(paths: list[Path]) -> dict[Path, str]:
    """The name of each file in findings: its own, or with its folder where two are called the same."""
    counts: dict[str, int] = defaultdict(int)
    for path in paths:
        counts[path.name] += 1
    return {path: path.name if counts[path.name] == 1 else f"{path.parent.name}/{path.name}" for path in paths}


def _read_workbook(
    raw: RawWorkbook, workbook: str, sheets: tuple[Sheet, ...], file: str, specialties: Specialties, gathered: _Gathered
) -> None:
    """The wanted sheets of one file, and what is to be said about the others."""
    pairs, findings = _paired(raw, workbook, sheets, file)
    gathered.findings += findings
    summaries = []
    for raw_sheet, sheet in pairs:
        table = read_table(raw_sheet, sheet, file, specialties)
        summaries.append(table.summary)
        if table.found:
            gathered.tables[sheet.book_field].append(table)
        else:
            gathered.findings += table.findings
    gathered.files.append(FileRead(raw.path, file, workbook, raw.container, tuple(summaries)))


def _paired(
    raw: RawWorkbook, workbook: str, sheets: tuple[Sheet, ...], file: str
) -> tuple[list[tuple[RawSheet, Sheet]], list[Finding]]:
    """Which sheet of the file is which sheet of the catalogue: by name, else by header."""
    filled = [
        sheet
        for sheet in raw.sheets
        if key(sheet.name) not in _NO_DATA and any(value != "" for row in sheet.rows for value in row)
    ]
    all_sheets = sheets_of(workbook) or sheets
    by_name = {key(name): sheet for sheet in reversed(all_sheets) for name in _sheet_names(sheet)}
    pairs: list[tuple[RawSheet, Sheet]] = []
    findings: list[Finding] = []
    left = []
    for raw_sheet in raw.sheets:
        sheet = by_name.get(key(raw_sheet.name))
        if sheet is None or any(sheet is taken for _, taken in pairs):
            left.append(raw_sheet)
        else:
            pairs.append((raw_sheet, sheet))
    for raw_sheet in left:
        if raw_sheet not in filled:
            continue
        free = [sheet for sheet in all_sheets if all(sheet is not taken for _, taken in pairs)]
        alone = len(filled) == 1 and bool(workbook)
        sheet = _by_header(raw_sheet, free) or (free[0] if alone and free else None)
        cell = Cell(file, raw_sheet.name)
        if sheet is None:
            near = get_close_matches(key(raw_sheet.name), [key(sheet.name) for sheet in free], 1, 0.6)
            hint = next(
                (f"是否为“{sheet.name}”？请改名后再试。" for sheet in free if near and key(sheet.name) == near[0]), ""
            )
            findings.append(SHEET_UNREAD.at(cell, f"工作表“{raw_sheet.name}”没有读入", "", hint))
            continue
        pairs.append((raw_sheet, sheet))
        if not alone:
            findings.append(SHEET_RENAMED.at(cell, f"工作表“{raw_sheet.name}”按“{sheet.name}”读入"))
    if not pairs:
        expected = "、".join(f"“{sheet.name}”" for sheet in all_sheets[:6])
        findings.append(SHEET_MISSING.at(Cell(file), f"没有名为{expected}的工作表"))
    return [pair for pair in pairs if pair[1] in sheets], findings


def _sheet_names(sheet: Sheet) -> tuple[str, ...]:
    return (sheet.name, *synonyms()["sheets"].get(sheet.book_field, ()))


def _by_header(raw: RawSheet, sheets: Sequence[Sheet]) -> Sheet | None:
    """The sheet whose required columns all stand in the header, the one with most columns."""
    best, most = None, 0
    for sheet in sheets:
        layout = find_layout(raw.rows, sheet)
        if layout and len(layout.columns) > most and all(c.field in layout.columns for c in sheet.required):
            best, most = sheet, len(layout.columns)
    return best


def _twice(sheet: Sheet, records: tuple[Record, ...]) -> list[Finding]:
    """Rows with one key, each cited at its own cell."""
    if not sheet.key:
        return []
    key_of = attrgetter(*sheet.key)
    keys = list(map(key_of, records))
    if len(set(keys)) == len(keys):
        return []
    columns = {column.field: column for column in sheet.columns}
    groups: dict[Any, list[Record]] = defaultdict(list)
    for found, record in zip(keys, records, strict=True):
        values = found if isinstance(found, tuple) else (found,)
        if all(value not in ("", None) or not columns[n].required for n, value in zip(sheet.key, values, strict=True)):
            groups[found].append(record)
    findings = []
    header = columns[sheet.key[0]].header
    for same in groups.values():
        for record in same if len(same) > 1 else ():
            other = next(other for other in same if other is not record)
            where = f"第 {other.row} 行" if other.table == record.table else str(other.cell(sheet.key[0]))
            value = getattr(record, sheet.key[0])
            said = f"{header} {value} 与{where}重复"
            findings.append(KEY_TWICE.at(record.cell(sheet.key[0]), said, subject_of(record)))
    return findings


def _match_identities(rows: dict[str, tuple[Record, ...]], gathered: _Gathered) -> None:
    """Rows that name a person by ID number get the 人员编号 of the roster; two that disagree are cited."""
    by_id = {person.id_number: person.code for person in rows.get("people", ()) if person.id_number}  # type: ignore[attr-defined]
    for name, tables in gathered.tables.items():
        if not any(table.identities for table in tables):
            continue
        matched: list[Record] = []
        for table in tables:
            for position, record in enumerate(table.records):
                number = table.identities.get(position)
                matched.append(_named(record, number, by_id, gathered) if number else record)
        rows[name] = tuple(matched)


def _named(record: Any, number: str, by_id: Mapping[str, str], gathered: _Gathered) -> Record:
    code = by_id.get(number)
    if not record.person:
        if code is None:
            message = f"尾号 {number[-4:]} 的身份证件号码不在花名册里"
            gathered.findings.append(PERSON_UNKNOWN.at(record.cell("identity"), message))
            return record  # type: ignore[no-any-return]
        return replace(record, person=code)
    if code is not None and code != record.person:
        message = f"人员编号 {record.person} 与身份证件号码（{code}）不是一人"
        gathered.findings.append(PERSON_CONTRADICTS.at(record.cell("identity"), message, record.person))
    return record  # type: ignore[no-any-return]
