"""Blank workbooks: complete, printable, refusing what the reader would refuse; and rows that read back the same."""

import filecmp
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from countyhire.model.book import Book
from countyhire.model.column import Column, Kind, Record
from countyhire.model.people import Leave, Person
from countyhire.model.period import Month
from countyhire.model.service import Demand, Score, Spell
from countyhire.sheets import blank, guide
from countyhire.sheets.catalogue import SHEETS, Sheet, sheet_of, workbooks
from countyhire.sheets.convert import converter
from countyhire.sheets.read import read_district
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble

YEAR = 2026


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    blank.write_blanks(folder, "示例区", YEAR)
    return folder


def pages(folder: Path) -> Iterator[tuple[Sheet, Any]]:
    for workbook in workbooks():
        book = openpyxl.load_workbook(folder / f"{workbook}.xlsx")
        for sheet in SHEETS:
            if sheet.workbook == workbook:
                yield sheet, book[sheet.name]


def test_every_workbook_has_its_sheets_and_the_guide_last(blanks: Path) -> None:
    for workbook in workbooks():
        names = openpyxl.load_workbook(blanks / f"{workbook}.xlsx").sheetnames
        assert names == [sheet.name for sheet in SHEETS if sheet.workbook == workbook] + [guide.GUIDE]


