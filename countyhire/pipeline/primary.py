"""`countyhire primary`: what primary institutions may pay their own staff in a year, and what they paid."""

from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal

PRIMARY = ("institutions", "primary_totals")
BESIDE = (
    "people", "primary_staff", "primary_overtime", "home_pay", "regradings", "spells", "post_changes", "exemptions",
)  # fmt: skip


def primary(job: Job, year: int | None) -> Outcome:
    """The year's totals, bands, shares and lists; the virtual unit's workbooks are not asked for."""
    from countyhire.compute.pay.primary import primary as compute
    from countyhire.reports.primary import primary_documents
    from countyhire.reports.primary_view import primary_view

    material = gather(job, PRIMARY, BESIDE)
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("primary", material, year)
    result = compute(material.book, material.policy, year, job.on)
    return finish(
        "primary",
        material,
        year,
        str(year),
        {"year": year},
        result,
        primary_view(result),
        lambda _: primary_documents(result, letterhead(material, year), material.book),
    )
