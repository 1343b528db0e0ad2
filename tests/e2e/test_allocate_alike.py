"""The sample district by the command line: neither the order of rows, the hash seed nor the engine changes a thing."""

import json
import os
import random
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from countyhire.compute.allocation.flow import installed
from countyhire.pipeline import yearly
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data

DAY = date.fromisoformat(SAMPLE_DAY)
FIRST_ROW = {"人员花名册": 4, "服务台账": 3, "志愿申请表": 3, "需求申报表": 3, "机构名录": 2, "编制台账": 2}


def sample(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    return folder


def shuffle(folder: Path, rng: random.Random) -> None:
    """The data rows of every workbook that an allocation reads, in another order."""
    for workbook, first in FIRST_ROW.items():
        book = openpyxl.load_workbook(folder / f"{workbook}.xlsx")
        for sheet in book:
            start = first if sheet is book.worksheets[0] else 2
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=start)]
            rng.shuffle(rows)
            for at, row in enumerate(rows, start):
                for column, value in enumerate(row, 1):
                    sheet.cell(at, column).value = value
        book.save(folder / f"{workbook}.xlsx")


def allocated(folder: Path, seed: str) -> dict[str, Any]:
    """The result of a whole process."""
    done = subprocess.run(
        [sys.executable, "-m", "countyhire", "allocate", str(folder), "--year", "2026", "--start", "2026-09-01",
         "--as-of", SAMPLE_DAY, "--dry-run", "--json"],
        env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)["result"]
    return found


def test_shuffled_workbooks_and_another_hash_seed_are_allocated_alike(tmp_path: Path) -> None:  # C06
    ordered, mixed = sample(tmp_path, "一"), sample(tmp_path, "二")
    shuffle(mixed, random.Random(7))
    first, second = allocated(ordered, "1"), allocated(mixed, "4711")
    assert first["status"] == "optimal" and len(first["assignments"]) > 40
    assert first == second


def files(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.suffix != ".pdf"}


@pytest.mark.skipif(not installed(), reason="OR-Tools is not installed")
def test_the_fast_engine_writes_the_same_files(tmp_path: Path) -> None:
    written = []
    for engine in ("default", "fast"):
        folder = sample(tmp_path, engine)
        settings = folder / "countyhire.toml"
        settings.write_text(f'engine = "{engine}"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
        outcome = yearly.allocate(Job(folder, DAY, pdf=False), 2026, date(2026, 9, 1), "")
        assert outcome.written is not None
        written.append(files(outcome.written.folder))
    apart = {name for name, content in written[0].items() if written[1][name] != content}
    assert apart <= {"manifest.json"}  # it holds the hash of countyhire.toml


def test_without_the_component_the_default_engine_steps_in_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countyhire.compute.allocation.flow.installed", lambda: False)
    folder = sample(tmp_path, "无")
    settings = folder / "countyhire.toml"
    settings.write_text('engine = "fast"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    said: list[str] = []
    outcome = yearly.allocate(Job(folder, DAY, dry_run=True, say=said.append), 2026, date(2026, 9, 1), "")
    assert outcome.view["status"] == "optimal"
    assert "这台电脑没有安装快速求解组件 countyhire[fast]，改用默认求解，结果相同，只是慢些" in said
