"""带教与培训 on the screen, from the view that `--json` prints."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, print_table
from countyhire.pipeline.outcome import Outcome

MOST = 15


def train(outcome: Outcome, view: Mapping[str, Any]) -> None:
    """The pairs by receiver, the skills gained, then the counts."""
    name = outcome.material.book.institution_name
    keys = ("pairs", "learners", "independent", "learning")
    rows: Rows = [(name(one["code"]), *(str(one[key]) for key in keys)) for one in view["receivers"]]
    print_table(
        f"{outcome.year}年结对与出师（至 {view['until']}）", ("接收机构", "结对", "学员", "当年出师", "未出师"), rows,
        right=range(1, 5),
    )  # fmt: skip
    skills: Rows = [
        (name(one["institution"]), one["skill"], str(len(one["persons"])), one["first"])
        for one in view["skills"][:MOST]
    ]
    if skills:
        print_table("掌握的技能", ("机构", "技能", "人数", "首人出师"), skills, right=(2,))
        if len(view["skills"]) > MOST:
            print(f"…… 另有 {len(view['skills']) - MOST} 项，见带教与培训表")
    if view["exchange"] is not None:
        unequal: Rows = [
            (name(one["hospital"]), name(one["institution"]), str(len(one["learners"])), str(len(one["dispatched"])),
             str(one["balance"]))
            for one in view["exchange"]
            if one["balance"]
        ]  # fmt: skip
        if unequal:
            print_table("不等额的交换", ("医院", "基层机构", "学习", "派出", "差"), unequal[:MOST], right=(2, 3, 4))
        print(f"医院与基层机构 {len(view['exchange'])} 对，不等额 {len(unequal)} 对")
    print(
        f"满 {view['months']} 个月没有出师 {len(view['without_result'])} 对，在服务没有结对 {len(view['unpaired'])} 人"
    )
    print(f"结对 {len(view['pairs'])} 对，当年出师 {len(view['independent'])} 人")
