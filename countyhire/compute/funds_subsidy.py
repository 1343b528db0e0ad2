"""A district's fixed subsidy a person and year, by months, shared between sender and receiver (J09, J10, Q24).

It is tied to what both assessed (J20): the pack says whether a month that either judged 不合格 counts; who is
concerned is listed either way.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute import funds_faults as faults
from countyhire.compute.funds_judged import Judged, judged
from countyhire.compute.pay.deductions import TWELVE
from countyhire.compute.pay.scores import read_scores
from countyhire.compute.pay.served import Served, Stay, served, year_window
from countyhire.compute.pay.terms import Terms
from countyhire.model.amount import Amount, Op, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.money import apportion
from countyhire.model.period import Month
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

SENDER, RECEIVER = "派出机构", "接收机构"
KEPT, MONTHS = "kept", "months"  # answers of subsidy.failed
SCORES = Cell("月度考核表.xlsx", "月度考核")


@dataclass(frozen=True, slots=True)
class SubsidyPart:
    """What one institution gets for one person; `role` is 派出机构 or 接收机构."""

    institution: str
    name: str
    role: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class SubsidyPerson:
    """One person's subsidy: `amount` is the sum of `parts`, to the fen. `judged` is None where no scores were read."""

    person: str
    name: str
    judged: Judged | None
    months: Amount
    amount: Amount
    parts: tuple[SubsidyPart, ...]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """The year's subsidy and what each institution gets, by role and code.

    `failed` says what a month judged 不合格 does: KEPT nothing, MONTHS it does not count.
    """

    annual: Amount
    failed: str
    split: tuple[tuple[str, Amount], ...]
    persons: tuple[SubsidyPerson, ...]
    payees: tuple[SubsidyPart, ...]
    sum: Amount
    findings: tuple[Finding, ...]


def subsidy(book: Book, policy: Policy, year: int, on: date) -> Subsidy | None:
    """The subsidy of a pack that has one, else None. PolicyError where the district gave no split."""
    window = year_window(year, on)
    if policy.optional_money("subsidy.annual", window.last) is None:
        return None
    annual = policy.amount("subsidy.annual", window.last)
    ratio = policy.fractions("subsidy.split", window.last)
    split = tuple(
        (role, Amount(f"{role}比例", ratio[role], "比例", parameter="subsidy.split")) for role in (SENDER, RECEIVER)
    )
    failed = policy.optional_text("subsidy.failed", window.last) or KEPT
    people = served(book, window, on, policy.text("payroll.month_rule", window.last))
    said: dict[str, Judged] = {}
    if "scores" in book.read:
        scores, _ = read_scores(book)
        shape = Terms.read(policy, window.last).shape
        said = {one.person: judged(book, one, scores, shape, on) for one in people}
    persons = tuple(_person(book, one, said.get(one.person), annual, split, failed) for one in people)
    return Subsidy(
        annual,
        failed,
        split,
        persons,
        _payees(persons),
        total("经费补助合计", tuple(one.amount for one in persons), "元", "J09"),
        tuple(sorted(_said(persons, failed), key=lambda finding: finding.order)),
    )


def _said(persons: Sequence[SubsidyPerson], failed: str) -> Iterator[Finding]:
    """Whoever the tie to the assessment concerns; and that it could not be looked at."""
    if any(one.judged is None for one in persons):
        words = "，不合格的月份没有扣除" if failed == MONTHS else ""
        yield faults.SUBSIDY_UNJUDGED.at(SCORES, f"没有可用的考核结果，经费补助按服务月数计{words}")
    for one in persons:
        if one.judged is not None and not one.judged.passed:
            said = "、".join(map(str, one.judged.failed))
            what = f"{said}考核不合格" if said else "全年考核不合格"
            done = f"，补助按{one.months.shown}个月计" if failed == MONTHS and said else "，补助未扣减"
            yield faults.SUBSIDY_TIED.at(SCORES, f"{one.name}（{one.person}）{what}{done}", one.person)


def _person(
    book: Book, one: Served, said: Judged | None, annual: Amount, split: Sequence[tuple[str, Amount]], failed: str
) -> SubsidyPerson:
    name = book.person_name(one.person)
    cell = one.stays[0].spell.cell("start")
    lost = said.assessed.failed if said and failed == MONTHS else frozenset()
    months = Amount(f"{name}服务月数", one.total, "个月", Op.COUNT, clause="J09", cell=cell)
    if lost:
        gone = Amount(
            "不合格的月数", sum((_lost(one, stay, lost) for stay in one.stays), one.total * 0), "个月", Op.COUNT
        )
        words = "考核不合格的月份不计补助"
        months = Amount(
            f"{name}补助月数", one.total - gone.value, "个月", Op.DIFFERENCE, (months, gone), words, "J20",
            parameter="subsidy.failed",
        )  # fmt: skip
    years = quotient("折合年数", months, TWELVE, "年")
    amount = rounded(f"{name}经费补助", product("年补助×月数÷12", (annual, years), "元", "J09"), "J09")
    weights: list[tuple[str, str, Amount]] = []
    for role, ratio in split:
        for place in dict.fromkeys(stay.spell.sender if role == SENDER else stay.spell.receiver for stay in one.stays):
            own = [s for s in one.stays if (s.spell.sender if role == SENDER else s.spell.receiver) == place]
            counted = sum((one.months(stay.period) - _lost(one, stay, lost) for stay in own), one.total * 0)
            part = Amount(f"{book.institution_name(place)}月数", counted, "个月", Op.COUNT)
            weights.append((role, place, product(f"{role}权数", (ratio, part), "月", "J10")))
    ties = [(role != SENDER, place) for role, place, _ in weights]
    fen = apportion(int(amount.value), [weight.value for _, _, weight in weights], ties) if months.value else []
    everything = total("权数合计", tuple(weight for _, _, weight in weights), "月", "J10")
    words = "补助×权数÷权数合计，按最大余数法取到分"
    parts = tuple(
        SubsidyPart(
            place,
            book.institution_name(place),
            role,
            Amount(f"{name}（{role}）", value, "元", Op.SHARE, (amount, weight, everything), words, "J10"),
        )
        for (role, place, weight), value in zip(weights, fen or [0] * len(weights), strict=True)
    )
    return SubsidyPerson(one.person, name, said, months, amount, parts)


def _lost(one: Served, stay: Stay, failed: Set[tuple[Month, str]]) -> Fraction:
    """The months of a stay that were judged 不合格 and do not count."""
    months = sorted(month for month, receiver in failed if receiver == stay.spell.receiver)
    parts = (stay.period.overlap(month.period) for month in months)
    return sum((one.months(part) for part in parts if part), Fraction(0))


def _payees(persons: Sequence[SubsidyPerson]) -> tuple[SubsidyPart, ...]:
    found: dict[tuple[bool, str], list[SubsidyPart]] = {}
    for person in persons:
        for part in person.parts:
            found.setdefault((part.role != SENDER, part.institution), []).append(part)
    return tuple(
        SubsidyPart(
            parts[0].institution,
            parts[0].name,
            parts[0].role,
            total(f"{parts[0].name}补助", tuple(part.amount for part in parts), "元", "J10"),
        )
        for _, parts in sorted(found.items())
    )
