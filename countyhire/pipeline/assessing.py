"""`countyhire assess`: score workbooks out to each receiver, and back in (55号 三（四）; H37)."""

from dataclasses import replace
from pathlib import Path

from countyhire.model.book import Book
from countyhire.model.finding import any_error
from countyhire.model.period import Month
from countyhire.model.service import Score
from countyhire.pipeline.material import Job, Material, Missing, gather
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal
from countyhire.run import input_facts

ASSESS = ("people", "spells")
BESIDE = ("institutions", "scores", "scheme_items", "leaves", "exemptions")
RETURNED = "考核回收"


def forms(job: Job, month: Month) -> Outcome:
    """A workbook for each institution with its people of the month."""
    from countyhire.compute.assess import forms as compute
    from countyhire.reports.assess import forms_documents, forms_view

    material = gather(job, ASSESS, tuple(name for name in BESIDE if name != "scores"))
    if material.refused:
        return refusal("assess", material, month.year)
    result = compute(material.book, material.policy, month)
    return finish(
        "assess",
        material,
        month.year,
        str(month),
        {"action": "forms", "month": str(month)},
        result,
        {"action": "forms", "month": str(month), **forms_view(result)},
        lambda _: forms_documents(result, letterhead(material, month.year)),
    )


def collect(job: Job, month: Month, folder: Path | None = None) -> Outcome:
    """The workbooks that came back, checked, put to what the district has, and summed up. Inputs are never written."""
    from countyhire.compute.assess import collect as compute
    from countyhire.compute.assess import results
    from countyhire.compute.pay.terms import Terms
    from countyhire.reports.assess import collect_documents, collect_view

    material = gather(job, ASSESS, BESIDE)
    place = folder or job.folder / RETURNED
    material, rows = _with_returned(material, place)
    if material.refused:
        return refusal("assess", material, month.year)
    collected = compute(material.book, material.policy, month, job.on, rows)
    if any_error(collected.findings):
        return refusal("assess", material, month.year, collected.findings)
    book = material.book.with_rows("scores", collected.scores)
    shape = Terms.read(material.policy, month.last).shape
    summary = results(book, material.policy, month, job.on)
    arguments = {"action": "collect", "month": str(month), "folder": _told(place, job.folder)}
    return finish(
        "assess",
        material,
        month.year,
        str(month),
        arguments,
        (collected, summary),
        {"action": "collect", **collect_view(collected, summary, shape)},
        lambda _: collect_documents(collected, summary, shape, letterhead(material, month.year), book),
        collected.findings,
    )


def _told(place: Path, base: Path) -> str:
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else str(place)


def _with_returned(material: Material, place: Path) -> tuple[Material, tuple[Score, ...]]:
    """The material with what was returned: its findings, and those of the rules about its rows."""
    from countyhire.rules.registry import run as run_rules
    from countyhire.sheets.read import read_files

    if not place.is_dir():
        raise Missing(f"没有找到文件夹“{place}”；请把各接收机构交回的考核表放进去，或用 --from 指明文件夹")
    files = sorted(path for path in place.rglob("*") if path.suffix.lower() in _WORKBOOKS)
    paths = [path for path in files if path.name[0] not in "~."]
    if not paths:
        raise Missing(f"文件夹“{place}”里没有考核表；请把各接收机构交回的考核表放进去")
    job = material.job
    job.say(f"正在读取 {len(paths)} 份交回的考核表")
    reading = read_files(paths, specialties=material.district.specialties)
    rows, healed = _scored(reading.book)
    own = {row.table.file for row in rows}
    findings = [finding for finding in reading.findings if finding.cell not in healed]
    # the rules read what came back beside the district's own sheets; what they say of those was said before
    beside = material.book.with_rows("scores", rows)
    asked = run_rules(beside, material.policy, job.on, findings)
    findings += [finding for finding in asked if finding.cell.file in own and finding.code not in _OF_THE_WHOLE]
    inputs = (*material.inputs, *paths)
    known = [finding for finding in material.findings if finding.code not in _OF_THE_WHOLE]
    ordered = tuple(sorted((*known, *findings), key=lambda finding: finding.order))
    facts = tuple(input_facts(inputs, job.folder))
    return replace(material, findings=ordered, inputs=inputs, facts=facts), rows


_WORKBOOKS = {".xlsx", ".xls", ".et", ".ods", ".csv"}
_OF_THE_WHOLE = {"CH500"}  # months without a score are for `collect` to name


def _scored(book: Book) -> tuple[tuple[Score, ...], set[object]]:
    """The returned rows. Where the sum's formula lost its value on the way, the points themselves are added."""
    rows = []
    healed: set[object] = set()
    for row in book.scores:
        points = [getattr(row, name) for name in _ITEMS]
        given = [value for value in (*points, *row.items.values()) if value is not None]
        if row.score is None and given and not row.exempt_reason:
            healed.add(row.cell("score"))
            row = replace(row, score=sum(given))
        rows.append(row)
    return tuple(rows), healed


_ITEMS = ("treatment", "mentoring", "improvement", "case_discussion", "other_items")
