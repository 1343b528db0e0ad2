"""What one person earned: months, basic entitlement, and the weights by which the two parts are shared (Q17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.pay.deductions import TWELVE
from countyhire.compute.pay.posts import Segment
from countyhire.compute.pay.scores import Assessed
from countyhire.compute.pay.served import Served
from countyhire.model.amount import Amount, Op, given, product, quotient, total
from countyhire.model.period import Period

ONE = Amount("岗位系数", 1, "", words="未定岗位系数，按1")


@dataclass(frozen=True, slots=True)
class Claim:
    """A person's side of the pool.

    `entitled` is standard × months ÷ 12 and makes the basic total; `earned` is the same without 不合格 months
    and shares it out. `weight` is months × assessment coefficient × post coefficient, `unweighted` the same with
    a coefficient of one. `segment_months` are the months of each segment. Money is in fen, unrounded.
    """

    months: Amount
    segment_months: tuple[Amount, ...]
    entitled: Amount
    earned: Amount
    post_coefficient: Amount
    weight: Amount
    unweighted: Fraction


def claim(name: str, served: Served, segments: Sequence[Segment], assessed: Assessed) -> Claim:
    """The claim of a person of that name with at least one segment."""
    counted = [_months(served, segment) for segment in segments]
    months = counted[0] if len(counted) == 1 else total("服务月数", tuple(counted), "个月", "H21")
    entitled = _basic(f"{name}应得基础绩效", segments, counted)
    earned = entitled
    if assessed.failed:
        paid = [_passed(served, segment, whole, assessed) for segment, whole in zip(segments, counted, strict=True)]
        earned = _basic(f"{name}计发基础绩效", segments, paid)
    posts = [_post_coefficient(segment) for segment in segments]
    weighted, average = _weighted(months, counted, posts)
    if assessed.coefficient is None:
        weight = Amount("超额绩效权数", 0, "月", Op.COUNT, (months,), "没有得分，待决定", "E15")
    else:
        weight = product("超额绩效权数", (weighted, assessed.coefficient), "月", "E15", "月数×岗位系数×考核系数")
    return Claim(months, tuple(counted), entitled, earned, average, weight, Fraction(weighted.value))


def _months(served: Served, segment: Segment) -> Amount:
    cell = segment.stay.spell.cell("start")
    value = served.months(segment.period)
    words = month_words(served, segment.period)
    return Amount(f"服务月数（{segment.period}）", value, "个月", Op.COUNT, words=words, clause="H21", cell=cell)


def month_words(served: Served, period: Period) -> str:
    """How the months of a period were counted: `整月11个，2026-12-01起15/31`."""
    whole, parts = 0, []
    for unit in served.units:
        common = unit.period.overlap(period)
        if common is not None and common.days == unit.divisor:
            whole += 1
        elif common is not None:
            parts.append(f"{common.first}起{common.days}/{unit.divisor}")
    return "，".join([f"整月{whole}个", *parts])


def _passed(served: Served, segment: Segment, months: Amount, assessed: Assessed) -> Amount:
    """The months of a segment without those graded 不合格 at its receiver."""
    failed = tuple(
        Amount(f"{month}不合格", served.months(common), "个月", Op.COUNT, clause="E15")
        for month, receiver in sorted(assessed.failed)
        if receiver == segment.stay.spell.receiver and (common := segment.period.overlap(month.period))
    )
    if not failed:
        return months
    value = Fraction(months.value) - sum((Fraction(part.value) for part in failed), Fraction(0))
    return Amount(f"计发月数（{segment.period}）", value, "个月", Op.DIFFERENCE, (months, *failed), clause="E15")


def _basic(label: str, segments: Sequence[Segment], months: Sequence[Amount]) -> Amount:
    parts = tuple(_segment_pay(segment, count) for segment, count in zip(segments, months, strict=True))
    return total(label, parts, "元", "E09", "Σ年标准×月数÷12")


def _segment_pay(segment: Segment, months: Amount) -> Amount:
    row = segment.standard
    standard = (
        given(f"{segment.grade}年标准", row.annual or 0, "元", row.cell("annual"), "E09")
        if row
        else Amount(f"{segment.grade}没有年标准", 0, "元")
    )
    years = quotient("折合年数", months, TWELVE, "年")
    return product(f"{segment.grade}（{segment.period}）", (standard, years), "元", "E09", "年标准×月数÷12")


def _post_coefficient(segment: Segment) -> Amount:
    row = segment.coefficient
    if row is None:
        return ONE
    return given(f"{segment.grade}岗位系数", row.coefficient or 0, "", row.cell("coefficient"), "E15")


def _weighted(months: Amount, counted: Sequence[Amount], posts: Sequence[Amount]) -> tuple[Amount, Amount]:
    """Months × post coefficient, and the one coefficient that stands for it (by months where it changed)."""
    if all(post == posts[0] for post in posts):
        return product("月数×岗位系数", (months, posts[0]), "月", "E15"), posts[0]
    parts = tuple(product(post.label, (count, post), "月") for count, post in zip(counted, posts, strict=True))
    weighted = total("月数×岗位系数", parts, "月", "E15")
    average = quotient("岗位系数", weighted, months, "", "E15", "按月数加权") if months.value else posts[-1]
    return weighted, average
