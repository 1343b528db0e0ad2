"""A problem as a JSON file, as anybody may write one: what it may ask for, against trying every allocation (C06)."""

import copy
import itertools
import json
import random

import pytest

from countyhire.compute.allocation.__main__ import main
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.flow import installed
from countyhire.compute.allocation.problem_file import LARGEST, Refused, problem_of

SMALL = {
    "people": ["a", "b", "c"], "posts": ["x", "y"], "places": [1, 2], "pairs": [[0, 0], [1, 0], [1, 1], [2, 1]],
    "limits": [{"name": "ward", "members": [1, 2], "most": 1}],
    "pins": [{"name": "a goes", "pairs": [0]}],
    "tallies": [{"name": "quota", "side": "people", "members": [0, 1, 2], "most": 2}],
    "levels": [{"name": "quota", "tallies": ["quota"]}, {"name": "gain", "pairs": [[2, 3], [3, 5]]}],
    "seed": "1",
}  # fmt: skip


def solved(problem, tmp_path, capsys, *words):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(problem), encoding="utf-8")
    code = main([str(path), *words])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else said.err


def test_what_is_printed_is_a_proof_that_the_same_command_accepts(tmp_path, capsys):
    code, proof = solved(SMALL, tmp_path, capsys)
    assert code == 0 and [level["value"] for level in proof["levels"][:2]] == [2, 5]
    assert solved_again(proof, tmp_path) == 0
    proof["levels"][1]["value"] = 6
    assert solved_again(proof, tmp_path) == 1


def solved_again(proof, tmp_path):
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(proof), encoding="utf-8")
    return main([str(path)])


def sent_by(found):
    ends = (found["pairs"][at] for at in found["chosen"])
    return [(found["people"][i], found["posts"][j]) for i, j in ends]


WRONG = {
    "a key that is not one": ({"vetoes": []}, "vetoes"),
    "no people": ({"people": None}, "people"),
    "a name twice": ({"posts": ["x", "x"]}, "posts"),
    "a name that is a number": ({"people": ["a", "b", 3]}, "people"),
    "a pair twice": ({"pairs": [[0, 0], [0, 0]]}, "pairs"),
    "a pair of three": ({"pairs": [[0, 0, 1]]}, "pairs[0]"),
    "a pair of nobody": ({"pairs": [[3, 0]]}, "0至2"),
    "a position from behind": ({"pairs": [[-1, 0]]}, "-1"),
    "a place too few": ({"places": [1]}, "places"),
    "places below nothing": ({"places": [1, -1]}, "places"),
    "half a place": ({"places": [1, 0.5]}, "places"),
    "places as words": ({"places": "11"}, "places"),
    "yes for a number": ({"places": [1, True]}, "places"),
    "a least too many": ({"least": [0, 0, 0]}, "least"),
    "a limit without a number": ({"limits": [{"name": "w", "members": []}]}, "most"),
    "a limit of pairs": ({"limits": [{"name": "w", "members": [], "most": 1, "pairs": [0]}]}, "pairs"),
    "a member twice": ({"limits": [{"name": "w", "members": [0, 0], "most": 1}]}, "members"),
    "a pin that is no object": ({"pins": [[0, 0]]}, "pins"),
    "a pin of no pair": ({"pins": [{"name": "p", "pairs": [4]}]}, "pins"),
    "a tally of departments": ({"tallies": [{"name": "t", "side": "wards", "members": [], "most": 1}]}, "side"),
    "two tallies of one name": ({"tallies": SMALL["tallies"] * 2}, "tallies"),
    "a level's tally unknown": ({"levels": [{"name": "n", "tallies": ["q"]}]}, "q"),
    "two levels of one name": ({"levels": [{"name": "n"}, {"name": "n"}]}, "levels"),
    "a level of the lottery": ({"levels": [{"name": "lottery_1"}]}, "lottery_"),
    "a gain twice": ({"levels": [{"name": "n", "pairs": [[0, 1], [0, 2]]}]}, "pairs"),
    "a gain too large": ({"levels": [{"name": "n", "people": [[0, LARGEST + 1]]}]}, str(LARGEST)),
    "a gain of a half": ({"levels": [{"name": "n", "posts": [[0, 0.5]]}]}, "posts"),
    "a sign of two": ({"levels": [{"name": "n", "sign": 2}]}, "sign"),
    "another schema": ({"schema": "x/1"}, "schema"),
    "a seed that is a number": ({"seed": 7}, "seed"),
}


