"""What whole processes take, and tables of it."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

COMMAND = (sys.executable, "-m", "countyhire")


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
        begun = time.perf_counter()
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as faults:
            child = subprocess.Popen(words, stdout=said, stderr=faults)
            _, status, usage = os.wait4(child.pid, 0)
            clock = time.perf_counter() - begun
            said.seek(0)
            faults.seek(0)
            if code := os.waitstatus_to_exitcode(status):
                raise SystemExit(f"{' '.join(words)} ended in {code}: {faults.read()[-2000:]}")
            runs.append(Measured(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said.read()))
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
