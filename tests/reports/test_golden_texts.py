"""What the documents of the other commands say, word for word: months, settlement, pools, terms, scores, checks."""

import io
import re
import zipfile
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest

from countyhire.compute import certify
from countyhire.compute.answers import answers
from countyhire.model.finding import Fault, Severity
from countyhire.model.where import Cell
from countyhire.reports import payroll
from countyhire.reports.documents import check_documents
from countyhire.reports.template_rows import BLANK
from countyhire.sheets import blank
from countyhire.sheets.transcript import transcribed
from tests.reports.district import ON
from tests.reports.goldentext import golden, without_answers
from tests.reports.pdftext import text_of
from tests.reports.results import told
from tests.reports.whole import YEAR, Document, book, documents, letter, plain

NAMES = (
    "month/绩效工资发放表.xlsx",
    "month/银行代发清单.xlsx",
    "month/乡镇工作补贴表.xlsx",
    "month/原单位支出对账单.xlsx",
    "month/计算过程.xlsx",
    "settle/绩效工资结算表.xlsx",
    "settle/银行代发清单.xlsx",
    "settle/结算计算过程.xlsx",
    "settle/乡镇工作补贴表.xlsx",
    "settle/原单位支出对账单.xlsx",
    "fund/资金池收支表.xlsx",
    "fund/经费补助表.xlsx",
    "fund/资金池图表.xlsx",
    "posts/编制调整建议表.xlsx",
    "primary/基层机构绩效核定表.xlsx",
    "village/乡聘村用台账.xlsx",
    "train/带教与培训表.xlsx",
    "certify/期满返回名单.xlsx",
    "certify/基层工作经历证明登记簿.xlsx",
    "certify/副高申报核查表.xlsx",
    "certify/优先政策名单.xlsx",
    "certify/基层工作经历证明.docx",
    "certify/期满返回通知书（致个人）.docx",
    "simulate/多年派出计划.xlsx",
    "effect/成效指标表.xlsx",
    "effect/成效图表.xlsx",
    "targets/强基目标完成情况.xlsx",
    "assess/考核表/月度考核表-2026-05-T1望江镇中心卫生院.xlsx",
    "assess/考核表/月度考核表-2026-05-T2雪峰乡卫生院.xlsx",
    "assess/月度考核表.xlsx",
    "assess/考核汇总表.xlsx",
    "assess/考核结果公示表.xlsx",
    "compare/手工表比较.xlsx",
    "keep/调整对比.xlsx",
    "rollup/全市汇总表.xlsx",
    "report/市级评估材料.xlsx",
    "report/部门待办清单.xlsx",
    "report/派驻人员名单.xlsx",
    "report/县聘乡用专家简介.docx",
    "packets/月度管理包/T1望江镇中心卫生院/月度管理单.xlsx",
)
TOLD_ELSEWHERE = ("绩效工资总量核定表", "绩效工资分配表", "单位平均人数扣减表", "计算过程", "绩效分布图表")


@lru_cache(maxsize=1)
def made() -> dict[str, Document]:
    commands = list(dict.fromkeys(name.partition("/")[0] for name in NAMES))
    return {name: document for command in commands for name, document in plain(command).items()}


def docx_lines(data: bytes) -> str:
    """A line for every paragraph of a Word document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        markup = package.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", markup, re.S)
    texts = ("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in paragraphs)
    return unescape("\n".join(text for text in texts if text))


def test_the_documents_are_these() -> None:
    """The settlement's documents of the year are those of `payroll --year`, held by test_documents.py; the steps of
    the pools' figures are held by tests/pay/test_every_figure.py."""
    others = {f"settle/{name}.xlsx" for name in TOLD_ELSEWHERE} | {"report/年度一页.html"}
    others |= {f"{command}/计算过程.xlsx" for command in ("fund", "posts", "primary", "village", "effect", "targets")}
    others |= {name for name in made() if name.startswith("packets/") and name not in NAMES}  # as of the first
    assert tuple(name for name in made() if name not in others) == NAMES
    assert others <= set(made())


@pytest.mark.parametrize("name", NAMES)
def test_golden_text(name: str) -> None:
    document = made()[name]
    assert not document.unused
    text = docx_lines(document.data) if name.endswith(".docx") else "\n".join(told(document.data))
    assert not BLANK.search(text)
    text = without_answers(text, answers(letter().policy, (*payroll.ANSWERS, *certify.ANSWERS), ON))
    assert text == golden(name, text)


def test_golden_text_of_the_payslips() -> None:
    text = text_of(documents(book(), letter(pdf=True), ["month"], Path())["month/工资条.pdf"].data)
    text = without_answers(text, answers(letter().policy, payroll.ANSWERS, ON))
    assert text == golden("month/工资条.pdf", text)


def test_golden_text_of_the_list_of_findings() -> None:
    faults = [
        Fault(f"CH10{number}", "", severity, "页", "为什么", f"改法{number}", "C07")
        for number, severity in enumerate(Severity, 1)
    ]
    cells = (
        Cell("人员花名册.xlsx", "花名册", 3, 4),
        Cell("服务台账.xlsx", "服务"),
        Cell("机构名录.xlsx"),
    )
    found = [fault.at(cell, f"问题{fault.code}", "P01") for fault, cell in zip(faults, cells, strict=True)]
    (document,) = check_documents(found, (), letter(), transcribed)
    text = "\n".join(told(document.data))
    assert text == golden("check/问题清单.xlsx", text)


def test_golden_text_of_the_blank_demand(tmp_path: Path) -> None:
    blank.write_blanks(tmp_path, "示例区", YEAR)
    text = "\n".join(told((tmp_path / "需求申报表.xlsx").read_bytes()))
    assert text == golden("init/需求申报表.xlsx", text)


def test_golden_text_of_the_years_page() -> None:
    """What the page shows, a line for every line of it that has words; its script and its look left out."""
    document = plain("report")["report/年度一页.html"]
    shown = re.sub(r"<(script|style|svg).*?</\1>", "", document.data.decode(), flags=re.S)
    lines = (unescape(re.sub(r"<[^>]+>", " ", line)).split() for line in shown.splitlines())
    text = "\n".join(" ".join(words) for words in lines if words)
    assert text == golden("report/年度一页.html", text)
