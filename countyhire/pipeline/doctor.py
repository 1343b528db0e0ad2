"""`countyhire doctor`: what is wrong with this machine, and a short run whose answers are known."""

import base64
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from countyhire import __version__
from countyhire.pipeline import yearly
from countyhire.pipeline.material import OUT, Job
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.pipeline.outcome import Outcome
from countyhire.run import RunProblem, Writer, Written, open_elsewhere, open_run

OLDEST_PYTHON = (3, 11)
SMALLEST_DISK = 200 * 1024 * 1024  # bytes: a year's runs of one district
BUILT = date(2026, 1, 1)  # a clock before this has lost its battery
_MODULES = (
    "typer", "rich", "openpyxl", "xlsxwriter", "python_calamine", "xlrd", "msoffcrypto", "defusedxml", "jinja2",
    "typst", "pylopdf_fonts_zh_cn", "highspy", "joblib",
)  # fmt: skip

# What the sample district comes to on its day; each is held by the project's own plain calculators too.
KNOWN: Mapping[str, Mapping[str, Any]] = {
    "duty": {"persons": 252, "overdue": 1},
    "quota": {"new_hires": 60, "quota": 48, "dispatched": 3, "shortfall": 45},
    "allocate": {"status": "optimal", "quota": 48, "demand_first": 39},
    "payroll": {"persons": 97, "total": "3410000.00", "sum": "3410000.00"},
}


@dataclass(frozen=True)
class Check:
    """One thing looked at. `state` is ok, notice or problem; a problem has a remedy."""

    name: str
    state: str
    detail: str
    remedy: str = ""


def examine(folder: Path, on: date, quick: bool = False) -> list[Check]:
    """Every check in its order; one that fails stops no other. `on` is today."""
    checks: list[Callable[[], Iterator[Check]]] = [
        _python,
        _libraries,
        _installed_files,
        _packs,
        _fonts,
        _screen,
        lambda: _clock(folder, on),
        lambda: _disk(folder),
        lambda: _writable(folder),
        lambda: _locks(folder),
    ]
    if not quick:
        checks.append(self_test)
    return [row for check in checks for row in check()]


def _python() -> Iterator[Check]:
    told = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield Check("Python", "problem", told, "请安装 Python 3.11 以上")
    else:
        yield Check("Python", "ok", f"{told}，countyhire {__version__}")


def _libraries() -> Iterator[Check]:
    missing = []
    for name in _MODULES:
        try:
            import_module(name)
        except Exception as error:  # a library that is there but broken raises whatever it likes
            missing.append(f"{name}（{type(error).__name__}）")
    if missing:
        yield Check("软件库", "problem", f"缺少或不能用：{'、'.join(missing)}", "请重新安装 countyhire")
    else:
        yield Check("软件库", "ok", f"{len(_MODULES)} 个都能用")


def _installed_files() -> Iterator[Check]:
    """The installed files against the hashes that came with the wheel; a checkout has none."""
    try:
        record = [file for file in metadata.files("countyhire") or () if file.hash]
    except metadata.PackageNotFoundError:
        record = []
    changed = [str(file) for file in record if not _is_as_recorded(file)]
    if changed:
        shown = "、".join(changed[:3])
        yield Check("安装的文件", "problem", f"{len(changed)} 个缺失或被改动：{shown}", "请重新安装 countyhire")
    else:
        yield Check("安装的文件", "ok", f"{len(record)} 个与安装时一致")


def _is_as_recorded(file: Any) -> bool:
    path = Path(file.locate())
    if not path.is_file():
        return path.suffix == ".pyc"
    digest = hashlib.new(file.hash.mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == str(file.hash.value)


def _packs() -> Iterator[Check]:
    from countyhire.policy.load import PolicyError, load, shipped

    for name in shipped():
        try:
            yield Check(f"政策包 {name}", "ok", load(name).digest[:16])
        except (PolicyError, OSError) as error:
            yield Check(f"政策包 {name}", "problem", str(error), "请重新安装 countyhire")


def _fonts() -> Iterator[Check]:
    from countyhire.reports.fonts import FontProblem, bundled_folder

    try:
        bundled_folder.cache_clear()
        bundled_folder()
        yield Check("字体", "ok", "随软件的宋体、黑体完好")
    except FontProblem as problem:
        yield Check("字体", "problem", problem.sentence, "请重新安装软件；暂时可加 --no-pdf")


def _screen() -> Iterator[Check]:
    encoding = getattr(sys.stdout, "encoding", "") or "无"
    try:
        "县聘乡用√×●▲→".encode(encoding)
        yield Check("屏幕", "ok", f"编码 {encoding}，能显示中文")
    except (UnicodeEncodeError, LookupError):
        yield Check("屏幕", "notice", f"编码 {encoding}，不能显示中文", "在 .bat 里先写 chcp 65001，或改用 --json")


def _clock(folder: Path, on: date) -> Iterator[Check]:
    """Today against the day of the newest file: files from tomorrow say that the clock was set back."""
    newest = max((path.stat().st_mtime for path in _files(folder)), default=0.0)
    last = date.fromtimestamp(newest) if newest else BUILT
    if on < BUILT:
        yield Check("时钟", "problem", f"本机日期是 {on}", "请改正电脑的日期；未改正前用 --as-of 指明日期")
    elif (last - on).days > 1:
        told = f"本机日期是 {on}，文件夹里有 {last} 的文件"
        yield Check("时钟", "problem", told, "请核对电脑的日期，或用 --as-of 指明日期")
    else:
        yield Check("时钟", "ok", str(on))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in (*folder.glob("*"), *folder.glob(f"{OUT}/*/*")) if path.is_file()]


