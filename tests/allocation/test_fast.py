"""The engine of `countyhire[fast]`: the same allocation and the same proof as the default engine."""

import importlib
import random

import pytest

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.flow import installed, network
from countyhire.compute.allocation.problem import Level, Limit, Pin, Problem, Tally
from countyhire.compute.allocation.programme import programme
from countyhire.compute.allocation.proof import proof
from countyhire.policy.load import load
from tests.allocation.districts import ON, START, YEAR, random_book
from tests.allocation.large import large_problem

solving = importlib.import_module("countyhire.compute.allocation.solve")
POLICY = load("chongqing-2021-55")
needs_it = pytest.mark.skipif(not installed(), reason="OR-Tools is not installed")


def accepted(problem, solution):
    sent = [(problem.people[problem.pairs[e][0]], problem.posts[problem.pairs[e][1]]) for e in solution.chosen]
    return check(proof(problem, solution), sent) == []


@needs_it
def test_districts_are_allocated_alike(sweep):  # C06
    for number in range(sweep(6, 300)):
        book = random_book(number, people=30, demands=16)
        slow = allocate(book, POLICY, YEAR, START, ON, seed="签")
        assert allocate(book, POLICY, YEAR, START, ON, seed="签", fast=True) == slow, number


@needs_it
@pytest.mark.parametrize("few", [0, 20_000])
def test_a_large_problem_has_one_answer(few, monkeypatch, sweep):
    """With prices worked out anew, and with the engine's own."""
    problem = large_problem(sweep(200, 2048), 3)
    slow = solving.solve(problem)
    monkeypatch.setattr(solving, "FEW", few)
    fast = solving.solve(problem, fast=True)
    assert fast.by_prices and fast.chosen == slow.chosen and accepted(problem, fast)
    assert [step.gain for step in fast.steps][: len(problem.levels)] == [
        step.gain for step in slow.steps[: len(problem.levels)]
    ]


def random_tree(rng):
    """Groups within groups on both sides, some people pinned."""
    people, posts = rng.randint(3, 9), rng.randint(2, 6)
    pairs = tuple((i, j) for i in range(people) for j in range(posts) if rng.random() < 0.6)
    half = people // 2
    limits = [Limit("半", tuple(range(half)), rng.randint(1, 4)), Limit("余", tuple(range(half, people)), 3)]
    tallies = [
        Tally("全", "people", tuple(range(people)), rng.randint(0, 5)),
        Tally("内", "people", tuple(range(max(1, half // 2))), rng.randint(0, 2)),
        Tally("岗", "posts", tuple(range(posts // 2 + 1)), rng.randint(0, 3)),
        Tally("首", "posts", (0,), 1),
    ]
    levels = tuple(
        Level(
            f"a{n}",
            f"目标{n}",
            people={i: rng.randint(-2, 2) for i in range(people)} if rng.random() < 0.5 else {},
            posts={j: rng.randint(-2, 900) for j in range(posts)} if rng.random() < 0.4 else {},
            pairs={e: rng.randint(-2, 3) for e in range(len(pairs))} if rng.random() < 0.4 else {},
            tallies=tuple(t.name for t in tallies if rng.random() < 0.3),
        )
        for n in range(5)
    )
    pins = []
    for person in rng.sample(range(people), 2):
        own = [e for e, (i, _) in enumerate(pairs) if i == person]
        if own and rng.random() < 0.5:
            pins.append(Pin(f"定{person}", tuple(sorted(rng.sample(own, rng.randint(1, len(own)))))))
    return Problem(
        tuple(f"P{i}" for i in range(people)), tuple(f"D{j}" for j in range(posts)),
        tuple(rng.randint(1, 2) for _ in range(posts)), pairs, tuple(limits), tuple(pins[:1]), tuple(tallies), levels,
        str(rng.random()),
    )  # fmt: skip


@needs_it
@pytest.mark.parametrize("few", [0, 20_000])
def test_pins_groups_and_losses_are_solved_alike(few, monkeypatch, sweep):
    monkeypatch.setattr(solving, "FEW", few)
    rng = random.Random(8)
    for _ in range(sweep(12, 400)):
        problem = random_tree(rng)
        assert network(programme(problem)[0]) is not None
        slow, fast = solving.solve(problem), solving.solve(problem, fast=True)
        assert fast.by_prices and (fast.chosen == slow.chosen)
        assert accepted(problem, fast) and accepted(problem, slow)


@needs_it
@pytest.mark.parametrize("weight", [0, 1])
def test_levels_that_share_a_flow_badly_are_solved_again(weight, monkeypatch):
    """A weight of none proves the last level first; of one, the flow gains around a circle at the levels above."""
    problem = large_problem(80)
    found = solving.solve(problem, fast=True)
    monkeypatch.setattr(solving, "FLOW_WEIGHT", weight)
    assert solving.solve(problem, fast=True) == found


@needs_it
def test_crossing_groups_are_left_to_the_default_engine():
    limits = tuple(Limit(f"组{n}", pair, 1) for n, pair in enumerate([(0, 1), (1, 2), (0, 2)]))
    level = Level("demand", "需求", posts={0: 1})
    problem = Problem(("P1", "P2", "P3"), ("D1",), (3,), ((0, 0), (1, 0), (2, 0)), limits, levels=(level,))
    assert network(programme(problem)[0]) is None
    assert solving.solve(problem, fast=True) == solving.solve(problem)


def test_a_worker_that_does_not_start_is_made_up_for(tmp_path, monkeypatch):
    flow = importlib.import_module("countyhire.compute.allocation.flow")
    monkeypatch.setattr(flow, "__file__", str(tmp_path / "flow.py"))  # no flow_worker.py stands there
    problem = large_problem(60)
    assert solving.solve(problem, fast=True) == solving.solve(problem)
