"""A copy of the sample district to run pay on, and ways to look into what was written."""

import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data

DAY = date.fromisoformat(SAMPLE_DAY)


def copy_of_sample(place: Path) -> Path:
    folder = place / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    return folder


def job(folder: Path, on: date = DAY, pdf: bool = False) -> Job:
    return Job(folder, on, pdf=pdf)


def sheet_of(data: bytes | Path, name: str) -> Worksheet:
    """A sheet with the values that its cells show."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    return load_workbook(source, data_only=True)[name]


def table(sheet: Worksheet, header_row: int) -> list[dict[str, Any]]:
    """The rows below a header until the first that has no number in its first column."""
    heads = [cell.value for cell in sheet[header_row]]
    found = []
    for row in sheet.iter_rows(min_row=header_row + 1, values_only=True):
        if not isinstance(row[0], int):
            break
        found.append(dict(zip(heads, row, strict=True)))
    return found


def change(path: Path, sheet: str, key: tuple[str, str], column: str, value: object) -> None:
    """Set one cell of a workbook: of the row whose column `key[0]` holds `key[1]`."""
    book = load_workbook(path)
    rows = book[sheet]
    heads: dict[object, int] = {}
    for row in rows.iter_rows():
        if not heads:
            told = {cell.value: cell.column for cell in row}
            heads = told if key[0] in told else {}
        elif row[heads[key[0]] - 1].value == key[1]:
            row[heads[column] - 1].value = value
            book.save(path)
            return
    raise AssertionError(key)


def result_of(run: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run / "result.json").read_text(encoding="utf-8"))
    return found
