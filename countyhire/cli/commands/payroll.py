"""countyhire payroll"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline import Job, Outcome


@command
def payroll(job: "Job", folder: Folder = HERE, year: Year = None) -> "Outcome":
    """虚拟机构绩效工资：总量、分配、单位平均人数扣减。

    例：countyhire payroll 示例区 --year 2025
    """
    from countyhire import pipeline

    return pipeline.payroll(job, year)
