"""A new district folder: blank workbooks or the sample district, countyhire.toml, files to double-click."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

SAMPLE = "示例区2026"
SAMPLE_DAY = "2026-08-15"

_TOML = """\
# 本区县的设置。井号后面是说明；改后保存为 UTF-8 文本。
district = "{district}"
district_code = ""            # 六位行政区划代码
year = {year}
policy = "chongqing-2021-55"  # 政策包；也可写本文件夹里自己的 .toml
# bureau = "某某区卫生健康委员会"   # 文件落款
# lottery_seed = "2026年抽签"       # 同等条件下抽签的种子，事先公布
# engine = "fast"                    # 人员上万时的快速求解，须另装 countyhire[fast]；结果相同

# [fonts]
# use = "system"              # 用本机的仿宋、楷体、黑体、小标宋；不写就用随软件的字体
# [templates]
# force = true                # “模板”文件夹里不能原样填写的模板也照用，丢了什么逐处说明
# [publication]
# allow = ["病假"]            # 公开的文件里可以有的、与个人无关的文字（如模板里写的规定）
# [departments]               # 部门待办清单里责任部门的名称，不写就用编办、财政、人力社保、卫生健康
# pools = "某某区医院管理中心" # 资金池；posts 编制，pay 招聘、职称和待遇，operation 业务运行

[override]                    # 改政策包的值，每一项都要写依据
# "payroll.advance_share" = {{ value = "0.5", cite = "示例卫发〔2026〕3号" }}

[files]                       # 文件名不同的写在这里
# "人员花名册" = "2026年职工名册（定稿）.xls"

[specialties]                 # 本区县另有的专业叫法
# "血液透析" = ["血透中心"]

# 调配时固定派出或不得派往，每一条写人员编号、机构编码（或需求编号）和理由；要用时去掉行首的井号。
# [[pin]]
# person = "H01-0001"
# institution = "T01"
# reason = "延续带教"
# [[forbid]]
# person = "H01-0002"
# demand = "X2026-T02-1"
# reason = "回避亲属"
"""

# Plain ASCII inside, so that any code page reads it; the names on disk are Chinese. The shell's whole line is
# handed over for the files that were dropped (cli/dropped.py); `exit` keeps what stands behind an & from being run.
_BAT = """\
@echo off
pushd "%~dp0"
setlocal EnableDelayedExpansion
set "COUNTYHIRE_DROPPED=!cmdcmdline!"
set "tool=python -m countyhire"
where py >nul 2>nul
if not errorlevel 1 set "tool=py -m countyhire"
where countyhire >nul 2>nul
if not errorlevel 1 set "tool=countyhire"
{lines}set COUNTYHIRE_DROPPED=
pause
popd
set "line=!cmdcmdline:"=!"
if not "!line:/c=!"=="!line!" exit
"""
DOUBLE_CLICK = {
    "1核对（可把工作簿拖到这里）.bat": ("check",),
    "2义务台账.bat": ("duty",),
    "3选派任务.bat": ("quota",),
    "4调配.bat": ("allocate",),
    "5绩效工资.bat": ("payroll",),
    "全部依次运行.bat": ("check", "duty", "quota", "allocate", "payroll"),
}


class FolderInUse(Exception):
    """The folder to be made already holds something: exit 3."""

    def __init__(self, folder: Path) -> None:
        self.sentence = f"文件夹“{folder}”已有内容，为免覆盖没有写入；请换一个名字"
        super().__init__(self.sentence)


@contextmanager
def claimed(folder: Path) -> Iterator[Path]:
    """A folder beside the asked one to make everything in; it takes its place when it is whole.

    So a district is there as a whole or not at all, whatever happens meanwhile; what a killed run has left is
    cleared. A folder that holds anything is left alone.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FolderInUse(folder)
    whole = folder.absolute()
    fresh = whole.parent / f".writing-{whole.name}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        if whole.is_dir():  # somebody may stand in it
            for item in sorted(fresh.iterdir()):
                item.rename(whole / item.name)
        else:
            fresh.rename(whole)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def make_blank(folder: Path, district: str, year: int) -> None:
    """`countyhire init`: every workbook blank, with its settings and double-click files."""
    from countyhire.sheets.blank import write_blanks

    with claimed(folder) as fresh:
        write_blanks(fresh, district, year)
        _write_settings(fresh, district, year)
        write_double_click(fresh)


def make_next_year(folder: Path, last_year: Path, year: int | None) -> int:
    """`countyhire init --from`: institutions, staff and open services of last year carried over.

    Returns the new year. Raises what reading last year's folder raises.
    """
    from countyhire.district import load_district
    from countyhire.sheets.blank import carry_over
    from countyhire.sheets.read import read_district

    district = load_district(last_year)
    new_year = year or (district.year + 1 if district.year else None)
    if new_year is None:
        raise FolderProblem("上一年文件夹的 countyhire.toml 没有写 year，请用 --year 指明新年度")
    reading = read_district(last_year, files=district.files, specialties=district.specialties)
    with claimed(folder) as fresh:
        carry_over(reading.book, fresh, district.name, new_year)
        for pack in sorted(last_year.glob("*.toml")):
            if pack != district.settings:
                shutil.copyfile(pack, fresh / pack.name)
        if district.settings:
            text = _renewed(district.settings.read_text(encoding="utf-8-sig"), new_year)
            _write_text(fresh / "countyhire.toml", text)
        else:
            _write_settings(fresh, district.name, new_year)
        write_double_click(fresh)
    return new_year


def _renewed(settings: str, year: int) -> str:
    """Last year's settings with the new year, and without [files]: the new workbooks have the canonical names."""
    kept, table = [], ""
    for line in settings.splitlines():
        if line.startswith("["):
            table = line.split("]")[0] + "]"
        if table == "[files]" and line and not line.startswith(("#", "[")):
            continue
        kept.append(f"year = {year}" if not table and line.split("=")[0].strip() == "year" else line)
    return "\n".join(kept) + "\n"


class FolderProblem(Exception):
    """Last year's folder cannot be carried over: exit 3."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def make_demo(folder: Path, faulty: bool = False) -> None:
    """`countyhire demo`: a copy of the sample district, with its double-click files."""
    name = "有问题的样例" if faulty else SAMPLE
    with claimed(folder) as fresh:
        for item in sorted((sample_data() / name).iterdir()):
            if item.is_dir():
                shutil.copytree(item, fresh / item.name)
            else:
                shutil.copyfile(item, fresh / item.name)
        write_double_click(fresh, f" --as-of {SAMPLE_DAY}")


def sample_data() -> Path:
    """Where the sample districts are: beside the package in a checkout, inside it when installed."""
    checkout = Path(__file__).resolve().parents[2] / "sample_data"
    return checkout if checkout.is_dir() else Path(str(resources.files("countyhire") / "sample_data"))


def write_double_click(folder: Path, options: str = "") -> None:
    """The .bat files: no administrator, no macro; a workbook may be dropped on the first one."""
    for name, calls in DOUBLE_CLICK.items():
        lines = "".join(f"%tool% {words}{options}\n" for words in calls)
        (folder / name).write_bytes(_BAT.format(lines=lines).replace("\n", "\r\n").encode("ascii"))


def _write_settings(folder: Path, district: str, year: int) -> None:
    _write_text(folder / "countyhire.toml", _TOML.format(district=district, year=year))


def _write_text(path: Path, text: str) -> None:
    """Lines end as the older 记事本 needs them, on every machine."""
    path.write_text(text, encoding="utf-8", newline="\r\n")
