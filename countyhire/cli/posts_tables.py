"""Establishment and posts on the screen, from the view that `--json` prints."""

from collections.abc import Callable, Mapping
from typing import Any

from countyhire.cli.screen import Rows, print_table
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]


def posts(outcome: Outcome, view: View) -> None:
    """Posts and the three factors of each institution; then the changes, the pool and what is out of line."""
    name = outcome.material.book.institution_name
    rows: Rows = [
        (
            name(one["code"]), _number(one["approved"]), _number(one["in_post"]), _number(one["vacancies"]),
            _number(one["population"]), _number(one["visits"]), _number(one["unmet"]),
        )
        for one in view["institutions"]
    ]  # fmt: skip
    print_table(
        f"{outcome.year}年编制和三项因素",
        ("机构", "编制", "在编", "空编", "人口", "门急诊", "未满足"),
        rows,
        right=(1, 2, 3, 4, 5, 6),
    )
    counted = [one["change"] for one in view["changes"] if one["standing"] == "counted"]
    waiting = [one for one in view["changes"] if one["standing"] == "pending"]
    whole = f"{sum(counted):+d}" if sum(counted) else "0"
    told = f"已批准的调整 {len(counted)} 笔合计 {whole} 名，已计入" if counted else "没有已批准、要计入的调整"
    print(f"{told}；未批准的 {len(waiting)} 笔，不计入")
    if pool := view["pool"]:
        kept = "" if pool["kept_empty"] is None else f"；原先须空 {pool['kept_empty']} 名"
        parts = f"总编制 {pool['total']}－在编 {pool['in_post']}－应急备用 {pool['reserve']}"
        print(f"编制池 {pool['pool']} 名＝{parts}{kept}")
    over: Rows = [
        (name(one["code"]), LEVELS[one["level"]], str(one["posts"]), str(one["used"]))
        for one in view["levels"]
        if one["over"]
    ]
    if over:
        print_table("已聘超过岗位", ("机构", "层级", "岗位", "已聘"), over, right=(2, 3))
    seniors: Rows = [
        (name(one["code"]), str(one["posts"]), str(one["cap"]), str(one["target"]), _number(one["used"]))
        for one in view["seniors"]
    ]
    if seniors:
        print_table("高级岗位比例", ("机构", "高级岗位", "上限", "目标", "已聘"), seniors, right=(1, 2, 3, 4))
    print_comparisons(view, name)
    waiting_people = view["people_without_posts"]
    told = "没有人员花名册或岗位数，有人无岗未核对" if waiting_people is None else f"有人无岗 {len(waiting_people)} 人"
    print(f"{told}；建议增减数由本单位填，见“编制调整建议表.xlsx”")


def print_comparisons(view: View, name: Callable[[str], str]) -> None:
    """What is beyond its cap or differs, and how many of primary institutions' staff lack what M01 and M08 ask."""
    out: Rows = [
        (name(one["code"]) if one["code"] else "全区", one["left_name"], str(one["left"]), one["right_name"],
         str(one["right"]))
        for one in view["comparisons"]
        if one["verdict"] in ("beyond", "differs")
    ]  # fmt: skip
    if out:
        print_table("名额和编制核对不上的", ("机构", "项目", "数", "对照", "数"), out, right=(2, 4))
    if view["relations"]:
        print(f"人事关系、年金有缺项的 {len(view['relations'])} 人，见“编制调整建议表.xlsx”")


LEVELS = {"senior": "高级", "intermediate": "中级"}


def _number(value: int | None) -> str:
    return "未填报" if value is None else f"{value:,}"