def _disk(folder: Path) -> Iterator[Check]:
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    state = "problem" if free < SMALLEST_DISK else "ok"
    remedy = "请腾出空间，或用 --out 写到别的磁盘" if state == "problem" else ""
    yield Check("磁盘空间", state, f"剩余 {free // (1024 * 1024):,} MB", remedy)


def _writable(folder: Path) -> Iterator[Check]:
    """Whether a run could be written now; nothing is."""
    if not folder.is_dir():
        yield Check("区县文件夹", "problem", f"没有找到“{folder}”", "请检查路径，或用 countyhire init 建立")
        return
    try:
        with open_run(folder / OUT, "doctor"):
            pass
        yield Check("写入", "ok", f"“{folder / OUT}”可以写")
    except RunProblem as problem:
        yield Check("写入", "problem", problem.sentence, "见上")


def _locks(folder: Path) -> Iterator[Check]:
    found = open_elsewhere(folder) if folder.is_dir() else []
    if not found:
        yield Check("打开的工作簿", "ok", "没有")
    for name, who in found:
        by = f"（{who}）" if who else ""
        remedy = "保存后再运行，才会读到新内容；输出文件请先关闭"
        yield Check("打开的工作簿", "notice", f"“{name}”正被打开{by}", remedy)


def self_test() -> Iterator[Check]:
    """The main job on the sample district: known figures, documents that open, nothing written."""
    made: dict[str, bytes] = {}

    @contextmanager
    def opened(out: Path, command: str) -> Iterator[Writer]:
        def keep(command: str, label: str, documents: Mapping[str, bytes], facts: Mapping[str, Any]) -> Written:
            made.update(documents)
            return Written(out, ())

        yield keep

    job = Job(sample_data() / SAMPLE, date.fromisoformat(SAMPLE_DAY), opened=opened)
    for name, run in _RUNS.items():
        try:
            outcome = run(job)
            yield _judged(name, outcome)
        except Exception as error:  # whatever is broken here, the other checks go on
            yield Check(f"自检 {name}", "problem", f"{type(error).__name__}", "请重新安装；仍不行请报告给维护人员")
    broken = [name for name, data in made.items() if not data.startswith(_BEGINS.get(Path(name).suffix, b""))]
    if broken or not any(name.endswith(".pdf") for name in made):
        yield Check("自检 文件", "problem", f"{len(made)} 个文件里有打不开的", "请重新安装")
    else:
        yield Check("自检 文件", "ok", f"{len(made)} 个文件生成完好，没有写到磁盘")


_BEGINS = {".xlsx": b"PK\x03\x04", ".pdf": b"%PDF-", ".json": b"{"}
_RUNS: Mapping[str, Callable[[Job], Outcome]] = {
    "duty": yearly.duty,
    "quota": lambda job: yearly.quota(job, 2026),
    "allocate": lambda job: yearly.allocate(job, 2026, date(2026, 9, 1), ""),
    "payroll": lambda job: yearly.payroll(job, 2025),
}


def _judged(name: str, outcome: Outcome) -> Check:
    found = figures(outcome)
    known = KNOWN[name]
    wrong = [f"{key} 应为 {known[key]}，算得 {found.get(key)}" for key in known if found.get(key) != known[key]]
    if wrong:
        return Check(f"自检 {name}", "problem", "；".join(wrong), "请重新安装；仍不行请报告给维护人员")
    return Check(f"自检 {name}", "ok", "、".join(f"{key} {value}" for key, value in known.items()))


def figures(outcome: Outcome) -> dict[str, Any]:
    """The figures of a command that are held against known ones."""
    view: Mapping[str, Any] = outcome.view
    match outcome.command:
        case "duty":
            return {"persons": len(view["persons"]), **_counted(view["persons"], "status")}
        case "quota":
            return {key: view[key] for key in ("new_hires", "quota", "dispatched", "shortfall")}
        case "allocate":
            return {"status": view["status"], **{row["name"]: row["value"] for row in view["objectives"]}}
    return {**view["pool"], "persons": len(view["persons"]), "sum": view["sum"]}


def _counted(rows: Sequence[Mapping[str, Any]], key: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[key]] = counts.get(row[key], 0) + 1
    return dict(sorted(counts.items()))
