"""What differs between two allocations: a what-if beside the one that stands, a replacement beside the old."""

from dataclasses import dataclass

from countyhire.compute.allocation.result import Allocation


@dataclass(frozen=True, slots=True)
class Move:
    """A person whose demand differs; an empty text is nobody's demand: newly sent, or no longer sent."""

    person: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """An aim reached otherwise. None where one of the two does not have it."""

    name: str
    label: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everybody who moves, by 人员编号, and every aim that is reached otherwise, in order."""

    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]


def difference(before: Allocation, after: Allocation) -> Difference:
    """From one allocation to another."""
    names = {row.person: row.name for row in (*before.assignments, *after.assignments)}
    old = {row.person: row.demand for row in before.assignments}
    new = {row.person: row.demand for row in after.assignments}
    moves = (Move(code, names[code], old.get(code, ""), new.get(code, "")) for code in sorted(names))
    was = {row.name: row.value for row in before.objectives}
    now = {row.name: row.value for row in after.objectives}
    labels = {row.name: row.label for row in (*after.objectives, *before.objectives)}
    order = [row.name for row in (*before.objectives, *after.objectives)]
    shifts = (Shift(name, labels[name], was.get(name), now.get(name)) for name in dict.fromkeys(order))
    return Difference(
        tuple(move for move in moves if move.before != move.after),
        tuple(shift for shift in shifts if shift.before != shift.after),
    )
