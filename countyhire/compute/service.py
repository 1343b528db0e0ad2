"""What somebody's service amounts to (55号 三（一）; B04, B09, H14, H15, I02, Q9, Q10, Q12).

Spells that touch or overlap are one stretch; a stretch is whole calendar months from its first day and
the days left over; stretches add. Two tests are kept apart and never merged: what 55号 credits, and
the wider cumulative test of national law.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS, Institution
from countyhire.model.money import ceil_div
from countyhire.model.people import Leave
from countyhire.model.period import ONE_DAY, Length, Period, add_months, length, merge
from countyhire.model.service import COUNTY_HIRED, PLANNED, SERVING, Spell
from countyhire.policy.parameter import Policy

BELOW_COUNTY = (*PRIMARY_KINDS, "社区卫生服务站", "村卫生室")
PAIRED_SUPPORT = "对口支援"
DAYS_IN_YEAR = 365


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The pack's answers to how service is counted, fetched once for a whole ledger."""

    months: int
    days_in_month: int
    by_days: bool
    continuous: bool
    credited: frozenset[str]
    national: frozenset[str]
    passing: frozenset[str]
    leave_limit: int | None
    leave_kinds: frozenset[str]

    @property
    def days(self) -> int:
        """The term in days, where the pack counts days: 365 for twelve months."""
        return ceil_div(self.months * DAYS_IN_YEAR, 12)

    @property
    def cumulative(self) -> "Reckoning":
        """The same with stretches added up whatever the pack says of 55号: national law says 累计 (H14)."""
        return replace(self, continuous=False) if self.continuous else self

    def for_months(self, months: int) -> "Reckoning":
        """The same for another term in calendar months."""
        return replace(self, months=months, by_days=False)


