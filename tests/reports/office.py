"""LibreOffice at work on files, one process for all of them, its trust in stored values switched off."""

import shutil
import subprocess
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
