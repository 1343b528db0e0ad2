"""What whole processes take, and tables of it."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

COMMAND = (sys.executable, "-m", "countyhire")
# A process's peak of memory includes what its parent had when it was started: so a small parent starts it.
_LAUNCHER = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(child.pid, 0)
with open(sys.argv[1], "w") as told:
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, file=told)
"""


@dataclass(frozen=True)
class Measured:
    """What a program took: seconds by the clock, seconds of the processor, memory at its peak in MB; what it said."""

    clock: float
    processor: float
    memory: float
    said: str = ""

    def __str__(self) -> str:
        return f"{self.processor:.2f} s，{self.memory:.0f} MB"


def measured(words: Sequence[str], rounds: int = 1) -> Measured:
    """The best of some runs of a whole process; it must end in 0."""
    runs: list[Measured] = []
    for _ in range(rounds):
        with (
            tempfile.NamedTemporaryFile("r") as told,
            tempfile.TemporaryFile("w+") as said,
            tempfile.TemporaryFile("w+") as faults,
        ):
            begun = time.perf_counter()
            launched = [sys.executable, "-S", "-c", _LAUNCHER, told.name, *words]
            subprocess.run(launched, stdout=said, stderr=faults, check=True)
            clock = time.perf_counter() - begun
            code, processor, memory = told.read().split()
            said.seek(0)
            faults.seek(0)
            if code != "0":
                raise SystemExit(f"{' '.join(words)} ended in {code}: {faults.read()[-2000:]}")
            runs.append(Measured(clock, float(processor), float(memory), said.read()))
    return Measured(
        *(min(getattr(run, what) for run in runs) for what in ("clock", "processor", "memory")), runs[0].said
    )


@dataclass
class Table:
    """Times by size (a number of people or rows) and by who does the work."""

    title: str
    unit: str
    cells: dict[tuple[int, str], Measured] = field(default_factory=dict)
    note: str = ""

    def put(self, size: int, who: str, one: Measured) -> None:
        self.cells[size, who] = one
        print(f"{self.title} {size:,} {who}: {one}", file=sys.stderr, flush=True)

    def ratio(self, size: int, who: str, peer: str) -> float | None:
        """Our processor time over the peer's; None where one of them was not measured."""
        ours, theirs = self.cells.get((size, who)), self.cells.get((size, peer))
        return ours.processor / theirs.processor if ours and theirs else None

    def growth(self, who: str, least: int) -> float | None:
        """How many times as long a row takes at the greatest size as at the least one from `least` on."""
        sizes = sorted(size for size, name in self.cells if name == who and size >= least)
        if len(sizes) < 2:
            return None
        first, last = self.cells[sizes[0], who], self.cells[sizes[-1], who]
        return (last.processor / first.processor) / (sizes[-1] / sizes[0])

    def lines(self) -> list[str]:
        sizes = list(dict.fromkeys(size for size, _ in self.cells))
        names = list(dict.fromkeys(name for _, name in self.cells))
        lines = [f"## {self.title}", ""]
        if self.note:
            lines += [self.note, ""]
        lines += [f"| {self.unit} |" + "".join(f" {name} |" for name in names), "|--:|" + "--:|" * len(names)]
        for size in sizes:
            cells = (str(self.cells.get((size, name), "—")) for name in names)
            lines.append(f"| {size:,} |" + "".join(f" {cell} |" for cell in cells))
        return [*lines, ""]
