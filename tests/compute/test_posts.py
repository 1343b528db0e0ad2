"""Establishment and posts, reckoned by hand."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from countyhire.compute.posts import posts
from countyhire.compute.posts.approved import COUNTED, INCLUDED, NO_LEDGER, PENDING
from countyhire.compute.posts.titles import SENIOR, senior_practitioners
from countyhire.compute.posts.unit import units
from countyhire.model.institutions import Establishment
from countyhire.policy.load import load
from countyhire.policy.parameter import Policy
from countyhire.reports.posts_view import posts_view
from tests.compute.postsbook import ON, book, change, person

POLICY, DIANJIANG, STRENGTHENING = load("chongqing-2021-55"), load("dianjiang-2015"), load("strengthening-2020")


def _units(**more: object) -> dict[str, dict[str, object]]:
    return {one["code"]: one for one in posts_view(posts(book(**more), POLICY, 2026, ON))["institutions"]}


def test_every_institution_has_the_three_factors_side_by_side() -> None:
    """C01: population, business of the year, need of backbone; what was not reported is null, not zero."""
    found = _units()
    assert list(found) == ["H1", "T1", "T2", "T3"]
    first = found["T1"]
    assert (first["population"], first["visits"], first["months_reported"]) == (21000, 1700, 2)
    assert (first["wanted"], first["wanted_intermediate"], first["unmet"], first["backbone"]) == (3, 3, 2, 2)
    assert first["ranks"] == {"population": 1, "visits": 1, "unmet": 1}
    assert found["T2"]["visits"] is None and found["T2"]["ranks"] == {"population": 2, "visits": None, "unmet": 2}
    assert found["T3"]["population"] is None and found["T3"]["approved"] is None
    assert found["H1"]["ranks"] == {"population": None, "visits": None, "unmet": None}


def test_without_a_sheet_the_factor_is_not_known() -> None:
    result = posts(book().with_rows("demands", ()), POLICY, 2026, ON)
    assert result.with_demands  # an empty sheet says that nothing is wanted
    bare = book()
    bare = type(bare)(institutions=bare.institutions, establishments=bare.establishments, read=frozenset())
    view = posts_view(posts(bare, POLICY, 2026, ON))
    assert {one["unmet"] for one in view["institutions"]} == {None}
    assert {one["visits"] for one in view["institutions"]} == {None}
    assert {one["backbone"] for one in view["institutions"]} == {None} == {view["people_without_posts"]}


def test_only_an_approved_change_alters_anything() -> None:
    """C02: draft, submitted, without number, without date, of tomorrow: each leaves every capacity as it was."""
    before = posts(book(), DIANJIANG, 2026, ON)
    for more in (
        {"state": "草稿"},
        {"state": "已上报"},
        {"document": ""},
        {"approved_on": None},
        {"approved_on": ON + timedelta(days=1)},
    ):
        after = posts(book(establishment_changes=(change("T1", 5, **more),)), DIANJIANG, 2026, ON)
        assert [one.approved for one in after.units] == [one.approved for one in before.units]
        assert [one.count for one in after.vacancies] == [one.count for one in before.vacancies]
        assert after.pool and before.pool and after.pool.pool.value == before.pool.pool.value
        assert [standing for _, standing in after.changes] == [PENDING]


def test_an_approved_change_counts_from_its_day() -> None:
    """C02: 33 + 5 = 38 from the day on; a change up to 上次调整日期 is in the ledger's figure already."""
    rows = (
        change("T1", 5, approved_on=ON),
        change("T1", 4, approved_on=date(2022, 8, 15)),
        change("T3", 2),
        change("T2", 3, state="草稿"),
        change("T2", -1, state="已上报"),
    )
    result = posts(book(establishment_changes=rows), POLICY, 2026, ON)
    first = next(one for one in result.units if one.code == "T1")
    assert first.approved and first.approved.value == 38 == first.approved.recomputed()
    assert first.balance == 13 and first.adjusted_on == ON
    assert sorted(standing for _, standing in result.changes) == [COUNTED, INCLUDED, NO_LEDGER, PENDING, PENDING]
    second = next(one for one in result.units if one.code == "T2")
    assert (second.drafts, second.submitted, second.balance, second.vacant) == (3, -1, -1, 0)


