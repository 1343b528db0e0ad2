"""How an indicator's figures are printed: as a number in a cell, as words on paper, as text for a program."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.model.money import decimal_text, fixed_text, half_up, yuan, yuan_grouped
from countyhire.reports.values import Value, Yuan

if TYPE_CHECKING:
    from countyhire.compute.effect.indicator import Indicator
    from countyhire.model.amount import Amount

RATIO, TIMES, POINTS, MONEY = "比例", "倍", "百分点", "元"
EXACT = (RATIO, TIMES, POINTS)


def cell(amount: "Amount | None") -> Value:
    """A numerator or denominator as a number."""
    if amount is None:
        return None
    if amount.unit == MONEY:
        return Yuan(half_up(Fraction(amount.value)))
    value = Fraction(amount.value)
    return int(value) if value.denominator == 1 else Decimal(decimal_text(value, 4))


def in_words(one: "Indicator") -> str:
    """The result on paper: `2,048人`, `88.43%`, `15倍`, `+3.00个百分点`, or why there is none."""
    if one.value is None:
        return one.missing
    value = Fraction(one.value.value)
    match one.unit:
        case "比例":
            return f"{fixed_text(value * 100, 2)}%"
        case "倍":
            return f"{decimal_text(value, 2)}倍"
        case "百分点":
            return f"{'+' if value > 0 else ''}{fixed_text(value, 2)}个百分点"
        case "元":
            return f"{yuan_grouped(half_up(value))}元"
        case _:
            return f"{half_up(value):,}{one.unit}"


def machine(amount: "Amount | None") -> str | int | None:
    """For `--json`: money with two decimals, a ratio with four, a count as a number."""
    if amount is None:
        return None
    value = Fraction(amount.value)
    if amount.unit == MONEY:
        return yuan(half_up(value))
    if amount.unit in EXACT or value.denominator != 1:
        return fixed_text(value, 4)
    return int(value)
