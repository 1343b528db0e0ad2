"""An .xlsx as its parts: read, and written so that the same parts always give the same bytes."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Properties:
    """Who made a document, what it is called, and the day that it states as its making."""

    creator: str
    title: str
    on: date


def described(content: Mapping[str, bytes], properties: Properties) -> dict[str, bytes]:
    """The workbook's parts with the district as author and no list of calculations left from before."""
    return with_properties(without(content, lambda name: name == "xl/calcChain.xml"), properties)


def without(content: Mapping[str, bytes], unwanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The parts without some of them, and without what says of these that they are there."""
    gone = {name for name in content if unwanted(name)}
    kept = {name: part for name, part in content.items() if name not in gone}
    if gone:
        kept[TYPES] = _cut(kept[TYPES], "Override", "PartName", lambda target: target.lstrip("/") in gone)
        for name in [name for name in kept if name.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(name))
            kept[name] = _cut(
                kept[name],
                "Relationship",
                "Target",
                lambda target, folder=folder: posixpath.normpath(posixpath.join("/", folder, target))[1:] in gone,  # type: ignore[misc]
            )
    return kept


def _cut(part: bytes, element: str, attribute: str, unwanted: Callable[[str], bool]) -> bytes:
    """A part without the empty elements whose attribute is unwanted; its bytes stay as they are where there is none."""

    def one(match: re.Match[str]) -> str:
        return "" if unwanted(match[1]) else match[0]

    return re.sub(rf'<{element}\b[^>]*?\b{attribute}="([^"]*)"[^>]*/>', one, part.decode("utf-8")).encode("utf-8")


def with_properties(content: Mapping[str, bytes], properties: Properties) -> dict[str, bytes]:
    """The parts of any office document with its author, its title and its pinned dates."""
    changed = {**content, CORE: _core(properties)}
    types = changed["[Content_Types].xml"].decode("utf-8")
    if f"/{CORE}" not in types:
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        types = types.replace("</Types>", f'<Override PartName="/{CORE}" ContentType="{kind}"/></Types>')
        changed["[Content_Types].xml"] = types.encode("utf-8")
        changed["_rels/.rels"] = _with_core_relation(changed["_rels/.rels"])
    return changed


def _with_core_relation(relations: bytes) -> bytes:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    added = f'<Relationship Id="rIdCore" Type="{kind}" Target="{CORE}"/></Relationships>'
    return relations.decode("utf-8").replace("</Relationships>", added).encode("utf-8")


def _core(properties: Properties) -> bytes:
    moment = f"{properties.on.isoformat()}T00:00:00Z"
    creator = escape(properties.creator)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title><dc:creator>{creator}</dc:creator>"
        f"<cp:lastModifiedBy>{creator}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    ).encode()
