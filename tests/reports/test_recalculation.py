"""What every formula shows equals what LibreOffice works out anew, its trust in stored values switched off."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.reports.results import made
from tests.reports.test_fill import filled

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_formulas_recalculate_to_the_values_that_they_show(tmp_path: Path) -> None:
    workbooks = {
        f"{name.replace('/', '-')}": document.data for name, document in made().items() if name.endswith("xlsx")
    }
    workbooks |= {f"填充{count}行.xlsx": filled(count).data for count in (1, 2, 500)}
    folder, out, profile = tmp_path / "in", tmp_path / "out", tmp_path / "profile"
    for path in (folder, profile / "user"):
        path.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    for name, data in workbooks.items():
        (folder / name).write_bytes(_with_wrong_values(data))
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(out), *map(str, sorted(folder.iterdir()))],
        check=True,
        capture_output=True,
        timeout=120,
    )
    compared = 0
    for name, data in workbooks.items():
        formulas, shown = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
        again = load_workbook(out / name, data_only=True)
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in (cell for cell in row if cell.data_type == "f"):
                    ours, theirs = (book[sheet.title][cell.coordinate].value for book in (shown, again))
                    if isinstance(ours, str):
                        assert ours == theirs, (name, cell.coordinate)
                    else:
                        assert ours == pytest.approx(theirs, abs=1e-6), (name, cell.coordinate)
                    compared += 1
    assert compared > 500


def _with_wrong_values(data: bytes) -> bytes:
    """The workbook with another number (or text) stored in every formula cell: nothing of ours can be trusted."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for item in package.infolist():
            part = package.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1<v>987654321</v>", part)
            copy.writestr(item, part)
    return out.getvalue()
