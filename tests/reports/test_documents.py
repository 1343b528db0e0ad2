"""Every document of the small district: its golden text, its totals, its formulas, and that a second run is equal."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import get_column_letter, range_boundaries

from countyhire.compute.allocation import allocate
from countyhire.compute.answers import Answer, answers
from countyhire.compute.duty import duty
from countyhire.compute.payroll import payroll as compute_payroll
from countyhire.compute.quota import quota
from countyhire.model.book import Book
from countyhire.reports import allocation, machine, payroll
from countyhire.reports.documents import (
    allocation_documents,
    check_documents,
    duty_documents,
    payroll_documents,
    quota_documents,
)
from countyhire.reports.template_rows import BLANK
from countyhire.reports.templates import shipped_folder
from countyhire.sheets.transcript import transcribed
from tests.reports.district import ON, YEAR, book, letter, template_folder
from tests.reports.goldentext import golden, without_answers
from tests.reports.pdftext import text_of
from tests.reports.results import (
    allocation_result,
    duty_result,
    made,
    payroll_result,
    quota_result,
    told,
)

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "quota/招聘与选派情况表.xlsx",
    "quota/计算过程.xlsx",
    "quota/关于2026年度“县聘乡用”选派任务完成情况的通知.pdf",
    "quota/关于2026年度“县聘乡用”选派任务完成情况的通知.docx",
    "quota/选派任务图表.xlsx",
    "quota/选派任务催办函（致单位）.pdf",
    "quota/选派任务催办函（致单位）.docx",
    "duty/基层服务义务台账.xlsx",
    "payroll/绩效工资总量核定表.xlsx",
    "payroll/绩效工资分配表.xlsx",
    "payroll/单位平均人数扣减表.xlsx",
    "payroll/计算过程.xlsx",
    "payroll/绩效分布图表.xlsx",
    "allocate/调配方案.xlsx",
    "allocate/关于2027年度“县聘乡用”人员调配结果的通知.pdf",
    "allocate/关于2027年度“县聘乡用”人员调配结果的通知.docx",
    "allocate/服务台账（拟派）.xlsx",
    "allocate/选派人员名册.xlsx",
    "allocate/选派人员公示名单.xlsx",
    "allocate/需求落实表.xlsx",
    "allocate/处方权暂停与医保医师变更清单.xlsx",
    "allocate/派驻告知书（致个人）.pdf",
    "allocate/派驻告知书（致个人）.docx",
    "allocate/派驻通知单（致单位）.pdf",
    "allocate/派驻通知单（致单位）.docx",
    "allocate/需求满足图表.xlsx",
    "allocate/最优性证明.json",
    "allocate/调配结果公开数据.xlsx",
    "allocate/人岗匹配评价.xlsx",
    "allocate/专家走了谁来接.xlsx",
)


def test_the_documents_are_these() -> None:
    assert tuple(made()) == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith((".json", ".docx"))])
def test_golden_text(name: str) -> None:
    """What each document says, word for word."""
    data = made()[name].data
    text = text_of(data) if name.endswith(".pdf") else "\n".join(told(data))
    text = without_answers(text, answers_of(name.partition("/")[0]))  # tested below
    assert text == golden(name, text)


def test_the_same_bytes_in_another_process_with_another_hash_seed() -> None:
    code = (
        "import hashlib; from tests.reports.results import made; "
        "print([hashlib.sha256(document.data).hexdigest() for document in made().values()])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/New_York", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([hashlib.sha256(document.data).hexdigest() for document in made().values()])


def test_every_blank_of_a_shipped_template_is_filled_and_every_value_used() -> None:
    for name, document in made().items():
        assert not document.unused, name
        if name.endswith(".xlsx"):
            assert not BLANK.search("\n".join(told(document.data))), name


def test_every_shipped_template_is_filled_by_some_document() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "countyhire" / "reports").glob("*.py"))
    for path in shipped_folder().glob("*.*"):
        if path.suffix == ".xlsx" or (path.suffix == ".typ" and path.stem != "公文"):
            assert f'"{path.stem}"' in source, path.name


def answers_of(command: str) -> Sequence[Answer]:
    """The pack's answers that a command's sheets print."""
    return {
        "quota": quota_result().answers,
        "duty": duty_result().answers,
        "payroll": answers(letter().policy, payroll.ANSWERS, ON),
        "allocate": answers(letter().policy, allocation.ANSWERS, ON),
    }[command]


@pytest.mark.parametrize(
    "name",
    [
        "quota/招聘与选派情况表",
        "duty/基层服务义务台账",
        "payroll/绩效工资总量核定表",
        "payroll/绩效工资分配表",
        "allocate/调配方案",
    ],
)
def test_a_sheet_prints_the_packs_answers_that_it_rests_on(name: str) -> None:
    text = "\n".join(told(made()[f"{name}.xlsx"].data))
    said = [f"{answer.label}：{answer.text}" for answer in answers_of(name.partition("/")[0])]
    assert len(said) >= 5
    assert [one for one in said if one not in text] == []


@pytest.mark.parametrize("institutions", [True, False])
def test_documents_of_a_district_without_people(institutions: bool) -> None:
    empty = Book(institutions=book().institutions if institutions else (), read=book().read)
    head = letter()
    documents = [
        *quota_documents(quota(empty, head.policy, YEAR, ON), head, empty),
        *duty_documents(duty(empty, head.policy, ON), head, empty),
        *payroll_documents(compute_payroll(empty, head.policy, YEAR, ON), head, empty),
        *allocation_documents(allocate(empty, head.policy, YEAR + 1, date(2027, 1, 1), ON, seed="示例"), head, empty),
        *check_documents((), (), head, transcribed),
    ]
    # every one but the notice of an allocation of nobody and the charts of nobody
    assert len(documents) == (12 if institutions else 11)
    assert "未招聘执业医师类人员，无选派任务（不适用）" in "\n".join(told(documents[0].data))
    assert "本年度无选派任务（不适用）" in text_of(documents[2].data).replace("\n", "")


def test_quota_sheet_says_nine_of_eleven() -> None:  # C07 C10
    sheet = values("quota/招聘与选派情况表.xlsx", "情况表")
    assert "招聘执业医师类人员11人，应派9人，实派3人，实派占招聘的27.27%，缺口6人" in sheet["A4"].value
    assert [[sheet.cell(row, column).value for column in (4, 5, 6, 7, 8)] for row in (6, 7, 8, 9)] == [
        [7, 6, 6, 2, 4], [3, 2, 3, 1, 1], [1, 1, 1, 0, 1], [11, 9, None, 3, 6],
    ]  # fmt: skip


def test_total_sheet_adds_up() -> None:  # E09 E12
    sheet = values("payroll/绩效工资总量核定表.xlsx", "核定表")
    shown = {sheet.cell(row, 1).value: [sheet.cell(row, column).value for column in (2, 4)] for row in (22, 23, 24)}
    assert shown == {"基础绩效": [96000, 96000], "超额绩效": [100000, 100000], "合计": [196000, 196000]}
    assert sheet["F25"].value == "一致"
    assert sheet["A26"].value == "人民币大写：壹拾玖万陆仟元整"
    boxes = [cell.value for cell in sheet[27] if cell.value]
    assert boxes == ["呈报单位意见", "主管部门意见", "人力社保部门意见", "财政部门意见"]


def test_distribution_lists_every_person_and_adds_up_to_the_pool() -> None:  # E14
    sheet = values("payroll/绩效工资分配表.xlsx", "分配表")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8)]
    assert [row[1] for row in rows] == ["P01", "P02", "P03", "P04"]
    assert [round(row[10] + row[11] - row[12], 2) for row in rows] == [0, 0, 0, 0]
    assert sheet["M9"].value == 196000 == pytest.approx(sum(row[12] for row in rows))
    assert sheet["M12"].value == "一致"


def test_deduction_sheet() -> None:  # E16
    sheet = values("payroll/单位平均人数扣减表.xlsx", "扣减表")
    assert [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=5, max_row=8, max_col=6)] == [
        ["H1", "示例区人民医院", 102, 2, 100],
        ["H2", "示例区中医院", 50.5, 0.5, 50],
        ["H3", "示例区妇幼保健院", None, 0.5, None],
        [None, "合计", 152.5, 3, 150],
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".xlsx")])
def test_every_formula_carries_its_value(name: str) -> None:
    data = made()[name].data
    formulas, shown = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert shown[sheet.title][cell.coordinate].value is not None, cell.coordinate


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".xlsx") and "图表" not in name])
def test_sheets_are_set_up_for_a4(name: str) -> None:
    for sheet in load_workbook(io.BytesIO(made()[name].data)):
        assert str(sheet.page_setup.paperSize) == "9"
        assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
        assert "第 &P 页 共 &N 页" in sheet.oddFooter.center.text
        assert sheet.print_area.endswith(str(sheet.max_row))
        assert shrunk_to(sheet) > 0.6, sheet.title


def shrunk_to(sheet: Any) -> float:
    """The part of its size at which a sheet is printed so that its columns fit the page's width."""
    _, _, last, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
    letters = [get_column_letter(column) for column in range(1, last + 1)]
    inches = sum(sheet.column_dimensions[letter].width * 7 + 5 for letter in letters) / 96
    page = 11.69 if sheet.page_setup.orientation == "landscape" else 8.27
    return float((page - sheet.page_margins.left - sheet.page_margins.right) / inches)


