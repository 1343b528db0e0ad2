"""OR-Tools in a process of its own: flow problems in on stdin, flows out on stdout, as runs of 64-bit numbers.

OR-Tools and highspy each bring a library of the same name, and one process can load only one of the two. Run by
its path, so that nothing else of this package is imported.
"""

import sys
from typing import Any


def main() -> None:
    """Until stdin ends: tails, heads, capacities and costs of the arcs and supplies of the nodes in, flows out."""
    import numpy as np
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    given, found = sys.stdin.buffer, sys.stdout.buffer

    def numbers() -> Any:
        return np.frombuffer(given.read(8 * int.from_bytes(given.read(8), "little")), dtype="<i8")

    while len(tail := numbers()):
        head, capacity, cost, supply = (numbers() for _ in range(4))
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), capacity, cost)
        solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
        if solver.solve() != SimpleMinCostFlow.OPTIMAL:
            sys.exit("no flow")
        found.write(np.asarray(solver.flows(arcs), dtype="<i8").tobytes())
        found.flush()


if __name__ == "__main__":
    main()
