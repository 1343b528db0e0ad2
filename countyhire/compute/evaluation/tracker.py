"""The reform task of each year since the scheme began: one row a year (G08, I01)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.evaluation.facts import Facts
from countyhire.compute.quota import quota

DONE, RUNNING, UNDONE, NOTHING = "已完成", "进行中", "未完成", "当年没有招聘"


@dataclass(frozen=True, slots=True)
class TaskYear:
    """The floor of a year and how it stands on the day; `baseline` is the year in which the pack came into force."""

    year: int
    baseline: bool
    new_hires: int
    required: int
    done: int
    status: str

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.done, self.required) if self.required else None


def tracker(facts: Facts) -> tuple[TaskYear, ...] | str:
    """From the baseline year, the pack's first, to the year of the report; or why there is none."""
    if isinstance(facts.quota, str):
        return facts.quota
    first = facts.policy.in_force_from.year
    return tuple(_year(facts, year, first) for year in range(min(first, facts.year), facts.year + 1))


def _year(facts: Facts, year: int, first: int) -> TaskYear:
    result = facts.quota
    if isinstance(result, str) or year != facts.year:
        result = quota(facts.book, facts.policy, year, facts.on)
    if not result.new_hires:
        status = NOTHING
    elif not result.shortfall:
        status = DONE
    else:
        status = RUNNING if facts.on <= date(year, 12, 31) else UNDONE
    return TaskYear(year, year == first, result.new_hires, result.quota, result.dispatched, status)
