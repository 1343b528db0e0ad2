"""LibreOffice at work on files, one process for all of them, its trust in stored values switched off."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

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
