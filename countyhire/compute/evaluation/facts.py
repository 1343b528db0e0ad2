"""What the evaluation is made of: the book, and what the commands of the year came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from countyhire.compute.evaluation.measure import COUNT, NOT_APPLICABLE, NOT_COMPUTED, NOT_REPORTED, SHARE, Measure
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.policy.parameter import Policy

if TYPE_CHECKING:
    from countyhire.compute.duty import Duty
    from countyhire.compute.funds import Fund
    from countyhire.compute.payroll import Payroll
    from countyhire.compute.quota import Quota

PLACES: Mapping[str, str] = {
    "institutions": "机构名录/机构",
    "people": "人员花名册/花名册",
    "demands": "需求申报表/需求",
    "spells": "服务台账/服务",
    "scores": "月度考核表/月度考核",
    "scheme_items": "月度考核表/考核方案",
    "home_pay": "原单位工资表/工资",
    "basic_standards": "绩效标准/岗位基础绩效",
    "county_units": "绩效标准/区县级医疗机构",
    "fund_entries": "资金池台账/收支",
    "establishments": "编制台账/编制",
    "village_clinics": "村卫生室/村卫生室",
    "village_doctors": "村卫生室/乡村医生",
}
"""Where each part of the book is filled in: workbook and sheet."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The year up to `until`, its last day or `on`. A text in a result's place says why there is none.

    `allocation` is the name and the result of the year's last run of allocate; `faulty` are the workbooks with
    errors, of which nothing is counted.
    """

    book: Book
    policy: Policy
    year: int
    on: date
    quota: "Quota | str"
    duty: "Duty | str"
    payroll: "Payroll | str"
    fund: "Fund | str"
    allocation: tuple[str, Mapping[str, Any]] | str
    findings: Sequence[Finding]
    faulty: frozenset[str] = frozenset()

    @property
    def until(self) -> date:
        return max(min(self.on, date(self.year, 12, 31)), date(self.year, 1, 1))

    def absent(self, *names: str) -> str:
        """What keeps figures of these sheets from being known: a sheet not read or without a row; else empty."""
        empty = [PLACES[name] for name in names if not getattr(self.book, name)]
        return f"{NOT_REPORTED}：{'、'.join(empty)}" if empty else ""


def source(*names: str) -> str:
    """Workbook and sheet of some parts of the book."""
    return "、".join(PLACES[name] for name in names)


def said(missing: str) -> str:
    """A reason that begins with what it comes to: 未填报, 不适用, or else 未计算."""
    if not missing or missing.startswith((NOT_REPORTED, NOT_APPLICABLE, NOT_COMPUTED)):
        return missing
    return f"{NOT_REPORTED if missing.startswith('没有读到') else NOT_COMPUTED}：{missing}"


@dataclass(frozen=True, slots=True)
class About:
    """What an indicator is, whatever its figures: its parts of the book are `reads`."""

    key: str
    group: str
    name: str
    clause: str
    reads: tuple[str, ...]
    top_name: str
    bottom_name: str = ""
    unit: str = "人"

    def count(self, top: int | None, missing: str = "", kind: str = COUNT) -> Measure:
        """A plain count; with a reason in its place where it is not known."""
        known, missing = None if missing else top, said(missing)
        return Measure(
            self.key, self.group, self.name, self.clause, source(*self.reads), kind, self.unit, self.top_name, known,
            missing=missing or (NOT_REPORTED if top is None else ""),
        )  # fmt: skip

    def share(self, top: int | None, bottom: int | None, missing: str = "") -> Measure:
        """One count over another; both unknown where there is a reason."""
        unknown = bool(missing) or top is None or bottom is None
        return Measure(
            self.key, self.group, self.name, self.clause, source(*self.reads), SHARE, self.unit,
            self.top_name, None if unknown else top, self.bottom_name, None if unknown else bottom,
            said(missing) or (NOT_REPORTED if unknown else ""),
        )  # fmt: skip
