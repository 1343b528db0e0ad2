"""The checker accepts what is proven and rejects what was tampered with (C06)."""

import copy
import json
import random
from pathlib import Path

import pytest

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.branching import all_by_branching
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.problem import Level, Limit, Pin, Problem, Tally
from countyhire.compute.allocation.proof import digest, proof
from countyhire.compute.allocation.solve import solve
from countyhire.policy.load import load
from tests.allocation.districts import ON, START, YEAR, random_book

POLICY = load("chongqing-2021-55")


def proven(number, people=20, demands=12):
    result = allocate(random_book(number, people, demands), POLICY, YEAR, START, ON, seed="签")
    assert result.counts.sent > 2
    return result.proof, [(row.person, row.demand) for row in result.assignments]


def tampered(rng, given):
    """A proof with one thing changed, and what was changed; a change that makes it wrong."""
    found = copy.deepcopy(given)
    levels = [level for level in found["levels"] if level["round"] is None]
    level = rng.choice(levels)
    way = rng.choice(["value", "price", "drop", "swap", "twice", "gain", "places", "limit", "missing", "base"])
    if way == "value":
        level["value"] += rng.choice([-1, 1])
    elif way == "base":
        level["base"] += 1
    elif way == "price":
        first = found["levels"][0]  # where nothing is fixed yet; later a price may be superfluous
        first["prices"].append([found["pairs"][rng.choice(found["chosen"])][0], 1000])
    elif way == "drop":
        del found["chosen"][rng.randrange(len(found["chosen"]))]
    elif way == "swap":
        others = [pair for pair in range(len(found["pairs"])) if pair not in found["chosen"]]
        found["chosen"][rng.randrange(len(found["chosen"]))] = rng.choice(others)
    elif way == "twice":
        found["chosen"].append(found["chosen"][0])
    elif way == "gain":
        first = found["pairs"][found["chosen"][0]][0]
        level["people"] = [entry for entry in level["people"] if entry[0] != first] + [[first, 7]]
    elif way == "places":
        found["places"][found["pairs"][found["chosen"][0]][1]] = 0
    elif way == "limit":
        person = found["pairs"][found["chosen"][0]][0]
        found["limits"].append({"name": "另一科室", "members": [person], "most": 0})
    elif way == "missing":
        del found["people"][found["pairs"][found["chosen"][0]][0]]
        found["people"].append("外来人员")
    return way, found


def test_the_checker_rejects_what_was_tampered_with(sweep):
    rng = random.Random(5)
    ways = set()
    for number in range(sweep(5, 40)):
        given, sent = proven(number)
        assert check(given, sent) == []
        for _ in range(50):
            way, wrong = tampered(rng, given)
            ways.add(way)
            assert (digest(wrong) == digest(given)) == (way == "price")
            assert check(wrong, sent), (number, way)
    assert len(ways) == 10


def by_hand():
    """Two people for one place, with a pin, a limit and a tally: small enough to see what each change does."""
    problem = Problem(
        ("P1", "P2", "P3"), ("D1", "D2"), (1, 1), ((0, 0), (1, 0), (1, 1), (2, 1)),
        (Limit("科室", (0, 1), 1),), (Pin("指定", (0,)),), (Tally("名额", "people", (0, 2), 2),),
        (Level("must_go", "必须派出", people={1: 2, 2: 3}), Level("quota", "名额", tallies=("名额",))), "签",
    )  # fmt: skip
    found = proof(problem, solve(problem))
    return found, [
        (found["people"][found["pairs"][at][0]], found["posts"][found["pairs"][at][1]]) for at in found["chosen"]
    ]


def _set(*path_and_value):
    *path, last, value = path_and_value

    def change(found):
        for key in path:
            found = found[key]
        found[last] = value

    return change


def _do(path, method, *arguments):
    def change(found):
        for key in path:
            found = found[key]
        getattr(found, method)(*arguments)

    return change


def _forged(value):
    """The levels say so much more, and their sums are made to fit."""

    def change(found):
        for level in found["levels"][:2]:
            level.update(value=level["value"] + value, base=level["base"], sign=1)

    return change


