"""A pay sheet that somebody made by hand, read for comparing: which column is what, by its header or by its sums."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from countyhire.model.money import half_up

Content = str | Fraction | None  # a number is exact, a blank None
BASIC, EXCESS, TOTAL = "basic", "excess", "total"
PARTS = (BASIC, EXCESS)
NUMBERS = ("months", "score", "coefficient", "post", BASIC, EXCESS, "floor", TOTAL)
# What a header may be called, in the order in which the fields are looked for; brackets and blanks are dropped.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "code": ("人员编号", "职工编号", "编号", "工号", "编码"),
    "name": ("姓名", "户名", "人员姓名"),
    "unit": ("派出单位", "原单位", "单位", "工作单位"),
    "grade": ("岗位等级", "岗位", "等级"),
    "months": ("服务月数", "月数", "在岗月数", "派驻月数", "工作月数"),
    "score": ("考核得分", "年度考核得分", "得分", "考核分", "考核分数"),
    "coefficient": ("考核系数", "绩效系数", "考核结果系数"),
    "post": ("岗位系数",),
    "basic": ("基础绩效", "基础性绩效", "基础绩效工资", "基础部分"),
    "excess": ("超额绩效", "超额绩效工资", "奖励性绩效", "超额部分"),
    "floor": ("补足", "补差", "托底", "保底补差", "最低补足"),
    "total": ("合计", "总计", "应发合计", "应发金额", "应发", "实发合计", "发放合计", "金额"),
}
SUMS = {"合计", "总计", "小计", "共计"}
SEARCHED = 15
_TYPED = re.compile(r"-?\d[\d,]*(?:\.\d+)?元?")  # a number that was typed as text


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was recognised: its place (from 0), its header, and whether by 表头 or by 合计."""

    place: int
    header: str
    by: str


@dataclass(frozen=True, slots=True)
class PayRow:
    """One person's line: `row` from 1; `numbers` holds what stands in the columns of NUMBERS, exact yuan for money.

    `floors` are the least totals, fen, that a sheet of floors beside it lists for the person.
    """

    row: int
    code: str
    name: str
    unit: str
    grade: str
    numbers: Mapping[str, Fraction | None]
    floors: tuple[int, ...] = ()

    def fen(self, part: str) -> int:
        """A part in fen, a blank as nothing."""
        return half_up((self.numbers.get(part) or Fraction(0)) * 100)


@dataclass(frozen=True, slots=True)
class PaySheet:
    """The lines of a sheet and the columns they were read from."""

    name: str
    columns: Mapping[str, Column]
    rows: tuple[PayRow, ...]

    def has(self, field: str) -> bool:
        return field in self.columns

    def sum(self, part: str) -> int:
        return sum(row.fen(part) for row in self.rows)


def read_sheet(name: str, cells: Sequence[Sequence[Content]], model: "PaySheet | None" = None) -> PaySheet | None:
    """The sheet, or None where no header with a name or code and an amount is found.

    `model` is the sheet it will be compared with: a column of amounts that no header explains is taken for the part
    whose sum there is nearest.
    """
    for at, line in enumerate(cells[:SEARCHED]):
        columns = _named(line)
        if not ({"name", "code"} & columns.keys()):
            continue
        columns |= _summed(cells, at, line, columns, model)
        if {BASIC, EXCESS, TOTAL} & columns.keys():
            return PaySheet(name, columns, tuple(_rows(cells, at + 1, columns)))
    return None


def listed_floors(cells: Sequence[Sequence[Content]]) -> dict[str, tuple[int, ...]]:
    """What a sheet of floors (待遇底线) says that each person's total must reach, fen, by code; {} for other sheets."""
    for at, line in enumerate(cells[:SEARCHED]):
        heads = {_key(text): place for place, text in enumerate(line) if isinstance(text, str)}
        if not {"人员编号", "底线", "底线数"} <= heads.keys():
            continue
        columns = {"code": Column(heads["人员编号"], "", ""), TOTAL: Column(heads["底线数"], "", "")}
        found: dict[str, tuple[int, ...]] = {}
        for row in cells[at + 1 :]:
            code, least = _text(row, columns, "code"), _number(row, columns, TOTAL)
            if code and least is not None:
                found[code] = (*found.get(code, ()), half_up(least * 100))
        return found
    return {}


