"""Workbooks out, in the form that `read` takes in: blank for `init`, with rows for a new year or a copy.

Headers, drop-downs and formats follow from the catalogue. Required headers differ by colour, not by
text. A blank sheet has a row that shows how the required cells are filled; it begins with 示例：, so that
the reader passes over it. The example of every column stands on the sheet 填写说明.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from countyhire.model.book import Book
from countyhire.model.column import Column, Kind, Record
from countyhire.model.service import Score
from countyhire.sheets.catalogue import Sheet, sheets_of, workbooks
from countyhire.sheets.guide import (
    ENTRY,
    EXAMPLE,
    GUIDE,
    LIST_COLUMN,
    example,
    explanation,
    range_words,
    specialty_names,
    write_guide,
)
from countyhire.zipped import packed, parts

LAST_ROW = 5000  # drop-downs and checks reach down to here
PAGE = 220  # the widest that a page of A4 across holds in letters that can still be read
LISTED = 255  # what Excel takes as a list inside a drop-down
CARRIED = (
    "institutions",
    "scheme_items",
    "basic_standards",
    "county_units",
    "post_coefficients",
    "department_limits",
    "establishments",
    "village_clinics",
    "village_doctors",
)

_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONEY: "#,##0.00",
    Kind.INT: "0",
    Kind.NUMBER: "General",
}
_DOCUMENT = 23  # 示例人社发〔2026〕22号
_WIDTHS = {Kind.ID: 21, Kind.DATE: 12, Kind.MONEY: 14, Kind.MONTH: 10, Kind.YESNO: 8, Kind.INT: 9, Kind.NUMBER: 9}


def write_blanks(folder: Path, district: str, year: int) -> tuple[Path, ...]:
    """Every workbook of the folder, blank. Returns the files."""
    return write_book(folder, Book(), district, year)


def carry_over(book: Book, folder: Path, district: str, year: int) -> tuple[Path, ...]:
    """The workbooks of a new year: what stands on is filled in, what is the year's own is blank.

    Institutions, standards and registers go over whole; people who are not gone, with their leaves,
    changes of post, service, scores and pairs, because duty and certificates count the years before.
    """
    first_day = date(year, 1, 1)
    staff = tuple(person for person in book.people if not person.gone)
    kept = {person.code for person in staff}
    rows: dict[str, tuple[Record, ...]] = {name: getattr(book, name) for name in CARRIED}
    rows["people"] = staff
    rows["leaves"] = tuple(row for row in book.leaves if row.person in kept)
    rows["post_changes"] = tuple(row for row in book.post_changes if row.person in kept)
    # last year's demand is not carried, so that its number would point at nothing
    rows["spells"] = tuple(replace(row, demand="") for row in book.spells if row.person in kept)
    rows["scores"] = tuple(row for row in book.scores if row.person in kept)
    rows["mentoring"] = tuple(row for row in book.mentoring if {row.mentor, row.learner} <= kept)
    rows["exemptions"] = tuple(row for row in book.exemptions if row.valid_until and row.valid_until >= first_day)
    return write_book(folder, Book(**rows), district, year)  # type: ignore[arg-type]


def write_book(folder: Path, book: Book, district: str, year: int) -> tuple[Path, ...]:
    """Every workbook with the rows of a book: read again it gives the same records. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for workbook in workbooks():
        path = folder / f"{workbook}.xlsx"
        sheets = [(sheet, getattr(book, sheet.book_field)) for sheet in sheets_of(workbook)]
        write_workbook(path, sheets, f"{district}{year}年度")
        files.append(path)
    return tuple(files)


def write_workbook(path: Path, sheets: Sequence[tuple[Sheet, Sequence[Record]]], heading: str) -> None:
    """One workbook: its sheets with their rows, and 填写说明. The same bytes on any day and machine."""
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": path.stem, "subject": heading, "created": datetime(2000, 1, 1)})
        looks = _Looks(book)
        for sheet, records in sheets:
            _write_sheet(book.add_worksheet(sheet.name), looks, sheet, records, f"{heading}　{sheet.name}")
        guide = book.add_worksheet(GUIDE)
        write_guide(guide, looks.guide, looks.optional, [sheet for sheet, _ in sheets])
        _set_up(guide, GUIDE)
    path.write_bytes(packed(parts(made.getvalue())))


def cell_value(column: Column, value: Any) -> str | int | float | date | None:
    """What stands in a cell for the value of a field; None for a blank."""
    if value is None or value == "" or value == ():
        return None
    match column.kind:
        case Kind.MONEY:
            return int(value) / 100
        case Kind.NUMBER:
            exact = Fraction(value)
            return int(exact) if exact.denominator == 1 else float(exact)
        case Kind.YESNO:
            return "是" if value else "否"
        case Kind.LIST:
            return "、".join(value)
        case Kind.MONTH:
            return str(value)
    return value  # type: ignore[no-any-return]


