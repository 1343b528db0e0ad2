"""countyhire rollup"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

City = Annotated[Path, typer.Argument(metavar="全市文件夹", help="里面每个子文件夹是一个区县", show_default=False)]


@command
def rollup(job: "Job", folder: City, year: Year = None) -> "Outcome":
    """把各区县当年的结果加总成全市汇总表。

    取各区县最近一次运行；政策包或软件版本不一致的不汇总。

    例：countyhire rollup 某市2026 --year 2026
    """
    from countyhire.pipeline import rollup as adding

    return adding.rollup(job, year)
