"""The XML of one sheet of an .xlsx: cells at their addresses, what is hidden or merged, whether a filter is set."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from countyhire.sheets.containers.grid import LAST_COLUMN, Grid, Merge
from countyhire.sheets.containers.markup import cleaned, feed, handle, is_utf8, parser, plain_text, references_known
from countyhire.sheets.containers.plain import ATTRIBUTES, TEXT, aligned, broken_up
from countyhire.sheets.containers.problems import damaged
from countyhire.sheets.containers.raw import NoValue, RawValue
from countyhire.sheets.containers.values import Reads

_INLINE = rf'<is><t(?: xml:space="preserve")?+>{TEXT}</t></is>'
_FORMULA = rf"<f{ATTRIBUTES}(?:/>|>{TEXT}</f>)"
_CELL = (
    rf'<c r="[A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+"{ATTRIBUTES}(?:/>|>(?:{_FORMULA})?+(?:<v>{TEXT}</v>|<v/>|{_INLINE})?+</c>)'
)
_PLAIN = re.compile(rf"(?:\s*+<row{ATTRIBUTES}(?:/>|>(?:\s*+{_CELL})*+\s*+</row>))*+\s*+")
# Column letters, row number, other attributes; then the text, or the formula of a cell without any.
_ADDRESS = r'<c r="([A-Z]+)([0-9]+)"((?: [A-Za-z:]+="[^"]*")*)'
_CELLS = re.compile(
    _ADDRESS + r"(?:/>|>(?:<f(?: [^>]*)?(?:/>|>[^<]*</f>))?"
    r"(?:<(?:v|is><t[^>]*)>([^<]*)</(?:v|t></is)>|<v/>)?</c>)"
)
_UNCALCULATED = re.compile(_ADDRESS + r"><f(?: [^>]*)?(?:/>|>([^<]*)</f>)(?:<v></v>|<v/>)?</c>")
_HIDDEN_ROW = re.compile(r'<row(?= [^>]*hidden="(?:1|true)")((?: [A-Za-z:]+="[^"]*")*)')
_ATTRIBUTE = re.compile(r' ([A-Za-z:]+)="([^"]*)"')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TRUE = ("1", "true", "on")


@dataclass(slots=True)
class Layout:
    """What a sheet says beside its cells."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_column: int = 0
    merges: list[Merge] = field(default_factory=list)
    filtered: bool = False


def read_worksheet(grid: Grid, pieces: Iterable[bytes], reader: Callable[[str, str], Reads]) -> Layout:
    """Puts every cell that holds something into the grid. FileProblem where the XML is broken.

    `reader` gives the function that reads a text by the cell's type and style.
    """
    layout = Layout()
    columns = _Columns()
    readers = _Readers(reader)
    made = parser(grid.path)
    handle(made, grid.path, *_handlers(grid, layout, reader))
    plain = utf8 = None
    for piece, whole in aligned(pieces, b"<row ", b"</sheetData>"):
        if plain is None:
            plain = utf8 = is_utf8(piece[:200])
        if not (plain and whole and _read_plain(piece, grid, layout, columns, readers)):
            feed(made, grid.path, cleaned(piece) if utf8 else piece)
            plain = plain and not (whole and broken_up(piece))
    feed(made, grid.path, b"", True)
    return layout


