"""The documents of each command: one function a result, for the pipeline to write."""

from countyhire.reports.allocation import allocation_documents
from countyhire.reports.batch import batch_documents
from countyhire.reports.certify import certify_documents
from countyhire.reports.check import check_documents
from countyhire.reports.duty import duty_documents
from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.pay_year import year_documents
from countyhire.reports.payroll import payroll_documents
from countyhire.reports.quota import quota_documents

__all__ = [
    "Document",
    "Letterhead",
    "allocation_documents",
    "batch_documents",
    "certify_documents",
    "check_documents",
    "duty_documents",
    "payroll_documents",
    "quota_documents",
    "year_documents",
]
