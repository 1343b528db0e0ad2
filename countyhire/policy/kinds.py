"""What a value of a pack may be."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

Setting = Fraction | int | bool | str | tuple[str, ...] | date | Mapping[str, Fraction]


class Type(StrEnum):
    """What a value may be, and how it is written in TOML."""

    FRACTION = "fraction"  # an exact number, as a text: "4/5", "1.2"; a whole number may stand bare
    WHOLE = "whole"  # a whole number
    FLAG = "flag"  # true or false
    TEXT = "text"
    TEXTS = "texts"  # a list of texts, in order, none twice
    MONEY = "money"  # yuan with two decimals, as a text: "80,000.00"; kept as fen
    DAY = "day"  # a TOML date
    MONTH_DAY = "month_day"  # a day of any year, as a text: "07-01"
    FRACTIONS = "fractions"  # a table of names and exact numbers

    @property
    def label(self) -> str:
        """The word a clerk reads."""
        return {
            "fraction": "分数或小数",
            "whole": "整数",
            "flag": "是/否",
            "text": "选项",
            "texts": "名单",
            "money": "金额（元）",
            "day": "日期",
            "month_day": "月-日",
            "fractions": "名称与数值对照",
        }[self.value]
