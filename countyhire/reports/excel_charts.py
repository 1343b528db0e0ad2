"""Native Excel charts in a workbook of their own, each beside the figures it shows (U29).

A chart can be edited and copied into a report. It has a title, axes with their unit and a source line, and reads
in grey: the first series is dark, the second light with a dark edge, and every bar carries its value.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.package import Properties, with_properties
from countyhire.reports.text_cells import text_looks, write_text
from countyhire.reports.values import official_day
from countyhire.zipped import packed, parts

BAR, COLUMN, LINE = "bar", "column", "line"
_DARK, _LIGHT = "#1F4E79", "#F0B755"
_WIDTH = 24  # of a column of names, in characters
_TALL = 18  # points of a row: Chinese letters are higher than the usual row


@dataclass(frozen=True, slots=True)
class ExcelChart:
    """One sheet: its figures with their heads (names first) and the chart of them; `unit` is the numbers' unit."""

    sheet: str
    title: str
    kind: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str | int | Decimal, ...]]
    unit: str


def chart_book(letter: Letterhead, name: str, source: str, charts: Sequence[ExcelChart]) -> list[Document]:
    """A workbook with a sheet for each chart that has rows; none where no chart has."""
    drawn = [chart for chart in charts if chart.rows]
    if not drawn:
        return []
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = letter.on
    book.set_properties({"created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
    looks = {
        "title": text_looks(book, {"bold": True, "font_size": 14}),
        "head": text_looks(book, {"bold": True, "border": 1, "bg_color": "#E4EAF1", "text_wrap": True}),
        "text": text_looks(book, {"border": 1, "num_format": "@"}),
        "number": book.add_format({"border": 1, "num_format": "#,##0.######"}),
        "note": text_looks(book, {"font_color": "#4D4D4D"}),
    }
    about = f"来源：{letter.bureau}，{official_day(day)}；依据：{source}"
    for chart in drawn:
        _sheet(book, looks, chart, about)
    book.close()
    properties = Properties(letter.bureau, name, day)
    return [Document(f"{name}.xlsx", packed(with_properties(parts(out.getvalue()), properties)))]


def _sheet(book: Any, looks: dict[str, Any], chart: ExcelChart, about: str) -> None:
    sheet = book.add_worksheet(chart.sheet)
    last = 2 + len(chart.rows)
    write_text(sheet, 0, 0, chart.title, looks["title"])
    write_text(sheet, 1, 0, f"单位：{chart.unit}；{about}", looks["note"])
    for column, head in enumerate(chart.heads):
        write_text(sheet, 2, column, head, looks["head"])
    for number, row in enumerate(chart.rows, 3):
        for column, value in enumerate(row):
            if isinstance(value, str):
                write_text(sheet, number, column, value, looks["text"])
            else:
                sheet.write_number(number, column, value, looks["number"])
    sheet.set_column(0, 0, _WIDTH)
    sheet.set_column(1, len(chart.heads) - 1, 14)
    sheet.set_default_row(_TALL)
    sheet.set_row(2, 32)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 1)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.insert_chart(2, len(chart.heads) + 1, _drawn(book, chart, last), {"description": chart.title})


def _drawn(book: Any, chart: ExcelChart, last: int) -> Any:
    made = book.add_chart({"type": chart.kind})
    for column in range(1, len(chart.heads)):
        made.add_series(
            {
                "name": [chart.sheet, 2, column],
                "categories": [chart.sheet, 3, 0, last, 0],
                "values": [chart.sheet, 3, column, last, column],
                **_look(chart.kind, column),
            }
        )
    # By its cell: a title that begins with = would be taken for a formula.
    made.set_title({"name": [chart.sheet, 0, 0], "name_font": {"size": 13}, "overlay": False})
    lines = {"visible": True, "line": {"color": "#D4D9DF"}}
    names: dict[str, Any] = {"name": chart.heads[0], "reverse": chart.kind == BAR}  # the first row on top
    numbers: dict[str, Any] = {"name": chart.unit, "major_gridlines": lines}
    across, up = (numbers, names) if chart.kind == BAR else (names, numbers)
    made.set_x_axis(across)
    made.set_y_axis(up)
    made.set_legend({"position": "bottom"} if len(chart.heads) > 2 else {"none": True})
    tall = 110 + len(chart.rows) * 16 * (len(chart.heads) - 1) if chart.kind == BAR else 360
    made.set_size({"width": 720, "height": max(tall, 320)})
    return made


def _look(kind: str, column: int) -> dict[str, Any]:
    """How a series looks: told apart without colour."""
    if kind == LINE:
        dash = "solid" if column == 1 else "dash"
        marker = {"type": "circle" if column == 1 else "square", "size": 6}
        return {"line": {"color": _DARK if column == 1 else "#7A4B00", "width": 2, "dash_type": dash}, "marker": marker}
    fill = {"color": _DARK if column == 1 else _LIGHT}
    return {"fill": fill, "border": {"color": "#333333"}, "data_labels": {"value": True}, "gap": 60}
