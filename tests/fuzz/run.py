"""Damaged workbooks through `check`, each in a process with limits."""

import json
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from countyhire.pipeline.new_district import SAMPLE_DAY
from tests.fuzz.damage import Case, bases, case

SECONDS, MEGABYTES = 30, 512


@dataclass(frozen=True)
class Ended:
    """How a case ended; `wrong` is empty where it ended as it should."""

    exit_code: int
    seconds: float
    megabytes: float
    wrong: str


def run(one: Case, folder: Path) -> Ended:
    """Check one file in a child of this process, which has imported what it needs."""
    path = folder / one.name
    path.write_bytes(one.data)
    told, begun = folder / "told", time.monotonic()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        _check(path, told)
    _, status, usage = os.wait4(child, 0)
    seconds, megabytes = time.monotonic() - begun, usage.ru_maxrss / 1024
    code = os.waitstatus_to_exitcode(status)
    path.unlink()
    text = told.read_text(encoding="utf-8", errors="replace") if told.exists() else ""
    told.unlink(missing_ok=True)
    return Ended(code, seconds, megabytes, _wrong(code, usage.ru_utime + usage.ru_stime, megabytes, text))


def _wrong(code: int, seconds: float, megabytes: float, text: str) -> str:
    if code not in (0, 1, 3):
        return f"exit {code}: {text[-300:]}"
    if "Traceback" in text:
        return "a traceback"
    if seconds > SECONDS or megabytes > MEGABYTES:
        return f"{seconds:.0f} s, {megabytes:.0f} MB"
    try:
        body = json.loads(text)
    except ValueError:
        return f"no JSON: {text[:200]}"
    if code == 3 and not body["error"]["message"]:
        return "no sentence"
    if code == 1 and not any(finding["severity"] == "error" for finding in body["findings"]):
        return "refused without an error"
    return ""


def _check(path: Path, told: Path) -> None:
    from countyhire.cli.shell import captured

    os.environ["COUNTYHIRE_LOG"] = str(path.parent / "fault.log")
    signal.alarm(SECONDS * 4)  # of the clock; the machine may be busy. The processor's time is what is held.
    import resource  # of POSIX alone; the tests that need it are skipped elsewhere

    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    code, out = captured(["check", str(path), "--dry-run", "--json", "--as-of", SAMPLE_DAY])
    if code == 5 and (path.parent / "fault.log").exists():
        out += (path.parent / "fault.log").read_bytes()
    told.write_bytes(out)
    os._exit(code)


def warm() -> None:
    """Import what every case needs, before the first child."""
    from countyhire.cli.shell import captured

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / bases()[0].name
        path.write_bytes(bases()[0].read_bytes())
        captured(["check", str(path), "--dry-run", "--json", "--as-of", SAMPLE_DAY])


@dataclass(frozen=True)
class Share:
    """Every `step`-th of the cases `first` up to `last`: what one process runs."""

    seed: int
    first: int
    last: int
    step: int
    keep: Path | None


@dataclass
class Told:
    """What a share came to: exit codes by kind, how many went wrong, the slowest case (s) and the biggest (MB)."""

    codes: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    biggest: tuple[float, int] = (0.0, 0)

    def add(self, other: "Told") -> None:
        self.codes += other.codes
        self.wrong += other.wrong
        self.slowest, self.biggest = max(self.slowest, other.slowest), max(self.biggest, other.biggest)


def run_share(share: Share) -> Told:
    """The cases of a share, one after another; what goes wrong is printed at once."""
    warm()
    told = Told()
    with tempfile.TemporaryDirectory() as place:
        for number in range(share.first, share.last, share.step):
            one = case(share.seed, number)
            ended = run(one, Path(place))
            told.add(Told(Counter({(one.kind, ended.exit_code): 1}), bool(ended.wrong),
                          (ended.seconds, number), (ended.megabytes, number)))  # fmt: skip
            if ended.wrong:
                print(f"case {number} ({one.kind}, {one.name}): {ended.wrong}", flush=True)
                if share.keep:
                    share.keep.mkdir(parents=True, exist_ok=True)
                    (share.keep / f"{number}-{one.name}").write_bytes(one.data)
    return told


def shares(start: int, count: int, jobs: int, seed: int = 1, keep: Path | None = None) -> Sequence[Share]:
    """The cases from `start` on dealt out to so many processes."""
    return [Share(seed, start + job, start + count, jobs, keep) for job in range(jobs)]
