"""Where the stages meet: read, check, compute, make documents, write. One function a command.

A command is refused by errors in the workbooks that it reads; then nothing is computed and nothing is
written. Exit codes are those of docs/commands.md.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from countyhire import __version__
from countyhire.district import District, load_district
from countyhire.model.book import Book
from countyhire.model.finding import Finding, Severity
from countyhire.policy.parameter import Policy
from countyhire.privacy import masked
from countyhire.run import LATEST, MANIFEST, RunProblem, Writer, Written, input_facts, open_run

OUT = "输出"
RESULT = "result.json"  # the view of --json, for the commands that build on earlier runs

DUTY = ("people", "spells")
QUOTA = ("institutions", *DUTY)
ALLOCATE = (*QUOTA, "demands", "preferences", "department_limits")
PAYROLL = (*QUOTA, "scores", "basic_standards", "county_units")
CERTIFY = ("spells",)
MORE = {
    "duty": ("institutions", "leaves", "exemptions"),
    "quota": ("exemptions",),
    "allocate": ("leaves", "exemptions", "mentoring"),
    "payroll": (
        "leaves", "post_changes", "scheme_items", "post_coefficients", "peer_averages", "approvals", "home_pay",
        "exemptions",
    ),
    "certify": ("people", "institutions", "leaves", "village_clinics", "village_doctors", "exemptions"),
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """What the command line asks of every command. `say` takes progress, a line at a time; `opened` opens a run."""

    folder: Path
    on: date
    out: Path | None = None
    dry_run: bool = False
    strict: bool = False
    pdf: bool = True
    mask: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[str], None] = lambda line: None
    opened: Callable[[Path, str], AbstractContextManager[Writer]] = open_run

    @property
    def output_folder(self) -> Path:
        return self.out or self.folder / OUT


@dataclass(frozen=True)
class Material:
    """What was read for a command, checked: the district, its book, and every finding.

    `facts` are name, size and hash of each input as it was read.
    """

    job: Job
    district: District
    book: Book
    findings: tuple[Finding, ...]
    inputs: tuple[Path, ...]
    counts: tuple[Any, ...] = ()
    facts: tuple[Mapping[str, Any], ...] = ()

    @property
    def policy(self) -> Policy:
        return self.district.policy

    @property
    def refused(self) -> bool:
        """Whether what was read stands in the way."""
        return self.stopped_by(self.findings)

    def stopped_by(self, findings: Sequence[Finding]) -> bool:
        """Whether an error (with --strict a warning too) is among them."""
        grave = {Severity.ERROR, Severity.WARNING} if self.job.strict else {Severity.ERROR}
        return any(finding.severity in grave for finding in findings)


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


class Missing(Exception):
    """A workbook that the command needs is not there: exit 3, with the way to make it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def gather(job: Job, needed: Collection[str], more: Collection[str] = ()) -> Material:
    """Read the sheets (by their field of Book), run the rules over them, collect every finding."""
    from countyhire.rules.registry import run as run_rules
    from countyhire.rules.registry import skipped
    from countyhire.sheets.read import read_district

    if not job.folder.is_dir():
        raise Missing(f"没有找到文件夹“{job.folder}”；请先用 countyhire init 建立，或检查路径")
    district = load_district(job.folder, job.changes)
    job.say(f"正在读取 {district.name}：{job.folder}")
    reading = read_district(job.folder, fields=(*needed, *more), files=district.files, specialties=district.specialties)
    _require(reading.book, reading.findings, needed)
    job.say(f"读取 {len(reading.files)} 个文件 {sum(f.rows_read for f in reading.files)} 行，正在检查")
    whole = not needed  # `check`: how the programme stands is a notice there, and the other commands' business
    findings = run_rules(reading.book, district.policy, job.on, reading.findings, standing=whole)
    found = (*reading.findings, *findings, *skipped(reading.book, more))
    inputs = tuple(file.path for file in reading.files)
    if district.settings:
        inputs = (*inputs, district.settings)
    ordered = tuple(sorted(masked(found, job.mask, reading.book), key=lambda finding: finding.order))
    facts = tuple(input_facts(inputs, job.folder))
    return Material(job, district, reading.book, ordered, inputs, reading.files, facts)


