"""`countyhire report --month`: the month's management packet of each receiver (55号 四（二）; G10)."""

from countyhire.model.period import Month
from countyhire.pipeline.assessing import ASSESS, BESIDE
from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal


def packets(job: Job, month: Month) -> Outcome:
    """A folder for each receiver with people in the month."""
    from countyhire.compute.packets import packets as compute
    from countyhire.reports.packets import packets_documents, packets_view

    material = gather(job, ASSESS, BESIDE)
    if material.refused:
        return refusal("report", material, month.year)
    result = compute(material.book, material.policy, month, material.findings)
    return finish(
        "report",
        material,
        month.year,
        str(month),
        {"month": str(month)},
        result,
        {"month": str(month), **packets_view(result)},
        lambda _: packets_documents(result, letterhead(material, month.year), material.book),
    )
