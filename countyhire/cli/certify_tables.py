"""What came of the terms that are over, as tables on the screen, from the view that `--json` prints."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, print_table
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]
_ROWS = 30


def certify(outcome: Outcome, view: View) -> None:
    """The numbers first, then who cannot return and who must serve before applying for 副高."""
    gates = view["gates"]
    counts = {
        "可以返回": view["returns"],
        "不能返回": view["not_released"],
        "出具证明": view["certificates"],
        "不予出具": view["no_certificate"],
        "副高核查": gates,
        "其中满足": [row for row in gates if row["passes"]],
        "边远优先": view["priority"],
        "特设岗位": view["special_posts"],
        "满三十年": view["veterans"],
    }
    numbers: Rows = [tuple(str(len(rows)) for rows in counts.values())]
    print_table("期满之后", tuple(counts), numbers, right=range(len(counts)))
    book = outcome.material.book
    staying: Rows = [
        (row["person"], book.person_name(row["person"]), book.institution_name(row["receiver"]), row["reason"])
        for row in view["not_released"]
    ]
    _first("已到期、不能返回的人员", ("编号", "姓名", "接收机构", "原因"), staying, "期满返回名单")
    stays: Rows = [
        (row["person"], book.person_name(row["person"]), row["state"], "、".join(row["missing"]))
        for row in view["stays"]
    ]
    _first("愿意留任的人员", ("编号", "姓名", "调动", "尚缺"), stays, "期满返回名单")
    soon = sorted((row for row in gates if row["latest_start"]), key=lambda row: (row["latest_start"], row["person"]))
    going: Rows = [
        (row["latest_start"], row["person"], book.person_name(row["person"]), str(row["application_year"]))
        for row in soon
    ]
    _first("申报副高前须先派出的人员", ("最迟开始", "编号", "姓名", "申报年度"), going, "副高申报核查表")


def _first(title: str, heads: tuple[str, ...], rows: Rows, where: str) -> None:
    if rows:
        print_table(title, heads, rows[:_ROWS])
    if len(rows) > _ROWS:
        print(f"…… 另有 {len(rows) - _ROWS} 人，见{where}")
