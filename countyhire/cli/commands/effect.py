"""countyhire effect"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Least = Annotated[
    int, typer.Option("--least", min=1, help="年报用的一页里小于这个数的人数不列；1 为全部列出", metavar="人数")
]


@command
def effect(job: "Job", folder: Folder = HERE, year: Year = None, least: Least = 3) -> "Outcome":
    """工作成效：派出、诊疗、技术等指标，各有分子、分母、来源。

    没有统计的写“未填报”，不写零；还有月、季、年比较和改革前后对比。

    例：countyhire effect 示例区 --year 2025
    """
    from countyhire.pipeline import effects

    return effects.effect(job, year, least)
