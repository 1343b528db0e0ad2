"""A run's folder: every output at once or none, with a manifest that says what made it (R13, R16, R19).

`输出/<command>-<year or month>-<sequence>/` appears by one rename when everything is written and flushed;
until then it is a hidden folder that the next run clears. `输出/最新/<command>` is a copy of the last one.
The manifest holds no clock time, so that the same inputs give the same bytes on any day.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from countyhire.run.chain import LATEST, MANIFEST, Run, last_of, runs, sha256
from countyhire.run.lock import only_writer, open_elsewhere, patiently
from countyhire.run.names import long_path, safe
from countyhire.run.problem import RunProblem, of_system

_TEMPORARY = ".writing-"
_OLD = ".replaced-"

Documents = Mapping[str, bytes]
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """A finished run: its folder and every file in it, the manifest last."""

    folder: Path
    files: tuple[Path, ...]


Writer = Callable[[str, str, Documents, Facts], Written]


def input_facts(paths: Sequence[Path], base: Path) -> list[dict[str, Any]]:
    """Name (relative to the district folder), size and hash of every input, by name."""
    facts = []
    for path in paths:
        data = path.read_bytes()
        name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
        facts.append({"name": name, "size": len(data), "sha256": sha256(data)})
    return sorted(facts, key=lambda fact: str(fact["name"]))


def write_run(out: Path, command: str, label: str, documents: Documents, facts: Facts) -> Written:
    """Write a run's documents and manifest together. Raises RunProblem; then nothing has appeared."""
    with open_run(out, command) as write:
        return write(command, label, documents, facts)


@contextmanager
def open_run(out: Path, command: str) -> Iterator[Writer]:
    """Hold the output folder while a run's documents are made, and give what writes them (command, label,
    documents, facts). Raises RunProblem; then nothing has appeared.
    """
    whole, made = Path(long_path(os.path.abspath(out), os.name == "nt")), False  # noqa: PTH100 - links stay
    try:
        _refuse_link(out)
        made = not whole.exists()
        whole.mkdir(parents=True, exist_ok=True)
        with only_writer(whole):
            _heal(whole)
            _refuse_open(out, whole / LATEST / command)
            with _temporary_files_in(whole):
                yield lambda *asked: _shown(_write(whole, *asked), whole, out)
    except OSError as error:
        raise of_system(error, out) from error
    finally:
        if made:
            with suppress(OSError):  # only an empty folder goes
                whole.rmdir()


@contextmanager
def rehearse(out: Path) -> Iterator[None]:
    """Keep temporary files in the output folder while documents are made that are not written.

    A folder that cannot be written to, an archive's, stays as it is.
    """
    with ExitStack() as stack:
        with suppress(OSError):
            stack.enter_context(only_writer(out))
            _heal(out)
            stack.enter_context(_temporary_files_in(out))
        yield


def _refuse_link(out: Path) -> None:
    for path in (out, out / LATEST):
        if path.is_symlink():
            raise RunProblem(f"“{path}”是一个链接，为免写到别处没有写出；请用 --out 写明真正的文件夹")


def _refuse_open(out: Path, latest: Path) -> None:
    """A file of the copy in 最新 that a program has open stands in the way (U20)."""
    if latest.is_dir() and (found := open_elsewhere(latest)):
        name, who = found[0]
        by = f"（{who}）" if who else ""
        raise RunProblem(
            f"“{out / LATEST / latest.name / name}”正被打开{by}，没有写出任何文件；"
            f"请关闭它再运行；如已关闭，请删除同一文件夹里它的锁文件（~$ 或 .~ 开头）"
        )


@contextmanager
def _temporary_files_in(out: Path) -> Iterator[None]:
    """Let tempfile, which openpyxl and the page maker use, keep its files in the output folder: the next run
    clears them there, should this one be killed."""
    folder = _unused(out / f"{_TEMPORARY}files")
    folder.mkdir(mode=0o700)
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        _remove(folder)


def _write(out: Path, command: str, label: str, documents: Documents, facts: Facts) -> Written:
    documents = named(documents)
    before = runs(out)
    name = safe(f"{command}-{label}-{_sequence(out, before, command, label):03d}")
    temporary, fresh = _unused(out / f"{_TEMPORARY}{name}"), _unused(out / f"{_TEMPORARY}{LATEST}")
    number = before[-1].number + 1 if before else 1
    files = {**documents, MANIFEST: manifest_bytes(name, number, command, facts, documents, _previous(before))}
    try:
        _write_folder(temporary, files, flush=True)
        _write_folder(fresh, files, flush=False)  # a copy that is damaged is made again
        _replaced(out, command, temporary, out / name, fresh)
    finally:
        _remove(temporary)
        _remove(fresh)
    return Written(out / name, tuple(out / name / file for file in (*sorted(documents), MANIFEST)))