def test_headers_are_the_canonical_ones_and_required_ones_differ_by_colour(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        assert [cell.value for cell in page[1]] == [column.header for column in sheet.columns]
        colours = {
            column.required: page.cell(1, place).fill.fgColor.rgb for place, column in enumerate(sheet.columns, 1)
        }
        assert len(set(colours.values())) == len(colours)


def test_every_header_says_what_it_means(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        for place, column in enumerate(sheet.columns, 1):
            assert page.cell(1, place).comment.text == guide.explanation(sheet, column)
            assert ("必填" if column.required else "选填") in page.cell(1, place).comment.text


def test_page_is_frozen_and_ready_to_print(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        assert page.freeze_panes is not None and page.freeze_panes.endswith("2")
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        abreast = page.page_setup.fitToWidth or 1
        widths = [column_look(page, place)[0] for place in range(1, len(sheet.columns) + 1)]
        assert page.page_setup.fitToHeight == 0
        assert sum(widths) + (abreast - 1) * sum(widths[:2]) <= 235 * abreast  # 135 at full size
        assert page.print_title_cols == (None if abreast == 1 else "$A:$B")
        assert page.print_title_rows == "$1:$1"
        assert f"示例区{YEAR}年度" in page.oddHeader.center.text and sheet.name in page.oddHeader.center.text


def test_columns_are_wide_enough_and_codes_are_text(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        for place, column in enumerate(sheet.columns, 1):
            width, shape = column_look(page, place)
            assert width >= min(2 * len(column.header), 28)
            if column.kind in (Kind.CODE, Kind.ID, Kind.TEXT, Kind.MONTH):
                assert shape == "@"
            if column.kind is Kind.DATE:
                assert shape == "yyyy\\-mm\\-dd" or shape == "yyyy-mm-dd"


def column_look(page: Any, place: int) -> tuple[float, str]:
    """Width and number format of a column; neighbours of one look are stored together."""
    for found in page.column_dimensions.values():
        if found.min <= place <= found.max:
            return found.width, found.number_format
    raise LookupError(place)


def test_choices_are_offered_in_a_list(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        offered = {str(check.sqref).split(":")[0]: check for check in page.data_validations.dataValidation}
        for place, column in enumerate(sheet.columns, 1):
            choices = ("是", "否") if column.kind is Kind.YESNO else column.choices
            if choices:
                check = offered[f"{page.cell(2, place).coordinate}"]
                assert check.type == "list"
                assert tuple(check.formula1.strip('"').split(",")) == choices


def test_known_specialties_are_offered_and_others_may_be_typed(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        offered = {str(check.sqref).split(":")[0]: check for check in page.data_validations.dataValidation}
        for place, column in enumerate(sheet.columns, 1):
            if column.kind is Kind.SPECIALTY:
                check = offered[page.cell(2, place).coordinate]
                assert (check.type, check.errorStyle) == ("list", "warning")
                name, _, area = check.formula1.rpartition("!")
                cells = page.parent[name.strip("'")][area.replace("$", "")]
                assert {cell.value for (cell,) in cells} == set(Specialties().names)


def test_the_example_row_shows_the_required_cells_and_is_never_read(blanks: Path) -> None:
    for sheet, page in pages(blanks):
        assert sheet.columns[0].required
        row = [page.cell(2, place).value for place in range(1, len(sheet.columns) + 1)]
        assert [value is not None for value in row] == [column.required for column in sheet.columns]
        assert row[0].startswith(guide.EXAMPLE)
        assert page.max_row == 2
    assert all(
        sheet.unused == {"表头": 1, "示例行": 1} for file in read_district(blanks).files for sheet in file.sheets
    )


def test_filled_below_the_example_it_gives_no_finding_either(blanks: Path, tmp_path: Path) -> None:
    for workbook in workbooks():
        book = openpyxl.load_workbook(blanks / f"{workbook}.xlsx")
        for sheet in SHEETS:
            if sheet.workbook == workbook:
                book[sheet.name].append([from_list(column) for column in sheet.columns])
        book.save(tmp_path / f"{workbook}.xlsx")
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert all([row.row for row in getattr(reading.book, sheet.book_field)] == [3] for sheet in SHEETS)


def test_a_book_with_rows_has_no_example(tmp_path: Path) -> None:
    blank.write_book(tmp_path, last_year(), "示例区", YEAR)
    page = openpyxl.load_workbook(tmp_path / "人员花名册.xlsx")["花名册"]
    assert page["A2"].value == "A1"


def test_guide_names_every_column(blanks: Path) -> None:
    for workbook in workbooks():
        page = openpyxl.load_workbook(blanks / f"{workbook}.xlsx")[guide.GUIDE]
        told = {(row[0], row[1]) for row in page.iter_rows(min_row=2, values_only=True)}
        for sheet in SHEETS:
            if sheet.workbook == workbook:
                assert {(sheet.name, column.header) for column in sheet.columns} <= told
        ends = [row for row in range(1, page.max_row + 1) if page.cell(row, 1).value]
        assert page.print_area == f"'{guide.GUIDE}'!$A$1:$G${ends[-1]}"


def test_notes_belong_to_columns_and_required_columns_have_one() -> None:
    known = {(sheet.book_field, column.field) for sheet in SHEETS for column in sheet.columns}
    noted = {(name, field) for name, own in guide.notes().items() for field in own}
    assert noted <= known


def test_every_example_could_stand_in_its_column() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            text = guide.example(sheet, column)
            if text:
                found = converter(column, sheet.book_field, Specialties())(text)
                assert not isinstance(found, Trouble), (sheet.name, column.header, text)
                assert (column.kind is Kind.DATE) == bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)), (column.header, text)


def test_same_bytes_again(blanks: Path, tmp_path: Path) -> None:
    blank.write_blanks(tmp_path, "示例区", YEAR)
    names = [f"{workbook}.xlsx" for workbook in workbooks()]
    assert filecmp.cmpfiles(blanks, tmp_path, names, shallow=False) == (names, [], [])


def test_blank_folder_reads_without_a_finding(blanks: Path) -> None:
    reading = read_district(blanks)
    assert reading.findings == ()
    assert reading.book.read == {sheet.book_field for sheet in SHEETS}
    assert list(reading.book.records()) == []


def from_list(column: Column) -> Any:
    """A value that the blank workbook offers, or the example of the guide."""
    match column.kind:
        case Kind.DATE:
            return datetime(2026, 3, 1)
        case Kind.MONTH:
            return "2026-03"
        case Kind.MONEY:
            return 1234.5
        case Kind.INT | Kind.NUMBER:
            return max(column.least or 1, 1)
        case Kind.YESNO:
            return "是"
        case Kind.ID:
            return "50990119900101001X"
        case Kind.SPECIALTY:
            return "内科"
    return column.choices[-1] if column.choices else "甲1"


def test_filled_from_its_own_lists_it_gives_no_finding(blanks: Path, tmp_path: Path) -> None:
    for workbook in workbooks():
        book = openpyxl.load_workbook(blanks / f"{workbook}.xlsx")
        for sheet in SHEETS:
            if sheet.workbook == workbook:
                for place, column in enumerate(sheet.columns, 1):
                    book[sheet.name].cell(2, place, from_list(column))
        book.save(tmp_path / f"{workbook}.xlsx")
    reading = read_district(tmp_path)
    assert [str(finding.cell) + finding.message for finding in reading.findings] == []
    assert all(len(getattr(reading.book, sheet.book_field)) == 1 for sheet in SHEETS)


# What a clerk may type, but for short digits, which the reader takes for codes of the statistics system.
WORDS = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸䶮𬭎"), min_size=1, max_size=12)
CODES = st.from_regex(r"[A-Z]{1,3}[0-9]{1,20}", fullmatch=True)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
SPECIALTIES = st.sampled_from(("内科", "外科", "儿科", "麻醉科", "中医科"))


def values(column: Column) -> st.SearchStrategy[Any]:
    """Any value that a field may hold."""
    least = -(10**9) if column.least is None else column.least
    most = 10**9 if column.most is None else column.most
    of_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: WORDS,
        Kind.CODE: CODES,
        Kind.ID: st.sampled_from(("50990119900101001X", "509901198506120025")),
        Kind.DATE: DAYS,
        Kind.MONTH: st.builds(Month, st.integers(2000, 2099), st.integers(1, 12)),
        Kind.MONEY: st.integers(max(least * 100, -(10**11)), 10**11),
        Kind.INT: st.integers(least, most),
        Kind.NUMBER: st.integers(least * 100, most * 100).map(lambda cents: Fraction(cents, 100)),
        Kind.YESNO: st.booleans(),
        Kind.CHOICE: st.sampled_from(column.choices or ("",)),
        Kind.LIST: st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
        Kind.SPECIALTY: SPECIALTIES,
    }
    filled = of_kind[column.kind]
    if column.required:
        return filled
    empty = () if column.kind is Kind.LIST else "" if column.kind in TEXTS else None
    return st.one_of(st.just(empty), filled)


TEXTS = (Kind.TEXT, Kind.CODE, Kind.ID, Kind.CHOICE, Kind.SPECIALTY)


def rows(sheet: Sheet) -> st.SearchStrategy[list[Record]]:
    columns = {column.field: values(column) for column in sheet.columns}
    return st.lists(st.builds(sheet.record, **columns), max_size=4)


@given(st.data())
@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_written_and_read_again_gives_the_same_records(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    drawn = {sheet.book_field: tuple(data.draw(rows(sheet))) for sheet in SHEETS}
    folder = tmp_path_factory.mktemp("book")
    blank.write_book(folder, Book(**drawn), "示例区", YEAR)
    read = read_district(folder).book
    for name, made in drawn.items():
        assert [plain(row) for row in getattr(read, name)] == [plain(row) for row in made], name


def plain(record: Record) -> dict[str, Any]:
    """The fields of a record without its place in a workbook."""
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name not in ("table", "row")}


def test_item_columns_of_the_scheme_are_kept(tmp_path: Path) -> None:  # H36
    score = Score(
        person="A1", month=Month(2026, 1), assessor="T1", score=Fraction(80), items={"麻醉安全": Fraction(17)}
    )
    blank.write_book(tmp_path, Book(scores=(score,)), "示例区", YEAR)
    page = openpyxl.load_workbook(tmp_path / "月度考核表.xlsx")["月度考核"]
    assert page.cell(1, page.max_column).value == "麻醉安全"
    assert page.cell(2, page.max_column).value == 17


def last_year() -> Book:
    spell = Spell(
        code="F1", person="A1", sender="H1", receiver="T1", specialty="内科", demand="X1", category="县聘乡用",
        start=date(2026, 9, 1), end=date(2027, 8, 31), status="服务中",
    )  # fmt: skip
    person = Person(code="A1", name="张甲", institution="H1", status="在岗")
    return Book(
        people=(person, Person(code="A2", name="李乙", institution="H1", status="离职")),
        leaves=(Leave(person="A1", kind="病假", start=date(2026, 3, 1)), Leave(person="A2", kind="病假")),
        demands=(Demand(code="X1", institution="T1", specialty="内科", count=1, rank=1),),
        spells=(spell, Spell(code="F2", person="A2", status="期满")),
        scores=(Score(person="A1", month=Month(2026, 9), assessor="T1", score=Fraction(80)), Score(person="A2")),
    )


def test_a_new_year_keeps_people_and_their_service_and_leaves_the_years_own_blank(tmp_path: Path) -> None:
    blank.carry_over(last_year(), tmp_path, "示例区", YEAR + 1)
    read = read_district(tmp_path).book
    assert [person.code for person in read.people] == ["A1"]
    assert [(spell.code, spell.demand) for spell in read.spells] == [("F1", "")]
    assert [leave.person for leave in read.leaves] == ["A1"]
    assert [score.person for score in read.scores] == ["A1"]
    assert read.demands == read.preferences == read.fund_entries == ()


def test_cell_values_are_exact() -> None:
    column = {one.field: one for one in sheet_of("basic_standards").columns}["annual"]
    assert blank.cell_value(column, 3_000_001) == 30000.01
    assert blank.cell_value(column, 0) == 0
    assert blank.cell_value(column, None) is None


def test_the_machine_does_not_show_in_the_bytes(
    blanks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # R18
    """What Python's zip asks about the machine is answered as on Windows."""
    with monkeypatch.context() as changed:
        changed.setattr(sys, "platform", "win32")
        blank.write_blanks(tmp_path, "示例区", YEAR)
    for workbook in workbooks():
        assert (tmp_path / f"{workbook}.xlsx").read_bytes() == (blanks / f"{workbook}.xlsx").read_bytes()
