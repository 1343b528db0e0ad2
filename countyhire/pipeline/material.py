"""What a command begins with: the district, its workbooks read and checked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from countyhire.district import District, load_district
from countyhire.model.book import Book
from countyhire.model.finding import Finding, Severity, any_error
from countyhire.policy.parameter import Policy
from countyhire.privacy import masked
from countyhire.run import Writer, input_facts, open_elsewhere, open_run

OUT = "输出"
DUTY = ("people", "spells")
QUOTA = ("institutions", *DUTY)
ALLOCATE = (*QUOTA, "demands", "preferences", "department_limits")
PAYROLL = (*QUOTA, "scores", "basic_standards", "county_units")
CERTIFY = ("spells",)
MORE = {
    "duty": ("institutions", "leaves", "exemptions"),
    "quota": ("exemptions",),
    "allocate": ("abilities", "equipment", "leaves", "exemptions", "mentoring"),
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
        if job.folder.suffix:
            raise Missing(f"没有找到文件“{job.folder}”，请检查路径和文件名")
        raise Missing(f"没有找到文件夹“{job.folder}”；请先用 countyhire init 建立，或检查路径")
    district = load_district(job.folder, job.changes)
    job.say(f"正在读取 {district.name}：{job.folder}")
    reading = read_district(job.folder, fields=(*needed, *more), files=district.files, specialties=district.specialties)
    _require(reading.book, reading.findings, needed)
    say_open(job, [file.path for file in reading.files])
    job.say(f"读取 {len(reading.files)} 个文件 {sum(f.rows_read for f in reading.files)} 行，正在检查")
    whole = not needed  # `check`: how the programme stands is a notice there, and the other commands' business
    findings = run_rules(reading.book, district.policy, job.on, reading.findings, standing=whole)
    names = {file.workbook: file.file for file in reversed(reading.files)}
    found = (*reading.findings, *findings, *skipped(reading.book, more, names))
    inputs = tuple(file.path for file in reading.files)
    if district.settings:
        inputs = (*inputs, district.settings)
    ordered = tuple(sorted(masked(found, job.mask, reading.book), key=lambda finding: finding.order))
    facts = tuple(input_facts(inputs, job.folder))
    return Material(job, district, reading.book, ordered, inputs, reading.files, facts)


def say_open(job: Job, inputs: Sequence[Path]) -> None:
    """Tell of the inputs that a spreadsheet program has open: what was typed and not saved is not in the file."""
    names = {path.name for path in inputs}
    for name, who in open_elsewhere(job.folder):
        if name in names:
            by = f"（{who}）" if who else ""
            job.say(f"注意：“{name}”正被打开{by}，读到的是上次保存的内容；有没保存的改动请保存后再运行")


def _require(book: Book, findings: Sequence[Finding], needed: Collection[str]) -> None:
    """Refuse where a needed sheet is not there and no finding says so already."""
    from countyhire.sheets.catalogue import sheet_of
    from countyhire.sheets.faults import FILE_NOT_READ

    if any_error(findings):
        return
    for name in needed:
        if not book.has(name):
            sheet = sheet_of(name)
            near = "".join(f"；{finding.message}" for finding in findings if finding.code == FILE_NOT_READ.code)
            raise Missing(
                f"没有找到工作簿“{sheet.workbook}”的工作表“{sheet.name}”{near}；"
                f"用 countyhire init 可得到空白表，文件名不同的写进 countyhire.toml 的 [files]"
            )


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
