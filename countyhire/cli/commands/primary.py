"""countyhire primary"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def primary(job: "Job", folder: Folder = HERE, year: Year = None) -> "Outcome":
    """基层机构自己的绩效工资：核定和实发，水平、负责人、全科、加班。

    与虚拟机构的绩效无关；政策包没有规定水平的，只核对核定数和实发数。

    例：countyhire primary 示例区 --year 2025
    """
    from countyhire.pipeline import primary as own

    return own.primary(job, year)
