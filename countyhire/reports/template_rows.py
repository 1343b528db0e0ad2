"""The rows of a template, each read once however often it is repeated: its cells with their blanks and formulas."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from countyhire.reports.heights import Widths
from countyhire.reports.workbook import Workbook, elements, escaped_text, text_of

BLANK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
PICTURE = re.compile(r"(_xlfn\.)?DISPIMG\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of the template, read once however often its row is repeated.

    `names` are the blanks of its text, `whole` that one blank is all of it. What has neither blank nor
    formula is `copied`: its XML before and after the place; so is a picture that WPS shows in a cell by a
    formula. `wraps` is the width at which long text continues on a new line, 0 where it does not.
    """

    address: str
    column: str
    row: int
    style: int
    formula: str | None
    text: str
    names: tuple[str, ...]
    whole: bool
    copied: tuple[str, str]
    wraps: float


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A row of the template: its number, its cells, its attributes with a place for the number, the same for a
    row of a height of its own, and the height that staff fixed."""

    at: int
    cells: tuple[TemplateCell, ...]
    attributes: str
    tall: str
    least: float | None

    def written(self, number: int, cells: Iterable[str], height: str | None, p: str) -> str:
        """The row as XML at its new place, with a height of its own where its text needs one."""
        attributes = self.tall if height else self.attributes
        return f"<{p}row{attributes.format(r=number, ht=height)}>{''.join(cells)}</{p}row>"


def template_row(book: Workbook, row: Any, widths: Widths) -> TemplateRow:
    attributes = {row.attributes.item(i).name: row.attributes.item(i).value for i in range(row.attributes.length)}
    cells = tuple(_template_cell(book, cell, widths) for cell in elements(row, "c"))
    least = float(attributes["ht"]) if "ht" in attributes else None
    tall = {**attributes, "ht": "{ht}", "customHeight": "1"}
    return TemplateRow(int(row.getAttribute("r")), cells, _attributes(attributes), _attributes(tall), least)


def _attributes(attributes: Mapping[str, str]) -> str:
    """A row's attributes as a pattern of `str.format`."""
    shown = {name: value if value == "{ht}" else _doubled(value) for name, value in attributes.items()}
    return "".join(f' {name}="{value}"' for name, value in {**shown, "r": "{r}"}.items())


def _doubled(text: str) -> str:
    return escaped_text(text).replace("{", "{{").replace("}", "}}")


def _template_cell(book: Workbook, cell: Any, widths: Widths) -> TemplateCell:
    address = cell.getAttribute("r")
    formula = next(elements(cell, "f"), None)
    text = "" if formula is not None else cell_text(book, cell)
    names = tuple(BLANK.findall(text))
    copied = ("", "")
    if not names and (formula is None or PICTURE.match(text_of(formula))):
        copy = cell.cloneNode(True)
        copy.setAttribute("r", "\x1a")
        before, _, after = copy.toxml().partition("\x1a")
        copied = (before, after)
    elif names and cell.getAttribute("t") == "s":
        book.strings.clear(int(text_of(next(elements(cell, "v")))))
    column, row, style = column_of(address), int(re.sub(r"\D", "", address)), int(cell.getAttribute("s") or 0)
    return TemplateCell(
        address,
        column,
        row,
        style,
        None if formula is None else text_of(formula),
        text,
        names,
        bool(BLANK.fullmatch(text)),
        copied,
        widths.of(row, column) if style in book.styles.wrapping else 0,
    )


def cell_text(book: Workbook, cell: Any) -> str:
    kind = cell.getAttribute("t")
    if kind == "s":
        return book.strings.texts[int(text_of(next(elements(cell, "v"))))]
    if kind == "inlineStr":
        return "".join(text_of(item) for item in elements(cell, "is"))
    return ""


def column_of(address: str) -> str:
    return re.sub(r"\d", "", address)
