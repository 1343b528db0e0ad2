"""Identity documents: GB 11643 numbers, their damaged and old forms, and the other kinds of document."""

import re
from datetime import date
from functools import lru_cache
from operator import mul

from countyhire.sheets.cell_faults import ID_BIRTH, ID_CHECK, ID_DAMAGED, ID_FOREIGN, ID_OLD, ID_REGION, ID_SHAPE
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.dates import FIRST_YEAR, LAST_YEAR
from countyhire.sheets.trouble import Trouble, quoted
from countyhire.sheets.words import narrow, says_none, unwrapped

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OF_ZEROS = ord("0") * sum(_WEIGHTS)  # what the characters count for beyond their digits
_CHECK_DIGITS = "10X98765432"
# The provinces, and 81 to 83 of the residence permits of 港澳台 residents.
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905
)
_PERMANENT_RESIDENT = re.compile(r"[A-Z]{3}[0-9]{12}")
_TRAVEL_PERMIT = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,9}|(?:TAIWAN)?[0-9]{8}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")
_CHARACTERS = frozenset("0123456789X")
DAMAGED_FROM = 10**15


def check_digit(first17: str) -> str:
    """The eighteenth character of a number, from its first seventeen digits (GB 11643)."""
    return _CHECK_DIGITS[(sum(map(mul, first17.encode("ascii"), _WEIGHTS)) - _OF_ZEROS) % 11]


def eighteen(fifteen: str) -> str:
    """The 18-character form of a 15-digit number: the century put in, the check digit added."""
    first17 = f"{fifteen[:6]}19{fifteen[6:]}"
    return first17 + check_digit(first17)


def birth_date(number: str) -> date | None:
    """The date of birth in an 18-character number, None where there is no such day of our time."""
    return _day(number[6:14])


@lru_cache(maxsize=100_000)
def _day(digits: str) -> date | None:
    """A day from its eight digits; many people share one."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def to_identity(value: RawValue) -> str | Trouble:
    """The number in its 18-character form, or as written for other documents; blank is blank."""
    if isinstance(value, str) and _EIGHTEEN.fullmatch(value):
        return _of_eighteen(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value >= DAMAGED_FROM:
            return Trouble(ID_DAMAGED, "存成了数字，末几位已丢失", "")
        value = f"{value:.15g}"
    if not isinstance(value, str):
        return Trouble(ID_SHAPE, f"{quoted(value)}不是证件号码", "")
    text = unwrapped(narrow(value)).upper()
    if says_none(text):
        return ""
    if _EIGHTEEN.fullmatch(text):
        return _of_eighteen(text)
    if _FIFTEEN.fullmatch(text):
        return _of_fifteen(text)
    if _SCIENTIFIC.fullmatch(text):
        return Trouble(ID_DAMAGED, "是科学记数，末几位已丢失", "")
    if _PERMANENT_RESIDENT.fullmatch(text) or _TRAVEL_PERMIT.fullmatch(text) or _PASSPORT.fullmatch(text):
        return Trouble(ID_FOREIGN, "不是居民身份证号码，只核对了格式", text)
    if not set(text) <= _CHARACTERS:
        return Trouble(ID_SHAPE, "含有数字和 X 以外的字符", "")
    return Trouble(ID_SHAPE, f"有 {len(text)} 位，应为 18 位", "")


def _of_eighteen(text: str) -> str | Trouble:
    expected = check_digit(text[:17])
    if text[17] != expected:
        if text.endswith("000"):
            return Trouble(ID_DAMAGED, "末三位是 000 且校验位不对，精度已丢失", "")
        return Trouble(ID_CHECK, f"校验位应为 {expected}，实为 {text[17]}", "")
    if birth_date(text) is None:
        return Trouble(ID_BIRTH, f"出生日期 {text[6:14]} 不存在", "")
    if text[0] == "9":
        return Trouble(ID_FOREIGN, "是外国人永久居留证号码，只核对了格式", text)
    if text[:2] not in _PROVINCES:
        return Trouble(ID_REGION, f"省级代码 {text[:2]} 不常见", text)
    return text


def _of_fifteen(text: str) -> str | Trouble:
    number = eighteen(text)
    if birth_date(number) is None:
        return Trouble(ID_BIRTH, f"出生日期 {text[6:12]} 不存在", "")
    return Trouble(ID_OLD, "是 15 位旧号，已按 18 位读入", number)
