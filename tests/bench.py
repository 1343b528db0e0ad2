"""`make bench`: whole commands on the sample district, beside what a peer takes merely to read or write as much.

Times are the best of three whole processes, so that start-up counts. Ratios, not seconds, travel between machines.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DAY = "2026-08-15"
ROUNDS = 3
LIMITS = {"check": 3.0, "quota": 2.0, "allocate": 5.0, "payroll": 5.0}
COMMANDS = {
    "check": ["check"],
    "duty": ["duty"],
    "quota": ["quota", "--year", "2026"],
    "allocate": ["allocate", "--year", "2026", "--start", "2026-09-01"],
    "payroll": ["payroll", "--year", "2025"],
}
OPENPYXL = """
import sys, openpyxl
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
"""


def best(words: list[str]) -> tuple[float, float]:
    """The best wall time of a few runs in seconds, and the peak memory of all in MB."""
    times, peak = [], 0.0
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(child.pid, 0)
        times.append(time.perf_counter() - begun)
        peak = max(peak, usage.ru_maxrss / 1024)
        if os.waitstatus_to_exitcode(status):
            raise SystemExit(f"{' '.join(words)} failed: {child.stderr.read().decode() if child.stderr else ''}")
    return min(times), peak


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "示例区2026"
        tool = [sys.executable, "-m", "countyhire"]
        subprocess.run([*tool, "demo", str(folder)], check=True, stdout=subprocess.DEVNULL)
        rows = [("--help", *best([*tool, "--help"]), None)]
        for name, words in COMMANDS.items():
            call = [*tool, words[0], str(folder), *words[1:], "--as-of", DAY]
            rows.append((name, *best(call), LIMITS.get(name)))
            shutil.rmtree(folder / "输出", ignore_errors=True)
        peer, peak = best([sys.executable, "-c", OPENPYXL, str(folder)])
        print(f"peer: openpyxl reads the same workbooks, {peer:.2f} s, {peak:.0f} MB")
        print(f"{'command':10}{'s':>7}{'limit':>7}{'ratio':>7}{'MB':>6}")
        for name, seconds, memory, limit in rows:
            mark = f"{limit:.1f}" if limit else ""
            print(f"{name:10}{seconds:7.2f}{mark:>7}{seconds / peer:7.2f}{memory:6.0f}")


if __name__ == "__main__":
    main()
