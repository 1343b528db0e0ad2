"""A district's fixed subsidy a person and year, by months, shared between sender and receiver (J09, J10, Q24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay.deductions import TWELVE
from countyhire.compute.pay.served import Served, served, year_window
from countyhire.model.amount import Amount, Op, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.money import apportion
from countyhire.policy.parameter import Policy

SENDER, RECEIVER = "派出机构", "接收机构"


@dataclass(frozen=True, slots=True)
class SubsidyPart:
    """What one institution gets for one person; `role` is 派出机构 or 接收机构."""

    institution: str
    name: str
    role: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class SubsidyPerson:
    """One person's subsidy: `amount` is the sum of `parts`, to the fen."""

    person: str
    name: str
    months: Amount
    amount: Amount
    parts: tuple[SubsidyPart, ...]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """The year's subsidy and what each institution gets, by role and code."""

    annual: Amount
    split: tuple[tuple[str, Amount], ...]
    persons: tuple[SubsidyPerson, ...]
    payees: tuple[SubsidyPart, ...]
    sum: Amount


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
    people = served(book, window, on, policy.text("payroll.month_rule", window.last))
    persons = tuple(_person(book, one, annual, split) for one in people)
    return Subsidy(
        annual,
        split,
        persons,
        _payees(persons),
        total("经费补助合计", tuple(one.amount for one in persons), "元", "J09"),
    )


def _person(book: Book, one: Served, annual: Amount, split: Sequence[tuple[str, Amount]]) -> SubsidyPerson:
    name = book.person_name(one.person)
    cell = one.stays[0].spell.cell("start")
    months = Amount(f"{name}服务月数", one.total, "个月", Op.COUNT, clause="J09", cell=cell)
    years = quotient("折合年数", months, TWELVE, "年")
    amount = rounded(f"{name}经费补助", product("年补助×月数÷12", (annual, years), "元", "J09"), "J09")
    weights: list[tuple[str, str, Amount]] = []
    for role, ratio in split:
        for place in dict.fromkeys(stay.spell.sender if role == SENDER else stay.spell.receiver for stay in one.stays):
            own = [s for s in one.stays if (s.spell.sender if role == SENDER else s.spell.receiver) == place]
            counted = sum((one.months(stay.period) for stay in own), one.total * 0)
            part = Amount(f"{book.institution_name(place)}月数", counted, "个月", Op.COUNT)
            weights.append((role, place, product(f"{role}权数", (ratio, part), "月", "J10")))
    ties = [(role != SENDER, place) for role, place, _ in weights]
    fen = apportion(int(amount.value), [weight.value for _, _, weight in weights], ties) if one.total else []
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
    return SubsidyPerson(one.person, name, months, amount, parts)


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
