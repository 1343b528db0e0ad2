"""A hand-made sheet with many mistakes at once: nineteen of twenty differences get the cause that was planted."""

import random
from fractions import Fraction

from countyhire.compute.compare import compare
from countyhire.compute.compare_sheet import Content, read_sheet
from tests.pay import test_compare as single
from tests.pay.test_compare import Lines, cells, total

PARTS = (("基础绩效", "basic"), ("超额绩效", "excess"))
Line = dict[str, Content]
Planted = dict[tuple[str, str], set[str]]


class Spoiler:
    """A sheet of sixty people being spoilt, and what was planted where."""

    def __init__(self, seed: int) -> None:
        self.dice, self.planted = random.Random(seed), Planted()
        self.old: Lines = [dict(line) for line in single.ours(seed)]
        self.left = self.dice.sample(range(len(self.old)), len(self.old))

    def someone(self) -> Line:
        return self.old[self.left.pop()]

    def plant(self, line: Line, part: str, cause: str, alone: bool = False) -> None:
        causes = self.planted.setdefault((str(line["人员编号"]), part), set())
        if alone:
            causes.clear()
        causes.add(cause)

    def scale(self, line: Line, factor: Fraction, cause: str) -> None:
        for head, part in PARTS:
            line[head] *= factor  # type: ignore[operator]
            self.plant(line, part, cause)

    def rate(self) -> None:
        if self.dice.random() < 0.4:
            level = self.dice.choice((Fraction(38, 40), Fraction(415, 400)))
            for line in self.old:
                line["超额绩效"] *= level  # type: ignore[operator]
                self.plant(line, "excess", "rate")

    def days(self) -> None:
        line = self.someone()
        months = Fraction(line["服务月数"])  # type: ignore[arg-type]
        if months.denominator > 1:  # counted as whole months, which no column tells
            self.scale(line, (int(months) + 1) / months, "days")
        line = self.someone()
        months = Fraction(line["服务月数"])  # type: ignore[arg-type]
        self.scale(line, (months - 1) / months, "days")
        line["服务月数"] = months - 1

    def scores(self) -> None:
        line = self.someone()
        line["考核得分"], line["考核系数"], line["超额绩效"] = None, None, Fraction(0)
        self.plant(line, "excess", "missing_score", alone=True)
        line = self.someone()
        line["超额绩效"] *= Fraction(6, 5) / line["考核系数"]  # type: ignore[operator]
        self.plant(line, "excess", "coefficient")

    def unpaid(self) -> None:
        line = self.someone()
        for head, part in PARTS:
            line[head] = Fraction(0)
            self.plant(line, part, "not_paid", alone=True)

    def swaps(self) -> None:
        for _ in range(2):
            one, other = self.someone(), self.someone()
            for head, part in PARTS:
                if one[head] != other[head]:
                    one[head], other[head] = other[head], one[head]
                    self.plant(one, part, "swapped")
                    self.plant(other, part, "swapped")

    def floors(self) -> None:
        """Of those not yet spoilt, three to six who were due different amounts are raised to one, a year or a month."""
        monthly = self.dice.random() < 0.5
        untouched = [self.old[place] for place in self.left]

        def rate(line: Line) -> Fraction:
            return Fraction(line["超额绩效"]) / (line["服务月数"] if monthly else 1)  # type: ignore[operator,arg-type]

        rates = sorted({rate(line) for line in untouched})
        least = rates[self.dice.randrange(3, 7)]  # somebody's own amount, or a round one
        least = max(rates[3], Fraction(int(least / 100) * 100)) if self.dice.random() < 0.5 else least
        for line in untouched:
            if rate(line) < least:
                line["超额绩效"] = least * (line["服务月数"] if monthly else 1)  # type: ignore[operator]
                self.plant(line, "excess", "floor")
        self.left = [place for place in self.left if rate(self.old[place]) > least]

    def rounded(self) -> None:
        granule = self.dice.choice((1, 1, 10, 100))
        for line in self.old:
            for head, _ in PARTS:
                line[head] = Fraction(round(line[head] * 100 / granule) * granule, 100)  # type: ignore[operator,arg-type]
            total(line)

    def rows(self) -> None:
        self.someone()["合计"] += Fraction(self.dice.choice((100, -30)))  # type: ignore[operator]
        gone, twice = self.someone(), self.someone()
        for _, part in PARTS:
            self.plant(gone, part, "person_missing", alone=True)
            self.plant(twice, part, "duplicated")
        self.old = [*(line for line in self.old if line is not gone), dict(twice)]

    def cells(self) -> list[list[Content]]:
        """Some amounts as text, and a column more."""
        rows = cells(self.old)
        for row in rows[2:-1]:
            for place in (8, 9, 10):
                if self.dice.random() < 0.2:
                    row[place] = f"{float(row[place]):,.2f}元"  # type: ignore[arg-type]
            row.insert(2, None)
        for row, word in ((rows[0], None), (rows[1], "备用"), (rows[-1], None)):
            row.insert(2, word)
        return rows


