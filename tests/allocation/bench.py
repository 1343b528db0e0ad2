"""All levels by every solver, side by side: `python -m tests.allocation.bench [people …]` prints a table.

Each runs in a process of its own, with a time limit; "solved" is from the problem in memory to the allocation in
memory, "process" has the interpreter's start and drawing the instance up as well. Exact is who reaches what the
checked engine reaches at every level.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from tests.allocation.large import large_problem
from tests.allocation.peers import PEERS

SIZES = (500, 2048, 20_000)
LIMIT = 30  # processor seconds for a peer
OURS = ("countyhire", "countyhire[fast]")


def main(sizes: tuple[int, ...]) -> None:
    print("| 人数 | 配对 | 求解 | 求解秒 | 整个进程秒 | 内存 MB | 各级最优 |\n|--:|--:|---|--:|--:|--:|---|")
    for people in sizes:
        pairs, best = len(large_problem(people).pairs), None
        for name in PEERS:
            processor, memory, said = measured(name, people, 0 if name in OURS else LIMIT)
            levels, solved = (said, "—") if isinstance(said, str) else (said["levels"], f"{said['seconds']:.2f}")
            best = levels if name == OURS[0] else best
            if isinstance(levels, str):
                told = levels
            else:
                good = next((at for at, (a, b) in enumerate(zip(levels, best or (), strict=False)) if a != b), None)
                told = "是" if levels == best else f"否，第{(len(levels) if good is None else good) + 1}级起"
            print(
                f"| {people:,} | {pairs:,} | {name} | {solved} | {processor:.2f} | {memory:.0f} | {told} |", flush=True
            )


def measured(name: str, people: int, limit: int) -> tuple[float, float, dict[str, Any] | str]:
    """Processor seconds and memory of a process and its children, and what it printed or why it did not."""
    words = [sys.executable, "-m", "tests.allocation.peers", name, str(people), str(limit)]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(words, stdout=said, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        said.seek(0)
        text = said.read()
    spent, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    if os.WIFSIGNALED(status):
        return spent, memory, f"处理器{limit}秒内没有算完"
    if status:
        return spent, memory, "中途出错"
    return spent, memory, json.loads(text)


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
