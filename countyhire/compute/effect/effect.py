"""Every indicator of a year, theme by theme, with the tables that stand behind them."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.effect import faults
from countyhire.compute.effect.before_after import BeforeAfterFound, before_after
from countyhire.compute.effect.indicator import NOT_REPORTED, Indicator, Scope
from countyhire.compute.effect.monthly import Monthly, monthly
from countyhire.compute.effect.placed import Placed, placed
from countyhire.compute.effect.register import Register, register
from countyhire.compute.effect.satisfaction import Satisfaction, satisfaction
from countyhire.compute.effect.staff import Staff, staff
from countyhire.compute.effect.visits import Visits, visits
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Effect:
    """The indicators of a year up to `until`, as of `on`, in their order, and the tables by theme."""

    year: int
    on: date
    until: date
    over: bool
    indicators: tuple[Indicator, ...]
    placed: Placed
    staff: Staff
    visits: Visits
    monthly: Monthly
    compared: BeforeAfterFound
    register: Register
    satisfaction: Satisfaction
    findings: tuple[Finding, ...]

    def indicator(self, name: str) -> Indicator:
        """One by its id; KeyError where there is none."""
        for one in self.indicators:
            if one.id == name:
                return one
        raise KeyError(name)


def effect(book: Book, policy: Policy, year: int, on: date) -> Effect:
    """What came of the programme by the year's last day, or by `on` where the year is not over."""
    scope = Scope(book, policy, year, on)
    parts = (
        placed(scope), staff(scope), visits(scope), monthly(scope), before_after(scope), register(scope),
        satisfaction(scope),
    )  # fmt: skip
    indicators = tuple(one for part in parts for one in part.indicators)
    return Effect(year, on, scope.until, scope.over, indicators, *parts, findings=_findings(scope, indicators))


def _findings(scope: Scope, indicators: tuple[Indicator, ...]) -> tuple[Finding, ...]:
    """What was not filled in: one notice a workbook and sheet, with the indicators that wait for it."""
    waiting: dict[str, list[str]] = {}
    for one in indicators:
        if one.missing == NOT_REPORTED:
            sheet = one.source.partition("（")[0].partition(" ")[0]
            waiting.setdefault(sheet, []).append(one.name)
    return tuple(faults.not_reported(sheet, names, scope.year) for sheet, names in sorted(waiting.items()))
