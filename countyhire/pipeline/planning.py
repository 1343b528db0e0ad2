"""`countyhire simulate`: some years ahead by specialty (H59, J05)."""

from datetime import date

from countyhire.district import FAST_ENGINE
from countyhire.pipeline.material import ALLOCATE, MORE, Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal


def simulate(job: Job, year: int | None, start: date | None, years: int | None) -> Outcome:
    """`years` batches from `start`, by default as many as the pack's plan has, else five. Exit 6 as for allocate."""
    from countyhire.compute.allocation import OPTIMAL
    from countyhire.compute.allocation.flow import installed
    from countyhire.compute.simulate import YEARS
    from countyhire.compute.simulate import simulate as compute
    from countyhire.reports.simulate import plan_documents, plan_view

    material = gather(job, ALLOCATE, MORE["allocate"])
    district = material.district
    year = year or district.year or (start or job.on).year
    if material.refused:
        return refusal("simulate", material, year)
    first = start or job.on
    count = years or material.policy.optional_whole("plan.years", first) or YEARS
    job.say(f"正在逐年求解{count}批")
    plan = compute(
        material.book, material.policy, year, first, count, job.on,
        seed=district.lottery_seed or f"{district.name}{year}", pins=district.pins, forbidden=district.forbidden,
        fast=district.engine == FAST_ENGINE and installed(),
    )  # fmt: skip
    view = plan_view(plan)
    if plan.first.status != OPTIMAL:
        return Outcome("simulate", material, year, plan, view, material.findings, None, 6)
    if len(plan.years) < count:
        job.say(plan.assumptions[-1])
    asked = {"year": year, "start": first.isoformat(), "years": count}
    return finish(
        "simulate", material, year, str(year), asked, plan, view,
        lambda _: plan_documents(plan, letterhead(material, year), material.book),
    )  # fmt: skip
