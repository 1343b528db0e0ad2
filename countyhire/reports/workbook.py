"""An .xlsx as XML: its sheets, its table of strings, its styles and its names."""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")


def parsed(part: bytes) -> Any:
    """The document of an XML part; a part with a DTD is refused by the parser."""
    from defusedxml.minidom import parseString  # type: ignore[import-untyped]

    return parseString(part)


def written(document: Any) -> bytes:
    """A part as bytes."""
    return document.toxml(encoding="UTF-8", standalone=True)  # type: ignore[no-any-return]


def elements(node: Any, name: str) -> Iterator[Any]:
    """Every element below a node by its local name, whatever prefix the program that wrote it used."""
    yield from node.getElementsByTagNameNS("*", name)


def text_of(node: Any) -> str:
    """The text of an element, its runs joined; phonetic hints are not text."""
    pieces = []
    for child in node.childNodes:
        if child.nodeType in (child.TEXT_NODE, child.CDATA_SECTION_NODE):
            pieces.append(child.data)
        elif child.nodeType == child.ELEMENT_NODE and child.localName != "rPh":
            pieces.append(text_of(child))
    return "".join(pieces)


def escaped_text(text: str) -> str:
    """Text for the inside of an element; what looks like Excel's own escape is kept as it was typed."""
    return escape(_ESCAPED.sub(lambda match: "_x005F" + match[0], text))


class Strings:
    """The table of strings of a workbook: those it had, and those that are added."""

    def __init__(self, part: bytes | None) -> None:
        self._document: Any = parsed(part) if part else None
        self._items = list(elements(self._document, "si")) if part else []
        self.texts = [text_of(item) for item in self._items]
        self._added: dict[str, int] = {}

    def add(self, text: str) -> int:
        """The index of a text, added where it is new."""
        return self._added.setdefault(text, len(self.texts) + len(self._added))

    def clear(self, index: int) -> None:
        """Empty a string that no cell will show any more."""
        item = self._items[index]
        for child in list(item.childNodes):
            item.removeChild(child)
        item.appendChild(self._document.createElement(_tag(item, "t")))

    def part(self) -> bytes:
        """The table as a part of the package."""
        prefix = ""
        if self._document is None:
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            body = f'{head}<sst xmlns="{name}"></sst>'
        else:
            root = self._document.documentElement
            prefix = f"{root.prefix}:" if root.prefix else ""
            for count in ("count", "uniqueCount"):
                if root.hasAttribute(count):
                    root.removeAttribute(count)
            if not root.childNodes:
                root.appendChild(self._document.createTextNode(""))
            body = written(self._document).decode("utf-8")
        added = "".join(
            f'<{prefix}si><{prefix}t xml:space="preserve">{escaped_text(text)}</{prefix}t></{prefix}si>'
            for text in self._added
        )
        return body.replace(f"</{prefix}sst>", f"{added}</{prefix}sst>").encode("utf-8")


class Styles:
    """The cell styles of a workbook, by index."""

    def __init__(self, part: bytes) -> None:
        self._document = parsed(part)
        formats = {
            int(item.getAttribute("numFmtId")): item.getAttribute("formatCode")
            for item in elements(self._document, "numFmt")
        }
        self._container = next(elements(self._document, "cellXfs"))
        self._styles = list(elements(self._container, "xf"))
        self.dates = frozenset(
            index
            for index, style in enumerate(self._styles)
            if _is_date(int(style.getAttribute("numFmtId") or 0), formats)
        )
        self.wrapping = frozenset(
            index
            for index, style in enumerate(self._styles)
            if any(item.getAttribute("wrapText") in ("1", "true") for item in elements(style, "alignment"))
        )
        self._made: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}

    def quoted(self, index: int) -> int:
        """The same style with the mark that makes a text stay a text when its cell is edited."""
        return self._variant(index, "quote", {"quotePrefix": "1"})

    def filled(self, index: int, colour: str) -> int:
        """The same style with another fill, an RGB colour such as `F8CBAD`."""
        if colour not in self._fills:
            fills = next(elements(self._document, "fills"))
            tag = _tag(fills, "")
            name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            declared = f' xmlns:{fills.prefix}="{name}"' if fills.prefix else f' xmlns="{name}"'
            text = (
                f'<{tag}fill{declared}><{tag}patternFill patternType="solid"><{tag}fgColor rgb="FF{colour}"/>'
                f"</{tag}patternFill></{tag}fill>"
            )
            fill = parsed(text.encode()).documentElement
            for attribute in ("xmlns", f"xmlns:{fills.prefix}"):
                if fill.hasAttribute(attribute):
                    fill.removeAttribute(attribute)
            fills.appendChild(fill)
            self._fills[colour] = len(list(elements(fills, "fill"))) - 1
            fills.setAttribute("count", str(self._fills[colour] + 1))
        return self._variant(index, colour, {"fillId": str(self._fills[colour]), "applyFill": "1"})

    def colour(self, index: int) -> str:
        """The RGB colour with which a style fills its cells, as `F8CBAD`; empty where it has none."""
        fills = list(elements(next(elements(self._document, "fills")), "fill"))
        number = int(self._styles[index].getAttribute("fillId") or 0)
        if number >= len(fills):
            return ""
        return "".join(item.getAttribute("rgb")[-6:].upper() for item in elements(fills[number], "fgColor"))

    def bare(self, index: int) -> int:
        """The same style without a fill."""
        return self._variant(index, "bare", {"fillId": "0"})

    def wrapped(self, index: int) -> int:
        """The same style with long text on several lines."""
        made = self._variant(index, "wrap", {"applyAlignment": "1"})
        style = self._styles[made]
        if not list(elements(style, "alignment")):
            alignment = self._document.createElement(_tag(style, "alignment"))
            alignment.setAttribute("vertical", "top")
            alignment.setAttribute("wrapText", "1")
            style.insertBefore(alignment, style.firstChild)
        return made

    def _variant(self, index: int, kind: str, attributes: dict[str, str]) -> int:
        """The index of a copy of a style with some attributes changed; made once."""
        if (index, kind) not in self._made:
            style = self._styles[index].cloneNode(True)
            for name, value in attributes.items():
                style.setAttribute(name, value)
            self._container.appendChild(style)
            self._styles.append(style)
            self._container.setAttribute("count", str(len(self._styles)))
            self._made[index, kind] = len(self._styles) - 1
        return self._made[index, kind]

    def part(self) -> bytes:
        return written(self._document)


