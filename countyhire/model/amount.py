"""A figure that knows how it was made.

`Amount` is a tree: the value, the operation in words and as an `Op`, the inputs, the clause, the cell
or the pack parameter it was read from. `explain`, the payslip and the 计算过程 sheet print the same
tree, and a test recomputes every figure from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from countyhire.model.money import ceil_div, decimal_text, half_up, yuan_grouped
from countyhire.model.where import Cell


class Op(StrEnum):
    """How a value follows from its inputs."""

    GIVEN = "given"  # read from a cell or a pack
    COUNT = "count"  # counted; the inputs are the things counted, or none are kept
    SUM = "sum"
    DIFFERENCE = "difference"  # the first less the others
    PRODUCT = "product"
    QUOTIENT = "quotient"  # the first over the second
    MEAN = "mean"
    CEILING = "ceiling"  # the one input, rounded up to a whole number
    ROUND = "round"  # the one input, half up to a fen (or a whole number)
    GREATEST = "greatest"
    SHARE = "share"  # apportioned by largest remainder: total, own weight, sum of weights
    CHOICE = "choice"  # the first input is the one that the rule chose


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its making. Money is in fen with unit 元; a share of 1 has unit 比例.

    `label` is the Chinese name, `words` the rule in words where the operation alone does not say it,
    `clause` an id of the clause data, `parameter` the key of a pack value, `cell` an input cell.
    """

    label: str
    value: Fraction | int
    unit: str = ""
    op: Op = Op.GIVEN
    inputs: tuple["Amount", ...] = ()
    words: str = ""
    clause: str = ""
    cell: Cell | None = None
    parameter: str = ""
    since: date | None = None

    @property
    def shown(self) -> str:
        """The value as printed: money with two decimals, other numbers with up to four.

        What these places do not hold is printed with eight, shares (比例) apart, so that the factors printed give
        the result printed.
        """
        if self.unit == "元":
            whole = self.value.denominator == 1
            return yuan_grouped(int(self.value)) if whole else decimal_text(Fraction(self.value) / 100, 8)
        short = self.unit == "比例" or 10_000 % self.value.denominator == 0
        return decimal_text(self.value, 4 if short else 8)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Amount"]]:
        """This figure and everything under it, outermost first, with the depth of each."""
        yield depth, self
        for part in self.inputs:
            yield from part.walk(depth + 1)

    def recomputed(self) -> Fraction:
        """The value worked out again from the inputs; given, counted and shared values stand."""
        if self.op in (Op.GIVEN, Op.COUNT, Op.SHARE):
            return Fraction(self.value)
        values = [part.recomputed() for part in self.inputs]
        match self.op:
            case Op.SUM:
                return sum(values, Fraction(0))
            case Op.DIFFERENCE:
                return values[0] - sum(values[1:], Fraction(0))
            case Op.PRODUCT:
                result = Fraction(1)
                for value in values:
                    result *= value
                return result
            case Op.QUOTIENT:
                return values[0] / values[1]
            case Op.MEAN:
                return sum(values, Fraction(0)) / len(values)
            case Op.CEILING:
                return Fraction(ceil_div(values[0].numerator, values[0].denominator))
            case Op.ROUND:
                return Fraction(half_up(values[0]))
            case Op.GREATEST:
                return max(values)
            case _:  # CHOICE: what the rule chose stands first
                return values[0]


def given(label: str, value: Fraction | int, unit: str, cell: Cell | None = None, clause: str = "") -> Amount:
    """A figure read from a cell."""
    return Amount(label, value, unit, cell=cell, clause=clause)


def total(label: str, parts: tuple[Amount, ...], unit: str, clause: str = "", words: str = "") -> Amount:
    """The sum of parts that are shown beside it."""
    value = sum(part.value for part in parts)
    return Amount(label, int(value) if value.denominator == 1 else value, unit, Op.SUM, parts, words, clause)


def product(label: str, parts: tuple[Amount, ...], unit: str, clause: str = "", words: str = "") -> Amount:
    """The product of its inputs, unrounded."""
    value = Fraction(1)
    for part in parts:
        value *= part.value
    return Amount(label, value, unit, Op.PRODUCT, parts, words, clause)


def quotient(label: str, top: Amount, bottom: Amount, unit: str, clause: str = "", words: str = "") -> Amount:
    """The first over the second, unrounded."""
    return Amount(label, Fraction(top.value, bottom.value), unit, Op.QUOTIENT, (top, bottom), words, clause)


def ceiling(label: str, part: Amount, clause: str, words: str = "进一取整") -> Amount:
    """The next whole number of a figure's unit; a whole one stays."""
    return Amount(
        label, ceil_div(part.value.numerator, part.value.denominator), part.unit, Op.CEILING, (part,), words, clause
    )


def rounded(label: str, part: Amount, clause: str = "") -> Amount:
    """The one named rounding of a figure."""
    return Amount(label, half_up(part.value), part.unit, Op.ROUND, (part,), "四舍五入到分", clause)
