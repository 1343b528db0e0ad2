"""Any problem as a JSON file: solved, proven, checked; costs up to a million against trying every permutation."""

import itertools
import json
import random

from countyhire.compute.allocation.__main__ import main
from countyhire.compute.allocation.check import check


def test_an_assignment_with_large_costs_is_solved_and_proven(tmp_path, capsys):
    rng, size = random.Random(4), 6
    for most in (1_000_000, 3):  # 3: nearly everything is equally good
        cost = [[rng.randint(0, most) for _ in range(size)] for _ in range(size)]
        pairs = [[i, j] for i in range(size) for j in range(size)]
        problem = {
            "people": [f"p{i}" for i in range(size)],
            "posts": [f"q{j}" for j in range(size)],
            "pairs": pairs,
            "levels": [
                {"name": "placed", "people": [[i, 1] for i in range(size)]},
                {"name": "cost", "pairs": [[at, -cost[i][j]] for at, (i, j) in enumerate(pairs)]},
            ],
        }
        path = tmp_path / "problem.json"
        path.write_text(json.dumps(problem), encoding="utf-8")
        assert main([str(path)]) == 0
        proof = json.loads(capsys.readouterr().out)
        least = min(sum(cost[i][j] for i, j in enumerate(way)) for way in itertools.permutations(range(size)))
        assert [level["value"] for level in proof["levels"][:2]] == [size, -least]
        assert check(proof, [(f"p{pairs[at][0]}", f"q{pairs[at][1]}") for at in proof["chosen"]]) == []
