"""Days, months and terms (Q9, Q11)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countyhire.model.period import Length, Month, Period, add_months, days_in, length, merge, term_end

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days=days)), DAYS, st.integers(0, 900))
ONE = timedelta(days=1)


def day(text):
    return date.fromisoformat(text)


def between(first, last):
    return Period(day(first), day(last))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-08-01", 12, "2024-07-31"),
        ("2022-03-15", 60, "2027-03-14"),
        ("2024-02-29", 60, "2029-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-30", 1, "2024-02-29"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2023-05-31", 1, "2023-06-30"),
        ("2023-12-01", 1, "2023-12-31"),
        ("2023-07-15", 0, "2023-07-14"),
    ],
)
def test_term_ends_on_the_eve_of_its_day(start, months, end):  # B03, B04, Q11
    assert term_end(day(start), months) == day(end)


def test_months_go_back_as_well():
    assert add_months(day("2024-03-15"), -3) == day("2023-12-15")
    assert add_months(day("2024-03-31"), -1) == day("2024-03-01")


@pytest.mark.parametrize(
    ("first", "last", "months", "days"),
    [
        ("2023-08-01", "2024-07-31", 12, 0),
        ("2023-08-01", "2024-07-30", 11, 30),
        ("2023-08-01", "2023-08-01", 0, 1),
        ("2024-02-29", "2025-02-27", 11, 30),
        ("2024-02-29", "2025-02-28", 12, 0),
        ("2023-01-31", "2023-02-27", 0, 28),
        ("2023-01-31", "2023-02-28", 1, 0),
        ("2023-01-31", "2023-03-29", 1, 29),
        ("2023-02-01", "2023-02-28", 1, 0),
        ("2024-02-01", "2024-02-28", 0, 28),
    ],
)
def test_length_in_months_and_days(first, last, months, days):  # B04, Q9
    assert length(between(first, last)) == Length(months, days)


@given(PERIODS)
def test_length_is_what_add_months_says(period):
    whole = length(period)
    reached = add_months(period.first, whole.months)
    assert reached + whole.days * ONE == period.last + ONE
    assert add_months(period.first, whole.months + 1) > period.last + ONE
    assert 0 <= whole.days <= 30


@given(PERIODS)
def test_a_day_more_is_never_shorter(period):
    assert length(Period(period.first, period.last + ONE)) > length(period)
    assert length(Period(period.first - ONE, period.last)) >= length(period)


@given(DAYS, st.integers(0, 120))
def test_term_of_months_has_that_length(start, months):
    if months:
        assert length(Period(start, term_end(start, months))) == Length(months)
    assert add_months(start, months) <= add_months(start + ONE, months)


@given(st.lists(PERIODS, max_size=8))
def test_merged_days_are_the_same_days(periods):  # B04
    days = {period.first + n * ONE for period in periods for n in range(period.days)}
    merged = merge(periods)
    assert {period.first + n * ONE for period in merged for n in range(period.days)} == days
    assert sum(period.days for period in merged) == len(days)
    assert all(b.first - a.last > ONE for a, b in pairwise(merged))
    assert merge(reversed(periods)) == merged


def test_adjacent_is_one_stretch_and_a_gap_of_a_day_two():  # B04, Q10
    assert merge([between("2023-01-01", "2023-05-31"), between("2023-06-01", "2023-12-31")]) == [
        between("2023-01-01", "2023-12-31")
    ]
    assert len(merge([between("2023-01-01", "2023-05-30"), between("2023-06-01", "2023-12-31")])) == 2
    assert merge([between("2023-01-01", "2023-12-31"), between("2023-03-01", "2023-05-31")]) == [
        between("2023-01-01", "2023-12-31")
    ]


@given(PERIODS, PERIODS)
def test_overlap_is_the_days_in_both(one, other):
    both = {day for n in range(one.days) if (day := one.first + n * ONE) in other}
    found = one.overlap(other)
    assert other.overlap(one) == found
    assert (found.days if found else 0) == len(both)


def test_a_period_has_days():
    with pytest.raises(ValueError, match="2023-05-31"):
        between("2023-06-01", "2023-05-31")
    assert between("2023-06-01", "2023-06-01").days == 1
    assert "2023-06-01" not in between("2023-06-01", "2023-06-01")
    assert str(between("2023-06-01", "2023-07-01")) == "2023-06-01至2023-07-01"


def test_calendar_months():
    assert [str(month) for month in between("2023-11-30", "2024-02-01").months()] == [
        "2023-11", "2023-12", "2024-01", "2024-02",
    ]  # fmt: skip
    assert Month(2024, 2).period == between("2024-02-01", "2024-02-29")
    assert Month.of(day("2023-12-31")).next == Month(2024, 1)


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_the_month_before_is_the_one_that_this_follows(year, month):
    assert Month(year, month).before.next == Month(year, month)
    assert Month(year, month).next.before == Month(year, month)


@pytest.mark.parametrize(("year", "days"), [(2023, 28), (2024, 29), (2000, 29), (2100, 28)])
def test_february(year, days):
    assert (days_in(year, 2), Month(year, 2).days) == (days, days)


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_days_of_a_month_end_at_the_next(year, month):
    assert Month(year, month).last + ONE == Month(year, month).next.first


def test_lengths_add_and_carry():  # B04
    assert Length(5, 20) + Length(6, 15) == Length(11, 35)
    assert Length(11, 35).carried(30) == Length(12, 5)
    assert Length(11, 30).carried(31) == Length(11, 30)
    assert (str(Length(12)), str(Length(11, 30))) == ("12个月", "11个月30天")
    assert Length(11, 30) < Length(12)
