"""Move everything that points at rows: merges, rules, breaks, comments, pictures, charts, names."""

import re
from collections.abc import Mapping
from typing import Any

from countyhire.reports.references import Growth, moved_formula, moved_range, moved_ranges
from countyhire.reports.workbook import Workbook, elements, parsed, relations, text_of, written

FORMULAS = ("formula", "formula1", "formula2", "f")


def move_sheet(document: Any, sheet: str, growths: Mapping[str, Growth]) -> None:
    """Move what a sheet keeps outside its rows; its `sheetData` is not touched."""
    growth = growths[sheet]
    for child in document.documentElement.childNodes:
        if child.nodeType == child.ELEMENT_NODE and child.localName not in ("sheetData", "cols", "sheetFormatPr"):
            _move_element(child, sheet, growths)
    for merges in list(elements(document, "mergeCells")):
        _repeat_merges(merges, growth)
    for breaks in elements(document, "rowBreaks"):
        for item in elements(breaks, "brk"):
            item.setAttribute("id", str(growth.last(int(item.getAttribute("id")))))


def _move_element(node: Any, sheet: str, growths: Mapping[str, Growth]) -> None:
    growth = growths[sheet]
    if node.localName != "mergeCell":
        for name in ("ref", "sqref"):
            if node.hasAttribute(name):
                node.setAttribute(name, moved_ranges(node.getAttribute(name), growth))
    if node.localName in FORMULAS and not any(child.nodeType == child.ELEMENT_NODE for child in node.childNodes):
        _set_text(node, moved_formula(text_of(node), sheet, growths))
    elif node.localName == "sqref":
        _set_text(node, moved_ranges(text_of(node), growth))
    for child in node.childNodes:
        if child.nodeType == child.ELEMENT_NODE:
            _move_element(child, sheet, growths)


def _repeat_merges(merges: Any, growth: Growth) -> None:
    """A merge inside a repeated row is made in every copy; any other moves, or grows over the copies."""
    times = dict(growth.repeats)
    for item in list(elements(merges, "mergeCell")):
        start, end = item.getAttribute("ref").split(":")
        first, last = (int(re.sub(r"\D", "", corner)) for corner in (start, end))
        if first == last and times.get(first, 1) > 1:
            left, right = (re.sub(r"[^A-Z]", "", corner) for corner in (start, end))
            for row in range(growth.first(first), growth.last(first) + 1):
                copy = item.cloneNode(True)
                copy.setAttribute("ref", f"{left}{row}:{right}{row}")
                merges.insertBefore(copy, item)
            merges.removeChild(item)
        else:
            item.setAttribute("ref", moved_range(item.getAttribute("ref"), growth))
    merges.setAttribute("count", str(len(list(elements(merges, "mergeCell")))))


def move_names(book: Workbook, growths: Mapping[str, Growth]) -> None:
    """Move the names of the workbook: print areas, repeated titles, named cells."""
    for item in elements(book.document, "definedName"):
        _set_text(item, moved_formula(text_of(item), "", growths))


def move_attached(book: Workbook, growths: Mapping[str, Growth]) -> None:
    """Move comments, notes' boxes, tables, pictures and charts of every sheet that grew."""
    for sheet, part in book.sheets.items():
        if not growths[sheet].repeats:
            continue
        for kind, moved in MOVERS.items():
            for target in relations(book.content, part, kind).values():
                book.content[target] = moved(book.content[target], growths[sheet])
    for name in [name for name in book.content if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]:
        book.content[name] = _moved_chart(book.content[name], growths)


def _moved_comments(part: bytes, growth: Growth) -> bytes:
    document = parsed(part)
    for kind in ("comment", "threadedComment"):
        for item in elements(document, kind):
            item.setAttribute("ref", moved_range(item.getAttribute("ref"), growth))
    return written(document)


def _moved_table(part: bytes, growth: Growth) -> bytes:
    document = parsed(part)
    for kind in ("table", "autoFilter"):
        for item in elements(document, kind):
            item.setAttribute("ref", moved_ranges(item.getAttribute("ref"), growth))
    return written(document)


def _moved_drawing(part: bytes, growth: Growth) -> bytes:
    document = parsed(part)
    for item in elements(document, "row"):
        _set_text(item, str(growth.first(int(text_of(item)) + 1) - 1))
    return written(document)


def _moved_notes(part: bytes, growth: Growth) -> bytes:
    """The boxes of comments."""

    def row(match: re.Match[str]) -> str:
        return f"{match[1]}{growth.first(int(match[2]) + 1) - 1}{match[3]}"

    def anchor(match: re.Match[str]) -> str:
        places = [int(place) for place in match[2].split(",")]
        for index in (2, 6):
            places[index] = growth.first(places[index] + 1) - 1
        return f"{match[1]}{', '.join(str(place) for place in places)}{match[3]}"

    text = re.sub(r"(<\w+:Row>\s*)(\d+)(\s*</\w+:Row>)", row, part.decode("utf-8"))
    return re.sub(r"(<\w+:Anchor>\s*)([\d,\s]+?)(\s*</\w+:Anchor>)", anchor, text).encode("utf-8")


def _moved_chart(part: bytes, growths: Mapping[str, Growth]) -> bytes:
    """A chart's series point at the grown ranges; its copy of the old values is dropped."""
    document = parsed(part)
    for item in elements(document, "f"):
        _set_text(item, moved_formula(text_of(item), "", growths, series=True))
    for kind in ("numCache", "strCache"):
        for item in list(elements(document, kind)):
            item.parentNode.removeChild(item)
    return written(document)


def _set_text(node: Any, text: str) -> None:
    for child in list(node.childNodes):
        node.removeChild(child)
    node.appendChild(node.ownerDocument.createTextNode(text))


MOVERS = {
    "comments": _moved_comments,
    "threadedComment": _moved_comments,
    "vmlDrawing": _moved_notes,
    "table": _moved_table,
    "drawing": _moved_drawing,
}
"""What moves a part that a sheet points to, by the last word of the relation's type."""
