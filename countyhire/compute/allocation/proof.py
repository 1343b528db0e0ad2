"""The proof of an allocation as a JSON object, for `check` and for anybody's own program."""

import json
from hashlib import sha256
from typing import Any

from countyhire.compute.allocation.lottery import NAME
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.solution import Solution, Step


def proof(problem: Problem, solution: Solution) -> dict[str, Any]:
    """The problem in positions, the pairs chosen, and each level's gains, value and prices.

    `prices` is null where branch and bound solved a level, with the `bound` that nothing exceeds beside it; a round of
    the lottery gives its number instead of its gains, which anybody works out from the seed.
    """
    return {
        "schema": "countyhire/allocation-proof/1",
        "seed": problem.seed,
        "people": list(problem.people),
        "posts": list(problem.posts),
        "places": list(problem.places),
        **({"least": list(problem.least)} if any(problem.least) else {}),
        "pairs": [list(pair) for pair in problem.pairs],
        "limits": [
            {"name": limit.name, "members": list(limit.members), "most": limit.most}
            | ({"least": limit.least} if limit.least else {})
            for limit in problem.limits
        ],
        "pins": [{"name": pin.name, "pairs": list(pin.pairs)} for pin in problem.pins],
        "tallies": [
            {"name": tally.name, "side": tally.side, "members": list(tally.members), "most": tally.most}
            for tally in problem.tallies
        ],
        "levels": [_level(step) for step in solution.steps],
        "chosen": list(solution.chosen),
    }


def digest(written: dict[str, Any]) -> str:
    """SHA-256 of a proof without its prices and its lottery, printed with the allocation so that both belong together.

    Several sets of prices can prove one level, and another solver may find another; they decide which pairs
    are still open when lots are drawn, though not who wins.
    """
    aims = [level for level in written["levels"] if level["round"] is None]
    levels = [{key: level[key] for key in level if key != "prices"} for level in aims]
    text = json.dumps({**written, "levels": levels}, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _level(step: Step) -> dict[str, Any]:
    level = step.level
    bound = {"bound": level.shown(step.bound)} if step.prices is None else {}
    turn = int(level.name.removeprefix(NAME)) - 1 if level.name.startswith(NAME) else None
    return {
        "name": level.name,
        "label": level.label,
        "people": _listed(level.people),
        "posts": _listed(level.posts),
        "pairs": _listed(level.pairs) if turn is None else [],
        "round": turn,
        "tallies": list(level.tallies),
        "base": level.base,
        "sign": level.sign,
        "value": level.shown(step.gain),
        "prices": None if step.prices is None else _listed(step.prices),
        **bound,
    }


def _listed(amounts: Any) -> list[list[int]]:
    return [[index, amounts[index]] for index in sorted(amounts)]
