"""The height of a row whose merged, wrapped text is longer than the template's one line.

A spreadsheet fits the height of an ordinary wrapped cell by itself, never that of a merged one.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from countyhire.reports.workbook import elements

LINE = 15  # points for a line of the usual 11-point text


def merged_widths(document: Any) -> dict[tuple[int, str], float]:
    """The width in characters of every merge of one row, by its row and first column."""
    widths = {}
    for item in elements(document, "mergeCell"):
        match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)\2", item.getAttribute("ref"))
        if match:
            widths[int(match[2]), match[1]] = _width(document, match[1], match[3])
    return widths


def row_height(
    widths: Mapping[tuple[int, str], float], row: int, attributes: Mapping[str, str], texts: Mapping[str, str]
) -> str | None:
    """Points for a row of the template filled with these texts by column; None to leave it as it is."""
    most = max(
        (_lines(text, widths[row, column]) for column, text in texts.items() if (row, column) in widths), default=1
    )
    if most == 1:
        return None
    single = float(attributes["ht"]) if "ht" in attributes else LINE
    needed = most * LINE + max(single - LINE, 0) / 2
    return f"{needed:g}" if needed > single else None


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a width given in characters, a Chinese one counting two."""
    return sum(max(1, -(-_length(part) // max(int(width) - 1, 1))) for part in text.split("\n"))


def _length(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _width(document: Any, first: str, last: str) -> float:
    total = 0.0
    for number in range(_number(first), _number(last) + 1):
        width = 8.43
        for item in elements(document, "col"):
            if int(item.getAttribute("min")) <= number <= int(item.getAttribute("max")):
                width = float(item.getAttribute("width"))
        total += width
    return total


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
