"""A figure is what its inputs make it, and prints as a clerk reads it (A01, G11)."""

from datetime import date
from fractions import Fraction

import pytest

from countyhire.model.amount import Amount, Op, given, product, quotient, rounded, total
from countyhire.model.where import Cell

TWO, THREE, HALF = (given(f"数{value}", Fraction(value), "人") for value in (2, 3, "1/2"))
OPERATIONS = [
    (Op.SUM, (TWO, THREE, HALF), Fraction(11, 2)),
    (Op.DIFFERENCE, (THREE, TWO, HALF), Fraction(1, 2)),
    (Op.PRODUCT, (TWO, THREE, HALF), Fraction(3)),
    (Op.QUOTIENT, (TWO, THREE), Fraction(2, 3)),
    (Op.MEAN, (TWO, THREE, HALF), Fraction(11, 6)),
    (Op.CEILING, (HALF,), Fraction(1)),
    (Op.ROUND, (HALF,), Fraction(1)),
    (Op.GREATEST, (TWO, THREE, HALF), Fraction(3)),
    (Op.CHOICE, (THREE, TWO), Fraction(3)),
    (Op.SHARE, (TWO, THREE), Fraction(7)),
    (Op.COUNT, (TWO, THREE), Fraction(7)),
    (Op.GIVEN, (), Fraction(7)),
]


@pytest.mark.parametrize(("op", "inputs", "value"), OPERATIONS)
def test_a_figure_is_recomputed_from_its_inputs(op, inputs, value):
    stands = op in (Op.SHARE, Op.COUNT, Op.GIVEN)
    assert Amount("数", 7, "人", op, inputs).recomputed() == value
    assert Amount("数", value, "人", op, inputs).recomputed() == value
    assert stands == (value == 7)


def test_every_operation_is_covered():
    assert {op for op, _, _ in OPERATIONS} == set(Op)


def test_a_false_total_is_found_out_at_any_depth():
    wrong = Amount("小计", 6, "人", Op.SUM, (TWO, THREE))
    assert total("合计", (wrong, TWO), "人").recomputed() == 7
    assert total("合计", (wrong, TWO), "人").value == 8


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1234567, "元", "12,345.67"),
        (Fraction(10000, 3), "元", "33.33333333"),
        (Fraction(200), "元", "2.00"),
        (Fraction(8, 11), "比例", "0.7273"),
        (9, "人", "9"),
        (Fraction(23, 2), "个月", "11.5"),
    ],
)
def test_how_it_is_printed(value, unit, text):
    assert Amount("数", value, unit).shown == text


def test_helpers_say_what_they_did():
    cell = Cell("甲.xlsx", "表", 3, 2)
    pay = given("年标准", 3000000, "元", cell, "E08")
    share = quotient("月数", given("月", 5, "个月"), given("全年", 12, "个月"), "年")
    part = product("应发", (pay, share), "元", "E08")
    paid = rounded("实发", part, "E08")
    assert (part.value, paid.value, paid.op, paid.unit) == (1250000, 1250000, Op.ROUND, "元")
    assert [(depth, item.label) for depth, item in paid.walk()] == [
        (0, "实发"), (1, "应发"), (2, "年标准"), (2, "月数"), (3, "月"), (3, "全年"),
    ]  # fmt: skip
    assert [item.cell for _, item in paid.walk() if item.cell] == [cell]
    third = rounded("三分之一", quotient("份", given("钱", 10000, "元"), given("人", 3, "人"), "元"))
    assert (third.value, third.inputs[0].value) == (3333, Fraction(10000, 3))
    assert isinstance(total("合计", (pay, third), "元").value, int)
    assert total("合计", (third.inputs[0], pay), "元").value == 3000000 + Fraction(10000, 3)
    assert Amount("数", 1, since=date(2022, 1, 1)).since == date(2022, 1, 1)
