"""Bytes of text to text: Unicode with or without its mark, else GB18030."""

import codecs
import re

# Marks at the beginning; UTF-32 first, because its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096

# GB 18030—2022 gives these two-byte codes proper characters. Older tables, Python's among them, gave them
# places for private use, which no font shows.
_MOVED = {
    "A6D9": "\ufe10",
    "A6DA": "\ufe12",
    "A6DB": "\ufe11",
    "A6DC": "\ufe13",
    "A6DD": "\ufe14",
    "A6DE": "\ufe15",
    "A6DF": "\ufe16",
    "A6EC": "\ufe17",
    "A6ED": "\ufe18",
    "A6F3": "\ufe19",
    "FE51": "\U00020087",
    "FE52": "\U00020089",
    "FE53": "\U000200cc",
    "FE59": "\u9fb4",
    "FE61": "\u9fb5",
    "FE66": "\u9fb6",
    "FE67": "\u9fb7",
    "FE6C": "\U000215d7",
    "FE6D": "\u9fb8",
    "FE76": "\U0002298f",
    "FE7E": "\u9fb9",
    "FE90": "\u9fba",
    "FE91": "\U000241fe",
    "FEA0": "\u9fbb",
}
_PRIVATE = str.maketrans({bytes.fromhex(code).decode("gb18030"): char for code, char in _MOVED.items()})
_CHINESE = re.compile(r"gb_?2312(?:-80)?|gbk|gb18030|cp936|ms936|x-gbk|csgb2312|chinese|euc-cn|hz-gb-2312", re.I)


def text_of(content: bytes, declared: str = "") -> str:
    """The text of some bytes. UnicodeDecodeError where they are none in the encodings that are tried.

    A mark at the beginning goes first, then UTF-16 without one, then what the document declares.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name)
    if wide := _wide(content):
        return content.decode(wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not _CHINESE.fullmatch(declared) and "utf" not in declared.lower():
            return content.decode(declared)
        return content.decode("gb18030").translate(_PRIVATE)


def _wide(content: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, by where its zero bytes stand."""
    sample = content[:_SAMPLE]
    if b"\x00" not in sample or len(content) % 2:
        return ""
    zeros = [sample[place::4].count(0) for place in range(4)]
    quarter = len(sample) / 4
    if len(content) % 4 == 0 and zeros[2] > 0.9 * quarter and zeros[3] > 0.9 * quarter:
        return "utf-32-le"
    if len(content) % 4 == 0 and zeros[0] > 0.9 * quarter and zeros[1] > 0.9 * quarter:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > 0.1 * quarter and even < odd / 8:
        return "utf-16-le"
    if even > 0.1 * quarter and odd < even / 8:
        return "utf-16-be"
    return ""
