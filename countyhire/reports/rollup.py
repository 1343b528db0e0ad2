"""全市汇总表: the districts' figures and their sum, with the runs that they come from."""

from typing import TYPE_CHECKING

from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, source
from countyhire.reports.values import Value, Yuan

if TYPE_CHECKING:
    from countyhire.compute.rollup import Line, Rollup

TABLE = "全市汇总表"
FIELDS = {
    "new_hires": "新招", "quota": "应派", "dispatched": "已派", "shortfall": "缺口", "duties": "义务人次",
    "duties_done": "义务完成", "duties_due": "义务应安排", "duties_overdue": "义务逾期", "assigned": "调配人数",
    "unfilled": "未满足岗位", "paid_persons": "绩效人数", "basic": "基础绩效", "excess": "超额绩效",
    "total": "绩效合计",
}  # fmt: skip
_MONEY = ("basic", "excess", "total")


def rollup_documents(table: "Rollup", letter: Letterhead) -> list[Document]:
    """The city's table and, on a sheet of its own, each result's run and day."""
    rows = Rows(("序号", "区县", *FIELDS.values()), numbered((line.district, *_figures(line)) for line in table.lines))
    total = dict(zip(FIELDS.values(), _figures(table.total), strict=True))
    names = {"quota": "任务", "duty": "义务", "allocate": "调配", "payroll": "绩效"}
    missing = "；".join(f"{name}缺{names[command]}" for name, command in table.missing)
    values: dict[str, Value] = {
        "总述": f"共{len(table.lines)}个区县。" + _quota(table),
        "说明": f"缺少结果的不在合计之内：{missing}。" if missing else "各区县结果齐全，合计等于各区县之和。",
        "依据": source("C07", "B02"),
        "核对数": check_figure(rows),
        **{f"合计.{name}": value for name, value in total.items()},
    }
    sources = Rows(
        ("区县", "结果", "运行", "计算日期", "政策包", "软件版本"),
        [
            (
                result.district,
                names[result.command],
                result.run.name,
                result.manifest["as_of"],
                result.manifest["policy"]["name"],
                result.manifest["tool"]["version"],
            )
            for result in table.results
        ],
    )
    return [excel(letter, TABLE, values, {"行": rows, "来源": sources})]


def _quota(table: "Rollup") -> str:
    figures = table.total.figures
    if figures["quota"] is None:
        return ""
    return f"应派{figures['quota']}人，已派{figures['dispatched']}人，缺口{figures['shortfall']}人。"


def _figures(line: "Line") -> tuple[Value, ...]:
    return tuple(
        Yuan(value) if key in _MONEY and value is not None else value
        for key, value in ((key, line.figures[key]) for key in FIELDS)
    )
