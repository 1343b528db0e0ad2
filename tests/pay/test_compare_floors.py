"""Amounts that the hand-made sheet raised to a floor: which floor is told, and what alone proves nothing stays open."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

from countyhire.compute.compare import Comparison, compare
from countyhire.compute.compare_sheet import listed_floors, read_sheet, with_floors
from countyhire.pipeline import comparing
from tests.pay.sample import job
from tests.pay.test_compare import Lines, cells, compared, fen, named, ours, save, total

FLOORS = [["待遇底线核对", None, None], ["人员编号", "底线", "底线数"]]


def _words(result: Comparison) -> set[str]:
    return {cause.words for one in result.differences for cause in one.causes if cause.cause == "floor"}


def _poorest(lines: Lines, count: int) -> Lines:
    return sorted(lines, key=lambda line: line["超额绩效"])[:count]  # type: ignore[arg-type,return-value]


def _months(line: dict[str, object]) -> Fraction:
    return Fraction(line["服务月数"])  # type: ignore[arg-type]


def test_a_floor_for_each_month() -> None:  # J15
    old = ours(2)
    for line in old:
        line["超额绩效"] = max(line["超额绩效"], fen(_months(line) * 2_800))  # type: ignore[type-var]
        total(line)
    result = compared(old, ours(2))
    assert result.unexplained == 0
    assert _words(result) == {"旧表按月补到每年33600元"}


def test_a_floor_before_days_were_taken_off() -> None:
    old = ours(3)
    *poor, next_one = _poorest(old, 6)
    for line in poor:
        line["超额绩效"] = Fraction(int(next_one["超额绩效"]) // 100 * 100)  # type: ignore[arg-type]
        total(line)
    late = poor[0]
    months = _months(late)
    late["服务月数"] = months - 1
    for part in ("基础绩效", "超额绩效"):
        late[part] = fen(late[part] * (months - 1) / months)  # type: ignore[operator]
    total(late)
    result = compared(old, ours(3))
    assert result.unexplained == 0
    mine = next(one for one in result.differences if one.code == late["人员编号"] and one.part == "excess")
    assert [cause.cause for cause in mine.causes] == ["days", "floor"]


def test_one_person_alone_raised_to_no_round_amount_proves_nothing() -> None:
    old = ours()
    poorest = _poorest(old, 1)[0]
    poorest["超额绩效"] += Fraction("123.45")  # type: ignore[operator]
    total(poorest)
    result = compared(old, ours())
    assert named(result) == {"unexplained": {poorest["人员编号"]}}
    assert result.unexplained == 12_345


def test_one_person_alone_raised_to_a_round_amount_that_nobody_is_under() -> None:
    old = ours()
    first, second = _poorest(old, 2)
    least = Fraction(int(second["超额绩效"]) // 100 * 100)  # type: ignore[arg-type]
    assert first["超额绩效"] < least  # type: ignore[operator]
    first["超额绩效"] = least
    total(first)
    assert named(compared(old, ours())) == {"floor": {first["人员编号"]}}


def _with_floors(old: Lines, least: dict[str, Fraction]) -> Comparison:
    rows = [[code, "不低于原单位科室同级人员平均水平", amount] for code, amount in least.items()]
    mine = read_sheet("分配表", cells(ours()))
    assert mine
    mine = with_floors(mine, listed_floors([*FLOORS, *rows]))
    theirs = read_sheet("手工表", cells(old), mine)
    assert theirs
    return compare(theirs, mine)


def test_floors_that_our_workbook_lists_are_known_one_by_one() -> None:  # J15
    """Each person has another floor, so that no two amounts are alike."""
    old = ours()
    least = {
        str(line["人员编号"]): line["合计"] + Fraction(37 * at + 5, 4)  # type: ignore[operator]
        for at, line in enumerate(old)
        if at % 3 == 0
    }
    for line in old:
        if str(line["人员编号"]) in least:
            line["超额绩效"] += least[str(line["人员编号"])] - line["合计"]  # type: ignore[operator]
            total(line)
    result = _with_floors(old, least)
    assert named(result) == {"floor": set(least)}
    assert all(word.startswith("旧表补到新表所列底线") for word in _words(result))
    assert compared(old, ours()).unexplained > 0  # without the list nothing proves it


def test_a_total_raised_without_a_part_for_it() -> None:
    """Only the total was raised: to what our workbook lists, or to one amount."""
    old = ours()
    poor = sorted(old, key=lambda line: line["合计"])[:3]  # type: ignore[arg-type,return-value]
    for line in poor:
        line["合计"] = Fraction(40_000)
    people = {str(line["人员编号"]) for line in poor}
    assert named(compared(old, ours())) == {"floor": people}
    for at, line in enumerate(poor):
        line["合计"] = Fraction(40_000 + 111 * at)
    least = {str(line["人员编号"]): Fraction(line["合计"]) for line in poor}  # type: ignore[arg-type]
    assert named(_with_floors(old, least)) == {"floor": people}
    assert named(compared(old, ours())) == {"addition": people}


def test_a_sheet_of_floors_is_found_by_its_header() -> None:
    assert listed_floors(
        [*FLOORS, ["P01", "甲", Fraction(100)], ["P01", "乙", "200.00元"], [None, "丙", Fraction(1)]]
    ) == {"P01": (10_000, 20_000)}
    assert listed_floors(cells(ours())) == {}
    mine = read_sheet("分配表", cells(ours()))
    assert mine and with_floors(mine, {}).rows == tuple(replace(row, floors=()) for row in mine.rows)


def test_the_command_reads_the_floors_of_our_workbook(tmp_path: Path) -> None:
    old = ours()
    line = old[4]
    least = line["合计"] + Fraction("77.31")  # type: ignore[operator]
    line["超额绩效"] += Fraction("77.31")  # type: ignore[operator]
    total(line)
    theirs, mine = save(tmp_path / "手工表.xlsx", old), save(tmp_path / "绩效工资分配表.xlsx", ours())
    book = load_workbook(mine)
    sheet = book.create_sheet("待遇底线")
    for row in (*FLOORS, ["P04", "不低于原单位科室同级人员平均水平", float(least)]):
        sheet.append(row)
    book.save(mine)
    outcome = comparing.compare(job(tmp_path), theirs, mine)
    assert outcome.view["unexplained"] == "0.00" and list(outcome.view["by_cause"]) == ["floor"]
