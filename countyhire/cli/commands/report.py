"""countyhire report"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, MonthText, Year, command, parse_month

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Least = Annotated[
    int, typer.Option("--least", min=1, help="公开时小于这个数的人数不显示；1 为全部显示", metavar="人数")
]


@command
def report(
    job: "Job", folder: Folder = HERE, year: Year = None, month: MonthText = None, least: Least = 3
) -> "Outcome":
    """全年一页和市级评估材料。

    全年一页是可以脱机打开、打印、公开的网页：任务、义务、调配、绩效、资金池、三项机制和检查发现都在上面。
    市级评估材料逐项列出指标的分子、分母、数据来源和依据，没有填报的写明未填报。

    另有部门待办清单、派驻人员名单和各接收单位张贴的专家简介。

    --month 给每个接收单位一个月度管理包：在管人员、待填的考核表、考勤考核和到期事项。

    例：countyhire report 示例区 --year 2026

    例：countyhire report 示例区 --month 2026-07
    """
    from countyhire.pipeline import packets, reporting

    if month and year:
        raise typer.BadParameter("--month 不能与 --year 一起用")
    if month:
        return packets.packets(job, parse_month(month))
    return reporting.report(job, year, least)
