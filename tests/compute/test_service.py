"""How service adds up (Q9, Q10): what the ledger's cases do not reach."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from countyhire.compute.service import (
    Stretch,
    added,
    completed_by_service,
    count,
    day_complete,
    in_service,
    joined,
    last_day_to_start,
    reckoning,
    remaining,
    stretches,
    without_long_leave,
)
from countyhire.model.period import Length, Period, length
from countyhire.policy.load import load
from tests.compute.dutybook import leave, served
from tests.compute.paybook import day

ONE = timedelta(days=1)
ON = date(2026, 6, 1)
RULE = reckoning(load("chongqing-2021-55"), ON)
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
RUNS = st.lists(st.tuples(st.integers(2, 200), st.integers(1, 150)), max_size=4)


def runs_from(gaps_and_days, first=date(2022, 1, 1)):
    """Stretches one after another, each with a gap before it."""
    found = []
    for gap, days in gaps_and_days:
        first += gap * ONE
        found.append(Stretch(Period(first, first + (days - 1) * ONE), ()))
        first += days * ONE
    return tuple(found)


def test_a_single_stretch_is_never_rounded_up():  # B04
    assert added([Length(11, 30)], 30) == Length(11, 30)
    assert added([Length(11, 30), Length(3)], 30) == Length(14, 30)
    assert added([Length(11, 30), Length(0, 1)], 30) == Length(12, 1)
    assert added([], 30) == Length()


@given(st.lists(st.builds(Length, st.integers(0, 24), st.integers(0, 30)), max_size=6), st.integers(28, 31))
def test_added_lengths_lose_no_day(lengths, days_in_month):  # B04
    total = added(lengths, days_in_month)
    plain = sum(lengths, Length())
    assert total.months * days_in_month + total.days == plain.months * days_in_month + plain.days
    assert total.months >= plain.months


@given(RUNS)
def test_remaining_completes_and_a_day_less_does_not(parts):  # B04
    credited = count(runs_from(parts), RULE)
    needed = remaining(credited, RULE)
    if needed == Length():
        assert credited.complete(RULE)
        return
    lengths = [length(run.period) for run in credited.stretches]
    assert added([*lengths, needed], 30).months >= 12
    less = Length(needed.months, needed.days - 1) if needed.days > 1 else Length(needed.months - 1, 1)
    assert needed == Length(0, 1) or added([*lengths, less], 30).months < 12


@given(RUNS, DAYS)
def test_latest_start_and_first_day_complete_are_each_others_inverse(parts, finish):  # B03
    credited = count(runs_from(parts, date(2010, 1, 1)), RULE)
    if not credited.complete(RULE):
        start = last_day_to_start(finish, credited, RULE)
        assert day_complete(start, credited, RULE) <= finish
        assert day_complete(start + ONE, credited, RULE) > finish


@given(RUNS)
def test_who_has_it_by_the_civil_code_has_it(parts):  # Q9
    credited = count(runs_from(parts), RULE)
    assert credited.complete_by_months(RULE) or not credited.complete_by_civil_code(RULE)


def test_without_the_first_day_a_year_is_a_day_short():  # Q9
    year = count([Stretch(Period(day("2023-08-01"), day("2024-07-31")), ())], RULE)
    assert (year.complete_by_months(RULE), year.complete_by_civil_code(RULE)) == (True, False)
    more = count([Stretch(Period(day("2023-08-01"), day("2024-08-01")), ())], RULE)
    assert more.complete_by_civil_code(RULE)
    single = count([Stretch(Period(day("2023-08-01"), day("2023-08-01")), ())], RULE)
    assert not single.complete_by_civil_code(RULE)


def test_spells_that_touch_are_one_stretch():  # B04
    rows = [
        served("P", "2024-01-01", "2024-06-30"),
        served("P", "2023-07-01", "2023-12-31"),
        served("P", "2024-07-02", None),
    ]
    found = stretches(rows, ON)
    assert [str(run.period) for run in found] == ["2023-07-01至2024-06-30", "2024-07-02至2026-06-01"]
    assert [[spell.code for spell in run.spells] for run in found] == [
        ["S-P-2023-07-01", "S-P-2024-01-01"],
        ["S-P-2024-07-02"],
    ]
    assert stretches(rows, day("2023-06-30")) == ()
    assert str(stretches(rows, ON, day("2024-03-01"))[0].period) == "2024-03-01至2024-06-30"


def test_a_spell_that_ends_before_it_starts_is_no_service():
    assert stretches([served("P", "2024-01-01", "2023-01-01")], ON) == ()


def test_gaps_up_to_the_packs_days_are_bridged():  # F02, Q10
    rows = [served("P", "2023-01-01", "2023-06-30"), served("P", "2023-07-03", "2023-12-31")]
    assert len(joined(rows, ON, 1)) == 2
    (run,) = joined(rows, ON, 2)
    assert (str(run.period), run.lost) == ("2023-01-01至2023-12-31", 2)
    assert str(run.counted) == "2023-01-01至2023-12-29"


def test_leave_longer_than_the_stretch_leaves_nothing():  # Q9
    rule = reckoning(
        load("chongqing-2021-55").with_values({"duty.leave_extends": "是", "duty.leave_extend_days": "0"}), ON
    )
    runs = stretches([served("P", "2024-01-01", "2024-01-31")], ON)
    (run,) = without_long_leave(runs, [leave("P", "病假", "2023-12-01", "2024-03-31")], rule)
    assert (run.lost, run.counted) == (31, None)
    assert count([run], rule).length == Length()
    assert without_long_leave((), [leave("P", "病假", "2023-12-01", None)], rule) == ()


def test_who_is_in_service():  # B13
    rows = {
        "running": served("P", "2026-01-01", "2026-12-31", status="服务中"),
        "open": served("P", "2026-01-01", None, status="服务中"),
        "last day": served("P", "2026-01-01", "2026-06-01"),
        "over": served("P", "2026-01-01", "2026-05-31", status="服务中"),
        "planned": served("P", "2026-01-01", "2026-12-31", status="拟派"),
        "later": served("P", "2026-06-02", "2026-12-31", status="服务中"),
        "other": served("P", "2026-01-01", None, status="服务中", category="对口支援"),
        "no end": served("P", "2026-01-01", None, status="提前结束"),
    }
    assert [name for name, row in rows.items() if in_service([row], ON)] == ["running", "open", "last day"]


def test_service_that_completes_the_term():  # B04
    credited = count(stretches([served("P", "2024-01-01", "2024-06-30")], ON), RULE)
    running = [served("P", "2026-01-01", "2026-12-31", status="服务中")]
    assert completed_by_service(running, credited, date.min, RULE) == date(2026, 6, 30)
    assert completed_by_service(running, credited, date(2026, 3, 1), RULE) == date(2026, 8, 31)
    assert completed_by_service([], credited, date.min, RULE) is None
    assert completed_by_service([served("P", "2026-01-01", "2026-06-29")], credited, date.min, RULE) is None
    full = count(stretches([served("P", "2024-01-01", "2024-12-31")], ON), RULE)
    assert completed_by_service(running, full, date.min, RULE) is None


def test_a_short_february_completes_more_than_its_days():  # B04
    credited = count([Stretch(Period(day("2022-01-01"), day("2022-12-01")), ())], RULE)
    assert (credited.length, remaining(credited, RULE)) == (Length(11, 1), Length(0, 29))
    assert day_complete(day("2023-02-01"), credited, RULE) == day("2023-02-28")
    assert day_complete(day("2023-03-01"), credited, RULE) == day("2023-03-29")


def test_the_latest_start_is_the_last_even_where_a_day_before_it_does_not_do():  # B03
    """Days are carried from two stretches: from 8 July there are 30 of them again, from the 7th there are not."""
    credited = count([Stretch(Period(day("2022-01-01"), day("2022-05-30")), ())], RULE)
    start = last_day_to_start(day("2031-02-06"), credited, RULE)
    assert start == day("2030-07-08")
    assert day_complete(start, credited, RULE) <= day("2031-02-06")
