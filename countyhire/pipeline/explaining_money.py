"""Every figure of pay and of the pools for `explain`: of a person, an institution, a pool or the whole district.

What `payroll`, `fund` and `primary` would compute on the day is computed, nothing is written, and the figures of
the subject are told step by step.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from countyhire.compute.figures import by_subject, steps
from countyhire.compute.trace import Line
from countyhire.model.period import Month, Period
from countyhire.pipeline import funding, payruns, primary, yearly
from countyhire.pipeline.material import Job, Material, Missing
from countyhire.pipeline.outcome import Outcome
from countyhire.pipeline.paid import Past, past

POOL_WORDS = ("payroll", "总量", "绩效", "绩效总量")
FUND_WORDS = ("fund", "资金池")
PRIMARY_WORDS = ("primary", "基层绩效")
DISTRICT = ""
Part = tuple[str, tuple[Line, ...]]  # a title and the steps under it


def of_year(job: Job, year: int | None) -> Outcome:
    """The virtual unit's year; its figures are those of DISTRICT, of institutions and of persons."""
    return yearly.payroll(_quietly(job), year)


def of_pools(job: Job, year: int | None) -> Outcome:
    """Both pools, the cover of the pay and the subsidy."""
    return funding.fund(_quietly(job), year)


def of_primary(job: Job, year: int | None) -> Outcome:
    """The primary institutions' own pay."""
    return primary.primary(_quietly(job), year)


def lines_of(result: object, *subjects: str) -> tuple[Line, ...]:
    """The steps of every figure of some subjects."""
    found = by_subject(result)
    return tuple(line for subject in subjects for line in steps(found.get(subject, ())))


def of_person(
    material: Material, person: str, year: int, month: Month | None
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Titles and steps of what `payroll` and `fund` say of a person beside the year's pay.

    That is the month asked for, as after the months before it, or the settlement of what was paid by months; then
    what the home unit pays, and what the pools bear.
    """
    from countyhire.compute.pay.home import home_statement

    job = material.job
    runs: list[tuple[str, Callable[[], object]]] = []
    period = month.period if month else Period(date(year, 1, 1), date(year, 12, 31))
    if month:
        earlier = Past(tuple(run for run in past(job.output_folder).runs if run.month and run.month < month))
        runs.append((f"{month}绩效工资（税前）", lambda: payruns.payroll_month(_quietly(job), month, earlier).result))
    elif any(run.year == year for run in past(job.output_folder).runs):
        runs.append((f"{year}年度结算（税前）", lambda: payruns.settle(_quietly(job), year).result))
    name = f"{month or f'{year}年度'}原单位发放和乡镇工作补贴"
    runs.append((name, lambda: home_statement(material.book, material.policy, period, job.on)))
    if not month:
        runs.append((f"{year}年度资金池列支", lambda: of_pools(job, year).result))
    for title, run in runs:
        try:
            result = run()
        except Missing:  # a workbook that only this part needs
            continue
        if found := lines_of(_without_payroll(result), person):
            yield title, found


def of_staff(material: Material, person: str, year: int) -> Iterator[Part]:
    """What `primary` says of one of a primary institution's staff: a leader's bounds, what is told apart."""
    try:
        result = of_primary(material.job, year).result
    except Missing:  # a district that does not keep these sheets
        return
    if found := lines_of(result, person):
        yield f"{year}年度基层机构绩效", found


def _without_payroll(result: object) -> object:
    """A settlement without the year's pay, which stands on the page already."""
    from countyhire.compute.pay.settlement import Settlement

    return (result.rows, result.stakes) if isinstance(result, Settlement) else result


def _quietly(job: Job) -> Job:
    return replace(job, dry_run=True, say=lambda _: None)
