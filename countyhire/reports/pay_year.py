"""The documents of `payroll --year`: the sheets of the year and a payslip for everybody in it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from countyhire.model.book import Book
from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.pay_slips import Slip, payslips
from countyhire.reports.payroll import payroll_documents

if TYPE_CHECKING:
    from countyhire.compute.payroll import Payroll


def year_documents(result: "Payroll", letter: Letterhead, book: Book) -> list[Document]:
    """Total, distribution, deduction, working, and the payslips where PDF is wanted."""
    letter = replace(letter, year=result.year)
    documents = payroll_documents(result, letter, book)
    if letter.pdf and result.persons:
        slips = [
            Slip(row.person, row.receivers, [("基础绩效", row.basic), ("超额绩效", row.excess)], row.total)
            for row in result.persons
        ]
        documents.extend(payslips(letter, book, f"{result.year}年度", slips))
    return documents
