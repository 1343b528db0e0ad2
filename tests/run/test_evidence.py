"""证据包: an outside assessor repeats a run from it, and sees any change (P28)."""

import hashlib
import json
import os
import shutil
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest

from countyhire.cli.shell import captured
from countyhire.model.period import Month
from countyhire.pipeline import payruns, reporting, verifying, yearly
from countyhire.pipeline.evidence import HASHES, PAGE
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.run import MANIFEST, RunProblem

DAY = date.fromisoformat(SAMPLE_DAY)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district with runs that draw on earlier ones."""
    folder = tmp_path_factory.mktemp("evidence") / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    job = Job(folder, DAY, pdf=False)
    yearly.quota(job, 2026)
    payruns.payroll_month(job, Month(2026, 1))
    payruns.payroll_month(job, Month(2026, 2))
    reporting.report(job, 2026)
    return folder


def packed(district: Path, run: str, folder: Path) -> Path:
    """The pack of a run, unpacked somewhere else."""
    pack = folder / "证据包.zip"
    outcome = verifying.verify(Job(Path(), DAY), district / "输出" / run, pack)
    assert outcome.exit_code == 0, outcome.view
    assert outcome.view["pack"]["sha256"] == hashlib.sha256(pack.read_bytes()).hexdigest()
    with zipfile.ZipFile(pack) as package:
        package.extractall(folder / "别处")
    return folder / "别处"


@pytest.mark.parametrize("run", ["quota-2026-001", "payroll-2026-02-001", "report-2026-001"])
def test_the_assessor_gets_the_same_numbers(district: Path, tmp_path: Path, run: str) -> None:
    place = packed(district, run, tmp_path)
    outcome = verifying.verify(Job(Path(), DAY), place / "输出" / run)
    assert outcome.exit_code == 0, outcome.view
    assert outcome.view["compared"] == len(json.loads((place / "输出" / run / MANIFEST).read_bytes())["outputs"])


def test_the_hashes_need_no_program_of_ours(district: Path, tmp_path: Path) -> None:
    place = packed(district, "quota-2026-001", tmp_path)
    lines = [line.split("  ", 1) for line in (place / HASHES).read_text(encoding="utf-8").splitlines()]
    told = {name: digest for digest, name in lines}
    there = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    assert there.keys() == told.keys() | {HASHES, PAGE}
    assert all(hashlib.sha256(there[name].read_bytes()).hexdigest() == digest for name, digest in told.items())
    assert "quota-2026-001" in (place / PAGE).read_text(encoding="utf-8")


def test_a_change_in_the_pack_is_named(district: Path, tmp_path: Path) -> None:
    place = packed(district, "quota-2026-001", tmp_path)
    with (place / "服务台账.xlsx").open("ab") as file:
        file.write(b"\0")
    outcome = verifying.verify(Job(Path(), DAY), place / "输出" / "quota-2026-001")
    assert outcome.exit_code == 1
    assert ("输入", "服务台账.xlsx") in {(row["kind"], row["name"]) for row in outcome.view["differences"]}


def test_everything_in_it_is_read_only_and_the_same_each_time(district: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "一.zip", tmp_path / "二.zip"
    for pack in (first, second):
        verifying.verify(Job(Path(), DAY), district / "输出" / "quota-2026-001", pack)
    assert first.read_bytes() == second.read_bytes()
    written = stat.S_IWUSR | (0 if os.name == "nt" else stat.S_IRWXG | stat.S_IRWXO)
    assert not first.stat().st_mode & written
    with zipfile.ZipFile(first) as package:
        assert {item.external_attr >> 16 for item in package.infolist()} == {0o100444}


def test_no_pack_of_a_run_that_differs_and_none_over_another_file(district: Path, tmp_path: Path) -> None:
    copy = tmp_path / SAMPLE
    shutil.copytree(district, copy)
    with (copy / "输出" / "quota-2026-001" / "result.json").open("ab") as file:
        file.write(b" ")
    outcome = verifying.verify(Job(Path(), DAY), copy / "输出" / "quota-2026-001", tmp_path / "包.zip")
    assert outcome.exit_code == 1 and "pack" not in outcome.view
    assert not list(tmp_path.glob("*.zip")) and not list(tmp_path.glob(".writing-*"))
    other = tmp_path / "有的.zip"
    other.write_bytes(b"mine")
    with pytest.raises(RunProblem, match="已经存在"):
        verifying.verify(Job(Path(), DAY), district / "输出" / "quota-2026-001", other)
    assert other.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_said(district: Path, tmp_path: Path) -> None:
    words = ["verify", str(district / "输出" / "quota-2026-001"), "--pack", str(tmp_path / "无" / "包.zip")]
    code, _ = captured(words)
    assert code == 3


def test_an_own_pack_and_templates_go_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "区"
    shutil.copytree(sample_data() / SAMPLE, folder)
    template = Path(__file__).resolve().parents[2] / "templates" / "招聘与选派情况表.xlsx"
    (folder / "模板").mkdir()
    shutil.copy(template, folder / "模板" / template.name)
    yearly.quota(Job(folder, DAY, pdf=False), 2026)
    place = packed(folder, "quota-2026-001", tmp_path)
    assert (place / "模板" / template.name).is_file()
