"""`countyhire targets`: how far the targets of the strengthening programme are met (L01–L09, P25, P30)."""

from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal

TARGETS = ("institutions", "people")
BESIDE = (
    "village_doctors",
    "yearly_visits",
    "ratings",
    "abilities",
    "feature_departments",
    "courses",
    "supports",
    "exemptions",
)


def targets(job: Job, year: int | None) -> Outcome:
    """The scorecard of a year; under a pack without targets a notice, and no document."""
    from countyhire.compute.targets import targets as compute
    from countyhire.reports.targets import targets_documents, targets_view

    material = gather(job, TARGETS, BESIDE)
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("targets", material, year)
    result = compute(material.book, material.policy, year, job.on)
    return finish(
        "targets",
        material,
        year,
        str(year),
        {"year": year},
        result,
        targets_view(result),
        lambda _: targets_documents(result, letterhead(material, year)),
        result.findings,
    )
