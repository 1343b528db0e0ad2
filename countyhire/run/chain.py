"""The runs of an output folder and their order, as their manifests tell it (R19, R20)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
LATEST = "最新"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Run:
    """A finished run: its folder's name, its place in the chain, its manifest's hash, and the run before it with the
    hash that its manifest had then.

    A manifest that cannot be read stands at place 0: it is named by `verify`, never followed.
    """

    name: str
    number: int
    digest: str
    command: str = ""
    before: str = ""
    before_digest: str = ""


def runs(out: Path) -> list[Run]:
    """Every run of the folder, by its place in the chain. Raises OSError where one cannot be read."""
    found = [
        _run(path / MANIFEST)
        for path in out.iterdir()  # a glob would pass over what it may not read
        if path.name != LATEST and not path.name.startswith(".") and (path / MANIFEST).is_file()
    ]
    return sorted(found, key=lambda run: (run.number, run.name))


def _run(path: Path) -> Run:
    data, name = path.read_bytes(), path.parent.name
    try:
        told = json.loads(data)
        before = told["previous"] or {"run": "", "sha256": ""}
        command, number = str(told["command"]), _whole(told["number"])
        return Run(name, number, sha256(data), command, str(before["run"]), str(before["sha256"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Run(name, 0, sha256(data))


def _whole(number: Any) -> int:
    if not isinstance(number, int) or number < 1:
        raise ValueError(number)
    return number


def last_of(runs: Sequence[Run], command: str) -> Run | None:
    """The last run of a command."""
    return next((run for run in reversed(runs) if run.command == command), None)
