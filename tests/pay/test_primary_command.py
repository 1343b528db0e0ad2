"""`countyhire primary` as a whole: its JSON, its workbook, what it asks for, `verify` and `explain` (O01–O13, P15)."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from countyhire.cli.app import app
from countyhire.pipeline.new_district import SAMPLE_DAY
from tests.pay.sample import copy_of_sample

DAY = ("--as-of", SAMPLE_DAY)
NEEDED = ("机构名录", "绩效标准", "原单位工资表", "人员花名册", "服务台账")


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without a virtual unit, under the pack that sets the bands; one unit is approved far too much."""
    folder = copy_of_sample(tmp_path_factory.mktemp("primary"))
    for path in folder.glob("*.xlsx"):
        if path.stem not in NEEDED:
            path.unlink()
    settings = folder / "countyhire.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("chongqing-2021-55", "strengthening-2020"))
    book = load_workbook(folder / "绩效标准.xlsx")
    sheet = book["基层机构核定"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for row in sheet.iter_rows(min_row=4):
        if (row[0].value, row[1].value) == ("T06", 2025):
            sheet.cell(row[0].row, heads["核定总量"]).value = 900_000
    book.save(folder / "绩效标准.xlsx")
    return folder


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*map(str, words), "--quiet"])
    return done.exit_code, done.stdout


def view(*words: object) -> dict[str, Any]:
    code, out = run(*words, "--json")
    assert code == 0, out
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_json_has_every_institution_with_its_bands(district: Path) -> None:  # O01, O05
    told = view("primary", district, "--year", 2025, *DAY, "--dry-run")
    assert told["schema"] == "countyhire/primary/1"
    result = told["result"]
    assert result["ruled"] is True and told["outputs"] == [] and result["steps"]
    units = {one["code"]: one for one in result["institutions"]}
    assert len(units) == 26
    verdicts = {band["band"]: band["verdict"] for band in units["T06"]["bands"]}
    assert verdicts == {"total": "above", "overtime": "within", "practitioners": "within", "head": "within"}
    (total,) = [band for band in units["T06"]["bands"] if band["band"] == "total"]
    assert (total["low"], total["high"]) == ("420000.00", "567000.00")
    assert total["value"] == "803600.00"  # 900,000 − 50,400 − 46,000
    assert {one["code"] for one in told["findings"] if one["file"] == "绩效标准.xlsx"} == {"CH615"}


def test_the_workbook_says_so_and_a_run_can_be_repeated(district: Path) -> None:  # X15
    assert run("primary", district, "--year", 2025, *DAY)[0] == 0
    (made,) = district.glob("输出/primary-2025-*")
    sheet = load_workbook(made / "基层机构绩效核定表.xlsx", data_only=True)["核定表"]
    told = {row[1]: row[13] for row in sheet.iter_rows(min_row=5, max_row=30, values_only=True)}
    assert told.pop("T06") == "总量高于规定"
    assert set(told.values()) == {"符合"}
    assert run("verify", made)[0] == 0


def test_explain_opens_a_unit_and_its_head_without_a_virtual_unit(district: Path) -> None:
    for what in ("T06", "primary"):
        code, out = run("explain", what, district, "--year", 2025, *DAY)
        assert code == 0
        assert "核定－实发 = 900,000.00 － " in out
    code, out = run("explain", "T06-0001", district, "--year", 2025, *DAY)
    assert code == 0 and "2025年度基层机构绩效" in out and "年薪上限" in out


def test_without_the_sheet_it_is_refused_with_the_way_to_get_one(district: Path, tmp_path: Path) -> None:
    (tmp_path / "机构名录.xlsx").write_bytes((district / "机构名录.xlsx").read_bytes())
    (tmp_path / "countyhire.toml").write_bytes((district / "countyhire.toml").read_bytes())
    done = CliRunner().invoke(app, ["primary", str(tmp_path), *DAY])
    assert done.exit_code != 0


def test_a_year_without_rows_gives_empty_sheets(district: Path) -> None:
    told = view("primary", district, "--year", 2031, *DAY, "--dry-run")
    assert told["result"]["institutions"] == []
    code, out = run("primary", district, "--year", 2031, *DAY, "--dry-run")
    assert code == 0 and "没有2031年的数" in out
