"""What a hand-made sheet raised amounts to: a least amount for everybody, or one for each month.

Two people at least, who were due different amounts, must have come to the same. Those who were due the same, or one
person alone, are taken for raised only where nobody without a mistake has less, and the amount is a whole hundred of
yuan, a year or a month, or what somebody else has.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.model.money import ceil_div, decimal_text, half_up

Slack = Callable[[Fraction], Fraction]
"""By how much, in fen, two amounts may differ that are the same."""
ONE, TWELFTH = Fraction(1), Fraction(1, 12)
HUNDRED_YUAN = 10_000  # fen
UNITS = (Fraction(HUNDRED_YUAN), Fraction(100), Fraction(10), Fraction(1), Fraction(1, 100))


@dataclass(frozen=True, slots=True)
class Line:
    """One person's part, fen: what was due by the figures that the sheets tell, what the old sheet says, the months
    it is for (None: no such column). `agrees`: it says what was due; `guessed`: a cause that no column tells would
    explain it; `plain`: it agrees, and no column tells a mistake.
    """

    due: Fraction
    old: int
    months: Fraction | None
    agrees: bool
    guessed: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Least:
    """A floor that the old sheet kept: fen for everybody, or fen a month."""

    fen: Fraction
    monthly: bool = False

    def of(self, months: Fraction | None) -> Fraction:
        """What it is for a person of so many months."""
        return self.fen * months if self.monthly and months else self.fen

    @property
    def words(self) -> str:
        if self.monthly and (self.fen * 12 / HUNDRED_YUAN).denominator == 1:
            return f"旧表按月补到每年{_yuan(self.fen * 12)}元"
        return f"旧表补到{'每月' if self.monthly else ''}{_yuan(self.fen)}元"


def listed_words(fen: Fraction) -> str:
    """The words of a floor that our own sheet lists."""
    return f"旧表补到新表所列底线{_yuan(fen)}元"


def floors_kept(lines: Sequence[Line], slack: Slack) -> tuple[Least, ...]:
    """The floors that the old sheet kept, those for each month first."""
    raised = [line for line in lines if not line.agrees and line.old > line.due > 0]
    plain = [line for line in lines if line.plain and line.old]
    groups = [one for monthly in (True, False) for one in _alike(raised, monthly, slack) if _needed(one[0])]
    found: list[Least] = []
    used: list[Line] = []
    for group, least in sorted(groups, key=lambda one: (-len(one[0]), _farthest(one[0]), _roughness(one[1]))):
        if _proven(group, least) and not any(line in used for line in group):
            used += group
            found += [least, *_of_months(group, least)]
    return tuple(found) or tuple(least for group, least in groups if _believable(group, least, plain, slack))


def _needed(group: Sequence[Line]) -> bool:
    """Whether there is somebody whose amount nothing else explains."""
    return not all(line.guessed for line in group)


def _proven(group: Sequence[Line], least: Least) -> bool:
    """Whether people who were due different amounts came to the same; a month, if they also served different times."""
    apart = len({_rate(line.due, line.months, least.monthly) for line in group}) > 1
    return apart and (not least.monthly or len({line.months for line in group}) > 1)


def _of_months(group: Sequence[Line], least: Least) -> Iterator[Least]:
    """The same a month, where all served equally long, so that either may be meant."""
    months = {line.months for line in group}
    if len(months) == 1 and (count := months.pop()) and not least.monthly:
        yield Least(least.fen / count, True)


def _believable(group: Sequence[Line], least: Least, plain: Sequence[Line], slack: Slack) -> bool:
    """Nobody without a mistake has less, and the amount is round, a year or a month, or somebody's own."""
    others = [(Fraction(line.old), least.of(line.months)) for line in plain]
    if any(old < floor - slack(floor) for old, floor in others):
        return False
    of_year = least.fen * 12 if least.monthly else least.fen
    round_amount = least.fen % HUNDRED_YUAN == 0 or of_year % HUNDRED_YUAN == 0
    return round_amount or any(abs(old - floor) <= slack(floor) for old, floor in others)


def _alike(raised: Sequence[Line], monthly: bool, slack: Slack) -> Iterator[tuple[list[Line], Least]]:
    """Those who came to one amount, or to one amount a month, with that amount."""
    group: list[Line] = []
    low = high = Fraction(0)
    for line in [*sorted(raised, key=lambda one: _rate(one.old, one.months, monthly)), None]:
        if line is not None:
            months = (line.months if monthly else None) or Fraction(1)
            least, most = ((line.old + sign * slack(Fraction(line.old))) / months for sign in (-1, 1))
            if group and max(low, least) <= min(high, most):
                group.append(line)
                low, high = max(low, least), min(high, most)
                continue
        if group:
            yield group, Least(_roundest(low, high), monthly)
        if line is not None:
            group, low, high = [line], least, most


def _roundest(low: Fraction, high: Fraction) -> Fraction:
    """The roundest amount between two, of a year or of a month."""
    for unit in UNITS:
        for part in (ONE, TWELFTH):
            steps = low / (unit * part)
            amount = ceil_div(steps.numerator, steps.denominator) * unit * part
            if amount <= high:
                return amount
    return (low + high) / 2


def _farthest(group: Sequence[Line]) -> Fraction:
    """How many times what was due somebody came to, at most: somebody else's amount in the row is far off."""
    return max(line.old / line.due for line in group)


def _roughness(least: Least) -> int:
    """0 for a round amount, more for one that needs smaller units."""
    return next((at for at, unit in enumerate(UNITS) if (least.fen / unit).denominator == 1), len(UNITS))


def _rate(amount: Fraction | int, months: Fraction | None, monthly: bool) -> int:
    """Whole fen, of a month where `monthly`."""
    return half_up(Fraction(amount) / months if monthly and months else Fraction(amount))


def _yuan(fen: Fraction) -> str:
    return decimal_text(fen / 100, 2)
