"""基层服务义务台账 (55号 三（一）; B02–B09, H14, H15)."""

from collections.abc import Iterator
from datetime import date
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
WHO = ("编号", "姓名", "单位", "义务")
URGENT = ("overdue", "due", "serving", "waiting", "excused", "done")


def duty_documents(result: "Duty", letter: Letterhead, book: Book) -> list[Document]:
    """The ledger, the five years ahead with a chart, and a sheet for each group that needs a decision.

    `book` gives institutions their names.
    """
    ordered = sorted(result.persons, key=lambda row: (row.institution, row.person, row.kind))
    rows = Rows(FIELDS, numbered(_person(row, book) for row in ordered))
    counts = {status: sum(row.status == status for row in result.persons) for status in URGENT}
    words = "，".join(f"{STATUSES[status]}{count}人次" for status, count in counts.items() if count)
    values: dict[str, Value] = {
        "总述": f"截至{official_day(result.on)}，负有基层服务义务{len(result.persons)}人次：{words or '无'}。",
        "说明": _remarks(result),
        "依据": source("B02", "B03", "B08", "H14"),
        "核对数": check_figure(rows),
        "展望": _ahead(result),
        "计时": _clock(result),
    }
    lists = {
        "行": rows,
        "年": _years(result),
        "须派": _to_send(result, book),
        "暂缓": _away(result, book),
        "免除": _excused(result, book),
        "逾期": _overdue(result, book),
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


def _years(result: "Duty") -> Rows:
    def counts(rows: "tuple[PersonDuty, ...]") -> tuple[int, int, int]:
        new = sum(row.kind == "new_hire" for row in rows)
        return len(rows), new, len(rows) - new

    return Rows(
        ("年度", "完成人数", "完成新招", "完成中级", "起始人数", "起始新招", "起始中级"),
        [(year.year, *counts(year.finish_rows), *counts(year.start_rows)) for year in result.outlook],
    )


def _ahead(result: "Duty") -> str:
    """The open duties and how many of them the years of the table hold."""
    still = [row for row in result.persons if row.open]
    last = result.outlook[-1].year
    within = sum(len(year.finish_rows) for year in result.outlook)
    undated = sum(row.finish_by is None for row in still)
    before = sum(row.due_year is not None and row.due_year < result.on.year for row in still)
    return (
        f"未完成的义务{len(still)}人次：{result.on.year}年至{last}年到期{within}人次，"
        f"以前年度已到期{before}人次，{last}年以后到期{len(still) - within - undated - before}人次，"
        f"未填拟申报副高年度、没有期限{undated}人次。"
    )


def _to_send(result: "Duty", book: Book) -> Rows:
    until = result.outlook[-1].year
    going = [
        row
        for row in result.persons
        if row.open and not row.under_way and row.latest_start and row.latest_start.year <= until
    ]
    ordered = sorted(going, key=lambda row: (row.latest_start or date.max, row.person, row.kind))
    return Rows(
        ("序号", *WHO, "最迟起始", "最迟完成", "尚需", "状态", "预警", "暂缓"),
        numbered(
            (
                *_who(row, book),
                row.latest_start,
                row.finish_by,
                _length(row.remaining),
                STATUSES[row.status],
                COLOURS[row.colour],
                row.away,
            )
            for row in ordered
        ),
    )


def _away(result: "Duty", book: Book) -> Rows:
    """Who owes and cannot be sent now, with the leave or training."""
    return Rows(
        ("序号", *WHO, "事由", "起始", "结束", "文号", "最迟完成", "如停止", "状态"),
        numbered(
            (
                *_who(row, book),
                row.away,
                row.leave.start if row.leave else None,
                row.leave.end if row.leave else None,
                row.leave.approval if row.leave else "",
                row.finish_by,
                row.finish_if_stopped,
                STATUSES[row.status],
            )
            for row in result.persons
            if row.open and row.away
        ),
    )


def _excused(result: "Duty", book: Book) -> Rows:
    return Rows(
        ("序号", *WHO, "最迟完成", "理由", "批准人", "文号", "有效期"),
        numbered(
            (
                *_who(row, book),
                row.finish_by,
                row.excuse.reason,
                row.excuse.approver,
                row.excuse.document,
                row.excuse.valid_until,
            )
            for row in result.persons
            if row.status == "excused" and row.excuse
        ),
    )


def _overdue(result: "Duty", book: Book) -> Rows:
    return Rows(
        ("序号", *WHO, "最迟完成", "已认定", "尚需", "天数", "情况"),
        numbered(
            (
                *_who(row, book),
                row.finish_by,
                _length(row.credited),
                _length(row.remaining),
                row.days_over(result.on),
                "；".join(_notes(row)),
            )
            for row in result.persons
            if row.status == "overdue"
        ),
    )


def _who(row: "PersonDuty", book: Book) -> tuple[Value, ...]:
    return (row.person, row.name, book.institution_name(row.institution), KINDS[row.kind])


def _clock(result: "Duty") -> str:
    stops = next((answer for answer in result.answers if answer.key == "duty.clock_stops"), None)
    return f"{reading([stops])}。停止计时须由区县在政策设置中写明并注明依据。" if stops else ""


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


def _yes(flag: bool) -> str:
    return "是" if flag else "否"
