"""Money to the fen, numbers as fractions."""

from fractions import Fraction

import pytest

from countyhire.model.column import Column, Kind
from countyhire.sheets.numbers import to_money, to_number, to_whole

MONEY = Column("amount", "金额", Kind.MONEY)
NUMBER = Column("number", "数字", Kind.NUMBER, least=0, most=100)
WHOLE = Column("count", "人数", Kind.INT, least=1)


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        (6120.0, 612_000),
        (6120.5, 612_050),
        (0.1 + 0.2, 30),
        (1234567890.12, 123_456_789_012),
        (-18.0, -1800),
        ("6120.50", 612_050),
        ("6,120.50", 612_050),
        ("￥6,120.50", 612_050),
        ("¥6120.5元", 612_050),
        ("６１２０．５", 612_050),
        ("6120.50元整", 612_050),
        ("人民币6120元", 612_000),
        ("1.5万", 1_500_000),
        ("1.5万元", 1_500_000),
        ("(1,234.50)", -123_450),
        ("-12.30", -1230),
        ("—", None),
        ("无", None),
        (0.0, 0),
    ],
)
def test_money(value, fen):
    assert to_money(value, MONEY) == fen


@pytest.mark.parametrize(
    ("value", "fen"), [(1.2345, 1_234_500), ("1.2345", 1_234_500), ("12345元", 1_234_500), ("2万元", 2_000_000)]
)
def test_money_under_a_header_in_wan(value, fen):
    assert to_money(value, MONEY, 10_000) == fen


@pytest.mark.parametrize("value", [6120.005, "6120.001", 1 / 3])
def test_less_than_a_fen_is_said(value):
    assert to_money(value, MONEY).fault.code == "CH058"


@pytest.mark.parametrize("value", ["六千", "1,23", "12 34a", "12.3.4", True, "1e5", "元", "9" * 40])
def test_not_money(value):
    assert to_money(value, MONEY).fault.code == "CH057"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3.5, Fraction(7, 2)),
        ("3.5", Fraction(7, 2)),
        ("12人", 12),
        ("３", 3),
        ("8.5公里", Fraction(17, 2)),
        (0.1, Fraction(1, 10)),
    ],
)
def test_numbers(value, number):
    assert to_number(value, NUMBER) == number


@pytest.mark.parametrize(("value", "code"), [(105.0, "CH060"), (-1.0, "CH060"), ("很多", "CH059"), (False, "CH059")])
def test_numbers_outside(value, code):
    assert to_number(value, NUMBER).fault.code == code


@pytest.mark.parametrize("value", [6.2220212345678e18, -1e13, 1e300, "6222021234567890123", "1亿亿", 10**16])
def test_a_number_of_an_account_is_neither_money_nor_a_count(value):
    wide = Column("count", "人口", Kind.INT)
    assert to_money(value, MONEY).fault.code in ("CH057", "CH060")
    assert to_whole(value, wide).fault.code == to_number(value, wide).fault.code != ""
    assert to_money(1e13 - 1, MONEY) == (10**13 - 1) * 100


def test_the_two_numbers_are_said():
    assert to_number(105.0, NUMBER).message == "105 大于 100"


@pytest.mark.parametrize(("value", "found"), [(3.0, 3), ("3", 3), ("3人", 3), ("1,200", 1200)])
def test_whole_numbers(value, found):
    assert to_whole(value, WHOLE) == found


def test_not_whole():
    assert to_whole(3.5, WHOLE).fault.code == "CH059"
    assert to_whole(0.0, WHOLE).fault.code == "CH060"
