"""What goes out after an allocation: rows for the ledger, the roll, the public list, changes of right, letters.

55号 三（一）（二）; C04, C06, H27, H29, H40, H41. A published list names no ID number, phone or birth date; people of
one name at one unit are told apart by the last two digits of their 人员编号.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from countyhire.model.book import Book
from countyhire.model.period import ONE_DAY
from countyhire.model.service import COUNTY_HIRED, PLANNED
from countyhire.reports.demand_book import demand_book
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, letters, numbered, source
from countyhire.reports.values import Value, official_day, official_days

if TYPE_CHECKING:
    from countyhire.compute.allocation.result import Allocation, Assignment

LEDGER = (
    "记录编号", "人员编号", "派出机构编码", "接收机构编码", "专业", "需求编号", "批次", "经历类别", "起始日期",
    "结束日期", "状态",
)  # fmt: skip
RIGHTS = (
    "序号", "编号", "姓名", "派出单位", "接收单位", "暂停处方权", "开通处方权", "暂停执业", "医保转入", "恢复",
)  # fmt: skip

OF_THE_RECEIVER = ("ability", "equipment")  # what the receiver has stands in 需求落实表: no reason why this person goes


def placement_documents(result: "Allocation", letter: Letterhead, book: Book) -> list[Document]:
    """Every paper of a batch; none where nobody is sent."""
    if not result.assignments:
        return []
    papers = [
        _ledger(result, letter),
        _roll(result, letter, book),
        _public(result, letter, book),
        demand_book(result, letter, book),
        _rights(result, letter, book),
    ]
    return [*papers, *_to_people(result, letter, book), *_to_units(result, letter, book)]


def _ledger(result: "Allocation", letter: Letterhead) -> Document:
    """The allocation as rows of 服务台账, 拟派, to be appended as they are."""
    rows = [
        (
            f"{result.start:%Y%m}-{row.person}",
            row.person,
            row.sender,
            row.receiver,
            row.specialty,
            row.demand,
            f"{result.start:%Y-%m}批",
            COUNTY_HIRED,
            result.term.first,
            result.term.last,
            PLANNED,
        )
        for row in result.assignments
    ]
    return excel(letter, "服务台账（拟派）", {}, {"行": Rows(LEDGER, rows)})


def _roll(result: "Allocation", letter: Letterhead, book: Book) -> Document:
    rows = Rows(
        ("序号", "编号", "姓名", "性别", "派出单位", "科室", "专业", "职称", "接收单位", "起始日期", "结束日期",
         "自愿", "义务"),
        numbered(
            (
                row.person, row.name, _sex(book, row), book.institution_name(row.sender), row.department,
                row.specialty, _title(book, row), book.institution_name(row.receiver), result.term.first,
                result.term.last, "是" if row.volunteer else "", "到期必派" if row.must_go else "",
            )
            for row in _by_sender(result)
        ),
    )  # fmt: skip
    summary = f"自{official_day(result.term.first)}至{official_day(result.term.last)}，选派{len(rows.rows)}人。"
    return _table(letter, "选派人员名册", rows, summary, "按派出单位和人员编号排列", "C06")


def _public(result: "Allocation", letter: Letterhead, book: Book) -> Document:
    """The list to be put up: name, sex, units, specialty, title, term; nothing that identifies beyond need (G12)."""
    same = Counter((row.sender, row.name) for row in result.assignments)
    term = f"{official_day(result.term.first)}至{official_day(result.term.last)}"
    rows = Rows(
        ("序号", "姓名", "性别", "派出单位", "专业", "职称", "接收单位", "起止"),
        numbered(
            (
                row.name + (f"（工号尾号{row.person[-2:]}）" if same[row.sender, row.name] > 1 else ""),
                _sex(book, row), book.institution_name(row.sender), row.specialty, _title(book, row),
                book.institution_name(row.receiver), term,
            )
            for row in _by_sender(result)
        ),
    )  # fmt: skip
    return _table(letter, "选派人员公示名单", rows, f"拟选派{len(rows.rows)}人。", None, "C06", published=True)


def _rights(result: "Allocation", letter: Letterhead, book: Book) -> Document:
    """Prescribing right and 医保医师 record: stopped at home and moved to the receiver on the first day (H40, H41)."""
    first, after = result.term.first, result.term.last + ONE_DAY

    def listed(rows: Sequence["Assignment"]) -> Rows:
        return Rows(
            RIGHTS,
            numbered(
                (
                    row.person,
                    row.name,
                    book.institution_name(row.sender),
                    book.institution_name(row.receiver),
                    first,
                    first,
                    first,
                    first,
                    after,
                )
                for row in rows
            ),
        )

    by_sender = listed(_by_sender(result))
    lists = {
        "派出": by_sender,
        "接收": listed(sorted(result.assignments, key=lambda row: (row.receiver, row.person))),
        "医保": listed(sorted(result.assignments, key=lambda row: row.person)),
    }
    values: dict[str, Value] = {
        "总述": f"自{official_day(first)}起，{len(result.assignments)}人的处方权和医保医师信息同日转到接收单位。",
        "说明": "派出单位暂停处方权与接收单位开通处方权为同一日；拟恢复日期为派驻期满次日，以期满考核后的通知为准",
        "依据": source("B10", "H41"),
        "核对数": check_figure(by_sender),
    }
    return excel(letter, "处方权暂停与医保医师变更清单", values, lists)


def _to_people(result: "Allocation", letter: Letterhead, book: Book) -> list[Document]:
    """A letter to each person: where, how long, and why (H29)."""
    people = [
        {
            "编号": row.person,
            "姓名": row.name,
            "派出单位": book.institution_name(row.sender),
            "接收单位": book.institution_name(row.receiver),
            "专业": row.specialty,
            "起始日期": official_day(result.term.first),
            "结束日期": official_day(result.term.last),
            "理由": official_days("；".join(one.text for one in row.reasons if one.code not in OF_THE_RECEIVER)),
            "核对数": f"{row.demand}，{check_figure(_told(row, letter))}",
        }
        for row in _by_sender(result)
    ]
    data = {"人员": people, "依据": source("C06"), "核对数": f"{len(people)}人"}
    return letters(letter, "派驻告知书", "“县聘乡用”派驻告知书", data, "派驻告知书（致个人）", each="人员")


def _told(row: "Assignment", letter: Letterhead) -> Rows:
    """What a letter to one person tells, as one row."""
    term = (row.person, row.name, row.sender, row.receiver, row.specialty)
    return Rows(("编号", "姓名", "派出", "接收", "专业", "日期"), [(*term, letter.on)])


def _to_units(result: "Allocation", letter: Letterhead, book: Book) -> list[Document]:
    """A letter to each sender, then to each receiver, with its own people only."""
    units: list[dict[str, Any]] = []
    for code in sorted({row.sender for row in result.assignments}):
        mine = [row for row in _by_sender(result) if row.sender == code]
        order = "请通知本人按时报到，派驻当日暂停其处方权。"
        units.append(_unit(book, code, "由你单位派出", "接收单位", order, mine, [row.receiver for row in mine]))
    for code in sorted({row.receiver for row in result.assignments}):
        mine = sorted((row for row in result.assignments if row.receiver == code), key=lambda row: row.person)
        order = "请安排好工作和生活条件，按月考核。"
        units.append(_unit(book, code, "安排到你单位工作", "派出单位", order, mine, [row.sender for row in mine]))
    data = {
        "单位": units,
        "起始日期": official_day(result.term.first),
        "结束日期": official_day(result.term.last),
        "依据": source("C06"),
        "核对数": f"{len(units)}个单位",
    }
    return letters(letter, "派驻通知单", "“县聘乡用”人员派驻通知单", data, "派驻通知单（致单位）", each="单位")


def _unit(
    book: Book, code: str, matter: str, other: str, order: str, rows: Sequence["Assignment"], others: Sequence[str]
) -> dict[str, Any]:
    people = [
        {
            "编号": row.person,
            "姓名": row.name,
            "专业": row.specialty,
            "职称": _title(book, row),
            "对方单位": book.institution_name(there),
        }
        for row, there in zip(rows, others, strict=True)
    ]
    return {
        "名称": book.institution_name(code),
        "事由": matter,
        "对方": other,
        "要求": order,
        "人员": people,
        "核对数": f"{code}，{check_figure(Rows(tuple(people[0]), [tuple(row.values()) for row in people]))}",
    }


def _table(
    letter: Letterhead,
    template: str,
    rows: Rows,
    summary: str,
    remark: str | None,
    *clauses: str,
    published: bool = False,
) -> Document:
    values: dict[str, Value] = {"总述": summary, "依据": source(*clauses), "核对数": check_figure(rows)}
    if remark is not None:
        values["说明"] = remark
    return excel(letter, template, values, {"行": rows}, published=published)


def _by_sender(result: "Allocation") -> list["Assignment"]:
    return sorted(result.assignments, key=lambda row: (row.sender, row.person))


def _sex(book: Book, row: "Assignment") -> str:
    found = book.person(row.person)
    return found.sex if found else ""


def _title(book: Book, row: "Assignment") -> str:
    found = book.person(row.person)
    return found.appointment if found else ""
