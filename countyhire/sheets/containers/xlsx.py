"""Office Open XML: read by calamine, or by openpyxl where calamine would lose or break something.

calamine is ten times faster, but gives an error cell and a formula without a value as blank, raises on
a sheet with an unknown error, and takes the process down on a huge used range. A scan of the sheet's XML
decides, so that the slow reader is only used where it must be.
"""

import io
import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from countyhire.sheets.containers.package import open_package, read_part
from countyhire.sheets.containers.raw import ErrorValue, FileProblem, NoValue, RawSheet, RawValue, RawWorkbook, squared

LARGEST_AREA = 12_000_000
_SAVE_AGAIN = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试。"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>(?=\s*<(?:\w+:)?(?:v|is|f)\b)')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"[^>]*?>')
_WIDE = re.compile(rb'r="([A-Z]{2,3})\d')
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_UNCALCULATED = re.compile(
    rb"</?(?:\w+:)?f(?:\s[^>]*)?/?>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)


def read_xlsx(path: Path, content: bytes) -> RawWorkbook:
    """Every worksheet of the package, in the order of its tabs. FileProblem where it cannot be read."""
    archive = open_package(path, content)
    names = {part.replace("\\", "/"): part for part in archive.namelist()}
    if "content.xml" in names and "mimetype" in names:
        raise FileProblem(path, "不支持 .ods 以外壳另存的文件", _SAVE_AGAIN)
    if "xl/workbook.bin" in names:
        raise FileProblem(path, "是二进制工作簿（.xlsb），不能读取", "请用 Excel 打开，另存为 .xlsx 再试。")
    if "xl/workbook.xml" not in names:
        raise FileProblem(path, "不是 Excel 工作簿，或文件已损坏", _SAVE_AGAIN)
    parts = _sheet_parts(path, archive, names)
    scans = {name: _scan(read_part(path, archive, part)) for name, part in parts.items() if part}
    if any(scan["careful"] for scan in scans.values()):
        rows, date_1904 = _by_openpyxl(path, content)
    else:
        rows, date_1904 = _by_calamine(path, content), False
    sheets = []
    for name, hidden in _tabs(path, archive, names):
        if name in rows:
            found = scans.get(name, {})
            sheets.append(
                RawSheet(
                    name,
                    rows[name],
                    hidden,
                    found.get("hidden_rows", frozenset()),
                    found.get("hidden_columns", frozenset()),
                    found.get("merges", ()),
                    date_1904,
                )
            )
    return RawWorkbook(path, "xlsx", tuple(sheets))


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _xml(path: Path, archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(read_part(path, archive, part))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise FileProblem(path, "文件已损坏，目录部件读不出来", _SAVE_AGAIN) from error


def _tabs(path: Path, archive: zipfile.ZipFile, names: dict[str, str]) -> list[tuple[str, bool]]:
    """Name and hidden state of every sheet, in order."""
    root = _xml(path, archive, names["xl/workbook.xml"])
    return [
        (item.get("name", ""), item.get("state", "visible") != "visible")
        for item in root.iter()
        if _local(item.tag) == "sheet"
    ]


def _sheet_parts(path: Path, archive: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    """The part of each sheet by its name; empty where the package does not say."""
    targets: dict[str, str] = {}
    if relations := names.get("xl/_rels/workbook.xml.rels"):
        for item in _xml(path, archive, relations).iter():
            if _local(item.tag) == "Relationship":
                target = item.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                targets[item.get("Id", "")] = names.get(whole, "")
    found = {}
    for item in _xml(path, archive, names["xl/workbook.xml"]).iter():
        if _local(item.tag) == "sheet":
            relation = next((value for key, value in item.attrib.items() if _local(key) == "id"), "")
            found[item.get("name", "")] = targets.get(relation, "")
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _scan(data: bytes) -> dict[str, Any]:
    """What calamine would not tell of a sheet: whether it needs the careful reader, hidden parts, merges."""
    hidden_rows = frozenset()
    hidden_columns: set[int] = set()
    if b"hidden=" in data:
        rows = re.finditer(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"[^>]*>', data)
        hidden_rows = frozenset(int(_number(row.group(), b"r")) for row in rows)
        for column in _HIDDEN_COLUMN.findall(data[: data.find(b"sheetData") + 1]):
            if b'hidden="1"' in column or b'hidden="true"' in column:
                last = min(int(_number(column, b"max")), 16384)
                hidden_columns.update(range(int(_number(column, b"min")), last + 1))
    careful = b't="e"' in data or (b"<f" in data and _UNCALCULATED.search(data) is not None) or _huge(data)
    return {
        "careful": careful,
        "hidden_rows": hidden_rows,
        "hidden_columns": frozenset(hidden_columns),
        "merges": _merges(data),
    }


def _number(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\b" + name + rb'="(\d+)"', tag)
    return found.group(1) if found else b"0"


def _huge(data: bytes) -> bool:
    """Whether the rectangle around the cells that hold something is too big to lay out."""
    rows = max((int(found) for found in _ROW.findall(data)), default=len(data) // 20)
    columns = max((_column_number(found) for found in set(_WIDE.findall(data))), default=26)
    if rows * columns <= LARGEST_AREA:
        return False
    cells = _CELL.findall(data)
    rows = max((int(row) for _, row in cells), default=0)
    columns = max((_column_number(letters) for letters, _ in cells), default=0)
    return rows * columns > LARGEST_AREA


def _merges(data: bytes) -> tuple[tuple[int, int, int, int], ...]:
    start = data.rfind(b"mergeCells")
    if start < 0:
        return ()
    tail = data[data.find(b"mergeCells") :]
    found = re.findall(rb'ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"', tail)
    return tuple((int(r1), _column_number(c1), int(r2), _column_number(c2)) for c1, r1, c2, r2 in found)


def _by_calamine(path: Path, content: bytes) -> dict[str, list[list[RawValue]]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
            if _is_worksheet(book, name)
        }
    except python_calamine.PasswordError as error:
        raise FileProblem(path, "文件设有密码", "请用密码打开，另存一份不加密的再试。") from error
    except (python_calamine.CalamineError, ValueError, KeyError, OSError):
        return _by_openpyxl(path, content)[0]


def _is_worksheet(book: Any, name: str) -> bool:
    kinds = {sheet.name: str(sheet.typ) for sheet in book.sheets_metadata}
    return kinds[name].endswith("WorkSheet")


def _by_openpyxl(path: Path, content: bytes) -> tuple[dict[str, list[list[RawValue]]], bool]:
    """The same by openpyxl's streaming reader; error cells and formulas without a value told apart."""
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    try:
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        rows = {sheet.title: _openpyxl_rows(sheet, formulas[sheet.title]) for sheet in values.worksheets}
    except Exception as error:  # openpyxl raises whatever the damage happens to cause
        raise FileProblem(path, "文件已损坏，或不是 Excel 工作簿", _SAVE_AGAIN) from error
    return rows, values.epoch == CALENDAR_MAC_1904


def _openpyxl_rows(sheet: Any, formulas: Any) -> list[list[RawValue]]:
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    rows: list[list[RawValue]] = []
    for line, sources in zip(sheet.iter_rows(), formulas.iter_rows(), strict=False):
        rows.append([_openpyxl_value(cell, source, sheet) for cell, source in zip(line, sources, strict=False)])
        while rows[-1] and rows[-1][-1] == "":
            rows[-1].pop()
    while rows and not rows[-1]:
        rows.pop()
    return squared(rows)


# Built-in number formats that are dates in a Chinese Excel; openpyxl does not know them.
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}


def _openpyxl_value(cell: Any, source: Any, sheet: Any) -> RawValue:
    value = cell.value
    if value is None:
        if source.data_type == "f" and source.value is not None:
            return NoValue(str(source.value))
        return ""
    if cell.data_type == "e":
        return ErrorValue(str(value))
    if isinstance(value, int | float) and not isinstance(value, bool) and _chinese_date(cell, sheet):
        from openpyxl.utils.datetime import from_excel

        try:
            return from_excel(value, sheet.parent.epoch)
        except (ValueError, OverflowError):
            return value
    return value


def _chinese_date(cell: Any, sheet: Any) -> bool:
    style = getattr(cell, "_style_id", 0)
    return sheet.parent._cell_styles[style].numFmtId in _CHINESE_DATES