WAYS = {
    "nobody chosen": _set("chosen", []),
    "one chosen": _set("chosen", [0]),
    "another chosen": _set("chosen", [0, 2]),
    "one post twice": _set("chosen", [0, 1]),
    "chosen twice": _set("chosen", [0, 0, 3]),
    "chosen out of range": _set("chosen", [0, 3, 9]),
    "chosen before the first": _set("chosen", [0, 3, -1]),
    "person renamed": _set("people", 0, "外人"),
    "person twice": _set("people", 1, "P1"),
    "person missing": _do(("people",), "pop"),
    "people in another order": _do(("people",), "reverse"),
    "post renamed": _set("posts", 0, "D9"),
    "post twice": _set("posts", 1, "D1"),
    "post missing": _do(("posts",), "pop"),
    "posts in another order": _do(("posts",), "reverse"),
    "no place": _set("places", 0, 0),
    "no place at the other post": _set("places", 1, 0),
    "more places than posts": _do(("places",), "append", 1),
    "places missing": _do(("places",), "pop"),
    "pair of another person": _set("pairs", 0, 0, 1),
    "pair of another post": _set("pairs", 0, 1, 1),
    "pair of a person from behind": _set("pairs", 0, 0, -3),
    "pair of a post from behind": _set("pairs", 0, 1, -2),
    "pair of nobody": _set("pairs", 0, 0, 3),
    "pair left out": _do(("pairs",), "pop"),
    "limit of none": _set("limits", 0, "most", 0),
    "another limit": _do(("limits",), "append", {"name": "又一科室", "members": [2], "most": 0}),
    "pin of another pair": _set("pins", 0, "pairs", [1]),
    "pin of nothing": _set("pins", 0, "pairs", []),
    "another pin": _do(("pins",), "append", {"name": "又一人", "pairs": [2]}),
    "tally counts fewer": _set("tallies", 0, "most", 1),
    "tally of others": _set("tallies", 0, "members", [1]),
    "tally of nobody": _set("tallies", 0, "members", []),
    "tally of places": _set("tallies", 0, "members", [0]),
    "tally renamed": _set("tallies", 0, "name", "别的"),
    "tally unknown to a level": _set("levels", 1, "tallies", ["别的"]),
    "tally of no level": _set("levels", 1, "tallies", []),
    "value one more": _set("levels", 0, "value", 4),
    "value one less": _set("levels", 0, "value", 2),
    "value of the second one more": _set("levels", 1, "value", 3),
    "both values more": _forged(1),
    "base raised": _set("levels", 0, "base", 1),
    "base and value raised alone": _set("levels", 1, "base", -1),
    "sign turned": _set("levels", 0, "sign", -1),
    "sign of nothing": lambda found: found["levels"][0].update(sign=0, base=99, value=99),
    "gain raised": _set("levels", 0, "people", [[2, 7]]),
    "gain of somebody else": _set("levels", 0, "people", [[1, 3]]),
    "gain of a post added": _set("levels", 0, "posts", [[0, 1]]),
    "gain of a pair added": _set("levels", 0, "pairs", [[3, 1]]),
    "no gain": _set("levels", 0, "people", []),
    "no prices": _set("levels", 0, "prices", None),
    "price of nothing": _set("levels", 0, "prices", []),
    "price too high": _do(("levels", 0, "prices"), "append", [0, 1000]),
    "price below nothing": _set("levels", 0, "prices", [[2, -3]]),
    "price of half": _set("levels", 0, "prices", [[5, 1.5]]),
    "price that swallows the rest": _set("levels", 0, "prices", [[2, 1e17]]),
    "price of a row from behind": _set("levels", 0, "prices", [[-1, 3]]),
    "rounds before the aims": _do(("levels",), "reverse"),
    "a round as an aim": _set("levels", 0, "round", 0),
}


def test_the_ways_are_many():
    assert len(WAYS) >= 50
    given, sent = by_hand()
    assert sorted(sent) == [("P1", "D1"), ("P3", "D2")] and check(given, sent) == []


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_tampering_is_rejected(way):
    given, sent = by_hand()
    wrong = copy.deepcopy(given)
    WAYS[way](wrong)
    assert wrong != given
    assert check(wrong, sent)


def test_the_checker_is_short_and_alone():
    source = Path(check.__code__.co_filename).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 80
    assert "countyhire" not in source


def test_another_result_than_the_proven_one_is_rejected():
    given, sent = proven(3)
    assert check(given, sent[1:])
    assert check(given, [(sent[0][0], "D99"), *sent[1:]])


