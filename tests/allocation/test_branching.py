"""Branch and bound, where limits cross: the levels proven before it stay, it stops by nodes and tells its gap."""

import io
import json
import random
from dataclasses import replace

from openpyxl import load_workbook

from countyhire.compute.allocation import allocate, branching
from countyhire.compute.allocation.__main__ import main
from countyhire.compute.allocation.branching import all_by_branching
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.gap import gaps
from countyhire.compute.allocation.problem import Level, Limit, Problem
from countyhire.compute.allocation.proof import proof
from countyhire.compute.allocation.solve import solve
from countyhire.policy.load import load
from countyhire.reports.allocation import allocation_documents
from countyhire.reports.publication import publication_document
from tests.allocation import districts as d
from tests.allocation.large import large_problem
from tests.reports.district import book, letter
from tests.reports.results import allocation_result

POLICY = load("chongqing-2021-55")


def friends(people, seed):
    """Everybody may go to the one post, but of some pairs only one: a largest set without a pair is hard to find."""
    rng = random.Random(seed)
    pairs = sorted({tuple(sorted(rng.sample(range(people), 2))) for _ in range(people * 3)})
    problem = Problem(
        tuple(f"P{n:02}" for n in range(people)), ("D1",), (people,), tuple((n, 0) for n in range(people)),
        tuple(Limit(f"组{n}", pair, 1) for n, pair in enumerate(pairs)),
        levels=(Level("demand", "需求", posts={0: 1}),), seed=str(seed),
    )  # fmt: skip
    return problem, pairs


def largest(people, pairs):
    """The size of a largest set without a pair, by taking or leaving somebody who has most partners."""
    partners = {n: {a + b - n for a, b in pairs if n in (a, b)} for n in people}
    busiest = max(people, key=lambda n: (len(partners[n]), -n), default=None)
    if busiest is None or not partners[busiest]:
        return len(people)
    without = people - {busiest}
    left = largest(without, [pair for pair in pairs if busiest not in pair])
    rest = without - partners[busiest]
    return max(left, 1 + largest(rest, [pair for pair in pairs if rest.issuperset(pair)]))


def lawful(problem, chosen):
    going = {problem.pairs[pair][0] for pair in chosen}
    return all(len(going.intersection(limit.members)) <= limit.most for limit in problem.limits)


def test_a_tree_cut_off_is_lawful_and_bounds_what_is_best():
    cut_off = 0
    for people, seed in ((40, 0), (30, 1)):
        problem, pairs = friends(people, seed)
        best = largest(frozenset(range(people)), pairs)
        found = solve(problem).steps[0]
        assert found.gain == found.bound == best
        stopped = all_by_branching(problem, nodes=1)
        step = stopped.steps[0]
        assert lawful(problem, stopped.chosen) and step.gain <= best <= step.bound
        assert stopped == all_by_branching(problem, nodes=1)
        cut_off += step.bound > step.gain
    assert cut_off


def test_work_before_the_first_branch_is_bounded_too(monkeypatch):
    """Cut off at the root by counted work: lawful, the same each time, and its bound no less than what is best."""
    problem, pairs = friends(40, 0)
    best = largest(frozenset(range(40)), pairs)
    bounds = []
    for work in (0, 40 * 3, branching.WORK):
        monkeypatch.setattr(branching, "WORK", work)
        stopped = all_by_branching(problem)
        step = stopped.steps[0]
        assert lawful(problem, stopped.chosen) and step.gain <= best <= step.bound
        assert stopped == all_by_branching(problem)
        bounds.append(step.bound - step.gain)
    assert bounds[0] > 0 and bounds[-1] == 0


def test_levels_before_a_fractional_one_keep_their_prices():
    plain, rng = large_problem(120), random.Random(1)
    teams = tuple(Limit(f"团队{n}", tuple(sorted(rng.sample(range(120), 6))), 2) for n in range(15))
    problem = replace(plain, limits=(*plain.limits, *teams))
    found, every = solve(problem), all_by_branching(problem)
    assert found.chosen == every.chosen and lawful(problem, found.chosen)
    aims = len(problem.levels)
    assert [step.gain for step in found.steps[:aims]] == [step.gain for step in every.steps[:aims]]
    priced = [step.prices is not None for step in found.steps]
    assert priced[0] and not priced[-1] and priced == sorted(priced, reverse=True)
    assert all(step.bound == step.gain for step in found.steps)
    sent = [(problem.people[problem.pairs[e][0]], problem.posts[problem.pairs[e][1]]) for e in found.chosen]
    without = tuple(f"“{step.level.label}”" for step in found.steps if step.prices is None)
    faults = check(proof(problem, found), sent)
    assert faults and all(fault.startswith(without) for fault in faults)


def unproven(book):
    """An allocation of which two levels are said to be left open: places that might be filled, and a shorter way."""
    result = allocate(book, POLICY, d.YEAR, d.START, d.ON)
    assert gaps(result, book) == () and result.unproven == ()
    best = {"demand_first": 2, "distance": -3}
    objectives = (replace(row, best=row.value + best.get(row.name, 0)) for row in result.objectives)
    return replace(result, objectives=tuple(objectives))


def test_a_gap_is_a_finding_for_each_level():
    book = d.book(
        institutions=[d.hospital("H1"), d.clinic("R1", distance_km=42)],
        people=[d.physician("P1")], demands=[d.demand("D1")],
    )  # fmt: skip
    found = gaps(unproven(book), book)
    assert [(row.fault.code, row.subject) for row in found] == [("CH953", "demand_first"), ("CH953", "distance")]
    assert [row.message for row in found] == [
        "“第一志愿需求”达到1，已证明最多3，差2", "“距县城路程合计（百米）”达到420，已证明最少417，差3",
    ]  # fmt: skip


def test_the_documents_say_what_is_not_proven():
    first, *others = allocation_result().objectives
    plain = dict(allocation_result().proof)
    open_ended = replace(allocation_result(), objectives=(replace(first, best=first.value + 2), *others), proof=plain)
    told = f"其中“{first.label}”达到{first.value}，已证明最多{first.value + 2}，差2"
    for result, said in ((open_ended, True), (allocation_result(), False)):
        plan = next(one for one in allocation_documents(result, letter(), book()) if one.name == "调配方案.xlsx")
        for document in (plan, publication_document(result, letter(), book())):
            texts = [cell for sheet in load_workbook(io.BytesIO(document.data)) for row in sheet.values for cell in row]
            assert any(told in str(text) for text in texts) == said, document.name


def test_a_problem_file_tells_what_was_left_unproven(tmp_path, monkeypatch, capsys):
    problem, pairs = friends(40, 0)
    asked = {
        "people": problem.people, "posts": problem.posts, "places": problem.places, "pairs": problem.pairs,
        "limits": [{"name": one.name, "members": one.members, "most": one.most} for one in problem.limits],
        "levels": [{"name": "demand", "label": "需求", "posts": [[0, 1]]}],
    }  # fmt: skip
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(asked), encoding="utf-8")
    monkeypatch.setattr(branching, "NODES", 1)
    assert main([str(path)]) == 0
    told = capsys.readouterr()
    level, best = json.loads(told.out)["levels"][0], largest(frozenset(range(40)), pairs)
    assert level["prices"] is None and level["value"] <= best <= level["bound"] and level["value"] < level["bound"]
    assert f"没有证明为最优：“需求”达到{level['value']}，已证明最多{level['bound']}，差" in told.err
