"""结算表: the year's entitlement, what the months paid, and what is paid now; beside it the year's own sheets (E14)."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import half_up, yuan_grouped
from countyhire.reports.capitals import capitals
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.pay_bank import bank_list
from countyhire.reports.pay_slips import Slip, payslips
from countyhire.reports.payroll import money, money_sum, payroll_documents
from countyhire.reports.values import Value
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.pay.settlement import SettledRow, Settlement, Stake

TABLE, WORKING = "绩效工资结算表", "结算计算过程"
STEPS = 2  # 本次结算 = 应发 − 已发; how 应发 was made stands in 计算过程
FIELDS = (
    "序号", "编号", "姓名", "应发基础", "已发基础", "结算基础", "应发超额", "已发超额", "结算超额", "追回", "本次结算",
    "备注",
)  # fmt: skip


def settlement_documents(result: "Settlement", letter: Letterhead, book: Book) -> list[Document]:
    """The settlement with the year's total, distribution, deduction and working."""
    letter = replace(letter, year=result.year)
    period = f"{result.year}年度"
    documents = [
        *payroll_documents(result.payroll, letter, book),
        _table(result, letter, book),
        bank_list(letter, book, f"{period}绩效工资结算", [(row.person, row.total) for row in result.rows]),
        *working(
            letter,
            f"{letter.district}{period}绩效工资结算的计算过程",
            [row.total for row in result.rows],
            "E14",
            WORKING,
            STEPS,
        ),
    ]
    if letter.pdf and result.rows:
        documents.extend(payslips(letter, book, f"{period}结算", [_slip(row, result) for row in result.rows]))
    return documents


def _table(result: "Settlement", letter: Letterhead, book: Book) -> Document:
    rows = Rows(FIELDS, numbered(_row(row) for row in result.rows))
    payroll = result.payroll
    values: dict[str, Value] = {
        "合计.应发基础": money_sum([row.basic.due for row in result.rows]),
        "合计.已发基础": money_sum([row.basic.paid for row in result.rows]),
        "合计.结算基础": money_sum([row.basic.amount for row in result.rows]),
        "合计.应发超额": money_sum([row.excess.due for row in result.rows]),
        "合计.已发超额": money_sum([row.excess.paid for row in result.rows]),
        "合计.结算超额": money_sum([row.excess.amount for row in result.rows]),
        "合计.追回": money_sum([row.clawback.amount for row in result.rows]),
        "合计.本次结算": money(result.sum),
        "全年应发": money(payroll.sum),
        "已发合计": money(result.paid),
        "追回合计": money(result.clawed),
        "核对": agreed(result.paid.value + result.sum.value + result.clawed.value == payroll.sum.value),
        "核定总量": money(payroll.pool.total),
        "退回": money(payroll.returned),
        "核对总量": agreed(payroll.sum.value + payroll.returned.value == payroll.pool.total.value),
        "大写": capitals(_fen(result.sum)),
        "说明": "金额为税前应发数；以前各次按月发放的和已结算的都在已发数内，重复运行只发差额",
        "追回口径": _clawback(result),
        "依据": source("E13", "E14"),
        "核对数": check_figure(rows, f"结算合计{yuan_grouped(_fen(result.sum))}元"),
    }
    stakes = Rows(
        ("编号", "姓名", "记录", "接收单位", "起止", "情形", "金额"), [_stake(one, book) for one in result.stakes]
    )
    return excel(letter, TABLE, values, {"行": rows, "涉及": stakes})


def _row(row: "SettledRow") -> tuple[Value, ...]:
    return (
        row.person, row.name, money(row.basic.due), money(row.basic.paid), money(row.basic.amount),
        money(row.excess.due), money(row.excess.paid), money(row.excess.amount), money(row.clawback.amount),
        money(row.total), "应扣回" if row.total.value < 0 else "",
    )  # fmt: skip


def _stake(one: "Stake", book: Book) -> tuple[Value, ...]:
    spell = one.spell
    return (
        one.person, one.name, spell.code, book.institution_name(spell.receiver), f"{spell.start}至{spell.end or '今'}",
        one.reason, money(one.amount),
    )  # fmt: skip


def _clawback(result: "Settlement") -> str:
    return "已按政策值追回" if result.clawed.value else "政策值为不追回，仅供决定"


def _slip(row: "SettledRow", result: "Settlement") -> Slip:
    found = result.payroll.person(row.person)
    items = [
        ("全年应发基础绩效", row.basic.due),
        ("已发基础绩效", row.basic.paid),
        ("全年应发超额绩效", row.excess.due),
        ("已发超额绩效", row.excess.paid),
    ]
    if row.clawback.amount.value:
        items.append(("追回", row.clawback.amount))
    return Slip(row.person, found.receivers if found else (), items, row.total)


def _fen(amount: Amount) -> int:
    return half_up(Fraction(amount.value))
