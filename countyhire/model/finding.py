"""Problems in data are values: a fault is the kind, a finding is one occurrence at one cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from countyhire.model.where import Cell

ANNOTATED = "（已批注）"  # at the end of the name of a copy with the findings in its cells


class Severity(StrEnum):
    """How much a finding stops. Errors refuse the outputs, warnings are printed, notices only listed."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        """The word a clerk reads."""
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of problem, with its page in words. Codes are never reused.

    `name` states the bad thing (`licence-missing`); `clause` is an id of the clause data.
    `exempt` says whether a row of 例外清单 may silence it.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    remedy: str
    clause: str
    exempt: bool = False

    def at(self, cell: Cell, message: str, subject: str = "", remedy: str = "") -> "Finding":
        """One occurrence. `subject` is the code of the person, institution or record it is about."""
        return Finding(self, cell, message, subject, remedy or self.remedy)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a cell: who, what is wrong and the two numbers if there are two; and the remedy."""

    fault: Fault
    cell: Cell
    message: str
    subject: str = ""
    remedy: str = ""

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def severity(self) -> Severity:
        return self.fault.severity

    @property
    def order(self) -> tuple[int, str, str, str, int, int, str]:
        """Gravest first, then by code and address: the same on every machine."""
        cell = self.cell
        return (self.severity.rank, self.code, cell.file, cell.sheet, cell.row, cell.column, self.message)


def any_error(findings: Iterable[Finding]) -> bool:
    """Whether one of them refuses the outputs."""
    return any(finding.severity is Severity.ERROR for finding in findings)
