"""`--mask`: findings that may be shown to others, on the screen, in JSON and in 问题清单 (X8, X10).

A finding keeps its code, its cell and whose it is by code; only its sentence loses what tells of a person.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every help page names the profiles, and needs none of the records
    from countyhire.model.book import Book
    from countyhire.model.finding import Finding


class Mask(StrEnum):
    """What the sentences leave out, for a list that goes to others."""

    NUMBERS = "号码"
    ALL = "全部"


_LONG = re.compile(r"(?<![0-9.,])\d[\d -]{9,}\d[Xx]?(?![0-9.])")  # identity, telephone, bank card, certificate
_DAY = re.compile(r"\d{4}(-\d{1,2}-\d{1,2}|年\d{1,2}月\d{1,2}日)(?=出生)")
_SHORTEST = 11  # digits of a mobile telephone


def masked(findings: "Iterable[Finding]", profile: str, book: "Book") -> "tuple[Finding, ...]":
    """The findings as the profile shows them: `号码` without long numbers, `全部` also with codes for names and
    without days of birth. No profile: as they are."""
    if not profile:
        return tuple(findings)
    codes = _codes(book) if profile == Mask.ALL else {}
    names = re.compile("|".join(sorted(map(re.escape, codes), key=lambda name: (-len(name), name)))) if codes else None
    return tuple(replace(finding, message=_told(finding.message, names, codes)) for finding in findings)


def _codes(book: "Book") -> dict[str, str]:
    """What stands for each name: the person's code; where several are called the same, nobody's."""
    codes: dict[str, str] = {}
    for person in book.people:
        if person.name:
            codes[person.name] = person.code if person.name not in codes else "某人"
    return codes


def _told(message: str, names: re.Pattern[str] | None, codes: dict[str, str]) -> str:
    message = _LONG.sub(_count, message)
    if names is None:
        return message
    return _DAY.sub("某日", names.sub(lambda found: codes[found[0]], message))


def _count(found: re.Match[str]) -> str:
    digits = sum(character.isalnum() for character in found[0])
    return f"（{digits}位号码）" if digits >= _SHORTEST else found[0]
