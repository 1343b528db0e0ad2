"""The sections of the year's page in their order, each from its result or with the reason why there is none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from countyhire.reports.year.allocation import allocation_section
from countyhire.reports.year.duty import duty_section
from countyhire.reports.year.findings import findings_section
from countyhire.reports.year.fund import fund_section
from countyhire.reports.year.mechanisms import mechanisms_section
from countyhire.reports.year.parts import Section
from countyhire.reports.year.payroll import payroll_section
from countyhire.reports.year.quota import quota_section

if TYPE_CHECKING:
    from countyhire.compute.evaluation.facts import Facts
    from countyhire.compute.evaluation.mechanisms import Line


def sections_of(facts: "Facts", lines: "Sequence[Line]", least: int) -> tuple[Section, ...]:
    """Every section; a text in the place of a result is the sentence that says why there is none."""
    quota, duty, allocation = facts.quota, facts.duty, facts.allocation
    payroll, fund = facts.payroll, facts.fund
    return (
        _absent("quota", "选派任务", quota) if isinstance(quota, str) else quota_section(quota, least),
        _absent("duty", "基层服务义务", duty) if isinstance(duty, str) else duty_section(duty, least),
        _absent("allocation", "人员调配", allocation)
        if isinstance(allocation, str)
        else allocation_section(*allocation, facts.book, least),
        _absent("payroll", "绩效工资", payroll) if isinstance(payroll, str) else payroll_section(payroll, least),
        _absent("fund", "双资金池", fund) if isinstance(fund, str) else fund_section(fund),
        findings_section(facts.findings, facts.book, least),
        mechanisms_section(lines),
    )


def _absent(name: str, title: str, sentence: str) -> Section:
    return Section(name, title, missing=sentence)
