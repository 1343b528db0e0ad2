"""A hand-made pay sheet beside ours: every difference in fen, with the cause that explains it.

A person's part is taken from ours to theirs step by step: other months, another coefficient, another level for
everybody, a floor, rounding. Each step is a cause with its fen; what no step explains is listed as unexplained.
The steps of a part add up to its difference, the parts to the difference of the totals.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from countyhire.compute.compare_causes import Cause, Pair, causes_of, totals_raised
from countyhire.compute.compare_sheet import PARTS, TOTAL, PayRow, PaySheet

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


def compare(old: PaySheet, new: PaySheet) -> Comparison:
    """The differences of the two sheets by person and part, in the order of the new sheet."""
    parts = tuple(part for part in PARTS if old.has(part) and new.has(part)) or (TOTAL,)
    pairs, only_old, only_new = _matched(old, new)
    steps: dict[tuple[int, str], list[Cause]] = {}
    for part in parts:
        for place, causes in enumerate(causes_of(pairs, part)):
            steps[place, part] = causes
    found: list[Difference] = []
    wrong = dict(_additions(pairs, parts)) if parts != (TOTAL,) and old.has(TOTAL) else {}
    for place, pair in enumerate(pairs):
        for part in parts:
            more = [Cause("duplicated", -row.fen(part), f"又见第{row.row}行") for row in pair.again if row.fen(part)]
            told = (*steps[place, part], *more)
            total = pair.old.fen(part) + sum(row.fen(part) for row in pair.again)
            found += _difference(pair.old, pair.new, part, total, pair.new.fen(part), told)
        if pair in wrong:
            found.append(wrong[pair])
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


def _additions(pairs: Sequence[Pair], parts: Sequence[str]) -> Iterator[tuple[Pair, Difference]]:
    """Where the old sheet's total is not the sum of its parts: topped up to a floor, or added wrongly."""
    sums = [
        (sum(row.fen(part) for row in pair.rows for part in parts), sum(row.fen(TOTAL) for row in pair.rows))
        for pair in pairs
    ]
    raised = totals_raised(pairs, sums)
    for pair, (parts_sum, told), words in zip(pairs, sums, raised, strict=True):
        if told == parts_sum:
            continue
        top_up = sum(row.fen("floor") for row in pair.rows)
        causes = [Cause("floor", -top_up, "旧表另列的补足")] if top_up else []
        if rest := parts_sum - told + top_up:
            causes.append(Cause("floor", rest, words) if words and not top_up else Cause("addition", rest))
        yield (
            pair,
            Difference(pair.new.code, pair.new.name, TOTAL, told, parts_sum, pair.old.row, pair.new.row, tuple(causes)),
        )


def _matched(old: PaySheet, new: PaySheet) -> tuple[list[Pair], list[PayRow], list[PayRow]]:
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
            pairs.append(Pair(rows[0], row, tuple(rows[1:])))
        else:
            only_new.append(row)
    return pairs, sorted((row for rows in left.values() for row in rows), key=lambda row: row.row), only_new
