"""A hand-made pay sheet beside ours: every difference in fen, with the cause that explains it.

A person's part is taken from ours to theirs step by step: other months, another coefficient, another level for
everybody, a floor, rounding. Each step is a cause with its fen; what no step explains is listed as unexplained.
The steps of a part add up to its difference, the parts to the difference of the totals.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.compare_sheet import BASIC, EXCESS, PARTS, TOTAL, PayRow, PaySheet
from countyhire.compute.compare_swapped import swapped
from countyhire.model.money import ceil_div, decimal_text, half_up

ONE = Fraction(1)
GRADES = (Fraction(6, 5), ONE, Fraction(4, 5), Fraction(0))  # what a sheet by grades would have used
LABELS = {
    "person_missing": "人员只在一张表里",
    "duplicated": "旧表重复列了同一人",
    "swapped": "与另一人的数对换",
    "days": "服务月数不同",
    "missing_score": "旧表缺考核得分",
    "coefficient": "考核系数不同",
    "post_coefficient": "岗位系数不同",
    "rate": "标准、平均水平或总量不同",
    "shared_again": "总量相同，他人改动后重新分摊",
    "floor": "补足到最低水平",
    "not_paid": "旧表未发",
    "rounding": "四舍五入",
    "addition": "旧表合计不等于各项之和",
    "unexplained": "原因不明",
}
GRANULES = (100, 10, 1)  # fen: what hand-made amounts are rounded to


@dataclass(frozen=True, slots=True)
class Cause:
    """A named part of a difference, in fen, with the two numbers where there are two."""

    cause: str
    fen: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one person: `causes` add up to `new` - `old`. `old_row` and `new_row` are 0 where there is none."""

    code: str
    name: str
    part: str
    old: int
    new: int
    old_row: int
    new_row: int
    causes: tuple[Cause, ...]

    @property
    def fen(self) -> int:
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sheets: the people in each, the parts compared, the differences, and the sum of each cause."""

    old: PaySheet
    new: PaySheet
    parts: tuple[str, ...]
    matched: int
    differences: tuple[Difference, ...]
    by_cause: Mapping[str, int]
    old_sum: int
    new_sum: int

    @property
    def unexplained(self) -> int:
        """Fen without a cause, each counted without its sign."""
        return sum(abs(c.fen) for one in self.differences for c in one.causes if c.cause == "unexplained")


@dataclass(frozen=True, slots=True)
class _Pair:
    old: PayRow
    new: PayRow
    again: tuple[PayRow, ...]


def compare(old: PaySheet, new: PaySheet) -> Comparison:
    """The differences of the two sheets by person and part, in the order of the new sheet."""
    parts = tuple(part for part in PARTS if old.has(part) and new.has(part)) or (TOTAL,)
    pairs, only_old, only_new = _matched(old, new)
    steps: dict[tuple[int, str], list[Cause]] = {}
    for part in parts:
        for place, causes in enumerate(_part(pairs, part)):
            steps[place, part] = causes
    found: list[Difference] = []
    for place, pair in enumerate(pairs):
        for part in parts:
            more = [Cause("duplicated", -row.fen(part), f"又见第{row.row}行") for row in pair.again if row.fen(part)]
            told = (*steps[place, part], *more)
            total = pair.old.fen(part) + sum(row.fen(part) for row in pair.again)
            found += _difference(pair.old, pair.new, part, total, pair.new.fen(part), told)
        if parts != (TOTAL,) and old.has(TOTAL):
            found += _addition(pair, parts)
    for row in only_old:
        found += [
            _alone(row, part, row.fen(part), 0, f"旧表第{row.row}行有，新表没有") for part in parts if row.fen(part)
        ]
    for row in only_new:
        found += [
            _alone(row, part, 0, row.fen(part), f"新表第{row.row}行有，旧表没有") for part in parts if row.fen(part)
        ]
    by_cause: dict[str, int] = {}
    for one in found:
        for cause in one.causes:
            by_cause[cause.cause] = by_cause.get(cause.cause, 0) + cause.fen
    ordered = {name: by_cause[name] for name in LABELS if name in by_cause}
    whole = TOTAL if old.has(TOTAL) else ""
    return Comparison(
        old, new, parts, len(pairs), tuple(found), ordered,
        old.sum(whole) if whole else sum(old.sum(part) for part in parts),
        new.sum(TOTAL) if whole and new.has(TOTAL) else sum(new.sum(part) for part in parts),
    )  # fmt: skip


def _difference(
    old: PayRow, new: PayRow, part: str, before: int, after: int, causes: Sequence[Cause]
) -> list[Difference]:
    if before == after and not causes:
        return []
    return [Difference(new.code or old.code, new.name, part, before, after, old.row, new.row, tuple(causes))]


def _alone(row: PayRow, part: str, before: int, after: int, words: str) -> Difference:
    cause = Cause("person_missing", after - before, words)
    rows = (row.row, 0) if before else (0, row.row)
    return Difference(row.code, row.name, part, before, after, *rows, (cause,))


def _addition(pair: _Pair, parts: Sequence[str]) -> Iterator[Difference]:
    """Where the old sheet's total is not the sum of its parts, beyond what is topped up to a floor."""
    rows = (pair.old, *pair.again)
    parts_sum = sum(row.fen(part) for row in rows for part in parts)
    told = sum(row.fen(TOTAL) for row in rows)
    if told == parts_sum:
        return
    top_up = sum(row.fen("floor") for row in rows)
    causes = [Cause("floor", -top_up, "旧表另列的补足")] if top_up else []
    if rest := parts_sum - told + top_up:
        causes.append(Cause("addition", rest))
    yield Difference(pair.new.code, pair.new.name, TOTAL, told, parts_sum, pair.old.row, pair.new.row, tuple(causes))


