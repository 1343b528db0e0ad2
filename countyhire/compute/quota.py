"""The year's floor of 县聘乡用 placements and how far it is met (55号 三（二）; C05–C10, H04, H32, Q1–Q7).

Quota and duty are two ledgers: an experienced doctor who is sent in a recruit's place fills the quota and
clears nobody's duty (H04).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.answers import Answer, answers
from countyhire.compute.placements import Placed, counted_placements, ended_early, placements, planned
from countyhire.compute.quota_faults import OTHER_READING
from countyhire.compute.recruits import Recruit, recruits_of
from countyhire.compute.roster import schemed
from countyhire.model.amount import Amount, Op, ceiling, given, product, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.institutions import Institution
from countyhire.model.money import apportion, ceil_div
from countyhire.policy.parameter import Policy

ANSWERS = (
    "quota.rate", "quota.round", "quota.scope", "quota.year_basis", "quota.count", "quota.include_unlicensed",
    "quota.drop_leavers", "quota.types", "quota.classes", "quota.excluded_routes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hospital:
    """One institution of the scheme. `share` and `shortfall` are numbers of people (C10)."""

    code: str
    name: str
    new_hires: int
    share: int
    own_ceiling: int
    dispatched: int
    shortfall: int
    in_service: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What counting the recruits outside the establishment (`people`) would give, where it is another floor (Q7)."""

    new_hires: int
    quota: int
    people: tuple[Recruit, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """The district's year. `rate` is dispatched ÷ new_hires, None where nobody was hired (不适用)."""

    year: int
    on: date
    to_date: bool
    not_begun: bool
    scope: str
    new_hires: int
    quota: int
    dispatched: int
    shortfall: int
    rate: Fraction | None
    in_service: int
    hospitals: tuple[Hospital, ...]
    recruits: tuple[Recruit, ...]
    left: tuple[Recruit, ...]
    not_counted: tuple[Recruit, ...]
    other_reading: OtherReading | None
    placed: tuple[Placed, ...]
    ended_early: tuple[Placed, ...]
    continuing: tuple[Placed, ...]
    planned: tuple[Placed, ...]
    other_recruits: tuple[Recruit, ...]
    other_placed: tuple[Placed, ...]
    new_hires_amount: Amount
    quota_amount: Amount
    dispatched_amount: Amount
    shortfall_amount: Amount
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]


def quota(book: Book, policy: Policy, year: int, on: date) -> Quota:
    """The 80% floor of a calendar year, its shares, and what was reached by a day (C05–C10, H32).

    The pack's values are those in force on `on`, or on the nearest day of the year to it. Before the
    year ends the figures are 截至当日; before it begins, N is nobody yet.
    """
    day = min(max(on, date(year, 1, 1)), date(year, 12, 31))
    scheme = schemed(book)
    recruits, not_counted, other_recruits = recruits_of(book, policy, year, on, day)
    placed, continuing, other_placed = placements(book, year, on)
    counted_placed = counted_placements(policy.text("quota.count", day), placed, continuing)
    rate = policy.amount("quota.rate", day)
    scope = policy.text("quota.scope", day)

    hires = {code: [row for row in recruits if row.institution == code] for code in scheme}
    hires_amounts = {code: _hires_amount(scheme[code], hires[code]) for code in scheme}
    new_hires = total("当年招聘执业医师类人员", tuple(hires_amounts.values()), "人", "C05")
    ceilings = {code: _floor_amount(f"{scheme[code].name}单独计算的下限", hires_amounts[code], rate) for code in scheme}
    if scope == "hospital":
        floor = total("全区县应派人数", tuple(ceilings.values()), "人", "H32", "各机构下限之和")
    else:
        floor = _floor_amount("全区县应派人数", new_hires, rate)
    shares = _shares(scheme, floor, hires_amounts, ceilings, scope)
    dispatched = Amount(
        "当年实派人数", len(counted_placed), "人", Op.COUNT, _person_amounts(counted_placed), clause="C08"
    )
    shortfall = _shortfall_amount(floor, dispatched)

    people = len(recruits)
    other = _other_reading(recruits, not_counted, floor, rate, scope, policy.texts("quota.types", day))
    return Quota(
        year=year,
        on=on,
        to_date=on < date(year, 12, 31),
        not_begun=on < date(year, 1, 1),
        scope=scope,
        new_hires=people,
        quota=int(floor.value),
        dispatched=len(counted_placed),
        shortfall=int(shortfall.value),
        rate=Fraction(len(counted_placed), people) if people else None,
        in_service=len(placed) + len(continuing),
        hospitals=tuple(
            _hospital(scheme[code], len(hires[code]), shares[code], ceilings[code], counted_placed, placed + continuing)
            for code in scheme
        ),
        recruits=recruits,
        left=tuple(row for row in recruits if row.gone),
        not_counted=not_counted,
        other_reading=other,
        placed=counted_placed,
        ended_early=ended_early(book, counted_placed),
        continuing=continuing,
        planned=planned(book, year, scheme),
        other_recruits=other_recruits,
        other_placed=other_placed,
        new_hires_amount=new_hires,
        quota_amount=floor,
        dispatched_amount=dispatched,
        shortfall_amount=shortfall,
        answers=answers(policy, ANSWERS, day),
        findings=_other_said(year, int(floor.value), other) if other else (),
    )


