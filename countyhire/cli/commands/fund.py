"""countyhire fund"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def fund(job: "Job", folder: Folder = HERE, year: Year = None) -> "Outcome":
    """双资金池：余额、用途、预算、三方筹资，覆盖多少绩效。

    还说明按现在的进度哪个月用完。

    例：countyhire fund 示例区 --year 2025
    """
    from countyhire.pipeline import funding

    return funding.fund(job, year)
