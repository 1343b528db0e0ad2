"""Where a value stands: a workbook, a sheet, a cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell. `row` and `column` begin at 1; row 0 means the sheet, an empty sheet the file."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def a1(self) -> str:
        """`K37`, or an empty text where the finding is about a whole sheet or file."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}!{self.a1}" if self.a1 else f"{self.file}{sheet}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table on one sheet: which field stands in which column."""

    file: str
    sheet: str
    header_row: int = 1
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, row: int, name: str) -> Cell:
        """The cell of a field; the row's first known column where the sheet lacks the field."""
        column = self.columns.get(name) or min(self.columns.values(), default=1)
        return Cell(self.file, self.sheet, row, column)


NOWHERE = Table("", "", 0)
