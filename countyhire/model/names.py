"""Names: kept as they are written, people's compared by a key, set apart from a number that follows."""

import re

_DOTS = dict.fromkeys(map(ord, "•‧・⋅∙･.．"), "·")
_UNSEEN = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD])
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED = _WIDTHS | _UNSEEN | _DOTS
_TO_FOLD = re.compile(f"[{re.escape(''.join(map(chr, sorted(_FOLDED))))}\\s]")


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no blanks (李　明), one middle dot (阿依．古丽), one width."""
    return "".join(name.translate(_FOLDED).split()).casefold() if _TO_FOLD.search(name) else name.casefold()


def before_number(name: str) -> str:
    """A name as it stands before a number: with a blank where it ends in a digit or letter (机构H2 2024年)."""
    return f"{name} " if name[-1:].isascii() and name[-1:].isalnum() else name
