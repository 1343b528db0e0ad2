"""The allocation as a problem of whole numbers: codes, places, limits and aims, and nothing of the workbooks.

People and posts are sorted by their codes and known by their positions, so that the order of rows in a
workbook changes nothing. Each pair that is allowed may be chosen once or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of these people may be sent, a department that must keep the others; `least` of them must go."""

    name: str
    members: tuple[int, ...]
    most: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """Exactly one of these pairs must be chosen: a person pinned to a demand, or to an institution's demands."""

    name: str
    pairs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts the people sent, or the places filled, of a group, up to `most`: a quota reached, a line continued."""

    name: str
    side: str  # "people" or "posts"
    members: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Level:
    """One aim: the gain of sending a person, of filling a place, of choosing a pair, and groups counted.

    The solver makes the sum as large as it can. `base` is what stood before, counted in the value shown;
    an aim to be kept small has negative gains and `sign` -1, so that its value is shown as it is.
    """

    name: str
    label: str
    people: Mapping[int, int] = field(default_factory=dict)
    posts: Mapping[int, int] = field(default_factory=dict)
    pairs: Mapping[int, int] = field(default_factory=dict)
    tallies: tuple[str, ...] = ()
    base: int = 0
    sign: int = 1

    def shown(self, gain: int) -> int:
        """The value as printed."""
        return self.base + self.sign * gain


@dataclass(frozen=True, slots=True)
class Problem:
    """People, posts with their places, the pairs allowed, limits, pins and the aims in order.

    `least` are the places that must be filled at each post; a district asks for none, so it may be left out.
    """

    people: tuple[str, ...]
    posts: tuple[str, ...]
    places: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    limits: tuple[Limit, ...] = ()
    pins: tuple[Pin, ...] = ()
    tallies: tuple[Tally, ...] = ()
    levels: tuple[Level, ...] = ()
    seed: str = ""
    least: tuple[int, ...] = ()
