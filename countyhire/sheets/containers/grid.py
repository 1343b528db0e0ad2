"""The rows of a sheet while it is read: cells come with their addresses, the limits of size are held."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from countyhire.model.where import column_letters
from countyhire.sheets.containers.problems import damaged, suspicious, too_big
from countyhire.sheets.containers.raw import FileProblem, RawValue

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_CELLS = 12_000_000  # in rows that hold something
LARGEST_AREA = 30_000_000  # with blank rows, which cost time alone

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1

Spread = Callable[[list[RawValue]], Sequence[RawValue]]

_NOTHING: list[RawValue] = []  # stands for every blank row; never written to


class Grid:
    """The cells of one sheet that hold something; what is blank does not count as used."""

    def __init__(self, path: Path, sheet: str) -> None:
        self.path = path
        self.sheet = sheet
        self.rows: list[list[RawValue]] = []
        self.gaps = 0
        self.cells = 0

    def row(self, number: int) -> list[RawValue]:
        """The row of a number, from 1, to be written to."""
        if not 0 < number <= LAST_ROW:
            raise damaged(self.path, f"工作表“{self.sheet}”里有不存在的第 {number} 行")
        rows = self.rows
        if number > len(rows):
            if number > len(rows) + 1:
                rows.extend([_NOTHING] * (number - len(rows) - 1))
            rows.append([])
        elif rows[number - 1] is _NOTHING:
            rows[number - 1] = []
        return rows[number - 1]

    def place(self, row: list[RawValue], index: int, value: RawValue) -> None:
        """Puts a value into a row at an index, from 0, with blanks before it."""
        gap = index - len(row)
        if gap < 0:
            row[index] = value
            return
        self.gaps += gap
        if self.gaps > MOST_CELLS:
            raise self._too_big()
        row.extend([""] * gap)
        row.append(value)

    def put(self, number: int, column: int, value: RawValue) -> None:
        """One cell, row and column from 1; a blank is let go."""
        if value == "":
            return
        if not 0 < column <= LAST_COLUMN:
            raise damaged(self.path, f"工作表“{self.sheet}”里有不存在的第 {column} 列")
        self.count(1)
        self.place(self.row(number), column - 1, value)

    def add(self, number: int, values: list[RawValue], spread: Spread | None, gaps: int) -> None:
        """A whole row. `spread` lays the values, with a blank behind them, over its columns; `gaps` are its blanks."""
        if spread is not None:
            values.append("")
            values = list(spread(values))
        width = len(values)
        while values and values[-1] == "":
            values.pop()
        if not values:
            return
        self.gaps += max(gaps - width + len(values), 0)
        if self.gaps > MOST_CELLS:
            raise self._too_big()
        if number == len(self.rows) + 1 and number <= LAST_ROW:
            self.rows.append(values)
            return
        for column, value in enumerate(values, 1):
            self.put(number, column, value)

    def count(self, more: int) -> None:
        """Cells that are about to come; refused where they are too many."""
        if self.cells + more > MOST_CELLS:
            raise too_big(self.path, f"工作表“{self.sheet}”的单元格超过 {MOST_CELLS} 个")
        self.cells += more

    def squared(self) -> list[list[RawValue]]:
        """The rows, all of one length, blanks at the end; the blank rows are one list."""
        _trim(self.rows)
        width = max(map(len, self.rows), default=0)
        filled = sum(1 for row in self.rows if row)
        if filled * width > MOST_CELLS or len(self.rows) * width > LARGEST_AREA:
            raise self._too_big()
        return squared(self.rows)

    def merged(self, merges: Iterable[Merge]) -> tuple[Merge, ...]:
        """The merged ranges; refused where they cover the sheet many times over."""
        found = tuple(merges)
        last = len(self.rows)
        if sum(max(min(bottom, last) - top + 1, 0) for top, _, bottom, _ in found) > LARGEST_AREA:
            raise suspicious(self.path, f"工作表“{self.sheet}”的合并单元格过多")
        return found

    def _too_big(self) -> FileProblem:
        """The refusal, with the cells that reach farthest."""
        widths = list(map(len, self.rows))
        width = max(widths)
        corner = f"{column_letters(width)}{widths.index(width) + 1}"
        return too_big(
            self.path,
            f"工作表“{self.sheet}”的内容远到第 {len(self.rows)} 行和 {corner} 单元格，范围过大，多半是误填",
        )


def _trim(rows: list[list[RawValue]]) -> None:
    """Drops the empty texts at the ends of rows, and the blank rows at the end: they are not in use."""
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()


def squared(rows: list[list[RawValue]]) -> list[list[RawValue]]:
    """Rows of one length, blanks at the end; the blank rows are one list."""
    width = max(map(len, rows), default=0)
    blank: list[RawValue] = [""] * width
    for index, row in enumerate(rows):
        if not row:
            rows[index] = blank
        elif len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows
