"""What earlier pay runs of an output folder paid, read back whole or not at all.

Each run of a month or settlement leaves 已发记录.json in its folder, and its manifest names the records that it saw
with their hashes. A record that was changed or is gone stops whoever asks: what was paid twice cannot be called back.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from countyhire.compute.pay.history import PaidRun
from countyhire.pipeline.material import Missing
from countyhire.run import LATEST, MANIFEST, sha256

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