def manifest_bytes(
    run: str, number: int, command: str, facts: Facts, documents: Documents, previous: Mapping[str, str] | None
) -> bytes:
    """A run's manifest as it stands in its file: what it is, what made it, what it holds, what came before."""
    manifest = {
        "schema": "countyhire/manifest/1",
        "run": run,
        "number": number,
        "command": command,
        **facts,
        "outputs": [{"name": name, "sha256": sha256(data)} for name, data in sorted(documents.items())],
        "previous": previous,
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def named(documents: Documents) -> dict[str, bytes]:
    """The documents under names that every system takes; two of one name are our mistake."""
    named = {safe(name): data for name, data in documents.items()}
    if len({name.casefold() for name in (*named, MANIFEST)}) != len(documents) + 1:
        raise ValueError("two documents of one name")
    return named


def _previous(before: Sequence[Run]) -> dict[str, str] | None:
    """The end of the chain: what this run comes after."""
    return {"run": before[-1].name, "sha256": before[-1].digest} if before and before[-1].number else None


def _sequence(out: Path, before: Sequence[Run], command: str, label: str) -> int:
    """One more than the highest number used for this command and label, also by a run since removed."""
    pattern = re.compile(rf"{re.escape(safe(f'{command}-{label}'))}-(\d+)")
    names = [path.name for path in out.iterdir()] + [run.before for run in before]
    return max((int(found[1]) for name in names if (found := pattern.fullmatch(name))), default=0) + 1


def _replaced(out: Path, command: str, temporary: Path, folder: Path, fresh: Path) -> None:
    """The run appears, and its copy in the place of the last one. The old copy is moved away first, so that one
    that a program holds refuses the run before anything has appeared."""
    latest = out / LATEST
    latest.mkdir(exist_ok=True)
    old, target = _unused(latest / f"{_OLD}{command}"), latest / command
    if target.exists():
        patiently(lambda: target.rename(old))
    try:
        patiently(lambda: temporary.rename(folder))
    except BaseException:
        if old.exists():
            old.rename(target)
        raise
    with suppress(OSError):  # the run is there and whole; what is missing here the next run makes good
        _flush_folder(out)
        patiently(lambda: fresh.rename(target))
        _remove(old)


def _write_folder(folder: Path, files: Documents, flush: bool) -> None:
    folder.mkdir(mode=0o700)
    inner = {folder}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        inner.add(path.parent)
        _write_file(path, data, flush)
    for one in sorted(inner, reverse=True):
        if flush:
            _flush_folder(one)


def _write_file(path: Path, data: bytes, flush: bool) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        if flush:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _heal(out: Path) -> None:
    """Clear what a killed run has left, and make every copy in 最新 that of its command's last run."""
    latest = out / LATEST
    for path in (*out.glob(f"{_TEMPORARY}*"), *latest.glob(f"{_OLD}*")):
        _remove(path)
    found = runs(out)
    for command in sorted({run.command for run in found if run.command}):
        run, target = last_of(found, command), latest / command
        if run and not _stands(target, out / run.name) and not open_elsewhere(target):
            with suppress(OSError):  # a copy that is open elsewhere stops only its own command
                fresh, old = _unused(out / f"{_TEMPORARY}{LATEST}"), _unused(latest / f"{_OLD}{command}")
                _copy(out / run.name, target, fresh, old)


def _stands(copy: Path, folder: Path) -> bool:
    """Whether every file of the run is in its copy, with the same manifest. A file that a power cut emptied is
    not there; one that the clerk has changed or added is the clerk's."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    copies = [copy / path.relative_to(folder) for path in files]
    whole = all(
        there.is_file() and (there.stat().st_size or not path.stat().st_size)
        for path, there in zip(files, copies, strict=True)
    )
    return whole and (folder / MANIFEST).read_bytes() == (copy / MANIFEST).read_bytes()


def _copy(folder: Path, target: Path, fresh: Path, old: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    shutil.copytree(folder, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    _remove(old)


def _unused(path: Path) -> Path:
    """The path, or one beside it where something stands that could not be cleared: a program still holds it."""
    names = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 1000)))
    return next((one for one in names if not one.exists()), path)


def _remove(path: Path) -> None:
    """Remove a folder with everything in it; of a link, the link alone. What cannot be removed the next run clears."""
    with suppress(OSError):
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


def _shown(written: Written, whole: Path, out: Path) -> Written:
    """The paths as the clerk wrote the folder."""
    return Written(
        out / written.folder.relative_to(whole), tuple(out / path.relative_to(whole) for path in written.files)
    )
