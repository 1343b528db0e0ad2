"""What the text of a cell means by its type and its number format."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

from countyhire.sheets.containers.formats import Shown, of_serial
from countyhire.sheets.containers.markup import decoded
from countyhire.sheets.containers.raw import ErrorValue, RawValue

Reads = Callable[[str], RawValue]

_INTEGER = re.compile(r"-?\d{1,30}")
_NUMBER = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?")
_MOST_REMEMBERED = 100_000
ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
LOST = ErrorValue("#文本丢失")  # a reference to a shared text that the file does not hold


def written(text: str) -> RawValue:
    """A cell of a container that holds text alone: text, or an error as the program shows it."""
    return ErrorValue(text) if text.startswith("#") and text in ERRORS else text


def number(text: str) -> RawValue:
    """A number: whole ones exactly, of however many digits; what is no number stays as it is written."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
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
    return ErrorValue(text.strip() or "#ERR")


def moment(text: str) -> RawValue:
    """A day or time in the form of ISO 8601; what is none stays text."""
    stripped = text.strip().removesuffix("Z")
    try:
        if len(stripped) <= 10 and "T" not in stripped and ":" not in stripped:
            return date.fromisoformat(stripped)
        if "T" not in stripped and "-" not in stripped:
            return time.fromisoformat(stripped)
        found = datetime.fromisoformat(stripped).replace(tzinfo=None)
    except ValueError:
        return text
    return found.date() if found.time() == time() else found


def readers(strings: Sequence[str], styles: Mapping[str, Shown], date_1904: bool) -> Callable[[str, str], Reads]:
    """The function that gives, for a cell's type and style, the function that reads its text.

    `strings` are the shared texts, `styles` what each style that shows moments shows.
    """
    moments: dict[tuple[str, Shown], RawValue] = {}

    def shared(text: str) -> RawValue:
        try:
            return strings[int(text)] if text[0] != "-" else LOST
        except (ValueError, IndexError):
            return LOST

    def serial(shown: Shown) -> Reads:
        def read(text: str) -> RawValue:
            found = moments.get((text, shown))
            if found is None:
                found = number(text)
                if isinstance(found, int | float):
                    found = of_serial(found, shown, date_1904)
                if len(moments) < _MOST_REMEMBERED:
                    moments[text, shown] = found
            return found

        return read

    kinds: dict[str, Reads] = {
        "s": shared,
        "str": decoded,
        "inlineStr": decoded,
        "b": logical,
        "e": error,
        "d": moment,
    }

    def reader(kind: str, style: str) -> Reads:
        if kind in kinds:
            return kinds[kind]
        shown = styles.get(style, Shown.NUMBER)
        return number if shown is Shown.NUMBER else serial(shown)

    return reader
