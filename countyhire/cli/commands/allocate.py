"""countyhire allocate"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Start, Year, command, parse_day

if TYPE_CHECKING:
    from countyhire.pipeline import Job, Outcome

Seed = Annotated[str, typer.Option("--seed", help="抽签种子，默认按区县和年度", metavar="文字", show_default=False)]


@command
def allocate(job: "Job", folder: Folder = HERE, year: Year = None, start: Start = None, seed: Seed = "") -> "Outcome":
    """把人员配到需求：按公布的目标顺序逐级求最优，逐人说明理由。

    例：countyhire allocate 示例区 --year 2026 --start 2026-09-01
    """
    from countyhire import pipeline

    return pipeline.allocate(job, year, parse_day(start) if start else None, seed)