def test_the_gap_of_a_township_is_need_less_those_in_post() -> None:
    """A09: 甲镇 3 − 1 = 2; 乙乡 has two for one post and no gap below zero; last year's demand is not this year's."""
    result = posts(book(), POLICY, 2026, ON)
    assert [(one.name, one.wanted, one.met, one.gap) for one in result.townships] == [
        ("丙", 0, 0, 0),
        ("乙乡", 1, 1, 0),
        ("甲镇", 3, 1, 2),
    ]


def test_what_the_vacancies_cannot_take() -> None:
    """M03: of a shortfall of 2 at a full institution both are left, at one with 8 vacancies none."""
    full = tuple(
        Establishment(institution=code, approved=20, in_post=number) for code, number in (("T1", 20), ("T2", 1))
    )
    result = posts(book(establishments=full), POLICY, 2026, ON)
    assert [one.beyond_vacancies for one in result.units if one.code in ("T1", "T2")] == [2, 0]


@pytest.mark.parametrize(
    ("approved", "in_post", "pool", "kept"), [(2569, 2400, 159, 78), (2569, 2565, -6, 78), (100, 90, 0, 3)]
)
def test_the_pool_is_what_is_empty_less_the_reserve(approved: int, in_post: int, pool: int, kept: int) -> None:
    """J24, J26, J27: 2,569 − 2,400 − 10 = 159; J25: 3 % of 2,569 = 77.07, rounded up 78."""
    rows = (Establishment(institution="H1", approved=approved, in_post=in_post),)
    result = posts(book(establishments=rows), DIANJIANG, 2026, ON)
    assert result.pool and result.pool.kept_empty
    assert (result.pool.pool.value, result.pool.reserve.value, result.pool.kept_empty.value) == (pool, 10, kept)
    assert result.pool.pool.recomputed() == pool and result.pool.conserved


def test_the_pool_takes_of_each_institution_what_is_empty() -> None:
    """J25, J27: H1 10 − 3, T1 8 − ⌈0.99⌉; T2 has one too many; 10 + 8 − 1 = 17 = pool 7 + reserve 10."""
    result = posts(book(), DIANJIANG, 2026, ON)
    assert result.pool and result.pool.pool.value == 7 and result.pool.conserved
    assert [(s.unit.code, s.vacant, s.kept_empty.value, s.free_before) for s in result.pool.shares if s.kept_empty] == [
        ("H1", 10, 3, 7),
        ("T1", 8, 1, 7),
        ("T2", -1, 1, 0),
    ]
    assert posts(book(), POLICY, 2026, ON).pool is None


def test_the_levels_say_what_is_free_and_what_is_beyond() -> None:
    """J28: used not above approved, level by level; where a count is missing there is no line."""
    found = [(one.unit.code, one.name, one.free, one.over) for one in posts(book(), POLICY, 2026, ON).levels]
    assert found == [("H1", "高级", 0, 1), ("T1", "高级", 0, 2), ("T1", "中级", 2, 0)]


def test_without_any_count_of_posts_nobody_was_held_against_them() -> None:  # J32
    view = posts_view(posts(book(establishments=()), POLICY, 2026, ON))
    assert view["people_without_posts"] is None


def test_a_fifth_of_thirty_three_posts_is_six_as_a_cap_and_seven_to_reach() -> None:
    """P08; P09: of 8 in 6 posts one is a general practitioner, 1 beyond; P10: the special post stands apart; P11."""
    (one,) = posts(book(), STRENGTHENING, 2026, ON).seniors
    assert (one.exact.value.numerator, one.exact.value.denominator) == (33, 5)
    assert (one.cap, one.target, one.posts, one.used) == (6, 7, 6, 8)
    assert (one.practitioners, one.over, one.special) == (1, 1, 1)
    assert posts(book(), POLICY, 2026, ON).seniors == ()


