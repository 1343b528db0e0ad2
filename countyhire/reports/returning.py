"""期满返回通知书, a page a person, and the list of those who stay on (J16, F05, F06)."""

from typing import TYPE_CHECKING

from countyhire.model.book import Book
from countyhire.model.period import ONE_DAY
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, letters, numbered, source
from countyhire.reports.values import official_day

if TYPE_CHECKING:
    from countyhire.compute.certify import Certify, TermEnd

LETTER = "期满返回通知书"
STAY_FIELDS = (
    "序号", "编号", "姓名", "原单位", "服务单位", "期满日期", "考核", "文号", "调动日期", "状态", "尚缺", "不计入",
)  # fmt: skip


def return_letters(result: "Certify", letter: Letterhead, book: Book) -> list[Document]:
    """The letters that call back to the post that was left; none where nobody is called, or names are not known."""
    called = result.letters
    if not called or not result.people_read or not result.receivers_checked:
        return []
    data = {
        "政策文号": letter.policy.document,
        "人员": [_page(row, book) for row in called],
        "依据": source("B11"),
        "核对数": f"{len(called)}人",
    }
    return letters(letter, LETTER, LETTER, data, f"{LETTER}（致个人）", each="人员")


def _page(row: "TermEnd", book: Book) -> dict[str, str]:
    values = {
        "编号": row.person,
        "姓名": row.name,
        "原单位": book.institution_name(row.sender),
        "原岗位": row.post,
        "接收单位": book.institution_name(row.receiver),
        "起始日期": official_day(row.start),
        "结束日期": official_day(row.end),
        "返回日期": official_day(row.end + ONE_DAY),
        "考核": row.result,
    }
    return {**values, "核对数": check_figure(Rows(tuple(values), [tuple(values.values())]))}


def staying_rows(result: "Certify", book: Book) -> Rows:
    """Who stays on, the step that the transfer has reached, and the year from which the home unit counts them not."""
    return Rows(
        STAY_FIELDS,
        numbered(
            (
                row.person, row.name, book.institution_name(row.sender), book.institution_name(row.receiver), row.end,
                row.result, row.document, row.moved_on, row.state, "、".join(row.missing),
                f"{row.out_from}年起" if row.out_from else "",
            )
            for row in result.stays
        ),
    )  # fmt: skip
