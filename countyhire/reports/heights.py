"""The height of a row for the text that was filled into it.

Not every spreadsheet fits rows to wrapped text when it opens a file, and none does for merged cells, so
that the height is written with the row. What a clerk fixed by hand in the template is the least.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from countyhire.reports.references import CORNER
from countyhire.reports.workbook import elements

LINE = 15  # points for a line of the usual 11-point text
DEFAULT_WIDTH = 8.43


class Widths:
    """The widths of a sheet in characters, a Chinese one counting two: of columns and of merges of one row."""

    def __init__(self, document: Any) -> None:
        self._columns: dict[int, float] = {}
        for item in elements(document, "col"):
            for number in range(int(item.getAttribute("min")), min(int(item.getAttribute("max")), 500) + 1):
                self._columns[number] = float(item.getAttribute("width") or DEFAULT_WIDTH)
        self._merges: dict[tuple[int, str], float] = {}
        for item in elements(document, "mergeCell"):
            start, end = (CORNER.fullmatch(corner) for corner in item.getAttribute("ref").split(":"))
            if start and end and start[4] == end[4]:
                columns = range(column_number(start[2]), column_number(end[2]) + 1)
                self._merges[int(start[4]), start[2]] = sum(map(self._column, columns))

    def of(self, row: int, column: str) -> float:
        """The width of a cell of the template, or of the merge that begins at it."""
        return self._merges.get((row, column)) or self._column(column_number(column))

    def _column(self, number: int) -> float:
        return self._columns.get(number, DEFAULT_WIDTH)


def needed_height(texts: Iterable[tuple[str, float]], least: float | None) -> str | None:
    """Points for wrapped texts, each with its width; None where the template's own height (or one line) will do."""
    most = max((_lines(text, width) for text, width in texts), default=1)
    needed = most * LINE + (4 if most > 1 else 0)
    return f"{needed:g}" if needed > (least or LINE) else None


def column_number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _lines(text: str, width: float) -> int:
    room = max(int(width) - 1, 1)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, -(-_length(part) // room)) for part in text.split("\n"))


class _Cells(dict[str, int]):
    """How many cells wide each character is, worked out once."""

    def __missing__(self, letter: str) -> int:
        self[letter] = wide = 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        return wide


_CELLS = _Cells()


def _length(text: str) -> int:
    return sum(map(_CELLS.__getitem__, text))
