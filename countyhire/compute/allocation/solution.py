"""A solved problem: the pairs chosen, and for each level what proves it."""

from dataclasses import dataclass

from countyhire.compute.allocation.problem import Level


@dataclass(frozen=True, slots=True)
class Step:
    """One level solved: its gain, the bound that proves it, and the prices of the rows that have one.

    `prices` is None where branch and bound solved the level; a bound above the gain is what it left unproven.
    """

    level: Level
    gain: int
    bound: int
    prices: dict[int, int] | None


@dataclass(frozen=True, slots=True)
class Solution:
    """The pairs chosen, by position, and the levels in order, the lottery's rounds last."""

    chosen: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def by_prices(self) -> bool:
        """Whether every level carries a proof that can be checked in whole numbers."""
        return all(step.prices is not None for step in self.steps)
