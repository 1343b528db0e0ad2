"""What the text of a cell means by its type and its number format."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

from countyhire.sheets.containers.formats import Shown, filled_up, of_serial
from countyhire.sheets.containers.markup import decoded
from countyhire.sheets.containers.raw import ErrorValue, RawValue

Reads = Callable[[str], RawValue]

_DIGITS = "0123456789."
_MOST_DIGITS = 1000
_MOST_REMEMBERED = 100_000
_FIRST_YEAR = 1900
_DAYS_OF_TIMES = (date(1899, 12, 30), date(1899, 12, 31))
ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
UNREADABLE = "\ufffd"  # what stands for bytes that are no character
GARBLED = ErrorValue("#乱码")
LOST = ErrorValue("#文本丢失")  # a reference to a shared text that the file does not hold


def written(text: str) -> RawValue:
    """A cell of a container that holds text alone: text, or an error as the program shows it."""
    if UNREADABLE in text:
        return GARBLED
    return ErrorValue(text) if text.startswith("#") and text in ERRORS else text


def number(text: str) -> RawValue:
    """A number: whole ones exactly, of however many digits; what is no number stays as it is written."""
    try:
        if text.isdigit() and len(text) < _MOST_DIGITS:
            return int(text)
        if not text:
            return ""
        value = float(text)
    except ValueError:
        return text
    if text[-1] in _DIGITS and "_" not in text and text.isascii():
        return int(text) if text[0] == "-" and text[1:].isdigit() and len(text) < _MOST_DIGITS else value
    stripped = text.strip()
    return number(stripped) if stripped != text else text


def logical(text: str) -> RawValue:
    """A logical value."""
    stripped = text.strip().lower()
    if stripped in ("1", "true"):
        return True
    return False if stripped in ("0", "false") else text


def error(text: str) -> RawValue:
    """A value of error, whatever its name."""
    return ErrorValue(text.strip() or "#ERR") if text else ""


def moment(text: str) -> RawValue:
    """A day or time in the form of ISO 8601, to the millisecond; what is none stays text.

    Programs write a time of day as one of the day before the calendar begins. An earlier day than that of the
    calendar (a negative number shown as a day) stays text: no other container can hold it.
    """
    stripped = text.strip().removesuffix("Z")
    try:
        if len(stripped) <= 10 and "T" not in stripped and ":" not in stripped:
            found = datetime.combine(date.fromisoformat(stripped), time())
        elif "T" not in stripped and "-" not in stripped:
            return _to_milliseconds(datetime.combine(date.min, time.fromisoformat(stripped))).time()
        else:
            found = datetime.fromisoformat(stripped).replace(tzinfo=None)
    except ValueError:
        return text
    if found.date() in _DAYS_OF_TIMES:
        return _to_milliseconds(found).time()
    if found.year < _FIRST_YEAR:
        return text
    return found.date() if found.time() == time() else _to_milliseconds(found)


def _to_milliseconds(found: datetime) -> datetime:
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


class _Remembered(dict[str, RawValue]):
    """What a function makes of a text, made once; called as `remembered.__getitem__`, which is fastest."""

    def __init__(self, read: Reads) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: str) -> RawValue:
        value = self.read(text)
        if len(self) < _MOST_REMEMBERED:
            self[text] = value
        return value


def readers(strings: Sequence[str], styles: Mapping[str, Shown | int], date_1904: bool) -> Callable[[str, str], Reads]:
    """The function that gives, for a cell's type and style, the function that reads its text.

    `strings` are the shared texts, `styles` what each style that shows moments shows.
    """

    def shared(text: str) -> RawValue:
        stripped = text.strip().lstrip("0") or "0"
        return known.get(stripped, LOST) if stripped != text else LOST

    def serial(shown: Shown | int) -> Reads:
        if shown is Shown.NUMBER:
            return number

        def read(text: str) -> RawValue:
            found = number(text)
            if not isinstance(found, int | float):
                return found
            return of_serial(found, shown, date_1904) if isinstance(shown, Shown) else filled_up(found, shown)

        return _Remembered(read).__getitem__

    known = _Remembered(shared)
    known[""] = ""
    known.update(zip(map(str, range(len(strings))), strings, strict=True))
    serials = {shown: serial(shown) for shown in {*Shown, *styles.values()}}
    kinds: dict[str, Reads] = {
        "s": known.__getitem__,
        "str": decoded,
        "inlineStr": decoded,
        "b": logical,
        "e": error,
        "d": moment,
    }

    def reader(kind: str, style: str) -> Reads:
        return kinds.get(kind) or serials[styles.get(style, Shown.NUMBER)]

    return reader
