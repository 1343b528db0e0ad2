"""Which files of a district's folder are which workbook."""

from collections.abc import Mapping
from pathlib import Path

from countyhire.model.finding import ANNOTATED, Finding
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
        return _once(inside(path)) if path.is_dir() else ([path], [])
    single: list[Path] = []
    split: list[Path] = []
    passed: list[Finding] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_LOCKS):
            continue
        if path.is_dir():
            if key(path.name) == key(workbook):
                split, passed = _once(inside(path))
        elif path.suffix.lower() in EXTENSIONS and _own_name(path) == key(workbook):
            single.append(path)
    single.sort(key=lambda path: (is_annotated(path), EXTENSIONS.index(path.suffix.lower())))
    if not single and not split:
        return [], [_like(path, workbook) for path in inside(folder) if key(workbook) in key(path.stem)]
    return single[:1] + split, [_passed(path, single[0]) for path in single[1:]] + passed


def is_annotated(path: Path) -> bool:
    """Whether a file is, by its name, a copy with the findings of a check in it."""
    return key(path.stem).endswith(key(ANNOTATED))


def _own_name(path: Path) -> str:
    """The compared name of the file that a copy was made of; of another file its own."""
    return key(path.stem).removesuffix(key(ANNOTATED))


def _once(paths: list[Path]) -> tuple[list[Path], list[Finding]]:
    """Files of one table without the annotated copies of those that are there themselves."""
    own = {key(path.stem): path for path in paths if not is_annotated(path)}
    copies = [path for path in paths if is_annotated(path) and _own_name(path) in own]
    return [path for path in paths if path not in copies], [_passed(path, own[_own_name(path)]) for path in copies]


def _passed(path: Path, read: Path) -> Finding:
    return FILE_PASSED_OVER.at(Cell(path.name), f"没有读，读的是 {read.name}")


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
