"""A page of `explain` at the width of a terminal: no line is wider, nothing is lost."""

import re

import pytest
from rich.cells import cell_len

from countyhire.cli.explain_page import page_lines

VIEW = {
    "title": "H01-0001 安一（截至2026-08-15）",
    "lines": [
        {"depth": 0, "text": "服务经历：1段", "clause": "", "parameter": "", "file": "", "sheet": "", "cell": ""},
        {
            "depth": 1,
            "text": "F202408-001 县聘乡用 观音镇中心卫生院 2024-08-01至2025-07-31 期满 考核合格，服务 12个月",
            "clause": "B04",
            "parameter": "duty.months",
            "file": "服务台账.xlsx",
            "sheet": "服务",
            "cell": "I3",
        },
        {"depth": 2, "text": "55号文：计入", "clause": "B04", "parameter": "", "file": "", "sheet": "", "cell": ""},
    ],
}


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width: int) -> None:
    shown = list(page_lines(VIEW, width))
    assert max(cell_len(line) for line in shown) <= width
    whole = re.sub(r"\s", "", "".join(shown))
    for said in (
        "观音镇中心卫生院2024-08-01至2025-07-31期满考核合格，服务12个月",
        "政策值duty.months",
        "服务台账.xlsx[服务]!I3",
    ):
        assert said in whole
    assert whole.count("渝卫发〔2021〕55号三（一）") == 2


def test_a_source_stands_beside_its_step_where_it_fits() -> None:
    shown = list(page_lines(VIEW, 100))
    assert shown[-1] == "      55号文：计入  ← 渝卫发〔2021〕55号三（一）"
    assert shown[3].strip().startswith("← ")


def test_code_page_936_has_every_character_of_the_page() -> None:
    "\n".join(page_lines(VIEW, 80)).encode("gbk")
