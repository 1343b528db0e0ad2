"""Cases: a workbook as Markdown tables, as a clerk would have typed it. How they read: cases/README.md."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from countyhire.model.column import Kind
from countyhire.model.period import ONE_DAY
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import SHEETS, Sheet

CASES = Path(__file__).parent / "cases"
DEFAULTS, BLANK, MADE_UP = "默认", "", "自动"
LIKE, DROPPED, ANOTHER = "照", "删", "另"  # columns of a case that say what becomes of a row
EXPECTED = "应有的问题"
KEYS = {
    "home_pay": ("person", "month", "performance"),
    "fund_entries": ("voucher",),
    "establishment_changes": ("institution", "change", "document"),
    "trainings": ("institution", "on"),
    "leaves": ("person", "start"),
    "scheme_items": ("specialty", "item"),
    "basic_standards": ("post_grade",),
    "post_coefficients": ("post_grade",),
    "budgets": ("pool", "direction", "category"),
    "mentoring": ("mentor", "learner"),
}
NUMBERS = (Kind.INT, Kind.NUMBER, Kind.MONEY)

Row = dict[str, str]  # header -> what is typed


@dataclass
class Case:
    """A case as written: the day, the pack, the rows of each sheet (by Book field), what must be found.

    `rows` are the requirement rows that it holds, `without` the columns (sheet and header) that are not there.
    """

    name: str
    on: date
    pack: str
    settings: dict[str, str]
    tables: dict[str, list[Row]]
    expected: list[Row] = field(default_factory=list)
    rows: tuple[str, ...] = ()
    without: tuple[tuple[str, str], ...] = ()


def by_path(path: str) -> Sheet:
    """The sheet of `工作簿/工作表`."""
    return next(sheet for sheet in SHEETS if f"{sheet.workbook}/{sheet.name}" == path)


def read_case(path: Path) -> Case:
    """A case file. Every table stands under a heading `## 工作簿/工作表`."""
    text = path.read_text(encoding="utf-8")
    lines = dict(re.findall(r"^(日期|政策)[:：]\s*(\S+)\s*$", text, re.M))
    settings = dict(re.findall(r"^参数[:：]\s*(\S+)\s*=\s*(.+?)\s*$", text, re.M))
    case = Case(
        path.stem,
        date.fromisoformat(lines.get("日期", "2026-06-30")),
        lines.get("政策", "chongqing-2021-55"),
        settings,
        {},
        without=tuple(re.findall(r"^缺列[:：]\s*(\S+)\s+(\S+)\s*$", text, re.M)),
        rows=tuple(re.findall(r"\b[A-Z][A-Z0-9-]+\b", "".join(re.findall(r"^依据[:：](.*)$", text, re.M)))),
    )
    for heading, rows in _tables(text):
        if heading == EXPECTED:
            case.expected = rows
        else:
            case.tables.setdefault(by_path(heading).book_field, []).extend(rows)
    return case


def _tables(text: str) -> Iterator[tuple[str, list[Row]]]:
    for section in re.split(r"^## +", text, flags=re.M)[1:]:
        heading, _, body = section.partition("\n")
        lines = [line.strip() for line in body.splitlines() if line.strip().startswith("|")]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        rows = [dict(zip(cells[0], row, strict=True)) for row in cells[2:]] if cells else []
        yield heading.strip(), rows


@cache
def base() -> Mapping[str, tuple[Row, Sequence[Row]]]:
    """The base district: for each sheet the default row, and the rows of people who are in order."""
    found: dict[str, tuple[Row, list[Row]]] = {}
    for heading, rows in _tables((CASES / "_base.md").read_text(encoding="utf-8")):
        sheet = by_path(heading)
        first = next(iter(rows[0]))
        defaults = next((row for row in rows if row[first].startswith(DEFAULTS)), {})
        defaults = {header: value for header, value in defaults.items() if header != first}
        found[sheet.book_field] = (defaults, [row for row in rows if not row[first].startswith(DEFAULTS)])
    return found


def key_headers(sheet: Sheet) -> tuple[str, ...]:
    """The headers by which a row of a sheet is told from the others."""
    headers = {column.field: column.header for column in sheet.columns}
    return tuple(headers[name] for name in KEYS.get(sheet.book_field, sheet.key))


def rows_of(sheet: Sheet, case: Case) -> list[Row]:
    """The base rows with the case's put over them: same key replaces, a new key is added with the defaults."""
    defaults, rows = base().get(sheet.book_field, ({}, ()))
    merged = [dict(row) for row in rows]
    keys = key_headers(sheet)
    for row in case.tables.get(sheet.book_field, ()):
        typed = {header: value for header, value in row.items() if header not in (LIKE, DROPPED, ANOTHER)}
        same = [old for old in merged if all(old.get(key, "") == row.get(key, "") for key in keys if key in row)]
        if row.get(DROPPED):
            merged = [old for old in merged if old not in same]
        elif same and not row.get(ANOTHER):
            same[0].update(typed)
        else:
            like = next((old for old in rows if old[keys[0]] == row.get(LIKE)), defaults)
            merged.append(like | typed)
    return [_made_up(row, number) for number, row in enumerate(merged)]


