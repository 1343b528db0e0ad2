"""What a change of the establishment is called in a finding: the number as entered, blank as blank."""

from dataclasses import replace
from datetime import date

import pytest

from countyhire.policy.load import load
from countyhire.rules.posts import approval_to_come, approved_without_paper
from tests.compute.postsbook import ON, book, change

POLICY = load("chongqing-2021-55")


@pytest.mark.parametrize(
    ("number", "words"), [(2, "变动+2，"), (-2, "变动-2，"), (0, "变动0，"), (None, "变动数未填，")]
)
def test_a_blank_change_is_not_called_nought(number: int | None, words: str) -> None:  # C02
    """CH856 without a paper, CH859 with an approval that is still to come."""
    bare = replace(change("T1", 0, document=""), change=number)
    later = replace(change("T1", 0, approved_on=date(ON.year + 1, 1, 1)), change=number)
    for rule, row in ((approved_without_paper, bare), (approval_to_come, later)):
        (hit,) = rule.check(book(establishment_changes=(row,)), POLICY, ON)
        assert words in hit[1]