def floor_of(new_hires: int, rate: Fraction) -> int:
    """The fewest people to send for a number of recruits: 11 and 4/5 give 9 (C07)."""
    share = new_hires * rate
    return ceil_div(share.numerator, share.denominator)


def _shares(
    scheme: Mapping[str, Institution],
    floor: Amount,
    hires: Mapping[str, Amount],
    ceilings: Mapping[str, Amount],
    scope: str,
) -> dict[str, Amount]:
    """Each institution's part of the floor: by recruits with the largest remainder, or its own ceiling (C10, H32)."""
    if scope == "hospital":
        return dict(ceilings)
    counts = [int(hires[code].value) for code in scheme]
    whole = sum(counts)
    parts = apportion(int(floor.value), counts, [(-n, code) for n, code in zip(counts, scheme, strict=True)])
    everyone = Amount("全区县招聘人数", whole, "人", clause="C05")
    return {
        code: Amount(
            f"{scheme[code].name}分摊数",
            part,
            "人",
            Op.SHARE,
            (floor, hires[code], everyone),
            "按招聘人数最大余数法分摊，余数相同的先招聘多、再编码小",
            "C10",
        )
        for code, part in zip(scheme, parts, strict=True)
    }


def _hospital(
    row: Institution,
    new_hires: int,
    share: Amount,
    ceiling: Amount,
    counted: Sequence[Placed],
    serving: Sequence[Placed],
) -> Hospital:
    dispatched = sum(1 for placed in counted if placed.sender == row.code)
    return Hospital(
        code=row.code,
        name=row.name,
        new_hires=new_hires,
        share=int(share.value),
        own_ceiling=int(ceiling.value),
        dispatched=dispatched,
        shortfall=max(0, int(share.value) - dispatched),
        in_service=sum(1 for placed in serving if placed.sender == row.code),
        amount=share,
    )


def _other_reading(
    recruits: Sequence[Recruit],
    not_counted: Sequence[Recruit],
    floor: Amount,
    rate: Amount,
    scope: str,
    types: Sequence[str],
) -> OtherReading | None:
    """The floor if 返聘, 柔性引进, 合同制 and the like were counted, None where it would be the same."""
    more = tuple(row for row in not_counted if row.establishment not in types and row.reason == row.establishment)
    wider = [*recruits, *more]
    share = Fraction(rate.value)
    if scope == "hospital":
        places = {row.institution for row in wider}
        other = sum(floor_of(sum(1 for row in wider if row.institution == place), share) for place in places)
    else:
        other = floor_of(len(wider), share)
    return OtherReading(len(wider), other, more) if other != floor.value else None


def _other_said(year: int, floor: int, other: OtherReading) -> tuple[Finding, ...]:
    kinds = "、".join(sorted({row.establishment for row in other.people}))
    message = f"{year}年应派{floor}人；如计入{kinds}{len(other.people)}人，应派{other.quota}人"
    return (OTHER_READING.at(other.people[0].cell, message, str(year)),)


def _hires_amount(row: Institution, hires: Sequence[Recruit]) -> Amount:
    people = tuple(
        given(f"{hire.name}（{hire.person}）{hire.hired_on}入职，{hire.establishment}", 1, "人", hire.cell)
        for hire in hires
    )
    return Amount(f"{row.name}招聘人数", len(hires), "人", Op.COUNT, people, clause="C05")


def _person_amounts(placed: Iterable[Placed]) -> tuple[Amount, ...]:
    return tuple(given(f"{row.name}（{row.person}）{row.start}到岗", 1, "人", row.cell) for row in placed)


def _floor_amount(label: str, people: Amount, rate: Amount) -> Amount:
    exact = product(f"{label}（未取整）", (people, rate), "人", "C07")
    return ceiling(label, exact, "C07", "不足一人的进一")


def _shortfall_amount(floor: Amount, dispatched: Amount) -> Amount:
    gap = Fraction(floor.value) - Fraction(dispatched.value)
    none = Amount("不缺", 0, "人")
    difference = Amount("应派减实派", int(gap), "人", Op.DIFFERENCE, (floor, dispatched), clause="C08")
    return Amount("缺口", max(0, int(gap)), "人", Op.GREATEST, (none, difference), "多派不抵扣以后年度", "C08")
