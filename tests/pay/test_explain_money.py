"""`explain` opens every figure of every pay sheet, of persons, institutions and the district; printed factors hold."""

import io
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from countyhire.compute.figures import by_subject, steps
from countyhire.model.amount import Op
from countyhire.model.money import yuan_grouped
from countyhire.model.period import Month
from countyhire.pipeline import payruns
from countyhire.pipeline.explaining import explain
from countyhire.reports.machine import steps_view
from tests.pay.everything import amounts, made
from tests.pay.sample import copy_of_sample, job
from tests.pay.test_every_figure import COMMANDS, MONEY

# What a sheet adds up for the eye and is no figure of its own.
ADDED = {"合计", "绩效工资"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_money_cell_of_a_person_stands_in_the_steps(command: str) -> None:  # E14, E15
    documents, results = made()[command]
    told = {
        subject: "\n".join(line.text for line in steps(figures)) for subject, figures in by_subject(results).items()
    }
    seen = 0
    for document in (one for one in documents if not one.name.endswith("计算过程.xlsx")):
        for sheet in load_workbook(io.BytesIO(document.data), data_only=True):
            heads: list[object] = []
            for row in sheet.iter_rows():
                if row[0].value in ("序号", "人员编号", "编号"):
                    heads = [cell.value for cell in row]
                person = next((str(one.value) for one in row[:3] if one.value in told), "")
                for head, cell in zip(heads, row, strict=False):
                    if person and cell.number_format == MONEY and isinstance(cell.value, int | float):
                        if head in ADDED or not cell.value:
                            continue
                        shown = yuan_grouped(int(Fraction(str(cell.value)) * 100))
                        assert shown in told[person], (document.name, sheet.title, cell.coordinate, person, shown)
                        seen += 1
    assert seen > 100


@pytest.mark.parametrize("command", COMMANDS)
def test_the_factors_printed_give_the_result_printed(command: str) -> None:
    """A clerk with a calculator comes to the figure of the line: 26,400.00 × 0.08333333 = 2,200.00."""
    seen = 0
    for _, figure in amounts(made()[command][1]):
        for _, part in figure.walk():
            if part.op not in (Op.PRODUCT, Op.QUOTIENT) or seen > 4000:
                continue
            first, *others = (Fraction(one.shown.replace(",", "")) for one in part.inputs)
            for other in others:
                first = first * other if part.op is Op.PRODUCT else first / other
            result = Fraction(part.shown.replace(",", ""))
            assert abs(first - result) <= max(Fraction(1, 10**6), abs(result) / 10**7), part.label
            seen += 1
    assert seen > 50


def test_the_steps_of_json_are_those_of_the_sheet() -> None:
    settled = made()["settle"][1][0]
    view = {one["subject"]: one["steps"] for one in steps_view(settled)}
    person = settled.rows[0].person  # type: ignore[attr-defined]
    texts = [line["text"] for line in view[person]]
    assert any(text.startswith("本次结算 = ") for text in texts) and any("年度考核得分" in text for text in texts)
    cited = [line for line in view[person] if line["cell"]]
    assert cited and all(re.fullmatch(r"[A-Z]+\d+", line["cell"]) and line["file"].endswith(".xlsx") for line in cited)
    assert "" in view and "H01" in view


def test_pages_of_district_pools_institution_and_month(tmp_path: Path) -> None:  # D05, E16, I05, I06
    folder = copy_of_sample(tmp_path)
    pages = {
        what: "\n".join(line["text"] for line in explain(job(folder), what, 2025).view["lines"])
        for what in ("payroll", "fund", "H01", "示例区人民医院")
    }
    assert "绩效工资总量 = " in pages["payroll"] and "超额绩效平均水平（加权）" in pages["payroll"]
    assert "累计使用率 = " in pages["fund"] and "期末余额 = " in pages["fund"]
    assert "扣减后年平均人数 = " in pages["H01"] and pages["H01"] == pages["示例区人民医院"]
    assert not (folder / "输出").exists()
    payruns.payroll_month(job(folder), Month(2025, 3))
    page = explain(job(folder), "H01-0001", None, Month(2025, 3)).view["lines"]
    titles = [line["text"] for line in page if line["depth"] == 0]
    assert titles[-2:] == ["2025-03绩效工资（税前）", "2025-03原单位发放和乡镇工作补贴"]
    assert any("乡镇工作补贴 = " in line["text"] for line in page)
    whole = [line["text"] for line in explain(job(folder), "H01-0001", 2025).view["lines"]]
    assert "2025年度结算（税前）" in whole and "2025年度资金池列支" in whole


@pytest.mark.parametrize("person", ["H01-0001", "H01-0049", "H04-0016"])
def test_every_amount_on_a_persons_page_has_its_clause_and_its_arithmetic(tmp_path: Path, person: str) -> None:
    """A sentence with yuan says how the figure is worked out, or which cell it was read from, and on what basis."""
    # G11
    folder = copy_of_sample(tmp_path)
    lines = explain(job(folder), person, 2025).view["lines"]
    amounts = [
        (line, after) for line, after in pairwise([*lines, {"depth": 0}]) if re.search(r" = .*\d元", line["text"])
    ]
    explained = {
        line["text"].partition(" = ")[0]
        for line, after in amounts
        if re.search(r" = .*(?: [＋－×÷] |项合计|四舍五入)", line["text"])
        or line["cell"]
        or after["depth"] > line["depth"]
    }
    assert len(amounts) > 5
    for line, _ in amounts:  # the pool of everybody is opened once on the page, wherever else it is named
        assert line["text"].partition(" = ")[0] in explained, line["text"]
        assert line["clause"], line["text"]
