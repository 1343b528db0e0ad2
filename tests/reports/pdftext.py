"""The text and the fonts of a PDF as a reader of the file finds them, without a PDF library."""

import re
import zlib
from functools import lru_cache


@lru_cache(maxsize=8)
def objects(data: bytes) -> dict[int, bytes]:
    """Every object by number; streams are inflated and follow their dictionary."""
    found: dict[int, bytes] = {}
    for match in re.finditer(rb"(\d+) 0 obj\s(.*?)endobj", data, re.DOTALL):
        found[int(match[1])] = _inflated(match[2])
    for body in list(found.values()):
        if b"/ObjStm" in body[:300]:
            head, _, content = body.partition(b"\nstream\n")
            first = int(re.search(rb"/First (\d+)", head)[1])  # type: ignore[index]
            numbers = [int(number) for number in content[:first].split()]
            places = numbers[1::2]
            for number, place, end in zip(numbers[::2], places, [*places[1:], None], strict=True):
                found[number] = content[first + place : None if end is None else first + end]
    return found


def _inflated(body: bytes) -> bytes:
    match = re.search(rb"(.*?)stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
    if not match:
        return body
    content = match[2]
    if b"/FlateDecode" in match[1]:
        content = zlib.decompressobj().decompress(content)
    return match[1] + b"\nstream\n" + content


def pages(data: bytes) -> list[bytes]:
    """The page objects in their order."""
    found = objects(data)
    tree = next(body for body in found.values() if re.search(rb"/Type\s*/Pages\b", body))
    kids = re.search(rb"/Kids\s*\[(.*?)\]", tree, re.DOTALL)
    assert kids is not None
    return [found[int(number)] for number in re.findall(rb"(\d+) 0 R", kids[1])]


def fonts(data: bytes) -> dict[str, bool]:
    """Every font by name, and whether its glyphs are in the file."""
    found = objects(data)
    return {
        match[1].decode(): b"/FontFile" in body
        for body in found.values()
        if b"/FontDescriptor" in body and (match := re.search(rb"/FontName\s*/([^\s/>]+)", body))
    }


def text_of(data: bytes) -> str:
    """The text of all pages, a line for every line of the page."""
    return "\n\f\n".join(_page_text(objects(data), page) for page in pages(data))


def _page_text(found: dict[int, bytes], page: bytes) -> str:
    maps = {name: _unicode(found, number) for name, number in _fonts_of(found, page).items()}
    content = _in_hex(found[int(re.search(rb"/Contents\s*(\d+) 0 R", page)[1])])  # type: ignore[index]
    spots: list[tuple[float, str]] = []
    font: dict[int, str] = {}
    height = 0.0
    for match in re.finditer(rb"/(\w+) [\d.]+ Tf|<([0-9A-F]*)>|([-\d. ]+) cm\b", content):
        if match[1]:
            font = maps.get(match[1].decode(), {})
        elif match[3]:
            height = float(match[3].split()[-1])
        elif match[2]:
            raw = bytes.fromhex(match[2].decode())
            text = "".join(font.get(int.from_bytes(raw[i : i + 2], "big"), "�") for i in range(0, len(raw), 2))
            spots.append((height, text))
    return _in_lines(spots)


def _in_hex(content: bytes) -> bytes:
    """The content with its literal strings, whose brackets may be nested, written as hexadecimal ones."""
    out, at = bytearray(), 0
    while (start := content.find(b"(", at)) >= 0:
        out += content[at:start]
        depth, end = 1, start + 1
        while depth:
            depth += {40: 1, 41: -1}.get(content[end], 0)
            end += 2 if content[end] == 92 else 1
        out += b"<" + _unescaped(content[start + 1 : end - 1]).hex().upper().encode() + b">"
        at = end
    return bytes(out + content[at:])


def _in_lines(spots: list[tuple[float, str]]) -> str:
    """Pieces of one height are one line; pieces of a line that were set apart are kept apart by a bar."""
    rows: dict[float, list[str]] = {}
    for height, text in spots:
        rows.setdefault(height, []).append(text)
    return "\n".join("".join(row) for row in rows.values())


def _fonts_of(found: dict[int, bytes], page: bytes) -> dict[str, int]:
    body = page
    for key in (rb"/Resources", rb"/Font"):
        match = re.search(key + rb"\s*(?:(\d+) 0 R|(<<.*))", body, re.DOTALL)
        assert match is not None
        body = found[int(match[1])] if match[1] else match[2]
    return {name.decode(): int(number) for name, number in re.findall(rb"/(\w+) (\d+) 0 R", body)}


def _unicode(found: dict[int, bytes], font: int) -> dict[int, str]:
    match = re.search(rb"/ToUnicode\s*(\d+) 0 R", found[font])
    if not match:
        return {}
    table = found[int(match[1])]
    result = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            result[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for start, end, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(end, 16) - int(start, 16) + 1):
                result[int(start, 16) + step] = chr(int(text, 16) + step)
    return result


def _unescaped(raw: bytes) -> bytes:
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(match: re.Match[bytes]) -> bytes:
        code = match[1]
        return bytes([int(code, 8)]) if code.isdigit() else plain.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.DOTALL)
