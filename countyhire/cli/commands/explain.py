"""countyhire explain"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, MonthText, Year, command, parse_month

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

What = Annotated[
    str,
    typer.Argument(metavar="什么", help="问题编码、人员、机构，或 quota、payroll、fund、primary", show_default=False),
]


@command
def explain(job: "Job", what: What, folder: Folder = HERE, year: Year = None, month: MonthText = None) -> "Outcome":
    """说明一个问题、一个人或一个数是怎么来的。

    可以是问题编码，一个人的服务、义务和绩效，一个机构的扣减和补助，或全区的任务、绩效、资金池。

    加 --month 看一个人一个月的发放。

    例：countyhire explain CH201

    例：countyhire explain H01-0001 示例区 --as-of 2026-08-15

    例：countyhire explain H01-0001 示例区 --month 2025-03 --as-of 2026-08-15

    例：countyhire explain quota 示例区 --year 2026

    例：countyhire explain payroll 示例区 --year 2025 --as-of 2026-08-15

    例：countyhire explain fund 示例区 --year 2025 --as-of 2026-08-15
    """
    from countyhire.pipeline import explaining

    return explaining.explain(job, what, year, parse_month(month) if month else None)
