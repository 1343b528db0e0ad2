"""`verify`: an untouched run is repeated to the byte; one changed byte anywhere is named (R19, R20, P28, G14)."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from countyhire.cli.listed import OF_A_DISTRICT
from countyhire.model.period import Month
from countyhire.pipeline import (
    effects,
    funding,
    planning,
    posts,
    primary,
    reporting,
    targeting,
    training,
    verifying,
    villages,
    yearly,
)
from countyhire.pipeline.material import Job, Missing
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.pipeline.outcome import Outcome
from countyhire.policy.load import PolicyError
from countyhire.run import MANIFEST

DAY = date.fromisoformat(SAMPLE_DAY)
RUNS: dict[str, Callable[[Job], Outcome]] = {
    "check": yearly.check,
    "duty": yearly.duty,
    "simulate": lambda job: planning.simulate(job, 2026, date(2026, 9, 1), 2),
    "posts": lambda job: posts.posts(job, 2026),
    "effect": lambda job: effects.effect(job, 2025, 3),
    "village": lambda job: villages.village(job, None, Month(2026, 8)),
    "train": lambda job: training.train(job, 2026, 6),
    "quota": lambda job: yearly.quota(job, 2026),
    "allocate": lambda job: yearly.allocate(job, 2026, date(2026, 9, 1), ""),
    "payroll": lambda job: yearly.payroll(job, 2025),
    "fund": lambda job: funding.fund(job, 2025),
    "primary": lambda job: primary.primary(job, 2025),
    "certify": lambda job: yearly.certify(job, None),
    "targets": lambda job: targeting.targets(job, 2025),
    "report": lambda job: reporting.report(job, 2026),
}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district with a run of each command."""
    folder = tmp_path_factory.mktemp("verify") / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    for run in RUNS.values():
        assert run(Job(folder, DAY)).exit_code == 0
    return folder


def differences(run: Path) -> set[tuple[str, str]]:
    outcome = verifying.verify(Job(Path(), DAY), run)
    found: Any = outcome.result
    assert outcome.exit_code == (1 if found else 0)
    return {(one.kind, one.name) for one in found}


def test_every_command_of_a_district_is_repeated() -> None:
    assert set(RUNS) == set(OF_A_DISTRICT)


@pytest.mark.parametrize("command", RUNS)
def test_an_untouched_run_is_the_same_again(district: Path, command: str) -> None:
    (run,) = (district / "输出").glob(f"{command}-*-001")
    assert differences(run) == set()


def test_the_manifest_keeps_the_check_figure_of_each_page(district: Path) -> None:  # X15
    for command, name in (("quota", "招聘与选派情况表.xlsx"), ("payroll", "绩效工资分配表.xlsx")):
        (run,) = (district / "输出").glob(f"{command}-*-001")
        figure = json.loads((run / MANIFEST).read_bytes())["check_figures"][name]
        shown = {str(cell.value) for row in load_workbook(run / name).worksheets[0] for cell in row}
        assert "校验码" in figure and any(figure in text for text in shown)


def test_one_changed_byte_is_named(district: Path, tmp_path: Path) -> None:
    copy = tmp_path / SAMPLE
    shutil.copytree(district, copy)
    (run,) = (copy / "输出").glob("quota-*-001")

    sheet = run / "招聘与选派情况表.xlsx"
    kept = sheet.read_bytes()
    sheet.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    assert differences(run) == {("输出", sheet.name)}
    sheet.write_bytes(kept)

    (run / "多出.txt").write_text("x")
    assert differences(run) == {("输出", "多出.txt")}
    (run / "多出.txt").unlink()

    manifest = run / MANIFEST
    told = manifest.read_bytes()
    manifest.write_bytes(told + b" ")
    assert differences(run) == {("清单", MANIFEST)}
    manifest.write_bytes(told)

    (settings,) = copy.glob("countyhire.toml")
    settings.write_text(settings.read_text(encoding="utf-8") + "# 改动\n", encoding="utf-8")
    assert differences(run) == {("输入", "countyhire.toml")}


def test_a_folder_that_is_no_run_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="不是一次运行的文件夹"):
        verifying.verify(Job(Path(), DAY), tmp_path)


def test_a_changed_byte_anywhere_in_the_last_manifest_is_named(
    district: Path, tmp_path: Path, sweep: Callable[[int, int], int]
) -> None:
    """No later run holds the last manifest's hash: it is held against what the run gives again (R20)."""
    copy = tmp_path / SAMPLE
    shutil.copytree(district, copy)
    outcome = yearly.duty(Job(copy, DAY))
    assert outcome.written is not None
    manifest = outcome.written.folder / MANIFEST
    kept = manifest.read_bytes()
    step = max(1, len(kept) // sweep(15, 400))
    for place in range(7, len(kept), step):
        manifest.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        try:
            assert differences(outcome.written.folder), kept[max(0, place - 30) : place + 10]
        except Missing as refusal:
            assert refusal.sentence
        except PolicyError:  # the changed byte names another value of the pack
            continue
    manifest.write_bytes(kept)
    assert differences(outcome.written.folder) == set()


def test_the_copy_in_latest_is_verified_as_its_run(district: Path) -> None:
    assert differences(district / "输出" / "最新" / "quota") == set()


def test_verifying_writes_nothing(district: Path, tmp_path: Path) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in district.rglob("*") if path.is_file()}

    before = state()
    (run,) = (district / "输出").glob("payroll-*-001")
    assert differences(run) == set()
    assert state() == before


def test_a_run_kept_apart_from_its_inputs_is_verified_with_their_folder(district: Path, tmp_path: Path) -> None:
    """An archive that cannot be written to, and the inputs elsewhere."""
    (run,) = (district / "输出").glob("duty-*-001")
    shutil.copytree(run, tmp_path / "档案" / run.name)
    outcome = verifying.verify(Job(district, DAY), tmp_path / "档案" / run.name)
    kinds = {(one.kind, one.what) for one in outcome.result}
    assert kinds == {("清单", "前一次运行的文件夹不见了")}
