"""countyhire quota"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def quota(job: "Job", folder: Folder = HERE, year: Year = None) -> "Outcome":
    """当年应派多少人：新招医师的80%，各单位分摊、实派和缺口。

    例：countyhire quota 示例区 --year 2026
    """
    from countyhire.pipeline import yearly

    return yearly.quota(job, year)
