"""`countyhire train`: pairs, skills, pairs without result and equal exchange of a year (H34, H53, H54, J14)."""

from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal

TRAIN = ("mentoring",)
BESIDE = ("institutions", "people", "village_doctors", "spells", "studies", "exemptions")


def train(job: Job, year: int | None, months: int) -> Outcome:
    """The year up to the day; a pair without result is listed after `months` months."""
    from countyhire.compute.train import train as compute
    from countyhire.reports.train import train_documents, train_view

    material = gather(job, TRAIN, BESIDE)
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("train", material, year)
    result = compute(material.book, material.policy, year, job.on, months)
    return finish(
        "train",
        material,
        year,
        str(year),
        {"year": year, "months": months},
        result,
        train_view(result),
        lambda _: train_documents(result, letterhead(material, year), material.book),
    )
