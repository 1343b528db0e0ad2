"""`make bench [SIZES="1200 5000"]`: writes docs/performance.md and its chart; a limit that is passed ends in exit 1.

Whole processes are measured, so that start-up counts, by the processor's seconds, which a busy machine disturbs
least. Most limits are ratios to a peer in the same run: they travel between machines, seconds do not.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata, util
from pathlib import Path

from tests.bench import material
from tests.bench.chart import draw
from tests.bench.measured import COMMAND, Measured, Table, measured

DAY = "2026-08-15"
SIZES = (1200, 5000, 50_000, 200_000)
PAGE = material.ROOT / "docs" / "performance.md"
CHART = PAGE.parent / "pictures" / "performance.svg"
COMMANDS = {
    "check": ["check"],
    "duty": ["duty"],
    "quota": ["quota", "--year", "2026"],
    "allocate": ["allocate", "--year", "2026", "--start", "2026-09-01"],
    "payroll": ["payroll", "--year", "2025"],
}
DISTRICTS = 38
FEW = 5000  # from here on a time is of rows and no longer of starting
WORST = 1.25  # a row at the greatest size to one at FEW
SLOW = {"frictionless": 5000, "weasyprint": 30}  # peers are not asked for more: it would take most of the time
WHOLE = 50_000  # the largest district of every command
SPLIT = 100_000  # rows of a file of a larger roster, one file of which is over X3's 300 MB
LARGEST = ("check", "duty", "quota")  # the commands that such a district is asked for
GROWING = {"allocate"}  # its pairs grow faster than people do; its own table has problems without workbooks
ENGINES = {  # seconds from the problem in memory to the proven allocation in memory
    ("2,048", "countyhire"): 3, ("20,000", "countyhire"): 60,
    ("2,048", "countyhire[fast]"): 0.5, ("20,000", "countyhire[fast]"): 8,
}  # fmt: skip
DISTRIBUTIONS = {"calamine": "python-calamine", "openpyxl": "openpyxl", "pandas": "pandas", "xlsxwriter": "XlsxWriter"}


class Bench:
    """The tables, and the limits with what was measured."""

    def __init__(self, sizes: Sequence[int], place: Path) -> None:
        self.sizes, self.place = sizes, place
        self.tables: list[Table] = []
        self.limits: list[tuple[str, float | None, float]] = []
        self.districts = {size: material.district(place, size) for size in sizes}

    def table(self, title: str, unit: str, note: str = "") -> Table:
        self.tables.append(Table(title, unit, note=note))
        return self.tables[-1]

    def limit(self, what: str, found: float | None, most: float) -> None:
        """What was measured must not be over `most`; nothing is held where it was not measured."""
        self.limits.append((what, found, most))

    def beside(self, table: Table, size: int, work: str, argument: object, peers: Sequence[str]) -> None:
        """The same work by us and by each peer that is installed."""
        for who in ("countyhire", *peers):
            there = shutil.which("soffice") if who == "LibreOffice" else util.find_spec(_module(who))
            if there and size <= SLOW.get(who, size):
                words = [sys.executable, "-m", "tests.bench.peers", work, who, str(argument), str(self.place)]
                table.put(size, who, measured(words, 3 if size <= FEW else 1))


def _module(who: str) -> str:
    return {"calamine": "python_calamine"}.get(who, who)


def starting(bench: Bench) -> None:
    table = bench.table("起动", "次数")
    table.put(5, "python", measured([sys.executable, "-c", "pass"], 5))
    table.put(5, "countyhire --help", measured([*COMMAND, "--help"], 5))
    table.put(5, "countyhire quota --help", measured([*COMMAND, "quota", "--help"], 5))
    if util.find_spec("frictionless"):
        table.put(5, "frictionless --help", measured([sys.executable, "-m", "frictionless", "--help"], 5))
    bench.limit(
        "countyhire --help 与 frictionless --help 之比", table.ratio(5, "countyhire --help", "frictionless --help"), 1
    )
    bench.limit("countyhire --help（秒）", table.cells[5, "countyhire --help"].processor, 0.4)


def reading(bench: Bench) -> None:
    table = bench.table(
        "读花名册",
        "行数",
        "各行 20 列。countyhire 读成记录并逐格检查，其他只读出值；check 是读、检查全部规则、列出问题的整个命令。",
    )
    for size, folder in bench.districts.items():
        path = material.roster(folder, bench.place, size, 20)
        bench.beside(table, size, "read", path, ("calamine", "pandas", "openpyxl"))
        table.put(
            size,
            "check",
            measured([*COMMAND, "check", str(path), "--as-of", DAY, "--dry-run", "--quiet"], 3 if size <= FEW else 1),
        )
    last = max(bench.sizes)
    bench.limit(f"check {last:,} 行 20 列与 calamine 只读之比", table.ratio(last, "check", "calamine"), 4)
    if last >= 20_000:
        path = material.roster(bench.districts[last], bench.place, 20_000, 17)
        narrow = bench.table("读花名册（17 列）", "行数")
        bench.beside(narrow, 20_000, "read", path, ("calamine", "openpyxl"))
        bench.limit("读 20,000 行 17 列与 openpyxl 之比", narrow.ratio(20_000, "countyhire", "openpyxl"), 0.5)


def checking(bench: Bench) -> None:
    """The same six rules on the same workbook; whoever misses a fault that was put in is told."""
    table = bench.table(
        "查错",
        "行数",
        "同一份有 60 处错的花名册，同样的规则（必填、不重号、号码校验位、代码、日期），都要找全；"
        "countyhire 是 check 的全部规则。",
    )
    for size, folder in bench.districts.items():
        path, seeded = material.spoilt(folder, bench.place, size)
        bench.beside(table, size, "check", path, ("pandera", "frictionless"))
        for (rows, who), one in table.cells.items():
            if rows == size:
                cells = {(int(row), column) for row, column in map(str.split, one.said.splitlines())}
                bench.limit(f"{who} 在 {size:,} 行里漏掉的错", float(len(seeded - cells)), 0)
    few = min(max(size for size in bench.sizes if size <= FEW), FEW)
    bench.limit(f"check {few:,} 行与 frictionless 之比", table.ratio(few, "countyhire", "frictionless"), 1)


def writing(bench: Bench) -> None:
    table = bench.table(
        "写名册",
        "行数",
        "12 列，有边框、日期格式。countyhire 填进工作人员自己的模板，行高按内容，合计公式带值；"
        "其他从空白写起，pandas 不带边框。",
    )
    for size in bench.sizes:
        bench.beside(table, size, "write", size, ("xlsxwriter", "openpyxl", "pandas"))
    last = max(bench.sizes)
    bench.limit(f"写 {last:,} 行与 openpyxl 之比", table.ratio(last, "countyhire", "openpyxl"), 1)


def pages(bench: Bench) -> None:
    table = bench.table("一份通知的 PDF", "表里的人数", "countyhire 是 PDF/A-2b，嵌入字体；reportlab 不嵌入字体。")
    for size in (30, 200, 300, 3000):
        bench.beside(table, size, "page", size, ("reportlab", "weasyprint", "LibreOffice"))
    bench.limit("30 人的通知与 weasyprint 之比", table.ratio(30, "countyhire", "weasyprint"), 1)
    bench.limit("200 人的通知（秒）", table.cells[200, "countyhire"].processor, 0.5)


def letters(bench: Bench) -> None:
    note = "一人一页。告知书是 PDF 和 Word 两份；工资条含怎么算的，连同读工作簿和计算。"
    table = bench.table("成批的文书", "人数", note)
    for size, work, most in ((300, "letters", 10), (500, "slips", 10)):
        words = [sys.executable, "-m", "tests.bench.peers", work, "countyhire", str(size), str(bench.place)]
        name = {"letters": "告知书", "slips": "工资条"}[work]
        table.put(size, name, measured(words, 3))
        bench.limit(f"{size} 人的{name}（秒）", table.cells[size, name].processor, most)


def commands(bench: Bench) -> None:
    note = (
        f"超过 {SPLIT:,} 人的花名册拆成几个文件，放在文件夹“人员花名册”里；{WHOLE:,} 人以上只量 {'、'.join(LARGEST)}。"
    )
    whole = bench.table("命令，含写出全部文件和 PDF", "人数", note)
    figures = bench.table("命令，只算不写（--dry-run）", "人数")
    for size, folder in bench.districts.items():
        if size > SPLIT:
            material.split(folder, SPLIT)
        for name in COMMANDS if size <= WHOLE else LARGEST:
            command, *more = COMMANDS[name]
            call, rounds = [*COMMAND, command, str(folder), *more, "--as-of", DAY, "--quiet"], 3 if size <= 1200 else 1
            whole.put(size, name, measured(call, rounds))
            figures.put(size, name, measured([*call, "--dry-run"], rounds))
    for name in (name for name in COMMANDS if name not in GROWING):
        for table, what in ((whole, "含文件"), (figures, "只算")):
            bench.limit(f"{name}（{what}）每行用时，最大与 {FEW:,} 人之比", table.growth(name, FEW), WORST)
    for size, name, most in (
        (1200, "check", 3),
        (1200, "quota", 2),
        (1200, "allocate", 5),
        (1200, "payroll", 5),
        (5000, "check", 5),
    ):
        if (size, name) in whole.cells:
            bench.limit(f"{name} {size:,} 人（秒）", whole.cells[size, name].processor, most)
    draw(whole, CHART, "各命令用时随人数的增长（含写出文件）")


def city(bench: Bench) -> None:
    """The year of so many districts, on two processors; the clock counts here."""
    table = bench.table(
        "全市全年",
        "区县数",
        f"`batch 某市 year --jobs 2`：每个区县 {bench.sizes[0]:,} 人，五个命令。"
        "这里是时钟的秒数；内存是三个进程合计的上限。",
    )
    place = bench.place / "某市2026"
    count = DISTRICTS if bench.sizes[-1] > FEW else 4
    for number in range(1, count + 1):
        shutil.copytree(bench.districts[bench.sizes[0]], place / f"第{number}区", ignore=shutil.ignore_patterns("输出"))
    call = [*COMMAND, "batch", str(place), "year", "--jobs", "2", "--year", "2026", "--as-of", DAY, "--quiet"]
    for who, more, most in (("只算", ["--dry-run"], 60), ("含文件", [], 200)):
        one = measured([*call, *more])
        table.put(count, who, Measured(one.clock, one.clock, 3 * one.memory))
        bench.limit(f"{count} 个区县全年（{who}，秒）", one.clock, most * count / DISTRICTS)
    bench.limit("全市全年的内存（MB）", max(one.memory for one in table.cells.values()), 2048)
    shutil.rmtree(place)


def allocation(bench: Bench) -> list[str]:
    """The allocation's own table, as its bench prints it, with the limits of our engines."""
    done = subprocess.run([sys.executable, "-m", "tests.allocation.bench"], capture_output=True, text=True, check=True)
    rows = done.stdout.strip().splitlines()
    for row in rows:
        people, _, engine, solved, _, memory, _ = (cell.strip() for cell in row.strip("|").split("|"))
        if most := ENGINES.get((people, engine)):
            bench.limit(f"{engine} 求解 {people} 人（秒）", float(solved), most)
            bench.limit(f"{engine} 求解 {people} 人（MB）", float(memory), 1200)
    return ["## 调配", "", *rows, ""]


