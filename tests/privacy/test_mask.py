"""`--mask`: the list of findings without numbers, or without numbers and names (X8)."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from countyhire.model.book import Book
from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.people import Person
from countyhire.model.where import Cell
from countyhire.pipeline.new_district import SAMPLE_DAY, sample_data
from countyhire.privacy import Mask, masked
from countyhire.sheets.read import read_district

BOOK = Book(
    people=(
        Person(code="H01-0001", name="张三"),
        Person(code="H01-0002", name="张三丰"),
        Person(code="H01-0003", name="李四"),
        Person(code="H01-0004", name="李四"),
    )
)
FAULT = Fault("CH999", "trial", Severity.NOTICE, "试", "试", "试", "A01")


def told(message: str, profile: str) -> str:
    (finding,) = masked([Finding(FAULT, Cell("表.xlsx", "表", 2, "甲"), message)], profile, BOOK)
    return finding.message


@pytest.mark.parametrize(
    ("message", "numbers", "everything"),
    [
        ("张三的号码509901199001011237", "张三的号码（18位号码）", "H01-0001的号码（18位号码）"),
        ("号码50990119900101123X", "号码（18位号码）", "号码（18位号码）"),
        ("张三丰电话13800000000", "张三丰电话（11位号码）", "H01-0002电话（11位号码）"),
        ("卡号6222 0200 0000 0000 000", "卡号（19位号码）", "卡号（19位号码）"),
        ("李四1990-01-02出生，不满18岁", "李四1990-01-02出生，不满18岁", "某人某日出生，不满18岁"),
        ("应发6,120.00，合计 1234567890.12", "应发6,120.00，合计 1234567890.12", "应发6,120.00，合计 1234567890.12"),
        ("2026-09-01至2027-08-31服务12个月", "2026-09-01至2027-08-31服务12个月", "2026-09-01至2027-08-31服务12个月"),
    ],
)  # fmt: skip
def test_what_each_profile_leaves(message: str, numbers: str, everything: str) -> None:
    assert told(message, "") == message
    assert told(message, Mask.NUMBERS) == numbers
    assert told(message, Mask.ALL) == everything


@pytest.mark.parametrize("profile", list(Mask))
def test_a_masked_check_tells_the_same_faults_of_nobody(tmp_path: Path, profile: Mask) -> None:
    folder = tmp_path / "区"
    shutil.copytree(sample_data() / "有问题的样例", folder)

    def findings(*words: str) -> list[dict[str, str]]:
        command = [sys.executable, "-m", "countyhire", "check", folder, "--as-of", SAMPLE_DAY, "--json", *words]
        found: list[dict[str, str]] = json.loads(subprocess.run(command, capture_output=True).stdout)["findings"]
        return found

    plain, hidden = findings("--dry-run"), findings("--mask", profile)
    assert [{**row, "message": ""} for row in plain] == [{**row, "message": ""} for row in hidden]
    assert (plain != hidden) == (profile is Mask.ALL)  # no sentence of the sample quotes a number
    run = next((folder / "输出").glob("check-*"))
    assert not list(run.glob("*已批注*"))
    book = read_district(folder).book
    hide = {text for person in book.people for text in (person.id_number, person.phone, person.bank_account)} - {""}
    if profile is Mask.ALL:
        hide |= {person.name for person in book.people}
    somebody = re.compile("|".join(map(re.escape, sorted(hide))))
    assert not [row["message"] for row in hidden if somebody.search(row["message"])]
    assert json.loads((run / "manifest.json").read_bytes())["options"]["mask"] == profile
