"""`payroll --month` and `payroll --settle`: what is paid now, given what the earlier runs of the folder paid.

Each such run leaves 已发记录.json in its folder, and its manifest names the records that it saw with their
hashes. A record that was changed or is gone refuses the next run: what was paid twice cannot be called back.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from countyhire.compute.pay.history import PaidRun
from countyhire.model.period import Month, Period
from countyhire.pipeline import MORE, PAYROLL, Job, Missing, Outcome, finish, gather, letterhead, refusal
from countyhire.run import LATEST, MANIFEST, RunProblem, sha256

RECORD = "已发记录.json"
_MONTH_RUN = re.compile(r"payroll-\d{4}-\d{2}-\d+")


@dataclass(frozen=True)
class Past:
    """What earlier runs paid, in the order of their names, and each run's name with the hash of its record."""

    runs: tuple[PaidRun, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()


def past(out: Path, names: Collection[str] | None = None) -> Past:
    """The records in an output folder; only those of `names` where given. Raises Missing where one is not whole."""
    records = {
        path.parent.name: path.read_bytes()
        for path in sorted(out.glob(f"*/{RECORD}"))
        if path.parent.parent.name != LATEST and (names is None or path.parent.name in names)
    }
    manifests = {name: _manifest(out / name) for name in records}
    hashes = {name: sha256(data) for name, data in records.items()}
    for name, manifest in manifests.items():
        told = {row["name"]: row["sha256"] for row in manifest["outputs"]}
        if told.get(RECORD) != hashes[name]:
            raise Missing(f"“{name}”的{RECORD}写出后被改动，不知道发过多少；请从备份恢复这个文件夹后重新运行")
        for earlier, digest in manifest["arguments"].get("history", []):
            if hashes.get(earlier) != digest:
                raise Missing(f"“{name}”之前的“{earlier}”不见了或被改动，不知道发过多少；请从备份恢复后重新运行")
    _require_months(out, records)
    return Past(
        tuple(_record(name, data) for name, data in records.items()),
        tuple(sorted(hashes.items())),
    )


def _manifest(run: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((run / MANIFEST).read_bytes())
        _ = found["outputs"], found["arguments"]
    except (OSError, ValueError, KeyError) as error:
        raise Missing(f"“{run.name}”的 {MANIFEST} 不见了或已损坏，不知道发过多少；请从备份恢复后重新运行") from error
    return found


def _require_months(out: Path, records: Collection[str]) -> None:
    """A run of any command that came after a month's run still names it, also when nobody paid since."""
    for path in sorted(out.glob(f"*/{MANIFEST}")):
        try:
            before = (json.loads(path.read_bytes()).get("previous") or {}).get("run", "")
        except ValueError:
            continue
        if _MONTH_RUN.fullmatch(before) and before not in records and not (out / before / RECORD).is_file():
            raise Missing(f"“{before}”不见了，不知道发过多少；请从备份恢复这个文件夹后重新运行")


def _record(name: str, data: bytes) -> PaidRun:
    try:
        return PaidRun.from_data({**json.loads(data), "run": name})
    except (ValueError, KeyError, TypeError) as error:
        raise Missing(f"“{name}”的{RECORD}读不懂，可能是更新的版本写的") from error


def payroll_month(job: Job, month: Month, before: Past | None = None) -> Outcome:
    """The pay of a month and what corrections of closed months add. `before` is given where a run is repeated."""
    from countyhire.compute.pay.home import home_statement
    from countyhire.compute.pay.month import payroll_month as compute
    from countyhire.reports.pay_month import month_documents
    from countyhire.reports.pay_views import month_view

    material = gather(job, PAYROLL, MORE["payroll"])
    if material.refused:
        return refusal("payroll", material, month.year)
    known = before or past(job.output_folder)
    result = compute(material.book, material.policy, month, job.on, known.runs)
    if material.stopped_by(result.findings):
        return refusal("payroll", material, month.year, result.findings)
    letter = letterhead(material, month.year)
    return finish(
        "payroll",
        material,
        month.year,
        str(month),
        {"month": str(month), "history": [list(one) for one in known.seen]},
        result,
        month_view(result),
        lambda _: [
            *month_documents(
                result, home_statement(material.book, material.policy, month.period, job.on), letter, material.book
            ),
            _kept(result.paid_run(str(month))),
        ],
        result.findings,
        _unchanged(job, known, before),
    )


def settle(job: Job, year: int | None, before: Past | None = None) -> Outcome:
    """The year's settlement: what each is entitled to less what the months paid."""
    from countyhire.compute.pay.home import home_statement
    from countyhire.compute.pay.settlement import settle as compute
    from countyhire.reports.pay_settlement import settlement_documents
    from countyhire.reports.pay_views import settlement_view

    material = gather(job, PAYROLL, MORE["payroll"])
    year = year or material.district.year or job.on.year
    if material.refused:
        return refusal("payroll", material, year)
    known = before or past(job.output_folder)
    result = compute(material.book, material.policy, year, job.on, known.runs)
    if material.stopped_by(result.findings):
        return refusal("payroll", material, year, result.findings)
    letter = letterhead(material, year)
    return finish(
        "payroll",
        material,
        year,
        str(year),
        {"year": year, "settle": True, "history": [list(one) for one in known.seen]},
        result,
        settlement_view(result),
        lambda _: [
            *settlement_documents(
                result, home_statement(material.book, material.policy, whole_year(year), job.on), letter, material.book
            ),
            _kept(result.paid_run(str(year))),
        ],
        result.findings,
        _unchanged(job, known, before),
    )


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _kept(run: PaidRun) -> Any:
    from countyhire.reports.documents import Document

    return Document(RECORD, json.dumps(run.as_data(), ensure_ascii=False, indent=1).encode())


def _unchanged(job: Job, known: Past, before: Past | None) -> Any:
    """What to ask once nobody else can write: two runs at the same moment must not both pay."""

    def ask() -> None:
        if past(job.output_folder).seen != known.seen:
            raise RunProblem("另一次发放刚刚写出，本次没有写出任何文件；请重新运行")

    return ask if before is None else None
