"""Who sends to where, as a drawing: senders on the left, townships on the right, a band for each flow.

A band is as thick as the people in it; one whose count is held back is a thin line, always the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 560
_LEFT, _RIGHT = 176, 400  # the inner edges of the two columns of bars
_BAR = 8
_UNIT = 6  # a person's thickness
_GAP = 14
_LEAST = 12  # of a bar, so that its text has room
_TOP = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A place at one side: its bar and its text."""

    label: str
    x: int
    y: int
    height: int
    text_x: int
    anchor: str

    @property
    def text_y(self) -> int:
        return self.y + self.height // 2 + 4


@dataclass(frozen=True, slots=True)
class Band:
    """One flow. `path` is its outline, or its middle line where the count is held back."""

    path: str
    sender: int
    thin: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The drawing, for the page template to write down."""

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    width: int
    height: int


Places = Sequence[tuple[str, str]]
Counts = Mapping[tuple[str, str], int | None]


def flow(senders: Places, receivers: Places, counts: Counts) -> Flow:
    """Senders and receivers as (key, label) from top to bottom; `counts` by (sender, receiver), None held back."""
    left = _sizes(senders, [(sender, count) for (sender, _), count in counts.items()])
    right = _sizes(receivers, [(receiver, count) for (_, receiver), count in counts.items()])
    height = max(_tall(left), _tall(right)) + 2 * _TOP
    tops_left, tops_right = _tops(left, height), _tops(right, height)
    nodes = [
        Node(label, _LEFT - _BAR, tops_left[key], left[key], _LEFT - _BAR - 4, "end") for key, label in senders
    ] + [Node(label, _RIGHT, tops_right[key], right[key], _RIGHT + _BAR + 4, "start") for key, label in receivers]
    return Flow(tuple(nodes), tuple(_bands(senders, receivers, counts, tops_left, tops_right)), WIDTH, height)


def _thickness(count: int | None) -> int:
    return _UNIT if count is None else count * _UNIT


def _sizes(places: Places, flows: Sequence[tuple[str, int | None]]) -> dict[str, int]:
    """How tall the bar of each place is."""
    sizes = {key: 0 for key, _ in places}
    for key, count in flows:
        sizes[key] += _thickness(count)
    return {key: max(size, _LEAST) for key, size in sizes.items()}


def _tall(sizes: Mapping[str, int]) -> int:
    return sum(sizes.values()) + _GAP * (len(sizes) - 1)


def _tops(sizes: Mapping[str, int], height: int) -> dict[str, int]:
    """Where each bar begins, the column in the middle of the height."""
    found, y = {}, (height - _tall(sizes)) // 2
    for key, size in sizes.items():
        found[key] = y
        y += size + _GAP
    return found


def _bands(
    senders: Places, receivers: Places, counts: Counts, left: Mapping[str, int], right: Mapping[str, int]
) -> Iterator[Band]:
    """The bands in order, each beginning and ending where the one before it left off."""
    at_left, at_right = dict(left), dict(right)
    middle = (_LEFT + _RIGHT) // 2
    for number, (sender, _) in enumerate(senders):
        for receiver, _ in receivers:
            if (sender, receiver) not in counts:
                continue
            count = counts[sender, receiver]
            thick = _thickness(count)
            a, b = at_left[sender], at_right[receiver]
            at_left[sender], at_right[receiver] = a + thick, b + thick
            if count is None:
                a, b = a + thick // 2, b + thick // 2
                path = f"M{_LEFT} {a}C{middle} {a} {middle} {b} {_RIGHT} {b}"
            else:
                path = (
                    f"M{_LEFT} {a}C{middle} {a} {middle} {b} {_RIGHT} {b}v{thick}"
                    f"C{middle} {b + thick} {middle} {a + thick} {_LEFT} {a + thick}Z"
                )
            yield Band(path, number, count is None)
