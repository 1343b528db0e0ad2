"""The optional engine, `countyhire[fast]`: minimum-cost flow by OR-Tools on the same faces, with the same proof.

Every column and every row of the programme is one arc of a circulation: people's places run from the hub through
the groups that limit or count them to the person, over a pair to the post and back to the hub. What an arc gains
and what its end is worth more than its start make its price, so that node values are prices of the rows.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from countyhire.compute.allocation.highs import Fractional
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.programme import Face, Programme

HUB = 0
LOOK = 16  # rounds of raising node values between looks whether they go in a circle


class Stopped(Exception):
    """The worker gave no answer, as where OR-Tools does not load: caught by `solve`."""


def installed() -> bool:
    """Whether OR-Tools is there."""
    return find_spec("ortools") is not None


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs by position: the programme's columns, then its rows. `pinned` are the pairs, person and row of each pin.

    What flows on each arc is either asked of `process` or `known` already and only to be proven.
    """

    nodes: int
    tail: Any
    head: Any
    pinned: tuple[tuple[tuple[int, ...], int, int], ...]
    process: subprocess.Popen[bytes] | None = None
    known: Any = None


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """The process that solves flows (see `flow_worker`), which ends with the block."""
    script = Path(__file__).with_name("flow_worker.py")
    single = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # numpy starts sooner without threads that it will not use
    words = [sys.executable, "-P", str(script)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=single
    ) as process:
        try:
            yield process
        finally:
            assert process.stdin
            with suppress(OSError):
                process.stdin.close()
            process.kill()


def known(shape: Programme, chosen: Sequence[int]) -> Network | None:
    """The circulation of an allocation that has been found."""
    import numpy as np

    net = network(shape)
    if net is None:
        return None
    pairs, tallies = len(shape.problem.pairs), shape.problem.tallies
    column: Any = np.zeros(shape.columns, dtype=np.int64)
    column[list(chosen)] = 1
    entries = np.repeat(column, np.diff(shape.start)) * shape.value
    row: Any = np.zeros(len(net.tail) - shape.columns, dtype=np.int64)
    np.add.at(row, shape.row, entries)
    first = len(row) - len(tallies)
    column[pairs:] = np.minimum(row[first:], [tally.most for tally in tallies])
    row[first:] -= column[pairs:]
    return replace(net, known=np.concatenate([column, row]))


def network(shape: Programme, process: subprocess.Popen[bytes] | None = None) -> Network | None:
    """The circulation; None where groups cross, so that a person would have to run through two at once."""
    import numpy as np

    problem = shape.problem
    people, posts, pairs = len(problem.people), len(problem.posts), len(problem.pairs)
    groups = [("people", limit.members) for limit in problem.limits]
    groups += [(tally.side, tally.members) for tally in problem.tallies]
    inner: dict[str, list[int]] = {"people": [HUB] * people, "posts": [HUB] * posts}
    outer = [HUB] * len(groups)
    for at in sorted(range(len(groups)), key=lambda at: (-len(groups[at][1]), at)):
        side, members = groups[at]
        around = {inner[side][member] for member in members}
        if len(around) > 1:
            return None
        outer[at] = around.pop() if around else HUB
        for member in members:
            inner[side][member] = 1 + people + posts + at
    pinned = _pinned(problem)
    if pinned is None:
        return None
    arcs = [_way(side, 1 + people + posts + at, outer[at]) for at, (side, _) in enumerate(groups)]
    first = len(problem.limits)
    rows = [(inner["people"][at], 1 + at) for at in range(people)]
    rows += [(1 + people + at, inner["posts"][at]) for at in range(posts)]
    rows += [*arcs[:first], *((HUB, HUB) for _ in problem.pins), *arcs[first:]]
    rest: Any = np.array([*arcs[first:], *rows], dtype=np.int64).reshape(-1, 2)
    assert pairs + len(rest) == shape.columns + len(rows)
    tail = np.concatenate([1 + shape.person, rest[:, 0]])
    head = np.concatenate([1 + people + shape.post, rest[:, 1]])
    return Network(1 + people + posts + len(groups), tail, head, pinned, process)


def _way(side: str, group: int, outer: int) -> tuple[int, int]:
    """People run into their group from what is around it, posts out of it."""
    return (outer, group) if side == "people" else (group, outer)


def _pinned(problem: Problem) -> tuple[tuple[tuple[int, ...], int, int], ...] | None:
    """The pairs, the person and the row of each pin; None where one is of several people, or a person has two."""
    first = len(problem.people) + len(problem.posts) + len(problem.limits)
    found = []
    for at, pin in enumerate(problem.pins):
        people = {problem.pairs[pair][0] for pair in pin.pairs}
        if len(people) != 1:
            return None
        found.append((pin.pairs, people.pop(), first + at))
    return tuple(found) if len({person for _, person, _ in found}) == len(found) else None


