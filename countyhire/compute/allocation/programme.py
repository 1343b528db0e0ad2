"""The problem as a linear programme of whole numbers, and the face of best answers that is left of it."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from countyhire.compute.allocation.problem import Level, Problem


@dataclass(frozen=True, slots=True)
class Programme:
    """Columns: pairs, then what counts of each tally. Rows: people, posts, limits, pins, tallies.

    The entries of column c are `value[start[c]:start[c + 1]]` in the rows `row[…]`; all arrays are of
    whole numbers. `person` and `post` are the ends of the pairs.
    """

    problem: Problem
    start: Any
    row: Any
    value: Any
    person: Any
    post: Any

    @property
    def columns(self) -> int:
        return len(self.start) - 1

    def worth(self, gain: Any, price: Any) -> Any:
        """What a unit of each column gains less what it costs at the prices of the rows."""
        import numpy as np

        return gain - np.add.reduceat(self.value * price[self.row], self.start[:-1])

    def entries(self, columns: Any) -> tuple[Any, Any, Any]:
        """The starts, rows and values of some columns."""
        import numpy as np

        counts = self.start[columns + 1] - self.start[columns]
        start: Any = np.concatenate([[0], np.cumsum(counts)])
        position: Any = np.repeat(self.start[columns] - start[:-1], counts) + np.arange(start[-1])
        return start, self.row[position], self.value[position]


@dataclass(frozen=True, slots=True)
class Face:
    """Bounds on columns and rows; all answers within them are equally good on the levels done."""

    low: Any
    high: Any
    row_low: Any
    row_high: Any

    @property
    def open(self) -> Any:
        """The columns that are not fixed."""
        return self.low < self.high

    def bound(self, worth: Any, price: Any) -> int:
        """What no answer within the face can exceed, by these prices."""
        import numpy as np

        columns = np.maximum(worth * self.low, worth * self.high).sum()
        return int(columns + np.maximum(price * self.row_low, price * self.row_high).sum())

    def closed(self, worth: Any, price: Any) -> "Face":
        """The answers that reach the bound: all of those, and no others."""
        import numpy as np

        return Face(
            np.where(worth > 0, self.high, self.low),
            np.where(worth < 0, self.low, self.high),
            np.where(price > 0, self.row_high, self.row_low),
            np.where(price < 0, self.row_low, self.row_high),
        )


def programme(problem: Problem) -> tuple[Programme, Face]:
    """The columns and rows, and the face of all lawful answers.

    A person's row is at most one, a post's at most its places, a limit's at most its number, neither under its least,
    a pin's exactly one; of a tally at most as many count as its members are.
    """
    import numpy as np

    pairs, people, posts = len(problem.pairs), len(problem.people), len(problem.posts)
    ends = np.fromiter(chain.from_iterable(problem.pairs), dtype=np.int64, count=2 * pairs).reshape(pairs, 2)
    person, post = ends[:, 0], ends[:, 1]
    column, row = [np.arange(pairs), np.arange(pairs)], [person, people + post]
    first_pin = people + posts + len(problem.limits)
    first_tally = first_pin + len(problem.pins)
    groups = [("people", limit.members, people + posts + at) for at, limit in enumerate(problem.limits)]
    groups += [(tally.side, tally.members, first_tally + at) for at, tally in enumerate(problem.tallies)]
    for side, ends_here, count in (("people", person, people), ("posts", post, posts)):
        for table in _tables([(members, at) for group, members, at in groups if group == side], count):
            found = table[ends_here]
            column.append(np.flatnonzero(found >= 0))
            row.append(found[found >= 0])
    for at, pin in enumerate(problem.pins):
        column.append(np.array(pin.pairs, dtype=np.int64))
        row.append(np.full(len(pin.pairs), first_pin + at))
    value: list[Any] = [np.ones(len(part), dtype=np.int64) for part in column]
    column.append(pairs + np.arange(len(problem.tallies)))
    row.append(first_tally + np.arange(len(problem.tallies)))
    value.append(-np.ones(len(problem.tallies), dtype=np.int64))
    columns = np.concatenate(column)
    order = np.argsort(columns, kind="stable")
    start: Any = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=pairs + len(problem.tallies)))])
    most = [1] * people + [*problem.places] + [limit.most for limit in problem.limits] + [1] * len(problem.pins)
    most += [people] * len(problem.tallies)
    least: Any = np.zeros(len(most), dtype=np.int64)
    least[people : people + len(problem.least)] = problem.least
    least[people + posts : first_pin] = [limit.least for limit in problem.limits]
    least[first_pin:first_tally] = 1
    high = [1] * pairs + [tally.most for tally in problem.tallies]
    shape = Programme(problem, start, np.concatenate(row)[order], np.concatenate(value)[order], person, post)
    low: Any = np.zeros(len(high), dtype=np.int64)
    return shape, Face(low, np.array(high, dtype=np.int64), least, np.array(most, dtype=np.int64))


def _tables(groups: list[tuple[tuple[int, ...], int]], count: int) -> list[Any]:
    """The rows that each member is in, one table a time: its first row, its second; -1 for none."""
    import numpy as np

    tables: list[Any] = []
    filled = [0] * count
    for members, row in groups:
        for member in members:
            if filled[member] == len(tables):
                tables.append(np.full(count, -1, dtype=np.int64))
            tables[filled[member]][member] = row
            filled[member] += 1
    return tables


def gains(shape: Programme, level: Level) -> Any:
    """The gain of each column at a level."""
    import numpy as np

    problem = shape.problem
    of_people: Any = np.zeros(len(problem.people), dtype=np.int64)
    of_posts: Any = np.zeros(len(problem.posts), dtype=np.int64)
    found: Any = np.zeros(shape.columns, dtype=np.int64)
    for table, amounts in ((of_people, level.people), (of_posts, level.posts), (found, level.pairs)):
        table[list(amounts)] = list(amounts.values())
    found[: len(problem.pairs)] += of_people[shape.person] + of_posts[shape.post]
    for at, tally in enumerate(problem.tallies):
        if tally.name in level.tallies:
            found[len(problem.pairs) + at] = 1
    return found
