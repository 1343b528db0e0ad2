"""docs/documents.md: every template and every golden text that it names is there, and none is left out."""

import re
from pathlib import Path

from countyhire.reports.templates import shipped_folder

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
LAYOUT = {"公文.typ"}  # of all letters
NOT_DOCUMENTS = {"pages.txt"}


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def templates(cell: str) -> set[str]:
    """`通知.typ、.docx` names two."""
    found: set[str] = set()
    for word in cell.split("、"):
        if match := re.fullmatch(r"(.*)\.(xlsx|typ|docx|html\.j2)", word):
            stem = match[1] or next(iter(found)).rpartition(".")[0]
            found.add(f"{stem}.{match[2]}")
    return found


def test_the_twenty_two_are_numbered() -> None:
    assert [row[0] for row in rows() if row[0]] == [str(number) for number in range(1, 23)]
    assert all(len(row) == 6 for row in rows())


def test_every_template_is_named_and_every_named_one_ships() -> None:
    named = set[str]().union(*(templates(row[4]) for row in rows()))
    assert named == {path.name for path in shipped_folder().iterdir() if path.is_file()} - LAYOUT


def test_every_golden_text_that_is_named_is_there() -> None:
    named = {row[5] for row in rows() if row[5] != "—"}
    there = {path.name for path in GOLDEN.iterdir()}
    assert named <= there
    told = {re.sub(r"^\w+-|\.txt$", "", name) for name in there - NOT_DOCUMENTS}
    others = {name for name in told if not any(name in one for one in named)}
    assert all("图表" in name or "计算过程" in name or "月度考核表" in name for name in others), others
