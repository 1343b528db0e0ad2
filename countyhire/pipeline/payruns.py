"""`payroll --month` and `payroll --settle`: what is paid now, given what the earlier runs of the folder paid."""

import json
from datetime import date
from typing import Any

from countyhire.compute.pay.history import PaidRun
from countyhire.model.period import Month, Period
from countyhire.pipeline.material import MORE, PAYROLL, Job, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal
from countyhire.pipeline.paid import RECORD, Past, past
from countyhire.run import RunProblem


def payroll_month(job: Job, month: Month, before: Past | None = None) -> Outcome:
    """The pay of a month and what corrections of closed months add. `before` is given where a run is repeated."""
    from countyhire.compute.pay.home import home_statement
    from countyhire.compute.pay.month import payroll_month as compute
    from countyhire.reports.pay_month import month_documents
    from countyhire.reports.pay_views import month_view

    material = gather(job, PAYROLL, MORE["payroll"])
    if material.refused:
        return refusal("payroll", material, month.year)
    known = before or past(job.output_folder)
    result = compute(material.book, material.policy, month, job.on, known.runs)
    if material.stopped_by(result.findings):
        return refusal("payroll", material, month.year, result.findings)
    letter = letterhead(material, month.year)
    return finish(
        "payroll",
        material,
        month.year,
        str(month),
        {"month": str(month), "history": [list(one) for one in known.seen]},
        result,
        month_view(result),
        lambda _: [
            *month_documents(
                result, home_statement(material.book, material.policy, month.period, job.on), letter, material.book
            ),
            _kept(result.paid_run(str(month))),
        ],
        result.findings,
        _unchanged(job, known, before),
    )


def settle(job: Job, year: int | None, before: Past | None = None) -> Outcome:
    """The year's settlement: what each is entitled to less what the months paid."""
    from countyhire.compute.pay.home import home_statement
    from countyhire.compute.pay.settlement import settle as compute
    from countyhire.reports.pay_home import home_documents
    from countyhire.reports.pay_settlement import settlement_documents
    from countyhire.reports.pay_views import settlement_view

    material = gather(job, PAYROLL, MORE["payroll"])
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("payroll", material, year)
    known = before or past(job.output_folder)
    result = compute(material.book, material.policy, year, job.on, known.runs)
    if material.stopped_by(result.findings):
        return refusal("payroll", material, year, result.findings)
    letter = letterhead(material, year)
    return finish(
        "payroll",
        material,
        year,
        str(year),
        {"year": year, "settle": True, "history": [list(one) for one in known.seen]},
        result,
        settlement_view(result),
        lambda _: [
            *settlement_documents(result, letter, material.book),
            *home_documents(
                home_statement(material.book, material.policy, whole_year(year), job.on),
                letter,
                material.book,
                f"{year}年度",
            ),
            _kept(result.paid_run(str(year))),
        ],
        result.findings,
        _unchanged(job, known, before),
    )


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _kept(run: PaidRun) -> Any:
    from countyhire.reports.documents import Document

    return Document(RECORD, json.dumps(run.as_data(), ensure_ascii=False, indent=1).encode())


def _unchanged(job: Job, known: Past, before: Past | None) -> Any:
    """What to ask once nobody else can write: two runs at the same moment must not both pay."""

    def ask() -> None:
        if past(job.output_folder).seen != known.seen:
            raise RunProblem("另一次发放刚刚写出，本次没有写出任何文件；请重新运行")

    return ask if before is None else None
