"""One cell to the typed value of its column, or to the fault it has; resolved once a column."""

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from typing import Any

from countyhire.model.column import Column, Kind
from countyhire.sheets.cell_faults import (
    CODE_DAMAGED,
    ERROR_CELL,
    INSTITUTION_CODE,
    NAME_DAMAGED,
    NO_VALUE,
    SPECIALTY_UNKNOWN,
)
from countyhire.sheets.choices import Vocabulary, to_choice, to_known_text, to_yes_no, vocabulary
from countyhire.sheets.containers.raw import ErrorValue, NoValue, RawValue
from countyhire.sheets.dates import to_day, to_month
from countyhire.sheets.identity import DAMAGED_FROM, to_identity
from countyhire.sheets.institution_codes import contradicted
from countyhire.sheets.numbers import to_money, to_number, to_whole
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble, quoted
from countyhire.sheets.words import means_nothing, narrow, says_none, seen, shown, unwrapped

Converter = Callable[[RawValue], Any]

# What a blank cell of each kind is.
BLANKS: dict[Kind, Any] = dict.fromkeys((Kind.DATE, Kind.MONTH, Kind.MONEY, Kind.INT, Kind.NUMBER, Kind.YESNO)) | {
    Kind.TEXT: "",
    Kind.CODE: "",
    Kind.ID: "",
    Kind.CHOICE: "",
    Kind.SPECIALTY: "",
    Kind.LIST: (),
}
_LIST_MARKS = re.compile(r"[、,，;；/|\n\r\t\s\u3000]+")
_LOST = re.compile("[?？□\ufffd\ue000-\uf8ff]")  # a question mark, a box, the private use area
LONGEST_WORD = 4  # a longer code of letters and digits is neither NA nor null
_SCIENTIFIC = re.compile(r"\d\.\d+E\+\d{2}", re.IGNORECASE)


def converter(
    column: Column, book_field: str, specialties: Specialties, date_1904: bool = False, factor: int = 1
) -> Converter:
    """The function for one column. It takes a cell that is not blank and never raises.

    `factor` is the unit that the header names (万元: 10,000).
    """
    convert = _by_kind(column, book_field, specialties, date_1904, factor)
    blank = BLANKS[column.kind]

    def checked(value: RawValue) -> Any:
        if isinstance(value, str):
            return convert(value)
        if isinstance(value, ErrorValue):
            return Trouble(ERROR_CELL, f"单元格是错误值 {value.text}", blank)
        if isinstance(value, NoValue):
            return Trouble(NO_VALUE, "公式没有算出的结果", blank)
        if isinstance(value, float) and not isfinite(value):
            return Trouble(ERROR_CELL, f"单元格是错误值 {value}", blank)
        return convert(value)

    return checked


def convert_column(values: list[RawValue], convert: Converter, blank: Any) -> list[Any]:
    """Each cell of a column converted; equal cells are converted once."""
    distinct: dict[Any, Any] = dict.fromkeys(values)
    if (True in distinct or False in distinct) and any(value.__class__ is bool for value in values):
        return [blank if value == "" else convert(value) for value in values]  # 1 and True are equal keys
    for value in distinct:
        distinct[value] = convert(value)
    distinct[""] = blank
    return list(map(distinct.__getitem__, values))


def _by_kind(column: Column, book_field: str, specialties: Specialties, date_1904: bool, factor: int) -> Converter:
    required = column.required
    words = vocabulary(book_field, column)
    match column.kind:
        case Kind.TEXT if column.header == "姓名":
            return to_name
        case Kind.TEXT if words.names:
            return lambda value: to_known_text(_written(value), words)
        case Kind.TEXT:
            return to_text
        case Kind.CODE if column.field == "code" and book_field in ("institutions", "village_clinics"):
            return to_institution_code
        case Kind.CODE:
            return lambda value: to_code(value, required)
        case Kind.ID:
            return to_identity
        case Kind.DATE:
            return lambda value: to_day(value, required, date_1904)
        case Kind.MONTH:
            return lambda value: to_month(value, required, date_1904)
        case Kind.MONEY:
            return lambda value: to_money(value, column, factor)
        case Kind.INT:
            return lambda value: to_whole(value, column, factor)
        case Kind.NUMBER:
            return lambda value: to_number(value, column, factor)
        case Kind.YESNO:
            return to_yes_no
        case Kind.CHOICE:
            return lambda value: to_choice(value, words)
        case Kind.LIST if column.specialties:
            return lambda value: to_specialties(value, specialties)
        case Kind.LIST:
            return lambda value: to_known_list(value, words)
        case Kind.SPECIALTY:
            return lambda value: to_specialty(value, specialties)


