"""The year's page on the screen: the figures of each section, or why there is none."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from countyhire.cli.screen import Rows, print_table
from countyhire.model.money import fixed_text
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]


def report(outcome: Outcome, view: View) -> None:
    if "month" in view:
        _packets(outcome, view)
        return
    rows: Rows = [
        (
            section["title"],
            section["missing"] or "，".join(f"{label} {text}" for label, text in section["figures"].items()),
        )
        for section in view["sections"]
        if section["missing"] or section["figures"]
    ]
    print_table(f"{outcome.year}年度一页（※ 为小于{view['least']}人等不显示的数）", ("部分", "主要数字"), rows)
    told: Rows = [
        (row["name"], *(_number(row[part]) for part in ("numerator", "denominator")), _value(row))
        for row in view["evaluation"]["indicators"]
    ]
    print_table("市级评估指标（没有填报的不作0计）", ("指标", "分子", "分母", "数值"), told, right=(1, 2, 3))


def _number(part: int | str | None) -> str:
    return "" if part is None else str(part)


def _value(row: View) -> str:
    if row["value"] is None:
        return str(row["missing"]).partition("：")[0].partition("；")[0]
    return f"{fixed_text(Fraction(row['value']) * 100, 2)}%" if row["kind"] == "share" else str(row["value"])


def _packets(outcome: Outcome, view: View) -> None:
    """A line for each receiver's packet of the month."""
    name = outcome.material.book.institution_name
    rows: Rows = [
        (
            row["institution"],
            name(row["institution"]),
            str(len(row["people"])),
            str(row["scored"]),
            str(len(row["due"])),
        )
        for row in view["receivers"]
    ]
    print_table(f"{view['month']}月度管理包", ("编码", "接收单位", "人数", "已考核", "待办"), rows, right=(2, 3, 4))
