"""What an allocation hands on: its ledger rows are read back as the plans they are (C06, H29)."""

import shutil
from datetime import date
from pathlib import Path

from countyhire.pipeline import yearly
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.sheets.read import read_district

DAY = date.fromisoformat(SAMPLE_DAY)


def test_the_rows_for_the_ledger_join_it(tmp_path: Path) -> None:
    folder = tmp_path / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    outcome = yearly.allocate(Job(folder, DAY, pdf=False), 2026, date(2026, 9, 1), "")
    assert outcome.written is not None
    before = read_district(folder, fields=("spells",)).book.spells

    ledger = folder / "服务台账"
    ledger.mkdir()
    shutil.move(folder / "服务台账.xlsx", ledger / "一.xlsx")
    shutil.copyfile(outcome.written.folder / "服务台账（拟派）.xlsx", ledger / "二.xlsx")
    reading = read_district(folder, fields=("spells",))
    planned = reading.book.spells[len(before) :]
    assert reading.findings == ()
    assert {(spell.person, spell.receiver, spell.demand) for spell in planned} == {
        (row["person"], row["receiver"], row["demand"]) for row in outcome.view["assignments"]
    }
    assert {(spell.status, spell.start, spell.end) for spell in planned} == {
        ("拟派", date(2026, 9, 1), date(2027, 8, 31))
    }

    checked = yearly.check(Job(folder, DAY, dry_run=True))
    assert [finding.message for finding in checked.findings if finding.severity == "error"] == []
    again = yearly.allocate(Job(folder, DAY, dry_run=True), 2026, date(2026, 9, 1), "")
    assert {row["person"] for row in again.view["assignments"]}.isdisjoint({spell.person for spell in planned})
