"""countyhire verify"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Run = Annotated[Path, typer.Argument(metavar="运行文件夹", help="输出/ 下的一次运行", show_default=False)]
Folder = Annotated[
    Path, typer.Argument(metavar="[区县文件夹]", help="输入在哪里，默认运行文件夹的上两级", show_default=False)
]


Pack = Annotated[
    Path | None,
    typer.Option("--pack", help="相同的，另存证据包（只读 zip），供外部评估", metavar="文件", show_default=False),
]


@command
def verify(job: "Job", run: Run, folder: Folder = HERE, pack: Pack = None) -> "Outcome":
    """按清单重算一次运行，逐字节比较每个输入和输出，改动了什么就说什么。

    --pack 把一次运行连同它的输入、清单和校验值存成证据包，第三方解开就能重算出同样的数。

    例：countyhire verify 示例区/输出/quota-2026-001

    例：countyhire verify 示例区/输出/quota-2026-001 --pack 证据包.zip
    """
    from countyhire.pipeline import verifying

    return verifying.verify(job, run, pack)
