"""countyhire explain"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

What = Annotated[str, typer.Argument(metavar="什么", help="问题编码、人员编号或姓名，或 quota", show_default=False)]


@command
def explain(job: "Job", what: What, folder: Folder = HERE, year: Year = None) -> "Outcome":
    """说明一个问题、一个人或一个数是怎么来的。

    可以是问题编码，一个人的服务、义务和绩效，或全区任务。

    例：countyhire explain CH201

    例：countyhire explain H01-0001 示例区 --as-of 2026-08-15

    例：countyhire explain quota 示例区 --year 2026
    """
    from countyhire.pipeline import explaining

    return explaining.explain(job, what, year)
