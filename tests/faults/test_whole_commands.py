"""Whole commands meet their fault: killed, interrupted, no room, no right to write, files open elsewhere (R15, R16)."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from countyhire.cli.shell import captured
from countyhire.pipeline.material import OUT
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from tests.faults.ground import assert_clean, inputs, whole_runs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
WORDS = {
    "check": ("check", "{}"),
    "duty": ("duty", "{}"),
    "quota": ("quota", "{}", "--year", "2026"),
    "allocate": ("allocate", "{}", "--year", "2026", "--start", "2026-09-01"),
    "payroll": ("payroll", "{}", "--year", "2025"),
    "month": ("payroll", "{}", "--month", "2026-03"),
    "settle": ("payroll", "{}", "--year", "2025", "--settle"),
    "fund": ("fund", "{}", "--year", "2025"),
    "posts": ("posts", "{}", "--year", "2026"),
    "primary": ("primary", "{}", "--year", "2025"),
    "train": ("train", "{}", "--year", "2026"),
    "village": ("village", "{}", "--month", "2026-08"),
    "certify": ("certify", "{}"),
    "simulate": ("simulate", "{}", "--year", "2026", "--start", "2026-09-01", "--years", "1"),
    "effect": ("effect", "{}", "--year", "2025"),
    "targets": ("targets", "{}", "--year", "2025"),
    "report": ("report", "{}", "--year", "2026"),
    "packets": ("report", "{}", "--month", "2026-07"),
    "forms": ("assess", "forms", "{}", "--month", "2026-07"),
}


def line(command: str, folder: Path) -> list[str]:
    return [*(word.format(folder) for word in WORDS[command]), "--as-of", SAMPLE_DAY]


def ended(command: str, folder: Path) -> int:
    """The exit code of the command, within this process."""
    return captured(line(command, folder))[0]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district in which a few commands have run once; what they need is then imported."""
    folder = tmp_path_factory.mktemp("faults") / "示例 区"
    shutil.copytree(sample_data() / SAMPLE, folder)
    for command in ("check", "duty", "quota", "allocate", "payroll"):
        assert ended(command, folder) == 0
    return folder


@pytest.fixture
def district(sample: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample, tmp_path / sample.name)
    return tmp_path / sample.name