def _matched(old: PaySheet, new: PaySheet) -> tuple[list[_Pair], list[PayRow], list[PayRow]]:
    """People by code where both sheets have codes, else by name, and by unit where a name occurs more than once."""
    by_code = any(row.code for row in old.rows) and any(row.code for row in new.rows)
    codes = {row.code for row in new.rows if row.code} if by_code else set()
    left: dict[tuple[str, ...], list[PayRow]] = {}
    names: dict[str, int] = {}
    for row in new.rows:
        names[row.name] = names.get(row.name, 0) + 1

    def key(row: PayRow) -> tuple[str, ...]:
        if row.code in codes:
            return ("code", row.code)
        return ("name", row.name, row.unit) if names.get(row.name, 0) > 1 else ("name", row.name)

    for row in old.rows:
        left.setdefault(key(row), []).append(row)
    pairs, only_new = [], []
    for row in new.rows:
        rows = left.pop(key(row), None) or left.pop(("name", row.name), None) if key(row) else None
        if rows:
            pairs.append(_Pair(rows[0], row, tuple(rows[1:])))
        else:
            only_new.append(row)
    return pairs, sorted((row for rows in left.values() for row in rows), key=lambda row: row.row), only_new


def _part(pairs: Sequence[_Pair], part: str) -> list[list[Cause]]:
    """The causes of every pair's difference in one part."""
    granule = _granule([pair.old.fen(part) for pair in pairs])
    told = [_told(pair, part) for pair in pairs]
    expected = [Fraction(pair.new.fen(part)) * _product(factors) for pair, factors in zip(pairs, told, strict=True)]
    levels = _levels(pairs, expected, part, granule)
    floors = _floors(pairs, expected, levels, part, granule)
    others = _swapped(pairs, expected, levels, part, granule)
    same = sum(pair.old.fen(part) for pair in pairs) == sum(pair.new.fen(part) for pair in pairs)
    return [
        _steps(pair, part, [*factors, *others.get(place, [])], level, same, granule, floors)
        for place, (pair, factors, level) in enumerate(zip(pairs, told, levels, strict=True))
    ]


Factor = tuple[str, Fraction, str]  # cause, old ÷ new, words


def _product(factors: Sequence[Factor]) -> Fraction:
    result = ONE
    for _, factor, _ in factors:
        result *= factor
    return result


def _told(pair: _Pair, part: str) -> list[Factor]:
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


def _of_part(pair: _Pair, part: str, factor: Factor) -> Factor:
    """A coefficient moves only the excess part of a total that the old sheet does not divide."""
    basic, excess = pair.new.fen(BASIC), pair.new.fen(EXCESS)
    kind, value, words = factor
    if part != TOTAL or kind == "days" or not basic + excess:
        return factor
    return (kind, (basic + excess * value) / (basic + excess), words)


def _missing_score(pair: _Pair) -> Factor | None:
    """No score in the old sheet: its coefficient if it has one, nothing if nothing was paid, else as if it were 100."""
    own = pair.new.numbers.get("coefficient") or (pair.new.numbers.get("score") or Fraction(0)) / 100
    used = pair.old.numbers.get("coefficient")
    if used is None:
        used = Fraction(0) if not pair.old.fen(EXCESS) else ONE
    if not own:
        return None
    return ("missing_score", used / own, f"旧表按{decimal_text(used)}，新表{decimal_text(own)}")


