"""countyhire train"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Months = Annotated[int, typer.Option("--months", help="带教满几个月还没有出师的列出", metavar="月数", min=1, max=120)]


@command
def train(job: "Job", folder: Folder = HERE, year: Year = None, months: Months = 6) -> "Outcome":
    """带教与培训：结对和出师，掌握的技能，没有出师的，等额交换。

    等额交换只在政策包有规定时列出。

    例：countyhire train 示例区 --year 2026
    """
    from countyhire.pipeline import training

    return training.train(job, year, months)
