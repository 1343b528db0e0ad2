"""A file of any readable kind written as a plain .xlsx: the same sheets, cells, merges and hidden parts.

For copies of files that cannot be edited in place (.xls, .ods, .csv, a web page under another name, an oddly
written package). Formulas come as the values that they showed; one without a value stays without.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from countyhire.model.where import column_letters
from countyhire.sheets.containers import ErrorValue, NoValue, RawSheet, RawWorkbook, open_workbook
from countyhire.sheets.containers.raw import RawValue
from countyhire.zipped import packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
DAY, MOMENT, SPAN, TEXT, TIME = 1, 2, 3, 4, 5  # styles
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"))
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Transcript(NamedTuple):
    """The .xlsx, and what each sheet of the file is called in it (Excel limits names to 31 characters)."""

    data: bytes
    names: dict[str, str]


def transcribed(path: Path) -> Transcript:
    """A file as a plain .xlsx. FileProblem where it cannot be read."""
    book = open_workbook(path)
    names = _names(book)
    with_1904 = any(sheet.date_1904 for sheet in book.sheets)
    parts = {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(book, names, with_1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{number}.xml") for number in _numbers(book)), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(),
    }
    for number, sheet in zip(_numbers(book), book.sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = "".join(_sheet(sheet, with_1904))
    return Transcript(packed({name: (HEAD + text).encode() for name, text in parts.items()}), names)


def _numbers(book: RawWorkbook) -> range:
    return range(1, len(book.sheets) + 1)


def _names(book: RawWorkbook) -> dict[str, str]:
    """A name that Excel takes for every sheet, no two alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, sheet in enumerate(book.sheets, 1):
        name = _NOT_IN_NAMES.sub("_", _UNWRITABLE.sub("", sheet.name)).strip("' ")[:LONGEST_NAME] or f"Sheet{number}"
        while name.casefold() in taken:
            name = f"{name[: LONGEST_NAME - 4]}({number})"
        taken.add(name.casefold())
        found[sheet.name] = name
    return found


def _types(sheets: int) -> str:
    overrides = [("workbook.xml", f"{KIND}.sheet.main+xml"), ("styles.xml", f"{KIND}.styles+xml")]
    overrides += [(f"worksheets/sheet{number}.xml", f"{KIND}.worksheet+xml") for number in range(1, sheets + 1)]
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/xl/{part}" ContentType="{kind}"/>' for part, kind in overrides)
        + "</Types>"
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def _workbook(book: RawWorkbook, names: dict[str, str], with_1904: bool) -> str:
    hidden = ' state="hidden"' if not all(sheet.hidden for sheet in book.sheets) else ""
    sheets = "".join(
        f'<sheet name={quoteattr(names[sheet.name])} sheetId="{number}"'
        f'{hidden if sheet.hidden else ""} r:id="rId{number}"/>'
        for number, sheet in zip(_numbers(book), book.sheets, strict=True)
    )
    calendar = '<workbookPr date1904="1"/>' if with_1904 else ""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{calendar}<sheets>{sheets}</sheets></workbook>'


def _styles() -> str:
    """Plain, a day, a moment, a span of time, text, a time of day."""
    formats = "".join(
        f'<xf numFmtId="{code}" fontId="0" fillId="0" borderId="0"/>' for code in (0, 164, 165, 166, 49, 21)
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="[h]:mm:ss"/>'
        '</numFmts><fonts count="1"><font><sz val="10"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="6">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(sheet: RawSheet, with_1904: bool) -> Iterator[str]:
    yield f'<worksheet xmlns="{MAIN}"><sheetFormatPr defaultColWidth="14" defaultRowHeight="15"/>'
    if sheet.hidden_columns:
        hidden = (f'<col min="{one}" max="{one}" width="14" hidden="1"/>' for one in sorted(sheet.hidden_columns))
        yield f"<cols>{''.join(hidden)}</cols>"
    yield "<sheetData>"
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(
            _cell(f"{column_letters(place)}{number}", value, with_1904)
            for place, value in enumerate(row, 1)
            if value != ""
        )
        concealed = ' hidden="1"' if number in sheet.hidden_rows else ""
        if cells or concealed:
            yield f'<row r="{number}"{concealed}>{cells}</row>'
    yield "</sheetData>"
    areas = [
        f'<mergeCell ref="{column_letters(left)}{top}:{column_letters(right)}{bottom}"/>'
        for top, left, bottom, right in sheet.merges
    ]
    if areas:
        yield f'<mergeCells count="{len(areas)}">{"".join(areas)}</mergeCells>'
    yield "</worksheet>"


def _cell(place: str, value: RawValue, with_1904: bool) -> str:
    """One cell; what a cell of Excel cannot hold (a day before 1900) as text."""
    match value:
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int():
            return f'<c r="{place}"><v>{value}</v></c>'
        case float() if isfinite(value):
            return f'<c r="{place}"><v>{value!r}</v></c>'
        case float():
            return f'<c r="{place}" t="e"><v>#NUM!</v></c>'
        case ErrorValue():
            return f'<c r="{place}" t="e"><v>{value.text if value.text in _ERRORS else "#VALUE!"}</v></c>'
        case NoValue():
            return f'<c r="{place}"><f>{escape(value.formula.lstrip("=")) or "NA()"}</f></c>'
        case str():
            return _text(place, value)
        case timedelta():
            return f'<c r="{place}" s="{SPAN}"><v>{value / timedelta(1)!r}</v></c>'
        case time():
            since = datetime.combine(date.min, value) - datetime.min
            return f'<c r="{place}" s="{TIME}"><v>{since / timedelta(1)!r}</v></c>'
        case _:
            return _moment(place, value, with_1904)


def _moment(place: str, value: date, with_1904: bool) -> str:
    first = date(1904, 1, 1) if with_1904 else date(1899, 12, 30)
    day = value.date() if isinstance(value, datetime) else value
    if not with_1904 and day < date(1900, 3, 1):
        first = date(1899, 12, 31)  # Excel counts a day in 1900 that never was
    if day < max(first, date(1900, 1, 1)):
        return _text(place, str(value))
    if isinstance(value, datetime) and value.time() != time():
        since = datetime.combine(day, value.time()) - datetime.combine(first, time())
        return f'<c r="{place}" s="{MOMENT}"><v>{since / timedelta(1)!r}</v></c>'
    return f'<c r="{place}" s="{DAY}"><v>{(day - first).days}</v></c>'


def _text(place: str, value: str) -> str:
    text = escape(_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", value)[:LONGEST_TEXT]))
    return f'<c r="{place}" s="{TEXT}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
