"""`python -m countyhire.compute.allocation 最优性证明.json`: the checker on the proof that a run left behind.

The checker is `check.py`, one file of the standard library alone; whoever wants to trust nothing else copies it
and calls `check(proof, sent)`. Those sent are read from `result.json` beside the proof, where it stands.

A file without `chosen` is a problem to solve: the same keys, of which `people`, `posts` and `pairs` (positions of
both) are needed; `places` are one each by default. A level has a `name` and gains `people`, `posts` or `pairs` as
[position, whole number], the larger the better; a cost is a negative gain. Printed is its proof.
"""

import json
import sys
from pathlib import Path
from typing import Any

from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.problem import Level, Limit, Problem, Tally
from countyhire.compute.allocation.proof import proof as written
from countyhire.compute.allocation.solve import solve

RESULT = "result.json"


def problem_of(given: dict[str, Any]) -> Problem:
    """A problem from its JSON object."""
    return Problem(
        people=tuple(given["people"]),
        posts=tuple(given["posts"]),
        places=tuple(given.get("places", [1] * len(given["posts"]))),
        pairs=tuple((person, post) for person, post in given["pairs"]),
        limits=tuple(Limit(one["name"], tuple(one["members"]), one["most"]) for one in given.get("limits", ())),
        tallies=tuple(
            Tally(one["name"], one["side"], tuple(one["members"]), one["most"]) for one in given.get("tallies", ())
        ),
        levels=tuple(
            Level(
                one["name"],
                one.get("label", one["name"]),
                people=dict(one.get("people", ())),
                posts=dict(one.get("posts", ())),
                pairs=dict(one.get("pairs", ())),
                tallies=tuple(one.get("tallies", ())),
            )
            for one in given.get("levels", ())
        ),
        seed=given.get("seed", ""),
    )


def main(arguments: list[str]) -> int:
    """0 where the proof holds, 1 where it does not, 2 where it cannot be read."""
    try:
        path = Path(arguments[0])
        proof = json.loads(path.read_bytes())
        if "chosen" not in proof:
            problem = problem_of(proof)
            print(json.dumps(written(problem, solve(problem)), ensure_ascii=False))
            return 0
        beside = path.with_name(RESULT)
        if beside.is_file():
            sent = [(row["person"], row["demand"]) for row in json.loads(beside.read_bytes())["assignments"]]
        else:
            pairs = [proof["pairs"][pair] for pair in proof["chosen"]]
            sent = [(proof["people"][person], proof["posts"][post]) for person, post in pairs]
        faults = check(proof, sent)
    except (IndexError, OSError, ValueError, KeyError, TypeError):
        print("用法：python -m countyhire.compute.allocation 最优性证明.json（读不到文件，或文件已损坏）")
        return 2
    against = f"并与{RESULT}一致" if beside.is_file() else f"旁边没有{RESULT}，只核对了证明本身"
    print("\n".join(faults) or f"证明成立：{len(sent)}人，{len(proof['levels'])}级都已证明为最优，{against}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
