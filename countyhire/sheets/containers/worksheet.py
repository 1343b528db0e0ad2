"""The XML of one sheet of an .xlsx: cells at their addresses, what is hidden or merged, whether a filter is set."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from operator import call, itemgetter
from typing import NamedTuple

from countyhire.sheets.containers.forms import Forms
from countyhire.sheets.containers.grid import LAST_COLUMN, Grid, Merge, Spread
from countyhire.sheets.containers.markup import cleaned, feed, handle, is_utf8, parser, plain_text, references_known
from countyhire.sheets.containers.plain import ATTRIBUTES, TEXT, aligned, broken_up, unprefixed
from countyhire.sheets.containers.raw import NoValue, RawValue
from countyhire.sheets.containers.values import Reads

_INLINE = rf'<is><t(?: xml:space="preserve")?+>{TEXT}</t></is>'
_FORMULA = rf"<f{ATTRIBUTES}(?:/>|>{TEXT}</f>)"
_HELD = rf"(?:{_FORMULA})?+(?:<v>{TEXT}</v>|<v/>|{_INLINE})?+"
_CELL = rf'<c r="[A-Z]{{1,3}}+\1"{ATTRIBUTES}(?:/>|>{_HELD}</c>)'
# Number, other attributes, cells; the cells of a row have its number.
_ROW = re.compile(rf'\s*+<row r="([1-9][0-9]{{0,6}}+)"({ATTRIBUTES})(?:/>|>((?:\s*+{_CELL})*+)\s*+</row>)')
# Column letters, other attributes, text; in a row that the pattern above has proven.
_CELLS = re.compile(
    r'<c r="([A-Z]+)[0-9]+"([^>]*)(?<!/)>(?:<f(?: [^>]*)?(?:/>|>[^<]*</f>))?'
    r"(?:<(?:v|is><t[^>]*)>([^<]*)</|<v/></|</)"
)
# The same without text, but with the formula.
_UNCALCULATED = re.compile(
    r'<c r="([A-Z]+)[0-9]+"([^>]*)><f(?: [^>]*)?(?:/>|>([^<]*)</f>)(?:<v></v>|<v/>|<is><t[^>]*></t></is>)?</c>'
)
_ATTRIBUTE = re.compile(r' ([A-Za-z:]+)="([^"]*)"')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(r'<row r="([0-9]+)"')
_TRUE = ("1", "true", "on")
_HIDDEN = re.compile(r' hidden="(?:1|true|on)"')
_MOST_PLANS, _MOST_PLANNED = 10_000, 500


@dataclass(slots=True)
class Layout:
    """What a sheet says beside its cells."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_column: int = 0
    last_row: int = 0
    merges: list[Merge] = field(default_factory=list)
    filtered: bool = False


def read_worksheet(grid: Grid, pieces: Iterable[bytes], reader: Callable[[str, str], Reads]) -> Layout:
    """Puts every cell that holds something into the grid. FileProblem where the XML is broken.

    `reader` gives the function that reads a text by the cell's type and style.
    """
    layout = Layout()
    plans = _Plans(reader)
    forms = Forms(plans.of, column_number)
    made = parser(grid.path)
    handle(made, grid.path, *_handlers(grid, layout, reader), own=True)
    plain = utf8 = None
    for piece, whole in aligned(unprefixed(pieces), b"<row ", b"</sheetData>"):
        if plain is None:
            plain = utf8 = is_utf8(piece[:200])
        if plain and whole:
            rest = _read_plain(piece, grid, layout, plans, forms)
            plain = not broken_up(rest)
        else:
            rest = piece
        if rest:
            feed(made, grid.path, cleaned(rest) if utf8 else rest)
    feed(made, grid.path, b"", True)
    return layout


class _Plan(NamedTuple):
    """How the cells of rows of one shape are read: a function for each, and how they are spread over the row."""

    readers: tuple[Reads, ...]
    spread: Spread | None
    gaps: int


