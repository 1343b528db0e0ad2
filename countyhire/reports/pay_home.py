"""乡镇工作补贴表 and 原单位支出对账单: what the home unit pays while its people serve (E04–E07, H17, H18)."""

from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.pay.home import ALLOWANCE, BASE, HEADERS, INSURANCE, PERFORMANCE
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import half_up, yuan_grouped
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.payroll import money
from countyhire.reports.values import Value, Yuan

if TYPE_CHECKING:
    from countyhire.compute.pay.home import HomeMonth, HomePerson, HomeStatement

ALLOWANCES, STATEMENT = "乡镇工作补贴表", "原单位支出对账单"
ITEMS = (*BASE, ALLOWANCE, *INSURANCE)


def home_documents(result: "HomeStatement", letter: Letterhead, book: Book, period: str) -> list[Document]:
    """Both sheets of a period, called `period` in their titles."""
    return [_allowances(result, letter, book, period), _statement(result, letter, book, period)]


def _allowances(result: "HomeStatement", letter: Letterhead, book: Book, period: str) -> Document:
    rows = Rows(
        ("序号", "编号", "姓名", "派出单位", "接收单位", "月份", "算式", "应发", "已发", "差额", "原因"),
        numbered(_month(row, book) for row in result.months),
    )
    differences = [row.difference for row in result.months if row.difference is not None]
    paid = [row.paid[ALLOWANCE] for row in result.months if row.paid is not None and row.difference is not None]
    told = sum(fen(row.allowance) for row in result.months if row.difference is not None)
    given, left = sum(fen(amount) for amount in paid), sum(fen(amount) for amount in differences)
    values: dict[str, Value] = {
        "期间": period,
        "合计.应发": money(result.allowance),
        "合计.已发": Yuan(given),
        "合计.差额": Yuan(left),
        "核对": agreed(given - told == left),
        "说明": "补贴由原单位按接收单位所在乡镇的标准和在岗天数发放；已发为空的，是原单位工资表没有该月的数",
        "依据": source("E05", "E06"),
        "核对数": check_figure(rows, f"应发合计{yuan_grouped(fen(result.allowance))}元"),
    }
    return excel(letter, ALLOWANCES, values, {"行": rows})


def _month(row: "HomeMonth", book: Book) -> tuple[Value, ...]:
    told = row.paid is not None and row.difference is not None
    return (
        row.person,
        row.name,
        book.institution_name(row.sender),
        "、".join(book.institution_name(code) for code in row.receivers),
        str(row.month),
        "；".join(_rate(part) for part in row.allowance.inputs[0].inputs if part.inputs),
        money(row.allowance),
        money(row.paid[ALLOWANCE]) if told and row.paid else None,
        money(row.difference),
        "；".join(row.reasons),
    )


def _rate(part: Amount) -> str:
    """`410.00×15÷31`: a stay's rate, its days and the days of the month."""
    rate, share = part.inputs
    days, month = share.inputs
    return f"{rate.shown}×{days.shown}÷{month.shown}"


def _statement(result: "HomeStatement", letter: Letterhead, book: Book, period: str) -> Document:
    headers = [HEADERS[item] for item in ITEMS]
    rows = Rows(
        ("序号", "编号", "姓名", "原单位", "月数", *headers, "合计", "绩效工资", "备注"),
        numbered(_person(row, book) for row in result.persons),
    )
    total = sum(fen(result.paid[item]) for item in ITEMS)
    values: dict[str, Value] = {
        "期间": period,
        **{f"合计.{HEADERS[item]}": money(result.paid[item]) for item in (*ITEMS, PERFORMANCE)},
        "合计.合计": Yuan(total),
        "核对": agreed(sum(fen(row.paid[item]) for row in result.persons for item in ITEMS) == total),
        "说明": "供原单位核对和计算个人所得税、社会保险缴费基数；绩效工资由虚拟机构发放，原单位应为0",
        "依据": source("E04", "E07", "H17"),
        "核对数": check_figure(rows, f"原单位支出合计{yuan_grouped(total)}元"),
    }
    return excel(letter, STATEMENT, values, {"行": rows})


def _person(row: "HomePerson", book: Book) -> tuple[Value, ...]:
    notes = []
    if fen(row.paid[PERFORMANCE]) > 0:
        notes.append("原单位发了绩效工资，应收回")
    if row.untold:
        notes.append("没有工资记录" if row.untold == row.months else f"缺{row.untold}个月工资记录")
    nothing = row.untold == row.months  # an amount that nobody told is blank, not nought
    return (
        row.person,
        row.name,
        book.institution_name(row.sender),
        row.months,
        *(None if nothing else money(row.paid[item]) for item in ITEMS),
        None if nothing else Yuan(sum(fen(row.paid[item]) for item in ITEMS)),
        None if nothing else money(row.paid[PERFORMANCE]),
        "；".join(notes),
    )


def fen(amount: Amount) -> int:
    return half_up(Fraction(amount.value))
