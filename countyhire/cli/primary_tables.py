"""The primary institutions' own pay on the screen, from the view that `--json` prints."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, grouped, print_table
from countyhire.pipeline.outcome import Outcome

VERDICTS = {"below": "低于", "within": "符合", "above": "高于"}
NAMES = {"total": "基本总量", "overtime": "加班增核", "head": "负责人年薪", "practitioners": "全科增核"}


def primary(outcome: Outcome, view: Mapping[str, Any]) -> None:
    """The totals, then what lies outside its bounds, then how much is told apart."""
    units = view["institutions"]
    name = outcome.material.book.institution_name
    if not units:
        print(f"“基层机构核定”表里没有{outcome.year}年的数")
        return
    rows: Rows = [(one["code"], name(one["code"]), one["approved"], one["paid"], one["left"]) for one in units]
    print_table(
        f"{outcome.year}年基层机构绩效工资（元）",
        ("编码", "机构", "核定总量", "实发总量", "结余"),
        rows,
        right=(2, 3, 4),
    )
    if not view["ruled"]:
        print("所用政策包没有规定基层机构绩效工资水平，只核对核定数和实发数")
        return
    outside: Rows = [
        (
            name(one["code"]), NAMES[band["band"]], band["value"], band["low"], band["high"],
            VERDICTS[band["verdict"]],
        )
        for one in units
        for band in one["bands"]
        if band["verdict"] != "within"
    ]  # fmt: skip
    if outside:
        print_table("不在规定范围内", ("机构", "项目", "数", "下限", "上限", "结论"), outside, right=(2, 3, 4))
    judged = sum(len(one["bands"]) for one in units)
    print(f"核对水平 {judged} 项，不符合 {len(outside)} 项")
    for label, key in (("协议工资合计", "agreed"), ("签约服务报酬合计", "contracts")):
        print(f"{label} {grouped(_sum(units, key))}，不计入总量")


def _sum(units: Any, key: str) -> str:
    fen = sum(int(one[key].replace(".", "")) for one in units)
    return f"{fen // 100}.{fen % 100:02d}"
