"""The form that most rows of a sheet share, learnt from the first of them.

A pattern made for it proves a row and takes it apart at once, four times as fast as the pattern that fits
every row. A row that is written otherwise is read the slower way, and if there are many, learnt too.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from operator import call, itemgetter
from typing import NamedTuple

from countyhire.sheets.containers.grid import Grid, Spread
from countyhire.sheets.containers.markup import decoded, plain_text
from countyhire.sheets.containers.plain import ATTRIBUTES, TEXT
from countyhire.sheets.containers.values import Reads

LEARN_FROM = 500  # rows, before a pattern is made; its making takes as long as reading some of them
_MORE_EACH_TIME = 4
_MOST_TIMES = 5
_MOST_COLUMNS = 300
_MOST_WAYS = 3  # in which the cells of one column may be written

_FORMULA = rf"(?:<f{ATTRIBUTES}(?:/>|>{TEXT}</f>))?+"
_BARE = r"[^<&\x00-\x1f\ufffe\uffff]++"  # what needs no decoding
_FULL = TEXT.removesuffix("*+") + "++"
_KIND = re.compile(r' t="([^"]*)"')

Cells = tuple[tuple[str, ...], tuple[str, ...]]  # the letters of a row's cells, their other attributes


class _Form(NamedTuple):
    """A pattern with a group for each way of each column; `spread` lays the values over the row.

    `doubled` are the places of a column's first way and of another one of it.
    """

    pattern: re.Pattern[str]
    readers: tuple[Reads, ...]
    spread: Spread | None
    gaps: int
    doubled: tuple[tuple[int, int], ...]


class Forms:
    """What is known of the rows of one sheet. `reader` reads a cell by its attributes as they are written."""

    def __init__(self, reader: Callable[[str], Reads], column_number: Callable[[str], int]) -> None:
        self.reader, self.column_number = reader, column_number
        self.form: _Form | None = None
        self.seen: Counter[Cells] = Counter()
        self.formulas = False
        self.waiting, self.enough, self.times = 0, LEARN_FROM, 0

    def read(self, markup: str, place: int, grid: Grid) -> tuple[int, str, int]:
        """Puts the rows from a place on that have the known form into the grid.

        Gives the place of the first row that has not; with it number and attributes of the last row that
        was read where it has to be looked at, else 0.
        """
        form = self.form
        if form is None:
            return place, "", 0
        match, readers, spread, gaps, doubled = form.pattern.match, form.readers, form.spread, form.gaps, form.doubled
        while found := match(markup, place):
            number, attributes, *texts = found.groups("")
            values = list(map(call, readers, texts))
            for first, other in doubled:
                if texts[other]:
                    values[first] = values[other]
            grid.add(int(number), values, spread, gaps + texts.count(""))
            place = found.end()
            if "hidden" in attributes:
                return place, attributes, int(number)
        return place, "", 0

    def learn(self, cells: Cells, formulas: bool) -> None:
        """A row that was read the slower way."""
        if self.times == _MOST_TIMES:
            return
        self.seen[cells] += 1
        self.formulas = self.formulas or formulas
        self.waiting += 1
        if self.waiting >= self.enough:
            self.waiting, self.enough, self.times = 0, self.enough * _MORE_EACH_TIME, self.times + 1
            self.form = self._made()

    def _made(self) -> _Form | None:
        """The pattern for the rows seen; None where they have too little in common."""
        ways: dict[int, Counter[tuple[str, str]]] = {}
        for (letters, attributes), times in self.seen.items():
            for cell in zip(letters, attributes, strict=True):
                ways.setdefault(self.column_number(cell[0]) - 1, Counter())[cell] += times
        if not ways or max(ways) >= _MOST_COLUMNS:
            return None
        common = {
            column: [cell for cell, times in ways[column].most_common(_MOST_WAYS) if times > 1]
            for column in sorted(ways)
        }
        cells = [cell for several in common.values() for cell in several]
        places = {cell: place for place, cell in enumerate(cells)}
        first = {column: places[several[0]] for column, several in common.items() if several}
        if not first:
            return None
        order = [first.get(column, len(cells)) for column in range(max(first) + 1)]
        columns = "".join(self._column(several) for several in common.values() if several)
        pattern = rf'\s*+<row r="([1-9][0-9]{{0,6}}+)"({ATTRIBUTES})>{columns}</row>'
        return _Form(
            re.compile(pattern),
            tuple(self._reader(attributes) for _, attributes in cells),
            _spread(order) if order != list(range(len(cells))) else None,
            len(order) - len(cells),  # of two ways of a column one is always blank
            tuple((places[several[0]], places[other]) for several in common.values() for other in several[1:]),
        )

    def _column(self, several: Sequence[tuple[str, str]]) -> str:
        """The pattern of one column, whose cell may be missing."""
        return f"(?:{'|'.join(map(self._cell, several))})?+"

    def _cell(self, cell: tuple[str, str]) -> str:
        letters, attributes = cell
        kind = _kind(attributes)
        formula = _FORMULA if self.formulas else ""
        if kind == "inlineStr":
            held = rf'<is><t(?: xml:space="preserve")?+>({_FULL})</t></is>'
        else:
            held = rf"{formula}<v>({_FULL if kind == 'str' else _BARE})</v>"
        return rf'<c r="{letters}\1"{re.escape(attributes)}(?:/>|>{held}</c>)'

    def _reader(self, attributes: str) -> Reads:
        return _literal if _kind(attributes) in ("str", "inlineStr") else self.reader(attributes)


def _spread(order: Sequence[int]) -> Spread:
    """The values at these places; of one place too, for which `itemgetter` gives the value itself."""
    return itemgetter(*order) if len(order) > 1 else itemgetter(slice(order[0], order[0] + 1))


def _kind(attributes: str) -> str:
    found = _KIND.search(attributes)
    return found[1] if found else "n"


def _literal(text: str) -> str:
    """A text that stands in the cell itself."""
    if "&" in text or "\r" in text:
        text = plain_text(text)
    return decoded(text)
