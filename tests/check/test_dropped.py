"""Files dropped on the .bat: every path that the Windows shell can hand over (U18)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from countyhire.cli.dropped import VARIABLE, paths_of
from tests.sheets.makebook import write_rows

BAT = r"C:\测试 目录\1核对（可把工作簿拖到这里）.bat"


@pytest.mark.parametrize(
    "paths",
    [
        [],
        [r"C:\名册.xlsx"],
        [r"C:\测试 目录\名册 (1).xlsx"],
        [r"C:\名册(1).xlsx"],
        [r"C:\甲&乙.xlsx", r"C:\测试 目录\丙 & 丁！.xlsx"],
        [r"C:\a^b%c%.xlsx", r"\\服务器\共享\名册！.xls", r"D:\c\d.csv"],
        [r"C:\测试 目录\甲.xlsx", r"C:\乙.xlsx"],
    ],
    ids=len,
)
@pytest.mark.parametrize("shell", [r"C:\Windows\system32\cmd.exe /c", r'"C:\Windows\System32\cmd.exe" /C'])
def test_every_path_comes_through(paths, shell):
    told = " ".join(f'"{path}"' if " " in path else path for path in paths)  # as the shell writes it
    assert paths_of(f'{shell} ""{BAT}" {told}"') == paths


@pytest.mark.parametrize("line", ["", r'"C:\Windows\system32\cmd.exe"', "cmd.exe /c dir", r'cmd /c ""C:\x.bat" "'])
def test_nothing_was_dropped(line):
    assert paths_of(line) == []


def test_check_takes_the_dropped_files(tmp_path):
    folder = tmp_path / "测试 & 目录 (1)！"
    path = write_rows(folder / "志愿申请表.xlsx", {"志愿": [["人员编号", "自愿", "服从调剂"], ["P1", "是", "也许"]]})
    line = f'cmd.exe /c ""{BAT}" "{path}""'
    done = subprocess.run(
        [sys.executable, "-m", "countyhire", "check", "--as-of", "2026-08-15"],
        env={**os.environ, VARIABLE: line},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    assert "志愿申请表.xlsx[志愿]!C2" in done.stdout.decode()
    assert list(Path(folder / "输出").rglob("志愿申请表（已批注）.xlsx"))
