"""基层服务义务台账 (55号 三（一）; B02–B09, H14, H15)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countyhire.model.book import Book
from countyhire.model.period import Length
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, reading, source
from countyhire.reports.values import Value, official_day

if TYPE_CHECKING:
    from countyhire.compute.duty import Duty, PersonDuty

TABLE = "基层服务义务台账"
KINDS = {"new_hire": "新招聘，五年内满一年", "intermediate": "中级，申报副高前满一年"}
STATUSES = {
    "done": "已完成",
    "serving": "服务中",
    "waiting": "未到时候",
    "due": "应安排",
    "overdue": "逾期",
    "excused": "经批准免除",
}
COLOURS = {"red": "红", "yellow": "黄", "green": "绿"}
FIELDS = (
    "序号", "编号", "姓名", "单位", "义务", "起算日期", "最迟完成", "最迟起始", "已服务", "已认定", "尚需", "状态",
    "预警", "法定口径", "备注",
)  # fmt: skip
URGENT = ("overdue", "due", "serving", "waiting", "excused", "done")


def duty_documents(result: "Duty", letter: Letterhead, book: Book) -> list[Document]:
    """The ledger. `book` gives institutions their names."""
    ordered = sorted(result.persons, key=lambda row: (row.institution, row.person, row.kind))
    rows = Rows(FIELDS, numbered(_person(row, book) for row in ordered))
    counts = {status: sum(row.status == status for row in result.persons) for status in URGENT}
    words = "，".join(f"{STATUSES[status]}{count}人次" for status, count in counts.items() if count)
    values: dict[str, Value] = {
        "总述": f"截至{official_day(result.on)}，负有基层服务义务{len(result.persons)}人次：{words or '无'}。",
        "说明": _remarks(result),
        "依据": source("B02", "B03", "B08", "H14"),
        "核对数": check_figure(rows),
    }
    lists = {
        "行": rows,
        "年": Rows(
            ("年度", "完成人数", "起始人数", "起始人员"),
            [
                (year.year, len(year.finish), len(year.start), "、".join(_names(result, year.start)))
                for year in result.outlook
            ],
        ),
        "差异": Rows(
            ("编号", "姓名", "义务", "已认定", "天数", "按月", "按天", "次日"),
            [
                (
                    row.person,
                    row.name,
                    KINDS[row.kind],
                    str(row.credited),
                    row.credited_days,
                    _yes(row.by_months),
                    _yes(row.by_days),
                    _yes(row.by_civil_code),
                )
                for row in result.differing
            ],
        ),
    }
    return [excel(letter, TABLE, values, lists)]


def _person(row: "PersonDuty", book: Book) -> tuple[Value, ...]:
    return (
        row.person,
        row.name,
        book.institution_name(row.institution),
        KINDS[row.kind],
        row.clock_start,
        row.finish_by,
        row.latest_start,
        _length(row.served),
        _length(row.credited),
        _length(row.remaining),
        STATUSES[row.status],
        COLOURS[row.colour],
        _length(row.national),
        "；".join(_notes(row)),
    )


def _notes(row: "PersonDuty") -> Iterator[str]:
    if row.excuse:
        yield f"经批准免除：{row.excuse.document}"
    if row.running_until:
        yield f"服务至{official_day(row.running_until)}"
    if row.completes_on:
        yield f"考核合格的，{official_day(row.completes_on)}满"
    if row.finish_if_stopped:
        yield f"规培如停止计时，最迟完成为{official_day(row.finish_if_stopped)}"
    for item in row.uncredited:
        yield f"{item.spell}未认定：{item.reason}"


def _remarks(result: "Duty") -> str:
    parts = [reading(result.answers)]
    if not result.receivers_checked:
        parts.append("没有读到机构名录，派出、接收机构未核对")
    return "；".join(part for part in parts if part)


def _length(length: Length) -> str:
    return str(length) if length != Length() else "—"


def _names(result: "Duty", codes: tuple[str, ...]) -> list[str]:
    names = {row.person: row.name for row in result.persons}
    return [names.get(code, code) for code in codes]


def _yes(flag: bool) -> str:
    return "是" if flag else "否"