@pytest.mark.parametrize("way", WRONG)
def test_what_is_not_of_the_format_is_refused_with_a_sentence(way, tmp_path, capsys):
    change, named = WRONG[way]
    given = {key: value for key, value in (copy.deepcopy(SMALL) | change).items() if value is not None}
    with pytest.raises(Refused) as refusal:
        problem_of(given)
    code, said = solved(given, tmp_path, capsys)
    assert code == 2 and said == f"{refusal.value}\n" and named in said


def test_files_that_are_neither_problem_nor_proof(tmp_path, capsys):
    for text in ("[1]", "{", "", '{"chosen": 1}', '{"chosen": [0], "people": []}'):
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        assert main([str(tmp_path / "a.json")]) == 2 and capsys.readouterr().err
    assert main([]) == main([str(tmp_path / "none.json")]) == 2


def test_a_key_twice_is_refused(tmp_path, capsys):
    (tmp_path / "a.json").write_text('{"people": [], "posts": [], "pairs": [], "posts": ["x"]}', encoding="utf-8")
    assert main([str(tmp_path / "a.json")]) == 2 and "posts" in capsys.readouterr().err


def random_problem(rng):
    people, posts = rng.randint(1, 4), rng.randint(1, 3)
    pairs = [[i, j] for i in range(people) for j in range(posts) if rng.random() < 0.8]
    some = [at for at in range(len(pairs)) if rng.random() < 0.25]
    largest = rng.choice((1, 3, 10**6, LARGEST))

    def gains(count):
        return [[at, rng.randint(-largest, largest)] for at in range(count) if rng.random() < 0.6]

    return {
        "people": [f"p{i}" for i in range(people)],
        "posts": [f"q{j}" for j in range(posts)],
        "places": [rng.randint(0, 2) for _ in range(posts)],
        "least": [rng.choice((0, 0, 0, 1)) for _ in range(posts)],
        "pairs": pairs,
        "forbidden": [pair for pair in pairs if rng.random() < 0.15],
        "keep": [pair for pair in pairs if rng.random() < 0.15],
        "limits": [
            {"name": "half", "members": list(range(people // 2 + 1)), "most": rng.randint(1, 2),
             "least": rng.choice((0, 0, 1))},
            {"name": "team", "members": [i for i in range(people) if rng.random() < 0.6], "most": rng.randint(0, 2)},
        ],
        "tallies": [{"name": "quota", "side": "people", "members": [i for i in range(people) if rng.random() < 0.6],
                     "most": rng.randint(0, 2)}],
        "pins": [{"name": f"pin{at}", "pairs": [at]} for at in some[:1]],
        "levels": [{"name": "first", "people": gains(people), "posts": gains(posts), "tallies": ["quota"]},
                   {"name": "then", "pairs": gains(len(pairs))}],
        "seed": str(rng.random()),
    }  # fmt: skip


def every_way(problem):
    """All allocations within the upper bounds, as pairs, with how many they are short of what is asked for."""
    allowed = [pair for pair in problem["pairs"] if pair not in problem["forbidden"]]
    posts = [[None, *(j for i, j in allowed if i == person)] for person in range(len(problem["people"]))]
    for way in itertools.product(*posts):
        filled = [way.count(j) for j in range(len(problem["posts"]))]
        away = [sum(way[i] is not None for i in limit["members"]) for limit in problem["limits"]]
        if any(n > limit["most"] for n, limit in zip(away, problem["limits"], strict=True)):
            continue
        if any(n > most for n, most in zip(filled, problem["places"], strict=True)):
            continue
        chosen = [[i, j] for i, j in enumerate(way) if j is not None]
        short = sum(max(0, limit.get("least", 0) - n) for n, limit in zip(away, problem["limits"], strict=True))
        short += sum(max(0, least - n) for n, least in zip(filled, problem["least"], strict=True))
        short += sum(problem["pairs"][pin["pairs"][0]] not in chosen for pin in problem["pins"])
        yield short, chosen


def worth(problem, chosen):
    """What each level gains, kept pairs first."""
    first, then = problem["levels"]
    by_person, by_post, by_pair = dict(first["people"]), dict(first["posts"]), dict(then["pairs"])
    kept = [sum(pair in problem["keep"] for pair in chosen)] if problem["keep"] else []
    (quota,) = problem["tallies"]
    counted = min(quota["most"], sum(i in quota["members"] for i, _ in chosen))
    return (
        *kept,
        counted + sum(by_person.get(i, 0) + by_post.get(j, 0) for i, j in chosen),
        sum(by_pair.get(problem["pairs"].index(pair), 0) for pair in chosen),
    )


@pytest.mark.parametrize("fast", [False, pytest.param(True, marks=pytest.mark.skipif(not installed(), reason="fast"))])
def test_whatever_is_asked_for_agrees_with_trying_everything(fast, tmp_path, capsys, sweep):
    rng, seen = random.Random(11), set()
    for _ in range(sweep(8 if fast else 60, 1000)):
        problem = random_problem(rng)
        ways = list(every_way(problem))
        least = min(short for short, _ in ways)
        code, found = solved(problem, tmp_path, capsys, *(["--fast"] if fast else []))
        seen.add(code)
        if least:
            assert code == 6 and f"至少缺{least}个" in found
            continue
        best = max(worth(problem, chosen) for short, chosen in ways if not short)
        assert code == 0
        assert tuple(level["value"] for level in found["levels"] if level["round"] is None) == best
        if all(level["prices"] is not None for level in found["levels"]):  # as they are unless groups cross
            seen.add("proven")
            assert check(found, sent_by(found)) == []
    assert seen == {0, 6, "proven"}


@pytest.mark.parametrize("fast", [False, pytest.param(True, marks=pytest.mark.skipif(not installed(), reason="fast"))])
@pytest.mark.parametrize(
    "change, chosen",
    [
        ({"people": [], "pairs": []}, 0),
        ({"posts": [], "pairs": []}, 0),
        ({"pairs": []}, 0),
        ({"people": ["a"], "pairs": [[0, 0]]}, 1),
        ({"places": [0, 0, 0]}, 0),
        ({"places": [9, 9, 9]}, 3),
        ({"levels": []}, 3),
        ({"levels": [{"name": "n"}]}, 3),
        ({"levels": [{"name": "n", "people": [[i, -1] for i in range(3)]}]}, 0),
    ],
)
def test_problems_with_little_in_them(change, chosen, fast, tmp_path, capsys):
    """All gains equal, or none, or losses; no people, no posts, no places, no pairs."""
    problem = {
        "people": ["a", "b", "c"], "posts": ["x", "y", "z"], "pairs": [[i, j] for i in range(3) for j in range(3)],
        "levels": [{"name": "n", "people": [[i, 1] for i in range(3)]}],
    }  # fmt: skip
    problem |= change
    problem["levels"] = [
        level | {"people": level.get("people", [])[: len(problem["people"])]} for level in problem["levels"]
    ]
    code, found = solved(problem, tmp_path, capsys, *(["--fast"] if fast else []))
    assert code == 0 and len(found["chosen"]) == chosen
    assert check(found, sent_by(found)) == []
