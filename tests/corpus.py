"""`make corpus CORPUS=DIR`: the reader over every file of a folder, each in a child process with limits.

Prints a table of what should happen (MANIFEST.json of the folder, where there is one) against what did, and
ends with 1 where a file crashed, hung, was killed, or was not treated as the manifest says.
"""

import argparse
import json
import multiprocessing
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

SECONDS = 20
MEMORY = 1024 * 1024 * 1024
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTAINERS = ("html", "ods", "spreadsheetml", "text", "xls", "xlsx")
_PRELOADED = ("read", *(f"containers.{name}" for name in _CONTAINERS))
CUT = 20  # how many characters of a cell the manifest keeps


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: `how` is read, refused, crashed, hung or killed.

    `sheets` hold name, last row, width, and the first row that holds something with its number.
    """

    how: str
    said: str = ""
    sheets: tuple[tuple[str, int, int, tuple[int, list[str]] | None], ...] = ()
    seconds: float = 0.0
    megabytes: int = 0


def try_file(path: Path) -> Outcome:
    """Reads one file in a child process."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(path, theirs), daemon=True)
    begun = time.perf_counter()
    child.start()
    theirs.close()
    try:
        found = mine.recv() if mine.poll(SECONDS) else Outcome("hung", f"超过 {SECONDS} 秒")
    except EOFError:
        child.join(1)
        found = Outcome("killed", f"signal {-(child.exitcode or 0)}")
    finally:
        child.kill()
        child.join()
        mine.close()
    spent = time.perf_counter() - begun
    return Outcome(found.how, found.said, found.sheets, spent, found.megabytes)


def _child(path: Path, answer: Connection) -> None:
    """Reads the file as `check` would and sends what came of it."""
    import resource  # of POSIX alone; the tests that need it are skipped elsewhere

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from countyhire.sheets.containers import FileProblem, open_workbook
    from countyhire.sheets.read import read_files

    sys.stdout = sys.stderr = None  # type: ignore[assignment]
    try:
        book = open_workbook(path)
        sheets = tuple(
            (sheet.name, *_extent(sheet.rows), _first(sheet.rows), sum(_errors(sheet.rows))) for sheet in book.sheets
        )
        said = f"{book.container}，{len(sheets)} 张表，{sum(len(sheet.rows) for sheet in book.sheets)} 行"
        said += f"，错误值 {count} 个" if (count := sum(sheet[4] for sheet in sheets)) else ""
        read_files([path])
        found = Outcome("read", said, tuple(sheet[:4] for sheet in sheets))
    except FileProblem as problem:
        found = Outcome("refused", f"{problem}。{problem.remedy}")
    except BaseException as error:  # whatever it is, it is a fault of ours
        found = Outcome("crashed", f"{type(error).__name__}: {error} {traceback.format_exc()[-300:]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.send(Outcome(found.how, found.said, found.sheets, 0.0, peak))


def _extent(rows: Sequence[Sequence[Any]]) -> tuple[int, int]:
    return len(rows), max((len(row) for row in rows), default=0)


def _errors(rows: Sequence[Sequence[Any]]) -> Iterator[int]:
    for row in rows:
        yield sum(type(value).__name__ == "ErrorValue" for value in row)


def _first(rows: Sequence[Sequence[Any]]) -> tuple[int, list[str]] | None:
    """The first row that holds something: its number and its cells."""
    for number, row in enumerate(rows, 1):
        if cells := [_shown(value) for value in row if value != ""]:
            return number, cells
    return None


def _shown(value: Any) -> str:
    """A value as the manifest writes it."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float):
        return f"{value:.15g}"
    if isinstance(value, datetime | date | clock):
        return value.isoformat(*((" ",) if isinstance(value, datetime) else ()))
    return str(getattr(value, "text", value))


def _same(ours: str, theirs: str) -> bool:
    """Whether two cells say the same: numbers by value, days with or without their midnight."""
    ours, theirs = (text.replace("_x000D_", "").replace("\r", "").strip() for text in (ours, theirs))
    if ours[:CUT] == theirs[:CUT] or ours.split(" ")[0] == theirs.split(" ")[0] != "":
        return True
    if _DAY.fullmatch(ours) and theirs.removesuffix(".0").isdecimal():  # one of them saw the format of a day
        return (date.fromisoformat(ours) - date(1904, 1, 1)).days == float(theirs)
    try:
        return abs(float(ours) - float(theirs)) <= 1e-9 * max(1.0, abs(float(theirs)))
    except ValueError:
        return ours.lower() == theirs.lower()


def differences(expected: Mapping[str, Any], found: Outcome) -> list[str]:
    """What the sheets of a file have otherwise than the manifest says."""
    said = []
    sheets = {name: (rows, width, first) for name, rows, width, first in found.sheets}
    for name, one in expected.items():
        if name not in sheets:
            said.append(f"没有工作表“{name}”")
            continue
        rows, _, first = sheets[name]
        if one["last_row"] > rows:
            said.append(f"“{name}”应有 {one['last_row']} 行，读到 {rows} 行")
        if one["first_row"]:
            number, cells = one["first_row"]
            if first is None or first[0] != number:
                said.append(f"“{name}”首行应为第 {number} 行，读到 {first and first[0]}")
            elif len(first[1]) < len(cells) or not all(map(_same, first[1], cells)):
                said.append(f"“{name}”首行 {first[1][:6]}，应为 {cells}")
    return said


def judged(entry: Mapping[str, Any], found: Outcome) -> list[str]:
    """What is wrong with an outcome; nothing where it is as it should be."""
    if found.how in ("crashed", "hung", "killed"):
        return [found.how]
    verdict = entry.get("verdict", "")
    expected = differences(entry.get("expect_sheets", {}), found) if found.how == "read" else []
    if verdict == "read" and found.how != "read":
        return ["应当读出"]
    if verdict.startswith("error:") and found.how != "refused":
        return ["应当拒绝"]
    if verdict == "error:encrypted" and "密码" not in found.said:
        return ["没有说明有密码"]
    return expected if verdict.startswith("read") else []


def main(words: Sequence[str]) -> int:
    """Prints the table; 1 where anything is wrong."""
    options = argparse.ArgumentParser(prog="make corpus")
    options.add_argument("folder", type=Path)
    options.add_argument("--bad", action="store_true", help="only what is wrong")
    asked = options.parse_args(words)
    for name in _PRELOADED:  # so that the children need not
        import_module(f"countyhire.sheets.{name}")

    manifest = asked.folder / "MANIFEST.json"
    entries = {one["file"]: one for one in json.loads(manifest.read_text("utf-8"))} if manifest.exists() else {}
    paths = sorted(path for path in asked.folder.rglob("*") if path.is_file())
    counts: Counter[str] = Counter()
    wrong = 0
    for path in paths:
        name = path.relative_to(asked.folder).as_posix()
        if path == manifest or path.name == "README.md":
            continue
        entry = entries.get(name, {})
        found = try_file(path)
        faults = judged(entry, found)
        counts[found.how] += 1
        wrong += bool(faults)
        if faults or not asked.bad:
            print(f"{'×' if faults else ' '} {entry.get('verdict', ''):26} {found.how:8}", end="")
            print(f"{found.seconds:5.1f}s {found.megabytes:5}MB  {name}")
            said = "；".join(faults) + "｜" if faults else ""
            print(f"{'':29}{said}{found.said[: 900 if faults else 200]}", flush=True)
    total = "，".join(f"{how} {count}" for how, count in sorted(counts.items()))
    print(f"{sum(counts.values())} 个文件：{total}；不对的 {wrong} 个")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
