"""Text as it is compared: widths, blanks, brackets and invisible characters made one; text as it is shown."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

# Full-width ASCII, the spaces and dashes that look alike, and characters that cannot be seen.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F)])
_BLANKS = dict.fromkeys([0x00A0, 0x3000, 0x2002, 0x2003, 0x2009, 0x202F, 0x0009, 0x000A, 0x000D, 0x2028, 0x2029], " ")
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63], "-")
_DOTS = dict.fromkeys([0x2022, 0x2027, 0x30FB, 0x22C5, 0x2219, 0xFF65, 0x00B7], "·")
_NARROW = _WIDTHS | _INVISIBLE | _BLANKS | _DASHES
_VISIBLE = _INVISIBLE | _BLANKS


def _simplified() -> dict[int, str]:
    """The Traditional characters that occur in headers and in the values of lists, and the Simplified ones."""
    text = files("countyhire.sheets").joinpath("data", "traditional.toml").read_text("utf-8")
    return {ord(pair[0]): pair[1] for pair in tomllib.loads(text)["pairs"]}


_SIMPLIFIED = _simplified()
_KEY = _NARROW | _DOTS | _SIMPLIFIED


def _any_of(characters: Iterable[int]) -> re.Pattern[str]:
    """Finds one of some characters or a blank: most texts have none, and looking is five times as fast as changing."""
    return re.compile(f"[{re.escape(''.join(map(chr, sorted(characters))))}\\s]")


_TO_NARROW = _any_of(_NARROW)
_TO_KEY = _any_of(_KEY)

_NO_VALUE = frozenset(("", "-", "--", "---", "----", "/", "\\", "//", ".", "…", "－－"))
_NONE_WORDS = frozenset("无 暂无 没有 未取得 未填 空 不适用 不详 N/A NA n/a null NULL".split())  # noqa: SIM905
_LONGEST_NONE = 8  # with blanks between the characters


def shown(text: str) -> str:
    """A text as it is kept: invisible characters dropped, blanks plain and none at the ends."""
    if text.isprintable():
        return text.strip()
    return text.translate(_VISIBLE).strip()


def seen(text: str) -> str:
    """A text as it is written, blanks within it too; only what cannot be seen is dropped, and blanks at its ends."""
    return " ".join(text.translate(_INVISIBLE).splitlines()).strip() if not text.isprintable() else text.strip()


def narrow(text: str) -> str:
    """The same in half-width characters, without any blanks: for numbers, dates and codes."""
    return "".join(text.translate(_NARROW).split()) if _TO_NARROW.search(text) else text


def key(text: str) -> str:
    """What two texts have in common when they mean the same: widths, blanks, dots, Traditional, case."""
    return "".join(text.translate(_KEY).split()).casefold() if _TO_KEY.search(text) else text.casefold()


def means_nothing(text: str) -> bool:
    """Whether a text is only a dash: the cell is blank."""
    return len(text.strip()) <= _LONGEST_NONE and narrow(text) in _NO_VALUE


def says_none(text: str) -> bool:
    """Whether a text says that there is nothing (无), as well as a dash."""
    if len(text.strip()) > _LONGEST_NONE:
        return False
    found = narrow(text)
    return found in _NO_VALUE or found in _NONE_WORDS


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|/(?:万?元|万?人|人次|公里|天)$")
_MARKS = re.compile(r"^[*★☆※#\d一二三四五六七八九十]*[.、]|[*★☆※:;,。、?!\x22'“”‘’]+|^[*★☆※#]+")


def header_key(text: str) -> str:
    """A header as it is looked up: no blanks, line breaks, stars or colons."""
    return _MARKS.sub("", key(text))


def without_brackets(text: str) -> str:
    """A header's key without what stands in brackets or behind a stroke: 金额(元) and 金额/元 are 金额."""
    return _BRACKETS.sub("", text)


def in_brackets(text: str) -> str:
    """What a header says in brackets or behind a stroke, its unit as a rule."""
    return "".join(_BRACKETS.findall(text))


def unwrapped(text: str) -> str:
    """A code without the marks that keep a spreadsheet from changing it: '001, ="001"."""
    return text.removeprefix("=").strip("'\"`’‘“”") if text[:1] in "='\"`’‘“”" else text