def _made_up(row: Row, number: int) -> Row:
    """A row with its made-up values: name, ID and licence number of one's own; what goes with a term's dates."""
    code = row.get("人员编号", "")
    serial = 100 + number * 2 + sum(map(ord, code)) % 400 * 2 + (row.get("性别") != "女")
    born = row.get("出生日期", "1985-01-15").replace("-", "") or "19850115"
    status, start, end = (row.get(header, "") for header in ("状态", "起始日期", "结束日期"))
    stopped = "" if status == "拟派" else start
    over = status in ("期满", "提前结束") and end
    resumed = str(date.fromisoformat(end) + ONE_DAY) if over else ""
    made = {
        "姓名": f"职工{code}",
        "身份证件号码": id_number(f"509901{born}{serial % 1000:03d}"),
        "医师执业证书编码": f"110509901{serial:06d}",
        "期满考核结果": "合格" if status == "期满" else "",
        "执业活动暂停日期": stopped,
        "处方权暂停日期": stopped,
        "医保医师转入日期": stopped,
        "执业活动恢复日期": resumed,
        "处方权恢复日期": resumed,
        "医保医师转回日期": resumed,
    }
    return {header: made[header] if value == MADE_UP else value for header, value in row.items()}


def id_number(first: str) -> str:
    """Seventeen digits with their check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11]


@dataclass
class Written:
    """The folder of a case, and where each row stands in it."""

    folder: Path
    rows: dict[str, list[Row]]
    headers: dict[str, list[str]]

    def cell(self, path: str, key: str, header: str) -> Cell:
        """The cell of a row (by its key, `#2` for the second such row) and a header; no key is the whole sheet."""
        sheet = by_path(path)
        if not key:
            return Cell(f"{sheet.workbook}.xlsx", sheet.name)
        key, _, number = key.partition("#")
        wanted = key.split("/")
        keys = key_headers(sheet)[: len(wanted)]
        rows = self.rows[sheet.book_field]
        places = [i for i, row in enumerate(rows) if [row.get(name, "") for name in keys] == wanted]
        column = self.headers[sheet.book_field].index(header) + 1
        return Cell(f"{sheet.workbook}.xlsx", sheet.name, places[int(number or 1) - 1] + 2, column)


def write(case: Case, fields: Collection[str], folder: Path) -> Written:
    """The sheets of a case as .xlsx files, one a workbook, headers in row 1."""
    import xlsxwriter

    written = Written(folder, {}, {})
    sheets = [sheet for sheet in SHEETS if sheet.book_field in set(fields) | set(case.tables)]
    for workbook in dict.fromkeys(sheet.workbook for sheet in sheets):
        with xlsxwriter.Workbook(str(folder / f"{workbook}.xlsx")) as book:
            for sheet in sheets:
                if sheet.workbook == workbook:
                    path = f"{sheet.workbook}/{sheet.name}"
                    absent = {header for place, header in case.without if place == path}
                    _write_sheet(book.add_worksheet(sheet.name), sheet, rows_of(sheet, case), absent, written)
    return written


def _write_sheet(page: Any, sheet: Sheet, rows: list[Row], absent: set[str], written: Written) -> None:
    known = {column.header: column for column in sheet.columns}
    extra = dict.fromkeys(header for row in rows for header in row if header not in known)
    headers = [header for header in (*known, *extra) if header not in absent]
    page.write_row(0, 0, headers)
    for number, row in enumerate(rows, start=1):
        for place, header in enumerate(headers):
            value = row.get(header, BLANK)
            numeric = header not in known or known[header].kind in NUMBERS
            if numeric and re.fullmatch(r"-?\d+(\.\d+)?", value):
                page.write_number(number, place, float(value))
            elif value:
                page.write_string(number, place, value)
    written.rows[sheet.book_field], written.headers[sheet.book_field] = rows, headers
