"""What is said of a level that branch and bound left unproven: its value, and how much better it might be (C06)."""

from dataclasses import replace

from countyhire.compute.allocation.result import Allocation
from countyhire.model.book import Book
from countyhire.model.finding import Fault, Finding, Severity

NOT_PROVEN = Fault(
    "CH953",
    "level-not-proven",
    Severity.WARNING,
    "调配的一级目标没有证明为最优",
    "几条规则交叉限制同一些人时要分枝试算，试到规定的步数就停（不看钟点，换一台电脑结果也一样）；"
    "方案合规，这一级最多还能好多少已经算出。",
    "差数小的可以照用，公布时一并写明；差数大的，减少同时受几条规则限制的人后重新调配。",
    "C06",
)
FAULTS = (NOT_PROVEN,)


def gaps(result: Allocation, book: Book) -> tuple[Finding, ...]:
    """A finding for each level whose bound was not reached, at the sheet of the demands."""
    return tuple(
        NOT_PROVEN.at(replace(book.demands[0].cell("code"), row=0, column=0), words, name)
        for name, words in ((row.name, f"“{row.label}”{gap_words(row.value, row.best)}") for row in result.unproven)
    )


def gap_words(value: int, best: int) -> str:
    """`达到20，已证明最多22，差2`; for a distance `最少`."""
    return f"达到{value}，已证明最{'多' if best > value else '少'}{best}，差{abs(best - value)}"


def unproven_words(result: Allocation) -> str:
    """For the documents, after the words that every level is at its best: which are not proven; mostly empty."""
    told = "；".join(f"“{row.label}”{gap_words(row.value, row.best)}" for row in result.unproven)
    return f"（其中{told}）" if told else ""
