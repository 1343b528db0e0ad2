"""What a row of the ledger shows beside its status, and days that fall on a boundary (55号 三（一））."""

from datetime import date

from countyhire.compute.duty import duty
from countyhire.compute.history import history_of
from countyhire.compute.service import count, reckoning, spell_order, stretches
from countyhire.model.period import Length
from countyhire.policy.load import load
from tests.compute.dutybook import book_of, doctor, hospital, leave, served, township

POLICY = load("chongqing-2021-55")
ON = date(2026, 6, 1)
PLACES = (hospital(), township(), township("T2"))


def row_of(*rows, on=ON, kind="new_hire"):
    (found,) = [row for row in duty(book_of(*PLACES, *rows), POLICY, on).persons if row.kind == kind]
    return found


def test_a_row_says_who_it_is_and_where_it_was_read():
    row = row_of(doctor("P", "2022-02-01"), served("P", "2023-01-01", "2023-05-10"))
    assert (row.name, row.institution, row.credited, row.credited_days) == ("人员P", "H1", Length(4, 10), 130)
    assert [str(cell) for cell in row.cells] == ["人员花名册.xlsx[花名册]!U2", "服务台账.xlsx[服务]!I2"]
    older = doctor("M", "2012-07-01", appointment="中级", senior_application_year=2027, recruited_as="")
    [cell] = row_of(older, kind="intermediate").cells
    assert cell == older.cell("senior_application_year") != older.cell("hired_on")


def test_days_of_stretches_add_up():  # B04
    rows = (served("P", "2023-01-01", "2023-01-31"), served("P", "2024-01-01", "2024-01-10"))
    assert row_of(doctor("P", "2022-02-01"), *rows).credited_days == 41
    rule = reckoning(POLICY, ON)
    assert count(stretches(rows, ON), rule).days == 41


def test_who_cannot_be_sent_today():  # B03
    assert row_of(doctor("P", "2022-02-01")).away == ""
    assert row_of(doctor("P", "2022-02-01", status="规培")).away == "规培"
    begun_today = leave("P", "产假", "2026-06-01", "2026-09-30")
    assert row_of(doctor("P", "2022-02-01"), begun_today).away == "产假"
    assert row_of(doctor("P", "2022-02-01"), leave("P", "产假", "2026-06-02", "2026-09-30")).away == ""


def test_service_from_the_day_of_entry_counts_whole():  # B02
    assert row_of(doctor("P", "2022-02-01"), served("P", "2022-02-01", "2022-06-30")).uncredited == ()
    [before] = row_of(doctor("P", "2022-02-01"), served("P", "2022-01-31", "2022-06-30")).uncredited
    assert before.reason == "2022-02-01入职以前的日子不计"


def test_on_the_latest_day_to_start_nobody_is_late():  # B03, Q8
    """Late is who has not begun by it where the pack asks for a start, else who has not finished in time."""
    starting, last = POLICY.with_values({"duty.deadline": "start"}), date(2027, 5, 31)
    rows = [
        duty(book_of(*PLACES, doctor("P", "2022-06-01")), policy, day).persons[0]
        for policy in (starting, POLICY)
        for day in (last, date(2027, 6, 1))
    ]
    assert [row.status for row in rows] == ["due", "overdue", "due", "overdue"]
    assert (rows[0].latest_start, rows[2].finish_by) == (last, last)


def test_who_completes_on_the_last_day_is_green():  # B03
    serving = served("P", "2026-03-15", "2027-03-14", status="服务中", term_result="")
    row = row_of(doctor("P", "2022-03-15"), serving)
    assert (row.completes_on, row.finish_by) == (date(2027, 3, 14), date(2027, 3, 14))
    assert (row.status, row.colour) == ("serving", "green")


def test_spells_of_one_first_day_stand_by_their_last():
    one, other = served("P", "2023-01-01", "2023-03-31", code="B"), served("P", "2023-01-01", "2023-06-30", code="A")
    assert sorted([other, one], key=spell_order) == [one, other]
    person = doctor("P", "2022-02-01")
    history = history_of(book_of(*PLACES, person, other, one), person, (), reckoning(POLICY, ON), ON)
    assert [spell.code for spell in history.spells] == ["B", "A"]


def test_another_term_is_in_calendar_months():  # B11
    by_days = reckoning(POLICY.with_values({"duty.year_rule": "days"}), ON)
    assert (by_days.by_days, by_days.for_months(24).by_days, by_days.for_months(24).months) == (True, False, 24)
    assert by_days.for_months(24).credited == by_days.credited
