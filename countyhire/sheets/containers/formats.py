"""Number formats: which of them show a day, a length of time or leading zeros, and what a number then means."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum

from countyhire.sheets.containers.raw import RawValue


class Shown(Enum):
    """What a number format makes of a number."""

    NUMBER = 0
    MOMENT = 1  # a day, a time of day or both
    DURATION = 2


# Formats that every program knows by number alone; 27 to 36 and 50 to 58 are days only in East Asian ones.
_MOMENTS = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_DURATIONS = frozenset((46,))

_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|General|Standard|G/通用格式|上午/下午|AM/PM', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_MOMENT = re.compile(r"[ymdhs]", re.IGNORECASE)

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ZEROS = re.compile(r"00+")
_EXACT = 10**15  # up to here a cell holds every digit
_MIDNIGHT = datetime(1899, 12, 30)
_FALSE_DAY = 60  # 1900-02-29, which Lotus 1-2-3 believed in
_LAST_SERIAL = 2_958_465  # 9999-12-31
_MILLISECONDS = 86_400_000


def shown_by(identifier: int, code: str = "") -> Shown | int:
    """What a format shows, a number of digits where it fills up with zeros (0000); without a code a built-in one."""
    if not code:
        if identifier in _DURATIONS:
            return Shown.DURATION
        return Shown.MOMENT if identifier in _MOMENTS else Shown.NUMBER
    bare = _LITERALS.sub("", code).split(";")[0]
    if _ZEROS.fullmatch(bare):
        return len(bare)
    if _ELAPSED.search(bare):
        return Shown.DURATION
    return Shown.MOMENT if _MOMENT.search(_BRACKETS.sub("", bare)) else Shown.NUMBER


def filled_up(number: float, digits: int) -> RawValue:
    """A whole number that a format fills up with zeros, as text in that form: 3 under 0000 is the code 0003."""
    text = f"{number:.0f}" if 0 <= number < _EXACT and number == int(number) else ""
    return text.zfill(digits) if 0 < len(text) < digits else number


def of_serial(number: float, shown: Shown, date_1904: bool) -> RawValue:
    """A serial number as the day, the moment or the length of time that it is shown as.

    A number that no calendar has stays a number.
    """
    if shown is Shown.NUMBER or not -_LAST_SERIAL < number < _LAST_SERIAL + 1:
        return number
    whole, milliseconds = divmod(round(number * _MILLISECONDS), _MILLISECONDS)
    if shown is Shown.DURATION:
        return timedelta(days=whole, milliseconds=milliseconds)
    if whole < 0:
        return number
    moment = timedelta(milliseconds=milliseconds)
    if date_1904:
        if whole > _LAST_SERIAL - 1462:
            return number
        day = _EPOCH_1904 + timedelta(days=whole)
    elif whole == 0:
        return (_MIDNIGHT + moment).time() if milliseconds else time(0, 0)
    elif whole == _FALSE_DAY or whole > _LAST_SERIAL:
        return number
    else:
        day = _EPOCH + timedelta(days=whole + (whole < _FALSE_DAY))
    if not milliseconds:
        return day
    return datetime.combine(day, time()) + moment
