"""countyhire village"""

from typing import TYPE_CHECKING

import typer

from countyhire.cli.options import HERE, Folder, MonthText, Year, command, parse_month

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def village(job: "Job", folder: Folder = HERE, year: Year = None, month: MonthText = None) -> "Outcome":
    """乡聘村用：村医待遇按聘用机构发放，续签、保险、覆盖名单。

    合同期内的月份按整月计；名单按计算日期。

    例：countyhire village 示例区 --month 2026-08

    例：countyhire village 示例区 --year 2026
    """
    from countyhire.pipeline import villages

    if month and year:
        raise typer.BadParameter("--month 不能与 --year 一起用")
    return villages.village(job, year, parse_month(month) if month else None)
