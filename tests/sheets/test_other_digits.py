"""Digits that are none of ours (Arabic, mathematical, raised): no cell of any kind makes the reader raise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countyhire.model.column import Column
from countyhire.sheets.catalogue import SHEETS
from countyhire.sheets.convert import Converter, converter
from countyhire.sheets.identity import to_identity
from countyhire.sheets.institution_codes import contradicted
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble

_NAMES = Specialties()
COLUMNS: dict[object, tuple[Column, Converter]] = {
    (column.kind, column.required, column.field): (column, converter(column, sheet.book_field, _NAMES))
    for sheet in SHEETS
    for column in sheet.columns
}
# Forms of numbers, dates, certificates and codes: d stands for any digit of any script.
FORMS = (
    *("d" * length for length in (1, 4, 6, 8, 9, 11, 15, 18, 22, 27)),
    "dddd-dd-dd", "dd/dd/dddd", "dddd.d", "dddd年d月d日", "ddddddddddddddddX", "d,ddd.dd", "9d000000000000000X",
    "Hdddddddd", "ddddddddMA1B2C3D4X", "dd:dd", "d万", "%d", "(d)", "d.dE+dd", "dd-执业医师",
)  # fmt: skip
DIGITS = "0129٣٤𝟗𝟖²½๓０９Ⅻ①"


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(FORMS))
def test_no_digit_makes_the_reader_raise(data: st.DataObject, form: str) -> None:
    text = "".join(data.draw(st.sampled_from(DIGITS)) if mark == "d" else mark for mark in form)
    for _, convert in COLUMNS.values():
        convert(text)


@pytest.mark.parametrize("number", ["٣" * 18, "𝟗" * 15, "50990119900101123٣"])
def test_a_number_in_other_digits_is_no_identity_number(number: str) -> None:
    found = to_identity(number)
    assert isinstance(found, Trouble)
    assert found.fault.code == "CH070"


def test_a_credit_code_in_other_digits_is_a_code_of_its_own() -> None:
    assert contradicted("910𝟗131𝟗2101110312") == ""
