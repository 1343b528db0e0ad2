"""Problems whose optimum is known beforehand: by the prices they are made from, by a bound, by trying everything.

An assignment problem of any size has a known optimum if its costs are made from it: the prices of a row and a column
add up to the cost where they meet in the assignment, and to no more than the cost elsewhere.
"""

import itertools
import random

import pytest

from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.flow import installed
from countyhire.compute.allocation.problem import Level, Problem
from countyhire.compute.allocation.proof import proof
from countyhire.compute.allocation.solve import solve

ENGINES = [False, pytest.param(True, marks=pytest.mark.skipif(not installed(), reason="OR-Tools is not installed"))]


def assignment(*costs):
    """Everybody to one place each, and then the least costs, one after another."""
    size = len(costs[0])
    pairs = tuple((i, j) for i in range(size) for j in range(size))
    return Problem(
        tuple(f"p{i:03}" for i in range(size)), tuple(f"q{j:03}" for j in range(size)), (1,) * size, pairs,
        levels=(
            Level("placed", "人", people=dict.fromkeys(range(size), 1)),
            *(Level(f"cost{n}", "费", pairs={at: -cost[i][j] for at, (i, j) in enumerate(pairs)}, sign=-1)
              for n, cost in enumerate(costs)),
        ),
    )  # fmt: skip


def values(problem, solution):
    return [step.level.shown(step.gain) for step in solution.steps[: len(problem.levels)]]


def accepted(problem, solution):
    ends = (problem.pairs[pair] for pair in solution.chosen)
    return check(proof(problem, solution), [(problem.people[i], problem.posts[j]) for i, j in ends]) == []


def known_assignment(rng, size, most, slack):
    """Costs up to `most`, and what the best assignment costs; the smaller the slack, the more are nearly as good."""
    rows = [rng.randint(0, most // 3) for _ in range(size)]
    columns = [rng.randint(0, most // 3) for _ in range(size)]
    place = rng.sample(range(size), size)
    cost = [
        [rows[i] + columns[j] + (0 if place[i] == j else rng.randint(0, slack)) for j in range(size)]
        for i in range(size)
    ]
    return cost, sum(rows) + sum(columns)


@pytest.mark.parametrize("fast", ENGINES)
@pytest.mark.parametrize("most, slack", [(100, 3), (1_000_000, 300_000), (1_000_000, 40)])
def test_assignments_of_a_hundred_with_costs_to_a_million(most, slack, fast):
    cost, least = known_assignment(random.Random(most + slack), 100, most, slack)
    problem = assignment(cost)
    found = solve(problem, fast)
    assert values(problem, found) == [100, least] and accepted(problem, found)


def test_two_and_three_aims_against_every_permutation(sweep):
    """The answer is the first point of the front in the order of the aims: no other is better at all of them."""
    rng = random.Random(5)
    for _ in range(sweep(6, 200)):
        size, aims = rng.randint(2, 5), rng.randint(2, 3)
        most = rng.choice((2, 20, 1_000_000))
        costs = [[[rng.randint(0, most) for _ in range(size)] for _ in range(size)] for _ in range(aims)]
        points = {
            tuple(sum(cost[i][j] for i, j in enumerate(way)) for cost in costs)
            for way in itertools.permutations(range(size))
        }
        problem = assignment(*costs)
        found = solve(problem)
        reached = tuple(values(problem, found)[1:])
        assert reached == min(points)
        assert not any(all(a <= b for a, b in zip(point, reached, strict=True)) for point in points if point != reached)


def test_generalised_assignment_is_bounded(sweep):
    """Where jobs weigh on an agent, as many as the lightest would allow bounds the cost from below."""
    rng = random.Random(6)
    for _ in range(sweep(6, 200)):
        agents, jobs = 3, 5
        weight = [[rng.randint(1, 9) for _ in range(agents)] for _ in range(jobs)]
        cost = [[rng.randint(1, 1_000_000) for _ in range(agents)] for _ in range(jobs)]
        room = [rng.randint(8, 20) for _ in range(agents)]
        ways = [
            sum(cost[job][agent] for job, agent in enumerate(way))
            for way in itertools.product(range(agents), repeat=jobs)
            if all(
                sum(weight[job][at] for job, at in enumerate(way) if at == agent) <= room[agent]
                for agent in range(agents)
            )
        ]
        pairs = tuple(
            (job, agent) for job in range(jobs) for agent in range(agents) if weight[job][agent] <= room[agent]
        )
        places = [room[agent] // min(row[agent] for row in weight) for agent in range(agents)]
        problem = Problem(
            tuple(f"j{job}" for job in range(jobs)), ("a0", "a1", "a2"), tuple(places), pairs,
            levels=(
                Level("placed", "件", people=dict.fromkeys(range(jobs), 1)),
                Level("cost", "费", pairs={at: -cost[job][agent] for at, (job, agent) in enumerate(pairs)}, sign=-1),
            ),
        )  # fmt: skip
        placed, bound = values(problem, solve(problem))
        if ways:
            assert placed == jobs and bound <= min(ways)
