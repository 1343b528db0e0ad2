"""The year's page on the screen: the figures of each section, or why there is none."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, print_table
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]


def report(outcome: Outcome, view: View) -> None:
    rows: Rows = [
        (
            section["title"],
            section["missing"] or "，".join(f"{label} {text}" for label, text in section["figures"].items()),
        )
        for section in view["sections"]
    ]
    print_table(f"{outcome.year}年度一页（※ 为小于{view['least']}人等不显示的数）", ("部分", "主要数字"), rows)
