"""A run's folder: every output at once or none, with a manifest that says what made it.

`输出/<command>-<year or month>-<sequence>/` appears by one rename when everything is written and flushed;
until then it is a hidden folder that the next run clears. `输出/最新/<command>` is a copy of the last one.
The manifest holds no clock time, so that the same inputs give the same bytes on any day.
"""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
LATEST = "最新"
_TEMPORARY = ".writing-"
_LOCK = ".countyhire.lock"
_BUSY = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 0.9)


class RunProblem(Exception):
    """The outputs cannot be written: exit 3. `sentence` names the file or folder and the remedy."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Written:
    """A finished run: its folder and every file in it, the manifest last."""

    folder: Path
    files: tuple[Path, ...]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def input_facts(paths: Sequence[Path], base: Path) -> list[dict[str, Any]]:
    """Name (relative to the district folder), size and hash of every input, by name."""
    facts = []
    for path in paths:
        data = path.read_bytes()
        name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
        facts.append({"name": name, "size": len(data), "sha256": sha256(data)})
    return sorted(facts, key=lambda fact: str(fact["name"]))


def write_run(out: Path, command: str, label: str, documents: Mapping[str, bytes], facts: Mapping[str, Any]) -> Written:
    """Write a run's documents and manifest together. Raises RunProblem; then nothing has appeared."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _only_writer(out):
            return _write(out, command, label, documents, facts)
    except OSError as error:
        raise RunProblem(_sentence(error, out)) from error


def _write(out: Path, command: str, label: str, documents: Mapping[str, bytes], facts: Mapping[str, Any]) -> Written:
    _clear_leavings(out)
    previous = _last(out)
    name = f"{command}-{label}-{_sequence(out, command, label):03d}"
    temporary = out / f"{_TEMPORARY}{name}"
    temporary.mkdir(mode=0o700)
    try:
        for file, data in documents.items():
            _write_file(temporary / file, data)
        manifest = {
            "schema": "countyhire/manifest/1",
            "run": name,
            "command": command,
            **facts,
            "outputs": [{"name": file, "sha256": sha256(data)} for file, data in sorted(documents.items())],
            "previous": previous,
        }
        _write_file(temporary / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        _flush_folder(temporary)
        folder = out / name
        _patiently(lambda: temporary.rename(folder))
        _flush_folder(out)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    _renew_latest(out, command, folder)
    return Written(folder, (*(folder / file for file in sorted(documents)), folder / MANIFEST))


def _write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _patiently(act: Any) -> None:
    """Try again where Windows says that another program holds the file; 2.5 seconds at most."""
    for wait in _WAITS:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY:
                raise
            time.sleep(wait)
    return act()


def _runs(out: Path) -> list[Path]:
    return sorted(path.parent for path in out.glob(f"*/{MANIFEST}") if path.parent.name != LATEST)


def _sequence(out: Path, command: str, label: str) -> int:
    """One more than the highest number used for this command and label."""
    pattern = re.compile(rf"{re.escape(command)}-{re.escape(label)}-(\d+)")
    used = [int(found[1]) for path in out.iterdir() if (found := pattern.fullmatch(path.name))]
    return max(used, default=0) + 1


def _last(out: Path) -> dict[str, str] | None:
    """The run that no other manifest names as its previous one: the end of the chain."""
    hashes = {path.name: sha256((path / MANIFEST).read_bytes()) for path in _runs(out)}
    named = set()
    for name in hashes:
        try:
            before = json.loads((out / name / MANIFEST).read_bytes()).get("previous")
        except ValueError:
            continue
        if before:
            named.add(before.get("run"))
    ends = sorted(name for name in hashes if name not in named)
    return {"run": ends[-1], "sha256": hashes[ends[-1]]} if ends else None


def _renew_latest(out: Path, command: str, folder: Path) -> None:
    """Replace the copy of the last run. A copy that cannot be replaced (a file open in Excel) is left."""
    latest = out / LATEST
    fresh, target = latest / f"{_TEMPORARY}{command}", latest / command
    try:
        latest.mkdir(exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(folder, fresh)
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)


def _clear_leavings(out: Path) -> None:
    for path in (*out.glob(f"{_TEMPORARY}*"), *(out / LATEST).glob(f"{_TEMPORARY}*")):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _only_writer(out: Path) -> Iterator[None]:
    """Hold the output folder; a second writer is refused, a dead process holds nothing."""
    lock = out / _LOCK
    file = lock.open("a+b")  # held until the end of the run
    try:
        if not _take(file.fileno()):
            raise RunProblem(f"另一个 countyhire 正在写“{out}”，请等它结束后再运行")
        yield
    finally:
        file.close()  # the lock file stays: to remove it would let two later writers hold two locks


def _take(descriptor: int) -> bool:
    """An advisory lock that the system lets go when the process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sentence(error: OSError, out: Path) -> str:
    name = error.filename or str(out)
    if error.errno == 28:
        return f"磁盘已满，写不下“{name}”，本次没有写出任何文件；请腾出空间后重新运行"
    if isinstance(error, PermissionError):
        return f"没有写“{name}”的权限，或它正被其他程序打开；请关闭该文件或用 --out 换一个文件夹"
    return f"写不了“{name}”（{error.strerror or error}），本次没有写出任何文件"
