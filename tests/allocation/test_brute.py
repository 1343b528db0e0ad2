"""The allocation against trying every one, on random small districts."""

from dataclasses import replace

import pytest

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.check import check
from countyhire.compute.duty import duty, must_go
from countyhire.policy.load import load
from tests.allocation.districts import ON, START, YEAR, random_book, shuffled
from tests.oracles.brute_allocation import District

POLICY = load("chongqing-2021-55")
SEED = "示例区2026"


def sent(result):
    return {row.person: row.demand for row in result.assignments}


def test_every_level_equals_brute_force(sweep):  # R12; C06, C10, H06, H12, H25, H26, H27, H31, H56, H57
    for number in range(sweep(150, 2000)):
        book = random_book(number)
        result = allocate(book, POLICY, YEAR, START, ON, seed=SEED)
        owed = [row.person for row in must_go(duty(book, POLICY, ON), START, POLICY)]
        measures, winner = District(book, START, YEAR, owed, SEED).best()
        values = [-row.value if row.name == "distance" else row.value for row in result.objectives]
        assert values == list(measures[: len(values)]), number
        assert [row.best for row in result.objectives] == [row.value for row in result.objectives], number
        assert sent(result) == winner, number
        assert check(result.proof, winner.items()) == [], number


@pytest.mark.parametrize("expected", [3, 10])
def test_hires_still_expected_raise_the_aim(expected, sweep):  # C05, C08
    policy = POLICY.with_values({"quota.expected_hires": str(expected)})
    for number in range(sweep(25, 300)):
        book = random_book(number)
        result = allocate(book, policy, YEAR, START, ON, seed=SEED)
        floor = District(book, START, YEAR, (), SEED, expected=expected).quota()[0]
        assert (result.target.expected_hires, result.target.quota) == (expected, floor), number


def test_the_pack_sets_what_a_department_without_a_row_keeps(sweep):  # H26
    policy = POLICY.with_values({"allocation.department_minimum": "1", "allocation.department_maximum_away": "1"})
    for number in range(sweep(40, 500)):
        book = random_book(number)
        result = allocate(book, policy, YEAR, START, ON, seed=SEED)
        owed = [row.person for row in must_go(duty(book, policy, ON), START, policy)]
        district = District(book, START, YEAR, owed, SEED, default_minimum=1, default_maximum=1)
        assert sent(result) == district.best()[1], number


def test_the_order_of_rows_changes_nothing(sweep):
    for number in range(sweep(60, 500)):
        book = random_book(number, people=14, demands=8)
        first = allocate(book, POLICY, YEAR, START, ON, seed=SEED)
        second = allocate(shuffled(book, number + 1), POLICY, YEAR, START, ON, seed=SEED)
        assert replace(first, target=None) == replace(second, target=None), number
        assert first.target == second.target


def test_another_seed_draws_among_equals_only(sweep):
    drawn = set()
    for seed in ("甲", "乙", "丙", "丁", "戊", "己"):
        result = allocate(random_book(9, people=14, demands=8), POLICY, YEAR, START, ON, seed=seed)
        drawn.add(tuple(row.value for row in result.objectives))
    assert len(drawn) == 1
