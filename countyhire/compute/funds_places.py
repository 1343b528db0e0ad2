"""What each institution gave to the pools and got from them, by 机构编码 of the ledger: senders and receivers (I18)."""

from collections.abc import Sequence
from dataclasses import dataclass

from countyhire.model.amount import Amount, Op, given, total
from countyhire.model.book import Book
from countyhire.model.pay import FundEntry

CARRIED = "上年结转"
INCOME, SPENDING = "收入", "支出"
NOWHERE = "未写明机构（含直接发给个人的）"


@dataclass(frozen=True, slots=True)
class Place:
    """One institution's year in both pools, in fen: `net` = `got` - `gave`. No `institution`: what names none."""

    institution: str
    name: str
    gave: Amount
    got: Amount
    net: Amount


def places(book: Book, entries: Sequence[FundEntry]) -> tuple[Place, ...]:
    """Every institution with an entry of the year, by code, then what names none: together all income and spending.

    上年结转 and transfers between the pools are nobody's.
    """
    rows: dict[str, list[FundEntry]] = {}
    for entry in entries:
        if entry.direction == SPENDING or (entry.direction == INCOME and entry.category != CARRIED):
            rows.setdefault(entry.institution, []).append(entry)
    return tuple(_place(book, code, rows[code]) for code in sorted(rows, key=lambda code: (not code, code)))


def _place(book: Book, code: str, rows: Sequence[FundEntry]) -> Place:
    name = book.institution_name(code) if code else NOWHERE
    gave, got = (
        total(
            f"{name}{words}",
            tuple(
                given(row.voucher, row.amount or 0, "元", row.cell("amount"), "I18")
                for row in rows
                if row.direction == direction
            ),
            "元",
            "I18",
        )
        for direction, words in ((INCOME, "缴入资金池"), (SPENDING, "由资金池支付"))
    )
    net = Amount(f"{name}净额", int(got.value) - int(gave.value), "元", Op.DIFFERENCE, (got, gave), "支付－缴入", "I18")
    return Place(code, name, gave, got, net)
