"""Days and months in the forms that staff write; what is uncertain is said."""

from datetime import date, datetime

import pytest

from countyhire.model.period import Month
from countyhire.sheets.dates import to_day, to_month
from countyhire.sheets.trouble import Trouble

CHRISTMAS = date(2021, 12, 16)
CERTAIN = [
    "2021-12-16",
    "2021/12/16",
    "2021.12.16",
    "2021．12．16",
    "2021年12月16日",
    "2021 年 12 月 16 日",
    "２０２１年１２月１６日",
    "20211216",
    "2021-12-16 00:00:00",
    "2021-12-16T08:30:00",
    "2021-12-16 9:05",
    "2021/12/16 8:00:00",
    "2021/12/16　０９：０５",
    "2021-12-16 上午9:05",
    "2021-12-16 9:05 AM",
    "2021年12月16日9:05",
    "2021年12月16日星期四",
    "2021年12月16日（星期四） 9:05",
    "2021 12 16",
    "\n2021-12-16\r\n",
    "2021年12月16号",
    "二〇二一年十二月十六日",
    "二零二一年十二月十六日",
    "二○二一年十二月十六日",
    "16/12/2021",
    "12/16/2021",
    20211216.0,
    44546.0,
    44546,
    "44546",
    CHRISTMAS,
    datetime(2021, 12, 16, 9, 30),
]


@pytest.mark.parametrize("value", CERTAIN, ids=repr)
def test_certain_days(value):
    assert to_day(value, True) == CHRISTMAS


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021.1.5", date(2021, 1, 5)),
        ("2021-2-28", date(2021, 2, 28)),
        ("二〇二二年元月三日", date(2022, 1, 3)),
        ("二〇二二年一月二十日", date(2022, 1, 20)),
        ("二〇二二年一月三十一日", date(2022, 1, 31)),
        ("二〇二二年一月廿五日", date(2022, 1, 25)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_other_days(value, day):
    assert to_day(value, True) == day


@pytest.mark.parametrize("hour", range(24))
def test_a_time_of_day_takes_nothing_from_the_day(hour):
    for day in (1, 9, 10, 16, 31):
        for text in (f"2021-12-{day} {hour}:05", f"2021-12-{day:02d}T{hour:02d}:05:00", f"2021/12/{day}  {hour}：05"):
            assert to_day(text, True) == date(2021, 12, day)
            assert to_month(text, True) == Month(2021, 12)


@pytest.mark.parametrize("value", ["2021-12-169:05", "2021-12-1 6", "20211 216", "2021-12-16 25", "9:05"])
def test_digits_that_stand_apart_are_not_put_together(value):
    assert to_day(value, True).fault.code == "CH053"
    assert to_month(value, True).fault.code == "CH056"


def test_the_1904_calendar():
    assert to_day(44546.0 - 1462, True, date_1904=True) == CHRISTMAS


@pytest.mark.parametrize("value", [2021.1, "2021.1", "2021．1"])
def test_2021_1_is_never_guessed(value):
    assert_uncertain(value)
    assert "10 月" in to_day(value, True).message
    assert to_month(value, True).fault.code == "CH054"


@pytest.mark.parametrize(
    "value",
    [
        "21-12-16",
        "21.12.16",
        "21年12月",
        "12/16/21",
        "2021.12",
        2021.12,
        "2021年12月",
        "2021年",
        2021.0,
        202112.0,
        "05/06/2021",
    ],
    ids=repr,
)
def test_uncertain_days(value):
    assert_uncertain(value)


def assert_uncertain(value):
    """An error where the day is required, a warning and a blank where it is not."""
    needed, free = to_day(value, True), to_day(value, False)
    assert isinstance(needed, Trouble)
    assert needed.fault.code == "CH054"
    assert needed.value is None
    assert free.fault.code == "CH055"


@pytest.mark.parametrize(
    "value",
    [
        "2021-02-29",
        "2021-13-01",
        "2021年2月30日",
        "20211301",
        20210230.0,
        "明年",
        "3月",
        "1899-01-01",
        "2199-01-01",
        0.5,
        7.0,
        -3.0,
        True,
        "第5行",
    ],
    ids=repr,
)
@pytest.mark.parametrize("required", [True, False])
def test_impossible_days(value, required):
    assert to_day(value, required).fault.code == "CH053"


@pytest.mark.parametrize("value", ["—", "/", "无", "  ", "－"])
def test_dashes_are_blank(value):
    assert to_day(value, True) is None
    assert to_month(value, True) is None


@pytest.mark.parametrize("value", ["至今", "长期"])
def test_an_open_end_is_blank_only_where_it_may_be(value):
    assert to_day(value, False) is None
    assert to_day(value, True).fault.code == "CH053"


@pytest.mark.parametrize(
    "value",
    [
        "2026-03",
        "2026/3",
        "2026年3月",
        "2026.03",
        "2026.3",
        "202603",
        202603.0,
        2026.3,
        2026.03,
        date(2026, 3, 1),
        46082.0,
        "二〇二六年三月",
        "2026-03-15",
        20260315.0,
    ],
    ids=repr,
)
def test_months(value):
    assert to_month(value, True) == Month(2026, 3)


@pytest.mark.parametrize("value", [2026.11, 2026.12, "2026.11", "2026.12"])
def test_the_last_months_of_a_year_are_certain(value):
    assert to_month(value, True) == Month(2026, int(str(value)[-2:]))


@pytest.mark.parametrize("value", ["2026-13", 202613.0, 2026.0, "3月", "上月", 2026.35, True, "2026-02-30"], ids=repr)
def test_impossible_months(value):
    assert to_month(value, True).fault.code == "CH056"


def test_a_two_digit_year_of_a_month():
    assert to_month("26.3", True).fault.code == "CH054"
