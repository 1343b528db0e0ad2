"""A district's folder, or files dropped on a command, to a Book and findings."""

import gc
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from pathlib import Path

from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import SHEETS, Sheet, sheet_of, sheets_of, workbooks
from countyhire.sheets.containers import FileProblem, open_workbook
from countyhire.sheets.faults import FILE_LINKED
from countyhire.sheets.folder import workbook_files, workbook_of
from countyhire.sheets.matching import mentions, repeated, with_codes
from countyhire.sheets.pairing import Pair, paired
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.table import SheetRead, TableRead, read_table, without_use

Wanted = tuple[Path, str, tuple[Sheet, ...]]  # a file, the workbook that it is, the sheets to read


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
    def unused(self) -> Mapping[str, int]:
        """The rows that were not used, by reason, in the order in which the reasons first occur."""
        reasons: Counter[str] = Counter()
        for sheet in self.sheets:
            reasons.update(sheet.unused)
        return reasons


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the records, the reader's findings in their order, the files."""

    book: Book
    findings: tuple[Finding, ...] = ()
    files: tuple[FileRead, ...] = ()


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
    wanted = set(fields) if fields is not None else {sheet.book_field for sheet in SHEETS}
    if "scores" in wanted:
        wanted.add("scheme_items")  # the scheme names the columns of 月度考核
    found: list[Wanted] = []
    findings: list[Finding] = []
    for workbook in workbooks():
        sheets = tuple(sheet for sheet in sheets_of(workbook) if sheet.book_field in wanted)
        if sheets:
            paths, passed = workbook_files(folder, workbook, files)
            found += [(path, workbook, sheets) for path in paths]
            findings += passed
    with _collector_paused():
        return _read(found, findings, Specialties(specialties))


def read_files(paths: Iterable[Path], specialties: Mapping[str, Sequence[str]] = {}) -> Reading:
    """Files given one by one; each is taken for the workbook that its name or its sheets say it is."""
    found: list[Wanted] = []
    for path in sorted(set(paths)):
        workbook = workbook_of(path)
        found.append((path, workbook, sheets_of(workbook) or SHEETS))
    with _collector_paused():
        return _read(found, [], Specialties(specialties))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without looking for cycles meanwhile: cells and records make none, and every look walks through all
    of them, a fifth of the time of a big roster. What was read is left out of later looks too."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _read(found: list[Wanted], findings: list[Finding], specialties: Specialties) -> Reading:
    """Opens every file, then reads sheet by sheet, the schemes of 月度考核 first: they name its columns."""
    names = _file_names([path for path, _, _ in found])
    waiting: deque[tuple[Pair, Path]] = deque()
    summaries: dict[Path, list[SheetRead]] = defaultdict(list)
    opened: dict[Path, tuple[str, str]] = {}
    for path, workbook, sheets in found:
        raw = open_workbook(path)
        opened[path] = (workbook, raw.container)
        pairs, unread, said = paired(raw, workbook, names[path])
        findings += said
        summaries[path] += [without_use(sheet) for sheet in unread]
        if raw.links:
            findings.append(FILE_LINKED.at(Cell(names[path]), f"链接了 {raw.links} 个其他文件，没有打开它们"))
        for pair in pairs:
            if pair.sheet.book_field == "scheme_items":
                waiting.appendleft((pair, path))
            elif pair.sheet in sheets:
                waiting.append((pair, path))
    tables: dict[str, list[TableRead]] = defaultdict(list)
    while waiting:  # each raw sheet is let go once it is read
        pair, path = waiting.popleft()
        table = read_table(pair.raw, pair.sheet, names[path], specialties, _scheme_items(tables))
        summaries[path].append(table.summary)
        findings += table.findings
        if table.found:
            tables[pair.sheet.book_field].append(table)
    book, said = _book(tables)
    files = tuple(FileRead(path, names[path], *opened[path], tuple(summaries[path])) for path in opened)
    return Reading(book, tuple(sorted((*findings, *said), key=attrgetter("order"))), files)


def _scheme_items(tables: Mapping[str, list[TableRead]]) -> frozenset[str]:
    """The items that the schemes read so far name."""
    return frozenset(getattr(row, "item", "") for table in tables.get("scheme_items", ()) for row in table.records)


def _book(tables: Mapping[str, list[TableRead]]) -> tuple[Book, list[Finding]]:
    """The tables put together, with what only shows then."""
    rows = {name: tuple(chain.from_iterable(table.records for table in found)) for name, found in tables.items()}
    findings: list[Finding] = []
    beside = {name: found for name, found in tables.items() if any(table.beside for table in found)}
    people = rows["people"] if "people" in rows else mentions(chain.from_iterable(beside.values()))
    for name, found in beside.items():
        rows[name], said = with_codes(found, people, "people" in rows)
        findings += said
    for name, records in rows.items():
        findings += repeated(sheet_of(name), records)
    return Book(**rows, read=frozenset(rows)), findings  # type: ignore[arg-type]


def _file_names(paths: list[Path]) -> dict[Path, str]:
    """The name of each file in findings: its own, or with its folder where two are called the same."""
    counts: dict[str, int] = defaultdict(int)
    for path in paths:
        counts[path.name] += 1
    return {path: path.name if counts[path.name] == 1 else f"{path.parent.name}/{path.name}" for path in paths}
