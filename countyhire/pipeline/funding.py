"""`countyhire fund`: both pools of a year, and how much of the year's pay they bear (55号 三（三）)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from countyhire.model.finding import Finding
from countyhire.pipeline.material import MORE, PAYROLL, Job, Material, Missing, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal
from countyhire.pipeline.paid import Past, past

if TYPE_CHECKING:
    from countyhire.compute.funds import Fund
    from countyhire.compute.funds_cover import Cover

FUND = ("fund_entries",)
BESIDE = ("institutions", "people", "spells", "budgets", "exemptions")


def fund(job: Job, year: int | None, before: Past | None = None) -> Outcome:
    """Balances, uses, budget and cover. Without what the pay needs, the cover is left out with a notice.

    `before` is given where a run is repeated: what had been paid by then.
    """
    from countyhire.compute.funds import fund as compute
    from countyhire.compute.funds_cover import postings
    from countyhire.compute.funds_subsidy import subsidy as subsidise
    from countyhire.reports.funds import fund_documents
    from countyhire.reports.funds_view import fund_view

    material = gather(job, FUND, BESIDE)
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("fund", material, year)
    book, policy = material.book, material.policy
    result = compute(book, policy, year, job.on)
    paid, cover, findings = _cover(job, result)
    if paid:
        material = _both(material, paid)
    known = before or past(job.output_folder)
    posted = postings(book, result, known.runs)
    subsidy = subsidise(paid.book if paid else book, policy, year, job.on)
    more = (*result.findings, *findings, *(subsidy.findings if subsidy else ()))
    return finish(
        "fund",
        material,
        year,
        str(year),
        {"year": year, "history": [list(one) for one in known.seen]},
        (result, cover, posted, subsidy),
        fund_view(result, cover, posted, subsidy),
        lambda _: fund_documents(result, cover, posted, subsidy, letterhead(material, year), book),
        more,
    )


def _cover(job: Job, result: "Fund") -> "tuple[Material | None, Cover | None, tuple[Finding, ...]]":
    """What was read for the year's pay, if it is sound, and its cover; or the notice that says why there is none."""
    from countyhire.compute import funds_faults
    from countyhire.compute.funds import SHEET
    from countyhire.compute.funds_cover import cover
    from countyhire.compute.payroll import payroll

    def without(reason: str, read: "Material | None" = None) -> "tuple[Material | None, None, tuple[Finding, ...]]":
        return read, None, (funds_faults.COVER_UNKNOWN.at(SHEET, f"{result.year}年绩效没有计算：{reason}"),)

    try:
        material = gather(replace(job, say=lambda _: None, strict=False), (*PAYROLL, *FUND), MORE["payroll"])
    except Missing as missing:
        return without(missing.sentence.partition("；")[0])
    if material.refused:
        return without("工作簿有错误，见 countyhire check")
    pay = payroll(material.book, material.policy, result.year, job.on)
    if pay.refused:
        return without("考核或标准不全，见 countyhire payroll", material)
    found = cover(material.book, result, pay)
    return material, found, found.findings


def _both(material: Material, paid: Material) -> Material:
    """What was read for the pools and for the pay, each file once."""
    inputs = tuple(sorted({*material.inputs, *paid.inputs}))
    facts = {fact["name"]: fact for fact in (*material.facts, *paid.facts)}
    return replace(material, inputs=inputs, facts=tuple(facts[name] for name in sorted(facts)))
