"""Every rule there is, and the run of them over a book."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import ModuleType

from countyhire.model.book import Book
from countyhire.model.finding import Fault, Finding, Severity
from countyhire.policy.parameter import Policy
from countyhire.rules import (
    absent,
    assessment,
    attendance,
    columns,
    demand,
    effect,
    eligibility,
    exceptions,
    funds,
    hiring,
    home_pay,
    identity,
    licence,
    pay,
    placement,
    posts,
    primary_bands,
    primary_pay,
    primary_shares,
    programme,
    recruits,
    references,
    service,
    spell_dates,
    staying,
    village,
    village_terms,
)
from countyhire.rules.rule import Rule

FAMILIES: tuple[ModuleType, ...] = (
    identity,
    recruits,
    references,
    columns,
    licence,
    placement,
    spell_dates,
    demand,
    eligibility,
    service,
    staying,
    assessment,
    attendance,
    pay,
    primary_pay,
    primary_bands,
    primary_shares,
    hiring,
    home_pay,
    funds,
    village,
    village_terms,
    posts,
    effect,
    programme,
)


def rules_of(family: ModuleType) -> tuple[Rule, ...]:
    """The rules of one module, in the order in which they are written."""
    named = (value for value in vars(family).values() if isinstance(value, Rule))
    return tuple(one for one in named if one.check.__module__ == family.__name__)


RULES: tuple[Rule, ...] = tuple(
    sorted((one for family in FAMILIES for one in rules_of(family)), key=lambda one: one.fault.code)
)
FAULTS: tuple[Fault, ...] = (*(one.fault for one in RULES), *exceptions.FAULTS, *absent.FAULTS)

_BY_CODE = {fault.code: fault for fault in FAULTS}


def run(
    book: Book, policy: Policy, on: date, reader_findings: Iterable[Finding] = (), standing: bool = True
) -> tuple[Finding, ...]:
    """What the rules find in a book, gravest first.

    A rule runs only where every sheet that it reads was read. Nothing is said about a cell that has a
    reader's error already. Documented exceptions silence soft faults, and are reported themselves.
    Without `standing`, the notices on how the programme stands are left to the command that computes it.
    """
    unread = {finding.cell for finding in reader_findings if finding.severity is Severity.ERROR}
    left_out = () if standing else rules_of(programme)
    able = [one for one in RULES if book.has(*one.reads) and one not in left_out]
    found = [finding for one in able for finding in one.findings(book, policy, on) if finding.cell not in unread]
    judged = exceptions.judge(found, book, policy, on, _BY_CODE, {one.fault.code for one in able})
    return tuple(sorted((one for one in judged if one.cell not in unread), key=lambda one: one.order))


def skipped(book: Book, expected: Iterable[str], files: Mapping[str, str] = {}) -> tuple[Finding, ...]:
    """One notice for each workbook that was expected (as fields of Book), is not there, and is read by rules.

    `files` are the names of the files read, by workbook.
    """
    return absent.notices(book, expected, RULES, files)