def test_a_pin_that_nobody_keeps_is_named():
    given, sent = proven(3)
    left_out = next(pair for pair in range(len(given["pairs"])) if pair not in given["chosen"])
    broken = given | {"pins": [*given["pins"], {"name": "指定一人", "pairs": [left_out]}]}
    assert check(broken, sent) == ["指定一人没有落实"]
    kept = given | {"pins": [*given["pins"], {"name": "指定一人", "pairs": [given["chosen"][0]]}]}
    assert "指定一人没有落实" not in check(kept, sent)


def needed():
    """D1 must be filled, and somebody of 科室 must go, though each is worth less than what else could be chosen."""
    problem = Problem(
        ("P1", "P2", "P3"), ("D1", "D2"), (1, 1), ((0, 0), (0, 1), (1, 1), (2, 1)), (Limit("科室", (1,), 1, least=1),),
        levels=(Level("wish", "志愿", pairs={1: 5, 3: 9}),), seed="签", least=(1, 0),
    )  # fmt: skip
    return proof(problem, solve(problem))


def test_least_numbers_are_held_and_priced():
    """Without them the same allocation is no longer the best, and the proof says so."""
    found, sent = needed(), [("P1", "D1"), ("P2", "D2")]
    assert check(found, sent) == []
    slack = [{key: value for key, value in one.items() if key != "least"} for one in found["limits"]]
    assert "“志愿”没有证明为最优" in check(found | {"limits": slack}, sent)
    levels = (Level("wish", "志愿", pairs={1: 5}),)
    one = Problem(("P1",), ("D1", "D2"), (1, 1), ((0, 0), (0, 1)), levels=levels, seed="签", least=(1, 0))
    found = proof(one, solve(one))
    assert check(found, [("P1", "D1")]) == []
    assert "“志愿”没有证明为最优" in check(found | {"least": [0, 0]}, [("P1", "D1")])
    assert check({key: value for key, value in found.items() if key != "least"}, [("P1", "D1")])


def test_an_allocation_that_is_not_lawful_is_named_by_what_it_breaks():
    found = needed()

    def said(chosen, sent, **more):
        return check(found | {"chosen": chosen} | more, sent)

    assert said([0, 1], [("P1", "D1"), ("P1", "D2")]) == ["有人被派往两个岗位", "科室人数有误"]
    assert said([0, 3], [("P1", "D1"), ("P3", "D2")]) == ["科室人数有误"]
    assert said([2], [("P2", "D2")]) == ["D1人数有误"]
    assert said([0, 2], [("P1", "D1"), ("P3", "D2")]) == ["调配结果与证明不一致"]
    unsound = ["证明所列的人员与岗位配对有误"]
    assert said([0, 4], []) == said([0, 0], []) == said([0], [], least=[1]) == unsound
    assert said([0], [], pairs=[[0, 2]]) == said([0], [], pairs=[[3, 0]]) == said([0], [], people=["P1"] * 3) == unsound
    first, *others = found["levels"]
    wrong = found | {"levels": [first | {"value": first["value"] + 1}, *others]}
    assert check(wrong, [("P1", "D1"), ("P2", "D2")]) == ["“志愿”的数值有误"]


def test_a_level_that_could_be_better_is_rejected():
    """Leaving a free person at home, with the values made to fit, is found out by the bound."""
    problem = Problem(("P1", "P2"), ("D1",), (2,), ((0, 0), (1, 0)), levels=(Level("demand", "需求", posts={0: 1}),))
    good = proof(problem, solve(problem))
    assert check(good, [("P1", "D1"), ("P2", "D1")]) == []
    worse = copy.deepcopy(good)
    worse["chosen"], worse["levels"] = [0], good["levels"][:1]
    worse["levels"][0]["value"] = 1
    assert check(worse, [("P1", "D1")]) == ["“需求”没有证明为最优"]


def test_a_proof_without_its_lottery_is_rejected():
    problem = Problem(("P1", "P2"), ("D1",), (1,), ((0, 0), (1, 0)), levels=(Level("demand", "需求", posts={0: 1}),))
    found = proof(problem, solve(problem))
    loser = 1 - found["chosen"][0]
    found["levels"], found["chosen"] = found["levels"][:1], [loser]
    assert check(found, [(problem.people[loser], "D1")]) == ["没有抽签"]


