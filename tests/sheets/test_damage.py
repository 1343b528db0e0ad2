"""One damaged cell gives exactly its address, whatever surrounds it; random cells never stop the reader."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from countyhire.model.column import Kind
from countyhire.model.finding import Severity
from countyhire.model.where import column_letters
from countyhire.sheets.catalogue import SHEETS, Sheet
from countyhire.sheets.containers import ErrorValue, NoValue, RawSheet
from countyhire.sheets.read import read_district
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.table import read_table
from tests.sheets.makebook import clean_rows, write_rows

# What a cell of a kind may be damaged to, with the finding that follows in a required column.
DAMAGE = {
    Kind.DATE: [("2021.1", "CH054"), ("2023-02-30", "CH053"), (2021.1, "CH054"), ("21-3-5", "CH054")],
    Kind.MONTH: [("2021.1", "CH054"), ("2023-13", "CH056"), ("三月", "CH056")],
    Kind.MONEY: [("一百", "CH057"), (12.345, "CH058")],
    Kind.INT: [("多", "CH059"), (2.5, "CH059")],
    Kind.NUMBER: [("多", "CH059"), (-3, "CH060")],
    Kind.CHOICE: [("不知哪一种", "CH062")],
    Kind.YESNO: [("也许", "CH061")],
    Kind.ID: [(5.0990119900101e17, "CH072"), ("509901199001010011", "CH071"), ("5099011990", "CH070")],
    Kind.CODE: [(6.2220212345678e18, "CH064")],
    Kind.SPECIALTY: [("麻酔科", "CH065")],
    Kind.TEXT: [],
}
ANY = [("", "CH050"), ("#N/A", "CH051")]


def untidy(sheet: Sheet, rows, shuffle: random.Random):
    """Rows of cells with titles, shuffled and extra columns, blank rows, a footer; and where each cell went."""
    headers = [column.header for column in sheet.columns]
    shuffle.shuffle(headers)
    for extra in ("序号", "本单位意见"):
        headers.insert(shuffle.randrange(len(headers) + 1), extra)
    above = [["示例区汇总表"], [], ["填报单位：示例医院"]][: shuffle.randrange(4)]
    lines = [*above, headers]
    places = []
    for row in rows:
        lines += [[]] * shuffle.choice((0, 0, 1, 2))
        places.append(len(lines) + 1)
        lines.append([row.get(header, "") for header in headers])
    return [*lines, [], ["合计"], ["制表人：某某"]], headers, places


def cases(count: int):
    """Sheet, column, damage and code: one of each kind of damage for every required column."""
    found = []
    for sheet in SHEETS:
        for column in sheet.required:
            if column.header == "类别" and sheet.book_field in ("fund_entries", "budgets"):
                continue
            for damage, code in ANY + DAMAGE[column.kind]:
                if not (column.unless and damage == ""):
                    found.append((sheet, column, damage, code))
    random.Random(3).shuffle(found)
    return found[:count]


def test_one_damaged_cell_is_found_at_its_address(tmp_path, sweep):
    for number, (sheet, column, damage, code) in enumerate(cases(sweep(60, 10_000))):
        shuffle = random.Random(number)
        rows = clean_rows(sheet, 6)
        for row in rows:
            if "从事专业类别" in row:
                row["从事专业类别"] = "执业医师"
        hit = shuffle.randrange(len(rows))
        rows[hit][column.header] = damage
        lines, headers, places = untidy(sheet, rows, shuffle)
        folder = tmp_path / str(number)
        write_rows(folder / f"{sheet.workbook}.xlsx", {sheet.name: lines})
        reading = read_district(folder)
        address = f"{column_letters(headers.index(column.header) + 1)}{places[hit]}"
        wanted = "CH066" if code == "CH065" and sheet.book_field == "spells" else code
        assert [(f.code, f.cell.a1) for f in reading.findings] == [(wanted, address)], (
            sheet.name,
            column.header,
            damage,
        )
        assert len(getattr(reading.book, sheet.book_field)) == len(rows)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.book_field)
def test_a_damaged_optional_cell_leaves_the_row_in_the_book(sheet):
    """Error where the value is impossible, warning where it is doubtful; the rest of the row is read."""
    headers = [column.header for column in sheet.columns]
    for column in sheet.columns:
        if column.required or not DAMAGE.get(column.kind):
            continue
        damage, code = DAMAGE[column.kind][0]
        rows = clean_rows(sheet, 2)
        rows[1][column.header] = damage
        lines = [headers, *([row[header] for header in headers] for row in rows)]
        table = read_table(RawSheet(sheet.name, lines), sheet, "f.xlsx", Specialties())
        found = [finding for finding in table.findings if finding.cell.row == 3]
        doubtful = code == "CH054"
        assert [f.severity for f in found] == [Severity.WARNING if doubtful else Severity.ERROR]
        assert len(table.records) == 2


CELLS = st.one_of(
    st.text(max_size=12),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        [
            ErrorValue("#N/A"),
            NoValue("=A1"),
            "",
            "—",
            "合计",
            "2021.1",
            "5.0E+17",
            "〇年元月",
            "十",
            "11-",
            "(5)",
            "1,2",
        ]
    ),
    st.sampled_from([column.header for sheet in SHEETS for column in sheet.columns]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_cells_never_stop_the_reader(data):
    sheet = data.draw(st.sampled_from(SHEETS))
    width = data.draw(st.integers(1, 12))
    body = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))
    headed = data.draw(st.booleans())
    columns = data.draw(st.permutations(sheet.columns))[:width]
    header = [column.header for column in columns] + [""] * (width - len(columns))
    raw = RawSheet(sheet.name, [header, *body] if headed else body)
    table = read_table(raw, sheet, "f.xlsx", Specialties())
    summary = table.summary
    assert summary.rows_read == len(raw.rows) == summary.rows_used + sum(summary.unused.values())
    assert len(table.records) == summary.rows_used
    for finding in table.findings:
        cell = finding.cell
        assert cell.row <= len(raw.rows)
        assert cell.column <= max(width, 1)
    hash(table.records[0].row if table.records else 0)


def test_every_kind_of_raw_value_is_answered_by_every_column():
    """A value or a fault for any cell of any column, and the same one each time."""
    values = [
        "",
        "x",
        "11",
        1.5,
        10**30,
        float("nan"),
        float("inf"),
        True,
        date(2026, 1, 1),
        datetime(2026, 1, 1, 3),
        time(3),
        timedelta(1),
    ]
    values += [ErrorValue("#REF!"), NoValue(""), "\x00", "=" * 300, "\U00020164\ufffe"]
    for sheet in SHEETS:
        header = [column.header for column in sheet.columns]
        raw = RawSheet(sheet.name, [header, *([value] * len(header) for value in values)])
        first = read_table(raw, sheet, "f.xlsx", Specialties())
        again = read_table(raw, sheet, "f.xlsx", Specialties())
        assert first.findings == again.findings
        assert first.summary.rows_used + sum(first.summary.unused.values()) == len(values) + 1


def test_messages_are_short():
    """Who, what is wrong, the numbers: about forty characters (house rule), never a whole cell."""
    values = ["很长的一段文字" * 20, 2021.1, 105.0, "509901199001010011", "麻酔科"]
    for sheet in SHEETS:
        header = [column.header for column in sheet.columns]
        raw = RawSheet(sheet.name, [header, *([value] * len(header) for value in values)])
        for finding in read_table(raw, sheet, "f.xlsx", Specialties()).findings:
            assert len(finding.message) <= 80
