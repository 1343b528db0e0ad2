"""XML Spreadsheet 2003, which exports often save under an .xls name."""

from pathlib import Path
from typing import Any

from countyhire.sheets.containers.grid import LAST_COLUMN, LAST_ROW, Grid
from countyhire.sheets.containers.markup import in_utf8, local, walk
from countyhire.sheets.containers.problems import damaged
from countyhire.sheets.containers.raw import ErrorValue, NoValue, RawSheet, RawValue, RawWorkbook
from countyhire.sheets.containers.values import logical, moment, number


def read_spreadsheetml(path: Path, content: bytes) -> RawWorkbook:
    """Every worksheet of the document."""
    found: list[_Sheet] = []
    start, end, text = _handlers(path, found)
    walk(path, (in_utf8(path, content),), start, end, text)
    if not found:
        raise damaged(path, "里面没有工作表")
    return RawWorkbook(path, "xml", tuple(sheet.raw() for sheet in found))


class _Sheet:
    """The worksheet that is being read."""

    def __init__(self, path: Path, name: str) -> None:
        self.grid = Grid(path, name)
        self.row = self.column = self.width = self.span = self.across = 0
        self.formula = ""
        self.hidden = self.filtered = self.date_1904 = False
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []

    def open_row(self, attributes: dict[str, str]) -> None:
        self.row = _whole(attributes, "Index", self.row + 1)
        self.column = 0
        more = min(_whole(attributes, "Span", 0), LAST_ROW)
        if local(attributes, "Hidden") == "1":
            self.hidden_rows.update(range(self.row, self.row + more + 1))
        self.span = more

    def open_column(self, attributes: dict[str, str]) -> None:
        first = _whole(attributes, "Index", self.width + 1)
        self.width = first + min(_whole(attributes, "Span", 0), LAST_COLUMN)
        if local(attributes, "Hidden") == "1" and len(self.hidden_columns) < LAST_COLUMN:
            self.hidden_columns.update(range(first, self.width + 1))

    def open_cell(self, attributes: dict[str, str]) -> None:
        self.column = _whole(attributes, "Index", self.column + 1)
        self.formula = local(attributes, "Formula")
        across, down = _whole(attributes, "MergeAcross", 0), _whole(attributes, "MergeDown", 0)
        if across or down:
            self.merges.append((self.row, self.column, self.row + down, self.column + across))
        self.across = across

    def raw(self) -> RawSheet:
        return RawSheet(
            self.grid.sheet,
            self.grid.squared(),
            self.hidden,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.grid.merged(self.merges),
            self.date_1904,
            self.filtered,
        )


def _whole(attributes: dict[str, str], name: str, otherwise: int) -> int:
    written = local(attributes, name)
    return int(written) if written.isdecimal() and len(written) < 9 else otherwise


def _handlers(path: Path, found: list[_Sheet]) -> tuple[Any, Any, Any]:
    kind = ""
    parts: list[str] = []
    inside = 0  # 1 within Data, 2 within Visible
    date_1904 = read = comment = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal kind, inside, read, comment, date_1904
        if name == "Worksheet":
            found.append(_Sheet(path, local(attributes, "Name")))
            found[-1].date_1904 = date_1904
        elif name == "Date1904" and not found:
            date_1904 = True
        elif not found:
            return
        elif name == "Row":
            found[-1].open_row(attributes)
        elif name == "Column":
            found[-1].open_column(attributes)
        elif name == "Cell":
            found[-1].open_cell(attributes)
            read = False
        elif name == "Comment":
            comment = True
        elif name == "Data" and not comment:
            kind, inside = local(attributes, "Type"), 1
            parts.clear()
        elif name == "Visible":
            inside = 2
            parts.clear()
        elif name == "AutoFilter":
            found[-1].filtered = True

    def end(name: str) -> None:
        nonlocal inside, read, comment
        if not found:
            return
        if name == "Comment":
            comment = False
        elif name == "Data" and inside == 1:
            found[-1].grid.put(found[-1].row, found[-1].column, _value(kind, "".join(parts)))
            inside, read = 0, True
        elif name == "Visible":
            found[-1].hidden = "".join(parts).strip() in ("SheetHidden", "SheetVeryHidden")
            inside = 0
        elif name == "Cell":
            if not read and found[-1].formula:
                found[-1].grid.put(found[-1].row, found[-1].column, NoValue(found[-1].formula))
            found[-1].column += found[-1].across
        elif name == "Row":
            found[-1].row += found[-1].span

    def text(data: str) -> None:
        if inside:
            parts.append(data)

    return start, end, text


def _value(kind: str, text: str) -> RawValue:
    match kind:
        case "Number":
            return number(text)
        case "DateTime":
            return moment(text)
        case "Boolean":
            return logical(text)
        case "Error":
            return ErrorValue(text.strip() or "#ERR")
        case _:
            return text
