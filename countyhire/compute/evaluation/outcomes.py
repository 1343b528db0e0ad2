"""What came of it: the indicators of `effect`, as they stand there, and village coverage (H01–H62, K09–K17, K12)."""

from collections.abc import Iterator
from fractions import Fraction

from countyhire.compute.effect import effect
from countyhire.compute.effect.indicator import RATIO, YUAN, Indicator
from countyhire.compute.evaluation.facts import About, Facts
from countyhire.compute.evaluation.measure import COUNT, EXACT, MONEY, SHARE, Measure
from countyhire.model.amount import Amount
from countyhire.model.money import fixed_text, half_up

COVERED = About(
    "village_coverage", "乡聘村用", "村卫生室覆盖率", "K12", ("village_clinics", "village_doctors"),
    "有一名以上合格村医的村卫生室", "村卫生室", "个",
)  # fmt: skip


def outcomes(facts: Facts) -> Iterator[Measure]:
    """Every indicator of the year's effect, then the villages."""
    for one in effect(facts.book, facts.policy, facts.year, facts.on).indicators:
        yield _measure(one)
    book = facts.book
    clinics = {row.code for row in book.village_clinics if row.code}
    staffed = {row.clinic for row in book.village_doctors if row.covers(facts.until)}
    yield COVERED.share(len(clinics & staffed), len(clinics), facts.absent("village_clinics", "village_doctors"))


def _measure(one: Indicator) -> Measure:
    top, bottom = one.numerator, one.denominator
    if bottom is not None and one.unit == RATIO:
        kind = SHARE
    elif bottom is not None or (one.value is not None and Fraction(one.value.value).denominator != 1):
        kind = EXACT
    else:
        kind = MONEY if one.unit == YUAN else COUNT
    return Measure(
        key=f"effect.{one.id}",
        group=one.theme,
        name=one.name,
        clause=one.clause,
        source=one.source,
        kind=kind,
        unit=one.unit if kind in (EXACT, COUNT, MONEY) else top.unit if top else "",
        top_name=_name(top) if top else one.name,
        top=_whole(top),
        bottom_name=_name(bottom) if bottom else "",
        bottom=_whole(bottom),
        missing="；".join(word for word in (one.missing, one.note if one.missing else "") if word),
        exact=Fraction(one.value.value) if one.value is not None and kind == EXACT else None,
    )


def _whole(amount: Amount | None) -> int | None:
    """A part as a whole number: counts and fen are; a share is none, and stands in its name."""
    return None if amount is None or amount.unit == RATIO else half_up(Fraction(amount.value))


def _name(amount: Amount) -> str:
    """`2019年基层诊疗量占比62.00%`: a share with its figure."""
    figure = f"{fixed_text(Fraction(amount.value) * 100, 2)}%" if amount.unit == RATIO else ""
    return f"{amount.label}{figure}"
