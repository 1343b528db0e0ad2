"""What a copy must not carry along: links to other files, and macros. Formulas that used a link keep their value."""

import re

LINKED = re.compile(r"\[\d+\]")
MACRO_KINDS = (
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
)
PLAIN_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_CELL_FORMULA = re.compile(r"<((?:\w+:)?)f\b([^>]*?)(?:/>|>([^<]*)</\1f>)")
_USES = re.compile(r"<((?:\w+:)?)(dataValidation|conditionalFormatting)\b(?:[^>]*/>|.*?</\1\2>)", re.DOTALL)


def detached(content: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a workbook without macros and without links to other files."""
    linked = [name for name in content if name.startswith("xl/externalLinks/")]
    macros = [name for name in content if re.fullmatch(r"xl/(?:_rels/)?vbaProject\w*\.(?:bin|bin\.rels)", name)]
    kept = {name: part for name, part in content.items() if name not in linked and name not in macros}
    types = kept["[Content_Types].xml"].decode("utf-8")
    for kind in MACRO_KINDS:
        types = types.replace(kind, PLAIN_KIND)
    for name in (*linked, *macros):
        types = re.sub(rf'<Override\b[^>]*PartName="/{re.escape(name)}"[^>]*?/>', "", types)
    kept["[Content_Types].xml"] = types.encode("utf-8")
    if linked or macros:
        relations = kept["xl/_rels/workbook.xml.rels"].decode("utf-8")
        relations = re.sub(r'<Relationship\b[^>]*Type="[^"]*/(?:externalLink|vbaProject)"[^>]*?/>', "", relations)
        kept["xl/_rels/workbook.xml.rels"] = relations.encode("utf-8")
    if linked:
        kept["xl/workbook.xml"] = _without_references(kept["xl/workbook.xml"].decode("utf-8")).encode("utf-8")
        for name in kept:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                kept[name] = _without_formulas(kept[name].decode("utf-8")).encode("utf-8")
    return kept


def _without_references(workbook: str) -> str:
    """The workbook's part without its list of links and the names that stand for cells of other files."""
    found = re.sub(r"<(\w+:)?externalReferences\b.*?</\1?externalReferences>", "", workbook, flags=re.DOTALL)
    return re.sub(
        r"<((?:\w+:)?)definedName\b[^>]*>([^<]*)</\1definedName>",
        lambda name: "" if LINKED.search(name[2]) else name[0],
        found,
    )


def _without_formulas(sheet: str) -> str:
    """A sheet without the formulas, drop-downs and conditional colours that look into other files."""
    if not LINKED.search(sheet):
        return sheet
    shared = {
        number[1]
        for formula in _CELL_FORMULA.finditer(sheet)
        if LINKED.search(formula[3] or "") and (number := re.search(r'\bsi="(\d+)"', formula[2]))
    }

    def own(formula: re.Match[str]) -> str:
        number = re.search(r'\bsi="(\d+)"', formula[2])
        gone = LINKED.search(formula[3] or "") or (number and number[1] in shared)
        return "" if gone else formula[0]

    found = _CELL_FORMULA.sub(own, sheet)
    return _USES.sub(lambda use: "" if LINKED.search(use[0]) else use[0], found)
