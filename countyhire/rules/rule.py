"""A rule: a fault and a pure generator `(book, policy, on) -> (cell, sentence[, subject])…`.

Its docstring is its page, in Chinese: the first line states the fault, `为什么:` gives the reason and
`怎么改:` the remedy. A rule does not print, raise, round or look at the clock.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from inspect import getdoc

from countyhire.model.book import Book
from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

Hit = tuple[Cell, str] | tuple[Cell, str, str]
Hits = Iterator[Hit]
Check = Callable[[Book, Policy, date], Hits]

WHY, REMEDY = "为什么:", "怎么改:"


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault, the sheets (fields of Book) without which it cannot be looked for, and how to look."""

    fault: Fault
    reads: tuple[str, ...]
    check: Check

    def findings(self, book: Book, policy: Policy, on: date) -> Iterator[Finding]:
        """What this rule has to say about a book that has its sheets."""
        for cell, message, *subject in self.check(book, policy, on):
            yield self.fault.at(cell, message, *subject)


def rule(
    code: str, name: str, severity: Severity, *, clause: str, reads: Sequence[str], soft: bool = False
) -> Callable[[Check], Rule]:
    """Make a generator a rule. A `soft` one says what holds 原则上: 例外清单 may silence it (B14, Q29)."""

    def made(check: Check) -> Rule:
        return Rule(fault(code, name, severity, getdoc(check) or "", clause, soft), tuple(reads), check)

    return made


def fault(code: str, name: str, severity: Severity, page: str, clause: str, soft: bool = False) -> Fault:
    """A fault from its page: a summary, `为什么:` and `怎么改:`. ValueError where one is missing."""
    head, _, rest = page.partition(WHY)
    why, _, remedy = rest.partition(REMEDY)
    summary, why, remedy = ("".join(line.strip() for line in part.splitlines()) for part in (head, why, remedy))
    if not (summary and why and remedy):
        raise ValueError(f"the page of {code} needs a summary, {WHY} and {REMEDY}")
    return Fault(code, name, severity, summary.removesuffix("。"), why, remedy, clause, soft)
