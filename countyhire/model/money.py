"""Money is a whole number of fen, rates are exact fractions; one rounding, half up, at a named step."""

from collections.abc import Sequence
from fractions import Fraction

Fen = int


def half_up(amount: Fraction | int) -> int:
    """The nearest whole number, halves away from zero (四舍五入)."""
    top, bottom = amount.numerator, amount.denominator
    if bottom == 1:
        return top
    return (2 * top + bottom) // (2 * bottom) if top > 0 else -((bottom - 2 * top) // (2 * bottom))


def ceil_div(numerator: int, denominator: int) -> int:
    """The smallest whole number not under the quotient."""
    return -(-numerator // denominator)


def yuan(fen: Fen) -> str:
    """`1234567` fen as `12345.67`."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def yuan_grouped(fen: Fen) -> str:
    """`1234567` fen as `12,345.67`, the form on paper."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def decimal_text(number: Fraction | int, places: int = 4) -> str:
    """A fraction as a decimal text of at most `places` places, half up, without trailing zeros."""
    if number.denominator == 1:
        return str(number.numerator)
    scaled = half_up(number * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    tail = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def fixed_text(number: Fraction, places: int) -> str:
    """A fraction with exactly `places` decimals, half up: a ratio as `0.7273`."""
    scaled = half_up(number * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def apportion(total: int, weights: Sequence[Fraction | int], ties: Sequence[object]) -> list[int]:
    """Split a whole total by weights with the largest remainder.

    The parts add up to `total`; equal remainders go in the order of `ties` (smallest first, compared
    as they are). Weights are not negative and not all zero, or `ValueError`: a pool that nobody has a
    claim on is a decision for people. A zero weight gets nothing.
    """
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares, Fraction(0))
    if any(share < 0 for share in shares):
        raise ValueError("a weight is negative")
    if not whole:
        if total:
            raise ValueError("all weights are zero")
        return [0] * len(shares)
    if total < 0:
        return [-part for part in apportion(-total, shares, ties)]
    exact = [total * share / whole for share in shares]
    parts = [share.numerator // share.denominator for share in exact]
    left = total - sum(parts)
    by_claim = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], ties[i]))
    for index in by_claim[:left]:
        parts[index] += 1
    return parts
