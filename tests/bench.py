"""`make bench [SIZES]`: whole commands on districts of several sizes, beside peers reading the same workbooks.

Writes docs/performance.md and its chart. Times are of whole processes, so that start-up counts: the best of a few
by the clock, and the processor's time, which a busy machine disturbs less. Ratios, not seconds, travel between
machines. A limit that is passed is told on the page and ends in exit 1.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

DAY = "2026-08-15"
SIZES = (1200, 5000, 50_000)
PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
CHART = PAGE.parent / "pictures" / "performance.svg"
COMMANDS = {
    "check": ["check"],
    "duty": ["duty"],
    "quota": ["quota", "--year", "2026"],
    "allocate": ["allocate", "--year", "2026", "--start", "2026-09-01"],
    "payroll": ["payroll", "--year", "2025"],
}
LIMITS = {  # seconds, with documents
    (1200, "check"): 3.0, (1200, "quota"): 2.0, (1200, "allocate"): 5.0, (1200, "payroll"): 5.0, (5000, "check"): 5.0,
}  # fmt: skip
HELP_LIMIT = 0.4
PEERS = {
    "openpyxl": """
import sys, openpyxl
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
""",
    "pandas": """
import sys, pandas
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    pandas.read_excel(path, sheet_name=None, header=None, dtype=str, engine="openpyxl")
""",
    "python-calamine": """
import sys, python_calamine
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
""",
}
OURS = """
import sys
from pathlib import Path
from countyhire.sheets.read import read_district
print(sum(file.rows_read for file in read_district(Path(sys.argv[1])).files))
"""


@dataclass(frozen=True)
class Measured:
    """What a program took: seconds by the clock, seconds of the processor, and memory at its peak in MB."""

    clock: float
    processor: float
    memory: float


def measured(words: Sequence[str], rounds: int) -> Measured:
    """The best of some runs of a whole process."""
    runs = []
    for _ in range(rounds):
        begun = time.perf_counter()
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status):
            raise SystemExit(f"{' '.join(words)} failed: {said.decode()}")
        runs.append((time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    return Measured(*(min(run[place] for run in runs) for place in range(3)))


def district(place: Path, staff: int) -> Path:
    """The sample district, or one like it of another size."""
    folder = place / f"示例区{staff}"
    root = Path(__file__).resolve().parents[1]
    words = [sys.executable, str(root / "sample_data" / "make.py"), str(folder), "--staff", str(staff)]
    if staff == SIZES[0]:
        words = [sys.executable, "-m", "countyhire", "demo", str(folder)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return folder


def rows_of(folder: Path) -> int:
    return int(subprocess.run([sys.executable, "-c", OURS, str(folder)], check=True, capture_output=True).stdout)


Table = dict[tuple[int, str], Measured]


def measure(sizes: Sequence[int]) -> tuple[Table, Table, Table, dict[int, int], Measured]:
    """Commands with documents, commands for the figures alone, readers; the rows of each size; and start-up."""
    whole: Table = {}
    figures: Table = {}
    readers: Table = {}
    rows: dict[int, int] = {}
    tool = [sys.executable, "-m", "countyhire"]
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            folder, rounds = district(Path(place), size), 3 if size <= 5000 else 1
            rows[size] = rows_of(folder)
            for name, (command, *more) in COMMANDS.items():
                call = [*tool, command, str(folder), *more, "--as-of", DAY, "--quiet"]
                whole[size, name] = measured(call, rounds)
                figures[size, name] = measured([*call, "--dry-run"], rounds)
                print(f"{size:>7} {name:9} {whole[size, name].clock:7.2f} s", file=sys.stderr, flush=True)
            readers[size, "countyhire"] = measured([sys.executable, "-c", OURS, str(folder)], rounds)
            for name, script in PEERS.items():
                if util.find_spec(name.replace("-", "_")):
                    readers[size, name] = measured([sys.executable, "-c", script, str(folder)], rounds)
    return whole, figures, readers, rows, measured([*tool, "--help"], 5)


def table(title: str, found: Table, sizes: Sequence[int], rows: dict[int, int]) -> list[str]:
    names = list(dict.fromkeys(name for _, name in found))
    lines = [
        f"## {title}",
        "",
        "| 人数 | 行数 |" + "".join(f" {name} |" for name in names),
        "|--:|--:|" + "--:|" * len(names),
    ]
    for size in sizes:
        cells = [_cell(found[size, name]) if (size, name) in found else "" for name in names]
        lines.append(f"| {size:,} | {rows[size]:,} |" + "".join(f" {cell} |" for cell in cells))
    first, last = sizes[0], sizes[-1]
    grown = [f"{found[last, n].processor / found[first, n].processor:.1f}" for n in names if (last, n) in found]
    if last != first:
        lines.append(
            f"| {last // first} 倍 | {rows[last] / rows[first]:.1f} 倍 |" + "".join(f" {g} 倍 |" for g in grown)
        )
    return [*lines, ""]


def _cell(one: Measured) -> str:
    return f"{one.clock:.2f} s（{one.processor:.2f}），{one.memory:.0f} MB"


def chart(whole: Table, sizes: Sequence[int]) -> None:
    import pygal

    drawn = pygal.XY(
        logarithmic=True, show_legend=True, width=800, height=420, x_title="人数", y_title="秒（处理器）",
        js=(), no_prefix=True, pretty_print=True, style=pygal.style.Style(font_family="sans-serif"),
    )  # fmt: skip
    drawn.title = "各命令的用时随人数的增长（含写出文件）"
    for name in COMMANDS:
        drawn.add(name, [(size, whole[size, name].processor) for size in sizes])
    CHART.parent.mkdir(exist_ok=True)
    CHART.write_bytes(drawn.render())


def page(sizes: Sequence[int]) -> int:
    whole, figures, readers, rows, start = measure(sizes)
    passed = [
        f"{size:,} 人 {name}：{whole[size, name].clock:.2f} s，限 {limit:.1f} s"
        for (size, name), limit in LIMITS.items()
        if (size, name) in whole and whole[size, name].clock > limit
    ]
    if start.clock > HELP_LIMIT:
        passed.append(f"--help：{start.clock:.2f} s，限 {HELP_LIMIT} s")
    versions = "、".join(f"{name} {metadata.version(name)}" for name in PEERS if util.find_spec(name.replace("-", "_")))
    lines = [
        "# 用时和内存",
        "",
        "由 `make bench` 生成。每格是一个完整进程：最快一次的秒数（括号里是处理器秒数）、内存峰值。",
        f"Python {platform.python_version()}，{platform.system()} {platform.machine()}，{os.cpu_count()} 个处理器；"
        f"{versions}。",
        "别的机器上秒数会不同，倍数大致相同。最后一行是从最小到最大增长的倍数（处理器秒数）。",
        "",
        f"起动（`--help`）：{_cell(start)}。",
        "",
        *table("命令，含写出文件和 PDF", whole, sizes, rows),
        *table("命令，只算不写（`--dry-run`）", figures, sizes, rows),
        *table("读同一批工作簿：本软件（读成记录并逐格检查）与别的库（只读出值）", readers, sizes, rows),
        f"![增长]({CHART.relative_to(PAGE.parent).as_posix()})",
        "",
        "## 限度",
        "",
        *([f"- 超过：{line}" for line in passed] or ["各项都在限度之内。"]),
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    chart(whole, sizes)
    print(PAGE.read_text(encoding="utf-8"))
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(page(tuple(map(int, sys.argv[1:])) or SIZES))
