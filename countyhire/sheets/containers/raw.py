"""What a container gives: sheets of raw cells whose place in the lists is their address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that holds an error of the spreadsheet program, `#N/A` and so on."""

    text: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula that was never calculated: the file holds no value of it."""

    formula: str = ""


# A blank cell is an empty text, never None.
RawValue = str | float | int | bool | date | datetime | time | timedelta | ErrorValue | NoValue


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet. `rows[i][j]` is the cell in row i + 1, column j + 1; blank rows keep their place.

    All rows are equally long; blank rows may be one and the same list, so no row may be written to.
    `merges` are (first row, first column, last row, last column), from 1. `filtered`: a filter is set.
    """

    name: str
    rows: list[list[RawValue]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    date_1904: bool = False
    filtered: bool = False


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A file that was opened: `container` is what it is by content (xlsx, xls, csv …).

    `links` counts its links to other files, none of which is followed.
    """

    path: Path
    container: str
    sheets: tuple[RawSheet, ...] = field(default_factory=tuple)
    links: int = 0

    def __iter__(self) -> Iterator[RawSheet]:
        return iter(self.sheets)


class FileProblem(Exception):
    """A file that cannot be read at all (exit 3): which, what is wrong, what to do."""

    def __init__(self, path: Path, sentence: str, remedy: str) -> None:
        super().__init__(f"{path.name}：{sentence}")
        self.path = path
        self.sentence = sentence
        self.remedy = remedy
