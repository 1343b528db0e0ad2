"""countyhire check"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Places = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[文件夹或工作簿…]", help="区县文件夹，或一个、几个工作簿", show_default=False),
]


@command
def check(job: "Job", places: Places = None) -> "Outcome":
    """核对工作簿：一次列出全部问题，写出问题清单和批注过的副本。

    例：countyhire check 示例区

    例：countyhire check 人员花名册.xlsx 需求申报表.xlsx
    """
    from dataclasses import replace

    from countyhire.cli.dropped import dropped
    from countyhire.pipeline import yearly

    chosen = dropped() or places or [HERE]
    if len(chosen) == 1 and not chosen[0].is_file():
        return yearly.check(replace(job, folder=chosen[0]))
    return yearly.check(replace(job, folder=chosen[0].parent), chosen)