def _factor(pair: _Pair, field: str, cause: str, word: str) -> Factor | None:
    old, new = pair.old.numbers.get(field), pair.new.numbers.get(field)
    if old is None or not new or abs(old - new) < Fraction(1, 1000):  # a shown number has four places at most
        return None
    return (cause, old / new, f"{word}旧表{decimal_text(old)}，新表{decimal_text(new)}")


def _granule(values: Sequence[int]) -> int:
    """The coarsest unit, up to a yuan, to which all amounts of the hand-made sheet are rounded."""
    used = [value for value in values if value]
    return next(one for one in GRANULES if all(value % one == 0 for value in used)) if used else 1


def _levels(pairs: Sequence[_Pair], expected: Sequence[Fraction], part: str, granule: int) -> list[Fraction]:
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
    pairs: Sequence[_Pair], expected: Sequence[Fraction], places: Sequence[int], level: Fraction, granule: int
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


def _floors(
    pairs: Sequence[_Pair], expected: Sequence[Fraction], levels: Sequence[Fraction], part: str, granule: int
) -> set[int]:
    """Amounts that several people have in the old sheet and nobody under them: a floor."""
    counts: dict[int, int] = {}
    for pair, new, level in zip(pairs, expected, levels, strict=True):
        old = pair.old.fen(part)
        if old > new * level + _slack(new, granule):
            counts[old] = counts.get(old, 0) + 1
    least = min((pair.old.fen(part) for pair in pairs if pair.old.fen(part)), default=0)
    return {old for old, count in counts.items() if count > 1 and old == least}


def _swapped(
    pairs: Sequence[_Pair], expected: Sequence[Fraction], levels: Sequence[Fraction], part: str, granule: int
) -> dict[int, list[Factor]]:
    """By place, the step of those whose amount stands in another's row."""
    due = [new * level for new, level in zip(expected, levels, strict=True)]
    old = [pair.old.fen(part) for pair in pairs]
    slack = max((_slack(value, granule) for value in due), default=ONE)
    found = swapped(due, old, lambda value, fen: _near(value, fen, granule), slack)
    return {
        one: [("swapped", due[other] / due[one], f"旧表为{pairs[other].new.name}的数")] for one, other in found.items()
    }


def _steps(
    pair: _Pair, part: str, told: Sequence[Factor], level: Fraction, same: bool, granule: int, floors: set[int]
) -> list[Cause]:
    """From our amount to theirs; every step's fen is what it takes off theirs to come back to ours."""
    new, old = pair.new.fen(part), pair.old.fen(part)
    factors = [*told]
    if level != ONE and old:
        kind = "shared_again" if same else "rate"
        factors.append((kind, level, f"旧表为新表的{decimal_text(level, 4)}倍"))
    exact = Fraction(new) * _product(factors)
    if not _near(exact, old, granule):
        factors += _guess(pair, part, exact, old, granule)
    found: list[Cause] = []
    at, value = new, Fraction(new)
    for kind, factor, words in factors:
        value *= factor
        step = half_up(value)
        if step != at:
            found.append(Cause(kind, at - step, words))
        at = step
    if (rest := at - old) != 0:
        found.append(_rest(rest, value, old, granule, floors))
    return found


def _near(value: Fraction, old: int, granule: int) -> bool:
    return abs(value - old) <= _slack(value, granule)


def _guess(pair: _Pair, part: str, exact: Fraction, old: int, granule: int) -> list[Factor]:
    """A cause that the columns do not tell: whole months, grades in the place of scores, nothing paid."""
    if not old:
        kind = "missing_score" if part == EXCESS and pair.old.numbers.get("score") == 0 else "not_paid"
        return [(kind, Fraction(0), "旧表为0")]
    for candidate in _candidates(pair, part):
        factor = _of_part(pair, part, candidate)
        if _near(exact * factor[1], old, granule):
            return [factor]
    return []


def _candidates(pair: _Pair, part: str) -> Iterator[Factor]:
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


def _rest(rest: int, value: Fraction, old: int, granule: int, floors: set[int]) -> Cause:
    if old in floors:
        return Cause("floor", rest, "旧表补到同一数")
    if _near(value, old, granule):
        return Cause("rounding", rest, f"旧表取整到{_granule_words(granule)}")
    return Cause("unexplained", rest)


def _granule_words(granule: int) -> str:
    return {1: "分", 10: "角", 100: "元"}.get(granule, f"{granule // 100}元")
