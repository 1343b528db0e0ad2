"""Every money cell of every pay document is recomputed from the figure's own trace (E14, E15).

A person's row may show only figures of that person; a total only figures of the whole. LibreOffice works every
formula out anew.
"""

import io
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from countyhire.compute.trace import lines
from countyhire.model.amount import Amount, Op
from tests.pay.everything import amounts, beside, fen, from_inputs, made, own_steps, steps
from tests.reports.office import converted, needed, with_wrong_values, worked_out

COMMANDS = ("year", "month", "settle", "fund", "primary")
MONEY = "#,##0.00"
# how many cells say 一致
CHECKS = {"year": 3, "month": 4, "settle": 8, "fund": 8, "primary": 3, "assess": 2, "forms": 0, "compare": 0}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_figure_follows_from_its_inputs(command: str) -> None:
    seen: set[int] = set()
    for result in made()[command][1]:
        for _, amount in amounts(result):
            for part in steps(amount, seen):
                assert from_inputs(part) == part.value, part.label
                if part.op is Op.SHARE:
                    pool, own, everybody = (Fraction(one.value) for one in part.inputs[:3])
                    assert abs(part.value - (pool * own / everybody if everybody else 0)) < 1, part.label
    assert len(seen) > 1000


def _persons(command: str) -> dict[str, set[int]]:
    """Each person's own figures in fen."""
    own: dict[str, set[int]] = {}
    for result in made()[command][1]:
        for person, amount in amounts(result):
            if person:
                own.setdefault(person, set()).update(fen(part) for part in own_steps(amount))
    return own


def _money(data: bytes) -> Iterator[tuple[str, tuple[Cell, ...], Cell]]:
    """Every cell with an amount, with its sheet and row."""
    for sheet in load_workbook(io.BytesIO(data), data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.number_format == MONEY and isinstance(cell.value, int | float):
                    yield sheet.title, row, cell


@pytest.mark.parametrize("command", COMMANDS)
def test_every_money_cell_of_a_person_is_a_figure_of_that_person(command: str) -> None:
    own = _persons(command)
    compared = 0
    for document in made()[command][0]:
        for sheet, row, cell in _money(document.data):
            person = next((str(one.value) for one in row[:3] if one.value in own), "")
            if not person:
                continue
            value = round(Fraction(str(cell.value)) * 100)
            known = own[person]
            assert value in known or any(value - one in known for one in known), (document.name, sheet, cell.coordinate)
            compared += 1
    assert compared > 100


@pytest.mark.parametrize("command", COMMANDS)
def test_every_money_cell_is_a_figure_or_a_formula_over_cells_in_sight(command: str) -> None:
    """So `explain` opens whatever a sheet shows, and what it only adds up stands beside it as a live formula."""
    seen: set[int] = set()
    known = {
        fen(part) for result in made()[command][1] for _, amount in amounts(result) for part in steps(amount, seen)
    }
    opened = 0
    for document in made()[command][0]:
        formulas = load_workbook(io.BytesIO(document.data))
        for sheet, _, cell in _money(document.data):
            if formulas[sheet][cell.coordinate].data_type != "f":
                assert round(Fraction(str(cell.value)) * 100) in known, (document.name, sheet, cell.coordinate)
                opened += 1
    assert opened > 200


def _bank(command: str) -> Fraction:
    (document,) = [one for one in made()[command][0] if one.name == "银行代发清单.xlsx"]
    rows = load_workbook(io.BytesIO(document.data), data_only=True)["代发清单"].iter_rows(min_row=5, values_only=True)
    return sum((Fraction(str(row[4])) for row in rows if isinstance(row[0], int)), Fraction(0))


@pytest.mark.parametrize("command", ["month", "settle"])
def test_the_bank_pays_what_is_not_to_be_paid_back(command: str) -> None:
    result = made()[command][1][0]
    assert _bank(command) * 100 == sum(max(0, int(row.total.value)) for row in result.rows)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_working_sheet_has_the_steps_of_every_person(command: str) -> None:
    told: set[str] = set()
    for document in (one for one in made()[command][0] if one.name.endswith("计算过程.xlsx")):
        sheet = load_workbook(io.BytesIO(document.data), read_only=True).worksheets[0]
        told.update(str(row[2]).lstrip("　") for row in sheet.iter_rows(min_row=4, values_only=True))
    result = made()[command][1][0]
    lists, totals = ("persons", "rows", "units", "pools"), ("total", "left", "closing")
    rows = next(found for name in lists if (found := getattr(result, name, None)))
    figures: list[Amount] = [next(getattr(row, name) for name in totals if hasattr(row, name)) for row in rows]
    assert figures
    for figure in figures:
        missing = [line.text for line in lines(figure, 1_000_000) if line.text not in told]
        assert [text for text in missing if "同上" not in text] == []


@needed
def test_libreoffice_works_every_formula_out_to_our_value(tmp_path: Path) -> None:
    documents = {command: made()[command][0] for command in COMMANDS} | beside()
    books = {
        f"{command}-{document.name.rpartition('/')[2]}": document.data
        for command in documents
        for document in documents[command]
        if document.name.endswith(".xlsx") and not document.name.endswith("计算过程.xlsx")
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in books.items():
        (folder / name).write_bytes(with_wrong_values(data))
    out = converted(sorted(folder.iterdir()), "xlsx", tmp_path, 180)
    checks = dict.fromkeys(documents, 0)
    for name, data in books.items():
        for place, ours, theirs in worked_out(data, out / name):
            if isinstance(ours, str):
                assert ours == theirs, (name, place)
                assert ours != "不一致", (name, place)
                checks[re.split("-", name)[0]] += ours == "一致"
            else:
                assert ours == pytest.approx(theirs, abs=1e-6), (name, place)
    assert checks == CHECKS


LOCKED = {
    "绩效工资总量核定表",
    "绩效工资分配表",
    "绩效工资发放表",
    "绩效工资结算表",
    "银行代发清单",
    "乡镇工作补贴表",
    "单位平均人数扣减表",
}


def test_tables_of_money_are_locked_without_a_secret() -> None:  # X15
    """Nobody mistypes a sum; who must change one lifts the lock by its menu. Widths and heights stay free."""
    found = {}
    for command in ("year", "month", "settle"):
        for document in made()[command][0]:
            name = Path(document.name).stem
            if name in LOCKED:
                found[name] = [sheet.protection for sheet in load_workbook(io.BytesIO(document.data))]
    assert set(found) == LOCKED
    for locks in found.values():
        assert all((lock.sheet, lock.password, lock.formatColumns) == (True, None, False) for lock in locks)
