"""专家走了谁来接 (H56–H58): the page for the receivers, a line a row, for the next twelve months."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from countyhire.model.book import Book
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, source
from countyhire.reports.values import Value, official_day

if TYPE_CHECKING:
    from countyhire.compute.continuity import Continuity, Handover

TABLE = "专家走了谁来接"


def continuity_document(found: "Continuity", letter: Letterhead, book: Book) -> Document:
    """Every handover of the window; on a sheet of its own those of the twelve months before it (H58)."""
    rows = Rows(
        ("序号", "接收单位", "专业", "编号", "离开", "离开日期", "接替编号", "接替", "来源", "到岗日期", "空档", "学员",
         "建议"),
        numbered(_row(row, book) for row in found.handovers),
    )  # fmt: skip
    past = Rows(rows.fields[:11], numbered(_row(row, book)[:10] for row in found.past))
    broken = sum(bool(row.gap) for row in found.past)
    without = sum(row.follower is None for row in found.past)
    values: dict[str, Value] = {
        "总述": (
            f"{official_day(found.window.first)}至{official_day(found.window.last)}，期满离开{len(found.handovers)}人："
            f"有人接替{len(found.handovers) - found.without}人（其中有空档{found.broken}人），"
            f"尚无人接替{found.without}人。此前十二个月离开{len(found.past)}人，"
            f"接替有空档{broken}人，无人接替{without}人。"
        ),
        "说明": "接替按同一单位同一专业；空档为上一人最后一天之后到下一人到岗之前的天数；学员按带教台账",
        "依据": source("C06", "H58"),
        "核对数": check_figure(rows),
    }
    return excel(letter, TABLE, values, {"行": rows, "已离开": past})


def _row(row: "Handover", book: Book) -> tuple[Value, ...]:
    after = row.follower
    return (
        book.institution_name(row.receiver),
        row.specialty,
        row.person,
        row.name,
        row.leaves_on,
        after.person if after else "",
        after.name if after else "尚无",
        after.source if after else "",
        after.start if after else None,
        "—" if row.gap is None else f"{row.gap}天",
        _learners(row),
        _advice(row),
    )


def _learners(row: "Handover") -> str:
    if not row.learners:
        return "未带教"
    return f"{len(row.learners)}人，能独立{len(row.independent)}人"


def _advice(row: "Handover") -> str:
    if row.gap == 0:
        return "无空档"
    if row.independent:
        return "空档期由能独立开展的学员承担"
    return "请申报需求或安排延期、巡诊" if row.follower is None else "请安排空档期的巡诊或延期"


def continuity_view(found: "Continuity") -> Mapping[str, Any]:
    """As plain data."""
    return {
        "from": found.window.first.isoformat(),
        "until": found.window.last.isoformat(),
        "handovers": [_view(row) for row in found.handovers],
        "past": [_view(row) for row in found.past],
    }


def _view(row: "Handover") -> Mapping[str, Any]:
    return {
        "receiver": row.receiver,
        "specialty": row.specialty,
        "person": row.person,
        "leaves_on": row.leaves_on.isoformat(),
        "follower": row.follower.person if row.follower else None,
        "starts_on": row.follower.start.isoformat() if row.follower else None,
        "gap_days": row.gap,
        "learners": len(row.learners),
        "independent": len(row.independent),
    }