SECTIONS: tuple[Callable[[Bench], None], ...] = (starting, reading, checking, writing, pages, letters, commands, city)


def lines(bench: Bench, more: Sequence[str]) -> Iterator[str]:
    known = (DISTRIBUTIONS.get(who, who) for table in bench.tables for _, who in table.cells)
    told = [f"{name} {metadata.version(name)}" for name in dict.fromkeys(known) if _installed(name)]
    yield from ("# 用时和内存", "", "由 `make bench` 生成。每格是一个完整进程的处理器秒数和内存峰值；")
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 个处理器"
    yield "别的机器上秒数会不同，倍数大致相同。"
    yield f"Python {platform.python_version()}，{machine}；{'、'.join(told)}。"
    yield ""
    yield f"![各命令用时随人数的增长]({CHART.relative_to(PAGE.parent).as_posix()})"
    yield ""
    for table in bench.tables:
        yield from table.lines()
    yield from more
    yield from ("## 限度", "", "| 什么 | 测得 | 至多 | |", "|---|--:|--:|---|")
    for what, found, most in bench.limits:
        if found is not None:
            yield f"| {what} | {found:.2f} | {most:g} | {'超过' if found > most else '在限度内'} |"


def _installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def main(sizes: Sequence[int]) -> int:
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(sizes, Path(name))
        for section in SECTIONS:
            section(bench)
        PAGE.write_text("\n".join(lines(bench, allocation(bench))) + "\n", encoding="utf-8")
    passed = [what for what, found, most in bench.limits if found is not None and found > most]
    print(f"{PAGE}\n" + "\n".join(f"超过限度：{what}" for what in passed))
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
