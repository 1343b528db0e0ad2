"""Damaged workbooks: spoilt bytes, parts, markup and cells, and texts that are none. Case n is always the same file."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from countyhire.pipeline.new_district import SAMPLE, sample_data

SAVED = b"2026-08-15T00:00:00Z"
WEIRD = (
    "", " ", "\t", "-", "0", "-1", "1e308", "NaN", "∞", "#REF!", "=1+1",
    "=HYPERLINK(\"x\")", "@SUM(A1)", "＝1", "2026-02-30", "1900-02-29", "9999-12-31", "二〇二六年",
    "45139.5", "x" * 40000, "字" * 33000, "\u202e甲", "\u200b", "𠮷", "\x0b", "null", "None",
    "TRUE", "../../x", "{{年度}}", "<b>", "&amp;", "']", "509901199001011237", "1" * 400,
    "1,234.56.78", "½", "٣", "Ⅻ",
)  # fmt: skip


def bases() -> list[Path]:
    return sorted((sample_data() / SAMPLE).glob("*.xlsx"), key=lambda path: path.stat().st_size)


def _bytes(chance: random.Random, data: bytes) -> bytes:
    """Bytes flipped, cut, doubled, blanked or put before."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 50))):
        place = chance.randrange(max(1, len(made)))
        length = chance.choice((1, 4, 64, 1024))
        match chance.randrange(5):
            case 0:
                made[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[place : place + length]
            case 2:
                made[place:place] = made[place : place + length]
            case 3:
                made[place : place + length] = bytes(min(length, len(made) - place))
            case 4:
                made[0:0] = chance.randbytes(chance.choice((1, 16)))
    return bytes(made[: chance.randrange(len(made) + 1)] if chance.random() < 0.2 else made)


def _zipped(parts: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    out = io.BytesIO()
    packing = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, packing)  # of 1980, not of now
    return out.getvalue()


def _unzipped(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _parts(chance: random.Random, data: bytes) -> bytes:
    """A part gone, doubled, renamed, swapped, emptied, blown up, or one too many."""
    parts = _unzipped(data)
    place = chance.randrange(len(parts))
    name, body = parts[place]
    match chance.randrange(8):
        case 0:
            del parts[place]
        case 1:
            parts.append((name, body))
        case 2:
            parts[place] = (
                chance.choice(("../" + name, name.upper(), "\\" + name, "/" + name, "NUL", name + "\u202e")),
                body,
            )
        case 3:
            other = chance.randrange(len(parts))
            parts[place], parts[other] = (name, parts[other][1]), (parts[other][0], body)
        case 4:
            parts[place] = (name, b"")
        case 5:
            parts[place] = (name, body[:200] + b" " * 60_000_000 + body[200:])
        case 6:
            parts += [(f"xl/more{number}.xml", b"<x/>") for number in range(chance.choice((3, 3000)))]
        case 7:
            parts.append(("xl/vbaProject.bin", chance.randbytes(500)))
            parts.append(("xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
    return _zipped(parts, chance)


_BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "'
    + b"b" * 1000
    + b'"><!ENTITY c "'
    + b"&a;" * 1000
    + b'"><!ENTITY d "'
    + b"&c;" * 1000
    + b'">]>'
)
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _markup(chance: random.Random, data: bytes) -> bytes:
    """One part's markup spoilt, most often a sheet's."""
    parts = _unzipped(data)
    likely = [place for place, (name, _) in enumerate(parts) if "sheet" in name or "sharedStrings" in name]
    place = chance.choice(likely) if likely and chance.random() < 0.7 else chance.randrange(len(parts))
    name, body = parts[place]
    for _ in range(chance.choice((1, 1, 3, 10))):
        body = _spoilt(chance, body)
    parts[place] = (name, body)
    return _zipped(parts, chance)


def _spoilt(chance: random.Random, body: bytes) -> bytes:
    tags = list(re.finditer(rb"<[^>]*>", body[:200_000]))
    values = list(re.finditer(rb'="([^"]*)"', body[:200_000]))
    tag = chance.choice(tags) if tags else None
    value = chance.choice(values) if values else None
    match chance.randrange(9):
        case 0 if tag:
            return body[: tag.start()] + body[tag.end() :]
        case 1 if tag:
            return body[: tag.end()] + tag[0] * chance.choice((1, 20)) + body[tag.end() :]
        case 2 | 3 if value:
            odd = chance.choice(
                ("", "0", "-1", "99999999999", "ZZZ99999999", "A0", "XFD1048577", "x" * 5000, "1:", "e", "str")
            )
            return body[: value.start(1)] + odd.encode() + body[value.end(1) :]
        case 4:
            return body.replace(b"?>", b"?>" + chance.choice((_BOMB, _OUTSIDE)), 1)
        case 5 if tag:
            odd = chance.choice(WEIRD).encode("utf-8", "surrogatepass")
            return body[: tag.end()] + odd + body[tag.end() :]
        case 6 if tag:
            return body[: tag.end()] + b"<a>" * chance.choice((50, 20_000)) + body[tag.end() :]
        case 7:
            return body.replace(b"UTF-8", chance.choice((b"GB18030", b"UTF-7", b"x")), 1)
    return body[: len(body) // 2]


def _cells(chance: random.Random, data: bytes) -> bytes:
    """Odd values in odd cells, put in as a program would."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    for _ in range(chance.choice((1, 3, 30))):
        sheet = chance.choice(book.worksheets)
        row = chance.randint(1, chance.choice((3, max(3, sheet.max_row), 5000)))
        column = chance.randint(1, chance.choice((max(3, sheet.max_column), 60)))
        cell = sheet.cell(row, column)
        if type(cell).__name__ == "MergedCell":
            continue
        odd = chance.choice((*WEIRD, None, True, 3.5, -0.0, 10**15, 45139, float(chance.randrange(10**9))))
        if isinstance(odd, str):
            odd = re.sub(r"[\x00-\x08\x0b-\x1f]", "", odd)[:32767]
        cell.value = odd
        if chance.random() < 0.1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + chance.randrange(3), end_column=column + 1
            )
        if chance.random() < 0.1:
            sheet.delete_rows(row, chance.choice((1, 50)))
    out = io.BytesIO()
    book.save(out)
    return _pinned(out.getvalue())


def _pinned(data: bytes) -> bytes:
    """The workbook as it was saved, without the time of saving."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in _unzipped(data):
            if name == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + SAVED, body)
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _text(chance: random.Random, data: bytes) -> bytes:
    """Not a workbook at all: text in some code page, with and without rows."""
    rows = [
        ",".join(chance.choice(WEIRD)[:300] for _ in range(chance.randrange(1, 40)))
        for _ in range(chance.choice((0, 1, 200)))
    ]
    head = "人员编号,姓名,身份证件号码,性别,单位编码\n"
    text = (head if chance.random() < 0.5 else "") + chance.choice(("\n", "\r\n", "\r")).join(rows)
    code = chance.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    made = text.encode(code, "replace")
    return _bytes(chance, made) if made and chance.random() < 0.5 else made


KINDS: tuple[tuple[str, Callable[[random.Random, bytes], bytes]], ...] = (
    ("bytes", _bytes), ("parts", _parts), ("markup", _markup), ("cells", _cells), ("text", _text),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One damaged file: what was done to which workbook, and its name with the ending that it is given."""

    kind: str
    name: str
    data: bytes


def case(seed: int, number: int) -> Case:
    chance = random.Random(f"{seed}/{number}")
    kind, damage = KINDS[number % len(KINDS)]
    files = bases()
    path = chance.choice(files[:10] if kind == "cells" else files)
    ending = ".xlsx" if chance.random() < 0.9 else chance.choice((".xls", ".et", ".ods", ".csv", ".xlsm", ".tsv"))
    if kind == "text":
        ending = chance.choice((".csv", ".tsv", ".xlsx", ".xls", ".et"))
    return Case(kind, path.stem + ending, damage(chance, path.read_bytes()))
