"""The targets of the strengthening programme on the screen, from the view that `--json` prints."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, print_table, screen_width
from countyhire.cli.wrapping import wrapped
from countyhire.pipeline.outcome import Outcome


def targets(outcome: Outcome, view: Mapping[str, Any]) -> None:
    """Goal, actual and gap of each; then who answers for what is not reached."""
    rows: Rows = [
        (one["name"], one["goal_text"], one["actual_text"], one["gap_text"], one["verdict"]) for one in view["targets"]
    ]
    if rows:
        heads = ("目标", "要求", "实际", "差", "结论")
        print_table(f"{outcome.year}年基层队伍建设目标", heads, rows, right=(1, 2, 3))
    if view["tension"]:
        print("\n".join(wrapped(view["tension"], screen_width())))
    unmet: Rows = [
        (one["name"], one["verdict"], "、".join(one["owners"])) for one in view["targets"] if one["verdict"] != "达到"
    ]
    if unmet:
        print_table("未达到或未填报的，由谁负责", ("目标", "结论", "责任部门"), unmet)
    lists: Rows = [
        (one["name"], str(one["count"]), str(one["missing"]), one["subsidy"]) for one in view["lists"] if one["count"]
    ]
    if lists:
        print_table("名单", ("名单", "人（家）", "未落实", "补助（元）"), lists, right=(1, 2, 3))
    print(f"在基层机构多机构执业的上级医院医师 {len(view['multi_site'])} 人")
