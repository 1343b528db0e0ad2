"""Money is whole fen; one rounding, half up; shares by largest remainder."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countyhire.model.money import apportion, ceil_div, decimal_text, fixed_text, half_up, yuan, yuan_grouped

WHOLE = st.integers(-(10**12), 10**12)
WEIGHTS = st.lists(st.fractions(0, 1000, max_denominator=60), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        ("1/2", 1),
        ("-1/2", -1),
        ("3/2", 2),
        ("5/2", 3),
        ("49/100", 0),
        ("-5/2", -3),
        ("7", 7),
        ("0", 0),
        ("10000/3", 3333),
    ],
)
def test_half_goes_up(amount, whole):
    assert half_up(Fraction(amount)) == whole


@given(st.fractions())
def test_half_up_is_the_nearest(amount):
    assert abs(half_up(amount) - amount) <= Fraction(1, 2)
    assert half_up(-amount) == -half_up(amount)


@given(WHOLE, st.integers(1, 10**6))
def test_ceiling_is_the_smallest_whole_number_not_under(top, bottom):  # C07
    value = ceil_div(top, bottom)
    assert value * bottom >= top > (value - 1) * bottom


@pytest.mark.parametrize(
    ("fen", "plain", "grouped"),
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (-5, "-0.05", "-0.05"),
        (1234567, "12345.67", "12,345.67"),
        (-100000000, "-1000000.00", "-1,000,000.00"),
    ],
)
def test_yuan_as_text(fen, plain, grouped):
    assert (yuan(fen), yuan_grouped(fen)) == (plain, grouped)


@given(WHOLE)
def test_yuan_reads_back(fen):
    assert Fraction(yuan(fen)) * 100 == fen
    assert yuan_grouped(fen).replace(",", "") == yuan(fen)


@pytest.mark.parametrize(
    ("number", "places", "text", "fixed"),
    [
        ("8/11", 4, "0.7273", "0.7273"),
        ("23/2", 4, "11.5", "11.5000"),
        ("12", 4, "12", "12.0000"),
        ("-1/3", 2, "-0.33", "-0.33"),
        ("5/2", 0, "3", "3"),
        ("-7/2", 0, "-4", "-4"),
        ("1/100000", 4, "0", "0.0000"),
        ("-1/100000", 4, "0", "0.0000"),
    ],
)
def test_numbers_as_text(number, places, text, fixed):
    assert (decimal_text(Fraction(number), places), fixed_text(Fraction(number), places)) == (text, fixed)


def test_months_have_at_most_four_places():
    assert decimal_text(Fraction(1, 3)) == "0.3333"


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_a_text_is_within_half_a_place(number, places):
    for text in (decimal_text(number, places), fixed_text(number, places)):
        assert abs(Fraction(text) - number) <= Fraction(1, 2 * 10**places)


def test_largest_remainder():  # C10
    assert apportion(9, [7, 3, 1], [(-7, 1), (-3, 2), (-1, 3)]) == [6, 2, 1]
    assert apportion(10000, [1, 1, 1], ["b", "a", "c"]) == [3333, 3334, 3333]
    assert apportion(-10000, [1, 1, 1], ["b", "a", "c"]) == [-3333, -3334, -3333]
    assert apportion(0, [0, 0], [1, 2]) == [0, 0]


@given(WHOLE, WEIGHTS)
def test_parts_add_up_and_are_within_one_of_exact(total, weights):  # C10, E09
    parts = apportion(total, weights, range(len(weights)))
    whole = sum(weights)
    assert sum(parts) == total
    assert all(abs(part - total * weight / whole) < 1 for part, weight in zip(parts, weights, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(st.integers(0, 10**6), WEIGHTS, st.randoms())
def test_order_of_rows_changes_nobodys_part(total, weights, dice):  # C10
    rows = list(enumerate(weights))
    parts = dict(zip(range(len(rows)), apportion(total, weights, range(len(rows))), strict=True))
    dice.shuffle(rows)
    again = apportion(total, [weight for _, weight in rows], [index for index, _ in rows])
    assert {index: part for (index, _), part in zip(rows, again, strict=True)} == parts


@given(st.integers(0, 10**6), WEIGHTS)
def test_a_larger_weight_gets_no_less(total, weights):  # C10
    parts = apportion(total, weights, [-weight for weight in weights])
    ranked = sorted(zip(weights, parts, strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(ranked) if a[0] < b[0])


def test_a_claim_on_nothing_is_refused():
    with pytest.raises(ValueError, match=r"^all weights are zero$"):
        apportion(100, [0, 0], [1, 2])
    with pytest.raises(ValueError, match=r"^a weight is negative$"):
        apportion(100, [2, -1], [1, 2])
