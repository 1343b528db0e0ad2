"""What changes at each level when one person goes instead of another, or a place is filled or emptied."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from countyhire.compute.allocation.problem import Problem

Falls = tuple[int, ...]
"""By how much each level's gain falls."""
Kind = tuple[tuple[int, ...], tuple[int, ...]]
"""The gain at each level, and the tallies that count somebody or a post."""


@dataclass
class Ledger:
    """An allocation with the counts that its tallies and limits need, so that a change is priced at once.

    People, and posts, that gain the same at every level and are in the same tallies are of one kind: a change is
    priced once for two kinds, however many are of them.
    """

    problem: Problem
    chosen: Sequence[int]
    post_of: dict[int, int] = field(default_factory=dict)  # person to pair
    occupants: dict[int, list[int]] = field(default_factory=dict)  # post to people
    limit_of: dict[int, int] = field(default_factory=dict)  # person to limit
    away: Counter[int] = field(default_factory=Counter)  # limit to people sent
    tallied: Counter[int] = field(default_factory=Counter)  # tally to who counts
    person_kind: list[Kind] = field(default_factory=list)
    post_kind: list[Kind] = field(default_factory=list)
    pair_gains: dict[int, Falls] = field(default_factory=dict)  # of pairs that gain something themselves
    priced: dict[tuple[Kind, Kind], Falls] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, limit in enumerate(self.problem.limits):
            self.limit_of.update(dict.fromkeys(limit.members, at))
        levels = self.problem.levels
        for side, kinds, count in (
            ("people", self.person_kind, len(self.problem.people)),
            ("posts", self.post_kind, len(self.problem.posts)),
        ):
            tallies: list[list[int]] = [[] for _ in range(count)]
            for at, tally in enumerate(self.problem.tallies):
                for member in tally.members if tally.side == side else ():
                    tallies[member].append(at)
            gains = [level.people if side == "people" else level.posts for level in levels]
            known: dict[Kind, Kind] = {}
            for end in range(count):
                kind = (tuple(gain.get(end, 0) for gain in gains), tuple(tallies[end]))
                kinds.append(known.setdefault(kind, kind))
        for pair in {pair for level in levels for pair in level.pairs}:
            self.pair_gains[pair] = tuple(level.pairs.get(pair, 0) for level in levels)
        for pair in self.chosen:
            person, post = self.problem.pairs[pair]
            self.post_of[person] = pair
            self.occupants.setdefault(post, []).append(person)
            if person in self.limit_of:
                self.away[self.limit_of[person]] += 1
            self.tallied.update((*self.person_kind[person][1], *self.post_kind[post][1]))

    def full(self, post: int) -> bool:
        """Whether every place of a post is filled."""
        return len(self.occupants.get(post, ())) >= self.problem.places[post]

    def spent(self, person: int) -> bool:
        """Whether the person's department can spare nobody more."""
        limit = self.limit_of.get(person)
        return limit is not None and self.away[limit] >= self.problem.limits[limit].most

    def falls(self, out: int, into: int) -> Falls:
        """By how much each level's gain falls when one pair goes out and another comes in."""
        (person, post), (other, there) = self.problem.pairs[out], self.problem.pairs[into]
        parts = [self._between(self.person_kind[person], self.person_kind[other])]
        if post != there:
            parts.append(self._between(self.post_kind[post], self.post_kind[there]))
        if out in self.pair_gains:
            parts.append(self.pair_gains[out])
        if into in self.pair_gains:
            parts.append(tuple(-gain for gain in self.pair_gains[into]))
        return parts[0] if len(parts) == 1 else tuple(map(sum, zip(*parts, strict=True)))

    def like(self, pair: int) -> tuple[Kind, Kind, Falls]:
        """What is equal for two pairs between which no level makes a difference, whoever goes out."""
        person, post = self.problem.pairs[pair]
        return self.person_kind[person], self.post_kind[post], self.pair_gains.get(pair, ())

    def first_fall(self, out: int, into: int) -> tuple[int, int] | None:
        """The first level that the change moves, and by how much; None where it moves none."""
        return next(((at, fall) for at, fall in enumerate(self.falls(out, into)) if fall), None)

    def _between(self, out: Kind, into: Kind) -> Falls:
        """The same for the ends of the pairs alone."""
        if (out, into) not in self.priced:
            falls = [before - after for before, after in zip(out[0], into[0], strict=True)]
            for at in {*out[1]} ^ {*into[1]}:
                tally, before = self.problem.tallies[at], self.tallied[at]
                after = before + (1 if at in into[1] else -1)
                for place, level in enumerate(self.problem.levels):
                    if tally.name in level.tallies:
                        falls[place] += min(before, tally.most) - min(after, tally.most)
            self.priced[out, into] = tuple(falls)
        return self.priced[out, into]
