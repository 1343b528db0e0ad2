"""Which files of a district's folder are which workbook."""

from collections.abc import Mapping
from pathlib import Path

from countyhire.model.finding import Finding
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import workbooks
from countyhire.sheets.containers import FileProblem
from countyhire.sheets.faults import FILE_NOT_READ, FILE_PASSED_OVER
from countyhire.sheets.words import key

# In the order of preference where two files of one name differ in it alone.
EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv")
_LOCKS = ("~$", ".~", ".")


def workbook_files(folder: Path, workbook: str, files: Mapping[str, str]) -> tuple[list[Path], list[Finding]]:
    """The file of a workbook, or every file of the folder of its name; what was passed over is a finding.

    `files` names another file or folder by workbook. Lock files of open programs are left out.
    """
    if named := files.get(workbook):
        path = folder / named
        if not path.exists():
            raise FileProblem(path, f"找不到 countyhire.toml 里为“{workbook}”指定的文件", "请核对 [files] 里的文件名。")
        return (inside(path) if path.is_dir() else [path]), []
    single: list[Path] = []
    split: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_LOCKS):
            continue
        if path.is_dir():
            split += inside(path) if key(path.name) == key(workbook) else []
        elif path.suffix.lower() in EXTENSIONS and key(path.stem) == key(workbook):
            single.append(path)
    single.sort(key=lambda path: EXTENSIONS.index(path.suffix.lower()))
    if not single and not split:
        return [], [_like(path, workbook) for path in inside(folder) if key(workbook) in key(path.stem)]
    passed = [FILE_PASSED_OVER.at(Cell(path.name), f"没有读，读的是 {single[0].name}") for path in single[1:]]
    return single[:1] + split, passed


def _like(path: Path, workbook: str) -> Finding:
    return FILE_NOT_READ.at(Cell(path.name), f"“{path.name}”没有读，“{workbook}”要的是 {workbook}.xlsx")


def inside(folder: Path) -> list[Path]:
    """The tables in a folder, by name."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in EXTENSIONS and not path.name.startswith(_LOCKS)
    )


def workbook_of(path: Path) -> str:
    """The workbook that a file's name, or its folder's, says it is; empty where neither does."""
    for name in (key(path.stem), key(path.resolve().parent.name)):
        for workbook in workbooks():
            if key(workbook) in name:
                return workbook
    return ""
