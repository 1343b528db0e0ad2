"""`countyhire explain`: a finding code, a person, an institution, quota, pay or pools, to clause and cell (G11)."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from countyhire.model.amount import Amount
from countyhire.model.finding import Fault
from countyhire.model.institutions import Institution
from countyhire.model.pay import POOLS
from countyhire.model.period import Month
from countyhire.pipeline import explaining_money as money
from countyhire.pipeline.material import DUTY, MORE, PAYROLL, QUOTA, Job, Material, Missing, gather
from countyhire.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from countyhire.compute.trace import Line

QUOTA_WORDS = ("quota", "任务", "选派任务")


@dataclass(frozen=True)
class Page:
    """What `explain` prints: a title and lines, each with its depth, text, cell and clause."""

    title: str
    lines: tuple[dict[str, Any], ...]


class Unknown(Missing):
    """Nothing of that name: exit 3, with what is near."""


def every_fault() -> tuple[Fault, ...]:
    """All kinds of findings there are, by code."""
    from countyhire.compute.allocation.gap import FAULTS as allocation
    from countyhire.compute.assess_faults import FAULTS as assessment
    from countyhire.compute.effect.faults import FAULTS as effect
    from countyhire.compute.funds_faults import FAULTS as funds
    from countyhire.compute.pay.faults import FAULTS as pay
    from countyhire.compute.quota_faults import FAULTS as quota
    from countyhire.compute.targets_faults import FAULTS as targets
    from countyhire.reports.outgoing import FAULTS as printing
    from countyhire.rules.registry import FAULTS as rules
    from countyhire.sheets.faults import FAULTS as reading

    every = (*reading, *rules, *pay, *funds, *assessment, *quota, *effect, *targets, *allocation, *printing)
    return tuple(sorted(every, key=lambda fault: fault.code))


def explain(job: Job, what: str, year: int | None, month: Month | None = None) -> Outcome:
    """The page for a code, for the quota, the pay or the pools, for a person by 人员编号 or 姓名, or an institution."""
    faults = {fault.code: fault for fault in every_fault()}
    if what.upper() in faults:
        return _fault_outcome(job, faults[what.upper()])
    if what.upper().startswith("CH") and what[2:].isdigit():
        near = difflib.get_close_matches(what.upper(), sorted(faults), n=3, cutoff=0.6)
        raise Unknown(f"没有问题编码 {what.upper()}" + (f"，相近的有 {'、'.join(near)}" if near else ""))
    if what in QUOTA_WORDS:
        return _quota_outcome(job, year)
    if what in money.POOL_WORDS:
        return _money_outcome(job, money.of_year(job, year), "年度绩效工资", money.DISTRICT)
    if what in money.FUND_WORDS:
        return _money_outcome(job, money.of_pools(job, year), "年度资金池", money.DISTRICT, *POOLS)
    if what in money.PRIMARY_WORDS:
        made = money.of_primary(job, year)
        codes = [unit.institution for unit in made.result.units] if made.result else []
        return _money_outcome(job, made, "年度基层机构绩效", money.DISTRICT, *codes)
    return _person_outcome(job, what, year or (month.year if month else None), month)


def _money_outcome(job: Job, made: Outcome, title: str, *subjects: str) -> Outcome:
    """The figures of some subjects of a command that wrote nothing; where it was refused, its findings."""
    if made.result is None:
        return replace(made, command="explain")
    found = money.lines_of(made.result, *subjects)
    page = Page(f"{made.material.district.name}{made.year}{title}", tuple(_step(line) for line in found))
    return _outcome(replace(made.material, job=job), made.year, page, {"subjects": list(subjects)})


def _institution_outcome(job: Job, institution: Institution, year: int | None) -> Outcome:
    """An institution's headcount deduction and excess pay, what the pools gave and got, its subsidy, its own pay."""
    made, missing = [], []
    for part in (money.of_year, money.of_pools, money.of_primary):
        try:
            made.append(part(job, year))
        except Missing as without:  # a district without 资金池台账, or without a virtual unit
            missing.append(without)
    if not made:
        raise missing[0]
    if made[0].result is None:
        return replace(made[0], command="explain")
    lines = [_step(line) for one in made for line in money.lines_of(one.result, institution.code)]
    page = Page(f"{institution.code} {institution.name}（{made[0].year}年度）", tuple(lines))
    return _outcome(replace(made[0].material, job=job), made[0].year, page, {"institution": institution.code})


