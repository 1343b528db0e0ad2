"""`certify` and `explain` of a person as whole processes, on the sample district."""

import shutil
from pathlib import Path

import pytest

from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from tests.cli.test_commands import body, call

KEYS = {
    "returns", "not_released", "certificates", "no_certificate", "gates", "remote", "priority", "special_posts",
    "veterans", "return_rights",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certify") / SAMPLE
    shutil.copytree(sample_data() / SAMPLE, folder)
    return folder


def test_help_shows_an_example() -> None:  # U1
    text = call("certify", "--help").stdout.decode()
    assert "用法：" in text and "例：countyhire certify" in text


def test_certify_writes_five_documents_and_is_verified(sample: Path) -> None:  # B11, F01, H16
    done = call("certify", str(sample), "--as-of", SAMPLE_DAY, "--json")
    assert done.returncode == 0, done.stderr.decode()
    told = body(done)
    assert told["schema"] == "countyhire/certify/1"
    assert set(told["result"]) >= KEYS
    assert {Path(path).name for path in told["outputs"]} >= {
        "期满返回名单.xlsx", "基层工作经历证明登记簿.xlsx", "副高申报核查表.xlsx", "优先政策名单.xlsx",
        "基层工作经历证明.pdf",
    }  # fmt: skip
    registered = {row["person"] for row in told["result"]["certificates"]}
    assert registered == set(told["result"]["printed"])
    again = call("verify", str(Path(told["outputs"][0]).parent))
    assert again.returncode == 0, again.stdout.decode()


def test_one_year_only(sample: Path) -> None:  # F01
    done = call("certify", str(sample), "--year", "2025", "--as-of", SAMPLE_DAY, "--json", "--dry-run")
    result = body(done)["result"]
    assert {row["end"][:4] for row in result["certificates"] + result["returns"]} == {"2025"}
    assert body(done)["year"] == 2025


def test_only_the_ledger_is_needed(sample: Path, tmp_path: Path) -> None:
    alone = tmp_path / "区"
    alone.mkdir()
    shutil.copy(sample / "服务台账.xlsx", alone)
    shutil.copy(sample / "countyhire.toml", alone)
    done = call("certify", str(alone), "--as-of", SAMPLE_DAY, "--json")
    assert done.returncode == 0, done.stderr.decode()
    told = body(done)
    assert [finding["file"] for finding in told["findings"] if finding["code"] == "CH990"] == [
        "人员花名册.xlsx", "机构名录.xlsx", "村卫生室.xlsx",
    ]  # fmt: skip
    assert told["result"]["certificates"] and not told["result"]["printed"]
    assert not any(path.endswith(".pdf") for path in told["outputs"])
    (alone / "服务台账.xlsx").unlink()
    missing = call("certify", str(alone))
    assert (missing.returncode, "服务台账" in missing.stderr.decode()) == (3, True)


def test_a_person_explained(sample: Path) -> None:  # B03, B04
    person = body(call("certify", str(sample), "--as-of", SAMPLE_DAY, "--json", "--dry-run"))["result"]["printed"][0]
    done = call("explain", person, str(sample), "--as-of", SAMPLE_DAY, "--json")
    lines = body(done)["result"]["lines"]
    assert any(line["text"].startswith("证明登记号") and line["file"] == "服务台账.xlsx" for line in lines)
    assert any(line["clause"] == "B04" and line["cell"] for line in lines)
    shown = call("explain", person, str(sample), "--as-of", SAMPLE_DAY, "--quiet").stdout.decode()
    assert "55号文：计入" in shown and "政策值 duty.months" in shown
