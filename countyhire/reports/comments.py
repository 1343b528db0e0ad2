"""Comments in the cells of a sheet, beside those that are there."""

import re
from collections.abc import Mapping

from countyhire.reports.links import OFFICE, relate
from countyhire.reports.values import writable
from countyhire.reports.workbook import elements, parsed, relations, text_of, written

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_LEGACY = ("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
LINE = 18  # Chinese characters in a line of a box
EMPTY = f'<comments xmlns="{NAMESPACE}"><authors/><commentList/></comments>'
VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
EMPTY_VML = (
    f"<xml {VML}>"
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def add_comments(content: dict[str, bytes], sheet: str, comments: Mapping[str, str], author: str) -> None:
    """Add comments by A1 address to the sheet of a part; one that is there is kept, the new text below it."""
    own = next(iter(relations(content, sheet, "comments").values()), "")
    if not own:
        own = _free(content, "xl/comments{}.xml")
        content[own] = EMPTY.encode()
        _declare(content, f'<Override PartName="/{own}" ContentType="{KIND}"/>')
        relate(content, sheet, "comments", f"/{own}")
    there = _write(content, own, comments, author)
    _draw(content, sheet, {address: text for address, text in comments.items() if address not in there})


def _write(content: dict[str, bytes], part: str, comments: Mapping[str, str], author: str) -> set[str]:
    """Write the texts; the addresses that had a comment already."""
    document = parsed(content[part])
    root = document.documentElement
    prefix = f"{root.prefix}:" if root.prefix else ""
    authors = next(elements(root, "authors"))
    number = len(list(elements(authors, "author")))
    name = document.createElement(f"{prefix}author")
    name.appendChild(document.createTextNode(author))
    authors.appendChild(name)
    box = next(elements(root, "commentList"))
    known = {item.getAttribute("ref"): item for item in elements(box, "comment")}
    for address, text in comments.items():
        text = writable(text)
        if address in known:
            item = known[address]
            text = f"{''.join(text_of(part) for part in elements(item, 'text'))}\n\n{text}"
            for child in list(item.childNodes):
                item.removeChild(child)
        else:
            item = document.createElement(f"{prefix}comment")
            item.setAttribute("ref", address)
            item.setAttribute("authorId", str(number))
            box.appendChild(item)
        outer, inner = document.createElement(f"{prefix}text"), document.createElement(f"{prefix}t")
        inner.setAttribute("xml:space", "preserve")
        inner.appendChild(document.createTextNode(text))
        outer.appendChild(inner)
        item.appendChild(outer)
    content[part] = written(document)
    return set(known)


def _draw(content: dict[str, bytes], sheet: str, texts: Mapping[str, str]) -> None:
    """The boxes in which a spreadsheet shows comments."""
    xml = content[sheet]
    legacy = re.search(rb"<(?:\w+:)?legacyDrawing\s[^>]*\w+:id=\"([^\"]+)\"", xml)
    if legacy:
        part = relations(content, sheet)[legacy[1].decode()]
    else:
        part = _free(content, "xl/drawings/vmlDrawing{}.vml")
        content[part] = EMPTY_VML.encode()
        if 'Extension="vml"' not in content["[Content_Types].xml"].decode("utf-8"):
            _declare(content, f'<Default Extension="vml" ContentType="{VML_KIND}"/>')
        identity = relate(content, sheet, "vmlDrawing", f"/{part}")
        content[sheet] = _with_legacy(xml, identity)
    text = content[part].decode("utf-8")
    used = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', text)]
    first = max(used, default=1024) + 1
    shapes = "".join(_box(number, address, texts[address]) for number, address in enumerate(texts, first))
    content[part] = re.sub(r"</xml>\s*$", lambda _: f"{shapes}</xml>", text).encode("utf-8")


def _with_legacy(xml: bytes, identity: str) -> bytes:
    """The sheet with its element for comments where the order of elements wants it; big sheets are not parsed."""
    opening = re.search(rb"<(?:(\w+):)?worksheet\b", xml)
    prefix = f"{opening[1].decode()}:" if opening and opening[1] else ""
    end = max(xml.rfind(f"</{prefix}sheetData>".encode()), xml.rfind(f"<{prefix}sheetData/>".encode()))
    after = rf"<{prefix}(?:{'|'.join(AFTER_LEGACY)})\b|</{prefix}worksheet>"
    place = re.compile(after.encode()).search(xml, end)
    assert place is not None
    element = f'<{prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{identity}"/>'
    return xml[: place.start()] + element.encode() + xml[place.start() :]


def _box(number: int, address: str, text: str) -> str:
    """The box beside a cell, as high as its text needs."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert match is not None
    column = -1
    for letter in match[1]:
        column = (column + 1) * 26 + ord(letter) - 65
    row = int(match[2]) - 1
    lines = sum(1 + len(line) // LINE for line in text.split("\n"))
    anchor = f"{column + 1}, 15, {row}, 2, {column + 5}, 15, {row + max(4, lines + 1)}, 4"
    return (
        f'<v:shape {VML} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _free(content: Mapping[str, bytes], pattern: str) -> str:
    number = 1
    while pattern.format(number) in content:
        number += 1
    return pattern.format(number)


def _declare(content: dict[str, bytes], entry: str) -> None:
    types = content["[Content_Types].xml"].decode("utf-8")
    if entry.startswith("<Default"):
        types = re.sub(r"(<Types[^>]*>)", lambda match: match[1] + entry, types, count=1)
    else:
        types = types.replace("</Types>", f"{entry}</Types>")
    content["[Content_Types].xml"] = types.encode("utf-8")
