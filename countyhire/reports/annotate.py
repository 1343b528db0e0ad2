"""A copy of somebody's workbook with the findings in their cells: colour, comment, and a list in front.

The copy's parts are edited in place: formulas keep the values that they show, widths, merges and print
set-up stay, and the copy reads as the next input (a reader passes over the sheet 问题清单).
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from countyhire.model.finding import Finding, Severity
from countyhire.model.where import column_letters
from countyhire.policy.clauses import cite
from countyhire.reports.comments import add_comments
from countyhire.reports.detach import detached
from countyhire.reports.heights import column_number, needed_height
from countyhire.reports.links import OFFICE, relate
from countyhire.reports.unmark import unmark
from countyhire.reports.values import writable
from countyhire.reports.workbook import Workbook, elements, escaped_text
from countyhire.zipped import packed, parts

LIST = "问题清单"
COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.NOTICE: "DDEBF7"}
WIDTHS = (6, 8, 10, 16, 10, 16, 56, 52, 30)
HEADERS = ("序号", "级别", "编码", "工作表", "单元格", "对象", "问题", "怎么改", "依据")
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Address = tuple[int, int]
_NUMBER = re.compile(rb'\br="(\d+)"')
_SELECTED = re.compile(rb'\stabSelected="(?:1|true)"')


def annotate(source: bytes, findings: Sequence[Finding], author: str) -> bytes | None:
    """The annotated copy; None where the file is no .xlsx, or one that is written too oddly to be edited in place.

    The marks of an earlier annotation are taken out first.
    """
    if not zipfile.is_zipfile(BytesIO(source)):
        return None
    try:
        content = parts(source)
        return _annotated(detached(content), findings, author) if _is_plain(content) else None
    except (KeyError, ValueError, IndexError, StopIteration, AssertionError, ExpatError, BadZipFile):
        return None


def _is_plain(content: Mapping[str, bytes]) -> bool:
    """Whether a package has its parts where Excel and WPS put them, in the usual namespace."""
    wanted = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")
    return all(name in content for name in wanted) and b"purl.oclc.org/ooxml" not in content["xl/workbook.xml"][:2000]


def _annotated(content: dict[str, bytes], findings: Sequence[Finding], author: str) -> bytes:
    book = Workbook(content)
    unmark(book, COLOURS.values())
    ordered = sorted(findings, key=lambda finding: finding.order)
    by_sheet: dict[str, dict[Address, list[Finding]]] = {}
    for finding in ordered:
        cell = finding.cell
        if cell.a1 and cell.sheet in book.sheets:
            by_sheet.setdefault(cell.sheet, {}).setdefault((cell.row, cell.column), []).append(finding)
    for sheet, cells in by_sheet.items():
        part = book.sheets[sheet]
        colours = {address: COLOURS[found[0].severity] for address, found in cells.items()}
        content[part] = coloured(content[part], colours, book)
        comments = {
            f"{column_letters(column)}{row}": "\n\n".join(_comment(finding) for finding in found)
            for (row, column), found in cells.items()
        }
        add_comments(content, part, comments, author)
    _put_list_first(book, ordered)
    return packed(book.finish())


def _comment(finding: Finding) -> str:
    lines = [f"【{finding.severity.label} {finding.code}】{finding.message}", f"怎么改：{finding.remedy}"]
    basis = cite(finding.fault.clause)
    return "\n".join([*lines, f"依据：{basis}"] if basis else lines)


def coloured(xml: bytes, colours: Mapping[Address, str], book: Workbook) -> bytes:
    """The XML of a sheet with some cells in another colour; a cell that was not there is added.

    Only the rows that change become text: a large sheet is many times its size as such.
    """
    opening = re.search(rb"<(?:(\w+):)?worksheet\b", xml)
    prefix = f"{opening[1].decode()}:" if opening and opening[1] else ""
    mark = prefix.encode()
    wanted: dict[int, dict[int, str]] = {}
    for (row, column), colour in colours.items():
        wanted.setdefault(row, {})[column] = colour
    begin = re.search(rb"<%bsheetData\s*(/)?>" % mark, xml)
    if begin is None:
        return xml
    end = begin.end() if begin[1] else xml.index(b"</%bsheetData>" % mark)
    pieces, at, number = [xml[: begin.end()]], begin.end(), 0
    if begin[1]:
        pieces = [xml[: begin.start()], b"<%bsheetData>" % mark]
    rows = re.compile(rb"<%brow\b([^>]*?)(?:/>|>(.*?)</%brow>)" % (mark, mark), re.DOTALL)
    left = sorted(wanted, reverse=True)
    for match in rows.finditer(xml, begin.end(), end):
        if not left:
            break
        known = _NUMBER.search(match[1])
        number = int(known[1]) if known else number + 1
        while left and left[-1] < number:
            pieces.append(xml[at : match.start()])
            at, missing = match.start(), left.pop()
            pieces.append(_row(prefix, f' r="{missing}"', "", missing, wanted[missing], book).encode())
        if left and left[-1] == number:
            attributes, cells = match[1].decode(), (match[2] or b"").decode()
            pieces.append(xml[at : match.start()])
            pieces.append(_row(prefix, attributes, cells, number, wanted[left.pop()], book).encode())
            at = match.end()
    pieces.append(xml[at:end])
    pieces += [_row(prefix, f' r="{row}"', "", row, wanted[row], book).encode() for row in reversed(left)]
    if begin[1]:
        pieces.append(b"</%bsheetData>" % mark)
    return b"".join((*pieces, xml[end:]))


def _row(prefix: str, attributes: str, cells: str, row: int, colours: dict[int, str], book: Workbook) -> str:
    pieces: list[str] = []
    column = 0
    for match in re.finditer(rf"<{prefix}c\b([^>]*?)(/>|>.*?</{prefix}c>)", cells, re.DOTALL):
        known = re.search(r'\br="([A-Z]+)\d+"', match[1])
        column = column_number(known[1]) if known else column + 1
        for missing in sorted(one for one in colours if one < column):
            pieces.append(_empty(prefix, row, missing, colours.pop(missing), book))
        if column in colours:
            style = re.search(r'\bs="(\d+)"', match[1])
            made = book.styles.filled(int(style[1]) if style else 0, colours.pop(column))
            rest = re.sub(r'\ss="\d+"', "", match[1])
            pieces.append(f'<{prefix}c{rest} s="{made}"{match[2]}')
        else:
            pieces.append(match[0])
    pieces += [_empty(prefix, row, one, colours[one], book) for one in sorted(colours)]
    return f"<{prefix}row{attributes}>{''.join(pieces)}</{prefix}row>"


def _empty(prefix: str, row: int, column: int, colour: str, book: Workbook) -> str:
    return f'<{prefix}c r="{column_letters(column)}{row}" s="{book.styles.filled(0, colour)}"/>'


def _put_list_first(book: Workbook, findings: Sequence[Finding]) -> None:
    """The sheet 问题清单 in front of all others; one of an earlier annotation gives way."""
    sheets = next(elements(book.document, "sheets"))
    before = [sheet.getAttribute("name") for sheet in elements(sheets, "sheet")]
    for sheet in list(elements(sheets, "sheet")):
        if sheet.getAttribute("name") == LIST:
            sheets.removeChild(sheet)
    part = _free_part(book.content)
    book.content[part] = _list_sheet(book, findings)
    types = book.content["[Content_Types].xml"].decode("utf-8")
    added = f'<Override PartName="/{part}" ContentType="{SHEET_KIND}"/></Types>'
    book.content["[Content_Types].xml"] = types.replace("</Types>", added).encode("utf-8")
    sheet = book.document.createElement(f"{sheets.prefix}:sheet" if sheets.prefix else "sheet")
    used = [int(item.getAttribute("sheetId")) for item in elements(sheets, "sheet")]
    sheet.setAttribute("name", LIST)
    sheet.setAttribute("sheetId", str(max(used, default=0) + 1))
    book.document.documentElement.setAttribute("xmlns:r", OFFICE)
    sheet.setAttribute("r:id", relate(book.content, "xl/workbook.xml", "worksheet", part.removeprefix("xl/")))
    sheets.insertBefore(sheet, sheets.firstChild)
    after = [item.getAttribute("name") for item in elements(sheets, "sheet")]
    for item in list(elements(book.document, "definedName")):
        if item.hasAttribute("localSheetId"):
            name = before[int(item.getAttribute("localSheetId"))]
            if name == LIST:
                item.parentNode.removeChild(item)
            else:
                item.setAttribute("localSheetId", str(after.index(name)))
    for view in elements(book.document, "workbookView"):
        view.setAttribute("activeTab", "0")
        view.setAttribute("firstSheet", "0")
    for name in book.sheets.values():
        book.content[name] = _SELECTED.sub(b"", book.content[name], count=1)


def _free_part(content: Mapping[str, bytes]) -> str:
    number = 1
    while f"xl/worksheets/sheet{number}.xml" in content:
        number += 1
    return f"xl/worksheets/sheet{number}.xml"


def _list_sheet(book: Workbook, findings: Sequence[Finding]) -> bytes:
    wrapped = book.styles.wrapped(0)
    rows = [_text_row(1, HEADERS, [book.styles.filled(wrapped, "D9D9D9")] * len(HEADERS))]
    links = []
    for number, finding in enumerate(findings, 2):
        cell = finding.cell
        texts = (
            str(number - 1), finding.severity.label, finding.code, cell.sheet, cell.a1, finding.subject,
            finding.message, finding.remedy, cite(finding.fault.clause),
        )  # fmt: skip
        styles = [wrapped] * len(texts)
        styles[1] = book.styles.filled(wrapped, COLOURS[finding.severity])
        rows.append(_text_row(number, texts, styles))
        if cell.a1 and cell.sheet in book.sheets:
            place = escaped_text("'" + cell.sheet.replace("'", "''") + "'!" + cell.a1).replace('"', "&quot;")
            links.append(f'<hyperlink ref="E{number}" location="{place}"/>')
    columns = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in enumerate(WIDTHS, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{NAMESPACE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _text_row(number: int, texts: Sequence[str], styles: Sequence[int]) -> str:
    cells = "".join(
        f'<c r="{column_letters(column)}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escaped_text(writable(text))}</t></is></c>'
        for column, (text, style) in enumerate(zip(texts, styles, strict=True), 1)
        if text
    )
    height = needed_height(zip(texts, WIDTHS, strict=True), None)
    shown = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{shown}>{cells}</row>'
