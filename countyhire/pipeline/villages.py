"""`countyhire village`: the pay of village doctors for a month or a year, and the lists of the day (乡聘村用)."""

from countyhire.model.period import Month
from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal

VILLAGE = ("village_clinics", "village_doctors")
BESIDE = ("institutions", "establishments", "subsidy_rates", "exemptions")


def village(job: Job, year: int | None, month: Month | None) -> Outcome:
    """One month, or the twelve months of a year."""
    from countyhire.compute.village import village as compute
    from countyhire.reports.village import village_documents, village_view

    material = gather(job, VILLAGE, BESIDE)
    year = month.year if month else year or material.district.year or job.on.year
    if material.refused:
        return refusal("village", material, year)
    months = (month,) if month else tuple(Month(year, number) for number in range(1, 13))
    result = compute(material.book, material.policy, months, job.on)
    return finish(
        "village",
        material,
        year,
        str(month or year),
        {"year": year, "month": str(month) if month else ""},
        result,
        village_view(result),
        lambda _: village_documents(result, letterhead(material, year), material.book),
    )
