"""A run meets its fault at each of the things it does to the disk in turn: a refusal, or the power going (R13–R16)."""

import errno
import importlib
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from countyhire.run import RunProblem, write_run
from tests.faults.ground import OPERATIONS, assert_clean, whole_runs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks")
DOCUMENTS = {"甲.xlsx": b"x" * 5000, "子/乙.pdf": b"two"}


@contextmanager
def counted(out: Path, act: Callable[[int, str], None]) -> Iterator[list[int]]:
    """Call `act` with number and name of every operation on a path in `out`, or on a descriptor, before it is done."""
    done = [0]
    real: dict[str, Any] = {}

    def wrap(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any, **options: Any) -> Any:
            first = arguments[0] if arguments else ""
            if isinstance(first, int) or str(first).startswith(str(out)) or "dir_fd" in options:
                done[0] += 1
                act(done[0], name)
            return function(*arguments, **options)

        return instead

    for name in OPERATIONS:
        module, _, attribute = name.partition(".")
        real[name] = getattr(importlib.import_module(module), attribute)
    try:
        for name, function in real.items():
            module, _, attribute = name.partition(".")
            setattr(importlib.import_module(module), attribute, wrap(name, function))
        yield done
    finally:
        for name, function in real.items():
            module, _, attribute = name.partition(".")
            setattr(importlib.import_module(module), attribute, function)


def ground(place: Path) -> Path:
    """An output folder with runs, a copy that is gone and what a killed run left: so there is all to do at once."""
    out = place / "输出"
    write_run(out, "quota", "2026", {"旧.xlsx": b"old"}, {})
    write_run(out, "duty", "2026", {"旧.xlsx": b"old"}, {})
    (out / "最新" / "duty" / "manifest.json").unlink()
    (out / ".writing-quota-2026-009").mkdir()
    (out / ".writing-quota-2026-009" / "half").write_bytes(b"x")
    return out


def operations() -> int:
    with tempfile.TemporaryDirectory() as place:
        out = ground(Path(place))
        with counted(out, lambda number, name: None) as done:
            write_run(out, "quota", "2026", DOCUMENTS, {})
        return done[0]


COUNT = operations()


def test_there_is_enough_to_fail() -> None:
    assert COUNT > 100


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_every_operation_failing_is_a_sentence_and_nothing_appears(tmp_path: Path, error: int, sweep: Any) -> None:
    step = sweep(7, 1)
    for number in range(1 + error % step, COUNT + 1, step):
        out = ground(tmp_path / str(number))
        before = whole_runs(out)

        def refuse(done: int, name: str, number: int = number) -> None:
            if done == number and name != "os.close":
                raise OSError(error, os.strerror(error))

        written = False
        with counted(out, refuse):
            try:
                write_run(out, "quota", "2026", DOCUMENTS, {})
                written = True
            except RunProblem as problem:
                assert "Errno" not in problem.sentence and "“" in problem.sentence
        assert whole_runs(out) == before | ({"quota-2026-002"} if written else set())
        write_run(out, "quota", "2026", DOCUMENTS, {})
        assert_clean(out)


@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_kill_before_every_operation_is_harmless(tmp_path: Path, first: int, sweep: Any) -> None:
    step = sweep(5, 1)
    for number in range(first, COUNT + 1, 3 * step):
        out = ground(tmp_path / str(number))
        before = whole_runs(out)

        def stop(done: int, name: str, number: int = number) -> None:
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)

        child = os.fork()
        if child == 0:  # pragma: no cover - another process
            with counted(out, stop):
                write_run(out, "quota", "2026", DOCUMENTS, {})
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        assert whole_runs(out) - before <= {"quota-2026-002"}
        assert before <= whole_runs(out)
        write_run(out, "quota", "2026", DOCUMENTS, {})
        assert_clean(out)
