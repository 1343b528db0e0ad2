"""成效: what came of the programme, every indicator with its numerator, denominator and source (H, I, K)."""

from countyhire.compute.effect.effect import Effect, effect

__all__ = ["Effect", "effect"]
