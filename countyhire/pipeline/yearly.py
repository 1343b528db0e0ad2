"""The commands of the year: read, check, compute, make documents, write. One function a command.

A command is refused by errors in the workbooks that it reads; then nothing is computed and nothing is
written. Exit codes are those of docs/commands.md.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from countyhire.district import FAST_ENGINE, load_district
from countyhire.pipeline.material import (
    ALLOCATE,
    CERTIFY,
    DUTY,
    MORE,
    PAYROLL,
    QUOTA,
    Job,
    gather,
    gather_all,
    gather_files,
)
from countyhire.pipeline.outcome import Outcome, finish, letterhead, refusal, told_path
from countyhire.run import LATEST, MANIFEST, input_facts


def check(job: Job, files: Sequence[Path] = ()) -> Outcome:
    """Read everything that is there and report every finding; 问题清单 and annotated copies."""
    from countyhire.reports.machine import check_view
    from countyhire.sheets.transcript import transcribed

    material = gather_files(job, files) if files else gather_all(job)
    asked = {"files": [told_path(path, job.folder) for path in files]}
    done = finish(
        "check", material, material.district.year, str(material.district.year or job.on.year), asked, material.counts,
        check_view(material.findings, material.counts),
        lambda documents: documents.check_documents(
            material.findings, () if job.mask else material.inputs, letterhead(material, None), transcribed
        ),
    )  # fmt: skip
    return replace(done, exit_code=1 if material.refused else 0)


def duty(job: Job) -> Outcome:
    """The duty ledger on the day."""
    from countyhire.compute.duty import duty as compute
    from countyhire.reports.machine import duty_view

    material = gather(job, DUTY, MORE["duty"])
    year = material.district.year or job.on.year
    if material.refused:
        return refusal("duty", material, year)
    result = compute(material.book, material.policy, job.on)
    return finish(
        "duty", material, year, str(year), {}, result, duty_view(result),
        lambda documents: documents.duty_documents(result, letterhead(material, year), material.book),
    )  # fmt: skip


def quota(job: Job, year: int | None) -> Outcome:
    """The floor of the year and what has been reached."""
    from countyhire.compute.quota import quota as compute
    from countyhire.reports.machine import quota_view

    material = gather(job, QUOTA, MORE["quota"])
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("quota", material, year)
    result = compute(material.book, material.policy, year, job.on)
    if material.stopped_by(result.findings):
        return refusal("quota", material, year, result.findings)
    return finish(
        "quota", material, year, str(year), {"year": year}, result, quota_view(result),
        lambda documents: documents.quota_documents(result, letterhead(material, year), material.book),
        result.findings,
    )  # fmt: skip


def allocate(
    job: Job, year: int | None, start: date | None, seed: str, keep: Path | None = None, option: int = 1
) -> Outcome:
    """People to demand for the term that begins on `start`. Exit 6 where the mandatory rules conflict.

    `keep` is the file, or the run, of an allocation that stands; `option` says which of the three ways to keep
    it. With changed pack values the result is set beside the one without them.
    """
    from countyhire.compute.allocation import allocate as compute
    from countyhire.compute.allocation.flow import installed
    from countyhire.compute.allocation.gap import gaps
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
    fast = district.engine == FAST_ENGINE and installed()
    if district.engine == FAST_ENGINE and not fast:
        job.say("这台电脑没有安装快速求解组件 countyhire[fast]，改用默认求解，结果相同，只是慢些")
    if (start or job.on).year != year:
        job.say(f"注意：{start or job.on}起始的服务不在{year}年，这批人员不计入{year}年应派任务")
    job.say("正在逐级求解调配方案")
    first, lottery = start or job.on, seed or district.lottery_seed or f"{district.name}{year}"
    studied = study(
        lambda policy, standing, after: compute(
            material.book, policy, year, first, job.on,
            seed=lottery, pins=district.pins, forbidden=district.forbidden, keep=standing, keep_after=after, fast=fast,
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
        gaps(result, material.book),
    )  # fmt: skip


def _lasting(path: Path) -> Path:
    """The run itself where its copy in 最新 is given, which the next run replaces."""
    folder = path if path.is_dir() else path.parent
    manifest = folder / MANIFEST
    if folder.resolve().parent.name != LATEST or not manifest.is_file():
        return path
    run = folder.resolve().parent.parent / json.loads(manifest.read_bytes())["run"]
    return run if path.is_dir() else run / path.name


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
    return finish(
        "payroll", material, year, str(year), {"year": year}, result, payroll_view(result),
        lambda documents: documents.year_documents(result, letterhead(material, year), material.book),
        result.findings,
    )  # fmt: skip


def certify(job: Job, year: int | None) -> Outcome:
    """What comes of the terms that are over: those of one year where given."""
    from countyhire.compute.certify import certify as compute
    from countyhire.reports.certify_view import certify_view

    material = gather(job, CERTIFY, MORE["certify"])
    shown = year or material.district.year or job.on.year
    if material.refused:
        return refusal("certify", material, shown)
    result = compute(material.book, material.policy, job.on, year)
    return finish(
        "certify", material, shown, str(shown), {"year": year}, result, certify_view(result),
        lambda documents: documents.certify_documents(result, letterhead(material, shown), material.book),
    )  # fmt: skip
