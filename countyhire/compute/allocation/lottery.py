"""The lottery among equals: tickets that anyone can work out from the seed, on any machine."""

from collections.abc import Sequence
from hashlib import sha256

from countyhire.compute.allocation.problem import Level, Problem

ROUNDS = 3
BITS = 20
NAME = "lottery_"


def ticket(seed: str, person: str, post: str, turn: int) -> int:
    """A pair's ticket in a round: twenty bits of the SHA-256 of `seed|人员编号|需求编号`, the lowest first."""
    digest = sha256(f"{seed}|{person}|{post}".encode()).digest()
    return int.from_bytes(digest[:8]) >> (BITS * turn) & ((1 << BITS) - 1)


def draw_round(problem: Problem, open_pairs: Sequence[int], turn: int) -> Level:
    """A round among the pairs still open: the largest sum of tickets wins."""
    drawn = {}
    for pair in open_pairs:
        person, post = problem.pairs[pair]
        drawn[pair] = ticket(problem.seed, problem.people[person], problem.posts[post], turn)
    return Level(f"{NAME}{turn + 1}", "抽签", pairs=drawn)
