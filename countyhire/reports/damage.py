"""What of a template would not survive its filling: named and refused, or, if the district wants it so, given up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from countyhire.reports.heights import column_number
from countyhire.reports.package import without
from countyhire.reports.template_rows import BLANK, column_of
from countyhire.reports.workbook import Workbook, elements, text_of

FORCE = "确需照用的，在 countyhire.toml 写 [templates] force = true"
SIGNATURES = "_xmlsignatures/"
# Parts by the beginning of their name: what they are, what to do instead, and what becomes of them.
PARTS = {
    SIGNATURES: ("有数字签名，填写后签名即失效", "另存一份没有签名的模板", "数字签名已去掉"),
    "xl/pivotTables/": (
        "有数据透视表，填写后仍是旧数",
        "改用公式或填空，或把透视表放到另一本工作簿",
        "数据透视表仍是模板里的旧数，打开后请刷新",
    ),
    "xl/charts/chartEx": (
        "有瀑布图、树状图一类的新式图表，不随行数变化",
        "改用柱形图、折线图、饼图",
        "新式图表仍是模板里的旧数",
    ),
    "xl/ctrlProps/": (
        "有窗体控件，行下移后所链接的单元格不跟着移",
        "去掉控件，改用数据有效性的下拉列表",
        "窗体控件所链接的单元格没有跟着移动",
    ),
    "xl/queryTables/": (
        "有外部数据查询，打开时会改动表格",
        "去掉查询，改用填空",
        "外部数据查询仍在，打开时可能改动表格",
    ),
}
FORMULA = ("数组公式、模拟运算表不能原样保留", "在这个单元格重新输入普通公式后保存模板")
ARRAY_LOST, TABLE_LOST = "数组公式已改为普通公式", "模拟运算表已改为模板里原有的数"


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing: where it is (row 0 for the whole file), in words, the way out, and what is lost where forced."""

    sheet: str
    row: int
    column: int
    sentence: str
    remedy: str
    lost: str


def damages(book: Workbook, documents: Mapping[str, Any]) -> Iterator[Damage]:
    """Everything in a template that its filling would damage; shared formulas are expanded before."""
    for sheet, document in documents.items():
        if BLANK.search(sheet):
            sentence = f"工作表名“{sheet}”里有填空"
            yield Damage("", 0, 0, sentence, "工作表名改为固定的文字，填空写在单元格里", f"{sentence}，没有填写")
        for formula in elements(document, "f"):
            kind = formula.getAttribute("t")
            if kind in ("array", "dataTable") or (formula.parentNode.localName == "c" and not text_of(formula)):
                place = formula.parentNode.getAttribute("r")
                row, column = int(re.sub(r"\D", "", place)), column_number(column_of(place))
                yield Damage(sheet, row, column, *FORMULA, ARRAY_LOST if text_of(formula) else TABLE_LOST)
    for start, words in PARTS.items():
        if any(name.startswith(start) for name in book.content):
            yield Damage("", 0, 0, *words)


def give_up(book: Workbook, documents: Mapping[str, Any]) -> None:
    """Let go what cannot stay as it is: a signature would be taken for a forgery, an empty formula for a fault."""
    book.content = without(book.content, lambda name: name.startswith(SIGNATURES))
    for document in documents.values():
        for formula in list(elements(document, "f")):
            if formula.parentNode.localName == "c" and (
                formula.getAttribute("t") == "dataTable" or not text_of(formula)
            ):
                formula.parentNode.removeChild(formula)
