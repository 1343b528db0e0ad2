"""What may stand in a blank, how it is typed in a cell, and how it reads inside a sentence."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from countyhire.model.money import Fen, decimal_text, yuan, yuan_grouped

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Yuan:
    """An amount of money, in fen; a number with two decimals in a cell."""

    fen: Fen

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.fen).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a cell of its own workbook (`file` empty) or of another one in the same folder.

    Without `cell` it is plain text.
    """

    text: str
    file: str
    sheet: str
    cell: str

    @property
    def place(self) -> str:
        return "'" + self.sheet.replace("'", "''") + "'!" + self.cell


Value = str | int | Decimal | Fraction | Yuan | date | Link | None


def official_days(text: str) -> str:
    """A sentence with its dates as documents write them: `2026-08-15` becomes 2026年8月15日."""
    return re.sub(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", lambda day: official_day(date.fromisoformat(day[0])), text)


def official_day(day: date) -> str:
    """`2026年3月5日`, the form on paper."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_words(value: Value) -> str:
    """A value inside a sentence: grouped money, dates as on paper, nothing for None."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Yuan():
            return yuan_grouped(value.fen)
        case date():
            return official_day(value)
        case Link():
            return value.text
        case Fraction():
            return decimal_text(value, 4)
        case _:
            return str(value)


def number_text(value: int | Decimal | Fraction | Yuan) -> str:
    """A number as the file stores it: exact decimal digits, never by way of a float."""
    match value:
        case Yuan():
            return yuan(value.fen)
        case int():
            return str(value)
        case Fraction():
            return decimal_text(value, 12)
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def serial(day: date) -> int:
    """The number of a day in Excel's calendar."""
    return (day - date(1899, 12, 30)).days


def writable(text: str) -> str:
    """Text without the control characters that XML cannot hold; carriage returns become line ends."""
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula once someone edits the cell."""
    return text.startswith(FORMULA_STARTS)
