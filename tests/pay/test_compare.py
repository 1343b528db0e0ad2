"""A hand-made sheet beside ours: known mistakes are planted, each is named to the fen, nothing stays unexplained."""

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from countyhire.compute.compare import Comparison, compare
from countyhire.compute.compare_sheet import Content, read_sheet
from countyhire.pipeline import comparing, verifying
from tests.pay.sample import job, sheet_of

HEADS = (
    "序号",
    "人员编号",
    "姓名",
    "岗位等级",
    "服务月数",
    "考核得分",
    "考核系数",
    "岗位系数",
    "基础绩效",
    "超额绩效",
    "合计",
)
PEOPLE = 20
Lines = list[dict[str, Content]]


def ours(seed: int = 1) -> Lines:
    """Twenty people of three grades, whole and broken months, a level of 40,000 yuan."""
    chance = random.Random(seed)
    year = {"专技十级": 30_000, "专技九级": 36_000, "专技八级": 42_000}
    found: Lines = []
    for number in range(PEOPLE):
        grade = chance.choice(sorted(year))
        months = Fraction(chance.choice([12, 12, 12, 7, 5])) + Fraction(chance.choice([0, 0, 0, 10]), 31)
        coefficient = Fraction(chance.randrange(700, 999), 1000)
        basic = fen(year[grade] * months / 12)
        excess = fen(40_000 * months / 12 * coefficient)
        found.append(
            {
                "人员编号": f"P{number:02}", "姓名": f"人员{number:02}", "岗位等级": grade, "服务月数": months,
                "考核得分": coefficient * 100, "考核系数": coefficient, "岗位系数": Fraction(1), "基础绩效": basic,
                "超额绩效": excess, "合计": basic + excess,
            }
        )  # fmt: skip
    return found


def fen(yuan: Fraction) -> Fraction:
    return Fraction(round(yuan * 100), 100)


def total(line: dict[str, Content]) -> None:
    line["合计"] = line["基础绩效"] + line["超额绩效"]  # type: ignore[operator]


def cells(lines: Lines, heads: tuple[str, ...] = HEADS) -> list[list[Content]]:
    rows: list[list[Content]] = [["某区2025年绩效工资表", *[None] * (len(heads) - 1)], list(heads)]
    for number, line in enumerate(lines, 1):
        rows.append([Fraction(number) if head == "序号" else line.get(head) for head in heads])
    sums = [
        None if head not in ("基础绩效", "超额绩效", "合计") else sum(line[head] for line in lines) for head in heads
    ]  # type: ignore[misc]
    rows.append(["合计", *sums[1:]])
    return rows


def compared(old: Lines, new: Lines, heads: tuple[str, ...] = HEADS) -> Comparison:
    ours = read_sheet("分配表", cells(new))
    theirs = read_sheet("手工表", cells(old, heads), ours)
    assert ours and theirs
    result = compare(theirs, ours)
    for one in result.differences:
        assert sum(cause.fen for cause in one.causes) == one.fen
    return result


def named(result: Comparison) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in result.differences:
        for cause in one.causes:
            found.setdefault(cause.cause, set()).add(one.code or one.name)
    return found


def test_the_same_sheet_has_no_difference() -> None:
    result = compared(ours(), ours())
    assert (result.differences, result.matched, result.unexplained) == ((), PEOPLE, 0)
    assert result.old_sum == result.new_sum > 0


def _rounded(lines: Lines) -> set[str]:
    for line in lines:
        for part in ("基础绩效", "超额绩效"):
            line[part] = Fraction(round(line[part]))  # type: ignore[arg-type]
        total(line)
    return {str(line["人员编号"]) for line in lines}


def _whole_months(lines: Lines) -> set[str]:
    broken = [line for line in lines if line["服务月数"] != int(line["服务月数"])]  # type: ignore[arg-type]
    for line in broken:
        whole = Fraction(int(line["服务月数"]) + 1)  # type: ignore[arg-type]
        for part in ("基础绩效", "超额绩效"):
            line[part] = fen(line[part] * whole / line["服务月数"])  # type: ignore[operator]
        total(line)
    assert broken
    return {str(line["人员编号"]) for line in broken}


def _whole_months_said(lines: Lines) -> set[str]:
    found = _whole_months(lines)
    for line in lines:
        if line["人员编号"] in found:
            line["服务月数"] = Fraction(int(line["服务月数"]) + 1)  # type: ignore[arg-type]
    return found


def _no_score(lines: Lines) -> set[str]:
    line = lines[3]
    line["考核得分"], line["考核系数"], line["超额绩效"] = None, None, Fraction(0)
    total(line)
    return {"P03"}


def _no_score_as_full(lines: Lines) -> set[str]:
    line = lines[3]
    line["超额绩效"] = fen(line["超额绩效"] / line["考核系数"])  # type: ignore[operator]
    line["考核得分"], line["考核系数"] = None, None
    total(line)
    return {"P03"}


def _another_score(lines: Lines) -> set[str]:
    line = lines[5]
    line["超额绩效"] = fen(line["超额绩效"] * Fraction(1, 2) / line["考核系数"])  # type: ignore[operator]
    line["考核得分"], line["考核系数"] = Fraction(50), Fraction(1, 2)
    total(line)
    return {"P05"}


