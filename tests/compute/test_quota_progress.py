"""The months of the year's quota, counted by hand on the small district of the documents."""

from dataclasses import replace
from datetime import date

import pytest

from countyhire.compute.quota import quota
from countyhire.compute.quota_progress import outside, progress
from countyhire.policy.load import load
from tests.reports.district import YEAR, book

POLICY = load("chongqing-2021-55")


def months(policy=POLICY, on=date(2026, 12, 31), of=None):
    return progress(quota(of or book(), policy, YEAR, on), policy)


def test_the_floor_grows_with_the_recruits():  # C07 C08
    rows = months()
    assert [row.month for row in rows] == list(range(1, 13))
    assert [(row.hired, row.sent) for row in rows if row.hired or row.sent] == [(0, 2), (11, 1)]
    june, july, december = rows[5], rows[6], rows[11]
    assert (june.hired_so_far, june.floor_so_far, june.sent_so_far, june.shortfall) == (0, 0, 2, 0)
    assert (july.hired_so_far, july.floor_so_far, july.sent_so_far, july.shortfall) == (11, 9, 3, 6)
    assert replace(december, month=7, hired=11, sent=1) == july


def test_only_months_that_have_begun():
    assert [row.month for row in months(on=date(2026, 3, 1))] == [1, 2, 3]
    assert months(on=date(2025, 12, 31)) == ()


@pytest.mark.parametrize("values", [{}, {"quota.scope": "hospital"}, {"quota.count": "in_service"}])
def test_the_last_month_is_the_years_own_figure(values):  # C10 H32
    policy = POLICY.with_values(values)
    result, last = quota(book(), policy, YEAR, date(2026, 12, 31)), months(policy)[-1]
    assert (last.hired_so_far, last.floor_so_far, last.sent_so_far, last.shortfall) == (
        result.new_hires, result.quota, result.dispatched, result.shortfall,
    )  # fmt: skip


def test_city_owned_senders_stand_apart():  # B01
    places = tuple(replace(row, owner="市属") if row.code == "H3" else row for row in book().institutions)
    result = quota(book().with_rows("institutions", places), POLICY, YEAR, date(2026, 12, 31))
    assert [(row.code, row.owner, row.hired, row.sent) for row in outside(result, book())] == [("H3", "区县属", 1, 1)]
    assert outside(quota(book(), POLICY, YEAR, date(2026, 12, 31)), book()) == ()
