"""What makes large problems quick changes no answer: columns that join later, levels solved together (C06)."""

import importlib

import pytest

from countyhire.compute.allocation.branching import all_by_branching
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.proof import proof
from tests.allocation.large import large_problem

solving = importlib.import_module("countyhire.compute.allocation.solve")


def accepted(problem, solution):
    sent = [(problem.people[problem.pairs[e][0]], problem.posts[problem.pairs[e][1]]) for e in solution.chosen]
    return check(proof(problem, solution), sent) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_every_way_of_solving_finds_the_one_answer(seed, monkeypatch, sweep):
    problem = large_problem(sweep(120, 400), seed)
    found = solving.solve(problem)
    assert found.by_prices and accepted(problem, found)
    aims = [step.gain for step in found.steps[: len(problem.levels)]]
    for few, together in ((0, 4), (20_000, 1), (0, 1), (0, 15)):
        monkeypatch.setattr(solving, "FEW", few)
        monkeypatch.setattr(solving, "TOGETHER", together)
        other = solving.solve(problem)
        assert (other.chosen, [step.gain for step in other.steps[: len(aims)]]) == (found.chosen, aims)
        assert accepted(problem, other)
    assert all_by_branching(problem).chosen == found.chosen


def test_levels_that_share_badly_are_solved_singly(monkeypatch):
    """With no weight at all between them the shared programme proves nothing, and each is solved alone."""
    problem = large_problem(80)
    found = solving.solve(problem)
    monkeypatch.setattr(solving, "WEIGHT", 1)
    assert solving.solve(problem).chosen == found.chosen


def test_a_district_of_two_thousand(sweep):
    problem = large_problem(sweep(300, 2048))
    found = solving.solve(problem)
    assert found.by_prices and accepted(problem, found)
