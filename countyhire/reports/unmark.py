"""The marks of an earlier check taken out of a workbook: its comments, their boxes, its colours."""

import re
from collections.abc import Collection

from countyhire.model.where import column_letters
from countyhire.reports.workbook import Workbook, elements, parsed, relations, text_of, written

# How a comment of ours begins; whatever stands before it in the same comment is somebody's own.
OURS = re.compile(r"\s*【(?:错误|警告|提示) CH\d{3}】")


def unmark(book: Workbook, colours: Collection[str]) -> None:
    """Take out the comments that a check wrote, and the fills in `colours` of the cells that had them.

    Spreadsheet programs move a comment with its cell, so that it is the comment that tells which cells were marked.
    """
    for part in book.sheets.values():
        own = next(iter(relations(book.content, part, "comments").values()), "")
        if own not in book.content:
            continue
        marked, gone = _without_ours(book.content, own)
        if gone:
            for drawing in relations(book.content, part, "vmlDrawing").values():
                if drawing in book.content:
                    text = book.content[drawing].decode("utf-8")
                    book.content[drawing] = _without_boxes(text, gone).encode("utf-8")
        if marked:
            text = book.content[part].decode("utf-8")
            book.content[part] = _uncoloured(text, marked, colours, book).encode("utf-8")


def _without_ours(content: dict[str, bytes], part: str) -> tuple[set[str], set[str]]:
    """Cut our text from the comments of a part: the addresses that had some, and those left without a comment."""
    document = parsed(content[part])
    marked: set[str] = set()
    gone: set[str] = set()
    for item in list(elements(document, "comment")):
        text = "".join(text_of(one) for one in elements(item, "text"))
        found = OURS.search(text)
        if not found:
            continue
        marked.add(item.getAttribute("ref"))
        if rest := text[: found.start()].rstrip():
            _say(item, rest)
        else:
            gone.add(item.getAttribute("ref"))
            item.parentNode.removeChild(item)
    if marked:
        content[part] = written(document)
    return marked, gone


def _say(comment: object, text: str) -> None:
    """Make a text the whole of a comment."""
    box = next(elements(comment, "text"))
    for child in list(box.childNodes):
        box.removeChild(child)
    inner = box.ownerDocument.createElement(f"{box.prefix}:t" if box.prefix else "t")
    inner.setAttribute("xml:space", "preserve")
    inner.appendChild(box.ownerDocument.createTextNode(text))
    box.appendChild(inner)


def _without_boxes(drawing: str, gone: Collection[str]) -> str:
    """The drawing without the boxes of some cells."""

    def kept(shape: re.Match[str]) -> str:
        row, column = (re.search(rf"<\w+:{name}>(\d+)</", shape[0]) for name in ("Row", "Column"))
        place = f"{column_letters(int(column[1]) + 1)}{int(row[1]) + 1}" if row and column else ""
        return "" if place in gone else shape[0]

    return re.sub(r"<(\w+:)shape\b.*?</\1shape>", kept, drawing, flags=re.DOTALL)


def _uncoloured(xml: str, places: Collection[str], colours: Collection[str], book: Workbook) -> str:
    """The sheet with the fills of a check taken out of some cells."""

    def plain(cell: re.Match[str]) -> str:
        if cell[2] not in places:
            return cell[0]
        style = re.search(r'\bs="(\d+)"', cell[0])
        if not style or book.styles.colour(int(style[1])) not in colours:
            return cell[0]
        return cell[0].replace(style[0], f's="{book.styles.bare(int(style[1]))}"')

    return re.sub(r'<(\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>', plain, xml)
