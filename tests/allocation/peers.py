"""Other solvers at the same levels: `python -m tests.allocation.peers NAME PEOPLE LIMIT` prints what they reach.

Printed are the levels and the processor's seconds, of the process and its children, from the problem in memory to
the allocation in memory, with its proof where there is one; a library's import counts.

Each maximises level after level, with what was reached before as a row; `matching` knows neither limits nor levels
and is given the order of the posts' own wishes. A peer that says it is done may still be wrong: the bench compares.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.programme import gains, programme
from countyhire.compute.allocation.solve import solve
from tests.allocation.large import large_problem

NO_LIMIT = 2**31 - 1  # nodes of a tree


def ours(problem: Problem) -> list[int]:
    return [step.gain for step in solve(problem).steps]


def fast(problem: Problem) -> list[int]:
    return [step.gain for step in solve(problem, fast=True).steps]


def highs_mip(problem: Problem) -> list[int]:
    from countyhire.compute.allocation.branching import all_by_branching

    return [step.gain for step in all_by_branching(problem, NO_LIMIT).steps]


def scipy(problem: Problem) -> list[int]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    shape, face = programme(problem)
    matrix = csc_array((shape.value, shape.row, shape.start), shape=(len(face.row_low), shape.columns))
    rules = [LinearConstraint(matrix, face.row_low, face.row_high)]
    reached = []
    for level in problem.levels:
        gain = gains(shape, level)
        found = milp(-gain, integrality=np.ones(shape.columns), bounds=Bounds(face.low, face.high), constraints=rules)
        reached.append(round(-found.fun))
        rules.append(LinearConstraint(csc_array(gain.reshape(1, -1)), reached[-1], np.inf))
    return reached


def _rows(problem: Problem) -> tuple[Any, Any, list[list[tuple[int, int]]]]:
    shape, face = programme(problem)
    rows: list[list[tuple[int, int]]] = [[] for _ in face.row_low]
    for column in range(shape.columns):
        for at in range(shape.start[column], shape.start[column + 1]):
            rows[shape.row[at]].append((column, int(shape.value[at])))
    return shape, face, rows


def pulp(problem: Problem) -> list[int]:
    import pulp as library

    shape, face, rows = _rows(problem)
    model = library.LpProblem("allocation", library.LpMaximize)
    flow = [library.LpVariable(f"x{at}", 0, int(most), cat="Integer") for at, most in enumerate(face.high)]
    for row, least, most in zip(rows, face.row_low, face.row_high, strict=True):
        total = library.LpAffineExpression([(flow[column], sign) for column, sign in row])
        model += total <= int(most)
        model += total >= int(least)
    reached = []
    for level in problem.levels:
        gain = gains(shape, level)
        aim = library.LpAffineExpression([(flow[at], int(gain[at])) for at in np.flatnonzero(gain)])
        model.setObjective(aim)
        model.solve(library.PULP_CBC_CMD(msg=False, threads=1))
        reached.append(round(library.value(aim) or 0))
        model += aim >= reached[-1]
    return reached


def cp_sat(problem: Problem) -> list[int]:
    from ortools.sat.python import cp_model

    shape, face, rows = _rows(problem)
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    flow = [model.new_int_var(0, int(most), "") for most in face.high]
    for row, least, most in zip(rows, face.row_low, face.row_high, strict=True):
        total = cp_model.LinearExpr.weighted_sum([flow[column] for column, _ in row], [sign for _, sign in row])
        model.add_linear_constraint(total, int(least), int(most))
    reached = []
    for level in problem.levels:
        gain = gains(shape, level)
        used = np.flatnonzero(gain)
        aim = cp_model.LinearExpr.weighted_sum([flow[at] for at in used], [int(gain[at]) for at in used])
        model.maximize(aim)
        if solver.solve(model) != cp_model.OPTIMAL:
            break
        reached.append(round(solver.objective_value))
        model.add(aim >= reached[-1])
    return reached


def matching(problem: Problem) -> list[int]:
    from matching.games import HospitalResident

    shape, _ = programme(problem)
    score = sum(gains(shape, level)[: len(problem.pairs)] for level in problem.levels)
    of_person: dict[str, list[str]] = {}
    of_post: dict[str, list[str]] = {}
    for pair in np.argsort(-score, kind="stable"):
        person, post = (table[at] for table, at in zip((problem.people, problem.posts), problem.pairs[pair]))  # noqa: B905
        of_person.setdefault(person, []).append(post)
        of_post.setdefault(post, []).append(person)
    places = {problem.posts[at]: most for at, most in enumerate(problem.places) if problem.posts[at] in of_post}
    found = HospitalResident.create_from_dictionaries(of_person, of_post, places).solve()
    chosen = {(str(one), str(post)) for post, people in found.items() for one in people}
    at = [n for n, (i, j) in enumerate(problem.pairs) if (problem.people[i], problem.posts[j]) in chosen]
    return [int(gains(shape, level)[at].sum()) for level in problem.levels]


PEERS: dict[str, Callable[[Problem], list[int]]] = {
    "countyhire": ours, "countyhire[fast]": fast, "HiGHS MIP": highs_mip, "scipy milp": scipy, "PuLP/CBC": pulp,
    "CP-SAT": cp_sat, "matching": matching,
}  # fmt: skip

if __name__ == "__main__":
    if limit := int(sys.argv[3]):  # seconds of the processor
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    asked = large_problem(int(sys.argv[2]))
    begun = os.times()
    levels = PEERS[sys.argv[1]](asked)[: len(asked.levels)]
    print(json.dumps({"levels": levels, "seconds": sum(os.times()[:4]) - sum(begun[:4])}))
