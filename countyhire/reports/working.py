"""计算过程: every figure of a document, step by step, down to the clause, the pack value and the input cell."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from countyhire.compute.trace import DEEPEST, lines
from countyhire.policy.clauses import cite
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, excel

if TYPE_CHECKING:
    from countyhire.compute.trace import Line
    from countyhire.model.amount import Amount

ALL = 1_000_000
INDENT = "　"


def working(
    letter: Letterhead,
    title: str,
    figures: Iterable["Amount"],
    clause: str,
    name: str = "",
    deepest: int = DEEPEST,
) -> Document:
    """The steps of some figures, one line each down to the depth `deepest`, as a workbook of a name of its own."""
    rows = [
        (number, line.depth, INDENT * line.depth + line.text, _basis(line), str(line.cell) if line.cell else "")
        for number, line in enumerate((line for figure in figures for line in lines(figure, ALL, deepest)), 1)
    ]
    return excel(
        letter,
        "计算过程",
        {"标题": title, "依据": cite(clause)},
        {"步": Rows(("行号", "层次", "步骤", "依据", "来源"), rows)},
        name,
    )


def _basis(line: "Line") -> str:
    return "；".join(part for part in (cite(line.clause), f"参数 {line.parameter}" if line.parameter else "") if part)
