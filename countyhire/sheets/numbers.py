"""Money to the fen, whole numbers and exact numbers, from cells and from text with marks and units."""

import re
from decimal import Decimal
from fractions import Fraction

from countyhire.model.column import Column
from countyhire.sheets.cell_faults import MONEY_BEYOND_FEN, MONEY_IMPOSSIBLE, NUMBER_IMPOSSIBLE, NUMBER_OUTSIDE
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.trouble import Trouble, quoted
from countyhire.sheets.words import narrow, says_none

_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+")
_MONEY_MARKS = re.compile(r"^(?:人民币|RMB|CNY|[￥¥])|(?:元整|元正|圆整|元|圆|整)$", re.IGNORECASE)
_UNIT = re.compile(r"(?:人次|人|名|个月|个|年|岁|天|日|公里|千米|km|台次|台|次|分|例|张|户|件)$", re.IGNORECASE)
_TIMES = {"万": 10_000, "千": 1_000, "百万": 1_000_000, "亿": 100_000_000}
MOST_DIGITS = 30
LARGEST = 10**13  # beyond it a cell's fifteen digits do not reach the fen, and no district has as much


def exact(value: float) -> Decimal:
    """A cell's number as the spreadsheet shows it: fifteen digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(f"{value:.15g}")


def _decimal(text: str) -> Decimal | None:
    """A plain number, with thousands marks where they belong; (1,234.50) is negative."""
    if text.startswith("(") and text.endswith(")"):
        inner = _decimal(text[1:-1])
        return -inner if inner is not None and inner >= 0 else None
    if len(text) > MOST_DIGITS or not _PLAIN.fullmatch(text):
        return None
    return Decimal(text.replace(",", ""))


def to_money(value: RawValue, column: Column, factor: int = 1) -> int | Trouble | None:
    """Fen. `factor` is the header's unit: 1 for 元, 10,000 for 万元."""
    if isinstance(value, str):
        text = narrow(value)
        if says_none(text):
            return None
        amount, times = _money_text(text)
        if amount is None:
            return Trouble(MONEY_IMPOSSIBLE, f"{quoted(value)}不是金额")
        amount *= times or factor
    elif isinstance(value, int | float) and not isinstance(value, bool):
        amount = exact(value) * factor
    else:
        return Trouble(MONEY_IMPOSSIBLE, f"{quoted(value)}不是金额")
    fen = amount * 100
    if fen != fen.to_integral_value():
        return Trouble(MONEY_BEYOND_FEN, f"{_plain(amount)} 元超过两位小数")
    if trouble := _outside(Fraction(amount), column):
        return trouble
    return int(fen)


def _money_text(text: str) -> tuple[Decimal | None, int]:
    """The number of a text and the unit it names itself; 0 where it names none."""
    stripped = _MONEY_MARKS.sub("", _MONEY_MARKS.sub("", text))
    times = 1 if stripped != text and text[-1:] in "元圆整正" else 0
    for unit in ("百万", "万", "千", "亿"):
        if stripped.endswith(unit):
            return _decimal(stripped.removesuffix(unit)), _TIMES[unit]
    return _decimal(stripped), times


def to_number(value: RawValue, column: Column, factor: int = 1) -> Fraction | Trouble | None:
    """An exact number; a unit behind it (12人, 3.5公里) is dropped. `factor` is the header's unit (万人)."""
    found = _number(value, factor)
    return _outside(found, column) or found if isinstance(found, Fraction) else found


def to_whole(value: RawValue, column: Column, factor: int = 1) -> int | Trouble | None:
    """A whole number; 3.0 is 3, 3.5 is a fault. `factor` is the header's unit (万人)."""
    found = _number(value, factor)
    if not isinstance(found, Fraction):
        return found
    if found.denominator != 1:
        return Trouble(NUMBER_IMPOSSIBLE, f"{quoted(value)}不是整数")
    return _outside(found, column) or found.numerator


def _number(value: RawValue, factor: int) -> Fraction | Trouble | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Fraction(exact(value)) * factor
    if isinstance(value, str):
        text = narrow(value)
        if says_none(text):
            return None
        for written in (text, _UNIT.sub("", text)):
            if (number := _decimal(written)) is not None:
                return Fraction(number) * factor
    return Trouble(NUMBER_IMPOSSIBLE, f"{quoted(value)}不是数字")


def _outside(number: Fraction, column: Column) -> Trouble | None:
    if abs(number) >= LARGEST:
        return Trouble(NUMBER_OUTSIDE, f"的整数部分有 {len(str(abs(int(number))))} 位，多半是号码填错了列")
    if column.least is not None and number < column.least:
        return Trouble(NUMBER_OUTSIDE, f"{_plain(number)} 小于 {column.least}")
    if column.most is not None and number > column.most:
        return Trouble(NUMBER_OUTSIDE, f"{_plain(number)} 大于 {column.most}")
    return None


def _plain(number: Decimal | Fraction) -> str:
    """A number in a message, without an exponent and cut to eight places."""
    text = f"{Decimal(number.numerator) / number.denominator if isinstance(number, Fraction) else number:.8f}"
    return text.rstrip("0").rstrip(".")
