"""计算过程: every figure of a document, step by step, down to the clause, the pack value and the input cell."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from countyhire.compute.trace import DEEPEST, lines
from countyhire.policy.clauses import cite
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, excel
from countyhire.reports.values import Value

if TYPE_CHECKING:
    from countyhire.compute.trace import Line
    from countyhire.model.amount import Amount

ALL = 1_000_000
INDENT = "　"
IN_A_FILE = 100_000  # rows; a sheet holds 1,048,576, and a small computer opens fewer


def working(
    letter: Letterhead,
    title: str,
    figures: Iterable["Amount"],
    clause: str,
    name: str = "计算过程",
    deepest: int = DEEPEST,
    most: int = ALL,
) -> list[Document]:
    """The steps of some figures, one line each down to the depth `deepest`, as a workbook of a name of its own.

    Of a sum of more than `most` parts the first ones stand for all.

    Very many lines make several workbooks, each figure whole in one of them, the numbers of the rows going on.
    """
    documents: list[Document] = []
    for rows, more in _volumes(figures, deepest, most):
        whole = not more and not documents
        values: dict[str, Value] = {"标题": title, "依据": cite(clause)}
        lists = {"步": Rows(("行号", "层次", "步骤", "依据", "来源"), rows)}
        called = name if whole else f"{name}-{len(documents) + 1:02d}"
        documents.append(excel(letter, "计算过程", values, lists, called))
    return documents


def _volumes(figures: Iterable["Amount"], deepest: int, most: int) -> Iterator[tuple[list[tuple[Value, ...]], bool]]:
    """The rows of each workbook, and whether another one follows."""
    rows: list[tuple[Value, ...]] = []
    numbers = count(1)
    for figure in figures:
        steps = lines(figure, most, deepest)
        if rows and len(rows) + len(steps) > IN_A_FILE:
            yield rows, True
            rows = []
        rows += [
            (next(numbers), step.depth, INDENT * step.depth + step.text, _basis(step), str(step.cell or ""))
            for step in steps
        ]
    yield rows, False


def _basis(line: "Line") -> str:
    return "；".join(part for part in (cite(line.clause), f"参数 {line.parameter}" if line.parameter else "") if part)
