"""月度管理包: a folder for each receiver with its people, the score form to fill in, attendance, what is due (G10)."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.book import Book
from countyhire.policy.clauses import cite
from countyhire.reports.assess_forms import form_document, form_name
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, source
from countyhire.reports.pay_month import month_words
from countyhire.reports.quota import percent
from countyhire.reports.values import Value, official_days

if TYPE_CHECKING:
    from countyhire.compute.packets import Member, Packet

SHEET, FOLDER = "月度管理单", "月度管理包"


def packets_documents(result: "tuple[Packet, ...]", letter: Letterhead, book: Book) -> list[Document]:
    """Two workbooks for each receiver, in a folder of its own."""
    documents = []
    for packet in result:
        form = packet.form
        folder = f"{FOLDER}/{form.institution}{form.name.replace('/', '_')}"
        documents.append(_sheet(packet, letter, book, f"{folder}/{SHEET}"))
        documents.append(replace(form_document(form, letter), name=f"{folder}/{form_name(form)}.xlsx"))
    return documents


def _sheet(packet: "Packet", letter: Letterhead, book: Book, name: str) -> Document:
    month = packet.form.month
    rows = Rows(
        ("序号", "编号", "姓名", "派出单位", "专业", "起始", "结束", "天数", "职务"),
        numbered(
            (
                row.asked.person, row.asked.name, book.institution_name(row.asked.sender), row.asked.specialty,
                row.start, row.end, row.asked.days, row.post,
            )
            for row in packet.members
        ),
    )  # fmt: skip
    values: dict[str, Value] = {
        "单位": packet.form.name,
        "月份": month_words(month),
        "总述": (
            f"{packet.form.name}{month_words(month)}在管{len(packet.members)}人；"
            f"已考核{sum(bool(row.score and row.score.score is not None) for row in packet.members)}人，"
            f"待办{len(packet.due)}项。"
        ),
        "说明": "同一文件夹里的月度考核表填好后交回，用 countyhire assess collect 收回",
        "依据": source("G10", "E02", "H37"),
        "核对数": check_figure(rows),
    }
    lists = {
        "行": rows,
        "考核": Rows(
            ("序号", "编号", "姓名", "得分", "等次", "应到", "实到", "到岗率", "门急诊", "处方", "免考"),
            numbered(_attendance(row) for row in packet.members),
        ),
        "待办": Rows(
            ("序号", "编号", "姓名", "事项", "期限", "依据"),
            numbered((one.person, one.name, official_days(one.what), one.day, cite(one.clause)) for one in packet.due),
        ),
    }
    return excel(letter, SHEET, values, lists, name)


def _attendance(row: "Member") -> tuple[Value, ...]:
    """The month as scored so far; blank where nothing is in, never nought."""
    score = row.score
    if score is None:
        return row.asked.person, row.asked.name, None, "", None, None, "", None, None, ""
    told = score.attended_days is not None and bool(score.duty_days)
    rate = percent(Fraction(score.attended_days or 0, score.duty_days or 1)) if told else ""
    return (
        row.asked.person, row.asked.name, score.score, score.grade, score.duty_days, score.attended_days, rate,
        score.visits, score.home_prescriptions, score.exempt_reason,
    )  # fmt: skip


def packets_view(result: "tuple[Packet, ...]") -> dict[str, Any]:
    """Codes and counts by receiver."""
    return {
        "receivers": [
            {
                "institution": packet.form.institution,
                "people": [row.asked.person for row in packet.members],
                "scored": sum(bool(row.score and row.score.score is not None) for row in packet.members),
                "due": [
                    {"person": one.person, "day": one.day.isoformat() if one.day else None, "clause": one.clause}
                    for one in packet.due
                ],
            }
            for packet in result
        ]
    }
