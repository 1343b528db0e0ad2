"""Workbooks for the reader's tests: clean rows of every sheet, laid out as untidily as a test wants."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from countyhire.model.column import Column, Kind
from countyhire.sheets.catalogue import Sheet

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(serial: int, birth: str = "19900101") -> str:
    """An invented number of the area 509901, which no place has."""
    first = f"509901{birth}{serial:03d}"
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11]


def clean(column: Column, serial: int) -> Any:
    """What a careful clerk would type into a cell of a column, different in every row where it may be."""
    match column.kind:
        case Kind.CODE:
            return f"K{serial:04d}"
        case Kind.ID:
            return id_number(serial)
        case Kind.CHOICE:
            return column.choices[serial % len(column.choices)]
        case Kind.DATE:
            return f"20{serial % 20 + 10:02d}-03-0{serial % 9 + 1}"
        case Kind.MONTH:
            return f"20{serial % 20 + 10:02d}-0{serial % 9 + 1}"
        case Kind.MONEY:
            return 1000 + serial + 0.25
        case Kind.INT:
            return max(column.least or 0, 1) + serial % 20
        case Kind.NUMBER:
            number = 1.5 + serial % 20
            return number if column.most is None or number <= column.most else column.most * (1 + serial % 4) / 4
        case Kind.YESNO:
            return "是" if serial % 2 else "否"
        case Kind.LIST:
            return "内科、外科"
        case Kind.SPECIALTY:
            return ("内科", "麻醉", "儿科")[serial % 3]
        case _:
            return f"{column.header}{serial}"


def clean_rows(sheet: Sheet, count: int) -> list[dict[str, Any]]:
    """Rows by header."""
    return [{column.header: clean(column, serial) for column in sheet.columns} for serial in range(count)]


def write_rows(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Rows of cells as an .xlsx; None and "" leave a cell out."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if value is None or value == "":
                        continue
                    if hasattr(value, "isoformat"):
                        page.write_datetime(i, j, value, day)
                    elif isinstance(value, bool):
                        page.write_boolean(i, j, value)
                    elif isinstance(value, int | float):
                        page.write_number(i, j, value)
                    elif str(value).startswith("#"):
                        page.write_formula(i, j, "=NA()", None, value)
                    else:
                        page.write_string(i, j, str(value))
    return path


def write_sheet(folder: Path, sheet: Sheet, rows: Sequence[Mapping[str, Any]], **more: Any) -> Path:
    """One sheet of a workbook in the canonical form: header in row 1, columns in order."""
    headers = [column.header for column in sheet.columns]
    lines = [headers, *([row.get(header) for header in headers] for row in rows)]
    return write_rows(folder / f"{sheet.workbook}.xlsx", {sheet.name: lines}, **more)
