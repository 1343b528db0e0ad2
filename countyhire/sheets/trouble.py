"""One cell's value that comes with a fault."""

from dataclasses import dataclass
from typing import Any

from countyhire.model.column import Record
from countyhire.model.finding import Fault

LONGEST = 20  # characters of a cell that a message cites


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a converter gives where something is wrong: the fault, what to say, and the value to go on with.

    `message` is said after the person and the header. The value is the column's blank unless the cell
    could be read all the same.
    """

    fault: Fault
    message: str
    value: Any = None
    remedy: str = ""


def cut(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def quoted(value: object) -> str:
    """A cell's content as it is cited in a message."""
    return f"“{cut(str(value))}”"


def subject_of(record: Record) -> str:
    """The code of whom or what a row is about."""
    for name in ("code", "person", "voucher", "learner", "institution"):
        if found := getattr(record, name, ""):
            return str(found)
    return ""