def _is_date(number: int, formats: dict[int, str]) -> bool:
    if number in DATE_FORMATS:
        return True
    code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", formats.get(number, "")).lower()
    return "y" in code or "d" in code


class Workbook:
    """The parts of a package with its sheets found: `sheets` maps each sheet's name to its part."""

    def __init__(self, content: dict[str, bytes]) -> None:
        self.content = content
        self.document = parsed(content["xl/workbook.xml"])
        targets = relations(content, "xl/workbook.xml")
        self.sheets = {}
        for sheet in elements(self.document, "sheet"):
            identity = next(
                sheet.attributes.item(i).value
                for i in range(sheet.attributes.length)
                if sheet.attributes.item(i).localName == "id"
            )
            if targets[identity].startswith("xl/worksheets/"):
                self.sheets[sheet.getAttribute("name")] = targets[identity]
        self.styles = Styles(content["xl/styles.xml"])

    @cached_property
    def strings(self) -> Strings:
        """The table of strings, read when it is first asked for."""
        return Strings(self.content.get("xl/sharedStrings.xml"))

    def cell_names(self) -> dict[tuple[str, str], str]:
        """The names that stand for one cell: `(sheet, A1 address)` to name."""
        found = {}
        for item in elements(self.document, "definedName"):
            match = re.fullmatch(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]{1,3})\$(\d+)", text_of(item).strip())
            if match and not item.getAttribute("name").startswith("_xlnm."):
                sheet = (match[1] or match[2]).replace("''", "'")
                found[sheet, match[3] + match[4]] = item.getAttribute("name")
        return found

    def finish(self) -> dict[str, bytes]:
        """The parts, with the tables of strings and styles and the workbook's own part written back."""
        self.content["xl/workbook.xml"] = written(self.document)
        self.content["xl/styles.xml"] = self.styles.part()
        if "strings" in self.__dict__:
            if "xl/sharedStrings.xml" not in self.content:
                self._register_strings()
            self.content["xl/sharedStrings.xml"] = self.strings.part()
        return self.content

    def _register_strings(self) -> None:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        for part, end, added in (
            ("[Content_Types].xml", "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'),
            (
                "xl/_rels/workbook.xml.rels",
                "</Relationships>",
                f'<Relationship Id="rIdStrings" Type="{relation}" Target="sharedStrings.xml"/>',
            ),
        ):
            text = self.content[part].decode("utf-8")
            self.content[part] = text.replace(end, added + end).encode("utf-8")


def relations(content: dict[str, bytes], part: str, kind: str = "") -> dict[str, str]:
    """The parts that a part points to: relation id to part name; outside targets are left out.

    `kind` is the last word of the relation's type, such as `comments`.
    """
    folder, _, name = part.rpartition("/")
    found = content.get(f"{folder}/_rels/{name}.rels")
    if not found:
        return {}
    return {
        item.getAttribute("Id"): posixpath.normpath(posixpath.join("/" + folder, item.getAttribute("Target")))[1:]
        for item in elements(parsed(found), "Relationship")
        if item.getAttribute("TargetMode") != "External"
        and (not kind or item.getAttribute("Type").rpartition("/")[2] == kind)
    }


def _tag(node: Any, name: str) -> str:
    return f"{node.prefix}:{name}" if node.prefix else name
