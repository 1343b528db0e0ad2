"""What must hold after any fault: inputs untouched, every run whole or absent, and the next run clean."""

import json
import os
from hashlib import sha256
from pathlib import Path

from countyhire.run import LATEST, MANIFEST

# What a run does to the disk, all of it through these.
OPERATIONS = (
    "os.open", "os.write", "os.fsync", "os.close", "os.mkdir", "os.rename", "os.replace", "os.unlink", "os.rmdir",
    "os.scandir", "os.listdir", "os.stat", "os.lstat", "os.chmod", "io.open",
)  # fmt: skip


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def inputs(folder: Path) -> dict[str, str]:
    """Every file of a district but its outputs, by hash."""
    return {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "输出" not in path.relative_to(folder).parts
    }


def whole_runs(out: Path) -> set[str]:
    """The names of the runs; every one holds exactly what its manifest tells."""
    found = set()
    for folder in out.iterdir() if out.is_dir() else ():
        if folder.name.startswith(".") or folder.name == LATEST:
            continue
        manifest = json.loads((folder / MANIFEST).read_bytes())
        told = {row["name"]: row["sha256"] for row in manifest["outputs"]}
        there = {
            path.relative_to(folder).as_posix(): digest(path.read_bytes())
            for path in folder.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }
        assert told == there, folder.name
        assert manifest["run"] == folder.name
        found.add(folder.name)
    return found


def assert_clean(out: Path) -> None:
    """After a run that ended well: nothing but runs, and the copy of each command's last one."""
    runs = {name: json.loads((out / name / MANIFEST).read_bytes()) for name in whole_runs(out)}
    hidden = [path.name for path in out.rglob(".*")]
    assert hidden == []
    last = {run["command"]: name for name, run in sorted(runs.items(), key=lambda item: item[1]["number"])}
    assert {path.name for path in (out / LATEST).iterdir()} == set(last)
    for command, name in last.items():
        copy, run = out / LATEST / command, out / name
        assert {path.relative_to(run): path.read_bytes() for path in run.rglob("*") if path.is_file()} == {
            path.relative_to(copy): path.read_bytes() for path in copy.rglob("*") if path.is_file()
        }
    numbers = sorted(run["number"] for run in runs.values())
    assert numbers == list(range(1, len(numbers) + 1))


def killed(child: int, status: int) -> bool:
    """Whether the process that was waited for was killed, and not ended of itself."""
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == 9
