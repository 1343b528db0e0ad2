"""OR-Tools in a process of its own: flow problems in on stdin, flows out on stdout.

OR-Tools and highspy each bring a library of the same name, and one process can load only one of the two. Run by
its path, so that nothing else of this package is imported.
"""

import pickle
import sys


def main() -> None:
    """Until stdin ends: tails, heads, capacities and costs of the arcs and supplies of the nodes in, flows out."""
    import numpy as np
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    while True:
        try:
            tail, head, capacity, cost, supply = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
        solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
        solved = solver.solve() == SimpleMinCostFlow.OPTIMAL
        pickle.dump(np.asarray(solver.flows(arcs)) if solved else None, sys.stdout.buffer, protocol=5)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