def _require(book: Book, findings: Sequence[Finding], needed: Collection[str]) -> None:
    """Refuse where a needed sheet is not there and no finding says so already."""
    from countyhire.sheets.catalogue import sheet_of
    from countyhire.sheets.faults import FILE_NOT_READ

    if any(finding.severity is Severity.ERROR for finding in findings):
        return
    for name in needed:
        if not book.has(name):
            sheet = sheet_of(name)
            near = "".join(f"；{finding.message}" for finding in findings if finding.code == FILE_NOT_READ.code)
            raise Missing(
                f"没有找到工作簿“{sheet.workbook}”的工作表“{sheet.name}”{near}；"
                f"用 countyhire init 可得到空白表，文件名不同的写进 countyhire.toml 的 [files]"
            )


def check(job: Job, files: Sequence[Path] = ()) -> Outcome:
    """Read everything that is there and report every finding; 问题清单 and annotated copies."""
    from countyhire.reports.machine import check_view
    from countyhire.sheets.transcript import transcribed

    material = gather_files(job, files) if files else gather_all(job)
    view = check_view(material.findings, material.counts)
    written = _write(
        material,
        "check",
        str(job.on),
        {"files": [told_path(path, job.folder) for path in files]},
        view,
        material.findings,
        lambda documents: documents.check_documents(
            material.findings, () if job.mask else material.inputs, letterhead(material, None), transcribed
        ),
    )
    code = 1 if material.refused else 0
    findings = material.findings
    return Outcome("check", material, material.district.year, material.counts, view, findings, written, code)


def gather_all(job: Job) -> Material:
    """Every workbook of the folder, whatever is there."""
    from countyhire.sheets.catalogue import SHEETS

    material = gather(job, (), tuple(sheet.book_field for sheet in SHEETS))
    if not material.counts:
        raise Missing(f"文件夹“{job.folder}”里没有可识别的工作簿；用 countyhire init 可得到空白表")
    return material


def gather_files(job: Job, files: Sequence[Path]) -> Material:
    """Single workbooks, as dropped on the program: only what they say themselves is checked."""
    from countyhire.rules.registry import run as run_rules
    from countyhire.sheets.read import read_files

    district = load_district(job.folder, job.changes)
    job.say(f"正在读取 {'、'.join(path.name for path in files)}")
    reading = read_files(files, specialties=district.specialties)
    findings = run_rules(reading.book, district.policy, job.on, reading.findings)
    inputs = tuple(file.path for file in reading.files)
    found = masked((*reading.findings, *findings), job.mask, reading.book)
    ordered = tuple(sorted(found, key=lambda finding: finding.order))
    facts = tuple(input_facts(inputs, job.folder))
    return Material(job, district, reading.book, ordered, inputs, reading.files, facts)


def duty(job: Job) -> Outcome:
    """The duty ledger on the day."""
    from countyhire.compute.duty import duty as compute
    from countyhire.reports.machine import duty_view

    material = gather(job, DUTY, MORE["duty"])
    year = material.district.year or job.on.year
    if material.refused:
        return refusal("duty", material, year)
    result = compute(material.book, material.policy, job.on)
    return _done("duty", material, year, str(job.on), {}, result, duty_view(result))


def quota(job: Job, year: int | None) -> Outcome:
    """The floor of the year and what has been reached."""
    from countyhire.compute.quota import quota as compute
    from countyhire.reports.machine import quota_view

    material = gather(job, QUOTA, MORE["quota"])
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("quota", material, year)
    result = compute(material.book, material.policy, year, job.on)
    return _done("quota", material, year, str(year), {"year": year}, result, quota_view(result))


def allocate(
    job: Job, year: int | None, start: date | None, seed: str, keep: Path | None = None, option: int = 1
) -> Outcome:
    """People to demand for the term that begins on `start`. Exit 6 where the mandatory rules conflict.

    `keep` is the file, or the run, of an allocation that stands; `option` says which of the three ways to keep
    it. With changed pack values the result is set beside the one without them.
    """
    from countyhire.compute.allocation import allocate as compute
    from countyhire.compute.allocation.study import study
    from countyhire.reports.batch import batch_view
    from countyhire.sheets.plan import plan_file, read_plan

    material = gather(job, ALLOCATE, MORE["allocate"])
    district = material.district
    year = year or district.year or (start or job.on).year
    if material.refused:
        return refusal("allocate", material, year)
    kept: Mapping[str, str] = {}
    if keep:
        standing = plan_file(_lasting(keep))
        kept = read_plan(standing)
        inputs = (*material.inputs, standing)
        material = replace(material, inputs=inputs, facts=tuple(input_facts(inputs, job.folder)))
    job.say("正在逐级求解调配方案")
    first, lottery = start or job.on, seed or district.lottery_seed or f"{district.name}{year}"
    studied = study(
        lambda policy, standing, after: compute(
            material.book, policy, year, first, job.on,
            seed=lottery, pins=district.pins, forbidden=district.forbidden, keep=standing, keep_after=after,
        ),
        material.policy, load_district(job.folder).policy if job.changes else None, first, kept, option, material.book,
    )  # fmt: skip
    result, view = studied.result, batch_view(studied, material.book)
    if result.status != "optimal":
        return Outcome("allocate", material, year, result, view, material.findings, None, 6)
    asked = {"year": year, "start": first.isoformat(), "seed": lottery, "option": option}
    asked["keep"] = told_path(_lasting(keep), job.folder) if keep else ""
    return finish(
        "allocate", material, year, str(year), asked, result, view,
        lambda documents: documents.batch_documents(studied, letterhead(material, year), material.book),
    )  # fmt: skip