def with_floors(sheet: PaySheet, floors: Mapping[str, tuple[int, ...]]) -> PaySheet:
    """The sheet, each person with the floors listed for the code."""
    return replace(sheet, rows=tuple(replace(row, floors=floors.get(row.code, ())) for row in sheet.rows))


def _key(text: str) -> str:
    return re.sub(r"[（(\[【].*?[)）\]】]|\s|元|：|:", "", text)


def _named(line: Sequence[Content]) -> dict[str, Column]:
    """Columns whose header is known word for word, then those whose header begins or ends with a known word."""
    heads = [(place, text, _key(text)) for place, text in enumerate(line) if isinstance(text, str) and _key(text)]
    found: dict[str, Column] = {}
    taken: set[int] = set()
    for exact in (True, False):
        for field, names in HEADERS.items():
            for name in names:
                if field in found:
                    break
                for place, text, key in heads:
                    same = key == name if exact else key.startswith(name) or key.endswith(name)
                    if place not in taken and same:
                        found[field] = Column(place, text, "表头")
                        taken.add(place)
                        break
    return found


def _summed(
    cells: Sequence[Sequence[Content]],
    at: int,
    line: Sequence[Content],
    known: Mapping[str, Column],
    model: PaySheet | None,
) -> dict[str, Column]:
    """The part that a column of amounts without a known header is, by the sums of the other sheet."""
    if model is None:
        return {}
    taken = {column.place for column in known.values()}
    people = [row for row in cells[at + 1 :] if _is_person(row, known)]
    sums: dict[int, int] = {}
    for place in range(len(line)):
        values = [row[place] for row in people if place < len(row)]
        numbers = [value for value in values if isinstance(value, Fraction)]
        if place not in taken and people and 2 * len(numbers) >= len(people):
            sums[place] = half_up(sum(numbers, Fraction(0)) * 100)
    found: dict[str, Column] = {}
    for part in (TOTAL, *PARTS):
        wanted = model.sum(part)
        if part in known or not model.has(part) or not wanted or not sums:
            continue
        place = min(sums, key=lambda one: (abs(sums[one] - wanted), one))
        if 10 * abs(sums[place] - wanted) <= wanted:  # within a tenth
            found[part] = Column(place, str(line[place] or ""), "合计")
            del sums[place]
    return found


def _is_person(row: Sequence[Content], columns: Mapping[str, Column]) -> bool:
    said = [_text(row, columns, field) for field in ("name", "code")]
    return any(said) and not any(_key(text) in SUMS for text in said)


def _rows(cells: Sequence[Sequence[Content]], first: int, columns: Mapping[str, Column]) -> list[PayRow]:
    """The lines of people: those with a name or a code and at least one amount."""
    found = []
    for number, row in enumerate(cells[first:], first + 1):
        if not _is_person(row, columns):
            continue
        numbers = {field: _number(row, columns, field) for field in NUMBERS if field in columns}
        if all(numbers.get(part) is None for part in (BASIC, EXCESS, TOTAL)):
            continue
        code, name, unit, grade = (_text(row, columns, field) for field in ("code", "name", "unit", "grade"))
        found.append(PayRow(number, code, name, unit, grade, numbers))
    return found


def _text(row: Sequence[Content], columns: Mapping[str, Column], field: str) -> str:
    column = columns.get(field)
    value = row[column.place] if column and column.place < len(row) else None
    if isinstance(value, Fraction):
        return str(value)
    return re.sub(r"\s", "", value or "")


def _number(row: Sequence[Content], columns: Mapping[str, Column], field: str) -> Fraction | None:
    place = columns[field].place
    value = row[place] if place < len(row) else None
    if isinstance(value, str) and _TYPED.fullmatch(value.strip()):
        return Fraction(value.strip().removesuffix("元").replace(",", ""))
    return value if isinstance(value, Fraction) else None
