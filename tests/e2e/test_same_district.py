"""One district in other hands: re-saved by LibreOffice, or its roster as the 40-column export; the same figures."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from countyhire.pipeline import payruns, yearly
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from sample_data.build import district, sheets
from sample_data.write import write

ROOT = sample_data().parent
DAY = date.fromisoformat(SAMPLE_DAY)


def figures(folder: Path) -> dict[str, Any]:
    """The view of every command of the main job."""
    job = Job(folder, DAY, dry_run=True)
    outcomes = (
        yearly.duty(job),
        yearly.quota(job, 2026),
        yearly.allocate(job, 2026, date(2026, 9, 1), ""),
        yearly.payroll(job, 2025),
    )
    assert [outcome.exit_code for outcome in outcomes] == [0] * len(outcomes)
    return {outcome.command: outcome.view for outcome in outcomes}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return figures(sample_data() / SAMPLE)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_resaved_by_libreoffice(tmp_path: Path, expected: dict[str, Any]) -> None:
    folder = tmp_path / "resaved"
    folder.mkdir()
    shutil.copyfile(sample_data() / SAMPLE / "countyhire.toml", folder / "countyhire.toml")
    books = sorted(str(path) for path in (sample_data() / SAMPLE).glob("*.xlsx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *books],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert figures(folder) == expected


def test_roster_in_the_export_form(tmp_path: Path, expected: dict[str, Any]) -> None:
    folder = tmp_path / "export"
    subprocess.run([sys.executable, "sample_data/make.py", "--export-form", str(folder)], cwd=ROOT, check=True)
    places = [path.parent for path in folder.rglob("countyhire.toml") if "有问题" not in str(path)]
    assert figures(places[0]) == expected


def test_rows_in_another_order(tmp_path: Path, expected: dict[str, Any], sweep: Callable[[int, int], int]) -> None:
    """Every sheet's rows shuffled: no figure and no decision changes (R3)."""
    pages = sheets(district())
    for seed in range(sweep(1, 30)):
        dice, folder = random.Random(seed), tmp_path / str(seed)
        mixed = [replace(page, rows=dice.sample(list(page.rows), len(page.rows))) for page in pages]
        write(folder, mixed)
        shutil.copyfile(sample_data() / SAMPLE / "countyhire.toml", folder / "countyhire.toml")
        assert figures(folder) == expected, seed


CITES = {"manifest.json", "计算过程.xlsx", "工资条.pdf"}  # they name the inputs and the cells


def test_rows_in_another_order_give_the_same_bytes(tmp_path: Path, sweep: Callable[[int, int], int]) -> None:
    """Every file but those that name cells (R3, R18); `make test` tries two commands, `make sweep` all."""
    pages, made = sheets(district()), []
    for seed in (0, 1):
        folder = tmp_path / str(seed)
        dice = random.Random(seed)
        write(folder, [replace(page, rows=dice.sample(list(page.rows), len(page.rows))) for page in pages])
        shutil.copyfile(sample_data() / SAMPLE / "countyhire.toml", folder / "countyhire.toml")
        job = Job(folder, DAY, pdf=bool(sweep(0, 1)))
        outcomes = [yearly.duty(job), yearly.quota(job, 2026)]
        if sweep(0, 1):
            allocation = yearly.allocate(job, 2026, date(2026, 9, 1), "")
            outcomes += [allocation, yearly.payroll(job, 2025), payruns.settle(job, 2025)]
        files = [file for one in outcomes if one.written for file in one.written.files]
        made.append({file.relative_to(folder): file.read_bytes() for file in files if file.name not in CITES})
    assert len(made[0]) >= 4 and made[0] == made[1]
