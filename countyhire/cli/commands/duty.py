"""countyhire duty"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def duty(job: "Job", folder: Folder = HERE) -> "Outcome":
    """基层服务义务台账：谁应在什么时候之前去，已服务多久，还差多久。

    例：countyhire duty 示例区 --as-of 2026-08-15
    """
    from countyhire.pipeline import yearly

    return yearly.duty(job)