def test_codes_are_text_in_text_columns() -> None:
    sheet = load_workbook(io.BytesIO(made()["payroll/绩效工资分配表.xlsx"].data))["分配表"]
    assert [(cell.data_type, cell.number_format) for cell in sheet["B"][4:8]] == [("s", "@")] * 4
    assert sheet["C5"].value == "=张一"
    assert (sheet["C5"].data_type, sheet["C5"].quotePrefix) == ("s", True)


def test_a_template_of_the_districts_own_wins(tmp_path: Path) -> None:
    own = load_workbook(shipped_folder() / "招聘与选派情况表.xlsx")
    own["情况表"]["A1"] = "示例区专用"
    own.save(template_folder(tmp_path) / "招聘与选派情况表.xlsx")
    shown = quota_documents(quota_result(), letter(folder=tmp_path, pdf=False), book())[0]
    assert "A1: 示例区专用" in set(told(shown.data))


def test_what_leaves_the_office_says_nothing_private() -> None:  # G12
    """Names, units, specialty and title only; the working papers beside them are for the office."""
    for name in (name for name in NAMES if name.endswith(".pdf") or "公示" in name):
        data = made()[name].data
        text = text_of(data) if name.endswith(".pdf") else "\n".join(told(data))
        assert not re.search(r"\d{15,18}", text.replace(" ", ""))
        for private in ("13800000001", "1995年3月4日", "1995-03-04", "110509901", "N00", "P01"):
            assert private not in text
            assert private.encode() not in data


