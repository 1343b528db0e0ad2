"""OLE compound files: .xls of every age and WPS's .et by xlrd; encrypted .xlsx; and what is no workbook."""

import io
import re
from pathlib import Path
from typing import Any

from countyhire.sheets.containers.biff import mended
from countyhire.sheets.containers.formats import Shown, of_serial
from countyhire.sheets.containers.grid import squared
from countyhire.sheets.containers.problems import damaged, encrypted, unsupported
from countyhire.sheets.containers.raw import ErrorValue, FileProblem, RawSheet, RawValue, RawWorkbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel itself opens a file with this password without asking.
_KNOWN_PASSWORD = "VelvetSweatshop"
_MOST_SPINS = 1_000_000
_SPINS = re.compile(rb'spinCount="(\d+)"')
_STREAMS = (
    ("WordDocument", "Word 文档"),
    ("PowerPoint Document", "演示文稿"),
    ("__properties_version1.0", "邮件"),
    ("VisioDocument", "Visio 图"),
    ("HwpSummaryInformation", "韩文文档"),
    ("Quill", "Publisher 文档"),
)


def read_ole(path: Path, content: bytes) -> RawWorkbook:
    """A workbook in a compound file. FileProblem where it is encrypted or something else."""
    streams = _streams(content)
    if "EncryptedPackage" in streams:
        return _read_encrypted(path, content)
    if not {"Workbook", "Book", "WORKBOOK", "BOOK"} & streams:
        for stream, kind in _STREAMS:
            if stream in streams:
                raise unsupported(path, kind)
    return read_xls(path, content)


def read_xls(path: Path, content: bytes) -> RawWorkbook:
    """Every worksheet of a BIFF file."""
    import xlrd

    try:
        book = _opened(content)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            return _read_encrypted(path, content)
        raise _unreadable(path, str(error)) from error
    except Exception as error:  # xlrd raises whatever the damage happens to cause
        raise damaged(path, "或不是能读取的 .xls 工作簿") from error
    try:
        sheets = tuple(_sheet(book, sheet) for sheet in book.sheets())
    except Exception as error:
        raise damaged(path, "里面的工作表读不出来") from error
    return RawWorkbook(path, "xls", sheets)


def _streams(content: bytes) -> set[str]:
    """The streams and folders at the top of a compound file; none where it is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            return {names[0] for names in file.listdir(streams=True, storages=True)}
    except Exception:  # olefile raises whatever the damage happens to cause
        return set()


def _opened(content: bytes) -> Any:
    """The book: as it is, else with its stream mended, else without its formats."""
    import xlrd

    try:
        return _book(content, True)
    except Exception as error:  # encryption is told by a message alone
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error).lower():
            raise
        first = error
    stream = mended(_stream(content))
    for formats in (True, False):
        try:
            return _book(stream, formats)
        except Exception as error:  # the first of them says best what is wrong
            first.__context__ = error
    raise first


def _book(content: bytes, formats: bool) -> Any:
    import xlrd

    return xlrd.open_workbook(file_contents=content, formatting_info=formats, ragged_rows=True, logfile=_Silence())


def _stream(content: bytes) -> bytes:
    """The records of a compound file by a reader that forgives more than xlrd; else the content itself."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            names = [names for names in file.listdir() if len(names) == 1 and names[0].lower() in ("workbook", "book")]
            return file.openstream(names[-1]).read() if names else content
    except Exception:  # olefile raises whatever the damage happens to cause
        return content


def _unreadable(path: Path, said: str) -> FileProblem:
    if "biff version" in said.lower():
        return unsupported(path, "很旧的 Excel 文件")
    return damaged(path, "或不是能读取的 .xls 工作簿")


def _read_encrypted(path: Path, content: bytes) -> RawWorkbook:
    """A file with the password that everyone knows is read; any other is refused."""
    spins = _SPINS.search(content)
    if b"<!DOCTYPE" in content or (spins and (len(spins[1]) > 9 or int(spins[1]) > _MOST_SPINS)):
        raise encrypted(path)
    import msoffcrypto

    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        file.load_key(password=_KNOWN_PASSWORD, verify_password=True)
        file.decrypt(opened)
    except Exception as error:  # a wrong password and an unknown kind of encryption look alike
        raise encrypted(path) from error
    plain = opened.getvalue()
    if plain.startswith(b"PK"):
        from countyhire.sheets.containers.xlsx import read_zip

        return read_zip(path, plain)
    if plain == content or not plain.startswith(OLE):
        raise encrypted(path)
    try:
        return read_xls(path, plain)
    except RecursionError as error:
        raise encrypted(path) from error


class _Silence:
    """Where xlrd writes its warnings."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def _sheet(book: Any, sheet: Any) -> RawSheet:
    rows: list[list[RawValue]] = []
    for index in range(sheet.nrows):
        kinds, values = sheet.row_types(index), sheet.row_values(index)
        row = [_value(book, kind, value) for kind, value in zip(kinds, values, strict=True)]
        while row and row[-1] == "":
            row.pop()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
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
        return of_serial(value, Shown.MOMENT, book.datemode == 1)
    if kind == xlrd.XL_CELL_NUMBER and abs(value) < 10**15 and value == int(value):
        return int(value)
    return value
