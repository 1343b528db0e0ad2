"""The section 三项机制: what stands for each, or that nothing was reported (A08, I03)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from countyhire.policy.clauses import cite
from countyhire.reports.year.parts import Section, Table, source

if TYPE_CHECKING:
    from countyhire.compute.evaluation.mechanisms import Line


def mechanisms_section(lines: "Sequence[Line]") -> Section:
    """One table of both documents' mechanisms; no line counts people."""
    clauses = tuple(dict.fromkeys(line.clause for line in lines))
    told = {line.mechanism for line in lines if line.text}
    names = dict.fromkeys(line.mechanism for line in lines)
    return Section(
        "mechanisms",
        "三项机制",
        f"各项机制在台账上的情况，{len(told)}项有填报"
        + (
            f"；没有填报的是{'、'.join(name for name in names if name not in told)}。"
            if len(told) < len(names)
            else "。"
        ),
        tables=(
            Table(
                "三项机制",
                ("要求", "机制", "内容", "情况"),
                tuple((cite(line.clause), line.mechanism, line.what, line.told) for line in lines),
                numbers=4,
            ),
        ),
        source=source(*clauses),
    )
