"""The sections of the year's page in their order, each from its result or with the reason why there is none."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.reports.year.allocation import allocation_section
from countyhire.reports.year.duty import duty_section
from countyhire.reports.year.findings import findings_section
from countyhire.reports.year.fund import fund_section
from countyhire.reports.year.parts import Section
from countyhire.reports.year.payroll import payroll_section
from countyhire.reports.year.quota import quota_section

if TYPE_CHECKING:
    from countyhire.compute.duty import Duty
    from countyhire.compute.funds import Fund
    from countyhire.compute.payroll import Payroll
    from countyhire.compute.quota import Quota

Ran = tuple[str, Mapping[str, Any]]
"""An earlier run: its name and the result that it wrote."""


def sections_of(
    quota: "Quota | str",
    duty: "Duty | str",
    allocation: Ran | str,
    payroll: "Payroll | str",
    fund: "Fund | str",
    findings: Sequence[Finding],
    book: Book,
    least: int,
) -> tuple[Section, ...]:
    """Every section; a text in the place of a result is the sentence that says why there is none."""
    return (
        _absent("quota", "选派任务", quota) if isinstance(quota, str) else quota_section(quota, least),
        _absent("duty", "基层服务义务", duty) if isinstance(duty, str) else duty_section(duty, least),
        _absent("allocation", "人员调配", allocation)
        if isinstance(allocation, str)
        else allocation_section(*allocation, book, least),
        _absent("payroll", "绩效工资", payroll) if isinstance(payroll, str) else payroll_section(payroll, least),
        _absent("fund", "双资金池", fund) if isinstance(fund, str) else fund_section(fund),
        findings_section(findings, book, least),
    )


def _absent(name: str, title: str, sentence: str) -> Section:
    return Section(name, title, missing=sentence)
