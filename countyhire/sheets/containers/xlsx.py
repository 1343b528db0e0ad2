"""Office Open XML (.xlsx, .xlsm, strict or not) by a streaming reader of our own.

No library gives all that is needed: python-calamine shows error cells and formulas without a value as
blank and takes the process down on a huge used range, openpyxl does not know the Chinese built-in formats
of days and is ten times slower. They are the oracles of the tests instead.
"""

from pathlib import Path

from countyhire.sheets.containers.grid import Grid
from countyhire.sheets.containers.package import Package, open_package, pieces
from countyhire.sheets.containers.problems import damaged, encrypted, unsupported
from countyhire.sheets.containers.raw import ErrorValue, FileProblem, RawSheet, RawWorkbook
from countyhire.sheets.containers.shared_strings import shared_strings
from countyhire.sheets.containers.values import readers
from countyhire.sheets.containers.workbook import directory, styles, workbook_part
from countyhire.sheets.containers.worksheet import Layout, read_worksheet

_MISSING = ErrorValue("#内容缺失")  # stands for the cells of a sheet that the package does not hold
_OTHER_FOLDERS = ("word/", "ppt/", "visio/")
_OTHER_KINDS = {"word/": "Word 文档", "ppt/": "演示文稿", "visio/": "Visio 图", "ofd.xml": "OFD 版式文件"}
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv")


def read_zip(path: Path, content: bytes) -> RawWorkbook:
    """A workbook in a zip: .xlsx and its kin, or .ods. FileProblem for every other archive."""
    package = open_package(path, content)
    if "content.xml" in package.parts:
        from countyhire.sheets.containers.ods import read_ods

        return read_ods(package)
    part = workbook_part(package)
    if not part or part.endswith(".bin") or part.startswith(_OTHER_FOLDERS):
        raise _other_archive(package)
    return read_xlsx(package, part)


def read_xlsx(package: Package, part: str) -> RawWorkbook:
    """Every sheet of the package in the order of its tabs; charts and dialogs are sheets without cells."""
    path = package.path
    found = directory(package, part)
    strings = shared_strings(path, pieces(package, found.strings)) if found.strings else []
    reader = readers(strings, styles(package, found.styles), found.date_1904)
    sheets = []
    if not any(tab.part for tab in found.tabs):
        raise damaged(path, "里面的工作表都没有内容部件")
    for tab in found.tabs:
        grid = Grid(path, tab.name)
        if tab.kind in ("worksheet", "") and not tab.part:
            grid.put(1, 1, _MISSING)
        cells = tab.kind == "worksheet" and bool(tab.part)
        layout = read_worksheet(grid, pieces(package, tab.part), reader) if cells else Layout()
        sheets.append(
            RawSheet(
                tab.name,
                grid.squared(),
                tab.hidden,
                frozenset(layout.hidden_rows),
                frozenset(layout.hidden_columns),
                grid.merged(layout.merges),
                found.date_1904,
                layout.filtered,
            )
        )
    return RawWorkbook(path, "xlsx", tuple(sheets), found.links)


def _other_archive(package: Package) -> FileProblem:
    """What a zip is that is no workbook."""
    names = set(package.parts)
    path = package.path
    if any(name.endswith("workbook.bin") for name in names):
        return FileProblem(path, "是二进制工作簿（.xlsb），不能读取", "请用 Excel 打开，另存为 .xlsx 再试。")
    if any(name.endswith((".iwa", "index.zip", "index.apxl", "buildversionhistory.plist")) for name in names):
        return FileProblem(path, "是 Numbers 表格，不能读取", "请用 Numbers 导出为 Excel（.xlsx）再试。")
    if "encryptedpackage" in names:
        return encrypted(path)
    for start, kind in (
        ("word/", "Word 文档"),
        ("ppt/", "演示文稿"),
        ("visio/", "Visio 图"),
        ("ofd.xml", "OFD 版式文件"),
    ):
        if any(name.startswith(start) for name in names):
            return unsupported(path, kind)
    inside = [entry.filename for entry in package.parts.values() if entry.filename.lower().endswith(_TABLES)]
    if inside:
        return FileProblem(path, f"是压缩包，里面有 {len(inside)} 个表格", "请先解压，再逐个使用里面的表格。")
    if not names or "[content_types].xml" in names or "xl/worksheets/sheet1.xml" in names:
        return damaged(path, "找不到工作簿的目录")
    return unsupported(path, "压缩包")
