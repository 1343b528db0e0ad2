"""Why a part of the hand-made sheet differs from ours: the steps that lead from our amount to theirs, in fen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.compare_floors import Least, Line, floors_kept, listed_words
from countyhire.compute.compare_sheet import BASIC, EXCESS, TOTAL, PayRow
from countyhire.compute.compare_swapped import swapped
from countyhire.model.money import ceil_div, decimal_text, half_up

ZERO, ONE = Fraction(0), Fraction(1)
GRADES = (Fraction(6, 5), ONE, Fraction(4, 5), Fraction(0))  # what a sheet by grades would have used
GRANULES = (100, 10, 1)  # fen: what hand-made amounts are rounded to


@dataclass(frozen=True, slots=True)
class Cause:
    """A named part of a difference, in fen, with the two numbers where there are two."""

    cause: str
    fen: int
    words: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A person's line in the old sheet and in ours, and further lines of the same person in the old one."""

    old: PayRow
    new: PayRow
    again: tuple[PayRow, ...]

    @property
    def rows(self) -> tuple[PayRow, ...]:
        return (self.old, *self.again)


def causes_of(pairs: Sequence[Pair], part: str) -> list[list[Cause]]:
    """The causes of every pair's difference in one part."""
    granule = _granule([pair.old.fen(part) for pair in pairs])
    told = [_told(pair, part) for pair in pairs]
    expected = [Fraction(pair.new.fen(part)) * _product(factors) for pair, factors in zip(pairs, told, strict=True)]
    levels = _levels(pairs, expected, part, granule)
    due = [new * level for new, level in zip(expected, levels, strict=True)]
    lines = [
        _line(pair, part, value, granule, not factors) for pair, value, factors in zip(pairs, due, told, strict=True)
    ]
    floors = floors_kept(lines, lambda amount: _slack(amount, granule))
    others = _swapped(pairs, lines, floors, granule)
    same = sum(pair.old.fen(part) for pair in pairs) == sum(pair.new.fen(part) for pair in pairs)
    return [
        _steps(pair, part, [*factors, *others.get(place, [])], level, same, granule, floors)
        for place, (pair, factors, level) in enumerate(zip(pairs, told, levels, strict=True))
    ]


def totals_raised(pairs: Sequence[Pair], sums: Sequence[tuple[int, int]]) -> list[str]:
    """For each pair the floor, in words, that its total was raised to; empty where that is not why it is larger.

    `sums` are, in fen, what the old sheet's parts come to and what it gives as their total.
    """
    granule = _granule([told for _, told in sums])
    lines = [
        Line(Fraction(due), told, _months(pair), due == told, False, due == told)
        for pair, (due, told) in zip(pairs, sums, strict=True)
    ]
    floors = floors_kept(lines, lambda amount: _slack(amount, granule))
    return [_total_words(pair, line, floors, granule) for pair, line in zip(pairs, lines, strict=True)]


def _total_words(pair: Pair, line: Line, floors: Sequence[Least], granule: int) -> str:
    listed = [(Fraction(least), listed_words(Fraction(least))) for least in pair.new.floors]
    kept = [(floor.of(line.months), floor.words) for floor in floors]
    raised = line.old > line.due
    return next((words for value, words in (*listed, *kept) if raised and _near(value, line.old, granule)), "")


def _line(pair: Pair, part: str, due: Fraction, granule: int, untold: bool) -> Line:
    old = pair.old.fen(part)
    agrees = _near(due, old, granule)
    guessed = not agrees and bool(_guess(pair, part, due, old, granule))
    return Line(due, old, _months(pair), agrees, guessed, agrees and untold)


def _months(pair: Pair) -> Fraction | None:
    """The months that the old sheet paid for: its own where it says them."""
    return pair.old.numbers.get("months") or pair.new.numbers.get("months")


Factor = tuple[str, Fraction, str]  # cause, old ÷ new, words


def _product(factors: Sequence[Factor]) -> Fraction:
    result = ONE
    for _, factor, _ in factors:
        result *= factor
    return result


def _told(pair: Pair, part: str) -> list[Factor]:
    """What the columns themselves say is different: months, and for the excess part the coefficients."""
    found = [_factor(pair, "months", "days", "月数")]
    if part != BASIC:
        score = pair.old.numbers.get("score")
        coefficient = _factor(pair, "coefficient", "coefficient", "考核系数") or _factor(
            pair, "score", "coefficient", "得分"
        )
        if "score" in pair.old.numbers and score is None and pair.new.numbers.get("score"):
            coefficient = _missing_score(pair)
        found += [coefficient, _factor(pair, "post", "post_coefficient", "岗位系数")]
    return [_of_part(pair, part, factor) for factor in found if factor]


