"""Whose is what is open: one department for each finding and each matter (55号 四（二）)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from countyhire.compute.certify import certify
from countyhire.compute.duty import duty
from countyhire.compute.quota import quota
from countyhire.compute.todo import OPERATION, PAY, POOLS, POSTS, ROLES, owner_of, todo
from countyhire.district import load_district
from countyhire.model.book import Book
from countyhire.model.finding import Fault, Severity
from countyhire.model.where import Cell
from countyhire.policy.load import PolicyError, load
from countyhire.reports.todo import name_of, todo_view
from countyhire.rules.registry import FAMILIES, rules_of
from tests.compute.dutybook import book_of, doctor, hospital, served, township

POLICY = load("chongqing-2021-55")
ON = date(2026, 6, 1)


def fault(code: str) -> Fault:
    return Fault(code, "trial", Severity.WARNING, "试", "试", "改", "G09")


@pytest.mark.parametrize(
    ("code", "sheet", "owner"),
    [
        ("CH850", "编制", POSTS),
        ("CH710", "收支", POOLS),
        ("CH010", "预算", POOLS),
        ("CH753", "月度诊疗", OPERATION),
        ("CH610", "岗位系数", PAY),
        ("CH620", "工资", PAY),
        ("CH010", "核定", PAY),
        ("CH141", "花名册", PAY),
        ("CH440", "服务", PAY),
        ("CH010", "花名册", OPERATION),
        ("CH338", "服务", OPERATION),
    ],
)
def test_who_answers_for_a_finding(code: str, sheet: str, owner: str) -> None:  # G09
    assert owner_of(fault(code).at(Cell("表.xlsx", sheet, 3, 1), "有误")) == owner


def test_every_rule_has_one_owner() -> None:  # G09
    owners = {
        rule.fault.code: owner_of(rule.fault.at(Cell("表.xlsx", "服务", 2, 1), "有误"))
        for family in FAMILIES
        for rule in rules_of(family)
    }
    assert set(owners.values()) == set(ROLES)
    assert len(owners) > 150


def test_every_open_matter_stands_once() -> None:  # G09
    rows = [
        hospital("H1"),
        township("T1"),
        *(doctor(f"N{n}", "2026-03-01") for n in range(5)),
        doctor("OLD", "2022-02-01"),
        served("A", "2025-06-01", "2026-05-31", term_result="不合格"),
        served("B", "2025-06-01", "2026-05-31", stays=True),
        served("C", "2025-06-01", "2026-05-31", stays=True, transfer_document="7号", transferred_on=date(2026, 6, 1)),
    ]
    book = book_of(*rows)
    ledger, year, ended = duty(book, POLICY, ON), quota(book, POLICY, 2026, ON), certify(book, POLICY, ON)
    found = [
        fault("CH850").at(Cell("编制台账.xlsx", "编制", 2, 3), "超编"),
        fault("CH700").at(Cell("池.xlsx", "收支"), "超支"),
    ]
    items = todo(book, ON, found, year, ledger, ended.not_released, ended.stays)
    assert [(item.owner, item.kind, item.subject) for item in items] == [
        (POSTS, "检查发现（警告）", ""),
        (POOLS, "检查发现（警告）", ""),
        (PAY, "留任调动", "B"),
        (OPERATION, "期满返回", "A"),
        (OPERATION, "选派任务", "H1"),
        (OPERATION, "基层服务义务", "OLD"),
    ]
    assert todo(book, ON, found[::-1], year, ledger, ended.not_released[::-1], ended.stays[::-1]) == items
    assert sum(row["open"] for row in todo_view(items, {})) == len(items)
    assert todo(Book(), ON, (), "没有读到", "没有读到", (), ()) == ()
    approved = replace(ended.stays[0], state="已批准、待调动", missing=("调动日期",))
    [item] = todo(Book(), ON, (), "", "", (), (approved,))
    assert "调动未办完" in item.what


def test_a_hospital_centre_may_run_the_pools(tmp_path: Path) -> None:  # H13
    (tmp_path / "countyhire.toml").write_text('[departments]\npools = "示例区医院管理中心"\n', encoding="utf-8")
    departments = load_district(tmp_path).departments
    assert name_of(POOLS, departments) == "示例区医院管理中心"
    assert name_of(POSTS, departments) == "编办"
    (tmp_path / "countyhire.toml").write_text('[departments]\npool = "x"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match=r"departments\.pool"):
        load_district(tmp_path)
