"""Amounts in capitals: the examples of 正确填写票据和结算凭证的基本规定, and a reader that turns them back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countyhire.reports.capitals import DIGITS, capitals


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (140950, "壹仟肆佰零玖元伍角"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (1000, "壹拾元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (100_000_000_00, "壹亿元整"),
        (100_010_001_00, "壹亿零壹万零壹元整"),
        (20_000_100_00, "贰仟万零壹佰元整"),
        (-100, "负壹元整"),
    ],
)
def test_examples(fen: int, text: str) -> None:
    assert capitals(fen) == text


@given(st.integers(0, 10**14))
def test_read_back(fen: int) -> None:
    assert read(capitals(fen)) == fen


def read(text: str) -> int:
    """The fen of an amount in capitals."""
    whole, yuan, rest = text.rpartition("元")
    if not yuan:
        rest = text
    values = {"角": 10, "分": 1}
    return number(whole) * 100 + sum(
        DIGITS.index(digit) * values[unit] for digit, unit in re.findall(r"(.)([角分])", rest)
    )


def number(text: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(unit) if unit == "亿" else text.partition(unit)
        if found:
            return number(before) * size + number(after)
    return sum(
        (DIGITS.index(digit) if digit else 1) * {"仟": 1000, "佰": 100, "拾": 10, "": 1}[unit]
        for digit, unit in re.findall(r"([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)", text)
    )