def reckoning(policy: Policy, on: date) -> Reckoning:
    """The pack values in force on a day (Q9, Q10, Q12, Q14)."""
    return Reckoning(
        months=policy.whole("duty.months", on),
        days_in_month=policy.whole("duty.days_in_month", on),
        by_days=policy.text("duty.year_rule", on) == "days",
        continuous=policy.text("duty.accumulate", on) == "continuous",
        credited=frozenset(policy.texts("experience.credited", on)),
        national=frozenset(policy.texts("experience.kinds", on)),
        passing=frozenset(policy.texts("assess.pass", on)),
        leave_limit=policy.whole("duty.leave_extend_days", on) if policy.flag("duty.leave_extends", on) else None,
        leave_kinds=frozenset(policy.texts("duty.leave_kinds", on)),
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Spells that touch or overlap, as one run of days; `lost` days of long leave do not count (Q9)."""

    period: Period
    spells: tuple[Spell, ...]
    lost: int = 0

    @property
    def counted(self) -> Period | None:
        """The run less the days lost to leave, taken off its end; None where nothing is left."""
        if not self.lost:
            return self.period
        last = self.period.last - self.lost * ONE_DAY
        return Period(self.period.first, last) if last >= self.period.first else None


def spell_order(spell: Spell) -> tuple[date, date, str]:
    """By first day, last day, code: the same whatever the order of the rows."""
    return (spell.start or date.max, spell.end or date.max, spell.code)


def stretches(spells: Iterable[Spell], on: date, since: date = date.min) -> tuple[Stretch, ...]:
    """Spells up to a day as runs of days, in order; with `since`, only the days from then on."""
    found: list[tuple[Period, Spell]] = []
    for spell in sorted(spells, key=spell_order):
        period = spell.period(on)
        if period and period.first < since:
            period = Period(since, period.last) if since <= period.last else None
        if period:
            found.append((period, spell))
    if len(found) < 2:
        return tuple(Stretch(period, (spell,)) for period, spell in found)
    return tuple(
        Stretch(run, tuple(spell for period, spell in found if period.first in run))
        for run in merge(period for period, _ in found)
    )


def joined(spells: Iterable[Spell], on: date, gap_days: int) -> tuple[Stretch, ...]:
    """Runs of days with gaps of up to `gap_days` bridged; the days of a bridged gap are lost (Q10, F02)."""
    result: list[Stretch] = []
    for run in stretches(spells, on):
        gap = (run.period.first - result[-1].period.last).days - 1 if result else 0
        if result and gap <= gap_days:
            before = result.pop()
            run = Stretch(Period(before.period.first, run.period.last), before.spells + run.spells, before.lost + gap)
        result.append(run)
    return tuple(result)


def without_long_leave(runs: Iterable[Stretch], leaves: Iterable[Leave], rule: Reckoning) -> tuple[Stretch, ...]:
    """Runs with the leave days above the pack's limit marked as lost; unchanged where the pack sets none (Q9)."""
    if rule.leave_limit is None:
        return tuple(runs)
    runs = tuple(runs)
    until = max((run.period.last for run in runs), default=date.min)
    away = merge(
        Period(leave.start, last)
        for leave in leaves
        if leave.kind in rule.leave_kinds and leave.start and (last := leave.end or until) >= leave.start
    )
    result = []
    for run in runs:
        days = sum(part.days for period in away if (part := run.period.overlap(period)))
        result.append(Stretch(run.period, run.spells, max(0, days - rule.leave_limit)))
    return tuple(result)


def added(lengths: Collection[Length], days_in_month: int) -> Length:
    """Lengths of separate stretches added up (B04).

    Where two or more leave days over, `days_in_month` of those days make a month; a single stretch is
    never rounded up, so that 11 months 30 days stays less than a year.
    """
    total = sum(lengths, Length())
    return total.carried(days_in_month) if sum(1 for part in lengths if part.days) > 1 else total


def total_length(periods: Iterable[Period], rule: Reckoning) -> Length:
    """Separate periods added up, or the longest of them where the pack asks for continuous service (Q10)."""
    lengths = [length(period) for period in periods]
    if rule.continuous:
        return max(lengths, default=Length())
    return added(lengths, rule.days_in_month)


def total_days(periods: Iterable[Period], rule: Reckoning) -> int:
    """The same in days."""
    days = [period.days for period in periods]
    return max(days, default=0) if rule.continuous else sum(days)


@dataclass(frozen=True, slots=True)
class Counted:
    """Stretches and what they come to, in months and in days."""

    stretches: tuple[Stretch, ...]
    length: Length
    days: int

    def complete(self, rule: Reckoning) -> bool:
        """Whether it reaches the term by the pack's own way of counting a year."""
        return self.days >= rule.days if rule.by_days else self.length.months >= rule.months

    def complete_by_days(self, rule: Reckoning) -> bool:
        """Whether it would by counting days: 365 of them."""
        return self.days >= rule.days

    def complete_by_months(self, rule: Reckoning) -> bool:
        """Whether it would by counting calendar months."""
        return self.length.months >= rule.months

    def complete_by_civil_code(self, rule: Reckoning) -> bool:
        """Whether it would with the first day of each stretch left out (民法典 第二百零一条)."""
        later = [
            Period(period.first + ONE_DAY, period.last)
            for run in self.stretches
            if (period := run.counted) and period.first < period.last
        ]
        return total_length(later, rule).months >= rule.months


NOTHING = Counted((), Length(), 0)


def count(runs: Iterable[Stretch], rule: Reckoning) -> Counted:
    """What runs of service come to."""
    kept = tuple(runs)
    if not kept:
        return NOTHING
    periods = [period for run in kept if (period := run.counted)]
    return Counted(kept, total_length(periods, rule), total_days(periods, rule))


def remaining(credited: Counted, rule: Reckoning) -> Length:
    """The shortest further stretch that completes the term, as every longer one does; nothing where complete.

    Days already left over are made up to a month of `days_in_month`; a single stretch of 11 months 30
    days still owes a day, because a stretch alone is never rounded up.
    """
    if credited.complete(rule):
        return Length()
    if rule.by_days:
        return Length(0, rule.days - (0 if rule.continuous else credited.days))
    if rule.continuous:
        return Length(rule.months)
    missing = rule.months - credited.length.months
    if not credited.length.days:
        return Length(missing)
    return Length(missing - 1, max(1, rule.days_in_month - credited.length.days))


def completes(credited: Counted, more: Period, rule: Reckoning) -> bool:
    """Whether one further stretch, apart from those before, completes the term."""
    return count((*credited.stretches, Stretch(more, ())), rule).complete(rule)


def last_day_to_start(finish: date, credited: Counted, rule: Reckoning) -> date:
    """The last day from which one further stretch until `finish` completes the term (B03)."""
    return _last_day_to_start(finish, credited, rule) if credited.stretches else _last_day_of_all(finish, rule)


@lru_cache(maxsize=16_384)
def _last_day_of_all(finish: date, rule: Reckoning) -> date:
    """The same for everybody who has nothing credited yet."""
    return _last_day_to_start(finish, NOTHING, rule)


def _last_day_to_start(finish: date, credited: Counted, rule: Reckoning) -> date:
    """Looked for from above: with days to carry, a start may do although one a day or two before it does not."""
    needed = remaining(credited, rule)
    start = add_months(finish + ONE_DAY, -needed.months) - needed.days * ONE_DAY
    start = min(finish, start + _uneven(credited))
    while day_complete(start, credited, rule) > finish:
        start -= ONE_DAY
    return start


def day_complete(start: date, credited: Counted, rule: Reckoning) -> date:
    """The first day by which one further stretch from `start` completes the term."""
    needed = remaining(credited, rule)
    last = add_months(start, needed.months) + (needed.days - 1) * ONE_DAY
    last = max(start, last - _uneven(credited))
    while not completes(credited, Period(start, last), rule):
        last += ONE_DAY
    return last


def _uneven(credited: Counted) -> timedelta:
    """How far months of unequal length can shift a day: further where days are carried from two stretches."""
    return timedelta(days=7 if credited.length.days else 2)


def completed_by_service(running: Iterable[Spell], credited: Counted, since: date, rule: Reckoning) -> date | None:
    """The day on which service under way completes the term if it is then assessed 合格, None where it will not.

    It is one stretch with the credited service that it follows on without a gap. Days before `since` do not count.
    """
    spells = tuple(running)
    if not spells or credited.complete(rule):
        return None
    start, lost = max(since, min(spell.start for spell in spells if spell.start)), 0
    if credited.stretches and start <= credited.stretches[-1].period.last + ONE_DAY:
        start, lost = credited.stretches[-1].period.first, credited.stretches[-1].lost
        credited = count(credited.stretches[:-1], rule)
    day = day_complete(start, credited, rule) + lost * ONE_DAY
    return day if any(spell.end is None or spell.end >= day for spell in spells) else None


def receiver_of(spell: Spell, book: Book) -> Institution | None:
    """The receiver by code or, since outside experience may give it by name, by its name."""
    found = book.institution(spell.receiver)
    if found or spell.category == COUNTY_HIRED:
        return found
    return next((row for row in book.institutions if row.name == spell.receiver), None)


def why_not_credited(spell: Spell, book: Book, rule: Reckoning, on: date) -> str:
    """Why 55号 does not credit a spell, in a clerk's words; an empty text where it does (B05, B11, F01, Q14).

    Credited: of a credited kind, over by `on`, at a receiver that 55号 permits, and 合格 or better. Other
    kinds than 县聘乡用 need their evidence instead of the assessment. Where 机构名录 was not read the
    receiver's kind stays unchecked.
    """
    if spell.category not in rule.credited:
        return f"经历类别“{spell.category or '未填'}”不计入"
    if spell.status == PLANNED or spell.period(on) is None:
        return "尚未开始"
    if not spell.over or spell.end is None or spell.end > on:
        return "尚未结束"
    receiver = receiver_of(spell, book) if book.has("institutions") else None
    if spell.category == COUNTY_HIRED:
        if book.has("institutions") and not (receiver and receiver.receives):
            return f"接收机构{book.institution_name(spell.receiver)}不是乡镇卫生院或社区卫生服务中心"
        if not spell.term_result:
            return "期满未考核"
    elif not spell.evidence:
        return f"{spell.category}缺少证明材料"
    elif receiver and not receiver.receives:
        return f"接收机构{receiver.name}不是乡镇卫生院或社区卫生服务中心"
    if spell.term_result and spell.term_result not in rule.passing:
        return f"期满考核{spell.term_result}"
    return ""


def why_not_national(spell: Spell, book: Book, rule: Reckoning, on: date) -> str:
    """Why the cumulative test of national law does not count a spell; empty where it does (H15, N14, Q12).

    It asks for service below county level or 对口支援, by kind; neither for an assessment nor an end.
    """
    if spell.category not in rule.national:
        return f"经历类别“{spell.category or '未填'}”不计入"
    if spell.status == PLANNED or spell.period(on) is None:
        return "尚未开始"
    if spell.category != COUNTY_HIRED and not spell.evidence:
        return f"{spell.category}缺少证明材料"
    receiver = receiver_of(spell, book)
    if spell.category != PAIRED_SUPPORT and receiver and receiver.kind not in BELOW_COUNTY:
        return f"{receiver.name}不在县级以下"
    return ""


def in_service(spells: Iterable[Spell], on: date) -> tuple[Spell, ...]:
    """The 县聘乡用 spells that run on a day, whatever has become of them since; an open one runs on."""
    return tuple(
        spell
        for spell in sorted(spells, key=spell_order)
        if spell.county_hired
        and spell.start
        and spell.start <= on
        and (spell.end >= on if spell.end else spell.status == SERVING)
    )


def runs_of_service(book: Book, on: date) -> Iterator[tuple[str, tuple[Stretch, ...]]]:
    """Everyone with 县聘乡用 service that began by a day, by 人员编号, with their stretches."""
    codes = sorted({spell.person for spell in book.spells if spell.county_hired})
    for code in codes:
        runs = stretches((spell for spell in book.spells_of(code) if spell.county_hired), on)
        if runs:
            yield code, runs
