"""The duty ledger, worked by hand (55号 三（一））."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from countyhire.compute.duty import duty, must_go
from countyhire.compute.standing import DUTY_FAULT
from countyhire.model.book import Book
from countyhire.model.period import Length
from countyhire.policy.load import load
from tests.compute.dutybook import book_of, doctor, exemption, hospital, random_district, served, township
from tests.compute.paybook import day

POLICY = load("chongqing-2021-55")
ON = date(2026, 6, 1)
PLACES = (hospital(), township(), township("T2"), township("V1", kind="村卫生室"))


def ledger(*rows, on=ON, **texts):
    return duty(book_of(*PLACES, *rows), POLICY.with_values(texts), on)


def row_of(*rows, on=ON, kind="new_hire", **texts):
    (found,) = [row for row in ledger(*rows, on=on, **texts).persons if row.kind == kind]
    return found


def intermediate(code="M", year=2027, **more):
    """A physician with an intermediate title, hired before the programme."""
    return doctor(code, "2012-07-01", appointment="中级", senior_application_year=year, recruited_as="", **more)


@pytest.mark.parametrize(
    ("hired", "finish", "start"),
    [
        ("2022-03-15", "2027-03-14", "2026-03-15"),
        ("2024-02-29", "2029-02-28", "2028-03-01"),
        ("2023-01-31", "2028-01-30", "2027-01-31"),
        ("2022-01-01", "2026-12-31", "2026-01-01"),
        ("2023-03-01", "2028-02-29", "2027-03-01"),
    ],
)
def test_five_years_and_the_latest_start(hired, finish, start):  # B03, Q11
    row = row_of(doctor("P", hired), on=date(2024, 6, 1))
    assert (row.finish_by, row.latest_start, row.clock_start) == (day(finish), day(start), day(hired))


def test_months_already_credited_move_the_latest_start():  # B03, B04
    row = row_of(doctor("P", "2022-03-15"), served("P", "2023-01-01", "2023-05-31"), on=date(2024, 1, 1))
    assert (row.credited, row.remaining) == (Length(5), Length(7))
    assert row.latest_start == date(2026, 8, 15)
    days = row_of(doctor("P", "2022-03-15"), served("P", "2023-01-01", "2023-05-10"), on=date(2024, 1, 1))
    assert (days.credited, days.remaining) == (Length(4, 10), Length(7, 20))
    assert days.latest_start == date(2026, 7, 23)


@pytest.mark.parametrize(
    ("first", "last", "months", "days", "status"),
    [
        ("2023-08-01", "2024-07-31", 12, 0, "done"),
        ("2023-08-01", "2024-07-30", 11, 30, "due"),
        ("2023-03-01", "2024-02-28", 11, 28, "due"),
        ("2023-03-01", "2024-02-29", 12, 0, "done"),
        ("2024-02-29", "2025-02-28", 12, 0, "done"),
        ("2024-02-29", "2025-02-27", 11, 30, "due"),
        ("2023-01-31", "2024-01-30", 12, 0, "done"),
    ],
)
def test_one_year_is_twelve_calendar_months(first, last, months, days, status):  # B04, B09, Q9
    row = row_of(doctor("P", "2022-02-01"), served("P", first, last))
    assert (row.credited, row.status) == (Length(months, days), status)


def test_eleven_months_twenty_nine_days_is_no_year():  # B04
    row = row_of(doctor("P", "2022-02-01"), served("P", "2023-09-01", "2024-08-29"))
    assert (row.credited, row.remaining, row.status) == (Length(11, 29), Length(0, 1), "due")


def test_days_left_over_add_up_to_a_month():  # B04
    rows = (served("P", "2023-01-01", "2023-06-15"), served("P", "2024-01-01", "2024-06-15"))
    row = row_of(doctor("P", "2022-02-01"), *rows)
    assert (row.credited, row.remaining) == (Length(11), Length(1))
    assert row_of(doctor("P", "2022-02-01"), *rows, **{"duty.days_in_month": "31"}).credited == Length(10, 30)


def test_a_transfer_leaves_a_year_a_year():  # B04
    rows = (served("P", "2023-03-10", "2023-09-20"), served("P", "2023-09-21", "2024-03-09", receiver="T2"))
    assert row_of(doctor("P", "2022-02-01"), *rows).credited == Length(12)
    gap = (rows[0], served("P", "2023-09-22", "2024-03-09", receiver="T2"))
    assert row_of(doctor("P", "2022-02-01"), *gap).credited == Length(11, 28)


def test_overlapping_spells_count_once():  # B04
    rows = (served("P", "2023-01-01", "2023-08-31"), served("P", "2023-03-01", "2023-10-31", receiver="T2"))
    assert row_of(doctor("P", "2022-02-01"), *rows).credited == Length(10)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"term_result": "不合格"}, "期满考核不合格"),
        ({"term_result": "基本合格"}, "期满考核基本合格"),
        ({"term_result": ""}, "期满未考核"),
        ({"status": "服务中"}, "尚未结束"),
        ({"status": "拟派"}, "尚未开始"),
        ({"category": "对口支援", "evidence": "证明"}, "经历类别“对口支援”不计入"),
        ({"receiver": "V1"}, "接收机构卫生院V1不是乡镇卫生院或社区卫生服务中心"),
        ({"receiver": "H1"}, "接收机构医院H1不是乡镇卫生院或社区卫生服务中心"),
        ({"receiver": "X9"}, "接收机构X9不是乡镇卫生院或社区卫生服务中心"),
    ],
)
def test_what_is_not_credited_says_why(changes, reason):  # B05, B11, F01, Q14
    row = row_of(doctor("P", "2022-02-01"), served("P", "2023-01-01", "2024-06-30", **changes))
    assert (row.credited, [item.reason for item in row.uncredited]) == (Length(), [reason])
    assert row.status != "done"


def test_an_early_end_is_credited_for_what_it_was():  # B04, B11
    row = row_of(doctor("P", "2022-02-01"), served("P", "2023-01-01", "2023-04-30", status="提前结束"))
    assert row.credited == Length(4)


def test_service_before_the_day_of_hire_never_clears_the_duty():  # B02
    row = row_of(doctor("P", "2023-07-01"), served("P", "2022-01-01", "2023-06-30"))
    assert (row.credited, row.served, row.status) == (Length(), Length(18), "waiting")
    across = row_of(doctor("P", "2023-07-01"), served("P", "2023-01-01", "2023-12-31"))
    assert across.credited == Length(6)
    assert [item.reason for item in across.uncredited] == ["2023-07-01入职以前的日子不计"]


def test_who_owes_as_a_recruit():  # A03, B02, C09
    rows = [
        doctor("A", "2022-01-01"),
        doctor("B", "2021-12-31"),
        doctor("C", "2023-01-01", establishment="总量备案"),
        doctor("D", "2023-01-01", establishment="合同制"),
        doctor("E", "2023-01-01", recruited_as="护理类"),
        doctor("F", "2023-01-01", status="离职", left_on=date(2026, 6, 1)),
        doctor("G", "2023-01-01", status="退休"),
        doctor("H", "2023-01-01", institution="T1"),
        doctor("I", "2026-06-02"),
        doctor("J", "2023-01-01", entry_route="调入"),
        doctor("K", "2023-01-01", practice_licence="", profession="见习医师"),
    ]
    assert [row.person for row in ledger(*rows).persons] == ["A", "C", "J", "K"]
    assert "F" in [row.person for row in ledger(*rows, on=date(2026, 5, 31)).persons]


def test_a_district_may_free_those_who_moved_in():  # B02
    moved = doctor("P", "2023-01-01", entry_route="调入")
    assert [row.person for row in ledger(moved).persons] == ["P"]
    assert ledger(moved, **{"duty.excluded_routes": "调入、安置"}).persons == ()


def test_intermediate_title_before_the_application():  # B07, B08, B09
    row = row_of(intermediate(year=2026), kind="intermediate", on=date(2025, 1, 1))
    assert (row.finish_by, row.latest_start) == (date(2026, 6, 30), date(2025, 7, 1))
    assert row_of(intermediate(year=2026), kind="intermediate", on=date(2026, 7, 1)).status == "overdue"


def test_intermediate_title_with_a_year_owes_nothing():  # B07, Q13
    year, months = served("M", "2010-01-01", "2010-12-31"), served("M", "2020-01-01", "2020-05-31")
    assert ledger(intermediate(), year).persons == ()
    assert row_of(intermediate(), months, kind="intermediate").credited == Length(5)
    assert ledger(intermediate(), months, **{"certify.none_means": "any"}).persons == ()


def test_intermediate_title_without_a_year_of_application():  # B07
    row = row_of(intermediate(year=None), kind="intermediate")
    assert (row.finish_by, row.latest_start, row.status, row.due_year) == (None, None, "waiting", None)
    assert must_go(ledger(intermediate(year=None)), ON, POLICY) == ()


def test_only_physicians_with_an_intermediate_title():  # B07
    rows = [intermediate("N", profession="注册护士"), intermediate("T", institution="T1")]
    assert ledger(*rows).persons == ()


def test_both_duties_stand_side_by_side():  # B02, B07
    rows = (doctor("P", "2022-03-15", appointment="中级", senior_application_year=2028),)
    assert [row.kind for row in ledger(*rows).of("P")] == ["new_hire", "intermediate"]


STATUSES = [
    ("2024-01-01", (), "waiting", "green"),
    ("2022-03-15", (), "due", "red"),
    ("2022-06-01", (), "due", "red"),
    ("2022-12-02", (), "due", "yellow"),
    ("2023-05-31", (), "due", "yellow"),
    ("2023-06-01", (), "waiting", "yellow"),
    ("2023-06-02", (), "waiting", "green"),
    ("2022-03-15", (served("P", "2023-01-01", "2023-12-31"),), "done", "green"),
    ("2022-08-01", (served("P", "2026-01-01", "2026-12-31", status="服务中", term_result=""),), "serving", "green"),
    ("2022-03-15", (served("P", "2026-05-01", None, status="服务中", term_result=""),), "serving", "red"),
    ("2024-03-15", (served("P", "2026-05-01", "2026-12-31", status="服务中", term_result=""),), "serving", "green"),
]


@pytest.mark.parametrize(("hired", "spells", "status", "colour"), STATUSES)
def test_status_and_colour(hired, spells, status, colour):  # B03
    row = row_of(doctor("P", hired), *spells)
    assert (row.status, row.colour) == (status, colour)


def test_overdue_is_the_day_after():  # B03
    assert row_of(doctor("P", "2022-03-15"), on=date(2027, 3, 14)).status == "due"
    late = row_of(doctor("P", "2022-03-15"), on=date(2027, 3, 15))
    assert (late.status, late.colour) == ("overdue", "red")
    serving = served("P", "2026-09-01", "2027-08-31", status="服务中")
    assert row_of(doctor("P", "2022-03-15"), serving, on=date(2027, 3, 15)).status == "overdue"


def test_overdue_stays_done_once_served_late():  # B03, B04
    row = row_of(doctor("P", "2022-03-15"), served("P", "2026-09-01", "2027-08-31"), on=date(2027, 10, 1))
    assert (row.status, row.credited) == ("done", Length(12))


def test_a_term_over_counts_from_its_last_evening():  # B11
    rows = (doctor("P", "2022-03-15"), served("P", "2025-08-01", "2026-07-31"))
    assert row_of(*rows, on=date(2026, 7, 30)).credited == Length()
    assert row_of(*rows, on=date(2026, 7, 31)).credited == Length(12)


def test_exceptions_need_a_document_and_expire():  # B14, Q29
    person = doctor("P", "2022-03-15")
    row = row_of(person, exemption(DUTY_FAULT, "P", "2026-12-31"))
    assert (row.status, row.colour, row.excuse.document) == ("excused", "green", "示例卫发〔2026〕9号")
    assert row_of(person, exemption(DUTY_FAULT, "P", "2026-06-01")).status == "excused"
    assert row_of(person, exemption(DUTY_FAULT, "P", "2026-05-31")).status == "due"
    assert row_of(person, exemption(DUTY_FAULT, "P", "2026-12-31", document="")).status == "due"
    assert row_of(person, exemption("CH201", "P", "2026-12-31")).status == "due"
    oral = exemption(DUTY_FAULT.lower(), "P", "2026-12-31", document="口头")
    assert row_of(person, oral).status == "due"
    assert row_of(person, oral, **{"exceptions.required": "否"}).status == "excused"


def test_without_the_register_of_institutions_nothing_is_held_against_anybody():  # B01, B05
    book = book_of(doctor("P", "2022-03-15"), served("P", "2023-01-01", "2023-12-31"))
    ledger = duty(book, POLICY, ON)
    assert not ledger.receivers_checked
    assert [(row.person, row.status) for row in ledger.persons] == [("P", "done")]


def test_who_must_go_with_a_batch():  # C06, H06
    rows = [
        doctor("LATER", "2023-08-01"),
        doctor("NEXT", "2023-07-31"),
        doctor("PASSED", "2022-03-15"),
        doctor("DONE", "2022-04-15"),
        served("DONE", "2023-01-01", "2023-12-31"),
        doctor("EXCUSED", "2022-05-15"),
        exemption(DUTY_FAULT, "EXCUSED", "2026-12-31"),
        doctor("SERVING", "2022-06-15"),
        served("SERVING", "2025-08-01", "2026-07-31", status="服务中", term_result=""),
        doctor("BROKEN", "2022-07-15"),
        served("BROKEN", "2026-02-01", "2026-07-31", status="服务中", term_result=""),
        intermediate("TITLE", 2027),
    ]
    found = must_go(ledger(*rows), date(2026, 8, 1), POLICY)
    assert [row.person for row in found] == ["PASSED", "TITLE", "BROKEN", "NEXT"]


def test_service_under_way_is_one_stretch_with_what_it_follows():  # B04
    rows = (
        doctor("P", "2022-03-15"),
        served("P", "2025-08-10", "2026-02-20"),
        served("P", "2026-02-21", "2026-08-09", receiver="T2", status="服务中", term_result=""),
    )
    assert row_of(*rows).completes_on == date(2026, 8, 9)
    apart = (*rows[:2], served("P", "2026-02-23", "2026-08-09", receiver="T2", status="服务中", term_result=""))
    assert row_of(*apart).completes_on is None
    open_end = (*rows[:2], served("P", "2026-02-23", None, receiver="T2", status="服务中", term_result=""))
    assert row_of(*open_end).completes_on == date(2026, 8, 10)


def test_five_years_ahead():  # B03
    rows = [
        doctor("A", "2022-03-15"),
        doctor("B", "2023-03-15"),
        doctor("C", "2022-09-01"),
        served("C", "2023-01-01", "2023-12-31"),
        intermediate("D", 2030),
    ]
    outlook = ledger(*rows).outlook
    assert [(year.year, year.finish, year.start) for year in outlook] == [
        (2026, (), ("A",)),
        (2027, ("A",), ("B",)),
        (2028, ("B",), ()),
        (2029, (), ("D",)),
        (2030, ("D",), ()),
    ]
    assert ledger(*rows).counts == {"done": 1, "due": 2, "waiting": 1}


def test_quota_and_duty_never_clear_each_other():  # H04
    rows = [doctor("OLD", "2010-07-01"), served("OLD", "2025-01-01", "2025-12-31"), doctor("NEW", "2022-03-15")]
    assert [(row.person, row.status) for row in ledger(*rows).persons] == [("NEW", "due")]


def test_a_row_says_where_it_comes_from():  # A01
    row = row_of(doctor("P", "2022-03-15"), served("P", "2023-01-01", "2023-12-31"))
    assert [cell.file for cell in row.cells] == ["人员花名册.xlsx", "服务台账.xlsx"]
    assert (row.clause, row.stretches[0].period.days) == ("B03", 365)


def test_rows_in_any_order_give_the_same():  # B04
    for seed in range(10):
        book = random_district(Random(seed), 8)
        turned = replace(
            book, people=book.people[::-1], spells=book.spells[::-1], leaves=book.leaves[::-1],
            institutions=book.institutions[::-1],
        )  # fmt: skip
        assert duty(book, POLICY, ON) == duty(turned, POLICY, ON)


def test_more_service_never_makes_a_duty_longer():  # B04
    for seed in range(40):
        book = random_district(Random(seed), 4)
        for row in duty(book, POLICY, ON).persons:
            start = date(2029, 1, 1)
            more = served(row.person, start, date(2029, 6, 30), code="MORE")
            later = duty(book.with_rows("spells", (*book.spells, more)), POLICY, date(2029, 7, 1)).of(row.person)
            before = duty(book, POLICY, date(2029, 7, 1)).of(row.person)
            credited = {item.kind: item.credited for item in before}
            assert all(item.credited > credited[item.kind] for item in later)


def test_an_empty_book_has_an_empty_ledger():
    ledger = duty(Book(), POLICY, ON)
    assert (ledger.persons, ledger.counts) == ((), {})


def test_service_under_way_is_in_time_or_not():  # B03
    rows = (doctor("P", "2022-03-15"), served("P", "2026-03-15", "2027-03-31", status="服务中", term_result=""))
    row = row_of(*rows)
    assert (row.completes_on, row.finish_by, row.under_way) == (date(2027, 3, 14), date(2027, 3, 14), True)
    late = (rows[0], served("P", "2026-03-16", "2027-03-31", status="服务中", term_result=""))
    row = row_of(*late)
    assert (row.completes_on, row.under_way) == (date(2027, 3, 15), False)
    assert not row_of(doctor("P", "2022-03-15")).under_way


def test_days_over_begin_on_the_day_after():  # B03
    row = row_of(doctor("P", "2022-03-15"))
    assert [row.days_over(date(2027, 3, day)) for day in (13, 14, 15, 24)] == [0, 0, 1, 10]
    assert row_of(intermediate(year=None), kind="intermediate").days_over(date(2030, 1, 1)) == 0
