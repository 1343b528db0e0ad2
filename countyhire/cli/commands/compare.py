"""countyhire compare"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Old = Annotated[Path, typer.Argument(metavar="手工表", help="原来手工做的工资表", show_default=False)]
New = Annotated[Path, typer.Argument(metavar="本软件的表", help="分配表，或一次运行的文件夹", show_default=False)]


@command
def compare(job: "Job", old: Old, new: New) -> "Outcome":
    """手工做的工资表与本软件的表逐人比较：每一分差额是什么原因。

    例：countyhire compare 去年手工表.xlsx 示例区/输出/最新/payroll
    """
    from dataclasses import replace

    from countyhire.pipeline import comparing

    return comparing.compare(replace(job, folder=old.parent), old, new)
