"""One damaged cell is one finding, at that cell: what only follows from it in other rows is not told (U8)."""

from dataclasses import replace
from datetime import date

import pytest

from countyhire.model.column import Kind
from countyhire.model.finding import Severity
from countyhire.policy.load import load
from countyhire.rules.registry import run
from countyhire.sheets.catalogue import SHEETS
from countyhire.sheets.cell_faults import REQUIRED_BLANK
from countyhire.sheets.read import read_district
from tests.casefile import Case, base, write

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    write(Case("base", DAY, "chongqing-2021-55", {}, {}), base(), folder)
    return read_district(folder, fields=tuple(base())).book


def others(book, sheet, damaged, cell, reader):
    """The errors and warnings at other cells than the one damaged."""
    rows = [damaged if row.row == damaged.row else row for row in getattr(book, sheet.book_field)]
    found = run(book.with_rows(sheet.book_field, rows), load("chongqing-2021-55"), DAY, reader)
    return [
        f"{sheet.name}!{cell.a1}: {one.code} {one.cell.sheet} {one.message}"
        for one in found
        if one.severity is not Severity.NOTICE and one.cell != cell
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.book_field for sheet in SHEETS])
def test_an_unreadable_required_cell_is_told_once(district, sheet):
    for record in getattr(district, sheet.book_field):
        for column in sheet.required:
            default = type(record).__dataclass_fields__[column.field].default
            cell = record.cell(column.field)
            damaged = replace(record, **{column.field: default})
            assert others(district, sheet, damaged, cell, [REQUIRED_BLANK.at(cell, "缺")]) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.book_field for sheet in SHEETS])
def test_a_mistyped_code_is_told_once(district, sheet):
    for record in getattr(district, sheet.book_field):
        for column in sheet.columns:
            if column.kind is Kind.CODE and column.field not in ("code", "voucher") and getattr(record, column.field):
                cell = record.cell(column.field)
                damaged = replace(record, **{column.field: "ZZ99"})
                assert others(district, sheet, damaged, cell, []) == []
