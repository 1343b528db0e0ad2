"""countyhire simulate"""

from typing import TYPE_CHECKING, Annotated

import typer

from countyhire.cli.options import HERE, Folder, Start, Year, command, parse_day

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

Years = Annotated[
    int | None, typer.Option("--years", min=1, max=10, help="排几年，默认按方案，没有规定的排5年", metavar="年数")
]


@command
def simulate(
    job: "Job", folder: Folder = HERE, year: Year = None, start: Start = None, years: Years = None
) -> "Outcome":
    """多年派出计划：各年各专业的需求、到期必派、派出和缺口。

    每年按当年的调配办法排一批；不预测增减，前提逐条写在表上。

    例：countyhire simulate 示例区 --year 2026 --start 2026-09-01 --years 5
    """
    from countyhire.pipeline import planning

    return planning.simulate(job, year, parse_day(start) if start else None, years)