class _Looks:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 10}
        head = {**font, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        self.required = book.add_format({**head, "bg_color": "#FFD966"})
        self.optional = book.add_format({**head, "bg_color": "#DDEBF7"})
        self.guide = book.add_format({**font, "text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
        self.example = book.add_format({**font, "num_format": "@", "italic": True, "font_color": "#808080"})
        self.text = book.add_format({**font, "num_format": "@"})
        self._typed = {kind: book.add_format({**font, "num_format": shape}) for kind, shape in _FORMATS.items()}

    def of(self, kind: Kind) -> Any:
        return self._typed.get(kind, self.text)


def _write_sheet(page: Any, looks: _Looks, sheet: Sheet, records: Sequence[Record], heading: str) -> None:
    columns = [*sheet.columns, *_item_columns(records)]
    for place, column in enumerate(columns):
        page.set_column(place, place, _width(column), looks.of(column.kind))
        page.write_string(0, place, column.header, looks.required if column.required else looks.optional)
        page.write_comment(0, place, explanation(sheet, column), {"author": GUIDE, "x_scale": 2, "y_scale": 1.2})
        check = _validation(column) or _specialty_list(column)
        if check:
            page.data_validation(1, place, max(LAST_ROW, len(records)), place, check)
    page.set_row(0, 30)
    kept = min(2, len(columns) - 1)
    _set_up(page, heading, [_width(column) for column in columns], kept)
    page.freeze_panes(1, kept)
    page.ignore_errors({"number_stored_as_text": f"A2:{_last_cell(len(columns), max(LAST_ROW, len(records)))}"})
    if records:
        write_rows(page, looks, columns, records)
    else:
        _write_example(page, looks, sheet)


def _write_example(page: Any, looks: _Looks, sheet: Sheet) -> None:
    """The row under the header that shows what the required cells look like."""
    for place, column in enumerate(sheet.columns):
        if column.required:
            text = example(sheet, column)
            page.write_string(1, place, text if place else f"{EXAMPLE}{text}", looks.example)


def write_rows(page: Any, looks: _Looks, columns: Sequence[Column], records: Iterable[Record]) -> None:
    """The rows of a sheet, from the second line on."""
    for row, record in enumerate(records, 1):
        for place, column in enumerate(columns):
            value = cell_value(column, _value(record, column))
            if value is not None:
                _write(page, row, place, value, looks.of(column.kind))


def _write(page: Any, row: int, place: int, value: str | int | float | date, look: Any) -> None:
    if isinstance(value, str):
        page.write_string(row, place, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, look)
    else:
        page.write_number(row, place, value, look)


def _item_columns(records: Sequence[Record]) -> list[Column]:
    """The item columns of the scheme that are no fields of a score."""
    items = {name for record in records if isinstance(record, Score) for name in record.items}
    return [Column(f"items.{name}", name, Kind.NUMBER) for name in sorted(items)]


def _value(record: Record, column: Column) -> Any:
    if isinstance(record, Score) and column.field.startswith("items."):
        return record.items.get(column.header)
    return getattr(record, column.field)


def _width(column: Column) -> int:
    """Two units for a Chinese character, and room for what stands below."""
    widest = max((2 * len(choice) + 4 for choice in column.choices), default=0)
    number = _DOCUMENT if column.header.endswith("文号") else 0
    return min(max(_WIDTHS.get(column.kind, 14), 2 * len(column.header) + 3, widest, number), 30)


def _validation(column: Column) -> dict[str, Any] | None:
    """What Excel accepts in the column; a list is offered, a date or number is checked."""
    choices = ("是", "否") if column.kind is Kind.YESNO else column.choices
    if choices and len(",".join(choices)) <= LISTED:
        return _refusal({"validate": "list", "source": list(choices)}, f"请从列表里选：{'、'.join(choices)}")
    if column.kind is Kind.DATE:
        limits = {"criteria": "between", "minimum": date(1930, 1, 1), "maximum": date(2100, 12, 31)}
        return _refusal({"validate": "date", **limits}, "请写全年月日，如 2026-03-01")
    if column.kind in (Kind.INT, Kind.NUMBER, Kind.MONEY):
        least = column.least if column.least is not None else -(10**12)
        most = column.most if column.most is not None else 10**12
        kind = "integer" if column.kind is Kind.INT else "decimal"
        limits = {"criteria": "between", "minimum": least, "maximum": most}
        return _refusal({"validate": kind, **limits}, f"请填{ENTRY[column.kind]}。{range_words(column)}")
    return None


def _specialty_list(column: Column) -> dict[str, Any] | None:
    """The names of the vocabulary, which stand on the guide; another spelling may be typed all the same."""
    if column.kind is not Kind.SPECIALTY:
        return None
    place = _last_cell(LIST_COLUMN + 1, 1)[:-1]
    source = f"='{GUIDE}'!${place}$2:${place}${len(specialty_names()) + 1}"
    told = "不在专业名称表里的写法，核对时可能认不出；本区县特有的专业请先在 countyhire.toml 里添加。"
    return {**_refusal({"validate": "list", "source": source}, told), "error_type": "warning"}


def _refusal(check: dict[str, Any], sentence: str) -> dict[str, Any]:
    return {**check, "ignore_blank": True, "error_title": "填写有误", "error_message": sentence[:255]}


def _set_up(page: Any, heading: str, widths: Sequence[int] = (), kept: int = 0) -> None:
    """A4 across, the header on every page; a wide sheet on several pages side by side, its first columns on each."""
    repeated = sum(widths[:kept])
    abreast = 1 if sum(widths) <= PAGE else ceil((sum(widths) - repeated) / (PAGE - repeated))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(abreast, 0)
    page.repeat_rows(0)
    if abreast > 1:
        page.repeat_columns(0, kept - 1)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.set_header(f"&C{heading}")
    page.set_footer("&C第 &P 页　共 &N 页")


def _last_cell(columns: int, row: int) -> str:
    from countyhire.model.where import column_letters

    return f"{column_letters(columns)}{row}"
