"""An outcome on the screen: its findings, the tables of its command, what was written and what comes next; or JSON."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from countyhire.cli.machine import envelope, print_json
from countyhire.cli.screen import screen_width
from countyhire.model.finding import Finding, Severity
from countyhire.pipeline.outcome import Outcome

_COLOURS = {"【错误】": "bold red", "【警告】": "bold yellow", "【提示】": "bold blue"}


def show(outcome: Outcome, as_json: bool) -> None:
    """Print an outcome: one JSON object, or tables with the most important line last."""
    if as_json:
        print_json(json_body(outcome))
        return
    from countyhire.cli.tables import print_result

    if outcome.command == "check":  # what was read, then what was found in it
        print_result(outcome)
        print_findings(outcome)
    else:
        print_findings(outcome)
        if outcome.result is not None:
            print_result(outcome)
    for line in closing_lines(outcome):
        print(line)


def json_body(outcome: Outcome) -> dict[str, Any]:
    """The object of `--json`, with the keys that docs/commands.md fixes."""
    from countyhire.reports.machine import finding_view, steps_view

    material = outcome.material
    result = dict(outcome.view)
    if outcome.command in _WITH_STEPS and outcome.result is not None:
        result["steps"] = steps_view(outcome.result)
    return envelope(
        outcome.command,
        district=material.district.name,
        year=outcome.year,
        as_of=material.job.on.isoformat(),
        policy=material.policy.name,
        findings=[finding_view(finding) for finding in outcome.findings],
        result=result,
        outputs=[str(path.resolve()) for path in outcome.written.files] if outcome.written else [],
    )


_WITH_STEPS = ("payroll", "fund", "primary", "village")  # whose figures are money: the steps of 计算过程


def closing_lines(outcome: Outcome) -> Iterable[str]:
    """What was done, where it is, and what comes next."""
    job = outcome.material.job
    counts = [f"{severity.label} {number}" for severity, number in count(outcome.findings).items() if number]
    yield f"计算日期 {job.on.isoformat()}，政策 {outcome.material.policy.name}" + (
        f"；{'、'.join(counts)}" if counts else ""
    )
    if outcome.exit_code == 1 and outcome.result is None:
        yield "有错误，没有计算也没有写出文件；请按上面的“怎么改”修改工作簿后重新运行"
    elif job.dry_run:
        yield "试运行，没有写出文件"
    elif outcome.written:
        yield f"文件在：{outcome.written.folder}"
    following = _NEXT.get(outcome.command)
    if following and outcome.exit_code == 0:
        year = outcome.year or job.on.year
        folder = str(job.folder) if job.folder != Path() else ""
        place = f' "{folder}"' if " " in folder else f" {folder}" if folder else ""
        yield f"下一步：countyhire {following.format(folder=place, year=year, on=job.on)}"


_NEXT = {
    "check": "duty{folder} --as-of {on}",
    "duty": "quota{folder} --year {year} --as-of {on}",
    "quota": "allocate{folder} --year {year} --as-of {on}",
    "allocate": "payroll{folder} --year {year} --as-of {on}",
    "payroll": "explain payroll{folder} --year {year} --as-of {on}",
}


def count(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many of each severity, gravest first."""
    return {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}


def print_findings(outcome: Outcome) -> None:
    """Findings grouped by code: the first few cells of each with its sentence, the rest counted."""
    from rich.console import Console
    from rich.text import Text

    from countyhire.cli.findings_list import lines_of

    if outcome.command != "check":
        rest = "，用 countyhire check 可列出全部"
    else:
        rest = "，见问题清单.xlsx" if outcome.written else ""
        if not outcome.findings:
            rows = sum(file.rows_read for file in outcome.material.counts)
            print("没有发现问题" if rows else "工作簿里还没有数据，填好后再核对")
    width = screen_width()
    console = Console(width=width, highlight=False, soft_wrap=True)
    for line in lines_of(outcome.findings, width, rest):
        console.print(Text(line, style=_COLOURS.get(line[:4], "")))
