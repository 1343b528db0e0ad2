"""Where a cell, a range or a formula points once repeated rows have grown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

AGGREGATES = ("SUM", "COUNT", "COUNTA", "AVERAGE", "MAX", "MIN", "SUBTOTAL", "PRODUCT")
CORNER = re.compile(r"(\$?)([A-Z]{0,3})(\$?)(\d*)")
TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
      | (?P<bracket>\[[^\]]*\])
      | (?<![\w.$])(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
        (?P<range>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?\d+:\$?\d+|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w.(!])
      | (?P<function>[^\W\d][\w.]*)?(?P<open>\()
      | (?P<close>\))
      | [\w.]+ | .""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Growth:
    """The repeated rows of one sheet: `(row, times)`, in the order of the sheet; `times` is at least 1."""

    repeats: tuple[tuple[int, int], ...] = ()

    def first(self, row: int) -> int:
        """Where a row of the template begins."""
        return row + sum(times - 1 for at, times in self.repeats if at < row)

    def last(self, row: int) -> int:
        """Where a row of the template ends: further down than it begins if it is repeated."""
        return row + sum(times - 1 for at, times in self.repeats if at <= row)


def moved_range(text: str, growth: Growth, widen: bool = False) -> str:
    """`K6:K6` over a repeated row 6 becomes `K6:K9`; a lone `K6` stays one cell unless `widen`."""
    start, colon, end = text.partition(":")
    one = _corner(start, growth.first)
    if colon:
        return f"{one}:{_corner(end, growth.last)}"
    other = _corner(start, growth.last)
    return f"{one}:{other}" if widen and other != one else one


def moved_ranges(text: str, growth: Growth) -> str:
    """A list of ranges as in `sqref`; what covers a repeated row grows with it."""
    return " ".join(moved_range(part, growth, widen=True) for part in text.split())


def _corner(text: str, place: Callable[[int], int]) -> str:
    match = CORNER.fullmatch(text)
    if not match or not match[4]:
        return text
    return f"{match[1]}{match[2]}{match[3]}{place(int(match[4]))}"


def moved_formula(
    formula: str,
    here: str,
    growths: Mapping[str, Growth],
    repeat: tuple[int, int] | None = None,
    series: bool = False,
) -> str:
    """A formula of sheet `here` (without its `=`), pointing where its cells now stand.

    `repeat` is `(row of the template, row of this copy)` for a formula of a repeated row: what points
    into that row points into the copy, unless its row is fixed by `$`. `series` is for a chart's data, where
    a single repeated cell too becomes the range of its copies.
    """
    functions: list[str] = []
    pieces = []
    for token in TOKEN.finditer(formula):
        if token["open"]:
            functions.append((token["function"] or "").upper())
        elif token["close"] and functions:
            functions.pop()
        if token["range"]:
            widen = series or (bool(functions) and functions[-1] in AGGREGATES)
            pieces.append(_moved_operand(token, here, growths, repeat, widen))
        else:
            pieces.append(token[0])
    return "".join(pieces)


def _moved_operand(
    token: re.Match[str], here: str, growths: Mapping[str, Growth], repeat: tuple[int, int] | None, widen: bool
) -> str:
    sheet, text = token["sheet"], token["range"]
    name = sheet.strip("'").replace("''", "'") if sheet else here
    growth = growths.get(name)
    if growth is None:
        return token[0]
    prefix = f"{sheet}!" if sheet else ""
    if repeat and name == here and re.search(rf"[A-Z]{repeat[0]}(?!\d)", text):
        return prefix + _in_copy(text, growth, repeat)
    return prefix + moved_range(text, growth, widen)


def _in_copy(text: str, growth: Growth, repeat: tuple[int, int]) -> str:
    def place(row: int) -> int:
        return repeat[1] if row == repeat[0] else growth.first(row)

    corners = []
    for corner in text.split(":"):
        fixed = CORNER.fullmatch(corner)
        corners.append(_corner(corner, growth.first if fixed and fixed[3] else place))
    return ":".join(corners)


def columns_of(text: str) -> tuple[str, int] | None:
    """`(column, row)` of a reference to a single cell, or of a range of one cell; None for any other."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", text)
    if not match or (match[3] and (match[3], match[4]) != (match[1], match[2])):
        return None
    return match[1], int(match[2])
