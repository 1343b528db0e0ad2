"""问题清单 and, for every workbook with findings, a copy with the findings in its cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from countyhire.model.finding import ANNOTATED, Finding, Severity
from countyhire.model.where import Cell
from countyhire.policy.clauses import cite
from countyhire.reports.annotate import annotate
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, excel, numbered
from countyhire.reports.values import Link

LIST = "问题清单"

# A file as a plain .xlsx, and the names of its sheets in it.
Transcribe = Callable[[Path], tuple[bytes, Mapping[str, str]]]


def check_documents(
    findings: Sequence[Finding], inputs: Sequence[Path], letter: Letterhead, transcribe: Transcribe
) -> list[Document]:
    """The list of every finding, and the annotated copies that it leads to. Inputs are only read.

    `transcribe` makes an .xlsx of a file that cannot be edited as it is.
    """
    copies = _copies(findings, inputs, letter, transcribe)
    documents = [Document(copy.name, copy.data) for copy in copies.values()]
    return [_list(findings, letter, copies), *documents]


@dataclass(frozen=True, slots=True)
class Copy:
    """An annotated copy. `sheets` are its names of the sheets, where the file's own could not be kept."""

    name: str
    data: bytes
    transcribed: bool
    sheets: Mapping[str, str]

    def sheet(self, name: str) -> str:
        return self.sheets.get(name, name)


def _copies(
    findings: Sequence[Finding], inputs: Sequence[Path], letter: Letterhead, transcribe: Transcribe
) -> dict[str, Copy]:
    """By the file's name in findings: its annotated copy. Files without a finding in a cell have none."""
    paths = {name: path for path in inputs for name in (f"{path.parent.name}/{path.name}", path.name)}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.cell.file in paths:
            found.setdefault(finding.cell.file, []).append(finding)
    copies: dict[str, Copy] = {}
    for file, here in sorted(found.items()):
        if not any(finding.cell.a1 for finding in here):
            continue
        path, name = paths[file], PurePosixPath(file)
        called = str(name.with_name(f"{name.stem.removesuffix(ANNOTATED)}{ANNOTATED}.xlsx"))
        if any(copy.name == called for copy in copies.values()):
            called = str(name.with_name(f"{name.name}{ANNOTATED}.xlsx"))
        made = annotate(path.read_bytes(), here, letter.bureau)
        if made is not None:
            copies[file] = Copy(called, made, False, {})
            continue
        data, sheets = transcribe(path)
        renamed = [_at(finding, sheets.get(finding.cell.sheet, finding.cell.sheet)) for finding in here]
        made = annotate(data, renamed, letter.bureau)
        if made is None:
            raise ValueError("a transcript could not be annotated")
        copies[file] = Copy(called, made, True, sheets)
    return copies


def _at(finding: Finding, sheet: str) -> Finding:
    """The finding on a sheet of another name."""
    return replace(finding, cell=replace(finding.cell, sheet=sheet))


def _list(findings: Sequence[Finding], letter: Letterhead, copies: Mapping[str, Copy]) -> Document:
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    rows = Rows(
        ("序号", "级别", "编码", "文件", "工作表", "单元格", "对象", "问题", "怎么改", "依据"),
        numbered(
            (
                finding.severity.label,
                finding.code,
                finding.cell.file,
                finding.cell.sheet,
                _link(finding.cell, copies.get(finding.cell.file)),
                finding.subject,
                finding.message,
                finding.remedy,
                cite(finding.fault.clause),
            )
            for finding in sorted(findings, key=lambda finding: finding.order)
        ),
    )
    words = "，".join(f"{severity.label}{count}项" for severity, count in counts.items())
    said = f"{words}。错误必须改正；点单元格一栏可到已批注的副本。"
    if plain := [file for file, copy in copies.items() if copy.transcribed]:
        said += f"{'、'.join(plain)}的副本转成了 .xlsx，只有数值，没有公式和版式。"
    return excel(letter, LIST, {"总述": said}, {"问题": rows})


def _link(cell: Cell, copy: Copy | None) -> Link:
    """The address of a cell, leading to it in the annotated copy."""
    return Link(cell.a1, copy.name, copy.sheet(cell.sheet), cell.a1) if copy else Link(cell.a1, "", "", "")
