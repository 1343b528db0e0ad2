"""A packet for each receiver and month, worked by hand (55号 四（二）)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from countyhire.compute.packets import packets
from countyhire.model.book import Book
from countyhire.model.finding import Fault, Severity
from countyhire.model.period import Month
from countyhire.model.service import Score
from countyhire.model.where import Cell
from countyhire.policy.load import load
from countyhire.reports.packets import packets_view
from tests.compute.dutybook import book_of, doctor, hospital, served, township

POLICY = load("chongqing-2021-55")
MAY = Month(2026, 5)
SERVING = {"status": "服务中", "term_result": ""}


def scored(person: str, **more: object) -> Score:
    told = {"score": Fraction(88), "duty_days": 20, "attended_days": 19, "assessor": "T1", **more}
    return Score(person=person, month=MAY, **told)  # type: ignore[arg-type]


def book() -> Book:
    rows = [
        hospital("H1"), township("T1"), township("T2"), township("T3"),
        *(doctor(code) for code in "ABCDEF"),
        served("A", "2025-08-01", "2026-07-31", **SERVING),
        served("B", "2025-08-01", "2026-08-01", **SERVING),
        served("C", "2025-06-01", "2026-05-31", **SERVING),
        served("D", "2025-08-01", None, receiver="T2", **SERVING),
        served("E", "2025-08-01", "2026-04-30", receiver="T2"),  # gone before May
        served("F", "2026-06-01", "2027-05-31", receiver="T3", **SERVING),  # comes after May
    ]  # fmt: skip
    scores = [
        scored("A"),
        scored("B", attended_days=None),
        scored("C", score=None),
        scored("D", score=None, duty_days=None, attended_days=None, exempt_reason="病假", assessor="T2"),
    ]
    return book_of(*rows).with_rows("scores", scores)


def test_one_packet_a_receiver_with_its_people() -> None:  # G10
    found = packets(book(), POLICY, MAY)
    assert [(row.form.institution, [member.asked.person for member in row.members]) for row in found] == [
        ("T1", ["A", "B", "C"]), ("T2", ["D"]),
    ]  # fmt: skip
    assert [row["institution"] for row in packets_view(found)["receivers"]] == ["T1", "T2"]
    turned = replace(book(), spells=book().spells[::-1], scores=book().scores[::-1], people=book().people[::-1])
    assert packets(turned, POLICY, MAY) == found
    assert packets(book(), POLICY, Month(2024, 1)) == ()


def test_what_falls_due() -> None:  # G10, H37, H55
    first, second = packets(book(), POLICY, MAY)
    told = [(row.person, row.clause, row.day) for row in first.due]
    assert told == [
        ("C", "B11", date(2026, 5, 31)),
        ("B", "H55", date(2026, 6, 1)),
        ("C", "H37", date(2026, 6, 1)),
        ("A", "B11", date(2026, 7, 31)),
    ]  # B's term ends in the month after the next two
    assert second.due == ()  # excused


def test_the_two_months_ahead_end_on_their_own_last_day() -> None:  # G10
    def ends(month: Month, day: str) -> list[date | None]:
        rows = (hospital("H1"), township("T1"), doctor("A"), served("A", "2025-08-01", day, **SERVING))
        return [row.day for row in packets(book_of(*rows), POLICY, month)[0].due if row.clause == "B11"]

    assert ends(Month(2026, 6), "2026-08-31") == [date(2026, 8, 31)]
    assert ends(Month(2026, 2), "2026-04-30") == [date(2026, 4, 30)]
    assert ends(Month(2025, 12), "2026-03-01") == []
    assert ends(Month(2025, 12), "2026-02-28") == [date(2026, 2, 28)]


def test_a_finding_about_a_person_goes_to_the_receiver() -> None:  # G10
    fault = Fault("CH405", "trial", Severity.WARNING, "试", "试", "补填", "H40")
    found = [fault.at(Cell("服务台账.xlsx", "服务", 3, 1), "处方权没有停", code) for code in ("A", "E")]
    first, second = packets(book(), POLICY, MAY, found)
    assert [row.what for row in first.due if row.clause == "H40"] == ["处方权没有停；补填"]
    assert not [row for row in second.due if row.clause == "H40"]
