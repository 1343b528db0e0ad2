"""What a command comes to: refused, or its documents written into a run of their own."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from countyhire import __version__
from countyhire.model.finding import Finding, Severity
from countyhire.pipeline.material import Material
from countyhire.privacy import masked
from countyhire.run import RunProblem, Written, input_facts

RESULT = "result.json"  # the view of --json, for the commands that build on earlier runs


@dataclass(frozen=True)
class Outcome:
    """What a command came to. `result` is None where the command was refused."""

    command: str
    material: Material
    year: int | None
    result: Any = None
    view: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    written: Written | None = None
    exit_code: int = 0


def letterhead(material: Material, year: int | None) -> Any:
    """What every document of a run has in common."""
    from countyhire.reports.documents import Letterhead

    district = material.district
    return Letterhead(
        district=district.name,
        bureau=district.office,
        year=year,
        on=material.job.on,
        policy=material.policy,
        folder=material.job.folder,
        pdf=material.job.pdf,
        system_fonts=district.system_fonts,
        force=district.force_templates,
    )


def told_path(path: Path, base: Path) -> str:
    """A path as the manifest keeps it: relative to the folder where it stands below it."""
    whole, root = path.resolve(), base.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def _all_findings(material: Material, more: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was found on reading and on computing, as it may be shown."""
    shown = masked(more, material.job.mask, material.book)
    return tuple(sorted((*material.findings, *shown), key=lambda finding: finding.order))


def refusal(command: str, material: Material, year: int, more: Sequence[Finding] = ()) -> Outcome:
    findings = _all_findings(material, more)
    return Outcome(command, material, year, findings=findings, exit_code=1)


def finish(
    command: str,
    material: Material,
    year: int | None,
    label: str,
    arguments: Mapping[str, Any],
    result: Any,
    view: Mapping[str, Any],
    make: Callable[[Any], Sequence[Any]],
    more: Sequence[Finding] = (),
    ask: Callable[[], None] | None = None,
) -> Outcome:
    """The outcome of a command that was not refused, its documents written. `ask` may still refuse before writing."""
    findings = _all_findings(material, more)
    written, findings = _write(material, command, label, arguments, view, findings, make, ask)
    return Outcome(command, material, year, result, view, findings, written)


def _write(
    material: Material,
    command: str,
    label: str,
    arguments: Mapping[str, Any],
    view: Mapping[str, Any],
    findings: Sequence[Finding],
    make: Callable[[Any], Sequence[Any]],
    ask: Callable[[], None] | None = None,
) -> tuple[Written | None, tuple[Finding, ...]]:
    """The run's folder: the documents that `make` gets from reports.documents, the view, and what made them.

    With it the findings, and what could not be printed among them. A dry run makes and writes none.
    """
    job = material.job
    if job.dry_run:
        return None, tuple(findings)
    with job.opened(job.output_folder, command) as write:
        from countyhire.reports import documents
        from countyhire.reports.outgoing import outgoing

        job.say("正在写出文件")
        documents_made, unprinted = outgoing(make(documents), material.book, material.district.publishable)
        findings = tuple(sorted((*findings, *masked(unprinted, job.mask, material.book)), key=lambda one: one.order))
        for document in documents_made:
            for problem in document.unused:
                job.say(f"{problem.cell}：{problem.sentence}；{problem.remedy}")
        made = {document.name: document.data for document in documents_made}
        made[RESULT] = json.dumps(view, ensure_ascii=False, indent=1).encode()
        checks = {document.name: document.check for document in documents_made if document.check}
        facts = {**_facts(material, label, arguments, findings), "check_figures": checks}  # X15
        if ask:
            ask()
        return write(command, label, made, facts), findings


def _facts(material: Material, label: str, arguments: Mapping[str, Any], findings: Sequence[Finding]) -> dict[str, Any]:
    """What the manifest says of a run beside its outputs. Raises RunProblem where an input changed meanwhile."""
    job, policy = material.job, material.policy
    inputs = input_facts(material.inputs, job.folder)
    if changed := [fact["name"] for fact in inputs if fact not in material.facts]:
        raise RunProblem(f"“{changed[0]}”在运行期间被改动，没有写出任何文件；请保存后重新运行")
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity.value] += 1
    return {
        "tool": {"name": "countyhire", "version": __version__},
        "policy": {"name": policy.name, "title": policy.title, "sha256": policy.digest},
        "district": material.district.name,
        "as_of": job.on.isoformat(),
        "label": label,
        "arguments": dict(arguments),
        "options": {"strict": job.strict, "pdf": job.pdf, "mask": job.mask, "set": dict(sorted(job.changes.items()))},
        "fonts": _fonts(material),
        "inputs": inputs,
        "findings": counts,
    }


def _fonts(material: Material) -> list[str]:
    """Which typeface stands for which role on the pages."""
    from countyhire.reports.fonts import log_lines

    return log_lines(material.district.system_fonts) if material.job.pdf else []
