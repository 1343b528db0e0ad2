"""XML by events, safely: no DTD, no entities of its own, no bottomless nesting; names without prefixes."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from countyhire.sheets.containers.problems import damaged, suspicious

DEEPEST = 256
_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|\w+);")
_CONTROL = bytes((*range(9), 11, 12, *range(14, 32)))
_CONTROL_REFERENCE = re.compile(rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9A-Fa-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));")
_KNOWN = re.compile(r"&(?:amp|lt|gt|quot|apos|#(?:9|10|13|x[9AD]));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PLAIN = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))


def parser(path: Path) -> Any:
    """An expat parser that refuses a DTD, which nothing that a spreadsheet program writes has."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.buffer_size = 65536

    def refuse(*_: object) -> None:
        raise suspicious(path, "含有不允许的外部定义（DTD）")

    made.StartDoctypeDeclHandler = refuse
    made.EntityDeclHandler = refuse
    return made


def handle(made: Any, path: Path, start: Start, end: End, text: Text | None = None, own: bool = False) -> None:
    """Sets the handlers of a parser; names and attributes come without their prefixes.

    With `own`, elements of another namespace than the root's are passed over with all that they hold, but for
    the marks around what is written in two ways (`mc:AlternateContent`).
    """
    depth = 0
    foreign = _Foreign()
    passed = 0  # how deep within an element of another namespace

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, passed
        depth += 1
        if depth > DEEPEST:
            raise suspicious(path, "内部部件嵌套过深")
        if own and (passed or foreign.is_so(name, attributes)):
            passed += 1
            made.CharacterDataHandler = None
            return
        if ":" in name:
            name = name.rpartition(":")[2]
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth, passed
        depth -= 1
        if passed:
            passed -= 1
            made.CharacterDataHandler = None if passed else text
            return
        end(name.rpartition(":")[2] if ":" in name else name)

    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = opened, closed, text


class _Foreign:
    """Tells elements of another namespace from those of the root's, by their prefixes and what these stand for."""

    def __init__(self) -> None:
        self.root: str | None = None
        self.spaces: dict[str, str] = {}

    def is_so(self, name: str, attributes: dict[str, str]) -> bool:
        for key, space in attributes.items():
            if key.startswith("xmlns"):
                self.spaces.setdefault(key[6:], space)
        prefix, _, bare = name.rpartition(":")
        if self.root is None:
            self.root = prefix
        if bare == "extLst":  # of later versions and other programs: nothing of the table
            return True
        if prefix == self.root and (prefix or "xmlns" not in attributes):
            return False
        space = attributes.get("xmlns", "") if not prefix else self.spaces.get(prefix, "")
        return space not in (self.spaces.get(self.root, ""), _ALTERNATIVES)


def feed(made: Any, path: Path, piece: bytes, last: bool = False) -> None:
    """A piece of the document into a parser; FileProblem where it is not well-formed."""
    try:
        made.Parse(piece, last)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(path, "内部内容不完整或不合规范") from error


def walk(path: Path, pieces: Iterable[bytes], start: Start, end: End, text: Text | None = None) -> None:
    """A whole document through handlers."""
    made = parser(path)
    handle(made, path, start, end, text)
    for piece in pieces:
        feed(made, path, piece)
    feed(made, path, b"", True)


def ignore(_: str) -> None:
    """Where the end of an element means nothing."""


def local(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without prefix, or an empty text."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def is_utf8(head: bytes) -> bool:
    """Whether a document that begins so is in UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
        return False
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    return declared is None or declared[1].decode().lower() in _PLAIN


def in_utf8(path: Path, content: bytes) -> bytes:
    """A whole document in UTF-8: expat knows neither GB2312 nor any other encoding of several bytes."""
    declared = _DECLARED.match(content)
    if is_utf8(content[:200]):
        return cleaned(content)
    if declared is None or declared[1].decode().lower().startswith("utf-16"):
        return content
    from countyhire.sheets.containers.encoding import text_of

    try:
        text = text_of(content, declared[1].decode())
    except (UnicodeDecodeError, LookupError) as error:
        raise damaged(path, "文字编码与声明不符") from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def cleaned(piece: bytes) -> bytes:
    """A piece in UTF-8 without the control characters that XML forbids and sloppy exports have."""
    piece = piece.translate(None, _CONTROL)
    return _CONTROL_REFERENCE.sub(b"", piece) if b"&#" in piece else piece


def references_known(markup: str) -> bool:
    """Whether every `&` begins a reference that XML knows without a DTD."""
    return "&" not in markup or markup.count("&") == len(_KNOWN.findall(markup))


def plain_text(text: str) -> str:
    """Character data as it stands in the bytes: line ends and references as an XML parser gives them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    name = found[1]
    if name[0] != "#":
        return _NAMED.get(name, found[0])
    return chr(int(name[2:], 16) if name[1] == "x" else int(name[1:]))


def decoded(text: str) -> str:
    """`_x000D_` and its like, by which Office writes characters that XML does not allow."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: _allowed(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _allowed(code: int) -> str:
    """A character by its code; of the control characters only those that lay out a text."""
    return chr(code) if code >= 32 or code in (9, 10, 13) else ""