def _lasting(path: Path) -> Path:
    """The run itself where its copy in 最新 is given, which the next run replaces."""
    folder = path if path.is_dir() else path.parent
    manifest = folder / MANIFEST
    if folder.resolve().parent.name != LATEST or not manifest.is_file():
        return path
    run = folder.resolve().parent.parent / json.loads(manifest.read_bytes())["run"]
    return run if path.is_dir() else run / path.name


def told_path(path: Path, base: Path) -> str:
    """A path as the manifest keeps it: relative to the folder where it stands below it."""
    whole, root = path.resolve(), base.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def payroll(job: Job, year: int | None) -> Outcome:
    """The virtual unit's year: totals, distribution, headcount deduction."""
    from countyhire.compute.payroll import payroll as compute
    from countyhire.reports.machine import payroll_view

    material = gather(job, PAYROLL, MORE["payroll"])
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("payroll", material, year)
    result = compute(material.book, material.policy, year, job.on)
    if material.stopped_by(result.findings):
        return refusal("payroll", material, year, result.findings)
    return _done("payroll", material, year, str(year), {"year": year}, result, payroll_view(result), result.findings)


def certify(job: Job, year: int | None) -> Outcome:
    """What comes of the terms that are over: those of one year where given."""
    from countyhire.compute.certify import certify as compute
    from countyhire.reports.certify_view import certify_view

    material = gather(job, CERTIFY, MORE["certify"])
    shown = year or material.district.year or job.on.year
    if material.refused:
        return refusal("certify", material, shown)
    result = compute(material.book, material.policy, job.on, year)
    return _done("certify", material, shown, str(year or job.on), {"year": year}, result, certify_view(result))


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
    )


def _all_findings(material: Material, more: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was found on reading and on computing, as it may be shown."""
    shown = masked(more, material.job.mask, material.book)
    return tuple(sorted((*material.findings, *shown), key=lambda finding: finding.order))


def refusal(command: str, material: Material, year: int, more: Sequence[Finding] = ()) -> Outcome:
    findings = _all_findings(material, more)
    return Outcome(command, material, year, findings=findings, exit_code=1)


# What makes the documents of each command, in reports/documents.py.
_DOCUMENTS = {
    "duty": "duty_documents",
    "quota": "quota_documents",
    "payroll": "year_documents",
    "certify": "certify_documents",
}


def _done(
    command: str,
    material: Material,
    year: int,
    label: str,
    arguments: Mapping[str, Any],
    result: Any,
    view: Mapping[str, Any],
    more: Sequence[Finding] = (),
) -> Outcome:
    def make(documents: Any) -> Sequence[Any]:
        made: Sequence[Any] = getattr(documents, _DOCUMENTS[command])(result, letterhead(material, year), material.book)
        return made

    return finish(command, material, year, label, arguments, result, view, make, more)


def finish(
    command: str,
    material: Material,
    year: int,
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
    written = _write(material, command, label, arguments, view, findings, make, ask)
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
) -> Written | None:
    """The run's folder: the documents that `make` gets from reports.documents, the view, and what made them.

    A dry run makes and writes none.
    """
    job = material.job
    if job.dry_run:
        return None
    with job.opened(job.output_folder, command) as write:
        from countyhire.reports import documents

        job.say("正在写出文件")
        documents_made = make(documents)
        for document in documents_made:
            for problem in getattr(document, "unused", ()):
                job.say(f"{problem.cell}：{problem.sentence}；{problem.remedy}")
        made = {document.name: document.data for document in documents_made}
        made[RESULT] = json.dumps(view, ensure_ascii=False, indent=1).encode()
        facts = _facts(material, label, arguments, findings)
        if ask:
            ask()
        return write(command, label, made, facts)


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
