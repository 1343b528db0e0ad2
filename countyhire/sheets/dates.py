"""Days and months in every form that staff write them; what is not certain is said, never guessed."""

import re
from datetime import date, datetime, timedelta

from countyhire.model.period import Month
from countyhire.sheets.cell_faults import DATE_DOUBTFUL, DATE_IMPOSSIBLE, DATE_UNCERTAIN, MONTH_IMPOSSIBLE
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.trouble import Trouble, quoted
from countyhire.sheets.words import narrow, says_none

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Serial numbers that can be meant: 1927 to 2099. Smaller ones are years, ages or counts.
FIRST_SERIAL, LAST_SERIAL = 10_000, 73_050
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_OPEN_END = frozenset(("至今", "今", "现在", "目前", "长期", "长期有效", "永久", "无固定期限", "在岗", "未定", "待定"))

_CHINESE_DIGITS = str.maketrans("〇零○ＯOo一二三四五六七八九", "000000123456789")
_CHINESE_DATE = re.compile(
    r"([〇零○Oo一二三四五六七八九]{2,4})年([元正一二三四五六七八九十]{1,3})月份?(?:([一二三四五六七八九十廿卅]{1,3})[日号])?"
)
# What may follow a day: its name in the week, a time of day behind a blank, a T or the sign for the day.
_WEEKDAY = re.compile(r"\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?(?=\s|$)")
_TIME = re.compile(
    r"(?:\s+|(?<=\d)[Tt]|(?<=[日号]))(?:[上下]午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?"
    r"\s*(?:[AP]M|Z|[+-]\d{2}:?\d{2})?\s*$",
    re.IGNORECASE,
)
_APART = re.compile(r"(?<=\d)\s+(?=\d)")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?\.?|月份?|\.?)|年)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}[日号]?|月)?|\d{1,2}/\d{1,2}/\d{2}")


def to_day(value: RawValue, required: bool, date_1904: bool = False) -> date | Trouble | None:
    """A day; None for a blank and, in an optional column, for 至今 and 长期."""
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, bool):
        return Trouble(DATE_IMPOSSIBLE, f"{quoted(value)}不是日期")
    if isinstance(value, int | float):
        return _day_of_number(value, required, date_1904)
    if not isinstance(value, str):
        return Trouble(DATE_IMPOSSIBLE, f"{quoted(value)}不是日期")
    text = day_part(value)
    if says_none(text) or (not required and text in _OPEN_END):
        return None
    parts = _parts(text)
    if parts is None:
        return _day_of_odd_text(text, value, required)
    year, month, day = parts
    if month is None:
        return _uncertain(required, f"{quoted(value)}只有年份")
    if day is None:
        return _short_of_day(text, year, month, required)
    return _made(year, month, day, value)


def to_month(value: RawValue, required: bool, date_1904: bool = False) -> Month | Trouble | None:
    """A calendar month; a whole date gives its month, a blank None."""
    if isinstance(value, datetime | date):
        return Month(value.year, value.month) if FIRST_YEAR <= value.year <= LAST_YEAR else _no_month(value)
    if isinstance(value, bool):
        return _no_month(value)
    if isinstance(value, int | float):
        return _month_of_number(value, required, date_1904)
    if not isinstance(value, str):
        return _no_month(value)
    text = day_part(value)
    if says_none(text):
        return None
    parts = _parts(text)
    if parts is None or parts[1] is None:
        if _SHORT_YEAR.fullmatch(text):
            return _uncertain(required, f"{quoted(value)}的年份只有两位")
        return _no_month(value)
    year, month, day = parts
    if day is not None:
        made = _made(year, month, day, value)
        return Month.of(made) if isinstance(made, date) else _no_month(value)
    if re.fullmatch(r"\d{4}\.1", text):
        return _uncertain(required, f"{text} 分不清 1 月还是 10 月")
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return _no_month(value)
    return Month(year, month)


def day_part(text: str) -> str:
    """A text in half-width characters without blanks, a weekday or a time of day.

    A blank between digits keeps them apart: 2021-12-1 6 is no sixteenth.
    """
    if ":" in text or "：" in text:
        text = _TIME.sub("", text)
    return narrow(_APART.sub("-", _WEEKDAY.sub("", text.strip())))


def _no_month(value: RawValue) -> Trouble:
    return Trouble(MONTH_IMPOSSIBLE, f"{quoted(value)}不是月份")