class _Plans(dict[tuple[tuple[str, ...], tuple[str, ...]], "_Plan | None"]):
    """The plans by the letters and the other attributes of a row's cells; None where the parser has to read it."""

    def __init__(self, reader: Callable[[str, str], Reads]) -> None:
        super().__init__()
        self.reader = reader
        self.readers: dict[str, Reads] = {}

    def __missing__(self, shape: tuple[tuple[str, ...], tuple[str, ...]]) -> "_Plan | None":
        letters, attributes = shape
        indices = [column_number(one) - 1 for one in letters]
        plan = None
        if indices[-1] < LAST_COLUMN and all(one < other for one, other in pairwise(indices)):
            readers = tuple(map(self.of, attributes))
            sources = dict(zip(indices, range(len(indices)), strict=True))
            order = [sources.get(index, len(indices)) for index in range(indices[-1] + 1)]
            gaps = len(order) - len(indices)
            plan = _Plan(readers, itemgetter(*order) if gaps else None, gaps)
        if len(self) < _MOST_PLANS and len(letters) < _MOST_PLANNED:
            self[shape] = plan
        return plan

    def of(self, written: str) -> Reads:
        """The function for a cell's attributes as they are written."""
        if written not in self.readers:
            attributes = dict(_ATTRIBUTE.findall(written))
            self.readers[written] = self.reader(attributes.get("t", "n"), attributes.get("s", ""))
        return self.readers[written]


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _read_plain(piece: bytes, grid: Grid, layout: Layout, plans: _Plans, forms: Forms) -> bytes:
    """Takes whole rows apart by pattern; what is left from the first that is written otherwise is given back."""
    try:
        markup = piece.decode("utf-8")
    except UnicodeDecodeError:
        return piece
    if not references_known(markup):
        return piece
    escaped = "&" in markup or "\r" in markup
    place = 0
    while True:
        place, attributes, row = forms.read(markup, place, grid)
        if not row:
            found = _ROW.match(markup, place)
            if found is None:
                break
            number, attributes, content = found.groups()
            row = int(number)
            if content and not _read_row(row, content, escaped, grid, plans, forms):
                break
            place = found.end()
        if "hidden" in attributes and _HIDDEN.search(attributes):
            layout.hidden_rows.add(row)
    if place:  # a row without a number follows the last one, whoever read it
        found = _NUMBER.match(markup, markup.rindex("<row r=", 0, place))
        layout.last_row = int(found[1]) if found else layout.last_row
    return markup[place:].strip().encode()


def _read_row(number: int, content: str, escaped: bool, grid: Grid, plans: _Plans, forms: Forms) -> bool:
    """Puts the cells of a row; False, and nothing put, where the parser has to."""
    cells = _CELLS.findall(content)
    if cells:
        letters, attributes, texts = zip(*cells, strict=True)
        plan = plans[letters, attributes]
        if plan is None:
            return False
        values = list(map(call, plan.readers, map(plain_text, texts) if escaped else texts))
        grid.add(number, values, plan.spread, plan.gaps)
        forms.learn((letters, attributes), "<f" in content)
    if "<f" in content:
        for column, attributes, formula in _UNCALCULATED.findall(content):
            if 't="str"' not in attributes:
                grid.put(number, column_number(column), NoValue(plain_text(formula)))
    return True


def _handlers(grid: Grid, layout: Layout, reader: Callable[[str, str], Reads]) -> tuple[object, object, object]:
    """The same by events, for whatever is written otherwise."""
    column = 0
    kind = style = ""
    value: list[str] = []
    inline: list[str] = []
    formula: list[str] | None = None
    into: list[str] | None = None
    data = guides = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal column, kind, style, formula, into, data, guides
        if name == "c" and data:
            layout.last_row, column = _address(attributes.get("r", ""), layout.last_row, column + 1)
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
            layout.last_row, column = int(number) if number.isdecimal() else layout.last_row + 1, 0
            if attributes.get("hidden") in _TRUE:
                layout.hidden_rows.add(layout.last_row)
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
            grid.put(layout.last_row, column, _cell(inline or value, formula, kind, style, reader))
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
