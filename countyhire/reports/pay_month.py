"""The documents of a month's pay: 发放表, 银行代发清单, 工资条, and what the home unit pays beside it (E14, H20)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countyhire.compute.pay.history import BASIC
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import yuan_grouped
from countyhire.model.period import Month
from countyhire.reports.capitals import capitals
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.pay_bank import bank_list
from countyhire.reports.pay_home import home_documents
from countyhire.reports.pay_slips import Slip, payslips
from countyhire.reports.payroll import count, money
from countyhire.reports.values import Value, Yuan
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.pay.home import HomeStatement
    from countyhire.compute.pay.month import Difference, MonthPay, MonthRow

TABLE = "绩效工资发放表"
FIELDS = (
    "序号", "编号", "姓名", "派出单位", "接收单位", "所属月份", "类别", "月数", "基础绩效", "超额绩效", "合计", "备注",
)  # fmt: skip
PARTS = {BASIC: "基础绩效"}


def month_words(month: Month) -> str:
    """`2026年3月`, the form on paper."""
    return f"{month.year}年{month.number}月"


def month_documents(result: "MonthPay", home: "HomeStatement", letter: Letterhead, book: Book) -> list[Document]:
    """Every sheet of the month, its working, and the payslips where PDF is wanted."""
    period = month_words(result.month)
    title = f"{letter.district}“县聘乡用”人员{period}绩效工资计算过程"
    documents = [
        _table(result, letter, book),
        bank_list(letter, book, f"{period}绩效工资", [(row.person, row.total) for row in result.rows]),
        *home_documents(home, letter, book, period),
        *working(letter, title, [row.total for row in result.rows], "E14"),
    ]
    slips = [_slip(row, result.month) for row in result.rows if row.total.inputs]
    if letter.pdf and slips:
        documents.extend(payslips(letter, book, period, slips))
    return documents


def _table(result: "MonthPay", letter: Letterhead, book: Book) -> Document:
    rows = Rows(FIELDS, numbered(line for row in result.rows for line in _lines(row, result.month, book)))
    basic = [int(part.value) for row in result.rows for part in _parts(row, BASIC)]
    current = sum(int(row.basic.value) + int(row.excess.value) for row in result.rows)
    late = [int(one.amount.value) for row in result.rows for one in row.differences]
    paid = int(result.sum.value)
    values: dict[str, Value] = {
        "月份": month_words(result.month),
        "合计.基础绩效": Yuan(sum(basic)),
        "合计.超额绩效": Yuan(paid - sum(basic)),
        "合计.合计": Yuan(paid),
        "人数": sum(bool(row.months.value) for row in result.rows),
        "本月合计": Yuan(current),
        "差额人数": sum(bool(row.differences) for row in result.rows),
        "差额合计": Yuan(sum(late)),
        "核对": agreed(current + sum(late) == paid),
        "大写": capitals(paid),
        "说明": _remarks(result),
        "依据": source("E09", "E14"),
        "核对数": check_figure(rows, f"发放合计{yuan_grouped(paid)}元"),
    }
    return excel(letter, TABLE, values, {"行": rows})


def _parts(row: "MonthRow", part: str) -> Iterator[Amount]:
    yield row.basic
    yield from (one.amount for one in row.differences if one.part == part)


def _lines(row: "MonthRow", month: Month, book: Book) -> Iterator[tuple[Value, ...]]:
    """The month itself where it is paid now, then a line for each closed month that is corrected."""
    senders = "、".join(book.institution_name(code) for code in row.senders)
    receivers = "、".join(book.institution_name(code) for code in row.receivers)
    if row.months.value:
        total = Yuan(int(row.basic.value) + int(row.excess.value))
        yield (
            row.person, row.name, senders, receivers, str(month), "本月", count(row.months), money(row.basic),
            money(row.excess), total, "",
        )  # fmt: skip
    months: dict[Month, list[Difference]] = {}
    for one in row.differences:
        months.setdefault(one.month, []).append(one)
    for late, found in sorted(months.items()):
        basic = sum(int(one.amount.value) for one in found if one.part == BASIC)
        excess = sum(int(one.amount.value) for one in found if one.part != BASIC)
        note = "；".join(f"{PARTS.get(one.part, '超额绩效')}应发{one.due.shown}，已发{one.paid.shown}" for one in found)
        kind = "差额补发" if basic + excess >= 0 else "差额扣回"
        yield (
            row.person, row.name, senders, receivers, str(late), kind, None, Yuan(basic), Yuan(excess),
            Yuan(basic + excess), note,
        )  # fmt: skip


def _remarks(result: "MonthPay") -> str:
    parts = [
        "金额为税前应发数，付款单位为区县卫生健康行政部门",
        "每月发全年基础绩效的十二分之一，超额绩效按政策值预发，年终结算",
    ]
    if result.advanced and result.average:
        parts.append(f"超额绩效按{result.average.year}年平均水平{result.average.used.shown}元预发")
    if result.again:
        parts.append(f"{month_words(result.month)}以前已发，本次只发差额")
        if not result.rows:
            parts.append("没有差额，发0.00元")
    return "；".join(parts)


def _slip(row: "MonthRow", month: Month) -> Slip:
    items = []
    if row.months.value:
        items = [("基础绩效", row.basic), ("超额绩效（预发）", row.excess)]
    items += [(f"{month_words(one.month)}{PARTS.get(one.part, '超额绩效')}差额", one.amount) for one in row.differences]
    return Slip(row.person, row.receivers, items, row.total)
