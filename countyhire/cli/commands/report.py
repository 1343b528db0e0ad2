"""countyhire report"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Least = Annotated[
    int, typer.Option("--least", min=1, help="公开时小于这个数的人数不显示；1 为全部显示", metavar="人数")
]


@command
def report(job: "Job", folder: Folder = HERE, year: Year = None, least: Least = 3) -> "Outcome":
    """全年一页和市级评估材料。

    全年一页是可以脱机打开、打印、公开的网页：任务、义务、调配、绩效、资金池、三项机制和检查发现都在上面。
    市级评估材料逐项列出指标的分子、分母、数据来源和依据，没有填报的写明未填报。

    例：countyhire report 示例区 --year 2026
    """
    from countyhire.pipeline import reporting

    return reporting.report(job, year, least)
