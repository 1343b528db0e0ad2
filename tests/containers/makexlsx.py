"""Packages of .xlsx and .ods made by hand, part by part, so that a test can write what no library would."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def sheet(rows: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """The part of a sheet around its rows."""
    return f'{HEAD}<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def styles(*formats: str | int) -> str:
    """Styles 1, 2 … with these number formats: a code, or the number of a built-in one."""
    codes = [(200 + place, code) for place, code in enumerate(formats) if isinstance(code, str)]
    known = {code: number for number, code in codes}
    listed = "".join(f'<numFmt numFmtId="{number}" formatCode="{_escaped(code)}"/>' for number, code in codes)
    used = "".join(f'<xf numFmtId="{known.get(one, one)}"/>' for one in (0, *formats))
    return f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{listed}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'


def texts(*items: str) -> str:
    """The part of shared texts from the content of its `si` elements."""
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def parts(sheets: Mapping[str, str], before: str = "", states: Mapping[str, str] = {}) -> dict[str, str | bytes]:
    """All that a package needs for sheets by name; `before` stands before the list of sheets."""
    tabs, relations = "", ""
    found: dict[str, str | bytes] = {}
    for place, (name, xml) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if name in states else ""
        tabs += f'<sheet name="{_escaped(name)}" sheetId="{place}"{state} r:id="rId{place}"/>'
        relations += f'<Relationship Id="rId{place}" Type="{RELATED}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        found[f"xl/worksheets/sheet{place}.xml"] = xml
    relations += f'<Relationship Id="rIdS" Type="{RELATED}/styles" Target="styles.xml"/>'
    relations += f'<Relationship Id="rIdT" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
    found["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{before}<sheets>{tabs}</sheets></workbook>'
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    found["xl/_rels/workbook.xml.rels"] = f'{HEAD}<Relationships xmlns="{namespace}">{relations}</Relationships>'
    main = f'<Relationship Id="rId1" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/>'
    found["_rels/.rels"] = f'{HEAD}<Relationships xmlns="{namespace}">{main}</Relationships>'
    found["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    return found


def zipped(found: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts in a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def xlsx(path: Path, rows: str, *, more: Mapping[str, str | bytes] = {}, before: str = "", after: str = "") -> Path:
    """A workbook of one sheet, 表; `more` are parts beside it or in place of its own."""
    return write(path, zipped(parts({"表": sheet(rows, before, after)}) | dict(more)))


def ods(path: Path, rows: str, *, before: str = "", kind: str = "spreadsheet", columns: str = "") -> Path:
    """An OpenDocument spreadsheet of one table, 表."""
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{urn}{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (
        f'{HEAD}<office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:calc:xmlns">'
        f"<office:automatic-styles>{before}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表" table:style-name="ta1">{columns}{rows}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return write(path, zipped({"mimetype": mimetype, "content.xml": content}))
