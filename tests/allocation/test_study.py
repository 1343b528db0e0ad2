"""An allocation kept in mid-year, a pack value tried out, and the proof as a file, as whole commands."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from countyhire.compute.allocation.study import study
from countyhire.pipeline import yearly
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, sample_data
from countyhire.pipeline.verifying import verify
from countyhire.policy.load import load
from countyhire.sheets.containers import FileProblem
from countyhire.sheets.plan import plan_file, read_plan
from tests.allocation import districts as d
from tests.allocation.test_pins import run, sent, small

POLICY = load("chongqing-2021-55")
DAY, START = date(2026, 8, 15), date(2026, 9, 1)


def studied(book, kept, option=1, published=None):
    def solve(policy, standing, after):
        from countyhire.compute.allocation import allocate

        return allocate(book, policy, d.YEAR, d.START, d.ON, seed="签", keep=standing, keep_after=after)

    return study(solve, POLICY, published, d.START, kept, option, book)


def test_three_ways_to_keep_are_counted():  # H31
    kept = {"P1": "D2", "P2": "D1", "P9": "D1"}  # P9 has left
    found = studied(small(people=3, places=1), kept)
    assert [one.after for one in found.options] == ["", "demand", "proximity"]
    for one in found.options:
        assert one.kept + one.moved + one.dropped == 3
    first = found.options[0]
    assert (first.kept, first.moved, first.dropped, first.added) == (2, 0, 1, 0)
    assert [(move.person, move.before, move.after) for move in found.moves] == [("P9", "D1", "")]
    last = studied(small(people=3, places=1), kept, option=3)
    aims = {row.name: row.value for row in last.result.objectives if row.name != "kept"}
    assert aims == {row.name: row.value for row in run(small(people=3, places=1)).objectives}
    assert last.chosen == "proximity" and sent(last.result) == {"P1": "D2", "P2": "D1"}


def test_a_way_that_waits_for_an_aim_the_pack_lacks_falls_to_the_first():
    from countyhire.compute.allocation import allocate

    book, policy = small(people=3, places=1), POLICY.with_values({"allocation.levels": "remote、quota"})

    def solve(pack, standing, after):
        return allocate(book, pack, d.YEAR, d.START, d.ON, seed="签", keep=standing, keep_after=after)

    found = study(solve, policy, None, d.START, {"P1": "D2"}, 3, book)
    assert [one.after for one in found.options] == [""] == [found.chosen]


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A run of the sample district, its people away from 调配方案 known."""
    folder = tmp_path_factory.mktemp("kept") / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    yearly.allocate(Job(folder, DAY, pdf=False), 2026, START, "签")
    return folder


def test_every_form_of_an_earlier_plan_reads_alike(district):
    whole = district / "输出" / "allocate-2026-001"
    plans = [
        read_plan(plan_file(path))
        for path in (whole, whole / "result.json", whole / "调配方案.xlsx", whole / "服务台账（拟派）.xlsx")
    ]
    assert plans[0] and all(plan == plans[0] for plan in plans)
    with pytest.raises(FileProblem, match="没有读到"):
        read_plan(whole / "选派人员公示名单.xlsx")
    with pytest.raises(FileProblem, match="找不到原分配"):
        plan_file(district / "没有.xlsx")


def test_the_proof_of_a_run_is_checked_by_anyone(district, tmp_path):
    whole = district / "输出" / "allocate-2026-001"
    data = (whole / "最优性证明.json").read_bytes()
    proof = json.loads(data, parse_float=lambda text: pytest.fail(f"a float: {text}"))
    assert data == json.dumps(proof, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def checked(folder: Path):
        command = [sys.executable, "-m", "countyhire.compute.allocation", str(folder / "最优性证明.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, said = checked(whole)
    assert (code, said[:4]) == (0, "证明成立")
    proof["levels"][2]["value"] += 1
    (tmp_path / "最优性证明.json").write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "result.json").write_bytes((whole / "result.json").read_bytes())
    assert checked(tmp_path) == (1, f"“{proof['levels'][2]['label']}”的数值有误\n")
    view = json.loads((whole / "result.json").read_bytes())
    view["assignments"].pop()
    (tmp_path / "result.json").write_text(json.dumps(view), encoding="utf-8")
    assert "调配结果与证明不一致" in checked(tmp_path)[1]
    assert checked(tmp_path / "没有")[0] == 2


def test_a_kept_run_tells_its_options_and_is_verified(district):
    latest = district / "输出" / "最新" / "allocate"
    job = Job(district, DAY, pdf=False, changes={"allocation.levels": "remote、demand"})
    outcome = yearly.allocate(job, 2026, START, "签", latest, 1)
    kept, what_if = outcome.view["keep"], outcome.view["what_if"]
    assert [one["label"] for one in kept["options"]] == ["尽量不动原分配", "先满足需求，再尽量不动"]
    assert kept["chosen"] == 1 and kept["moves"] == []
    assert {row["name"] for row in what_if["objectives"]} >= {"must_go", "quota"}
    assert "调整对比.xlsx" in {path.name for path in outcome.written.files}
    again = verify(Job(district, DAY), outcome.written.folder)
    assert again.exit_code == 0, again.view