def _uncertain(required: bool, message: str) -> Trouble:
    return Trouble(DATE_UNCERTAIN if required else DATE_DOUBTFUL, message)


def _in_range(day: date) -> date | Trouble:
    if FIRST_YEAR < day.year <= LAST_YEAR:
        return day
    return Trouble(DATE_IMPOSSIBLE, f"{day.isoformat()} 不在 {FIRST_YEAR + 1} 至 {LAST_YEAR} 年之间")


def _made(year: int, month: int, day: int, value: RawValue) -> date | Trouble:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return Trouble(DATE_IMPOSSIBLE, f"{quoted(value)}不是存在的日期")


def _short_of_day(text: str, year: int, month: int, required: bool) -> Trouble:
    """A year and month where a day is wanted."""
    if re.fullmatch(r"\d{4}\.1", text):
        return _uncertain(required, f"{text} 分不清 1 月还是 10 月")
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return Trouble(DATE_IMPOSSIBLE, f"{quoted(text)}不是存在的日期")
    return _uncertain(required, f"{quoted(text)}只到月份，缺日")


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a text that begins with a four-digit year, as far as it goes."""
    if found := _CHINESE_DATE.fullmatch(text):
        year = found[1].translate(_CHINESE_DIGITS)
        if len(year) != 4:
            return None
        return int(year), _chinese_number(found[2]), _chinese_number(found[3]) if found[3] else None
    if found := _DAY.fullmatch(text) or _COMPACT.fullmatch(text):
        numbers = [int(part) if part else None for part in (*found.groups(), None)[:3]]
        return numbers[0] or 0, numbers[1], numbers[2]
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        if first > 12 >= second:
            return year, second, first
        if second > 12 >= first or first == second:
            return year, first, second
    return None


def _chinese_number(text: str) -> int:
    """一 to 三十一, with 元 and 正 for the first month."""
    text = text.replace("元", "一").replace("正", "一").replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int(text.translate(_CHINESE_DIGITS))
    tens, _, ones = text.partition("十")
    return int((tens or "一").translate(_CHINESE_DIGITS)) * 10 + int((ones or "零").translate(_CHINESE_DIGITS))


def _day_of_odd_text(text: str, value: str, required: bool) -> date | Trouble:
    if _SHORT_YEAR.fullmatch(text):
        return _uncertain(required, f"{quoted(value)}的年份只有两位")
    if _YEAR_LAST.fullmatch(text):
        return _uncertain(required, f"{quoted(value)}分不清月和日")
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _day_of_number(float(text), required, False)
    return Trouble(DATE_IMPOSSIBLE, f"{quoted(value)}不是日期")


def _day_of_number(value: float, required: bool, date_1904: bool) -> date | Trouble:
    """20211216, a serial number, or a year with a decimal month."""
    if FIRST_SERIAL <= value <= LAST_SERIAL:
        return _of_serial(value, date_1904)
    if value == int(value):
        found = _COMPACT.fullmatch(str(int(value)))
        if found and found[3]:
            return _made(int(found[1]), int(found[2]), int(found[3]), str(int(value)))
        if found:
            return _short_of_day(str(int(value)), int(found[1]), int(found[2]), required)
        if FIRST_YEAR <= value <= LAST_YEAR:
            return _uncertain(required, f"{int(value)} 只有年份")
    elif found := re.fullmatch(r"(\d{4})\.(\d{1,2})", f"{value:.15g}"):
        return _short_of_day(found[0], int(found[1]), int(found[2]), required)
    return Trouble(DATE_IMPOSSIBLE, f"{value:.15g} 不是日期")


def _month_of_number(value: float, required: bool, date_1904: bool) -> Month | Trouble:
    if FIRST_SERIAL <= value <= LAST_SERIAL:
        return Month.of(_of_serial(value, date_1904))
    text = f"{value:.15g}"
    found = re.fullmatch(r"(\d{4})\.?(\d{1,2})", text) if len(text) > 4 else None
    if not found:
        day = _day_of_number(value, required, date_1904)
        return Month.of(day) if isinstance(day, date) else _no_month(text)
    if text.endswith(".1"):
        return _uncertain(required, f"{text} 分不清 1 月还是 10 月")
    year, month = int(found[1]), int(found[2])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return _no_month(text)
    return Month(year, month)


def _of_serial(value: float, date_1904: bool) -> date:
    return (_EPOCH_1904 if date_1904 else _EPOCH) + timedelta(days=int(value))
