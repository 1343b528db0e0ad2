"""Levels, lottery and proof on large problems: `python -m tests.allocation.bench [people …]`.

Beside the default engine stands branch and bound on the same levels (HiGHS MIP), for the smallest only.
"""

import resource
import sys
import time

from countyhire.compute.allocation.branching import by_branching
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.programme import programme
from countyhire.compute.allocation.proof import proof
from countyhire.compute.allocation.solve import solve
from tests.allocation.large import large_problem

SIZES = (500, 2048, 20_000)
BRANCHING = 500


def main(sizes: tuple[int, ...]) -> None:
    print(f"{'people':>7}{'pairs':>9}{'sent':>7}{'solve s':>9}{'check s':>9}{'MIP s':>8}{'MB':>7}  accepted")
    for people in sizes:
        problem = large_problem(people)
        begun = time.perf_counter()
        found = solve(problem)
        solved = time.perf_counter()
        sent = [(problem.people[problem.pairs[e][0]], problem.posts[problem.pairs[e][1]]) for e in found.chosen]
        faults = check(proof(problem, found), sent)
        checked = time.perf_counter()
        peer = ""
        if people <= BRANCHING:
            same = by_branching(*programme(problem)).chosen == found.chosen
            peer = f"{time.perf_counter() - checked:.2f}{'' if same else ' !'}"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{people:7}{len(problem.pairs):9}{len(sent):7}{solved - begun:9.2f}{checked - solved:9.2f}"
            f"{peer:>8}{peak:7.0f}  {faults or 'yes'}"
        )


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
