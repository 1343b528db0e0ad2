"""`python -m countyhire.compute.allocation 最优性证明.json`: the checker on the proof that a run left behind.

The checker is `check.py`, one file of the standard library alone; whoever wants to trust nothing else copies it
and calls `check(proof, sent)`. Those sent are read from `result.json` beside the proof, where it stands.

A file without `chosen` is a problem to solve (docs/allocation.md): printed is its proof. `--fast` solves it with
OR-Tools, which must be installed; the answer is the same.
"""

import json
import sys
from pathlib import Path
from typing import Any

from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.flow import installed
from countyhire.compute.allocation.gap import gap_words
from countyhire.compute.allocation.problem_file import Refused, problem_of, unique
from countyhire.compute.allocation.proof import proof as written
from countyhire.compute.allocation.shortfall import shortfall
from countyhire.compute.allocation.solve import solve

RESULT = "result.json"
FAST = "--fast"
HOLDS, WRONG, REFUSED, INFEASIBLE = 0, 1, 2, 6
USE = "用法：python -m countyhire.compute.allocation 问题.json或最优性证明.json [--fast]"


def main(arguments: list[str]) -> int:
    """0 solved, or the proof holds; 1 it does not; 2 cannot be read, or is not of the format; 6 cannot be had."""
    names = [word for word in arguments if word != FAST]
    try:
        path = Path(names[0])
        given = json.loads(path.read_bytes(), object_pairs_hook=unique)
    except Refused as refusal:
        return _refused(str(refusal))
    except (IndexError, OSError, ValueError, RecursionError):
        return _refused(f"{USE}（读不到文件，或不是 JSON）")
    if not isinstance(given, dict):
        return _refused("问题应为一个对象（{…}）")
    if "chosen" not in given:
        return _solved(given, FAST in arguments)
    try:
        return _checked(given, path.with_name(RESULT))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return _refused("证明或旁边的结果已损坏，不能核对")


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _solved(given: dict[str, Any], fast: bool) -> int:
    if fast and not installed():
        return _refused("没有安装快速求解组件：pip install countyhire[fast]")
    try:
        problem = problem_of(given)
    except Refused as refusal:
        return _refused(str(refusal))
    if short := shortfall(problem):
        listed = "、".join(f"{name}（缺{count}）" for name, count in short)
        print(f"无解：至少缺{sum(count for _, count in short)}个，例如{listed}", file=sys.stderr)
        return INFEASIBLE
    solution = solve(problem, fast)
    for step in solution.steps:
        if step.bound != step.gain:
            words = gap_words(step.level.shown(step.gain), step.level.shown(step.bound))
            print(f"没有证明为最优：“{step.level.label}”{words}", file=sys.stderr)
    print(json.dumps(written(problem, solution), ensure_ascii=False))
    return HOLDS


def _checked(proof: dict[str, Any], beside: Path) -> int:
    if beside.is_file():
        sent = [(row["person"], row["demand"]) for row in json.loads(beside.read_bytes())["assignments"]]
    else:
        pairs = [proof["pairs"][pair] for pair in proof["chosen"]]
        sent = [(proof["people"][person], proof["posts"][post]) for person, post in pairs]
    faults = check(proof, sent)
    against = f"并与{RESULT}一致" if beside.is_file() else f"旁边没有{RESULT}，只核对了证明本身"
    print("\n".join(faults) or f"证明成立：{len(sent)}人，{len(proof['levels'])}级都已证明为最优，{against}")
    return WRONG if faults else HOLDS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