def best(
    shape: Programme, net: Network, face: Face, gain_of: Sequence[Any], weight: int
) -> tuple[Any, Callable[[int, Face], Any]]:
    """The best circulation by weighted gains, and prices of the rows that prove it, by gain and face.

    They raise `Fractional` where the weights were too small for that gain to be at its best.
    """
    if net.known is None:
        gain = sum(part * weight**power for power, part in enumerate(reversed(gain_of)))
        flow = _circulation(net, *_bounds(shape, net, face), gain)
    else:
        flow = net.known

    def pricing(at: int, face: Face) -> Any:
        return _prices(shape, net, face, *_bounds(shape, net, face), flow, gain_of[at])

    return flow[: shape.columns], pricing


def _bounds(shape: Programme, net: Network, face: Face) -> tuple[Any, Any]:
    """The least and the most on each arc; who is pinned goes, and over no other pair."""
    import numpy as np

    low, high = np.concatenate([face.low, face.row_low]), np.concatenate([face.high, face.row_high])
    for pairs, person, row in net.pinned:
        kept = np.array(pairs)
        others = np.setdiff1d(np.flatnonzero(shape.person == person), kept)
        high[others] = 0
        low[shape.columns + person] = high[shape.columns + person] = 1
        low[shape.columns + row] = high[shape.columns + row] = 0
    return low, high


def _circulation(net: Network, low: Any, high: Any, gain: Any) -> Any:
    """The flow on each arc, within the bounds, that gains most."""
    import numpy as np

    arcs = np.flatnonzero((low < high) & (net.tail != net.head))
    cost: Any = np.zeros(len(low), dtype=np.int64)
    cost[: len(gain)] = -gain
    supply: Any = np.zeros(net.nodes, dtype=np.int64)
    np.add.at(supply, net.head, low)
    np.subtract.at(supply, net.tail, low)
    flow = low.copy()
    if len(arcs):
        flow[arcs] += _asked(net, (net.tail[arcs], net.head[arcs], (high - low)[arcs], cost[arcs], supply))
    return flow


def _asked(net: Network, arrays: Sequence[Any]) -> Any:
    """The worker's answer: as many numbers as there are arcs."""
    import numpy as np

    assert net.process and net.process.stdin and net.process.stdout
    try:
        for array in arrays:
            net.process.stdin.write(len(array).to_bytes(8, "little") + array.astype("<i8").tobytes())
        net.process.stdin.flush()
        answer = net.process.stdout.read(8 * len(arrays[0]))
    except OSError as error:
        raise Stopped from error
    if len(answer) < 8 * len(arrays[0]):
        raise Stopped
    return np.frombuffer(answer, dtype="<i8")


def _prices(shape: Programme, net: Network, face: Face, low: Any, high: Any, flow: Any, gain: Any) -> Any:
    """Prices of the rows from node values, with those of the pins, whose rows are no arcs."""
    import numpy as np

    columns = shape.columns
    gained: Any = np.zeros(len(low), dtype=np.int64)
    gained[:columns] = gain
    value = _values(net, low, high, flow, gained)
    price = (value[net.tail] - value[net.head])[columns:]
    for pairs, person, row in net.pinned:
        others = np.setdiff1d(np.flatnonzero(shape.person == person), np.array(pairs))
        worth = (gained + value[net.tail] - value[net.head])[others]
        forced = 0 if face.row_low[person] == face.row_high[person] else max(0, -int(price[person]))
        more = max(forced, int(worth[face.high[others] > 0].max(initial=0)))
        price[person], price[row] = price[person] + more, -more
    return price


def _values(net: Network, low: Any, high: Any, flow: Any, gain: Any) -> Any:
    """The least values of the nodes, none below zero, at which no change of the flow would gain.

    Raises `Fractional` where a change around a circle would: then values rise along it without end.
    """
    import numpy as np

    up, down = np.flatnonzero(flow < high), np.flatnonzero(flow > low)
    tail, head = np.concatenate([net.tail[up], net.head[down]]), np.concatenate([net.head[up], net.tail[down]])
    order = np.argsort(tail, kind="stable")
    tail, head, step = tail[order], head[order], np.concatenate([gain[up], -gain[down]])[order]
    first: Any = np.searchsorted(tail, np.arange(net.nodes + 1))
    value: Any = np.zeros(net.nodes, dtype=np.int64)
    source: Any = np.arange(net.nodes)  # the node that raised each, itself for those never raised
    risen: Any = np.arange(net.nodes)
    turn = 0
    while len(risen):
        arcs = _ranges(first[risen], first[risen + 1])
        offer: Any = value[tail[arcs]] + step[arcs]
        better = offer > value[head[arcs]]
        arcs, offer = arcs[better], offer[better]
        ends = head[arcs]
        np.maximum.at(value, ends, offer)
        last = offer == value[ends]
        source[ends[last]] = tail[arcs[last]]
        risen, turn = np.unique(ends), turn + 1
        if turn % LOOK == 0 and _circular(source):
            raise Fractional
    return value


def _circular(source: Any) -> bool:
    """Whether some node, followed back, comes to no end."""

    back = source
    for _ in range(len(source).bit_length()):
        back = back[back]
    return bool((source[back] != back).any())


def _ranges(start: Any, end: Any) -> Any:
    """The whole numbers from each start up to its end, one after another."""
    import numpy as np

    counts: Any = end - start
    return np.repeat(start - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
