"""One damaged cell of a real file, in any column of any sheet, among whatever surrounds it: that address and no other.

Titles, groups over the header, units under it, blank and hidden rows, subtotals, signatures, columns in any order.
The cell at the address, read again by another program, holds what is complained of.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from countyhire.model.column import Column, Kind
from countyhire.model.where import column_letters
from countyhire.sheets.catalogue import SHEETS, Sheet
from countyhire.sheets.header import synonyms
from countyhire.sheets.read import read_files
from tests.sheets.makebook import clean_rows

# What a cell may be damaged to: in a required column, and in an optional one.
DAMAGE: dict[Kind, list[tuple[Any, str, str]]] = {
    Kind.DATE: [
        ("2021.1", "CH054", "CH055"),
        ("21-3-5", "CH054", "CH055"),
        (2021.1, "CH054", "CH055"),
        ("2023-02-30", "CH053", "CH053"),
        ("3/4/2021", "CH054", "CH055"),
        ("明年", "CH053", "CH053"),
        (True, "CH053", "CH053"),
    ],
    Kind.MONTH: [("2021.1", "CH054", "CH055"), ("2023-13", "CH056", "CH056"), ("三月", "CH056", "CH056")],
    Kind.MONEY: [("一百", "CH057", "CH057"), (12.345, "CH058", "CH058"), ("1,23", "CH057", "CH057")],
    Kind.INT: [("多", "CH059", "CH059"), (2.5, "CH059", "CH059")],
    Kind.NUMBER: [("多", "CH059", "CH059"), ("80%", "CH059", "CH059")],
    Kind.CHOICE: [("不知哪一种", "CH062", "CH062"), (True, "CH062", "CH062")],
    Kind.YESNO: [("也许", "CH061", "CH061")],
    Kind.ID: [
        (5.0990119900101e17, "CH072", "CH072"),
        ("509901199001010011", "CH071", "CH071"),
        ("5.09901E+17", "CH072", "CH072"),
        ("5099011990", "CH070", "CH070"),
    ],
    Kind.CODE: [(6.2220212345678e18, "CH064", "CH064"), ("6.22202E+18", "CH064", "CH064")],
    Kind.SPECIALTY: [("麻酔科", "CH065", "CH065")],
    Kind.TEXT: [],
    Kind.LIST: [],
}
ANY = ("#N/A", "CH051", "CH051")


@dataclass
class Page:
    """A sheet as it is laid out: rows of cells, the headers in their columns, what is hidden or merged."""

    lines: list[list[Any]]
    headers: list[str]
    places: list[int]
    hidden: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def laid_out(sheet: Sheet, rows: list[dict[str, Any]], chance: random.Random) -> Page:
    """Rows in as untidy a form as staff give them."""
    canonical = [column.header for column in sheet.columns]
    chance.shuffle(canonical)
    for extra in ("序号", "本单位意见"):
        canonical.insert(chance.randrange(len(canonical) + 1), extra)
    written = [dressed(sheet, header, chance) for header in canonical]
    lines: list[list[Any]] = []
    merges: list[tuple[int, int, int, int]] = []
    if chance.random() < 0.6:
        lines.append([f"示例区{sheet.workbook}"])
        merges.append((0, 0, 0, len(canonical) - 1))
    lines += [[], ["填报单位：示例医院", "", "填报时间：2026年1月5日"]][: chance.randrange(3)]
    if chance.random() < 0.4 and len(canonical) > 4:
        start = chance.randrange(len(canonical) - 2)
        top: list[Any] = [header if not start <= place < start + 2 else "" for place, header in enumerate(written)]
        top[start] = "其中"
        merges.append((len(lines), start, len(lines), start + 1))
        merges += [
            (len(lines), place, len(lines) + 1, place) for place, text in enumerate(top) if text and text != "其中"
        ]
        bottom = [header if start <= place < start + 2 else "" for place, header in enumerate(written)]
        lines += [top, bottom]
    else:
        lines.append(written)
    if chance.random() < 0.3:
        lines.append([str(number) for number in range(1, len(canonical) + 1)])
    places, hidden = [], set()
    for row in rows:
        lines += [[]] * chance.choice((0, 0, 1, 2))
        if chance.random() < 0.15:
            lines.append(["小计", "", ""])
        if chance.random() < 0.2:
            hidden.add(len(lines))
        places.append(len(lines))
        lines.append([row.get(header, "") for header in canonical])
    return Page([*lines, [], ["合计"], ["制表人：某某", "", "审核人：某某"]], canonical, places, hidden, merges)


def dressed(sheet: Sheet, header: str, chance: random.Random) -> str:
    """A header as it may stand there: a synonym, blanks, a line break, a star, Traditional characters."""
    if header in ("序号", "本单位意见"):
        return header
    # a spelling of one sheet only, which no other column of it goes by
    others = [one for one in synonyms().get(sheet.book_field, {}).get(header, ()) if "(" not in one]
    style = chance.randrange(6)
    if style == 0 and others:
        return str(chance.choice(others))
    return [header, f"{header} ", f"{header[:2]}\n{header[2:]}", f"*{header}", header.replace("编码", "編碼"), header][
        style
    ]


def save(path: Path, sheet: Sheet, page: Page) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        out = book.add_worksheet(sheet.name)
        for top, left, bottom, right in page.merges:
            out.merge_range(top, left, bottom, right, "")
        for i, row in enumerate(page.lines):
            for j, value in enumerate(row):
                if value == "":
                    continue
                if value == "#N/A":
                    out.write_formula(i, j, "=NA()", None, value)
                else:
                    out.write(i, j, value) if not isinstance(value, str) else out.write_string(i, j, value)
        for row in page.hidden:
            out.set_row(row, None, None, {"hidden": True})


def cases() -> list[tuple[Sheet, Column, Any, str]]:
    """Every damage to every column of every sheet."""
    found = []
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.header == "类别" and sheet.book_field in ("fund_entries", "budgets"):
                continue
            for damage, needed, free in (*DAMAGE[column.kind], ANY):
                code = needed if column.required else free
                if code == "CH065":
                    code = "CH066" if sheet.book_field == "spells" else "CH065"
                found.append((sheet, column, damage, code))
            if column.required and not column.unless:
                found.append((sheet, column, "", "CH050"))
    return found


def test_one_damaged_cell_gives_its_address_and_no_other(tmp_path, sweep):
    import openpyxl

    every = cases()
    wanted = sweep(90, 4 * len(every))
    assert len(every) > 700
    order = random.Random(11)
    for number in range(wanted):
        sheet, column, damage, code = order.choice(every) if wanted < len(every) else every[number % len(every)]
        chance = random.Random(number)
        rows = clean_rows(sheet, 5)
        for row in rows:
            if "从事专业类别" in row:
                row["从事专业类别"] = "执业医师"
        hit = chance.randrange(len(rows))
        rows[hit][column.header] = damage
        page = laid_out(sheet, rows, chance)
        path = tmp_path / f"{sheet.workbook}.xlsx"
        save(path, sheet, page)
        reading = read_files([path])
        address = f"{column_letters(page.headers.index(column.header) + 1)}{page.places[hit] + 1}"
        said = [(f.code, f.cell.a1) for f in reading.findings if f.code != "CH020"]
        assert said == [(code, address)], (number, sheet.name, column.header, damage, page.lines)
        assert len(getattr(reading.book, sheet.book_field)) == len(rows), (number, sheet.name)
        told = [f.message for f in reading.findings if f.code == "CH020"]
        assert bool(told) == bool(page.hidden) and (not told or f"{len(page.hidden)} 行隐藏" in told[0])
        cell = openpyxl.load_workbook(path, data_only=True)[sheet.name][address]
        assert cell.value == (None if damage == "" else damage), (number, address)
        file = reading.files[0]
        assert file.rows_read == file.rows_used + sum(file.unused.values())


@pytest.mark.parametrize("seed", range(8))
def test_an_untidy_sheet_in_order_gives_nothing(tmp_path, seed):
    for number, sheet in enumerate(SHEETS):
        chance = random.Random(100 * seed + number)
        page = laid_out(sheet, clean_rows(sheet, 4), chance)
        path = tmp_path / f"{sheet.workbook}.xlsx"
        save(path, sheet, page)
        reading = read_files([path])
        assert [(f.code, f.cell.a1, f.message) for f in reading.findings if f.code != "CH020"] == [], page.lines
        assert [row.row for row in getattr(reading.book, sheet.book_field)] == [place + 1 for place in page.places]
