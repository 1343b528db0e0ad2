"""countyhire allocate"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Start, Year, command, parse_day

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Seed = Annotated[str, typer.Option("--seed", help="抽签种子，默认按区县和年度", metavar="文字", show_default=False)]
Keep = Annotated[
    Path | None,
    typer.Option("--keep", help="年中调整：原来的调配方案、服务台账（拟派）或运行文件夹", metavar="原分配"),
]
Way = Annotated[
    int, typer.Option("--keep-option", min=1, max=3, help="1 尽量不动 2 先满足需求 3 各级目标优先", metavar="1|2|3")
]


@command
def allocate(
    job: "Job",
    folder: Folder = HERE,
    year: Year = None,
    start: Start = None,
    seed: Seed = "",
    keep: Keep = None,
    keep_option: Way = 1,
) -> "Outcome":
    """把人员配到需求：按公布的目标顺序逐级求最优，逐人说明理由。

    有人年中不能继续的，用 --keep 给出原分配，三种调整办法各动多少人一并列出。
    用 --set 试算的，与不改时的差别逐人列出。

    例：countyhire allocate 示例区 --year 2026 --start 2026-09-01
    """
    from countyhire.pipeline import yearly

    return yearly.allocate(job, year, parse_day(start) if start else None, seed, keep, keep_option)
