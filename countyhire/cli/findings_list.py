"""Findings on the screen: grouped by code, the gravest last, and how many rows of each file were used."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from countyhire.cli.wrapping import wrapped
from countyhire.model.finding import Finding

SHOWN = 5
HANGING = 4


def lines_of(findings: Sequence[Finding], width: int, rest: str) -> Iterator[str]:
    """Every code with its first cells, the rest of them counted, and what to do; the gravest last, where one looks.

    `rest` says where the cells that are not shown can be found.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.order):
        groups.setdefault(finding.code, []).append(finding)
    for group in sorted(groups.values(), key=lambda one: (-one[0].severity.rank, one[0].code)):
        yield from _group(group, width, rest)
        yield ""


def _group(group: Sequence[Finding], width: int, rest: str) -> Iterator[str]:
    fault = group[0].fault
    heading = f"【{fault.severity.label}】{fault.code} {fault.summary.removesuffix('。')}（{len(group)} 处）"
    yield from wrapped(heading, width, HANGING)
    for finding in group[:SHOWN]:
        yield from wrapped(f"  {finding.cell}  {finding.message}", width, HANGING)
    if len(group) > SHOWN:
        yield from wrapped(f"  …… 另有 {len(group) - SHOWN} 处{rest}", width, HANGING)
    remedies = dict.fromkeys(finding.remedy for finding in group[:SHOWN] if finding.remedy)
    for remedy in remedies:
        yield from wrapped(f"  怎么改：{remedy}", width, HANGING)


def reading_rows(files: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """One line a file: rows read, used and not used, and why not; the sum of all below several files."""
    rows = [_reading_row(one["file"], one) for one in files]
    if len(files) > 1:
        total = {name: sum(one[name] for one in files) for name in ("rows_read", "rows_used")}
        rows.append(_reading_row(f"共 {len(files)} 个文件", total | {"unused": {}}))
    return rows


def _reading_row(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    reasons = "、".join(f"{reason} {count}" for reason, count in one["unused"].items())
    return name, str(one["rows_read"]), str(one["rows_used"]), str(one["rows_read"] - one["rows_used"]), reasons