def _fault_outcome(job: Job, fault: Fault) -> Outcome:
    from countyhire.district import load_district
    from countyhire.model.book import Book
    from countyhire.policy.clauses import cite

    lines = (
        ("为什么", fault.why),
        ("怎么改", fault.remedy),
        ("依据", cite(fault.clause)),
        ("例外", "可在例外清单登记：理由、批准人、批准文号、有效期" if fault.exempt else "不适用例外"),
    )
    page = Page(
        f"{fault.code} {fault.name}（{fault.severity.label}）{fault.summary}",
        tuple(_line(0, f"{label}：{text}") for label, text in lines),
    )
    material = Material(job, load_district(job.folder), Book(), (), ())
    return _outcome(material, None, page, {"code": fault.code, "name": fault.name, "severity": fault.severity.value})


def _quota_outcome(job: Job, year: int | None) -> Outcome:
    from countyhire.compute.quota import quota

    material = gather(job, QUOTA, MORE["quota"])
    year = year or material.district.year or job.on.year
    if material.refused:
        return Outcome("explain", material, year, findings=material.findings, exit_code=1)
    result = quota(material.book, material.policy, year, job.on)
    amounts = (
        result.new_hires_amount, result.quota_amount, result.dispatched_amount, result.shortfall_amount,
        *(hospital.amount for hospital in result.hospitals),
    )  # fmt: skip
    page = Page(f"{material.district.name}{year}年度选派任务", tuple(_traced(amounts)))
    return _outcome(material, year, page, {"quota": result.quota})


def _person_outcome(job: Job, what: str, year: int | None, month: Month | None) -> Outcome:
    """One person's service, duty and gate, and the pay of the year where the workbooks for it are there."""
    from countyhire.compute.explain_person import explain_service

    material = gather(job, DUTY, (*MORE["duty"], *PAYROLL, *MORE["payroll"]))
    year = year or material.district.year or job.on.year
    if (place := _institution(material, what)) is not None:
        return _institution_outcome(job, place, year)
    person = _find_person(material, what)
    if material.refused:
        return Outcome("explain", material, year, findings=material.findings, exit_code=1)
    steps = explain_service(material.book, material.policy, person, job.on)
    lines = [*(_step(step) for step in steps), *_pay_lines(material, person.code, year, month)]
    page = Page(f"{person.code} {person.name}（截至{job.on}）", tuple(lines))
    return _outcome(material, year, page, {"person": person.code})


def _institution(material: Material, what: str) -> Institution | None:
    named = [place for place in material.book.institutions if what in (place.code, place.name)]
    return named[0] if len(named) == 1 else None


def _find_person(material: Material, what: str) -> Any:
    book = material.book
    if (found := book.person(what)) is not None:
        return found
    named = [person for person in book.people if person.name == what]
    if len(named) == 1:
        return named[0]
    if named:
        codes = "、".join(f"{person.code}（{book.institution_name(person.institution)}）" for person in named)
        raise Unknown(f"有 {len(named)} 个“{what}”，请用人员编号：{codes}")
    names = sorted({person.name for person in book.people} | {person.code for person in book.people})
    near = difflib.get_close_matches(what, names, n=3, cutoff=0.5)
    raise Unknown(f"花名册里没有“{what}”" + (f"，相近的有 {'、'.join(near)}" if near else ""))


def _pay_lines(material: Material, person: str, year: int, month: Month | None) -> Iterator[dict[str, Any]]:
    from countyhire.compute.pay.explain import explain_person
    from countyhire.compute.payroll import payroll

    parts: list[money.Part] = []
    if material.book.has(*PAYROLL):
        steps = explain_person(payroll(material.book, material.policy, year, material.job.on), person)
        parts = [(f"{year}年度绩效工资（税前）", steps)] if steps else []
        parts += money.of_person(material, person, year, month)
    if not month:
        parts += money.of_staff(material, person, year)
    for title, found in parts:
        yield _line(0, title)
        for step in found:
            yield _step(step, 1)


def _traced(amounts: tuple[Amount, ...]) -> Iterator[dict[str, Any]]:
    from countyhire.compute.trace import lines

    for amount in amounts:
        for line in lines(amount):
            yield _step(line)


def _step(step: "Line", deeper: int = 0) -> dict[str, Any]:
    from countyhire.reports.machine import step_view

    return step_view(replace(step, depth=step.depth + deeper))


def _line(depth: int, text: str) -> dict[str, Any]:
    from countyhire.compute.trace import Line

    return _step(Line(depth, text))


def _outcome(material: Material, year: int | None, page: Page, more: dict[str, Any]) -> Outcome:
    view = {**more, "title": page.title, "lines": list(page.lines)}
    return Outcome("explain", material, year, page, view)
