"""The indicators on the screen, theme by theme."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, grouped, print_table
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]


def effect(outcome: Outcome, view: View) -> None:
    """Name, result, and what it was divided of; then how many are not known."""
    indicators = view["indicators"]
    for theme in dict.fromkeys(one["theme"] for one in indicators):
        rows: Rows = [(one["name"], one["text"], _made_of(one)) for one in indicators if one["theme"] == theme]
        print_table(f"{theme}（截至{view['until']}）", ("指标", "结果", "分子÷分母"), rows, right=(1,))
    waiting = [one for one in indicators if one["state"] == "not_reported"]
    print(f"共 {len(indicators)} 项指标，{len(waiting)} 项未填报；来源、依据和各张表见“成效指标表.xlsx”")


def _made_of(one: View) -> str:
    if one["denominator"] is None or one["unit"] == "百分点":
        return ""
    return f"{_number(one['numerator'])}÷{_number(one['denominator'])}"


def _number(value: str | int | None) -> str:
    if value is None:
        return "未填报"
    return f"{value:,}" if isinstance(value, int) else grouped(value)