class _Columns(dict[str, int]):
    """The index of a column, from 0, by its letters; -1 where no sheet has it."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters)
        self[letters] = number - 1 if number <= LAST_COLUMN else -1
        return self[letters]


class _Readers(dict[str, Reads]):
    """The function that reads a cell's text, by the cell's attributes as they are written."""

    def __init__(self, reader: Callable[[str, str], Reads]) -> None:
        super().__init__()
        self.reader = reader

    def __missing__(self, written: str) -> Reads:
        attributes = dict(_ATTRIBUTE.findall(written))
        self[written] = self.reader(attributes.get("t", "n"), attributes.get("s", ""))
        return self[written]


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _read_plain(piece: bytes, grid: Grid, layout: Layout, columns: _Columns, readers: _Readers) -> bool:
    """Takes whole rows apart by pattern, or says that the parser has to, before anything was put."""
    try:
        markup = piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if not _PLAIN.fullmatch(markup) or not references_known(markup):
        return False
    if 'hidden="' in markup and not _hide_rows(markup, layout):
        return False
    if "<f" in markup:
        for letters, digits, attributes, formula in _UNCALCULATED.findall(markup):
            if 't="str"' not in attributes:
                grid.put(int(digits), columns[letters] + 1, NoValue(plain_text(formula)))
    escaped = "&" in markup or "\r" in markup
    current, row = "", grid.rows
    for letters, digits, attributes, text in _CELLS.findall(markup):
        if not text:
            continue
        value = readers[attributes](plain_text(text) if escaped else text)
        if digits != current:
            current, row = digits, grid.row(int(digits))
        index = columns[letters]
        if index == len(row):
            row.append(value)
        elif index < 0:
            raise damaged(grid.path, f"工作表“{grid.sheet}”里有不存在的 {letters} 列")
        else:
            grid.place(row, index, value)
    return True


def _hide_rows(markup: str, layout: Layout) -> bool:
    """Notes the hidden rows; False where one of them does not say which it is."""
    for written in _HIDDEN_ROW.findall(markup):
        number = dict(_ATTRIBUTE.findall(written)).get("r", "")
        if not number.isdecimal():
            return False
        layout.hidden_rows.add(int(number))
    return True


def _handlers(grid: Grid, layout: Layout, reader: Callable[[str, str], Reads]) -> tuple[object, object, object]:
    """The same by events, for whatever is written otherwise."""
    row = column = 0
    kind = style = ""
    value: list[str] = []
    inline: list[str] = []
    formula: list[str] | None = None
    into: list[str] | None = None
    data = guides = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, style, formula, into, data, guides
        if name == "c" and data:
            row, column = _address(attributes.get("r", ""), row, column + 1)
            kind, style = attributes.get("t", "n"), attributes.get("s", "")
            value.clear()
            inline.clear()
            formula = None
        elif name == "v":
            into = value
        elif name == "t":
            into = None if guides else inline
        elif name == "f" and data:
            formula = into = []
        elif name == "rPh":
            guides = True
        elif name == "row" and data:
            number = attributes.get("r", "")
            row, column = int(number) if number.isdecimal() else max(row, 0) + 1, 0
            if attributes.get("hidden") in _TRUE:
                layout.hidden_rows.add(row)
        elif name == "sheetData":
            data = True
        elif not data:
            _note(name, attributes, layout)

    def end(name: str) -> None:
        nonlocal into, data, guides
        if name in ("v", "t", "f"):
            into = None
        elif name == "rPh":
            guides = False
        elif name == "c" and data:
            grid.put(row, column, _cell(inline or value, formula, kind, style, reader))
        elif name == "sheetData":
            data = False

    def text(found: str) -> None:
        if into is not None:
            into.append(found)

    return start, end, text


def _cell(
    value: list[str], formula: list[str] | None, kind: str, style: str, reader: Callable[[str, str], Reads]
) -> RawValue:
    """The value of a cell whose element has ended."""
    written = "".join(value)
    if written:
        return reader(kind, style)(written)
    return NoValue("".join(formula)) if formula is not None and kind != "str" else ""


def _address(written: str, row: int, column: int) -> tuple[int, int]:
    """The row and column of a cell, as written, else the place after the last one."""
    found = _REFERENCE.fullmatch(written)
    return (int(found[2]), column_number(found[1])) if found else (max(row, 1), column)


def _note(name: str, attributes: dict[str, str], layout: Layout) -> None:
    """What stands before or after the cells."""
    if name == "col" and attributes.get("hidden") in _TRUE:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdecimal() and last.isdecimal():  # they stand in order
            columns = range(max(int(first), layout.last_column + 1), min(int(last), LAST_COLUMN) + 1)
            layout.hidden_columns.update(columns)
            layout.last_column = max(layout.last_column, min(int(last), LAST_COLUMN))
    elif name == "mergeCell":
        first, _, last = attributes.get("ref", "").partition(":")
        top, left = _address(first, 0, 0)
        bottom, right = _address(last, 0, 0)
        if left and right:
            layout.merges.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    elif name == "autoFilter":
        layout.filtered = True
