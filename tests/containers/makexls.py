"""Compound files and BIFF streams made by hand: enough for a reader to find cells in them."""

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def biff8(sheets: Mapping[str, Sequence[Sequence[object]]], extra: bytes = b"", strings: int | None = None) -> bytes:
    """A stream of sheets by name. Texts are shared; `extra` are records before the sheets, `strings` the
    number of shared texts that the file claims."""
    texts: list[str] = []
    bodies = [_body(rows, texts) for rows in sheets.values()]
    table = b"".join(
        struct.pack("<HB", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le") for text in texts
    )
    count = len(texts) if strings is None else strings
    shared = record(0xFC, struct.pack("<II", count, count) + table)
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x42, struct.pack("<H", 1200)) + extra
    place = len(start) + sum(10 + len(name) for name in names) + len(shared) + 4
    tabs = b""
    for name, body in zip(names, bodies, strict=True):
        tabs += record(0x85, struct.pack("<IH", place, 0) + name)
        place += len(body)
    return start + tabs + shared + record(0x0A) + b"".join(bodies)


def _body(rows: Sequence[Sequence[object]], texts: list[str]) -> bytes:
    found = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            place = struct.pack("<HHH", i, j, 0)
            if isinstance(value, bool):
                found += record(0x205, place + struct.pack("<BB", value, 0))
            elif isinstance(value, int | float):
                found += record(0x203, place + struct.pack("<d", value))
            elif value == "#N/A":
                found += record(0x205, place + struct.pack("<BB", 42, 1))
            elif value:
                texts.append(str(value))
                found += record(0xFD, place + struct.pack("<I", len(texts) - 1))
    return found + record(0x0A)


def biff5(rows: Sequence[Sequence[str]], codepage: int = 936, encoding: str = "gbk") -> bytes:
    """A stream of one sheet of texts, S, in the eight-bit encoding of old programs."""
    body = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            text = value.encode(encoding)
            body += record(0x204, struct.pack("<HHHH", i, j, 0, len(text)) + text)
    body += record(0x0A)
    start = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", codepage))
    place = len(start) + 12 + 4
    return start + record(0x85, struct.pack("<IHB", place, 0, 1) + b"S") + record(0x0A) + body


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file; every stream is padded to the size from which it has sectors of its own."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for place, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")
        first = len(sectors)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        sectors += pieces
        chain += [*range(first + 1, first + len(pieces)), _END]
        following = place + 1 if place < len(streams) else _FREE
        entries.append(_entry(name, 2, first, len(content), right=following))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first = len(sectors)
    pieces = [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    sectors += pieces
    chain += [*range(first + 1, first + len(pieces)), _END]
    tables = -(-(len(sectors) + 1) // 127)
    start = len(sectors)
    chain += [_FAT] * tables
    packed = b"".join(struct.pack("<I", one) for one in chain).ljust(tables * SECTOR, b"\xff")
    header = struct.pack("<8s16sHHHHH6s", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"")
    header += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", start + place) for place in range(tables))
    return header.ljust(SECTOR, b"\xff") + b"".join(sectors) + packed


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    found = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
    found += struct.pack("<III", _FREE, right, child) + b"\0" * 36
    return found + struct.pack("<IQ", first, size)