def _another_level(lines: Lines) -> set[str]:
    for line in lines:
        line["超额绩效"] = fen(line["超额绩效"] * Fraction(38_000, 40_000))  # type: ignore[operator]
        total(line)
    return {str(line["人员编号"]) for line in lines}


def _another_standard(lines: Lines) -> set[str]:
    changed = [line for line in lines if line["岗位等级"] == "专技九级"]
    for line in changed:
        line["基础绩效"] = fen(line["基础绩效"] * Fraction(33, 36))  # type: ignore[operator]
        total(line)
    return {str(line["人员编号"]) for line in changed}


def _floor(lines: Lines) -> set[str]:
    """Three are lifted to what the fourth has."""
    poor = sorted(lines, key=lambda line: line["超额绩效"])[:4]  # type: ignore[arg-type,return-value]
    for line in poor[:3]:
        line["超额绩效"] = poor[3]["超额绩效"]
        total(line)
    return {str(line["人员编号"]) for line in poor[:3]}


def _left_out(lines: Lines) -> set[str]:
    del lines[7]
    return {"P07"}


def _twice(lines: Lines) -> set[str]:
    lines.append(dict(lines[2]))
    return {"P02"}


def _wrong_sum(lines: Lines) -> set[str]:
    lines[1]["合计"] += Fraction(100)  # type: ignore[operator]
    return {"P01"}


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (_rounded, "rounding"),
        (_whole_months, "days"),
        (_whole_months_said, "days"),
        (_no_score, "missing_score"),
        (_no_score_as_full, "missing_score"),
        (_another_score, "coefficient"),
        (_another_level, "rate"),
        (_another_standard, "rate"),
        (_floor, "floor"),
        (_left_out, "person_missing"),
        (_twice, "duplicated"),
        (_wrong_sum, "addition"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_a_planted_mistake_is_named(spoil: Callable[[Lines], set[str]], cause: str, seed: int) -> None:
    old = ours(seed)
    people = spoil(old)
    result = compared(old, ours(seed))
    found = named(result)
    assert result.unexplained == 0
    assert found.get(cause, set()) <= people and (found[cause] == people or cause == "rounding")
    assert set(found) <= {cause, "rounding"}
    assert (
        result.new_sum - result.old_sum == sum(one.fen for one in result.differences if one.part != "total")
        or cause == "addition"
    )


def test_mistakes_together_stay_explained() -> None:  # R9
    old = ours()
    _another_level(old)
    _no_score(old)
    _left_out(old)
    _rounded(old)
    result = compared(old, ours())
    assert result.unexplained == 0
    assert {"rate", "missing_score", "person_missing", "rounding"} == set(named(result))


def test_an_amount_without_any_reason_stays_unexplained() -> None:
    old = ours()
    old[4]["超额绩效"] += Fraction(1234)  # type: ignore[operator]
    total(old[4])
    result = compared(old, ours())
    assert named(result) == {"unexplained": {"P04"}}
    assert result.unexplained == 123_400


def test_a_column_without_a_known_header_is_found_by_its_sum() -> None:
    old = ours()
    heads = tuple({"基础绩效": "甲", "超额绩效": "乙"}.get(head, head) for head in HEADS)
    for line in old:
        line["甲"], line["乙"] = line["基础绩效"], line["超额绩效"]
    result = compared(old, ours(), heads)
    assert {field: column.by for field, column in result.old.columns.items() if column.by == "合计"} == {
        "basic": "合计", "excess": "合计",
    }  # fmt: skip
    assert result.differences == ()


def test_names_stand_for_codes_where_there_are_none() -> None:
    heads = tuple(head for head in HEADS if head != "人员编号")
    assert compared(ours(), ours(), heads).matched == PEOPLE


def test_the_order_of_rows_does_not_matter() -> None:
    old = ours()
    _no_score(old)
    again = compared(list(reversed(old)), ours())
    assert [(one.code, one.fen) for one in again.differences] == [
        (one.code, one.fen) for one in compared(old, ours()).differences
    ]


def save(path: Path, lines: Lines) -> Path:
    book = Workbook()
    for row in cells(lines):
        book.active.append([float(value) if isinstance(value, Fraction) else value for value in row])  # type: ignore[union-attr]
    book.save(path)
    return path


def test_the_command_writes_the_comparison(tmp_path: Path) -> None:  # R19
    old = ours()
    _no_score(old)
    theirs, mine = save(tmp_path / "手工表.xlsx", old), save(tmp_path / "绩效工资分配表.xlsx", ours())
    outcome = comparing.compare(job(tmp_path), theirs, tmp_path)
    assert outcome.view["unexplained"] == "0.00" and list(outcome.view["by_cause"]) == ["missing_score"]
    assert mine.is_file() and outcome.written
    sheet = sheet_of(outcome.written.folder / "手工表比较.xlsx", "差异")
    row = [cell.value for cell in sheet[6]]
    assert row[2:4] == ["人员03", "超额绩效"] and row[6] == float(ours()[3]["超额绩效"])  # type: ignore[arg-type]
    assert load_workbook(outcome.written.folder / "手工表比较.xlsx")["差异"]["G6"].value == "=F6-E6"
    assert verifying.verify(job(Path()), outcome.written.folder).result == []
