"""`doctor`: what is wrong with a machine is named with its remedy, and a sound machine passes (moonshot 18)."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from countyhire.pipeline import doctor
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.reports import fonts

TODAY = date.today()
NO_ROOM = SimpleNamespace(total=1, used=1, free=0)


@pytest.fixture
def district(tmp_path: Path) -> Path:
    shutil.copytree(sample_data() / SAMPLE, tmp_path / "区")
    return tmp_path / "区"


def states(folder: Path, on: date = TODAY) -> dict[str, str]:
    return {check.name: check.state for check in doctor.examine(folder, on, quick=True)}


def test_a_sound_machine_passes_with_the_known_answers(district: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "countyhire", "doctor", district, "--json"], capture_output=True, check=False
    )
    checks = {check["name"]: check for check in json.loads(done.stdout)["result"]["checks"]}
    assert done.returncode == 0, checks
    assert checks["自检 quota"]["state"] == checks["自检 payroll"]["state"] == checks["自检 文件"]["state"] == "ok"
    assert not (district / "输出").exists()
    assert list(district.parent.iterdir()) == [district]


Fault = Callable[[Path, pytest.MonkeyPatch], object]


def unlink_font(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(fonts._SHA256, "NotoSansSC-Regular.otf", "0" * 64)  # type: ignore[index]


def no_module(name: str) -> Fault:
    return lambda folder, patch: patch.setitem(sys.modules, name, None)


FAULTS: dict[str, tuple[str, str, Fault]] = {
    "an old Python": ("Python", "problem", lambda f, p: p.setattr(doctor.sys, "version_info", (3, 10, 1))),
    **{
        f"without {name}": ("软件库", "problem", no_module(name))
        for name in ("openpyxl", "typst", "python_calamine", "highspy", "jinja2", "joblib")
    },
    "a font that changed": ("字体", "problem", unlink_font),
    "a pack that changed": (
        "安装的文件", "problem", lambda f, p: p.setattr(doctor, "_is_as_recorded", lambda file: False),
    ),
    "a screen without Chinese": ("屏幕", "notice", lambda f, p: p.setattr(doctor.sys, "stdout", AsciiScreen())),
    "no screen at all": ("屏幕", "notice", lambda f, p: p.setattr(doctor.sys, "stdout", None)),
    "a folder that is not there": ("区县文件夹", "problem", lambda f, p: shutil.rmtree(f)),
    "a file in the way of the outputs": ("写入", "problem", lambda f, p: (f / "输出").write_text("x")),
    "outputs that are a link": ("写入", "problem", lambda f, p: (f / "输出").symlink_to(f.parent)),
    "a workbook open in Excel": (
        "打开的工作簿", "notice", lambda f, p: (f / "~$人员花名册.xlsx").write_bytes(b"\x02li"),
    ),
    "a workbook open in WPS": ("打开的工作簿", "notice", lambda f, p: (f / ".~人员花名册.xlsx").write_bytes(b"")),
    "a workbook open in LibreOffice": (
        "打开的工作簿", "notice", lambda f, p: (f / ".~lock.人员花名册.xlsx#").write_text(",li,pc,"),
    ),
    "files from next year": ("时钟", "problem", lambda f, p: os.utime(f / "countyhire.toml", (4e9, 4e9))),
    "a full disk": (
        "磁盘空间", "problem", lambda f, p: p.setattr(doctor.shutil, "disk_usage", lambda place: NO_ROOM),
    ),
}  # fmt: skip


class AsciiScreen:
    encoding = "ascii"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
def test_a_seeded_fault_is_found_and_nothing_else(district: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    name, state, seed = FAULTS[fault]
    with monkeypatch.context() as patch:
        seed(district, patch)
        found = doctor.examine(district, TODAY, quick=True)
    wrong = [check for check in found if check.state != "ok"]
    assert [(check.name, check.state) for check in wrong] == [(name, state)]
    assert wrong[0].remedy


def test_a_clock_without_a_battery_is_found(district: Path) -> None:
    assert states(district, date(2000, 1, 1))["时钟"] == "problem"


def test_a_wrong_figure_fails_the_self_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "KNOWN", {**doctor.KNOWN, "quota": {"quota": 47}})
    found = {check.name: check for check in doctor.self_test()}
    assert found["自检 quota"].state == "problem" and "47" in found["自检 quota"].detail
    assert found["自检 duty"].state == "ok"


def test_it_ends_in_ten_seconds_and_says_when_something_is_wrong(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "countyhire", "doctor", tmp_path / "没有", "--quick", "--as-of", SAMPLE_DAY],
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert done.returncode == 3
    assert "有 1 个问题" in done.stdout.decode()
