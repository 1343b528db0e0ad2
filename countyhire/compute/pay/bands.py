"""Whether a figure lies between two bounds that a document sets, and what it says where it does not.

Of a primary institution: its total (O01), its additions for overtime (O03) and for general practitioners (O09), and
its head's pay (O05).
"""

from dataclasses import dataclass

from countyhire.model.amount import Amount, Op, product, rounded

TOTAL, OVERTIME, HEAD, PRACTITIONERS = "total", "overtime", "head", "practitioners"
BELOW, WITHIN, ABOVE = "低于", "符合", "高于"


@dataclass(frozen=True, slots=True)
class Band:
    """A figure of money between its bounds, both allowed; `subject` is the institution's or the person's code."""

    key: str
    subject: str
    name: str
    value: Amount
    low: Amount
    high: Amount

    @property
    def verdict(self) -> str:
        if self.value.value < self.low.value:
            return BELOW
        return ABOVE if self.value.value > self.high.value else WITHIN

    @property
    def sentence(self) -> str:
        """`5,400,000.01，不在4,000,000.00至5,400,000.00之间`."""
        return f"{self.value.shown}，不在{self.low.shown}至{self.high.shown}之间"


def band(key: str, subject: str, name: str, value: Amount, base: Amount, rates: tuple[Amount, Amount]) -> Band:
    """The bounds are the base times each rate, rounded once to the fen."""
    clause = value.clause
    low, high = (
        rounded(label, product(f"{base.label}×{rate.label}", (base, rate), "元", clause), clause)
        for label, rate in zip((f"{name}下限", f"{name}上限"), rates, strict=True)
    )
    return Band(key, subject, name, value, low, high)


def about(rate: Amount, tolerance: Amount) -> tuple[Amount, Amount]:
    """A rate that a document gives as “左右”: the least and the greatest that still is."""
    low = Amount(f"{rate.label}（下浮）", rate.value - tolerance.value, "比例", Op.DIFFERENCE, (rate, tolerance))
    high = Amount(f"{rate.label}（上浮）", rate.value + tolerance.value, "比例", Op.SUM, (rate, tolerance))
    return low, high