def _written(value: RawValue) -> RawValue:
    """A date in a text column as text."""
    return value.isoformat()[:10] if isinstance(value, date) else value


def to_text(value: RawValue) -> str:
    """Any cell as text; a lone dash is a blank."""
    if isinstance(value, str):
        if value.isalpha():  # no blank, no dash, nothing unseen
            return value
        return "" if means_nothing(value) else shown(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return str(value)


def to_name(value: RawValue) -> str | Trouble:
    """A person's name, as written; one with a character that was lost on the way is doubtful."""
    if isinstance(value, str) and value.isalpha():  # no blank, no mark, nothing unseen or of private use
        return value
    text = seen(value) if isinstance(value, str) and not means_nothing(value) else to_text(value)
    if _LOST.search(text):
        return Trouble(NAME_DAMAGED, f"{quoted(text)}里有认不出的字符", text)
    return text


def to_code(value: RawValue, required: bool) -> str | Trouble:
    """A code as text. A number of sixteen digits has lost some; a date was never one."""
    if isinstance(value, str):
        if value.isascii() and value.isalnum() and len(value) > LONGEST_WORD:
            return value
        text = unwrapped(shown(value) if value.isascii() else _code_text(value))
        if says_none(text) if not required else means_nothing(text):
            return ""
        if _SCIENTIFIC.fullmatch(text):
            return Trouble(CODE_DAMAGED, f"{quoted(text)}是科学记数，末几位已丢失", "")
        return text
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Trouble(CODE_DAMAGED, f"{quoted(to_text(value))}不是编码，可能被改成了日期", "")
    if abs(value) >= DAMAGED_FROM:
        return Trouble(CODE_DAMAGED, "存成了数字，末几位已丢失", "")
    return f"{value:.15g}"


def to_institution_code(value: RawValue) -> str | Trouble:
    """The code of an institution, held against its check character where it has the form of a national one."""
    code = to_code(value, True)
    if isinstance(code, str) and (said := contradicted(code)):
        return Trouble(INSTITUTION_CODE, said, code)
    return code


def _code_text(value: str) -> str:
    """A code that holds wide characters: half-width, blanks inside kept only between words."""
    return narrow(value) if len(value.split()) == 1 else shown(value)


def to_list(value: RawValue) -> tuple[str, ...]:
    """The parts of a cell with several values, by any of the usual marks."""
    if not isinstance(value, str):
        return (to_text(value),)
    return tuple(part for part in _LIST_MARKS.split(shown(value)) if part and not says_none(part))


def to_known_list(value: RawValue, words: Vocabulary) -> tuple[str, ...]:
    """The same with codes as names; a code may stand for several (20: 医学检验、病理)."""
    names = (to_known_text(part, words) for part in to_list(value))
    return tuple(dict.fromkeys(part for name in names for part in to_list(name)))


def to_specialties(value: RawValue, specialties: Specialties) -> tuple[str, ...]:
    """Each by its canonical name; an unknown one stays as it is, since nobody is sent or paid by it."""
    return tuple(dict.fromkeys(specialties.find(part) or part for part in to_list(value)))


def to_specialty(value: RawValue, specialties: Specialties) -> str | Trouble:
    """The canonical name of a specialty; an unknown one keeps its text beside the fault."""
    text = to_text(value)
    if not text:
        return ""
    found = specialties.find(text)
    if found is not None:
        return found
    near = specialties.nearest(text)
    hint = f"相近的有：{'、'.join(near)}。" if near else ""
    return Trouble(SPECIALTY_UNKNOWN, f"{quoted(text)}不在专业名称表里", text, hint + SPECIALTY_UNKNOWN.remedy)
