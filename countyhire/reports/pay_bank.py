"""银行代发清单: name, bank, account and amount, and nothing else about a person (H20).

Accounts stand in no other file.
"""

from collections.abc import Iterable
from fractions import Fraction

from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import half_up, yuan_grouped
from countyhire.reports.capitals import capitals
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.values import Value, Yuan

TABLE = "银行代发清单"


def bank_list(letter: Letterhead, book: Book, batch: str, payments: Iterable[tuple[str, Amount]]) -> Document:
    """The list of one payment: `payments` are 人员编号 and amount, in order. Nobody is paid nothing.

    Who has no account, or has to pay back, stands on a second sheet with the reason.
    """
    sent: list[tuple[Value, ...]] = []
    kept: list[tuple[Value, ...]] = []
    paid = held = asked = 0
    for code, amount in payments:
        fen = half_up(Fraction(amount.value))
        asked += fen
        person = book.person(code)
        name = book.person_name(code)
        reason = _reason(fen, person)
        if reason:
            kept.append((name, Yuan(fen), reason))
            held += fen
        elif fen and person:
            sent.append((name, person.bank, person.bank_account, Yuan(fen), ""))
            paid += fen
    rows = Rows(("序号", "姓名", "开户行", "账号", "金额", "备注"), numbered(sent))
    values: dict[str, Value] = {
        "批次": batch,
        "合计.金额": Yuan(paid),
        "未代发": Yuan(held),
        "未代发人数": len(kept),
        "发放合计": Yuan(paid + held),
        "核对": agreed(paid + held == asked),
        "大写": capitals(paid),
        "说明": "金额为税前应发数，付款单位为区县卫生健康行政部门；本清单含银行账号，只交付银行，不得公示或转发",
        "依据": source("E14", "H20"),
        "核对数": check_figure(rows, f"代发合计{yuan_grouped(paid)}元"),
    }
    lists = {"行": rows, "未代发": Rows(("序号", "姓名", "金额", "原因"), numbered(kept))}
    return excel(letter, TABLE, values, lists)


def _reason(fen: int, person: object) -> str:
    """Why an amount cannot go to the bank, or an empty text."""
    if not fen:
        return ""
    if fen < 0:
        return "应扣回，不能代发；与本人核对后扣回或在下次发放时抵扣"
    if not getattr(person, "bank_account", ""):
        return "花名册没有银行账号，补填后另行发放"
    return ""
