"""GB 11643 numbers and everything else that stands in their column (X16)."""

import pytest

from countyhire.sheets.identity import check_digit, eighteen, to_identity

GOOD = "509901199001010021"


def valid(first17: str) -> str:
    return first17 + check_digit(first17)


@pytest.mark.parametrize(("first17", "digit"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_check_digits_of_the_standard(first17, digit):
    assert check_digit(first17) == digit


def test_fifteen_to_eighteen():
    assert eighteen("110105491231002") == "11010519491231002X"
    found = to_identity("110105491231002")
    assert (found.fault.code, found.value) == ("CH074", "11010519491231002X")


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 11010519491231002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "110105 19491231 002X",
        "\u200b11010519491231002X",
    ],
)
def test_forms_of_one_number(written):
    assert to_identity(written) == "11010519491231002X"


def test_the_area_of_invented_people_is_a_province():
    assert to_identity(valid("50990119900101001")) == valid("50990119900101001")


@pytest.mark.parametrize(
    "first17", ["51022119700101001", "81000019900101001", "83000019900101001", "50011819900229001"[:6] + "19920229001"]
)
def test_prefixes_that_are_never_refused(first17):
    assert to_identity(valid(first17)) == valid(first17)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (5.0011819900101e17, "CH072"),
        (500118199001010000, "CH072"),
        ("5.00118E+17", "CH072"),
        ("509901199001010000", "CH072"),
        ("509901199001010011", "CH071"),
        ("50990119900101001", "CH070"),
        ("5099011990010100122", "CH070"),
        ("50990119900101001甲", "CH070"),
        ("50990119900101O01X", "CH070"),
        (valid("50990119900230001"), "CH073"),
        ("110105490230002", "CH073"),
        (valid("00990119900101001"), "CH075"),
        (True, "CH070"),
    ],
)
def test_faults(written, code):
    found = to_identity(written)
    assert found.fault.code == code


def test_a_letter_like_a_digit_is_not_counted_as_one():
    assert to_identity("5O990119900101001X").message == "含有数字和 X 以外的字符"


@pytest.mark.parametrize(
    "written", ["USA110199001011", "H12345678", "M1234567801", "E12345678", "12345678", valid("91115619900101001")]
)
def test_other_documents_are_kept_with_a_notice(written):
    found = to_identity(written)
    assert found.fault.code == "CH076"
    assert found.value == written


def test_every_single_wrong_digit_is_found():
    good = valid("50990119900101001")
    for place in range(17):
        for digit in "0123456789":
            if digit != good[place]:
                assert to_identity(good[:place] + digit + good[place + 1 :]).fault.code in ("CH071", "CH072")


@pytest.mark.parametrize("written", ["", "—", "无"])
def test_blank(written):
    assert to_identity(written) == ""