def test_json_of_the_quota() -> None:  # C07
    view = machine.quota_view(quota_result())
    assert {key: view[key] for key in ("new_hires", "quota", "scope", "dispatched", "shortfall", "rate")} == {
        "new_hires": 11, "quota": 9, "scope": "district", "dispatched": 3, "shortfall": 6, "rate": "0.2727",
    }  # fmt: skip
    assert view["hospitals"][0] == {
        "code": "H1", "name": "示例区人民医院", "new_hires": 7, "share": 6, "own_ceiling": 6, "dispatched": 2,
        "shortfall": 4,
    }  # fmt: skip


def test_json_of_the_payroll() -> None:  # E12 E14 E16
    view = machine.payroll_view(payroll_result())
    pool = {key: view["pool"][key] for key in ("basic", "excess", "total", "approved")}
    assert pool == {"basic": "96000.00", "excess": "100000.00", "total": "196000.00", "approved": None}
    average = {key: view["average_excess"][key] for key in ("weighted", "simple", "method")}
    assert average == {"weighted": "33333.33", "simple": "30000.00", "method": "weighted"}
    assert view["persons"][2]["months"] == "6"
    assert {key: view["persons"][0][key] for key in ("person", "months", "score", "coefficient", "basic")} == {
        "person": "P01", "months": "12", "score": "90", "coefficient": "0.9000", "basic": "30000.00",
    }  # fmt: skip
    assert view["deductions"][0] == {"code": "H1", "average_headcount": "102", "deducted": "2", "net": "100"}
    assert view["deductions"][2]["net"] is None
    assert view["sum"] == "196000.00"


def test_json_of_the_duty() -> None:  # B03
    row = next(row for row in machine.duty_view(duty_result())["persons"] if row["person"] == "P03")
    assert {key: row[key] for key in ("kind", "clock_start", "finish_by", "served", "credited", "status")} == {
        "kind": "new_hire", "clock_start": "2023-08-01", "finish_by": "2028-07-31",
        "served": {"months": 6, "days": 0}, "credited": {"months": 0, "days": 0}, "status": "serving",
    }  # fmt: skip


def test_json_of_the_allocation() -> None:
    view = machine.allocation_view(allocation_result())
    assert view["status"] == "optimal"
    assert set(view["assignments"][0]) == {
        "person", "sender", "department", "specialty", "demand", "receiver", "reasons", "alternates",
    }  # fmt: skip
    assert all(isinstance(text, str) and text for row in view["assignments"] for text in row["reasons"])
    assert [row["demand"] for row in view["unfilled"]] == ["D3"]


def values(name: str, sheet: str):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(made()[name].data), data_only=True)[sheet]