def _named(seed: int, floors: bool = False) -> tuple[int, int, int]:
    """How many planted differences got their cause, how many did not or were not planted, and fen without a cause."""
    sheet = Spoiler(seed)
    raised = [sheet.floors] if floors else []
    for spoil in (sheet.rate, sheet.days, sheet.scores, sheet.unpaid, sheet.swaps, *raised, sheet.rounded, sheet.rows):
        spoil()
    new = read_sheet("新", cells(single.ours(seed)))
    old = read_sheet("旧", sheet.cells(), new)
    assert new and old
    result = compare(old, new)
    assert all(sum(cause.fen for cause in one.causes) == one.fen for one in result.differences)
    told = {(one.code, one.part): {cause.cause for cause in one.causes} - {"rounding"} for one in result.differences}
    told = {key: causes for key, causes in told.items() if causes and causes != {"addition"}}
    right = sum(told.get(key) == causes for key, causes in sheet.planted.items())
    return right, len({*told, *sheet.planted}) - right, result.unexplained


def test_the_planted_causes_are_named(sweep, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(single, "PEOPLE", 60)
    found = [_named(seed) for seed in range(sweep(12, 400))]
    right, wrong, unexplained = (sum(column) for column in zip(*found, strict=True))
    assert 20 * wrong <= right + wrong, (right, wrong)
    assert right > 12 * 15
    assert unexplained == 0


def test_floors_among_other_mistakes_are_named(sweep, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # R9
    monkeypatch.setattr(single, "PEOPLE", 60)
    found = [_named(seed, floors=True) for seed in range(sweep(12, 1000))]
    right, wrong, unexplained = (sum(column) for column in zip(*found, strict=True))
    assert 20 * wrong <= right + wrong, (right, wrong)
    assert right > 12 * 15
    assert unexplained == 0


def test_two_amounts_in_each_others_rows() -> None:
    old = single.ours()
    first, second = old[0], old[1]
    first["超额绩效"], second["超额绩效"] = second["超额绩效"], first["超额绩效"]
    result = single.compared(old, single.ours())
    swapped = [one for one in result.differences if one.part == "excess"]
    assert [[cause.cause for cause in one.causes] for one in swapped] == [["swapped"], ["swapped"]]
    assert [one.causes[0].words for one in swapped] == ["旧表为人员01的数", "旧表为人员00的数"]
    assert sum(one.fen for one in swapped) == 0


def test_nobody_paid_is_one_cause_whatever_the_level() -> None:
    old = single.ours()
    for line in old:
        line["超额绩效"] = single.fen(line["超额绩效"] * Fraction(38, 40))  # type: ignore[operator]
    old[2]["超额绩效"] = Fraction(0)
    result = single.compared(old, single.ours())
    [mine] = [one for one in result.differences if one.part == "excess" and one.code == "P02"]
    assert [cause.cause for cause in mine.causes] == ["not_paid"]
