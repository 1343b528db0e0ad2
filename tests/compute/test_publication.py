"""The published figures of an allocation, against counting by hand (G12)."""

import io
import re
from fractions import Fraction
from itertools import product

from openpyxl import load_workbook

from countyhire.compute.allocation import allocate
from countyhire.compute.publication import gini, publication
from countyhire.model.service import Preference
from countyhire.policy.load import load
from tests.allocation import districts as d
from tests.reports.district import book as small_book
from tests.reports.results import allocation_result, made

POLICY = load("chongqing-2021-55")


def run(book):
    result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
    return result, publication(result, book)


def wish(person, *places, adjusts=True):
    named = {f"wish{number}": place for number, place in enumerate(places, 1)}
    return Preference(person=person, willing=True, accepts_adjustment=adjusts, **named)


def test_gini_is_exact():
    assert gini([Fraction(1, 3)] * 4) == 0
    assert gini([Fraction(0), Fraction(0), Fraction(0), Fraction(5)]) == Fraction(3, 4)
    assert gini([]) is None and gini([Fraction(0)]) is None
    rates = [Fraction(1, 7), Fraction(2, 5), Fraction(0), Fraction(3, 4)]
    pairs = sum(abs(a - b) for a, b in product(rates, rates))
    assert gini(rates) == pairs / (2 * len(rates) * sum(rates))


def test_envy_is_of_places_that_one_may_fill():
    book = d.book(
        institutions=[d.hospital("H1"), d.clinic("R1"), d.clinic("R2")],
        people=[d.physician("P1"), d.physician("P2", appointment="师级")],
        demands=[d.demand("D1", "R1", minimum_title="中级"), d.demand("D2", "R2", rank=2)],
        preferences=[wish("P1", "R2"), wish("P2", "R1", "R2")],
    )
    _, told = run(book)  # P1 alone may fill D1; both goals fill both, P2 could never go to R1
    assert told.envy == 1 and (told.blocking_empty, told.blocking_title) == (0, 1)
    assert dict(told.ranks) == {
        "第一志愿": 0, "第二志愿": 1, "第三志愿": 0, "第四志愿": 0, "第五志愿": 0, "志愿以外": 1, "未填志愿": 0,
    }  # fmt: skip
    assert (told.plain.sent, told.plain.first_wishes) == (1, 1)  # P1 takes D2 and leaves nothing for P2


def test_parallel_wishes_are_lawful_and_the_groups_add_up(sweep):
    for number in range(sweep(40, 400)):
        book = d.random_book(number, people=14, demands=7)
        result, told = run(book)
        assert sum(told.ranks.values()) == told.sent == told.ours.sent == len(result.assignments)
        for kind in {row.kind for row in told.shares}:
            assert sum(row.sent for row in told.shares if row.kind == kind) == told.sent
        assert all(row.able is None or row.sent <= row.able for row in told.shares)
        assert told.ours.must_go >= told.plain.must_go  # the first aim of the pack
        assert told.ours.wishes == sum(row.wish_rank is not None for row in result.assignments)
        assert told.plain.sent <= min(len(result.proof["people"]), sum(result.proof["places"]))


def test_the_published_workbook_names_nobody():  # X8
    workbook = load_workbook(io.BytesIO(made()["allocate/调配结果公开数据.xlsx"].data))
    text = "\n".join(str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row)
    for person in small_book().people:
        assert person.name not in text and not re.search(rf"\b{person.code}\b", text)
    assert str(allocation_result().counts.sent) in text or "※" in text
