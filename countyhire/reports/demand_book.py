"""需求落实表: every demand, what it rests on, who fills it, what the receivers can do and with what (C04, H27).

Beside it the evidence (服务人口 I31, 需服务患者人数 H09), the abilities (H28) and the equipment (I25) of the receivers.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from countyhire.compute.abilities import Abilities, Needed, abilities
from countyhire.compute.demanded import demands_of
from countyhire.compute.equipment import Register, register
from countyhire.model.book import Book
from countyhire.model.service import Demand
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, source

if TYPE_CHECKING:
    from countyhire.compute.allocation.result import Allocation

TABLE = "需求落实表"
FILLED = (
    "序号", "需求编号", "接收单位", "边远", "专业", "最低职称", "志愿顺序", "需求", "落实", "缺少", "人员", "原因",
)  # fmt: skip
EVIDENCE = (
    "序号", "需求编号", "接收单位", "专业", "志愿", "需求", "人口", "患者", "理由", "能力", "设备", "情况",
)  # fmt: skip


def demand_book(result: "Allocation", letter: Letterhead, book: Book) -> Document:
    """Who fills each line, why a place stays empty, and what each line rests on."""
    ordered = _ordered(book)
    rows = _filled(result, book, ordered)
    able, equipped = abilities(book), register(book)
    places = sum(demand.count or 0 for demand in ordered)
    sent = len(result.assignments)
    values = {
        "总述": f"需求{len(ordered)}项{places}人，落实{sent}人，缺少{places - sent}人。{_standing(able, equipped)}",
        "说明": "按接收单位和志愿顺序排列；能力按专业和技能要求对照服务能力表，设备按设备条件对照设备表，只作参考",
        "依据": source("C04", "C06", "H28", "I25"),
        "核对数": check_figure(rows),
    }
    lists = {
        "行": rows,
        "依据行": _evidence(book, ordered, able, equipped),
        "能力行": Rows(
            ("能力", "单位", "具备", "不具备", "未登记", "名单"),
            [
                (
                    row.ability, row.receivers, row.held, row.lacking, row.unknown,
                    "、".join(book.institution_name(code) for code in row.lacks),
                )
                for row in able.counts
            ],
        ),
        "设备行": Rows(
            ("名称", "单位", "台件", "在用"),
            [
                *((kind.name, kind.institutions, kind.pieces, kind.usable) for kind in equipped.kinds),
                ("合计", None, equipped.pieces, sum(kind.usable for kind in equipped.kinds)),
            ],
        ),
    }  # fmt: skip
    return excel(letter, TABLE, values, lists)


def _ordered(book: Book) -> list[Demand]:
    return sorted(book.demands, key=lambda row: (row.institution, row.rank or 0, row.code))


def _standing(able: Abilities, equipped: Register) -> str:
    """`26家中7家具备全麻手术能力…`, only where the registers are kept."""
    parts = [row.words for row in able.counts]
    if able.gaps:
        parts.append(f"接收单位不具备或未登记所需能力的需求{len({row.demand for row in able.gaps})}项")
    if equipped.kinds:
        lacking = sum(row.state != "有" for row in equipped.feasible.values())
        parts.append(f"登记设备{equipped.pieces}台（件），写明设备条件的需求{len(equipped.feasible)}项，"
                     f"设备不足或未登记的{lacking}项")  # fmt: skip
    return "；".join(parts) + ("。" if parts else "")


def _filled(result: "Allocation", book: Book, ordered: Sequence[Demand]) -> Rows:
    sent: dict[str, list[str]] = {}
    for row in result.assignments:
        sent.setdefault(row.demand, []).append(f"{row.name}（{book.institution_name(row.sender)}）")
    empty = {row.demand: row for row in result.unfilled}
    lines = []
    for demand in ordered:
        place, gap = book.institution(demand.institution), empty.get(demand.code)
        names = sent.get(demand.code, [])
        lines.append(
            (
                demand.code,
                book.institution_name(demand.institution),
                "是" if place and place.remote else "",
                demand.specialty,
                demand.minimum_title or "不限",
                demand.rank,
                demand.count,
                len(names),
                gap.short if gap else 0,
                "、".join(names),
                "；".join(reason.text for reason in gap.reasons) if gap else "",
            )
        )
    return Rows(FILLED, numbered(lines))


def _evidence(book: Book, ordered: Sequence[Demand], able: Abilities, equipped: Register) -> Rows:
    """A line a demand: people and patients served, the reason given, abilities and equipment."""
    lines = []
    for demand in ordered:
        place, feasible = book.institution(demand.institution), equipped.feasible.get(demand.code)
        lines.append(
            (
                demand.code,
                book.institution_name(demand.institution),
                demand.specialty,
                demand.rank,
                demand.count,
                place.population if place else None,
                demand.patients,
                demand.reason,
                ability_words(able.needed.get(demand.code, ())),
                demand.equipment,
                feasible.words if feasible else "",
            )
        )
    return Rows(EVIDENCE, numbered(lines))


def ability_words(needed: Sequence[Needed]) -> str:
    """`全麻手术（无）`, one after the other."""
    return "、".join(f"{row.ability}（{row.state}）" for row in needed)


def demand_view(book: Book) -> Mapping[str, Any]:
    """As plain data: every demand with its evidence, every ability and every kind of equipment."""
    able, equipped = abilities(book), register(book)
    demands = []
    for demand in demands_of(book):
        place, feasible = book.institution(demand.institution), equipped.feasible.get(demand.code)
        demands.append(
            {
                "demand": demand.code,
                "receiver": demand.institution,
                "specialty": demand.specialty,
                "rank": demand.rank,
                "places": demand.count,
                "population": place.population if place else None,
                "patients": demand.patients,
                "abilities": [{"ability": row.ability, "state": row.state} for row in able.needed[demand.code]],
                "equipment": feasible and {"state": feasible.state, "missing": list(feasible.missing)},
            }
        )
    return {
        "demands": demands,
        "abilities": [
            {
                "ability": row.ability,
                "receivers": row.receivers,
                "held": row.held,
                "lacking": row.lacking,
                "unknown": row.unknown,
                "lacks": list(row.lacks),
            }
            for row in able.counts
        ],
        "equipment": [
            {"name": kind.name, "institutions": kind.institutions, "pieces": kind.pieces, "usable": kind.usable}
            for kind in equipped.kinds
        ],
    }
