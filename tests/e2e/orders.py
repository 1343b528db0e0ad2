"""The sample district with the rows of every sheet in another order: the sheets' rows as they stand, renumbered."""

import io
import random
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path

from countyhire.pipeline.new_district import SAMPLE, sample_data
from sample_data.build import district, sheets

_ROW = re.compile(rb'<row r="(\d+)".*?</row>', re.DOTALL)
_CELL = re.compile(rb'(<(?:row|c) r="[A-Z]*)\d+')
Part = tuple[str, bytes]
Rows = tuple[str, bytes, int, list[list[bytes]], bytes]  # part, before, first row, each row cut at its numbers, after


@cache
def _workbooks() -> dict[str, tuple[list[Part], list[Rows]]]:
    """By file: the parts without rows, and the parts with them."""
    headers: dict[str, list[int]] = {}
    for page in sheets(district()):
        headers.setdefault(f"{page.workbook}.xlsx", []).append(page.header_row)
    found = {}
    for file, heads in headers.items():
        with zipfile.ZipFile(sample_data() / SAMPLE / file) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
        rows = [_cut(f"xl/worksheets/sheet{n}.xml", dict(parts), head) for n, head in enumerate(heads, 1)]
        names = {part for part, *_ in rows}
        found[file] = ([one for one in parts if one[0] not in names], rows)
    return found


def _cut(part: str, parts: dict[str, bytes], header: int) -> Rows:
    body = [row for row in _ROW.finditer(parts[part]) if int(row[1]) > header]
    if not body:
        return part, parts[part], header + 1, [], b""
    cut = [_CELL.sub(rb"\1\0", row[0]).split(b"\0") for row in body]
    return part, parts[part][: body[0].start()], header + 1, cut, parts[part][body[-1].end() :]


def shuffled(folder: Path, seed: int) -> Path:
    """The district in `folder`, in the order that the seed draws."""
    dice = random.Random(seed)
    folder.mkdir(parents=True)
    shutil.copyfile(sample_data() / SAMPLE / "countyhire.toml", folder / "countyhire.toml")
    for file, (parts, sheets_of) in _workbooks().items():
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in parts:
                archive.writestr(name, data)
            for part, before, first, rows, after in sheets_of:
                order = dice.sample(rows, len(rows))
                moved = [str(at).encode().join(row) for at, row in enumerate(order, first)]
                archive.writestr(part, before + b"".join(moved) + after)
        (folder / file).write_bytes(out.getvalue())
    return folder
