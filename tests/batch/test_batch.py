"""`batch`: every district of a city for itself, whatever happens to one of them (H19)."""

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from countyhire.model.book import Book
from countyhire.pipeline import batch, yearly
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from tests.faults.ground import assert_clean


def make_city(place: Path, count: int) -> Path:
    for number in range(1, count + 1):
        folder = place / f"第{number}区"
        shutil.copytree(sample_data() / SAMPLE, folder)
        settings = folder / "countyhire.toml"
        lines = settings.read_text(encoding="utf-8").splitlines()
        named = [f'district = "第{number}区"' if line.startswith("district =") else line for line in lines]
        settings.write_text("\n".join(named) + "\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four districts: one whole, one with faulty workbooks, one without a workbook, one with a wrong setting."""
    place = make_city(tmp_path_factory.mktemp("city") / "某市2026", 2)
    shutil.copytree(sample_data() / "有问题的样例", place / "第3区")
    (place / "第2区" / "服务台账.xlsx").unlink()
    shutil.copytree(place / "第1区", place / "第4区")
    (place / "第4区" / "countyhire.toml").write_text('polcy = "x"\n', encoding="utf-8")
    (place / "说明.txt").write_text("not a district")
    (place / "别的").mkdir()
    return place


def call(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "countyhire", *words], capture_output=True, check=False, timeout=200)


def test_each_district_ends_for_itself(city: Path) -> None:
    done = call("batch", city, "quota", "--year", "2026", "--as-of", SAMPLE_DAY, "--no-pdf", "--json")
    body = json.loads(done.stdout)
    assert body["schema"] == "countyhire/batch/1"
    rows = {row["folder"]: row for row in body["result"]["districts"]}
    assert {name: row["exit_code"] for name, row in rows.items()} == {"第1区": 0, "第2区": 3, "第3区": 1, "第4区": 4}
    assert "服务台账" in rows["第2区"]["message"] and "polcy" in rows["第4区"]["message"]
    assert rows["第3区"]["errors"] > 0
    assert body["result"]["done"] == 1
    assert done.returncode == 4  # the gravest
    assert {Path(path).parent.parent for path in body["outputs"]} == {city / "第1区" / "输出"}
    assert_clean(city / "第1区" / "输出")
    assert not done.stderr


def test_the_year_of_each_district(city: Path, tmp_path: Path) -> None:
    """Five commands in a row; what goes wrong in one stops neither the next one nor the next district."""
    words = ("--year", "2026", "--start=2026-09-01", "--as-of", SAMPLE_DAY, "--no-pdf", "--json", "--out", tmp_path)
    done = call("batch", city, "year", *words)
    rows = {row["folder"]: row for row in json.loads(done.stdout)["result"]["districts"]}
    assert rows["第1区"]["steps"] == dict.fromkeys(("check", "duty", "quota", "allocate", "payroll"), 0)
    assert {path.name for path in (tmp_path / "第1区").iterdir()} == {
        "check-2026-001", "duty-2026-001", "quota-2026-001", "allocate-2026-001", "payroll-2026-001",
        "最新",
    }  # fmt: skip
    assert rows["第2区"]["steps"]["check"] == 0 and rows["第2区"]["steps"]["quota"] == rows["第2区"]["exit_code"] == 3
    assert "quota：没有找到" in rows["第2区"]["message"]
    assert (rows["第3区"]["exit_code"], rows["第4区"]["exit_code"], done.returncode) == (1, 4, 4)
    assert_clean(tmp_path / "第1区")


def test_progress_and_a_table_with_the_exit_codes(city: Path) -> None:
    done = call("batch", city, "duty", "--as-of", SAMPLE_DAY, "--dry-run")
    said, shown = done.stderr.decode(), done.stdout.decode()
    assert [f"[{number}/4]" in said for number in (1, 2, 3, 4)] == [True] * 4
    assert "4 个区县，完成 1 个，未完成 3 个" in shown
    assert "Traceback" not in said + shown


def test_outputs_may_go_elsewhere_a_folder_each(city: Path, tmp_path: Path) -> None:
    done = call("batch", city, "duty", "--as-of", SAMPLE_DAY, "--no-pdf", "--quiet", "--out", tmp_path / "出")
    assert not done.stderr
    assert {path.name for path in (tmp_path / "出").iterdir()} == {"第1区"}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("没有", "quota"), 3, "没有找到文件夹"),
        (("{empty}", "quota"), 3, "没有区县文件夹"),
        (("{city}", "init"), 2, "不能批量运行"),
        (("{city}", "quota", "--backend", "spark"), 2, "loky"),
    ],
)
def test_what_cannot_be_run_is_said_at_once(
    city: Path, tmp_path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    done = call("batch", *(word.format(city=city, empty=tmp_path) for word in words))
    assert (done.returncode, says in done.stderr.decode()) == (code, True)


def work(folder: Path) -> tuple[int, bytes]:
    """Stands for a command; in one district the process is killed, as it is where memory runs out."""
    if folder.name == "第2区":
        os.kill(os.getpid(), signal.SIGKILL)
    return 0, json.dumps({"district": folder.name, "findings": []}).encode()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_process_that_dies_takes_no_other_district_with_it() -> None:
    folders = [Path(f"第{number}区") for number in range(1, 6)]
    told: list[str] = []
    runs = batch.run_all(folders, work, 2, told=lambda run: told.append(run.folder))
    assert {run.folder: run.exit_code for run in runs} == {f"第{n}区": 5 if n == 2 else 0 for n in range(1, 6)}
    assert "意外结束" in runs[1].message
    assert sorted(told) == [folder.name for folder in folders]


def as_told(runs: list[batch.DistrictRun]) -> list[tuple[Any, ...]]:
    return [(run.folder, run.exit_code, run.errors, run.warnings, run.notices) for run in runs]


def test_a_local_dask_cluster_gives_the_same(city: Path) -> None:
    pytest.importorskip("dask.distributed")
    words = ("batch", city, "duty", "--as-of", SAMPLE_DAY, "--dry-run", "--json")
    here, there = (json.loads(call(*words, "--backend", backend).stdout) for backend in ("loky", "dask"))
    assert here["result"]["districts"] == there["result"]["districts"]


def test_a_district_leaves_nothing_to_the_next_one_in_the_process() -> None:
    def work(folder: Path) -> batch.Ended:
        yearly.quota(Job(folder, date.fromisoformat(SAMPLE_DAY), dry_run=True), 2026)
        assert gc.get_freeze_count() > 0  # what was read is out of the collector's sight
        return 0, b""

    def books() -> int:
        gc.collect()
        return sum(isinstance(thing, Book) for thing in gc.get_objects())

    gc.unfreeze()
    before = books()
    batch._with_folder(work, sample_data() / SAMPLE)
    assert (gc.get_freeze_count(), books()) == (0, before)
