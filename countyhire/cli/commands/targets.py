"""countyhire targets"""

from typing import TYPE_CHECKING

from countyhire.cli.options import HERE, Folder, Year, command

if TYPE_CHECKING:
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome


@command
def targets(job: "Job", folder: Folder = HERE, year: Year = None) -> "Outcome":
    """强基工程的目标：要求多少、实际多少、还差多少、谁负责。

    目标在政策包里（strengthening-2020）；所用政策包没有目标的，只列多机构执业的医师。

    例：countyhire targets 某区2024 --year 2024
    """
    from countyhire.pipeline import targeting

    return targeting.targets(job, year)
