"""Rare characters (GB 18030-2022, all three levels) come through every container and into every output unchanged."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from countyhire.cli.shown import json_body
from countyhire.pipeline.material import Job
from countyhire.pipeline.yearly import check
from countyhire.sheets.catalogue import sheet_of
from countyhire.sheets.read import read_files
from tests.sheets.makebook import clean_rows, write_rows

ON = date(2026, 8, 15)
# Extension A, the end of the first block, Extensions B, C, D, E, F and G, a compatibility ideograph.
RARE = (
    "㛃",
    "鿍",
    "\U00020bb7",
    "\U0002a6d6",
    "\U0002b4e8",
    "\U0002b81d",
    "\U0002cc38",
    "\U0002e3d6",
    "\U00030edd",
    "郞",
)
NAMES = (*(f"王{one}" for one in RARE), "阿依•古丽", "李　明", "欧阳\u00a0锋")
PERSON = sheet_of("people")


def rows() -> list[list[str]]:
    people = clean_rows(PERSON, len(NAMES))
    for row, name in zip(people, NAMES, strict=True):
        row |= {"姓名": name, "入职日期": "2021.1", "从事专业类别": "执业医师"}
    headers = list(people[0])
    return [headers, *([str(row[header]) for header in headers] for row in people)]


def as_csv(path: Path, encoding: str) -> Path:
    path.write_bytes("\n".join("\t".join(row) for row in rows()).encode(encoding))
    return path


def written(folder: Path, kind: str) -> Path:
    if kind == "xlsx":
        return write_rows(folder / "人员花名册.xlsx", {"花名册": rows()})
    return as_csv(folder / "人员花名册.csv", kind)


@pytest.mark.parametrize("kind", ["xlsx", "utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_names_are_read_and_written_as_they_are(tmp_path, kind):
    path = written(tmp_path, kind)
    assert [person.name for person in read_files([path]).book.people] == list(NAMES)
    outcome = check(Job(tmp_path, ON))
    said = {finding.subject: finding.message for finding in outcome.findings if finding.code == "CH054"}
    assert all(any(text.startswith(f"{name}：") for text in said.values()) for name in NAMES)
    folder = outcome.written.folder
    listed = " ".join(
        str(cell.value) for row in openpyxl.load_workbook(folder / "问题清单.xlsx").active for cell in row
    )
    copy = openpyxl.load_workbook(folder / "人员花名册（已批注）.xlsx").worksheets[1]
    column = [cell.value for cell in copy[1]].index("姓名") + 1
    assert [copy.cell(row, column).value for row in range(2, len(NAMES) + 2)] == list(NAMES)
    assert all(name in listed for name in NAMES)
    assert all(name in json.dumps(json_body(outcome), ensure_ascii=False) for name in NAMES)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_a_screen_that_cannot_show_them_does_not_stop_the_run(tmp_path, encoding):
    path = written(tmp_path, "xlsx")
    done = subprocess.run(
        [sys.executable, "-m", "countyhire", "check", str(path), "--dry-run", "--as-of", "2026-08-15"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    text = done.stdout.decode(encoding)
    assert "CH054" in text
    if encoding == "utf-8":
        assert f"王{RARE[0]}" in text and f"王{RARE[2]}" in text


def test_two_spellings_of_one_name_are_one_person(tmp_path):
    """Blanks, middle dots and widths are no contradiction; another name is. Names stay as they are written."""
    people = clean_rows(PERSON, 5)
    roster = ("阿依·古丽", "李明", "欧阳 一", "王䶮", "赵六")
    wishes = ("阿依．古丽", "李　明", "欧阳\u00a0一", "王䶮 ", "赵七")
    for row, name in zip(people, roster, strict=True):
        row |= {"姓名": name, "从事专业类别": "执业医师"}
    headers = list(people[0])
    lines = [headers, *([row[header] for header in headers] for row in people)]
    write_rows(tmp_path / "人员花名册.xlsx", {"花名册": lines})
    named = [[row["人员编号"], name, "是", "是"] for row, name in zip(people, wishes, strict=True)]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [["人员编号", "姓名", "自愿", "服从调剂"], *named]})
    reading = read_files(sorted(tmp_path.glob("*.xlsx")))
    assert [(f.code, f.cell.file, f.cell.a1) for f in reading.findings] == [
        ("CH080", "人员花名册.xlsx", "B6"),
        ("CH080", "志愿申请表.xlsx", "B6"),
    ]
    assert [person.name for person in reading.book.people] == list(roster)
