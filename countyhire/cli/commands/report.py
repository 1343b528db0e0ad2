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
    """全年一页：一个可以脱机打开、打印、公开的网页。

    任务、义务、调配、绩效、资金池和检查发现都在上面。

    例：countyhire report 示例区 --year 2026
    """
    from countyhire.pipeline import reporting

    return reporting.report(job, year, least)
