"""部门待办清单: what each department has open, a sheet each (G09)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from countyhire.compute.todo import ROLES
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.values import Value, official_day, official_days

if TYPE_CHECKING:
    from countyhire.compute.todo import Item

LIST = "部门待办清单"
_WORDS = {"posts": "编制", "pools": "资金", "pay": "待遇", "operation": "运行"}
FIELDS = ("序号", "类型", "对象", "事项", "期限", "出处", "办法")


def todo_document(items: "Sequence[Item]", departments: Mapping[str, str], letter: Letterhead) -> Document:
    """The workbook; `departments` are the district's own names of them by role."""
    of = {role: [item for item in items if item.owner == role] for role in ROLES}
    late = {role: sum(bool(item.due and item.due <= letter.on) for item in of[role]) for role in ROLES}
    every = Rows(FIELDS, numbered(_item(item) for item in items))
    values: dict[str, Value] = {
        "总述": (
            f"截至{official_day(letter.on)}，待办{len(items)}项，其中已到期{sum(late.values())}项；"
            "每项只有一个责任部门。"
        ),
        "说明": "检查发现按编码和所在工作表分到部门；部门名称可在 countyhire.toml 的 [departments] 里改。",
        "依据": source("G09", "H13"),
        "核对数": check_figure(every),
        "分工合计.待办": sum(len(rows) for rows in of.values()),
        "分工合计.到期": sum(late.values()),
        "全部待办": len(items),
        "核对待办": agreed(sum(len(rows) for rows in of.values()) == len(items)),
        **{f"部门{_WORDS[role]}": name_of(role, departments) for role in ROLES},
    }
    lists = {
        "分工": Rows(
            ("职责", "部门", "待办", "到期"),
            [(ROLES[role][0], name_of(role, departments), len(of[role]), late[role]) for role in ROLES],
        ),
        **{_WORDS[role]: Rows(FIELDS, numbered(_item(item) for item in of[role])) for role in ROLES},
    }
    return excel(letter, LIST, values, lists)


def name_of(role: str, departments: Mapping[str, str]) -> str:
    """What the department of a role is called in this district."""
    return departments.get(role) or ROLES[role][1]


def _item(item: "Item") -> tuple[Value, ...]:
    return item.kind, item.subject, official_days(item.what), item.due, item.place, item.remedy


def todo_view(items: "Sequence[Item]", departments: Mapping[str, str]) -> list[dict[str, Any]]:
    """How many each department has open: counts alone, since the list itself names people."""
    return [
        {
            "role": role,
            "department": name_of(role, departments),
            "open": sum(item.owner == role for item in items),
        }
        for role in ROLES
    ]
