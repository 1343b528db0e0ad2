"""Two people of whom each has in the old sheet what is the other's."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction

Near = Callable[[Fraction, int], bool]


def swapped(due: Sequence[Fraction], old: Sequence[int], near: Near, slack: Fraction) -> dict[int, int]:
    """By place, the other's place. `due` is what each should have, `old` what the sheet says, `slack` how far apart
    two amounts may be that `near` calls the same. Only amounts that are not their own and not nought are looked at.
    """
    wrong = (one for one in range(len(due)) if due[one] and old[one] and not near(due[one], old[one]))
    off = sorted(wrong, key=_by(due))
    found: dict[int, int] = {}
    for one in off:
        first = bisect_left(off, old[one] - slack, key=_by(due))
        for other in off[first:]:
            if due[other] > old[one] + slack:
                break
            free = one not in found and other not in found
            if free and near(due[other], old[one]) and near(due[one], old[other]):
                found |= {one: other, other: one}
    return found


def _by(due: Sequence[Fraction]) -> Callable[[int], Fraction]:
    return lambda place: due[place]
