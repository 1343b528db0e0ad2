"""The tags and texts of a web page, however badly it is written, in time that grows with its length alone.

The parser of the standard library takes quadratic time on unclosed tags and stops at some of them.
"""

import re
from collections.abc import Iterator
from html import unescape

# What stands between "<" and ">", where no quote holds a ">".
_TAG = re.compile(r"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_PIECE = re.compile(r"<([^<]*)")
_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:]*")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([A-Za-z][\w:.-]*+)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SILENT = ("script", "style", "title")


def tokens(page: str) -> Iterator[tuple[str, str]]:
    """Each tag as its name in small letters (`td`, `/td`) and what else stands in it; a text under no name."""
    yield "", unescape(page[: max(page.find("<"), 0)])
    silent = ""  # what ends the part that is passed over
    for found in _PIECE.finditer(page):
        piece = found[1]
        if silent:
            if silent == "-->":
                _, ended, text = piece.partition(silent)
            else:
                ended, text = piece[: len(silent)].lower() == silent, piece.partition(">")[2]
            if ended:
                silent = ""
                yield "", unescape(text)
            continue
        if piece.startswith("!--"):
            _, ended, text = piece[3:].partition("-->")
            silent = "" if ended else "-->"
            yield "", unescape(text)
            continue
        name = _NAME.match(piece)
        if name is None:
            marked = piece.startswith(("!", "?", "/"))
            yield "", unescape(piece.partition(">")[2] if marked else f"<{piece}")
            continue
        whole = _TAG.match(piece)
        inside = whole[1] if whole else piece.partition(">")[0]
        tag = name[0].lower()
        yield tag, inside[len(tag) :]
        if tag in _SILENT and not inside.endswith("/"):
            silent = f"/{tag}"
        else:
            yield "", unescape(piece[len(inside) + 1 :])


def attributes(inside: str) -> dict[str, str]:
    """The attributes of a tag by their names in small letters."""
    return {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(inside)}
