"""`rollup`: the city's table is the sum of its districts, of one version and one pack (moonshot 9)."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from countyhire.compute.rollup import COLUMNS, MONEY, Rollup, fen
from countyhire.pipeline import outcome, verifying, yearly
from countyhire.pipeline.material import Job, Missing
from countyhire.pipeline.new_district import SAMPLE_DAY
from countyhire.pipeline.rollup import rollup
from countyhire.policy.load import PolicyError
from tests.batch.test_batch import make_city

DAY = date.fromisoformat(SAMPLE_DAY)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of three with results of 2025 and 2026; in one the quota was reckoned twice, last with other rows."""
    city = make_city(tmp_path_factory.mktemp("city") / "某市2026", 3)
    for folder in sorted(city.iterdir()):
        job = Job(folder, DAY, pdf=False)
        assert yearly.quota(job, 2026).exit_code == 0
        if folder.name != "第3区":
            assert yearly.payroll(job, 2025).exit_code == 0
            assert yearly.duty(job).exit_code == 0
    return city


@pytest.fixture
def city(ready: Path, tmp_path: Path) -> Path:
    shutil.copytree(ready, tmp_path / ready.name)
    return tmp_path / ready.name


def result(city: Path, year: int, **options: bool) -> Rollup:
    outcome = rollup(Job(city, DAY, pdf=False, **options), year)  # type: ignore[arg-type]
    found: Rollup = outcome.result
    return found


def test_the_sum_is_the_sum_of_the_districts(city: Path) -> None:
    outcome = rollup(Job(city, DAY, pdf=False), 2026)
    views = [
        json.loads((city / f"第{n}区" / "输出" / "quota-2026-001" / "result.json").read_bytes()) for n in (1, 2, 3)
    ]
    total = outcome.view["total"]
    for key in ("new_hires", "quota", "dispatched", "shortfall"):
        assert total[key] == sum(view[key] for view in views) > 0
    table: Rollup = outcome.result
    for column, _, _ in COLUMNS:
        there = [line.figures[column] for line in table.lines if line.figures[column] is not None]
        assert table.total.figures[column] == (sum(f for f in there if f is not None) if there else None)
    assert table.missing == (
        ("第1区", "allocate"), ("第1区", "payroll"), ("第2区", "allocate"), ("第2区", "payroll"),
        ("第3区", "duty"), ("第3区", "allocate"), ("第3区", "payroll"),
    )  # fmt: skip
    assert outcome.written is not None and outcome.exit_code == 0
    assert verifying.verify(Job(Path(), DAY), outcome.written.folder).exit_code == 0


def test_money_is_added_to_the_fen(city: Path) -> None:
    table = result(city, 2025)
    views = [json.loads((city / f"第{n}区" / "输出" / "payroll-2025-001" / "result.json").read_bytes()) for n in (1, 2)]
    for key in MONEY:
        assert table.total.figures[key] == sum(fen(view["pool"][key]) for view in views) > 0


def test_the_last_run_counts(city: Path) -> None:
    before = result(city, 2026).total.figures["duties"]
    later = Job(city / "第1区", DAY.replace(month=9), pdf=False)
    assert yearly.duty(later).exit_code == 0
    table = result(city, 2026)
    assert [r.manifest["as_of"] for r in table.results if r.command == "duty"] == ["2026-09-15", SAMPLE_DAY]
    assert table.total.figures["duties"] == before


def test_another_pack_is_refused_with_the_names(city: Path) -> None:
    with (city / "第2区" / "countyhire.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[override]\n"quota.rate" = { value = "9/10", cite = "示例卫发〔2026〕1号" }\n')
    text = (city / "第2区" / "countyhire.toml").read_text(encoding="utf-8")
    if text.count("[override]") > 1:
        pytest.fail("the sample has values of its own now")
    assert yearly.quota(Job(city / "第2区", DAY, pdf=False), 2026).exit_code == 0
    with pytest.raises(PolicyError, match=r"政策包.*第2区"):
        rollup(Job(city, DAY), 2026)


def test_another_version_is_refused_with_the_names(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "__version__", "9.9.9")
    assert yearly.quota(Job(city / "第1区", DAY, pdf=False), 2026).exit_code == 0
    with pytest.raises(PolicyError, match=r"软件版本.*9\.9\.9：第1区"):
        rollup(Job(city, DAY), 2026)


def test_a_trial_is_refused(city: Path) -> None:
    for number in (1, 2, 3):
        job = Job(city / f"第{number}区", DAY, pdf=False, changes={"quota.rate": "1"})
        assert yearly.quota(job, 2026).exit_code == 0
        shutil.rmtree(city / f"第{number}区" / "输出" / "duty-2026-001", ignore_errors=True)
    with pytest.raises(PolicyError, match="试算"):
        rollup(Job(city, DAY), 2026)


def test_a_result_changed_by_hand_is_refused(city: Path) -> None:
    path = city / "第2区" / "输出" / "quota-2026-001" / "result.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"quota": 48', '"quota": 47'), encoding="utf-8")
    with pytest.raises(Missing, match=r"第2区.*被改动"):
        rollup(Job(city, DAY), 2026)


def test_strict_refuses_what_is_missing_and_no_result_at_all_is_said(city: Path) -> None:
    outcome = rollup(Job(city, DAY, strict=True), 2026)
    assert (outcome.exit_code, outcome.written) == (1, None)
    with pytest.raises(Missing, match="2031"):
        rollup(Job(city, DAY), 2031)


def test_two_districts_of_one_name_are_refused(city: Path) -> None:
    shutil.copytree(city / "第1区", city / "第1区 - 副本")
    with pytest.raises(Missing, match="都叫“第1区”"):
        rollup(Job(city, DAY), 2026)
