"""countyhire assess"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, command, parse_month
from countyhire.cli.words import ChineseCommand, ChineseGroup

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

app = typer.Typer(cls=ChineseGroup, no_args_is_help=True, help="月度考核：给各接收机构发出考核表，收回并汇总。")

Needed = Annotated[str, typer.Option("--month", help="月份，如 2026-03", metavar="月", show_default=False)]
Returned = Annotated[
    Path | None,
    typer.Option("--from", help="交回的考核表在哪个文件夹，默认“考核回收”", metavar="文件夹", show_default=False),
]


@app.command("forms", cls=ChineseCommand)
@command
def forms(job: "Job", month: Needed, folder: Folder = HERE) -> "Outcome":
    """给每个接收机构一份考核表：当月在那里的人员、所用方案的各项和满分。

    例：countyhire assess forms 示例区 --month 2026-07
    """
    from countyhire.pipeline import assessing

    return assessing.forms(job, parse_month(month))


@app.command("collect", cls=ChineseCommand)
@command
def collect(job: "Job", month: Needed, folder: Folder = HERE, returned: Returned = None) -> "Outcome":
    """收回考核表：没交的、填错的、超过满分的、疑似虚挂的都列出，合成月度考核表和汇总、公示表。

    例：countyhire assess collect 示例区 --month 2026-07
    """
    from countyhire.pipeline import assessing

    return assessing.collect(job, parse_month(month), returned)
