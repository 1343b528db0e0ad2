"""What changes at each level when one person goes instead of another, or a place is filled or emptied."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from countyhire.compute.allocation.problem import Level, Problem


@dataclass
class Ledger:
    """An allocation with the counts that its tallies and limits need, so that a change is priced at once."""

    problem: Problem
    chosen: Sequence[int]
    post_of: dict[int, int] = field(default_factory=dict)  # person to pair
    occupants: dict[int, list[int]] = field(default_factory=dict)  # post to people
    limit_of: dict[int, int] = field(default_factory=dict)  # person to limit
    away: Counter[int] = field(default_factory=Counter)  # limit to people sent
    tallied: Counter[str] = field(default_factory=Counter)
    person_tallies: dict[int, list[int]] = field(default_factory=dict)
    post_tallies: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, limit in enumerate(self.problem.limits):
            self.limit_of.update(dict.fromkeys(limit.members, at))
        for at, tally in enumerate(self.problem.tallies):
            known = self.person_tallies if tally.side == "people" else self.post_tallies
            for member in tally.members:
                known.setdefault(member, []).append(at)
        for pair in self.chosen:
            person, post = self.problem.pairs[pair]
            self.post_of[person] = pair
            self.occupants.setdefault(post, []).append(person)
            if person in self.limit_of:
                self.away[self.limit_of[person]] += 1
            for at in self._tallies(pair):
                self.tallied[self.problem.tallies[at].name] += 1

    def _tallies(self, pair: int) -> list[int]:
        person, post = self.problem.pairs[pair]
        return self.person_tallies.get(person, []) + self.post_tallies.get(post, [])

    def full(self, post: int) -> bool:
        """Whether every place of a post is filled."""
        return len(self.occupants.get(post, ())) >= self.problem.places[post]

    def spent(self, person: int) -> bool:
        """Whether the person's department can spare nobody more."""
        limit = self.limit_of.get(person)
        return limit is not None and self.away[limit] >= self.problem.limits[limit].most

    def falls(self, levels: Sequence[Level], out: int, into: int) -> Iterator[int]:
        """By how much each level's gain falls when one pair goes out and another comes in."""
        change: Counter[str] = Counter()
        for step, pair in ((-1, out), (1, into)):
            for at in self._tallies(pair):
                change[self.problem.tallies[at].name] += step
        most = {tally.name: tally.most for tally in self.problem.tallies if change[tally.name]}
        for level in levels:
            fall = self._worth(level, out) - self._worth(level, into)
            for name in level.tallies:
                if name in most:
                    before = self.tallied[name]
                    fall += min(before, most[name]) - min(before + change[name], most[name])
            yield fall

    def first_fall(self, levels: Sequence[Level], out: int, into: int) -> tuple[int, int] | None:
        """The first level that the change moves, and by how much; None where it moves none."""
        return next(((at, fall) for at, fall in enumerate(self.falls(levels, out, into)) if fall), None)

    def _worth(self, level: Level, pair: int) -> int:
        person, post = self.problem.pairs[pair]
        return level.people.get(person, 0) + level.posts.get(post, 0) + level.pairs.get(pair, 0)
