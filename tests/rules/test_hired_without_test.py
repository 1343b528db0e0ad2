"""Who may be hired by assessment alone: shortage majors and people of high title (M09, M18)."""

from datetime import date

import pytest

from countyhire.model.book import Book
from countyhire.policy.load import load
from countyhire.rules.eligibility import skipped_without_a_shortage_major
from tests.compute.effectbook import person, town

ON = date(2024, 6, 30)


@pytest.mark.parametrize("title", ["正高", "副高", "中级", "师级"])
@pytest.mark.parametrize("major", ["内科", "麻醉科", "全科医疗科"])
def test_a_high_title_or_a_shortage_major(title: str, major: str) -> None:  # M09 M18
    hired = person(
        "P1", institution="T1", specialty=major, appointment=title, entry_route="考核招聘", hired_on=date(2023, 7, 1)
    )
    book = Book(institutions=(town(),), people=(hired,), read=frozenset({"institutions", "people"}))
    found = list(skipped_without_a_shortage_major.check(book, load("strengthening-2020"), ON))
    assert bool(found) == (major == "内科" and title in ("中级", "师级"))
    assert list(skipped_without_a_shortage_major.check(book, load("chongqing-2021-55"), ON)) == []
