"""Where a pack says so, public health physicians sent out need no filed place of practice (N13, N15)."""

from datetime import date

import pytest

from countyhire.model.book import Book
from countyhire.policy.load import load
from countyhire.rules.licence import receiver_not_a_practice_site
from tests.compute.effectbook import person, sent, town


@pytest.mark.parametrize(("category", "silent"), [("公共卫生", True), ("临床", False), ("", False)])
def test_a_public_health_station_needs_no_filing(category: str, silent: bool) -> None:  # N13 N15
    away = person("P1", practice_category=category, main_practice_site="H1", filed_practice_sites=("T2",))
    spell = sent("P1", date(2024, 1, 1), date(2024, 12, 31), status="服务中")
    places = (town("T1"), town("T2"), town("H1", "综合医院"))
    book = Book(people=(away,), spells=(spell,), institutions=places, read=frozenset({"people", "spells"}))

    def found(pack: str) -> int:
        return len(list(receiver_not_a_practice_site.check(book, load(pack), date(2024, 6, 30))))

    assert found("strengthening-2020") == (0 if silent else 1)
    assert found("chongqing-2021-55") == 1
