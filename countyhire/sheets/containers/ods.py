"""OpenDocument spreadsheets (.ods), and the same in one XML file."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from countyhire.sheets.containers.grid import LAST_COLUMN, LAST_ROW, Grid
from countyhire.sheets.containers.markup import in_utf8, local, walk
from countyhire.sheets.containers.package import Package, pieces, read_part
from countyhire.sheets.containers.problems import damaged, encrypted, unsupported
from countyhire.sheets.containers.raw import ErrorValue, NoValue, RawSheet, RawValue, RawWorkbook
from countyhire.sheets.containers.values import logical, moment, number

_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|(?:Err|错误)[:：]\d{3}")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_HIDDEN = ("collapse", "filter")


def read_ods(package: Package) -> RawWorkbook:
    """Every sheet of the package. FileProblem for another OpenDocument, or an encrypted one."""
    path = package.path
    kind = read_part(package, "mimetype")[:200].decode("latin-1")
    if kind.strip() and "spreadsheet" not in kind:
        raise unsupported(path, "OpenDocument 文档")
    if b"encryption-data" in read_part(package, "meta-inf/manifest.xml"):
        raise encrypted(path)
    return RawWorkbook(path, "ods", _sheets(path, pieces(package, "content.xml")))


def read_flat(path: Path, content: bytes) -> RawWorkbook:
    """Every sheet of a document that is one XML file."""
    return RawWorkbook(path, "ods", _sheets(path, (in_utf8(path, content),)))


@dataclass(slots=True)
class _Cell:
    """The cell that is being read; `value` is its attribute, `text` the paragraphs shown."""

    kind: str
    value: str
    formula: str
    repeated: int
    across: int
    down: int
    paragraphs: int = 0
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """The sheet that is being read."""

    grid: Grid
    hidden: bool
    invisible: bool = False  # the row that is being read
    row: int = 0
    column: int = 0
    repeated: int = 1
    width: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    cells: list[tuple[int, RawValue]] = field(default_factory=list)


def _sheets(path: Path, parts: Iterable[bytes]) -> tuple[RawSheet, ...]:
    found: list[RawSheet] = []
    start, end, text = _handlers(path, found)
    walk(path, parts, start, end, text)
    if not found:
        raise damaged(path, "里面没有工作表")
    return tuple(found)


def _handlers(path: Path, found: list[RawSheet]) -> tuple[object, object, object]:
    sheet: _Sheet | None = None
    cell: _Cell | None = None
    styles: dict[str, bool] = {}
    style = ""
    skipped = tables = 0  # depth of comments and shapes, of tables within tables
    filtered: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, cell, style, skipped, tables
        if skipped or name in ("annotation", "shapes", "tracked-changes", "shape", "object"):
            skipped += 1
        elif name == "style":
            style = local(attributes, "name")
        elif name == "table-properties" and local(attributes, "display") == "false":
            styles[style] = True
        elif name == "table":
            tables += 1
            if tables == 1:
                hidden = styles.get(local(attributes, "style-name"), False)
                sheet = _Sheet(Grid(path, local(attributes, "name")), hidden)
        elif sheet is None or tables > 1:
            if name == "database-range" and local(attributes, "display-filter-buttons") == "true":
                filtered.add(local(attributes, "target-range-address").rpartition(".")[0].lstrip("$").strip("'"))
        elif name == "table-column":
            _column(sheet, attributes)
        elif name == "table-row":
            sheet.row, sheet.column, sheet.cells = sheet.row + 1, 0, []
            sheet.repeated = _times(attributes, "number-rows-repeated")
            sheet.invisible = local(attributes, "visibility") in _HIDDEN
        elif name in ("table-cell", "covered-table-cell"):
            cell = _opened(attributes)
        elif cell is not None:
            if name == "p":
                cell.text += ["\n"] if cell.paragraphs else []
                cell.paragraphs += 1
            elif name == "s":
                cell.text.append(" " * min(_times(attributes, "c"), 1000))
            elif name == "tab":
                cell.text.append("\t")
            elif name == "line-break":
                cell.text.append("\n")

    def end(name: str) -> None:
        nonlocal sheet, cell, skipped, tables
        if skipped:
            skipped -= 1
        elif name == "table":
            tables -= 1
            if tables == 0 and sheet is not None:
                found.append(_closed(sheet))
                sheet = None
        elif sheet is None or tables > 1:
            return
        elif name == "table-row":
            _repeat(sheet)
        elif name in ("table-cell", "covered-table-cell") and cell is not None:
            _put(sheet, cell)
            cell = None
        elif name == "spreadsheet":
            found[:] = [replace(one, filtered=one.name in filtered) for one in found]

    def text(data: str) -> None:
        if cell is not None and not skipped:
            cell.text.append(data)

    return start, end, text


def _times(attributes: dict[str, str], name: str) -> int:
    """A number of repetitions, 1 where none is given."""
    written = local(attributes, name)
    return max(int(written), 1) if written.isdecimal() and len(written) < 9 else 1


def _column(sheet: _Sheet, attributes: dict[str, str]) -> None:
    count = _times(attributes, "number-columns-repeated")
    if local(attributes, "visibility") in _HIDDEN:
        sheet.hidden_columns.update(range(sheet.width + 1, min(sheet.width + count, LAST_COLUMN) + 1))
    sheet.width += count


def _opened(attributes: dict[str, str]) -> _Cell:
    kind = local(attributes, "value-type")
    if attributes.get("calcext:value-type") == "error":
        kind = "error"
    elif attributes.get("office:value-type"):
        kind = attributes["office:value-type"]
    values = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}
    return _Cell(
        kind,
        local(attributes, values.get(kind, "value")),
        local(attributes, "formula"),
        _times(attributes, "number-columns-repeated"),
        _times(attributes, "number-columns-spanned"),
        _times(attributes, "number-rows-spanned"),
    )


def _put(sheet: _Sheet, cell: _Cell) -> None:
    """The cell into its row; a repeated one only where it holds something."""
    column = sheet.column + 1
    sheet.column += cell.repeated
    if cell.across > 1 or cell.down > 1:
        sheet.merges.append((sheet.row, column, sheet.row + cell.down - 1, column + cell.across - 1))
    value = _value(cell)
    if value != "":
        if sheet.column > LAST_COLUMN:
            raise damaged(sheet.grid.path, f"工作表“{sheet.grid.sheet}”里有不存在的第 {sheet.column} 列")
        sheet.cells += [(column + more, value) for more in range(cell.repeated)]


def _value(cell: _Cell) -> RawValue:
    shown = "".join(cell.text)
    if cell.kind == "error" or (cell.formula and _ERROR.fullmatch(shown.strip())):
        return ErrorValue(shown.strip() or "#ERR")
    if cell.formula and not cell.kind and not shown:
        return NoValue(cell.formula)
    readers: dict[str, Callable[[str], RawValue]] = {
        "float": number,
        "percentage": number,
        "currency": number,
        "date": moment,
        "time": _duration,
        "boolean": logical,
    }
    if cell.kind in readers and cell.value:
        return readers[cell.kind](cell.value)
    return cell.value or shown


def _duration(text: str) -> RawValue:
    """PT08H30M00S as a length of time."""
    found = _DURATION.fullmatch(text)
    if not found:
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    if days > 999_999 or hours > 9_999_999:
        return text
    length = timedelta(days=days, hours=hours, minutes=minutes % 10**6, seconds=seconds % 10**6)
    return -length if found[1] else length


def _repeat(sheet: _Sheet) -> None:
    """A row that has ended, as often as it stands; blank ones only move the place on."""
    if sheet.cells:
        repeated = min(sheet.repeated, LAST_ROW + 1)
        if sheet.invisible:
            sheet.hidden_rows.update(range(sheet.row, sheet.row + repeated))
        sheet.grid.count(repeated * len(sheet.cells))
        for more in range(repeated):
            for column, value in sheet.cells:
                sheet.grid.place(sheet.grid.row(sheet.row + more), column - 1, value)
    sheet.row += sheet.repeated - 1


def _closed(sheet: _Sheet) -> RawSheet:
    return RawSheet(
        sheet.grid.sheet,
        sheet.grid.squared(),
        sheet.hidden,
        frozenset(sheet.hidden_rows),
        frozenset(sheet.hidden_columns),
        sheet.grid.merged(sheet.merges),
    )
