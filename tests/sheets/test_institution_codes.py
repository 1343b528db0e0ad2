"""Credit codes, organisation codes and the 22 characters of the health statistics (GB 32100, GB 11714)."""

import pytest

from countyhire.sheets.catalogue import sheet_of
from countyhire.sheets.institution_codes import contradicted, credit_check, organisation_check
from countyhire.sheets.read import read_district
from tests.sheets.makebook import clean_rows, write_sheet


@pytest.mark.parametrize(("first", "mark"), [("91350100M000100Y4", "3"), ("12330000470051726", "F")])
def test_credit_codes_of_the_standard(first, mark):
    assert credit_check(first) == mark
    assert contradicted(first + mark) == ""


@pytest.mark.parametrize(("first", "mark"), [("D2143569", "X"), ("47005172", "6")])
def test_organisation_codes_of_the_standard(first, mark):
    assert organisation_check(first) == mark
    assert contradicted(f"{first}-{mark}") == contradicted(f"{first}{mark}50990111C2201") == ""


def test_every_wrong_character_of_a_credit_code_is_said():
    good = "12330000470051726F"
    for place in range(17):
        for mark in "0123456789":
            if mark != good[place] and place > 1:
                assert contradicted(good[:place] + mark + good[place + 1 :]), (place, mark)


@pytest.mark.parametrize(
    "own", ["H01", "500118001", "509901100001", "12345678", "1", "甲镇卫生院", "T1-2", "110509901000123"]
)
def test_codes_of_a_districts_own_are_left_alone(own):
    assert contradicted(own) == ""


def test_a_doubtful_code_is_a_notice_and_is_read(tmp_path):
    sheet = sheet_of("institutions")
    rows = clean_rows(sheet, 3)
    for row, code in zip(rows, ("12330000470051726F", "12330000470051726A", "47005172-5"), strict=True):
        row["机构编码"] = code
    write_sheet(tmp_path, sheet, rows)
    reading = read_district(tmp_path)
    assert [(f.code, f.severity.value, f.cell.a1) for f in reading.findings] == [
        ("CH082", "notice", "A3"),
        ("CH082", "notice", "A4"),
    ]
    assert "校验位应为 F，实为 A" in reading.findings[0].message
    assert [row.code for row in reading.book.institutions] == ["12330000470051726F", "12330000470051726A", "47005172-5"]
