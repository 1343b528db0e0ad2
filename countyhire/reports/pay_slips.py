"""工资条: one page a person, with the amounts in capitals and how they were made; nobody else's data on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from countyhire.compute.trace import lines
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import half_up, yuan_grouped
from countyhire.policy.clauses import cite
from countyhire.reports.capitals import capitals
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, notice, source

TABLE = "工资条"
IN_A_FILE = 300


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's page: what is paid, item by item, and the figure whose working is printed."""

    person: str
    receivers: Sequence[str]
    items: Sequence[tuple[str, Amount]]
    total: Amount


def payslips(letter: Letterhead, book: Book, period: str, slips: Sequence[Slip]) -> list[Document]:
    """The pages in the order given, for a period in words such as 2026年3月; many people make several files.

    A page takes half a megabyte while its file is made: files of `IN_A_FILE` people keep that bounded.
    """
    volumes = [slips[first : first + IN_A_FILE] for first in range(0, len(slips), IN_A_FILE)]
    names = [TABLE] if len(volumes) == 1 else [f"{TABLE}-{number:02d}" for number in range(1, len(volumes) + 1)]
    return [_volume(letter, book, period, volume, name) for volume, name in zip(volumes, names, strict=True)]


def _volume(letter: Letterhead, book: Book, period: str, slips: Sequence[Slip], name: str) -> Document:
    title = f"{letter.district}“县聘乡用”人员{period}绩效工资条"
    data = {
        "期间": period,
        "人员": [_page(slip, book) for slip in slips],
        "依据": source("E14", "E15"),
        "说明": "金额为税前应发数，个人所得税由扣缴义务人另行计算；如有疑问，请在收到后与区县卫生健康行政部门核对。",
    }
    return notice(letter, TABLE, title, data, name, each="人员")


def _page(slip: Slip, book: Book) -> dict[str, Any]:
    person = book.person(slip.person)
    fen = half_up(Fraction(slip.total.value))
    return {
        "编号": slip.person,
        "姓名": book.person_name(slip.person),
        "派出单位": book.institution_name(person.institution) if person else "",
        "接收单位": "、".join(book.institution_name(code) for code in slip.receivers),
        "项目": [{"名称": name, "金额": _shown(amount), "大写": _words(amount)} for name, amount in slip.items],
        "合计": yuan_grouped(fen),
        "大写": capitals(fen),
        "核对数": check_figure(
            Rows(("编号", "项目", "金额"), [(slip.person, name, _shown(amount)) for name, amount in slip.items]),
            f"合计{yuan_grouped(fen)}元",
        ),
        "步骤": [
            {
                "层次": line.depth,
                "文字": line.text,
                "依据": cite(line.clause),
                "来源": str(line.cell) if line.cell else "",
            }
            for line in lines(slip.total)
        ],
    }


def _shown(amount: Amount) -> str:
    return yuan_grouped(half_up(Fraction(amount.value)))


def _words(amount: Amount) -> str:
    return capitals(half_up(Fraction(amount.value)))
