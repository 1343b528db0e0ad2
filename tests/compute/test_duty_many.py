"""The ledger of many people accounts for each of them; how long it takes is for `make bench`."""

from datetime import date, timedelta
from random import Random

from countyhire.compute.duty import duty
from countyhire.model.book import Book
from countyhire.policy.load import load
from tests.compute.dutybook import book_of, doctor, hospital, leave, served, township

ON = date(2026, 6, 1)


def many(count: int) -> Book:
    """Recruits of five years, every third with an intermediate title as well, half of them with service."""
    dice = Random(5)
    rows = [*(hospital(f"H{n}") for n in range(20)), *(township(f"T{n}") for n in range(40))]
    for number in range(count):
        code, hired = f"P{number:06d}", date(2022, 1, 1) + timedelta(days=dice.randrange(1_600))
        title = dice.choice(("师级", "中级", "师级"))
        year = dice.choice((None, 2027, 2029))
        rows.append(doctor(code, hired, institution=f"H{number % 20}", appointment=title, senior_application_year=year))
        if number % 2 == 0:
            start = hired + timedelta(days=200)
            end, status = start + timedelta(days=dice.choice((180, 300, 364, 365))), dice.choice(("期满", "服务中"))
            rows.append(served(code, start, end, receiver=f"T{number % 40}", status=status))
        if number % 10 == 0:
            rows.append(leave(code, "规培", str(hired + timedelta(days=10)), str(hired + timedelta(days=400))))
    return book_of(*rows)


def test_everybody_who_owes_is_in_the_ledger_once_for_each_duty(sweep):  # B02, B03, B07
    count = sweep(2_000, 50_000)
    ledger = duty(many(count), load("chongqing-2021-55"), ON)
    rows = [(row.person, row.kind) for row in ledger.persons]
    assert len(rows) == len(set(rows))
    assert len({person for person, _ in rows}) > count // 2
