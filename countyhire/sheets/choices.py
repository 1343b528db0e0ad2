"""Values out of a list: by name, by another spelling, by code, or both in one cell (11-执业医师)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from countyhire.model.column import Column
from countyhire.sheets.cell_faults import CHOICE_CONTRADICTS, CHOICE_UNKNOWN, YES_NO_IMPOSSIBLE
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.trouble import Trouble, quoted
from countyhire.sheets.words import key, means_nothing, narrow, says_none, shown

_CODE_AND_NAME = re.compile(r"([A-Z]{0,2}\d{1,4}(?:\.\d{2})*)[-_.、:\s]*(\D.*)")
_YES = frozenset(
    ("是", "有", "y", "yes", "1", "true", "√", "✓", "✔", "对", "愿意", "同意", "服从", "已", "自愿", "符合")
)
_NO = frozenset("否 无 n no 0 false × ✗ x ✘ 不 不愿意 不同意 不服从 未 不自愿 不符合".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values of one column. An open one keeps what it does not know; a closed one refuses it."""

    names: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    choices: tuple[str, ...] = ()

    def find(self, text: str) -> str | Trouble | None:
        """The canonical name of a text, None where it is not known."""
        compared = key(text)
        if compared in self.names:
            return self.names[compared]
        plain = narrow(text).upper().removesuffix(".0")
        if not plain[:1].isascii():
            return None
        if plain in self.codes or plain.lstrip("0") in self.codes:
            return self.codes.get(plain) or self.codes[plain.lstrip("0")]
        if found := _CODE_AND_NAME.fullmatch(plain):
            by_code, by_name = self.codes.get(found[1]), self.names.get(key(found[2]))
            if by_code and by_name and by_code != by_name:
                return Trouble(CHOICE_CONTRADICTS, f"{quoted(text)}里编码 {found[1]} 是{by_code}", "")
            return by_code and by_name
        return None


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("countyhire.sheets").joinpath("data", "choices.toml").read_text("utf-8"))


@cache
def vocabulary(book_field: str, column: Column) -> Vocabulary:
    """The names and codes of a column of a sheet."""
    table = _tables().get(f"{book_field}.{column.field}", {})
    names = {key(name): name for name in column.choices}
    codes = table.get("codes", {})
    names.update({key(name): name for name in codes.values()})
    for name, others in table.get("names", {}).items():
        names[key(name)] = name
        for other in others:
            names.setdefault(key(other), name)
    blanks = frozenset(key(text) for text in table.get("blank", ()))
    return Vocabulary(names, codes, blanks, column.choices)


def to_choice(value: RawValue, words: Vocabulary) -> str | Trouble:
    """One of the choices, or a blank."""
    text = _text(value)
    if text is None:
        return Trouble(CHOICE_UNKNOWN, f"{quoted(value)}不在可选的值里", "")
    found = words.find(text)
    if found is not None:
        return found
    if key(text) in words.blanks or says_none(text):
        return ""
    near = get_close_matches(key(text), list(words.names), 1, 0.5)
    hint = f"是否为“{words.names[near[0]]}”？" if near else f"可选：{'、'.join(words.choices)}。"
    return Trouble(CHOICE_UNKNOWN, f"{quoted(text)}不在可选的值里", "", hint)


def to_known_text(value: RawValue, words: Vocabulary) -> str:
    """A text of an open list: the canonical name where it is known, else as written."""
    text = _text(value)
    if text is None or means_nothing(text):
        return ""
    found = words.find(text)
    return found if isinstance(found, str) else text


def to_yes_no(value: RawValue) -> bool | Trouble | None:
    """是 or 否 in any of its forms."""
    if isinstance(value, bool):
        return value
    text = _text(value)
    if text is not None:
        compared = key(text)
        if compared in _YES:
            return True
        if compared in _NO:
            return False
        if says_none(text):
            return None
    return Trouble(YES_NO_IMPOSSIBLE, f"{quoted(value)}认不出是与否")


def _text(value: RawValue) -> str | None:
    """A cell as text: 11.0 is 11; None for a date or a logical value."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return f"{value:.15g}"
