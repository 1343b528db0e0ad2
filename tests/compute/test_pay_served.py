"""Days into months, and which row a day belongs to (H21, Q9, E16)."""

from datetime import date
from fractions import Fraction as F

import pytest

from countyhire.compute.pay.served import served, year_window
from countyhire.model.period import Period
from tests.compute import paybook as pb

LATER = date(2027, 1, 1)


def one(*spells, year=2025, on=LATER, rule="days", leaves=(), kinds=()):
    [found] = served(pb.book(*spells, *leaves), year_window(year, on), on, rule, kinds)
    return found


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [("days", 4 + F(17, 31), 7 + F(14, 31)), ("whole", 5, 8), ("anniversary", 4 + F(17, 31), 7 + F(14, 31))],
)
def test_a_term_from_the_middle_of_a_month(rule, first, second):  # H21
    spell = pb.spell("E01", "2023-08-15", "2024-08-14")
    assert one(spell, year=2023, rule=rule).total == first
    assert one(spell, year=2024, rule=rule).total == second


def test_anniversary_months_of_a_term_are_twelve():
    spell = pb.spell("E01", "2024-01-31", "2025-01-30")
    assert sum(one(spell, year=year, rule="anniversary").total for year in (2024, 2025)) == 12
    assert one(pb.spell("E01", "2024-12-01", "2025-11-30"), rule="anniversary").total == 11


def test_a_day_counts_once_and_for_the_later_row():  # E16
    rows = [pb.spell("E01", "2025-01-01", "2025-06-30"), pb.spell("E01", "2025-04-01", "2025-12-31", "T2", "H2")]
    found = one(*rows)
    assert found.total == 12
    assert [(stay.spell.receiver, str(stay.period)) for stay in found.stays] == [
        ("T1", "2025-01-01至2025-03-31"),
        ("T2", "2025-04-01至2025-12-31"),
    ]
    assert (found.from_sender("H1"), found.from_sender("H2")) == (3, 9)


def test_a_row_within_another_leaves_two_stays():
    rows = [pb.spell("E01", "2025-01-01", "2025-12-31"), pb.spell("E01", "2025-03-01", "2025-03-31", "T2")]
    found = one(*rows)
    assert [stay.spell.receiver for stay in found.stays] == ["T1", "T2", "T1"]
    assert found.total == 12


def test_three_overlapping_rows_join_again():
    rows = [
        pb.spell("E01", "2025-01-01", "2025-12-31", "T2"),
        pb.spell("E01", "2024-05-01", "2025-02-10", "T1"),
        pb.spell("E01", "2024-04-01", "2025-06-30", "T3"),
    ]
    assert [stay.spell.receiver for stay in one(*rows).stays] == ["T2"]


def test_a_gap_is_no_service():
    found = one(pb.spell("E01", "2025-01-01", "2025-01-31"), pb.spell("E01", "2025-03-01", "2025-03-31"))
    assert found.total == 2
    assert [str(month) for month in found.touched()] == ["2025-01", "2025-03"]


def test_planned_and_other_service_earns_nothing():
    rows = [
        pb.spell("E01", "2025-01-01", "2025-12-31", status="拟派"),
        pb.spell("E02", "2025-01-01", "2025-12-31", category="对口支援"),
        pb.spell("E03", "2024-01-01", "2024-12-31"),
    ]
    assert served(pb.book(*rows), year_window(2025, LATER), LATER) == []


def test_an_early_end_and_an_open_row():
    assert one(pb.spell("E01", "2025-01-01", "2025-05-31", status="提前结束")).total == 5
    assert one(pb.spell("E01", "2025-01-01", None, status="服务中"), on=date(2025, 3, 31)).total == 3


def test_a_person_sent_by_two_in_one_month_is_split_by_days():
    rows = [pb.spell("E01", "2025-04-01", "2025-04-10"), pb.spell("E01", "2025-04-11", "2025-04-30", "T2", "H2")]
    found = one(*rows, rule="whole")
    assert (found.total, found.from_sender("H1"), found.from_sender("H2")) == (1, F(1, 3), F(2, 3))


@pytest.mark.parametrize(("rule", "months"), [("days", 10 + F(23, 31)), ("whole", 11), ("anniversary", 10 + F(23, 31))])
def test_leave_reduces_only_where_the_pack_says_so(rule, months):
    leaves = [pb.leave("E01", "2025-03-03", "2025-03-10"), pb.leave("E01", "2025-03-05", "2025-03-08", "产假")]
    leaves += [pb.leave("E01", "2025-12-01", None), pb.leave("E01", "2025-07-01", "2025-07-31", "事假")]
    leaves += [pb.leave("E01", "2024-01-01", "2024-02-01"), pb.leave("E01", "2027-06-01", None)]
    spell = pb.spell("E01", "2025-01-01", "2025-12-31")
    assert one(spell, rule=rule, leaves=leaves, kinds=("病假", "产假")).total == months
    assert one(spell, rule=rule, leaves=leaves).total == 12


def test_months_of_parts_add_up():
    found = one(pb.spell("E01", "2025-01-17", "2025-11-03"), rule="anniversary")
    cut = [Period(date(2025, 1, 1), date(2025, 5, 5)), Period(date(2025, 5, 6), date(2025, 12, 31))]
    assert sum(found.months(part) for part in cut) == found.total


def test_the_window_of_a_year():
    assert str(year_window(2025, date(2025, 5, 4))) == "2025-01-01至2025-05-04"
    assert str(year_window(2025, date(2026, 5, 4))) == "2025-01-01至2025-12-31"
    assert str(year_window(2025, date(2024, 5, 4))) == "2025-01-01至2025-01-01"
