"""BIFF: .xls of every age, and WPS's .et, by xlrd."""

from pathlib import Path
from typing import Any

from countyhire.sheets.containers.grid import squared
from countyhire.sheets.containers.raw import ErrorValue, FileProblem, RawSheet, RawValue, RawWorkbook

_SAVE_AGAIN = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试。"


def read_xls(path: Path, content: bytes) -> RawWorkbook:
    """Every worksheet. An OLE file may also be an encrypted .xlsx or a Word document: FileProblem."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileProblem(path, "文件设有密码", "请用密码打开，另存一份不加密的再试。")
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=_Silence())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise FileProblem(path, "文件设有密码", "请用密码打开，另存一份不加密的再试。") from error
        raise FileProblem(path, "不是能读取的 .xls 工作簿，或已损坏", _SAVE_AGAIN) from error
    except Exception as error:  # xlrd raises whatever the damage happens to cause
        raise FileProblem(path, "文件已损坏，或不是 .xls 工作簿", _SAVE_AGAIN) from error
    return RawWorkbook(path, "xls", tuple(_sheet(book, sheet) for sheet in book.sheets()))


class _Silence:
    """Where xlrd writes its warnings."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def _sheet(book: Any, sheet: Any) -> RawSheet:
    rows = [
        [_value(book, kind, value) for kind, value in zip(sheet.row_types(i), sheet.row_values(i), strict=True)]
        for i in range(sheet.nrows)
    ]
    return RawSheet(
        sheet.name,
        squared(rows),
        sheet.visibility != 0,
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        tuple((r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in sheet.merged_cells),
        book.datemode == 1,
    )


def _value(book: Any, kind: int, value: Any) -> RawValue:
    import xlrd

    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorValue(xlrd.error_text_from_code.get(value, "#ERR"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(value, book.datemode)
        except (ValueError, OverflowError):
            return float(value)
    return value
