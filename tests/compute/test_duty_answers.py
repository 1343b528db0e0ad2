"""Duties where a pack answers otherwise: deadlines, counting, leave and training, and the service each test takes."""

from datetime import date

from countyhire.model.period import Length
from tests.compute.dutybook import doctor, leave, served
from tests.compute.test_duty import intermediate, ledger, row_of


def test_deadline_as_the_day_to_start_by():  # Q8
    rows = (doctor("P", "2022-03-15"),)
    row = row_of(*rows, **{"duty.deadline": "start"})
    assert (row.latest_start, row.finish_by) == (date(2027, 3, 14), date(2028, 3, 13))
    late = date(2027, 3, 15)
    assert row_of(*rows, on=late, **{"duty.deadline": "start"}).status == "overdue"
    serving = served("P", "2027-03-01", "2028-02-29", status="服务中")
    assert row_of(*rows, serving, on=late, **{"duty.deadline": "start"}).status == "serving"


def test_counting_by_days_and_who_differs():  # Q9
    rows = (doctor("P", "2022-02-01"), served("P", "2023-08-01", "2024-07-30"))
    (other,) = ledger(*rows).differing
    assert (other.person, other.credited_days, other.by_months, other.by_days) == ("P", 365, False, True)
    assert row_of(*rows, **{"duty.year_rule": "days"}).status == "done"
    short = (doctor("P", "2022-02-01"), served("P", "2023-08-01", "2024-07-29"))
    assert row_of(*short, **{"duty.year_rule": "days"}).remaining == Length(0, 1)
    exact = (doctor("P", "2022-02-01"), served("P", "2023-08-01", "2024-07-31"))
    assert ledger(*exact).differing == ()


def test_counting_without_the_first_day():  # Q9
    (other,) = ledger(doctor("P", "2022-02-01"), served("P", "2023-08-01", "2024-07-30")).differing
    assert not other.by_civil_code
    parts = (served("P", "2022-03-01", "2022-08-31"), served("P", "2023-03-01", "2023-09-01"))
    row = ledger(doctor("P", "2022-02-01"), *parts, **{"duty.months": "12"})
    assert row.persons[0].status == "done"


def test_continuous_service_where_the_pack_asks_for_it():  # Q10
    rows = (doctor("P", "2022-02-01"), served("P", "2022-03-01", "2022-10-31"), served("P", "2023-03-01", "2023-08-31"))
    assert row_of(*rows).status == "done"
    row = row_of(*rows, **{"duty.accumulate": "continuous"})
    assert (row.credited, row.remaining, row.served, row.national) == (Length(8), Length(12), Length(14), Length(14))


def test_long_leave_extends_only_where_the_pack_says_so():  # Q9
    rows = (
        doctor("P", "2022-02-01"),
        served("P", "2023-08-01", "2024-07-31"),
        leave("P", "病假", "2023-10-01", "2023-11-09"),
    )
    assert row_of(*rows).status == "done"
    extended = row_of(*rows, **{"duty.leave_extends": "是"})
    assert extended.credited == Length(11, 21)
    early = (*rows, leave("P", "病假", "2023-01-01", "2023-06-30"))
    assert row_of(*early, **{"duty.leave_extends": "是"}).credited == Length(11, 21)
    open_end = (*rows, leave("P", "病假", "2024-07-01", None))
    assert row_of(*open_end, **{"duty.leave_extends": "是"}).credited == Length(10, 20)
    other = (*rows[:2], leave("P", "进修", "2023-10-01", "2023-12-31"))
    assert row_of(*other, **{"duty.leave_extends": "是"}).status == "done"


def test_training_stops_the_clock_only_where_the_pack_says_so():  # B03
    rows = (doctor("P", "2022-03-15"), leave("P", "规培", "2022-09-01", "2023-08-31"))
    row = row_of(*rows)
    assert (row.finish_by, row.finish_if_stopped) == (date(2027, 3, 14), date(2028, 3, 13))
    stopped = row_of(*rows, **{"duty.clock_stops": "规培"})
    assert (stopped.finish_by, stopped.finish_if_stopped) == (date(2028, 3, 13), None)
    sick = row_of(doctor("P", "2022-03-15"), leave("P", "病假", "2022-09-01", "2023-08-31"))
    assert sick.finish_if_stopped is None
    still = row_of(doctor("P", "2022-03-15"), leave("P", "规培", "2026-05-23", None))
    assert still.finish_if_stopped == date(2027, 3, 24)
    before = row_of(doctor("P", "2022-03-15"), leave("P", "规培", "2020-09-01", "2021-08-31"))
    assert before.finish_if_stopped is None


def test_the_two_tests_are_never_merged():  # H14, H15, N14, Q12
    rows = (
        intermediate(),
        served("M", "2020-01-01", "2020-05-31", category="对口支援", evidence="证明", receiver="外省医院"),
        served("M", "2022-01-01", "2022-07-31"),
        served("M", "2023-01-01", "2023-03-31", category="援外援藏", evidence="证明"),
        served("M", "2018-01-01", "2018-12-31", category="多机构执业"),
        served("M", "2017-01-01", "2017-12-31", category="多机构执业", evidence="证明", receiver="H1"),
    )
    row = row_of(*rows, kind="intermediate")
    assert (row.credited, row.national) == (Length(7), Length(12))


def test_national_service_counts_up_to_the_day():  # H14
    more = {"category": "对口支援", "evidence": "证明", "status": "服务中", "term_result": ""}
    rows = (intermediate(), served("M", "2026-01-01", "2026-12-31", **more))
    assert row_of(*rows, on=date(2026, 5, 31), kind="intermediate").national == Length(5)


def test_outside_experience_named_by_its_institution():  # H15, N14
    more = {"category": "多机构执业", "evidence": "证明", "receiver": "卫生院T2"}
    row = row_of(intermediate(), served("M", "2020-01-01", "2020-05-31", **more), kind="intermediate")
    assert (row.credited, row.national) == (Length(), Length(5))
    credited = {"experience.credited": "县聘乡用、多机构执业"}
    assert row_of(
        intermediate(), served("M", "2020-01-01", "2020-05-31", **more), kind="intermediate", **credited
    ).credited == Length(5)
    for wrong in ({"evidence": ""}, {"receiver": "医院H1"}, {"term_result": "不合格"}):
        spell = served("M", "2020-01-01", "2020-05-31", **{**more, **wrong})
        assert row_of(intermediate(), spell, kind="intermediate", **credited).credited == Length()
