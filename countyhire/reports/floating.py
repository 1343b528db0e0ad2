"""The blanks of a template outside its cells: text boxes, titles of charts, comments.

A paragraph is filled as a whole, however many runs its text is cut into; the look is that of its first run.
"""

import re
from collections.abc import Callable
from typing import Any

from countyhire.reports.template_rows import BLANK
from countyhire.reports.workbook import Workbook, elements, parsed, text_of, written

PARTS = {
    "文本框": (re.compile(r"xl/drawings/drawing\d+\.xml"), "p"),
    "图表": (re.compile(r"xl/charts/chart\d+\.xml"), "p"),
    "批注": (re.compile(r"xl/comments[\w/]*\.xml"), "text"),
}
Ask = Callable[[str, str], str | None]
"""From a name and the place in words to the value in words; None where there is no such value."""


def fill_floating(book: Workbook, ask: Ask) -> None:
    """Fill every blank outside the cells; parts without any are not touched."""
    for place, (names, paragraph) in PARTS.items():
        for name in sorted(book.content):
            if names.fullmatch(name) and b"{" in book.content[name]:
                _fill_part(book, name, place, paragraph, ask)


def _fill_part(book: Workbook, name: str, place: str, paragraph: str, ask: Ask) -> None:
    document, changed = parsed(book.content[name]), False
    for block in elements(document, paragraph):
        runs = list(elements(block, "t"))
        whole = "".join(text_of(run) for run in runs)
        if not BLANK.search(whole):
            continue
        where = f"{place}{block.parentNode.getAttribute('ref')}" if paragraph == "text" else place
        filled = BLANK.sub(lambda blank: ask(blank[1], where) or "", whole)  # noqa: B023 - used at once
        for number, run in enumerate(runs):
            _set(run, "" if number else filled)
        changed = True
    if changed:
        book.content[name] = written(document)


def _set(run: Any, text: str) -> None:
    for child in list(run.childNodes):
        run.removeChild(child)
    run.appendChild(run.ownerDocument.createTextNode(text))
