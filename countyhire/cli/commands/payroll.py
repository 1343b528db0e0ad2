"""countyhire payroll"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, MonthText, Year, command, parse_month

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Settle = Annotated[bool, typer.Option("--settle", help="年度结算：全年应发减去各月已发")]


@command
def payroll(
    job: "Job", folder: Folder = HERE, year: Year = None, month: MonthText = None, settle: Settle = False
) -> "Outcome":
    """虚拟机构绩效工资：全年总量和分配，按月发放，年度结算。

    例：countyhire payroll 示例区 --year 2025

    例：countyhire payroll 示例区 --month 2026-03

    例：countyhire payroll 示例区 --year 2025 --settle
    """
    from countyhire.pipeline import payruns, yearly

    if month and (year or settle):
        raise typer.BadParameter("--month 不能与 --year、--settle 一起用")
    if month:
        return payruns.payroll_month(job, parse_month(month))
    return payruns.settle(job, year) if settle else yearly.payroll(job, year)