def _of_part(pair: Pair, part: str, factor: Factor) -> Factor:
    """A coefficient moves only the excess part of a total that the old sheet does not divide."""
    basic, excess = pair.new.fen(BASIC), pair.new.fen(EXCESS)
    kind, value, words = factor
    if part != TOTAL or kind == "days" or not basic + excess:
        return factor
    return (kind, (basic + excess * value) / (basic + excess), words)


def _missing_score(pair: Pair) -> Factor | None:
    """No score in the old sheet: its coefficient if it has one, nothing if nothing was paid, else as if it were 100."""
    own = pair.new.numbers.get("coefficient") or (pair.new.numbers.get("score") or Fraction(0)) / 100
    used = pair.old.numbers.get("coefficient")
    if used is None:
        used = Fraction(0) if not pair.old.fen(EXCESS) else ONE
    if not own:
        return None
    return ("missing_score", used / own, f"旧表按{decimal_text(used)}，新表{decimal_text(own)}")


def _factor(pair: Pair, field: str, cause: str, word: str) -> Factor | None:
    old, new = pair.old.numbers.get(field), pair.new.numbers.get(field)
    if old is None or not new or abs(old - new) < Fraction(1, 1000):  # a shown number has four places at most
        return None
    return (cause, old / new, f"{word}旧表{decimal_text(old)}，新表{decimal_text(new)}")


def _granule(values: Sequence[int]) -> int:
    """The coarsest unit, up to a yuan, to which all amounts of the hand-made sheet are rounded."""
    used = [value for value in values if value]
    return next(one for one in GRANULES if all(value % one == 0 for value in used)) if used else 1


def _levels(pairs: Sequence[Pair], expected: Sequence[Fraction], part: str, granule: int) -> list[Fraction]:
    """The level that explains most people: of all together, or of a post grade where that explains more of it."""
    everybody = _level([(pair.old.fen(part), new) for pair, new in zip(pairs, expected, strict=True)], granule) or ONE
    levels = [everybody] * len(pairs)
    if part != BASIC:
        return levels
    groups: dict[str, list[int]] = {}
    for place, pair in enumerate(pairs):
        groups.setdefault(pair.new.grade, []).append(place)
    for places in groups.values():
        own = _level([(pairs[place].old.fen(part), expected[place]) for place in places], granule)
        if own is not None and own != everybody and len(places) > 1:
            best = max((everybody, own), key=lambda level: _explained(pairs, expected, places, level, granule))
            for place in places:
                levels[place] = best
    return levels


def _explained(
    pairs: Sequence[Pair], expected: Sequence[Fraction], places: Sequence[int], level: Fraction, granule: int
) -> int:
    """How many of some people have their basic part explained by a level, or by a level and whole months."""
    count = 0
    for place in places:
        old, value = pairs[place].old.fen(BASIC), expected[place] * level
        factors = [ONE, *(factor for _, factor, _ in _candidates(pairs[place], BASIC))]
        count += any(_near(value * factor, old, granule) for factor in factors)
    return count


