"""A whole total in fen split by weights, with the largest remainder (E14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.model.amount import Amount, Op, total
from countyhire.model.money import apportion

REDISTRIBUTE, RETURN = "redistribute", "return"


@dataclass(frozen=True, slots=True)
class Shared:
    """What each claim gets, in their order, and what goes back. `shares` and `returned` add up to the pool.

    `claimed` is False where nobody has a weight: then every share is zero and all of the pool is returned.
    """

    shares: tuple[Amount, ...]
    returned: Amount
    claimed: bool


def share(
    label: str, pool: Amount, codes: Sequence[str], weights: Sequence[Amount], full: Fraction, clause: str
) -> Shared:
    """Split a pool by weights that are not negative.

    `codes` are the people, in the order of the weights, and settle equal remainders. `full` is the sum of weights
    as if nothing had been lost: what the claims fall short of it returns to the pool. Zero hands out all of it.
    """
    values = [Fraction(weight.value) for weight in weights]
    claimed = sum(values, Fraction(0))
    lost = max(Fraction(0), full - claimed)
    fen = [0] * len(weights)
    unit = weights[0].unit if weights else ""
    everybody = Amount("全部人员权数合计", claimed, unit, Op.SUM, tuple(weights), clause=clause)
    if claimed:
        fen = apportion(int(pool.value), [*values, lost], [*((0, code) for code in codes), (1, "")])[:-1]
    if lost:
        rest = Amount("未计发的权数", lost, unit, Op.COUNT, clause=clause)
        everybody = Amount("应发权数合计", claimed + lost, unit, Op.SUM, (everybody, rest), clause=clause)
    words = "总量×本人权数÷权数合计，按最大余数法取到分"
    shares = tuple(
        Amount(label, part, "元", Op.SHARE, (pool, weight, everybody), words, clause)
        for part, weight in zip(fen, weights, strict=True)
    )
    paid = total(f"{label}发放合计", shares, "元", clause)
    left = int(pool.value) - sum(fen)
    returned = Amount(f"{label}退回", left, "元", Op.DIFFERENCE, (pool, paid), "总量－发放合计", clause)
    return Shared(shares, returned, bool(claimed))
