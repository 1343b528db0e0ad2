"""One district in other hands: re-saved by LibreOffice, or its roster as the 40-column export; the same figures."""

import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from countyhire.pipeline import (
    effects,
    funding,
    payruns,
    planning,
    primary,
    reporting,
    targeting,
    training,
    villages,
    yearly,
)
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.pipeline.outcome import Outcome
from tests.e2e.orders import shuffled

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


def printed(views: dict[str, Any]) -> str:
    """The hash of all the figures and decisions as `--json` prints them: order counts too."""
    return sha256(json.dumps(views, ensure_ascii=False).encode()).hexdigest()


QUICK: tuple[Callable[[Job], Outcome], ...] = (
    lambda job: yearly.certify(job, None),
    lambda job: primary.primary(job, 2025),
    lambda job: targeting.targets(job, 2026),
    lambda job: villages.village(job, 2026, None),
    lambda job: training.train(job, 2026, 6),
)
SLOWER: tuple[Callable[[Job], Outcome], ...] = (
    lambda job: funding.fund(job, 2025),
    lambda job: effects.effect(job, 2025, 3),
    lambda job: planning.simulate(job, 2027, date(2026, 9, 1), 3),
    lambda job: reporting.report(job, 2026),
)


def others(folder: Path, every: bool) -> dict[str, Any]:
    """The views of the commands beside the main job, but for the addresses of the cells that they read."""
    outcomes = [command(Job(folder, DAY, dry_run=True)) for command in (*QUICK, *(SLOWER if every else ()))]
    views = {outcome.command: dict(outcome.view) for outcome in outcomes}
    if every:
        views["effect"]["indicators"] = [{**row, "cells": ""} for row in views["effect"]["indicators"]]
    return views


def test_rows_in_another_order(
    tmp_path: Path, expected: dict[str, Any], sweep: Callable[[int, int], int], seeds: Callable[[int, int], range]
) -> None:
    """Every sheet's rows shuffled: no figure and no decision changes (R3). Every tenth time the other commands too."""
    every = bool(sweep(0, 1))
    main, beside = printed(expected), printed(others(sample_data() / SAMPLE, every))
    for seed in seeds(1, 1000):
        folder = shuffled(tmp_path / str(seed), seed)
        assert printed(figures(folder)) == main, seed
        assert seed % 10 or printed(others(folder, every)) == beside, seed
        shutil.rmtree(folder)
        gc.unfreeze()  # what was read is out of the collector's sight
        gc.collect()


CITES = {"manifest.json", "计算过程.xlsx", "工资条.pdf"}  # they name the inputs and the cells


def files(folder: Path, every: bool) -> dict[Path, bytes]:
    """What the commands write for a district, without the files that name cells."""
    job = Job(folder, DAY, pdf=every)
    outcomes = [yearly.duty(job), yearly.quota(job, 2026)]
    if every:
        allocation = yearly.allocate(job, 2026, date(2026, 9, 1), "")
        outcomes += [allocation, yearly.payroll(job, 2025), payruns.settle(job, 2025)]
    written = [file for one in outcomes if one.written for file in one.written.files]
    return {file.relative_to(folder): file.read_bytes() for file in written if file.name not in CITES}


def test_rows_in_another_order_give_the_same_bytes(
    tmp_path: Path, sweep: Callable[[int, int], int], seeds: Callable[[int, int], range]
) -> None:
    """Every file but those that name cells (R3, R18); `make test` tries two commands, `make sweep` all."""
    every = bool(sweep(0, 1))
    first = files(shuffled(tmp_path / "first", 10_000), every)
    assert len(first) >= 4
    for seed in seeds(1, 30):
        folder = shuffled(tmp_path / str(seed), seed)
        assert files(folder, every) == first, seed
        shutil.rmtree(folder)
