"""`countyhire report`: the year on one page, from the workbooks that are there and from earlier runs.

A section whose workbooks are missing, or have errors, says so and the others stand; like `check`, the command
then writes its page and ends with exit code 1 where there are errors.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from countyhire.model.finding import Severity
from countyhire.pipeline.funding import BESIDE, FUND
from countyhire.pipeline.material import DUTY, MORE, PAYROLL, QUOTA, Job, Material, Missing, gather_all
from countyhire.pipeline.outcome import RESULT, Outcome, finish, letterhead  # fmt: skip
from countyhire.run import MANIFEST, input_facts, runs, sha256

LEAST = 3
"""The smallest count of people that a published page shows (X9)."""


def report(job: Job, year: int | None, least: int = LEAST, seen: str | None = None) -> Outcome:
    """The page of a year. `seen` names the allocation that it draws on (or none), where a page is made again."""
    from countyhire.compute.active import active_on
    from countyhire.compute.certify import certify
    from countyhire.compute.evaluation import Facts, evaluation
    from countyhire.compute.todo import todo
    from countyhire.reports.active import active_documents, active_view
    from countyhire.reports.evaluation import evaluation_document, evaluation_view
    from countyhire.reports.todo import todo_document, todo_view
    from countyhire.reports.year.page import year_page, year_view
    from countyhire.reports.year.sections import sections_of

    material = gather_all(job)
    year = year or material.district.year or job.on.year
    allocation = _allocation(job, year, seen)
    if allocation:
        material = _drawing_on(material, allocation[0])
    facts = Facts(
        book=material.book,
        policy=material.policy,
        year=year,
        on=job.on,
        quota=_computed(material, QUOTA, MORE["quota"], lambda: _quota(material, year)),
        duty=_computed(material, DUTY, MORE["duty"], lambda: _duty(material)),
        allocation=allocation or f"还没有{year}年度的调配结果；先运行 countyhire allocate。",
        payroll=_computed(material, PAYROLL, MORE["payroll"], lambda: _payroll(material, year)),
        fund=_computed(material, FUND, BESIDE, lambda: _fund(material, year)),
        findings=material.findings,
        faulty=_faulty(material),
    )
    evaluated = evaluation(facts)
    sections = sections_of(facts, evaluated.mechanisms, least)
    ended = certify(material.book, material.policy, job.on)
    items = todo(material.book, job.on, material.findings, facts.quota, facts.duty, ended.not_released, ended.stays)
    departments = material.district.departments
    serving = active_on(material.book, job.on)
    letter = letterhead(material, year)
    outcome = finish(
        "report",
        material,
        year,
        str(year),
        {"year": year, "least": least, "allocation": allocation[0] if allocation else ""},
        sections,
        {
            **year_view(sections, year, least),
            "evaluation": evaluation_view(evaluated),
            "todo": todo_view(items, departments),
            "serving": active_view(serving),
        },
        lambda _: [
            year_page(sections, letter, least),
            evaluation_document(evaluated, facts, letter),
            todo_document(items, departments, letter),
            *active_documents(serving, letter, material.book),
        ],
    )
    return replace(outcome, exit_code=1 if material.refused else 0)


def _faulty(material: Material) -> frozenset[str]:
    """The workbooks in which there are errors."""
    files = {finding.cell.file for finding in material.findings if finding.severity is Severity.ERROR}
    return frozenset(count.workbook for count in material.counts if count.file in files)


def _quota(material: Material, year: int) -> Any:
    from countyhire.compute.quota import quota

    return quota(material.book, material.policy, year, material.job.on)


def _duty(material: Material) -> Any:
    from countyhire.compute.duty import duty

    return duty(material.book, material.policy, material.job.on)


def _payroll(material: Material, year: int) -> Any:
    """The year's pay; the year before it while the year's own figures are not complete."""
    from countyhire.compute.payroll import payroll

    for asked in (year, year - 1):
        if asked < material.policy.in_force_from.year:
            continue  # before its day the pack has no values
        result = payroll(material.book, material.policy, asked, material.job.on)
        if result.persons and not result.refused:
            return result
    return f"{year}年度和上一年度都没有可以计算的绩效工资；countyhire payroll 会说明还缺什么。"


def _computed(material: Material, needed: Collection[str], more: Collection[str], compute: Callable[[], Any]) -> Any:
    """A result, or the sentence that says why there is none: sheets that are missing, or that have errors."""
    from countyhire.sheets.catalogue import sheet_of

    missing = [sheet_of(name) for name in needed if not material.book.has(name)]
    if missing:
        names = dict.fromkeys(f"{sheet.workbook}（{sheet.name}）" for sheet in missing)
        return f"没有读到{'、'.join(names)}，本节没有内容。"
    workbooks = {sheet_of(name).workbook for name in (*needed, *more)}
    files = {count.file for count in material.counts if count.workbook in workbooks}
    errors = [f for f in material.findings if f.severity is Severity.ERROR and f.cell.file in files]
    if errors:
        return f"所用的工作簿有{len(errors)}处错误，没有计算；改正后重新运行（见检查发现）。"
    return compute()


def _fund(material: Material, year: int) -> Any:
    from countyhire.compute.funds import fund

    return fund(material.book, material.policy, year, material.job.on)


def _allocation(job: Job, year: int, seen: str | None) -> tuple[str, Mapping[str, Any]] | None:
    """The last allocation of the year by its name, and its result; or the one that `seen` names."""
    for run in reversed(runs(job.output_folder) if job.output_folder.is_dir() else []):
        if run.command != "allocate" or (seen is not None and run.name != seen):
            continue
        folder = job.output_folder / run.name
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["arguments"].get("year") == year:
            return run.name, _result(folder, manifest)
    return None


def _result(folder: Path, manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """The result that a run wrote, as it wrote it."""
    told = {row["name"]: row["sha256"] for row in manifest["outputs"]}
    try:
        data = (folder / RESULT).read_bytes()
    except FileNotFoundError:
        data = b""
    if told.get(RESULT) != sha256(data):
        raise Missing(f"“{folder.name}”的 {RESULT} 不见了或写出后被改动；请重新运行 countyhire allocate")
    view: Mapping[str, Any] = json.loads(data)
    return view


def _drawing_on(material: Material, run: str) -> Material:
    """The material with that run's result among its inputs, so that the manifest holds its hash."""
    job = material.job
    inputs = (*material.inputs, job.output_folder / run / RESULT)
    return replace(material, inputs=inputs, facts=tuple(input_facts(inputs, job.folder)))
