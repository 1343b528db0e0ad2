"""LibreOffice at work on files, one process for all of them, its trust in stored values switched off."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
needed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")


def converted(files: Iterable[Path], kind: str, place: Path, seconds: int = 120) -> Path:
    """The folder below `place` in which each file stands again as `kind`: xlsx (worked out anew) or pdf."""
    profile, out = place / "profile", place / kind
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=seconds)
    return out


def with_wrong_values(data: bytes) -> bytes:
    """The workbook with another number (or text) stored in every formula cell: nothing of ours can be trusted."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for item in package.infolist():
            part = package.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1<v>987654321</v>", part)
            copy.writestr(item, part)
    return out.getvalue()


def worked_out(data: bytes, again: Path) -> Iterator[tuple[str, Any, Any]]:
    """Every formula cell of a workbook: its place, what it shows, what it shows where LibreOffice worked it out."""
    formulas, shown = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    theirs = load_workbook(again, data_only=True)
    assert theirs.sheetnames == formulas.sheetnames
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, worked = (book[sheet.title][cell.coordinate].value for book in (shown, theirs))
            yield f"{sheet.title}!{cell.coordinate}", ours, worked
