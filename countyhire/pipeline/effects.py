"""`countyhire effect`: what came of the programme in a year, indicator by indicator (H, I, K)."""

from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal

EFFECT = ("institutions", "spells")
BESIDE = (
    "people", "activities", "yearly_visits", "comparisons", "techniques", "feature_departments", "trainings", "ratings",
    "savings", "surveys", "departures", "mentoring", "scores", "fund_entries", "exemptions",
)  # fmt: skip


def effect(job: Job, year: int | None, least: int) -> Outcome:
    """The indicators of a year. What was not filled in is said to be so; it never stops the others.

    On the page for the annual report, counts of people from 1 to below `least` are held back.
    """
    from countyhire.compute.effect import effect as compute
    from countyhire.reports.effect import effect_documents, effect_view

    material = gather(job, EFFECT, BESIDE)
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("effect", material, year)
    result = compute(material.book, material.policy, year, job.on)
    return finish(
        "effect",
        material,
        year,
        str(year),
        {"year": year, "least": least},
        result,
        effect_view(result),
        lambda _: effect_documents(result, letterhead(material, year), least),
        result.findings,
    )
