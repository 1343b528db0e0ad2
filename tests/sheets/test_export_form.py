"""The roster as the health-statistics system exports it reads to the same people (domain: 卫统 40 columns)."""

from dataclasses import fields

from countyhire.model.people import Person
from countyhire.sheets.read import read_district
from sample_data import build


def test_the_export_form_gives_the_same_people(tmp_path):
    book = build.district(600)
    plain, export = tmp_path / "plain", tmp_path / "export"
    build.write_district(plain, book)
    build.write_export_form(export, book)
    wanted, found = read_district(plain), read_district(export)
    assert wanted.findings == ()
    assert [finding.code for finding in found.findings] == ["CH002"]
    names = [item.name for item in fields(Person) if item.name not in ("table", "row")]
    assert len(wanted.book.people) == len(found.book.people) > 50
    for one, other in zip(wanted.book.people, found.book.people, strict=True):
        assert {name: getattr(one, name) for name in names} == {name: getattr(other, name) for name in names}


def test_the_order_of_rows_changes_nothing_but_addresses(tmp_path):
    import openpyxl

    book = build.district(600)
    build.write_district(tmp_path, book)
    before = read_district(tmp_path).book.people
    path = tmp_path / "人员花名册.xlsx"
    file = openpyxl.load_workbook(path)
    page = file["花名册"]
    top = before[0].row
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=top)]
    for number, row in enumerate(reversed(rows), start=top):
        for column, value in enumerate(row, start=1):
            page.cell(number, column).value = value
    file.save(path)
    after = read_district(tmp_path).book.people
    assert [person.code for person in after] == [person.code for person in reversed(before)]
