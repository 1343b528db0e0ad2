"""手工表比较: every difference of a hand-made pay sheet and ours, with its cause, the causes summed, the columns."""

from typing import TYPE_CHECKING, Any

from countyhire.compute.compare import LABELS
from countyhire.compute.compare_sheet import NUMBERS, PARTS, TOTAL
from countyhire.model.money import yuan, yuan_grouped
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, source
from countyhire.reports.values import Value, Yuan

if TYPE_CHECKING:
    from countyhire.compute.compare import Cause, Comparison, Difference

TABLE = "手工表比较"
WORDS = {
    "months": "服务月数", "score": "考核得分", "coefficient": "考核系数", "post": "岗位系数", "basic": "基础绩效",
    "excess": "超额绩效", "floor": "补足", "total": "合计",
}  # fmt: skip
AMOUNTS = (*PARTS, "floor", TOTAL)


def compare_documents(result: "Comparison", letter: Letterhead, old: str, new: str) -> list[Document]:
    """The one workbook; `old` and `new` are the files' names."""
    rows = Rows(
        ("序号", "编号", "姓名", "项目", "旧", "新", "差额", "原因", "不明", "旧行", "新行"),
        numbered(_row(one) for one in result.differences),
    )
    values: dict[str, Value] = {
        "旧表": old,
        "新表": new,
        "总述": _told(result),
        "合计.差额": Yuan(sum(one.fen for one in result.differences)),
        "合计.不明": Yuan(result.unexplained),
        "说明": "原因逐步推出，各步金额之和等于差额；人员按编号对应，没有编号的按姓名和单位对应",
        "依据": source("E14"),
        "核对数": check_figure(rows, f"原因不明{yuan_grouped(result.unexplained)}元"),
    }
    causes = [
        (LABELS[name], sum(c.cause == name for one in result.differences for c in one.causes), Yuan(fen))
        for name, fen in result.by_cause.items()
    ]
    lists = {
        "行": rows,
        "因": Rows(("原因", "笔数", "金额"), causes),
        "列": Rows(
            ("含义", "旧列", "旧法", "旧合计", "新列", "新法", "新合计"),
            [_column(result, field) for field in NUMBERS if result.old.has(field) or result.new.has(field)],
        ),
    }
    return [excel(letter, TABLE, values, lists)]


def _row(one: "Difference") -> tuple[Value, ...]:
    return (
        one.code,
        one.name,
        WORDS[one.part],
        Yuan(one.old),
        Yuan(one.new),
        Yuan(one.fen),
        "；".join(_cause_words(cause) for cause in one.causes),
        Yuan(sum(abs(cause.fen) for cause in one.causes if cause.cause == "unexplained")),
        one.old_row or None,
        one.new_row or None,
    )


def _cause_words(cause: "Cause") -> str:
    note = f"（{cause.words}）" if cause.words else ""
    return f"{LABELS[cause.cause]}{note} {yuan_grouped(cause.fen)}"


def _told(result: "Comparison") -> str:
    people = len({(one.code, one.name) for one in result.differences})
    return (
        f"旧表{len(result.old.rows)}行，新表{len(result.new.rows)}行，对上{result.matched}人，{people}人有差异；"
        f"旧表合计{yuan_grouped(result.old_sum)}元，新表合计{yuan_grouped(result.new_sum)}元，"
        f"差{yuan_grouped(result.new_sum - result.old_sum)}元，原因不明{yuan_grouped(result.unexplained)}元。"
    )


def _column(result: "Comparison", field: str) -> tuple[Value, ...]:
    cells: list[Value] = [WORDS[field]]
    for sheet in (result.old, result.new):
        column = sheet.columns.get(field)
        money = Yuan(sheet.sum(field)) if column and field in AMOUNTS else None
        cells += [column.header if column else "没有", column.by if column else "", money]
    return tuple(cells)


def compare_view(result: "Comparison") -> dict[str, Any]:
    """The comparison as plain data for `--json`; money with two decimals, `amount` is new − old."""
    return {
        "old": {"sheet": result.old.name, "rows": len(result.old.rows), "sum": yuan(result.old_sum)},
        "new": {"sheet": result.new.name, "rows": len(result.new.rows), "sum": yuan(result.new_sum)},
        "columns": [
            {"field": field, "old": _header(result.old, field), "new": _header(result.new, field)}
            for field in NUMBERS
            if result.old.has(field) or result.new.has(field)
        ],
        "parts": list(result.parts),
        "matched": result.matched,
        "differences": [
            {
                "person": one.code,
                "name": one.name,
                "part": one.part,
                "old": yuan(one.old),
                "new": yuan(one.new),
                "difference": yuan(one.fen),
                "old_row": one.old_row or None,
                "new_row": one.new_row or None,
                "causes": [
                    {"cause": c.cause, "label": LABELS[c.cause], "amount": yuan(c.fen), "words": c.words}
                    for c in one.causes
                ],
            }
            for one in result.differences
        ],
        "by_cause": {name: yuan(fen) for name, fen in result.by_cause.items()},
        "unexplained": yuan(result.unexplained),
    }


def _header(sheet: Any, field: str) -> dict[str, str] | None:
    column = sheet.columns.get(field)
    return None if column is None else {"header": column.header, "by": column.by}
