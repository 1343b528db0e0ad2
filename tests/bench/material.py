"""What is measured on: the sample district in other sizes, and rosters cut from it."""

import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROSTER, SHEET = "人员花名册.xlsx", "花名册"
COLUMNS = (
    "人员编号", "姓名", "身份证件号码", "机构编码", "从事专业类别", "专业", "专业技术职务", "编制情况", "入职日期",
    "在岗状态", "性别", "出生日期", "所在科室", "医师执业证书编码", "执业类别", "执业范围", "进入方式", "招聘岗位类别",
    "学历", "岗位等级",
)  # fmt: skip
_ROW = re.compile(rb'<row r="(\d+)".*?</row>', re.DOTALL)
_NUMBER = re.compile(rb'(<(?:row|c) r="[A-Z]*)\d+')
Damage = Callable[[str], str]
FAULTS: dict[str, Damage] = {  # column, and how a cell of it is spoilt
    "人员编号": lambda old: "",
    "姓名": lambda old: "",
    "身份证件号码": lambda old: old[:-1] + ("0" if old[-1] != "0" else "1"),
    "性别": lambda old: "男女",
    "入职日期": lambda old: "2026-02-30",
    "编制情况": lambda old: "不详",
}
EACH = 10  # spoilt cells of each column


def district(place: Path, staff: int) -> Path:
    """The sample district, or one like it of another size."""
    folder = place / f"示例区{staff}"
    words = [sys.executable, str(ROOT / "sample_data" / "make.py"), str(folder), "--staff", str(staff)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return folder


def split(district: Path, rows: int) -> Path:
    """The district's roster as a folder of files of so many rows, as a bureau may send it in (one file of all may be
    too large to be read). The first file keeps the other sheets' rows, the others have none of them."""
    whole = district / ROSTER
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    people, *others = sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))
    bounds = {name: _rows(parts[name]) for name in (people, *others)}
    folder = district / whole.stem
    folder.mkdir()
    for number, first in enumerate(range(0, len(bounds[people]), rows)):
        changed = {people: _part(parts[people], bounds[people], first, first + rows)}
        changed |= {name: _part(parts[name], bounds[name], 0, 0) for name in others if number}
        with zipfile.ZipFile(folder / f"{number + 1}.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, changed.get(name, data))
    whole.unlink()
    return district


def _rows(sheet: bytes) -> list[re.Match[bytes]]:
    """The rows below the header, which is the first row with more than one cell of text."""
    rows = list(_ROW.finditer(sheet))
    header = next(at for at, row in enumerate(rows) if row[0].count(b"<c ") == row[0].count(b"</c>") > 1)
    return rows[header + 1 :]


def _part(sheet: bytes, rows: Sequence[re.Match[bytes]], first: int, last: int) -> bytes:
    """The sheet with some of its rows only, numbered from where the first of all stood."""
    if not rows:
        return sheet
    head = int(rows[0][1])
    kept = (_NUMBER.sub(rb"\g<1>%d" % (head + at), row[0]) for at, row in enumerate(rows[first:last]))
    return sheet[: rows[0].start()] + b"".join(kept) + sheet[rows[-1].end() :]


def roster(district: Path, place: Path, rows: int, columns: int) -> Path:
    """So many rows and columns of a district's roster, as a workbook of its own: one header, no title."""
    path = place / f"{rows}x{columns}" / ROSTER
    write(path, COLUMNS[:columns], body(district, rows, columns))
    return path


def spoilt(district: Path, place: Path, rows: int) -> tuple[Path, set[tuple[int, str]]]:
    """A roster with known faults, and their rows (as Excel counts) and columns."""
    dice, found = random.Random(rows), set()
    cells = body(district, rows, len(COLUMNS))
    places = iter(dice.sample(range(len(cells)), EACH * len(FAULTS)))
    for column, damage in FAULTS.items():
        number = COLUMNS.index(column)
        for _ in range(EACH):
            row = next(places)
            cells[row][number] = damage(str(cells[row][number]))
            found.add((row + 2, column))
    path = place / f"{rows}有错" / ROSTER
    write(path, COLUMNS, cells)
    return path, found


def body(district: Path, rows: int, columns: int) -> list[list[Any]]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(district / ROSTER))
    lines = iter(book.get_sheet_by_name(SHEET).to_python())
    headers = next(line for line in lines if COLUMNS[0] in line)
    chosen = [headers.index(name) for name in COLUMNS[:columns]]
    return [[line[place] for place in chosen] for line, _ in zip(lines, range(rows), strict=False)]


def write(path: Path, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page, day = book.add_worksheet(SHEET), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate([list(headers), *rows]):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                elif value != "":
                    page.write_string(number, place, str(value))
