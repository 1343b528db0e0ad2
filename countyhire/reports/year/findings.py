"""The section 检查发现."""

from collections.abc import Sequence

from countyhire.model.book import Book
from countyhire.model.finding import Finding, Severity
from countyhire.reports.year.parts import Counts, Figure, Section, Table, text


def findings_section(findings: Sequence[Finding], book: Book, least: int) -> Section:
    """How many findings of each kind there are; those about people held back where they are few."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    counts = Counts()
    for code, group in groups.items():
        about_people = any(book.person(finding.subject) for finding in group if finding.subject)
        counts.put((code,), len(group), people=about_people)
    for severity in Severity:
        codes = [code for code, group in groups.items() if group[0].severity is severity]
        counts.put((severity.value, ""), sum(len(groups[code]) for code in codes), people=False)
        counts.total((severity.value, ""), [(code,) for code in codes])
    shown = counts.shown(least)
    return Section(
        "findings",
        "检查发现",
        "工作簿检查发现的问题，按编码汇总；逐条见问题清单。" if findings else "工作簿检查没有发现问题。",
        tuple(Figure(severity.label, text(shown[severity.value, ""]), "处") for severity in Severity),
        (),
        (
            (
                Table(
                    "检查发现按编码汇总（单位：处）",
                    ("编码", "级别", "问题", "处数"),
                    tuple(
                        (code, group[0].severity.label, group[0].fault.summary, text(shown[(code,)]))
                        for code, group in groups.items()
                    ),
                    numbers=3,
                ),
            )
            if groups
            else ()
        ),
    )
