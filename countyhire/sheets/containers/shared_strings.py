"""The shared texts of an .xlsx: rich text put together, phonetic guides left out."""

import re
from collections.abc import Iterable
from pathlib import Path

from countyhire.sheets.containers.markup import (
    cleaned,
    decoded,
    feed,
    handle,
    is_utf8,
    parser,
    plain_text,
    references_known,
)
from countyhire.sheets.containers.plain import TEXT, aligned, broken_up, unprefixed

_TEXT = rf'<si><t(?: xml:space="preserve")?+>{TEXT}</t></si>|<si><t/></si>'
_PLAIN = re.compile(rf"(?:\s*+(?:{_TEXT}))*+\s*+")
_TEXTS = re.compile(r'<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>')


def shared_strings(path: Path, pieces: Iterable[bytes]) -> list[str]:
    """Every text in its order."""
    found: list[str] = []
    made = parser(path)
    handle(made, path, *_handlers(found), own=True)
    plain = utf8 = None
    for piece, whole in aligned(unprefixed(pieces), b"<si>", b"</sst>"):
        if plain is None:
            plain = utf8 = is_utf8(piece[:200])
        if not (plain and whole and _read_plain(piece, found)):
            feed(made, path, cleaned(piece) if utf8 else piece)
            plain = plain and not (whole and broken_up(piece))
    feed(made, path, b"", True)
    return found


def _read_plain(piece: bytes, found: list[str]) -> bool:
    """Adds the texts of a piece, or says that the parser has to."""
    try:
        markup = piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if not _PLAIN.fullmatch(markup) or not references_known(markup):
        return False
    texts: list[str] = _TEXTS.findall(markup)
    if "&" in markup or "_x" in markup or "\r" in markup:
        texts = [decoded(plain_text(text)) for text in texts]
    found += texts
    return True


def _handlers(found: list[str]) -> tuple[object, object, object]:
    parts: list[str] = []
    inside = guides = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside, guides
        if name == "si":
            parts.clear()
        elif name == "rPh":
            guides = True
        elif name == "t":
            inside = not guides

    def end(name: str) -> None:
        nonlocal inside, guides
        if name == "t":
            inside = False
        elif name == "rPh":
            guides = False
        elif name == "si":
            found.append(decoded("".join(parts)))

    def text(data: str) -> None:
        if inside:
            parts.append(data)

    return start, end, text
