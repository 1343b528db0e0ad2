"""The ledger of fifty thousand people is a matter of seconds."""

from datetime import date, timedelta
from random import Random
from time import process_time

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


def test_fifty_thousand_in_seconds(sweep):  # B02, B03
    count = sweep(5_000, 50_000)
    book, policy = many(count), load("chongqing-2021-55")
    begun = process_time()
    ledger = duty(book, policy, ON)
    assert process_time() - begun < count / 10_000
    assert len({row.person for row in ledger.persons}) > count // 2
