"""countyhire certify"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Ended = Annotated[
    int | None, typer.Option("--year", help="只列在这一年结束的服务，默认不分年度", metavar="年", show_default=False)
]


@command
def certify(job: "Job", folder: Folder = HERE, year: Ended = None) -> "Outcome":
    """期满：返回名单、经历证明、副高申报核查、优先名单。

    例：countyhire certify 示例区 --as-of 2026-08-15
    """
    from countyhire.pipeline import yearly

    return yearly.certify(job, year)
