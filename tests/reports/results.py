"""The results of the small district, each computed once, and what its documents say."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from openpyxl import load_workbook

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.result import Allocation
from countyhire.compute.allocation.study import Study
from countyhire.compute.duty import Duty, duty
from countyhire.compute.payroll import Payroll, payroll
from countyhire.compute.quota import Quota, quota
from countyhire.reports.documents import (
    Document,
    batch_documents,
    duty_documents,
    payroll_documents,
    quota_documents,
)
from countyhire.reports.letterhead import Letterhead
from tests.reports.district import ON, YEAR, book, letter


@lru_cache(maxsize=1)
def quota_result() -> Quota:
    return quota(book(), letter().policy, YEAR, ON)


@lru_cache(maxsize=1)
def duty_result() -> Duty:
    return duty(book(), letter().policy, ON)


@lru_cache(maxsize=1)
def payroll_result() -> Payroll:
    return payroll(book(), letter().policy, YEAR, ON)


@lru_cache(maxsize=1)
def allocation_result() -> Allocation:
    return allocate(book(), letter().policy, YEAR + 1, date(2027, 1, 1), ON, seed="示例")


@lru_cache(maxsize=1)
def made() -> dict[str, Document]:
    """Every document of the four commands, by command and name."""
    return made_by(letter())


def made_by(head: Letterhead, *commands: str) -> dict[str, Document]:
    """The same with another letterhead, anew; of some commands or of all four."""
    makers: dict[str, Callable[[], list[Document]]] = {
        "quota": lambda: quota_documents(quota_result(), head, book()),
        "duty": lambda: duty_documents(duty_result(), head, book()),
        "payroll": lambda: payroll_documents(payroll_result(), head, book()),
        "allocate": lambda: batch_documents(Study(allocation_result()), head, book()),
    }
    asked = {command: makers[command]() for command in commands or makers}
    return {f"{command}/{document.name}": document for command, documents in asked.items() for document in documents}


def told(data: bytes) -> Iterator[str]:
    """What a workbook says, a line a cell: its address, its formula if it has one, and the value it shows."""
    formulas, values = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    for sheet in formulas:
        yield f"# {sheet.title}"
        for row in sheet.iter_rows():
            for cell in row:
                shown = values[sheet.title][cell.coordinate].value
                if cell.value is not None:
                    formula = f" {cell.value}" if cell.data_type == "f" else ""
                    yield f"{cell.coordinate}{formula}: {shown}"
