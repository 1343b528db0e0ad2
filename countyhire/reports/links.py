"""Hyperlinks of a sheet: to a cell of its own workbook, or of another one beside it."""

import re
from typing import Any

from countyhire.reports.values import Link
from countyhire.reports.workbook import elements, parsed, written

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AFTER = (
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


def add_links(content: dict[str, bytes], part: str, document: Any, links: list[tuple[str, Link]]) -> None:
    """Add the links of a sheet's cells to its document and its relations."""
    if not links:
        return
    root = document.documentElement
    block = next(elements(root, "hyperlinks"), None)
    if block is None:
        block = document.createElement(f"{root.prefix}:hyperlinks" if root.prefix else "hyperlinks")
        root.insertBefore(block, before(root, AFTER))
    targets: dict[str, str] = {}
    for place, link in links:
        item = document.createElement(f"{root.prefix}:hyperlink" if root.prefix else "hyperlink")
        item.setAttribute("ref", place)
        if link.file:
            identity = targets.get(link.file) or relate(content, part, "hyperlink", address(link.file), external=True)
            targets[link.file] = identity
            root.setAttribute("xmlns:r", OFFICE)
            item.setAttribute("r:id", identity)
        item.setAttribute("location", link.place)
        block.appendChild(item)


def address(file: str) -> str:
    """A file's name as the target of a link: as spreadsheet programs write it, Chinese characters as they are."""
    return re.sub(r"[%#? ]", lambda mark: f"%{ord(mark[0]):02X}", file)


def before(root: Any, names: tuple[str, ...]) -> Any:
    """The first child of any of these names, None to stand last."""
    return next((child for child in root.childNodes if getattr(child, "localName", None) in names), None)


def relate(content: dict[str, bytes], part: str, kind: str, target: str, external: bool = False) -> str:
    """Add a relation to a part and give its id."""
    folder, _, name = part.rpartition("/")
    file = f"{folder}/_rels/{name}.rels"
    empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{RELATIONS}"/>'
    document = parsed(content.get(file, empty.encode()))
    used = {item.getAttribute("Id") for item in elements(document, "Relationship")}
    number = 1
    while f"rId{number}" in used:
        number += 1
    item = document.createElement("Relationship")
    item.setAttribute("Id", f"rId{number}")
    item.setAttribute("Type", f"{OFFICE}/{kind}")
    item.setAttribute("Target", target)
    if external:
        item.setAttribute("TargetMode", "External")
    document.documentElement.appendChild(item)
    content[file] = written(document)
    return f"rId{number}"