def test_the_proof_is_json_and_survives_it():
    given, sent = proven(4)
    assert check(json.loads(json.dumps(given)), sent) == []


def random_problem(rng, crossing):
    people, posts = rng.randint(2, 8), rng.randint(1, 5)
    pairs = tuple((i, j) for i in range(people) for j in range(posts) if rng.random() < 0.6)
    some = lambda size: tuple(sorted(rng.sample(range(people), rng.randint(1, size))))  # noqa: E731
    limits = tuple(Limit(f"l{n}", some(people), rng.randint(0, 3)) for n in range(4 if crossing else 1))
    tallies = (Tally("t", "people", some(people), rng.randint(0, 3)), Tally("u", "posts", (0,), 1))
    levels = tuple(
        Level(
            f"a{n}",
            f"目标{n}",
            people={i: rng.randint(0, 2) for i in range(people)} if rng.random() < 0.5 else {},
            posts={j: rng.randint(-1, 2) for j in range(posts)} if rng.random() < 0.5 else {},
            pairs={e: rng.randint(0, 2) for e in range(len(pairs))} if rng.random() < 0.3 else {},
            tallies=rng.choice([(), ("t",), ("u",)]),
        )
        for n in range(3)
    )
    return Problem(
        tuple(f"P{i}" for i in range(people)), tuple(f"D{j}" for j in range(posts)),
        tuple(rng.randint(0, 2) for _ in range(posts)), pairs, limits, (), tallies, levels, str(rng.random()),
    )  # fmt: skip


def test_branch_and_bound_finds_the_same(sweep):
    """Where limits cross, branch and bound takes over; the linear way must agree wherever it is whole."""
    rng = random.Random(11)
    for _ in range(sweep(60, 1000)):
        problem = random_problem(rng, crossing=True)
        if problem.pairs:
            found, branched = solve(problem), all_by_branching(problem)
            assert found.chosen == branched.chosen
            aims = len(problem.levels)
            assert [step.gain for step in found.steps[:aims]] == [step.gain for step in branched.steps[:aims]]


def test_crossing_limits_that_need_branch_and_bound():
    """Three people, any two of whom share a limit of one: half of each is no allocation."""
    limits = tuple(Limit(f"组{n}", pair, 1) for n, pair in enumerate([(0, 1), (1, 2), (0, 2)]))
    level = Level("demand", "需求", posts={0: 1})
    problem = Problem(("P1", "P2", "P3"), ("D1",), (3,), ((0, 0), (1, 0), (2, 0)), limits, levels=(level,))
    found = solve(problem)
    assert not found.by_prices and len(found.chosen) == 1
    assert "“需求”没有证明为最优" in check(proof(problem, found), [(problem.people[found.chosen[0]], "D1")])


def twice_named(members):
    """A department that may send both of its people, of whom the aim counts both, and one is sent."""
    limit = {"name": "科室", "members": members, "most": 2}
    level = {
        "name": "aim", "label": "目标", "people": [[0, 1], [1, 1]], "posts": [], "pairs": [], "round": None,
        "tallies": [], "base": 0, "sign": 1, "value": 1, "prices": [],
    }  # fmt: skip
    return {
        "seed": "", "people": ["P1", "P2"], "posts": ["D1"], "places": [2], "pairs": [[0, 0], [1, 0]],
        "limits": [limit], "pins": [], "tallies": [], "levels": [level], "chosen": [0],
    }  # fmt: skip


def test_whoever_is_named_twice_counts_once():
    """Counted twice, one person would fill the department, and the price of its row would prove too much."""
    given = twice_named([0, 0, 1, 1])
    given["levels"][0] |= {"people": [[0, 2], [1, 2]], "value": 2, "prices": [[3, 1]]}
    assert "“目标”没有证明为最优" in check(given, [("P1", "D1")])


def test_two_tallies_of_one_name_are_both_bounded():
    given = twice_named([0, 1])
    tally = {"name": "名额", "side": "people", "members": [0, 1], "most": 2}
    given["tallies"] = [tally, tally]
    given["levels"][0] |= {"people": [], "tallies": ["名额"], "value": 2}
    assert "“目标”没有证明为最优" in check(given, [("P1", "D1")])
