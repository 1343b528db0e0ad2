"""No text of a form is cut off: it fits its cell, runs on over empty ones, or goes on in a new line (U24)."""

import io
import unicodedata

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports import whole

COMMANDS = [command for command in whole.MAKERS if command not in ("report",)]
SLACK = 1.5  # characters: the fonts of two programs differ by so much


def long_words(sheet: Worksheet) -> list[tuple[str, str]]:
    """The cells whose text is wider than what they have."""
    widths = {
        number: item.width or 8.43
        for item in sheet.column_dimensions.values()
        for number in range(item.min or 1, (item.max or 0) + 1)
    }
    filled = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in merged.values()
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    found = []
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if not isinstance(cell.value, str) or cell.data_type == "f" or cell.alignment.wrap_text:
            continue
        area = merged.get((cell.row, cell.column))
        last = area.max_col if area else cell.column
        if not area and cell.alignment.horizontal in (None, "general", "left"):
            while last < sheet.max_column and not {(cell.row, last + 1)} & (filled | covered):
                last += 1
            if last == sheet.max_column:
                continue  # it runs on over the margin
        room = sum(widths.get(number, 8.43) for number in range(cell.column, last + 1))
        need = max(map(_width, cell.value.split("\n"))) * (cell.font.sz or 11) / 11
        if need > room + SLACK:
            found.append((f"{get_column_letter(cell.column)}{cell.row}", cell.value))
    return found


def _width(text: str) -> float:
    """In digits; a blank is half of one in the fonts of forms."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 if letter == " " else 1 for letter in text)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_text_has_room(command: str) -> None:
    cut = {}
    for name, document in whole.plain(command).items():
        if name.endswith(".xlsx"):
            for sheet in load_workbook(io.BytesIO(document.data), data_only=True):
                if found := long_words(sheet):
                    cut[name, sheet.title] = found
    assert cut == {}