def begun(words: Sequence[str], temporary: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TMPDIR": str(temporary)}
    whole = [sys.executable, "-m", "countyhire", *words]
    return subprocess.Popen(whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


@pytest.mark.parametrize("command", WORDS)
def test_a_kill_at_any_moment_is_harmless(district: Path, command: str, sweep: Callable[[int, int], int]) -> None:
    """Inputs keep their bytes (R21), runs are whole or not there (R15)."""
    out, before = district / OUT, inputs(district)
    temporary = district.parent / "temporary"
    temporary.mkdir()
    start, lasts = time.monotonic(), 2.0
    if sweep(0, 1):
        assert begun(line(command, district), temporary).wait() == 0
        lasts = time.monotonic() - start
    moments = random.Random(command)
    for _ in range(sweep(1, 200)):
        there = whole_runs(out)
        child = begun(line(command, district), temporary)
        time.sleep(moments.uniform(0, lasts))
        child.kill()
        child.wait()
        assert inputs(district) == before
        assert there <= whole_runs(out)
        assert list(temporary.iterdir()) == []  # X11
    assert ended(command, district) == 0
    assert_clean(out)


@pytest.mark.parametrize("command", ["demo", "init"])
def test_a_new_district_is_there_whole_or_not_at_all(
    tmp_path: Path, command: str, sweep: Callable[[int, int], int]
) -> None:
    """Killed at any moment; the next one of the same name clears what was left."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    start = time.monotonic()
    assert begun([command, str(tmp_path / "样")], temporary).wait() == 0
    lasts, whole = time.monotonic() - start, sorted(path.name for path in (tmp_path / "样").iterdir())
    moments, place = random.Random(command), tmp_path / "区"
    for _ in range(sweep(2, 200)):
        child = begun([command, str(place)], temporary)
        time.sleep(moments.uniform(0, lasts))
        child.kill()
        child.wait()
        assert not place.exists() or sorted(path.name for path in place.iterdir()) == whole
        assert list(temporary.iterdir()) == []
        shutil.rmtree(place, ignore_errors=True)
    assert captured([command, str(place)])[0] == 0
    assert sorted(path.name for path in place.iterdir()) == whole
    assert {path.name for path in tmp_path.iterdir()} == {"temporary", "样", "区"}


def call(*words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "countyhire", *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
        check=False, **options,
    )  # fmt: skip


def test_an_interrupt_at_any_moment_is_exit_130(district: Path, sweep: Callable[[int, int], int]) -> None:
    out, before = district / OUT, inputs(district)
    moments = random.Random("interrupt")
    words = [sys.executable, "-m", "countyhire", "quota", str(district), "--year", "2026", "--as-of", SAMPLE_DAY]
    seen = set()
    for _ in range(sweep(4, 100)):
        there = whole_runs(out)
        child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stderr is not None
        first = child.stderr.readline()  # its own first words; before them it is Python that starts
        time.sleep(moments.uniform(0, 0.8))
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=60)
        assert first and b"Traceback" not in told, told.decode()
        assert child.returncode in (0, 130)
        assert there <= whole_runs(out)
        assert child.returncode != 130 or "已中断" in told.decode()
        seen.add(child.returncode)
    assert 130 in seen
    assert inputs(district) == before
    assert call("quota", str(district), "--year", "2026", "--as-of", SAMPLE_DAY).returncode == 0
    assert_clean(out)


def test_an_interrupt_that_python_would_keep_to_itself_ends_the_process() -> None:
    """In a callback, as those that run while a module is imported."""
    code = (
        "import signal, sys, weakref\n"
        "from countyhire import cli\n"
        "sys.unraisablehook = cli._swallowed\n"
        "class Module: pass\n"
        "one = Module(); kept = weakref.ref(one, lambda _: signal.raise_signal(signal.SIGINT))\n"
        "del one\n"
        "print('went on')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert "已中断" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("room", [0, 20_000])
def test_no_room_on_the_disk_is_exit_3_and_nothing_appears(district: Path, room: int) -> None:
    """A limit on the size of a file stands for a full disk: a write stops in the middle of a document."""
    import resource

    before, runs = inputs(district), whole_runs(district / OUT)
    words = ("payroll", str(district), "--year", "2025", "--as-of", SAMPLE_DAY, "--json")
    done = call(*words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    assert done.returncode == 3, done.stderr.decode()
    assert "磁盘已满" in json.loads(done.stdout)["error"]["message"]
    assert (inputs(district), whole_runs(district / OUT)) == (before, runs)
    assert call(*words).returncode == 0
    assert_clean(district / OUT)


@contextmanager
def disk(place: Path, size: str) -> Iterator[Path]:
    """A small disk of its own, where this machine lets a test mount one."""
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_disk_that_fills_up_keeps_its_runs(district: Path, tmp_path: Path) -> None:
    with disk(tmp_path / "小盘", "1400k") as small:
        out = small / "出"
        words = ("duty", str(district), "--as-of", SAMPLE_DAY, "--no-pdf", "--out", str(out))
        codes = []
        while 3 not in codes and len(codes) < 30:
            codes.append(call(*words).returncode)
        kept = whole_runs(out)
        assert set(codes) == {0, 3} and len(kept) == codes.count(0)
        for name in kept:
            shutil.rmtree(out / name)
        assert call(*words).returncode == 0
        assert len(whole_runs(out)) == 1


@contextmanager
def only_to_be_read(folder: Path) -> Iterator[None]:
    """The administrator may write where the modes say no: there it takes a disk that cannot be written to."""
    if os.geteuid() != 0:
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        return
    kept = folder.with_name("kept")
    folder.rename(kept)
    with disk(folder, "20m"):
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        yield


def test_a_folder_that_can_only_be_read_is_exit_3(district: Path) -> None:
    shutil.rmtree(district / OUT)
    before = inputs(district)
    with only_to_be_read(district):
        done = call("duty", str(district), "--as-of", SAMPLE_DAY, "--json")
        assert done.returncode == 3
        assert "--out" in json.loads(done.stdout)["error"]["message"]
        assert inputs(district) == before
        assert not (district / OUT).exists()
        assert call("duty", str(district), "--as-of", SAMPLE_DAY, "--dry-run").returncode == 0


def test_inputs_that_a_program_has_open_are_read_all_the_same(district: Path, sample: Path) -> None:
    for name in ("~$人员花名册.xlsx", ".~服务台账.xlsx", ".~lock.机构名录.xlsx#"):
        (district / name).write_bytes(b"\x04user")
    options = ("--year", "2026", "--as-of", SAMPLE_DAY, "--json", "--dry-run")
    done, plain = (call("quota", str(folder), *options) for folder in (district, sample))
    assert done.returncode == 0 and done.stdout == plain.stdout
    told = call("quota", str(district), "--as-of", SAMPLE_DAY, "--dry-run").stderr.decode()
    assert told.count("读到的是上次保存的内容") == 3 and "“人员花名册.xlsx”正被打开" in told


def test_an_input_that_a_program_locks_is_exit_3_by_name(
    district: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Windows: the program that has it open lets nobody else read it."""
    import io

    from countyhire.cli.shell import run

    real = io.open

    def held(file: object, *arguments: object, **options: object) -> object:
        if str(file).endswith("服务台账.xlsx"):
            error = PermissionError(13, "另一个程序正在使用此文件", str(file))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(file, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", held)
    monkeypatch.setattr("builtins.open", held)
    with pytest.raises(SystemExit) as ended:
        run(["duty", str(district), "--as-of", SAMPLE_DAY])
    assert ended.value.code == 3
    assert "服务台账.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "full", "code"),
    [
        (("quota", "{}", "--dry-run"), "both", 3),
        (("quota", "{}", "--json", "--dry-run"), "stdout", 3),
        (("quota", "{}", "--json", "--dry-run"), "stderr", 0),
        (("quota", "没有", "--json"), "both", 3),
        (("--help",), "stdout", 3),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_screen_that_takes_no_more_never_shows_a_traceback(
    district: Path, words: tuple[str, ...], full: str, code: int
) -> None:
    with Path("/dev/full").open("w") as sink:
        done = subprocess.run(
            [sys.executable, "-m", "countyhire", *(word.format(district) for word in words)],
            stdout=sink if full != "stderr" else subprocess.PIPE,
            stderr=sink if full != "stdout" else subprocess.PIPE,
            check=False,
        )
    assert done.returncode == code
    assert b"Traceback" not in (done.stdout or b"") + (done.stderr or b"")