def _level(amounts: Sequence[tuple[int, Fraction]], granule: int) -> Fraction | None:
    """Old over expected for at least half of the people, or None where no level fits so many."""
    known = [(old, new) for old, new in amounts if old > 0 and new > 0]
    if not known:
        return None
    ratios = sorted(old / new for old, new in known)
    for candidate in (ONE, ratios[len(ratios) // 2]):
        fitting = [(old, new) for old, new in known if abs(new * candidate - old) <= _slack(new, granule)]
        if 2 * len(fitting) >= len(known):
            if candidate == ONE:
                return ONE
            return sum((old for old, _ in fitting), Fraction(0)) / sum((new for _, new in fitting), Fraction(0))
    return None


def _slack(amount: Fraction, granule: int) -> Fraction:
    """What rounding may move an amount by: half a granule, a fen of largest remainder, what a level hides."""
    return Fraction(granule, 2) + 1 + abs(amount) * granule / 10_000_000


def _swapped(
    pairs: Sequence[Pair], lines: Sequence[Line], floors: Sequence[Least], granule: int
) -> dict[int, list[Factor]]:
    """By place, the step of those whose amount, raised to a floor where it was, stands in another's row."""
    old = [line.old for line in lines]
    raised = [[max(line.due, floor.of(line.months) if line.due else ZERO) for line in lines] for floor in floors]
    found: dict[int, list[Factor]] = {}
    for values in [[line.due for line in lines], *raised]:
        slack = max((_slack(value, granule) for value in values), default=ONE)
        pending = [ZERO if place in found else value for place, value in enumerate(values)]
        for one, other in swapped(pending, old, lambda value, fen: _near(value, fen, granule), slack).items():
            words = f"旧表为{pairs[other].new.name}的数"
            found[one] = [("swapped", values[other] / lines[one].due, words)]
    return found


def _steps(
    pair: Pair, part: str, told: Sequence[Factor], level: Fraction, same: bool, granule: int, floors: Sequence[Least]
) -> list[Cause]:
    """From our amount to theirs; every step's fen is what it takes off theirs to come back to ours."""
    new, old = pair.new.fen(part), pair.old.fen(part)
    factors = [*told]
    if level != ONE and old:
        kind = "shared_again" if same else "rate"
        factors.append((kind, level, f"旧表为新表的{decimal_text(level, 4)}倍"))
    exact = Fraction(new) * _product(factors)
    if not _near(exact, old, granule):
        factors += _raised(pair, part, exact, _product(told), granule, floors) or _guess(
            pair, part, exact, old, granule
        )
    found: list[Cause] = []
    at, value = new, Fraction(new)
    for kind, factor, words in factors:
        value *= factor
        step = half_up(value)
        if step != at:
            found.append(Cause(kind, at - step, words))
        at = step
    if (rest := at - old) != 0:
        found.append(_rest(rest, value, old, granule))
    return found


def _near(value: Fraction, old: int, granule: int) -> bool:
    return abs(value - old) <= _slack(value, granule)


def _guess(pair: Pair, part: str, exact: Fraction, old: int, granule: int) -> list[Factor]:
    """A cause that the columns do not tell: whole months, grades in the place of scores, nothing paid."""
    if not old:
        kind = "missing_score" if part == EXCESS and pair.old.numbers.get("score") == 0 else "not_paid"
        return [(kind, Fraction(0), "旧表为0")]
    for candidate in _candidates(pair, part):
        factor = _of_part(pair, part, candidate)
        if _near(exact * factor[1], old, granule):
            return [factor]
    return []


def _raised(
    pair: Pair, part: str, exact: Fraction, told: Fraction, granule: int, floors: Sequence[Least]
) -> list[Factor]:
    """The step up to a floor: one that our sheet lists for the person, or that the old sheet kept, before or after
    what the columns tell (`told`); and, if that alone does not explain the amount, one cause that they do not tell.
    """
    old = pair.old.fen(part)
    if not exact or not old:
        return []
    listed = [(value, listed_words(value)) for value in _listed(pair, part)]
    kept = [(floor.of(_months(pair)), floor.words) for floor in floors]
    before = [(value * told, words) for value, words in (*listed, *kept) if told != 1]
    above = [(value, words) for value, words in (*listed, *kept, *before) if value > exact]
    for value, words in above:
        if _near(value, old, granule):
            return [("floor", value / exact, words)]
    for value, words in above:
        if more := _guess(pair, part, value, old, granule):
            return [("floor", value / exact, words), *more]
    return []


def _listed(pair: Pair, part: str) -> Iterator[Fraction]:
    """Our own floors of a person, less what the old sheet pays by its other part."""
    for least in pair.new.floors:
        if part == TOTAL:
            yield Fraction(least)
        elif part == EXCESS and least > pair.old.fen(BASIC):
            yield Fraction(least - pair.old.fen(BASIC))


def _candidates(pair: Pair, part: str) -> Iterator[Factor]:
    months = pair.new.numbers.get("months")
    if months and pair.old.numbers.get("months") in (None, months):
        whole = (ceil_div(months.numerator, months.denominator), int(months), half_up(months), 12)
        for count in dict.fromkeys(whole):
            if count and count != months:
                yield ("days", count / months, f"旧表按整月{count}个月，新表{decimal_text(months)}个月")
    coefficient = pair.new.numbers.get("coefficient")
    if part != BASIC and coefficient:
        for used in GRADES:
            if used and used != coefficient:
                words = f"旧表按{decimal_text(used)}，新表{decimal_text(coefficient)}"
                yield ("coefficient", used / coefficient, words)
    post = pair.new.numbers.get("post")
    if part != BASIC and post and post != 1:
        yield ("post_coefficient", 1 / post, f"旧表未用岗位系数{decimal_text(post)}")


def _rest(rest: int, value: Fraction, old: int, granule: int) -> Cause:
    if _near(value, old, granule):
        return Cause("rounding", rest, f"旧表取整到{_granule_words(granule)}")
    return Cause("unexplained", rest)


def _granule_words(granule: int) -> str:
    return {1: "分", 10: "角", 100: "元"}.get(granule, f"{granule // 100}元")
