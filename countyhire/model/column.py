"""How a record says which column of which sheet each of its fields is.

A field's default is what a blank cell means: an empty text, None for a date or number, an empty tuple
for a list. A required cell that could not be read leaves the same default, and an error finding.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from countyhire.model.money import Fen
from countyhire.model.period import Month
from countyhire.model.where import NOWHERE, Cell, Table


class Kind(StrEnum):
    """What a cell may hold."""

    TEXT = "文本"
    CODE = "编码"
    ID = "身份证件号码"
    DATE = "日期"
    MONTH = "月份"
    MONEY = "金额"
    INT = "整数"
    NUMBER = "数字"
    YESNO = "是/否"
    CHOICE = "选项"
    LIST = "多项"
    SPECIALTY = "专业"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, as data: reader, blank workbook and documentation follow from it.

    `choices` names the only values (empty: any); `unless` names a field that excuses a blank;
    `least` and `most` bound a number; `specialties` says that a list is of specialties, which get their canonical names
    where they are known; `note` is the remark on the header of a blank workbook.
    """

    field: str
    header: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    unless: str = ""
    least: int | None = None
    most: int | None = None
    specialties: bool = False
    note: str = ""


def _column(kind: Kind, header: str, default: object, **more: Any) -> Any:
    return dataclasses.field(default=default, metadata={"column": (kind, header, more)})


def text(header: str, **more: Any) -> str:
    return _column(Kind.TEXT, header, "", **more)  # type: ignore[no-any-return]


def code(header: str, **more: Any) -> str:
    return _column(Kind.CODE, header, "", **more)  # type: ignore[no-any-return]


def identity(header: str, **more: Any) -> str:
    return _column(Kind.ID, header, "", **more)  # type: ignore[no-any-return]


def choice(header: str, choices: tuple[str, ...], **more: Any) -> str:
    return _column(Kind.CHOICE, header, "", choices=choices, **more)  # type: ignore[no-any-return]


def specialty(header: str, **more: Any) -> str:
    return _column(Kind.SPECIALTY, header, "", **more)  # type: ignore[no-any-return]


def day(header: str, **more: Any) -> date | None:
    return _column(Kind.DATE, header, None, **more)  # type: ignore[no-any-return]


def month(header: str, **more: Any) -> Month | None:
    return _column(Kind.MONTH, header, None, **more)  # type: ignore[no-any-return]


def money(header: str, **more: Any) -> Fen | None:
    return _column(Kind.MONEY, header, None, **more)  # type: ignore[no-any-return]


def whole(header: str, **more: Any) -> int | None:
    return _column(Kind.INT, header, None, **more)  # type: ignore[no-any-return]


def number(header: str, **more: Any) -> Fraction | None:
    return _column(Kind.NUMBER, header, None, **more)  # type: ignore[no-any-return]


def yes_no(header: str, **more: Any) -> bool | None:
    return _column(Kind.YESNO, header, None, **more)  # type: ignore[no-any-return]


def several(header: str, **more: Any) -> tuple[str, ...]:
    return _column(Kind.LIST, header, (), **more)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a sheet that remembers where it stands."""

    table: Table = NOWHERE
    row: int = 0

    def cell(self, name: str) -> Cell:
        """The cell of one of its fields."""
        return self.table.cell(self.row, name)


def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """The columns of a record type, in the order of its fields."""
    found = []
    for item in dataclasses.fields(record):
        if "column" in item.metadata:
            kind, header, more = item.metadata["column"]
            found.append(Column(item.name, header, kind, **more))
    return tuple(found)
