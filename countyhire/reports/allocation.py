"""调配方案 and the notice of it (55号 三（二）; C06, H25–H31)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from countyhire.compute.allocation.gap import unproven_words
from countyhire.compute.answers import answers
from countyhire.model.book import Book
from countyhire.reports.charts_of import allocation_charts
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import (
    Document,
    Letterhead,
    check_figure,
    excel,
    letters,
    numbered,
    reading,
    source,
)
from countyhire.reports.placement import placement_documents
from countyhire.reports.values import Value, official_day

if TYPE_CHECKING:
    from countyhire.compute.allocation.eligibility import Reason
    from countyhire.compute.allocation.result import Allocation

TABLE = "调配方案"
ANSWERS = (
    "allocation.levels", "allocation.term_months", "allocation.department_minimum",
    "allocation.department_maximum_away", "quota.expected_hires",
)  # fmt: skip


def allocation_documents(result: "Allocation", letter: Letterhead, book: Book) -> list[Document]:
    """The book of the allocation and the notice. `book` gives names, titles and 边远."""
    letter = replace(letter, year=result.year)
    rows = _assignments(result, book)
    figure = check_figure(rows, f"调配{len(result.assignments)}人", f"未满足{_short(result)}个岗位")
    documents = [_plan(result, letter, book, rows, figure)]
    if result.assignments:
        documents += _notice(result, letter, book, figure)
    return [*documents, *placement_documents(result, letter, book), *allocation_charts(result, letter, book)]


def _plan(result: "Allocation", letter: Letterhead, book: Book, rows: Rows, figure: str) -> Document:
    values: dict[str, Value] = {
        "总述": _summary(result),
        "说明": (
            f"{reading(answers(letter.policy, ANSWERS, result.start))}；各级目标依次求最优"
            f"{unproven_words(result)}；仍相同的按抽签决定，"
            f"抽签种子“{result.seed}”，用同一种子可重复得到同一结果；"
            f"最优性证明校验码 {result.proof_digest[:16]}"
        ),
        "依据": source("C06"),
        "核对数": figure,
    }
    lists = {
        "行": rows,
        "未满足": Rows(
            ("序号", "需求编号", "接收单位", "专业", "缺少", "原因"),
            numbered(
                (row.demand, book.institution_name(row.receiver), row.specialty, row.short, _reasons(row.reasons))
                for row in result.unfilled
            ),
        ),
        "未派出": Rows(
            ("序号", "编号", "姓名", "派出单位", "科室", "专业", "符合条件", "必派", "原因"),
            numbered(
                (
                    row.person,
                    row.name,
                    book.institution_name(row.sender),
                    row.department,
                    row.specialty,
                    "是" if row.eligible else "否",
                    "是" if row.must_go else "",
                    _reasons(row.reasons),
                )
                for row in sorted(result.not_sent, key=lambda row: (not row.eligible, row.sender, row.person))
            ),
        ),
        "目标": Rows(
            ("级次", "目标", "达到", "最好", "最先", "让出"),
            numbered(
                (row.label, row.value, row.best, row.alone, None if row.alone is None else row.alone - row.value)
                for row in result.objectives
            ),
        ),
        "汇总": _by_receiver(result, book),
        "候补": _alternates(result, book),
    }
    return excel(letter, TABLE, values, lists)


def _assignments(result: "Allocation", book: Book) -> Rows:
    return Rows(
        ("序号", "编号", "姓名", "派出单位", "科室", "专业", "职称", "需求编号", "接收单位", "志愿顺序", "理由"),
        numbered(
            (
                row.person,
                row.name,
                book.institution_name(row.sender),
                row.department,
                row.specialty,
                _title(book, row.person),
                row.demand,
                book.institution_name(row.receiver),
                row.demand_rank,
                _reasons(row.reasons),
            )
            for row in result.assignments
        ),
    )


def _alternates(result: "Allocation", book: Book) -> Rows:
    """Who would come next to each post, the best first."""
    names = {row.person: row for row in result.not_sent}
    return Rows(
        ("需求编号", "接收单位", "专业", "编号", "姓名", "顺位", "候补编号", "候补姓名", "候补单位"),
        [
            (
                row.demand, book.institution_name(row.receiver), row.specialty, row.person, row.name, place, code,
                names[code].name, book.institution_name(names[code].sender),
            )
            for row in result.assignments
            for place, code in enumerate(row.alternates, 1)
        ],
    )  # fmt: skip


def _by_receiver(result: "Allocation", book: Book) -> Rows:
    """Places asked for, filled and left empty of every receiver and specialty."""
    sent: dict[tuple[str, str], int] = {}
    short: dict[tuple[str, str], int] = {}
    asked = {demand.code: demand.specialty for demand in book.demands}
    for row in result.assignments:
        key = (row.receiver, asked.get(row.demand, row.specialty))
        sent[key] = sent.get(key, 0) + 1
    for gap in result.unfilled:
        short[gap.receiver, gap.specialty] = short.get((gap.receiver, gap.specialty), 0) + gap.short
    rows: list[tuple[Value, ...]] = []
    for receiver, specialty in sorted({*sent, *short}):
        key = (receiver, specialty)
        place = book.institution(receiver)
        remote = "是" if place and place.remote else ""
        filled, empty = sent.get(key, 0), short.get(key, 0)
        rows.append((receiver, book.institution_name(receiver), remote, specialty, filled + empty, filled, empty))
    return Rows(("编码", "接收单位", "边远", "专业", "需求", "满足", "缺少"), rows)


def _summary(result: "Allocation") -> str:
    receivers = len({row.receiver for row in result.assignments})
    return (
        f"自{official_day(result.term.first)}至{official_day(result.term.last)}，调配{len(result.assignments)}人到"
        f"{receivers}个基层医疗卫生机构；未满足岗位{_short(result)}个；义务到期必派{result.counts.must_go}人，"
        f"已安排{result.counts.must_go_sent}人；当年应派{result.target.quota}人，已派{result.target.dispatched_total}人。"
    )


def _short(result: "Allocation") -> int:
    return sum(row.short for row in result.unfilled)


def _reasons(reasons: "Iterable[Reason]") -> str:
    return "；".join(reason.text for reason in reasons)


def _title(book: Book, person: str) -> str:
    found = book.person(person)
    return found.appointment if found else ""


def _notice(result: "Allocation", letter: Letterhead, book: Book, figure: str) -> list[Document]:
    """The letter to senders and receivers: names, units, specialty and title, and nothing else about a person."""
    title = f"关于{result.year}年度“县聘乡用”人员调配结果的通知"
    data = {
        "年度": result.year,
        "人数": len(result.assignments),
        "机构数": len({row.receiver for row in result.assignments}),
        "起始日期": official_day(result.term.first),
        "结束日期": official_day(result.term.last),
        "未满足人数": _short(result),
        "附件名称": f"{letter.district}{result.year}年度“县聘乡用”人员名单",
        "名单": [
            {
                "编号": row.person,
                "姓名": row.name,
                "派出单位": book.institution_name(row.sender),
                "专业": row.specialty,
                "职称": _title(book, row.person),
                "接收单位": book.institution_name(row.receiver),
            }
            for row in result.assignments
        ],
        "依据": source("C06"),
        "核对数": f"核对数：{figure}",
    }
    return letters(letter, "调配结果通知", title, data, title, published=True)
