"""Formulas and ranges after repeated rows have grown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator

from countyhire.reports.references import Growth, moved_formula, moved_range, moved_ranges

GROWTHS = {"表": Growth(((5, 4),)), "b c": Growth(((2, 3), (6, 2)))}


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(F5:F5)", "SUM(F5:F8)"),
        ("SUM(F5)", "SUM(F5:F8)"),
        ("F5*2", "F5*2"),
        ("SUM(F4:F6)", "SUM(F4:F9)"),
        ("SUM($F$5:$F$5)/COUNT(F5)", "SUM($F$5:$F$8)/COUNT(F5:F8)"),
        ('IF(E6=B7,"A6一致","不""A6")', 'IF(E9=B10,"A6一致","不""A6")'),
        ("SUM('b c'!A2)+'b c'!A7+表!A6", "SUM('b c'!A2:A4)+'b c'!A10+表!A9"),
        ("其他!A9", "其他!A9"),
        ("LOG10(A9)+A1B+行.合计+A1.5", "LOG10(A12)+A1B+行.合计+A1.5"),
        ("SUM(A:A)+SUM(1:4)", "SUM(A:A)+SUM(1:4)"),
        ('表1[A9]&"x"', '表1[A9]&"x"'),
        ("ROUND(SUM(E5:E5)-(D9),2)", "ROUND(SUM(E5:E8)-(D12),2)"),
        ("SUM(1,MAX(E5))", "SUM(1,MAX(E5:E8))"),
    ],
)
def test_formula_below_a_repeated_row(formula: str, moved: str) -> None:
    assert moved_formula(formula, "表", GROWTHS) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [("C5+D5", "C7+D7"), ("SUM(C$5:C5)", "SUM(C$5:C7)"), ("C4+C9", "C4+C12"), ("$C$5", "$C$5"), ("C55", "C58")],
)
def test_formula_in_the_third_copy_of_a_repeated_row(formula: str, moved: str) -> None:
    assert moved_formula(formula, "表", GROWTHS, (5, 7)) == moved


def test_ranges_of_a_print_area_and_of_rules() -> None:
    assert moved_range("$A$1:$H$9", GROWTHS["表"]) == "$A$1:$H$12"
    assert moved_range("$4:$4", GROWTHS["表"]) == "$4:$4"
    assert moved_ranges("E5 B9:B10", GROWTHS["表"]) == "E5:E8 B12:B13"


CELLS = st.builds(
    lambda column, row, fixed: f"{'$' if fixed else ''}{column}{row}",
    st.sampled_from(["A", "K", "AB"]),
    st.integers(6, 60),
    st.booleans(),
)
FORMULAS = st.recursive(
    st.one_of(CELLS, st.integers(0, 99).map(str), st.sampled_from(['"A9"', '"表!B7"', "TRUE"])),
    lambda part: st.one_of(
        st.builds("{}+{}".format, part, part),
        st.builds("SUM({},{})".format, part, part),
        st.builds("IF({}>0,{},{})".format, part, part, part),
        st.builds("({})&{}".format, part, part),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_every_reference_below_moves_as_a_copy_of_the_formula_would(formula: str) -> None:
    """Below the repeated row all rows move alike: the library's translation of a copied formula is the oracle."""
    moved = moved_formula(formula, "表", GROWTHS)
    assert "=" + moved == Translator("=" + formula, origin="A1").translate_formula("A4")


@given(FORMULAS)
def test_nothing_is_lost_where_nothing_moves(formula: str) -> None:
    assert moved_formula(formula, "表", {"表": Growth()}) == formula
    assert "".join(token.value for token in Tokenizer("=" + formula).items) == formula
