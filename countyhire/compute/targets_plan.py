"""Five years' milestones, by a straight line and by growth, with what was reached (L02, L03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute import targets_people as who
from countyhire.model.amount import Amount, Op
from countyhire.model.book import Book
from countyhire.model.money import half_up
from countyhire.model.people import Person
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Milestone:
    """The end of one year. `line` is what the straight line to the staff target asks of all primary staff, `growth`
    what the yearly growth asks of the technical staff; `staff` and `technical` are those on the strength, None for a
    day that has not come. `line` is None where the target is not known.
    """

    year: int
    line: Amount | None
    staff: int | None
    growth: Amount
    technical: int | None


def milestones(
    book: Book, policy: Policy, people: Sequence[Person], first: int, on: date, goal: Amount | None
) -> tuple[Milestone, ...]:
    """One row a year of the programme, from those on the strength at the end of the year before it."""
    begin = date(first - 1, 12, 31)
    years = policy.whole("targets.years", on)
    rate = policy.amount("targets.growth", on)
    base = who.on_strength(people, begin)
    doctors = len(who.village_doctors(book, who.on_strength(people, on)))  # the list has no years: the same in all
    staff = Amount("工程开始时基层卫生人员", len(base) + doctors, "人", Op.COUNT, words=f"截至{begin}", clause="L02")
    technical = Amount(
        "工程开始时基层医务人员", len(who.technical(base)), "人", Op.COUNT, words=f"截至{begin}", clause="L03"
    )
    found = []
    for number in range(1, years + 1):
        end = date(first + number - 1, 12, 31)
        now = who.on_strength(people, end) if end <= on else None
        found.append(
            Milestone(
                end.year,
                None if goal is None else _line(staff, goal, number, years),
                None if now is None else len(now) + doctors,
                grown(technical, rate, number),
                None if now is None else len(who.technical(now)),
            )
        )
    return tuple(found)


def _line(base: Amount, goal: Amount, number: int, years: int) -> Amount:
    """base + (goal − base) × number ÷ years, to a whole person."""
    value = Fraction(base.value) + (Fraction(goal.value) - base.value) * Fraction(number, years)
    words = f"起点＋（目标－起点）×{number}÷{years}，四舍五入到人"
    return Amount(f"第{number}年直线目标", half_up(value), "人", Op.COUNT, (base, goal), words, "L02")


def grown(base: Amount, rate: Amount, years: int) -> Amount:
    """base × (1 + rate) ^ years, to a whole person: 1,000 after five years of 5 % are 1,276 (L03)."""
    value = Fraction(base.value) * (1 + Fraction(rate.value)) ** years
    words = f"起点×（1＋{rate.shown}）的{years}次方，四舍五入到人"
    return Amount(f"第{years}年增长目标", half_up(value), "人", Op.COUNT, (base, rate), words, "L03")
