"""`countyhire posts`: establishment and posts of the district, and the advice on them (55号 三（二）)."""

from countyhire.pipeline.material import Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal

POSTS = ("institutions", "establishments")
BESIDE = ("establishment_changes", "people", "demands", "spells", "activities", "exemptions")


def posts(job: Job, year: int | None) -> Outcome:
    """The three factors of every institution beside its posts; what is approved counts, what is not stands apart."""
    from countyhire.compute.posts import posts as compute
    from countyhire.reports.posts import posts_documents
    from countyhire.reports.posts_view import posts_view

    material = gather(job, POSTS, BESIDE)
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("posts", material, year)
    result = compute(material.book, material.policy, year, job.on)
    return finish(
        "posts",
        material,
        year,
        str(year),
        {"year": year},
        result,
        posts_view(result),
        lambda _: posts_documents(result, letterhead(material, year)),
    )
