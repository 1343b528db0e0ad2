"""The workbooks as a bureau keeps them: titles, unit rows, frozen headers, widths, codes as text.

A change is a raw value that stands in a cell instead of the right one: that is how the faulty copy is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from countyhire.model.column import Column, Kind, Record, columns_of
from countyhire.model.where import column_letters
from countyhire.sheets.blank import cell_value

LARGE = 20_000  # rows from which a workbook is written row by row


@dataclass(frozen=True)
class Page:
    """A sheet to be written: its rows, and the lines that stand above the header."""

    workbook: str
    name: str
    record: type[Record]
    rows: Sequence[Record]
    title: str = ""
    remark: str = ""
    extra: tuple[str, ...] = ()  # item columns of the scheme

    @property
    def header_row(self) -> int:
        """Counted from 1."""
        return 1 + bool(self.title) + bool(self.remark)

    @property
    def columns(self) -> list[Column]:
        named = [Column(item, item, Kind.NUMBER) for item in self.extra]
        return [*columns_of(self.record), *named]


@dataclass(frozen=True)
class Changes:
    """Raw values by (sheet, row, header), rows counted as in the workbook."""

    values: Mapping[tuple[str, str, int, str], Any] = field(default_factory=dict)

    def at(self, sheet: Page, row: int, header: str, value: Any) -> Any:
        return self.values.get((sheet.workbook, sheet.name, row, header), value)


def raw(column: Column, record: Record) -> Any:
    """What stands in the cell of a field; an item column of the scheme has no field of its own."""
    if column.field == column.header:
        return cell_value(column, record.items.get(column.header))  # type: ignore[attr-defined]
    return cell_value(column, getattr(record, column.field))


def address(sheet: Page, row: int, header: str) -> str:
    """`K37`."""
    place = [column.header for column in sheet.columns].index(header)
    return f"{column_letters(place + 1)}{row}"


def write(folder: Path, sheets: Sequence[Page], changes: Changes = Changes()) -> None:
    """Every workbook of the folder, the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    for workbook in dict.fromkeys(sheet.workbook for sheet in sheets):
        own = [sheet for sheet in sheets if sheet.workbook == workbook]
        write_workbook(folder / f"{workbook}.xlsx", own, changes)


def write_workbook(path: Path, sheets: Sequence[Page], changes: Changes = Changes()) -> None:
    """One workbook."""
    tables = []
    for sheet in sheets:
        columns = sheet.columns
        body = [
            [changes.at(sheet, row, column.header, raw(column, record)) for column in columns]
            for row, record in enumerate(sheet.rows, sheet.header_row + 1)
        ]
        tables.append((sheet, [column.header for column in columns], [column.kind for column in columns], body))
    write_tables(path, tables)


def write_tables(path: Path, tables: Sequence[tuple[Page, list[str], list[Kind], list[list[Any]]]]) -> None:
    """Headers and bodies as they are: the way down to the file."""
    import xlsxwriter

    large = any(len(body) > LARGE for *_, body in tables)
    options = {"constant_memory": True} if large else {"in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": path.stem, "author": "示例区卫生健康委员会", "created": datetime(2026, 8, 15)})
        looks = _looks(book)
        for sheet, headers, kinds, body in tables:
            _write_sheet(book.add_worksheet(sheet.name), looks, sheet, headers, kinds, body)


def _looks(book: Any) -> dict[str, Any]:
    font = {"font_name": "宋体", "font_size": 10}
    return {
        "title": book.add_format({**font, "font_size": 16, "bold": True, "align": "center"}),
        "remark": book.add_format({**font, "align": "right"}),
        "header": book.add_format({**font, "bold": True, "align": "center", "border": 1, "bg_color": "#DDEBF7"}),
        "text": book.add_format({**font, "num_format": "@"}),
        "plain": book.add_format(font),
        "money": book.add_format({**font, "num_format": "#,##0.00"}),
        "date": book.add_format({**font, "num_format": "yyyy-mm-dd", "align": "center"}),
    }


LOOK = {Kind.MONEY: "money", Kind.DATE: "date", Kind.INT: "plain", Kind.NUMBER: "plain"}
DOCUMENT = 23  # 示例人社发〔2026〕22号
WIDTHS = {Kind.ID: 21, Kind.DATE: 12, Kind.MONEY: 15, Kind.MONTH: 10, Kind.YESNO: 8, Kind.INT: 9, Kind.NUMBER: 9}


def _write_sheet(
    page: Any, looks: dict[str, Any], sheet: Page, headers: list[str], kinds: list[Kind], body: list[list[Any]]
) -> None:
    top = sheet.header_row - 1
    for place, (header, kind) in enumerate(zip(headers, kinds, strict=True)):
        least = DOCUMENT if header.endswith("文号") else WIDTHS.get(kind, 14)
        page.set_column(place, place, max(least, 2 * len(header) + 2), looks[LOOK.get(kind, "text")])
    page.freeze_panes(top + 1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, top)
    if sheet.title:
        page.merge_range(0, 0, 0, len(headers) - 1, sheet.title, looks["title"])
    if sheet.remark:
        page.merge_range(top - 1, 0, top - 1, len(headers) - 1, sheet.remark, looks["remark"])
    for place, header in enumerate(headers):
        page.write_string(top, place, header, looks["header"])
    chosen = [looks[LOOK.get(kind, "text")] for kind in kinds]
    for row, values in enumerate(body, top + 1):
        for place, value in enumerate(values):
            if value is not None:
                untyped = isinstance(value, float) and kinds[place] in (Kind.DATE, Kind.ID)
                _write_cell(page, row, place, value, looks["plain"] if untyped else chosen[place])


def _write_cell(page: Any, row: int, place: int, value: Any, look: Any) -> None:
    """A value with its own type; the one formula there is has an error for its value."""
    if isinstance(value, str) and value.startswith("="):
        page.write_formula(row, place, value, look, "#N/A")
    elif isinstance(value, str):
        page.write_string(row, place, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, look)
    else:
        page.write_number(row, place, value, look)
