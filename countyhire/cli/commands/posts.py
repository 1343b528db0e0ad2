"""countyhire posts"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def posts(job: "Job", folder: Folder = HERE, year: Year = None) -> "Outcome":
    """编制与岗位：空编、岗位，三项因素并列的编制调整建议。

    批准的调整才作数，草稿和已上报的另列；文件没有给公式，增减多少由本单位填。

    例：countyhire posts 示例区 --year 2026
    """
    from countyhire.pipeline import posts

    return posts.posts(job, year)