def test_practitioners_beyond_the_senior_posts_are_not_over_them_in_the_levels_either() -> None:  # P09
    """Of 8 in 6 posts one is a general practitioner: 2 over under one pack, 1 under the other."""

    def over(policy: Policy) -> list[int]:
        found = posts(book(), policy, 2026, ON).levels
        return [one.over for one in found if one.name == SENIOR and one.unit.code == "T1"]

    assert (over(POLICY), over(STRENGTHENING)) == ([2], [1])


def test_senior_appointments_that_nobody_reported_are_not_nought() -> None:  # P11
    rows = tuple(replace(row, senior_filled=None) for row in book().establishments)
    (one,) = posts(book(establishments=rows), STRENGTHENING, 2026, ON).seniors
    assert (one.used, one.over) == (None, None)


def test_people_without_posts_are_the_established_who_wait_for_an_appointment() -> None:
    """J32: a 副主任医师 appointed 中级 with no senior post free, a 主治医师 who waits beside two free posts."""
    result = posts(book(), POLICY, 2026, ON)
    assert [(one.person.code, one.free) for one in result.waiting] == [("A2", 0), ("A6", 2)]


def test_a_vacancy_lasts_from_the_day_its_holder_left() -> None:
    """M04: A3 left in January 2025, A6 came in June and took that post; A7 14 days, A5 10; six have no known day."""
    found = [one for one in posts(book(), POLICY, 2026, ON).vacancies if one.unit.code == "T1"]
    assert [(one.count, one.person, one.days) for one in found] == [(1, "A7", 14), (1, "A5", 10), (6, "", None)]


def test_posts_are_looked_at_again_every_second_year() -> None:
    """M02: last in August 2022, due in August 2024; last in January 2025, due in 2027; a hospital never."""
    result = posts(book(), STRENGTHENING, 2026, ON)
    assert [(one.unit.code, one.on, one.overdue) for one in result.due] == [
        ("H1", None, True),
        ("T1", date(2024, 8, 15), True),
        ("T2", date(2027, 1, 1), False),
    ]
    assert posts(book(), POLICY, 2026, ON).due == ()


def test_the_order_of_rows_changes_nothing() -> None:
    changes = (change("T1", 1), change("T1", 2), change("H1", -3), change("T2", 1, state="草稿"))
    rows = book(establishment_changes=changes)
    told = posts_view(posts(rows, DIANJIANG, 2026, ON))
    for name in sorted(rows.read):
        mixed = list(getattr(rows, name))
        Random(7).shuffle(mixed)
        assert posts_view(posts(rows.with_rows(name, mixed), DIANJIANG, 2026, ON)) == told


def test_a_reserve_alone_makes_a_pool() -> None:
    """A what-if on posts.reserve under a pack without the old rule: 17 empty less 5, nothing kept empty."""
    result = posts(book(), POLICY.with_values({"posts.reserve": "5"}), 2026, ON)
    assert result.pool and result.pool.pool.value == 12 and result.pool.kept_empty is None
    view = posts_view(result)["pool"]
    assert view["kept_empty"] is None and view["institutions"][0]["free_before"] == 10


def test_who_is_hired_after_the_day_is_not_in_post_yet() -> None:  # C01 P09
    later = person("A9", appointment="副高", specialty="全科医疗科", hired_on=date(2026, 9, 1))
    whole = book()
    more = book(people=(*whole.people, later))
    assert [one.backbone for one in units(more, 2026, ON)] == [one.backbone for one in units(whole, 2026, ON)]
    assert senior_practitioners(more, "T1", ON) == senior_practitioners(whole, "T1", ON)
