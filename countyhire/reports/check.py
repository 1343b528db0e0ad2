"""问题清单 and, for every workbook with findings, a copy with the findings in its cells."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from countyhire.model.finding import Finding, Severity
from countyhire.policy.clauses import cite
from countyhire.reports.annotate import annotate
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, excel, numbered
from countyhire.reports.values import Link

LIST = "问题清单"
MARK = "（已批注）"


def check_documents(findings: Sequence[Finding], inputs: Sequence[Path], letter: Letterhead) -> list[Document]:
    """The list of every finding, and the annotated copies that it leads to. Inputs are only read."""
    copies = _copies(findings, inputs, letter)
    return [_list(findings, letter, {file: name for file, (name, _) in copies.items()}), *_documents(copies)]


def _copies(findings: Sequence[Finding], inputs: Sequence[Path], letter: Letterhead) -> dict[str, tuple[str, bytes]]:
    """By the file's name in findings: the copy's name and content. Files of other kinds have none."""
    paths = {name: path for path in inputs for name in (f"{path.parent.name}/{path.name}", path.name)}
    copies = {}
    for file in sorted({finding.cell.file for finding in findings if finding.cell.a1}):
        path = paths.get(file)
        if path is None:
            continue
        here = [finding for finding in findings if finding.cell.file == file]
        made = annotate(path.read_bytes(), here, letter.bureau)
        if made is not None:
            name = PurePosixPath(file)
            copies[file] = (str(name.with_name(f"{name.stem}{MARK}.xlsx")), made)
    return copies


def _documents(copies: dict[str, tuple[str, bytes]]) -> list[Document]:
    return [Document(name, data) for name, data in copies.values()]


def _list(findings: Sequence[Finding], letter: Letterhead, copies: dict[str, str]) -> Document:
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    rows = Rows(
        ("序号", "级别", "编码", "文件", "工作表", "单元格", "对象", "问题", "怎么改", "依据"),
        numbered(
            (
                finding.severity.label,
                finding.code,
                finding.cell.file,
                finding.cell.sheet,
                Link(
                    finding.cell.a1,
                    copies.get(finding.cell.file, ""),
                    finding.cell.sheet,
                    finding.cell.a1 if finding.cell.file in copies else "",
                ),
                finding.subject,
                finding.message,
                finding.remedy,
                cite(finding.fault.clause),
            )
            for finding in sorted(findings, key=lambda finding: finding.order)
        ),
    )
    words = "，".join(f"{severity.label}{count}项" for severity, count in counts.items())
    return excel(letter, LIST, {"总述": f"{words}。错误必须改正；点单元格一栏可到已批注的副本。"}, {"问题": rows})
