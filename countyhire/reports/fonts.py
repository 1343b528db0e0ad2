"""Which typeface stands for which role of an official document.

By default only the fonts that install with the program are used, so that a run's PDF has the same bytes on
every machine; a district may choose the machine's own 小标宋, 仿宋, 楷体 and 黑体 instead.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "小标宋": (SERIF, ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05")),
    "仿宋": (
        SERIF,
        ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02", "STFangsong"),
    ),
    "楷体": (SERIF, ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03", "STKaiti")),
    "黑体": (SANS, ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "STHeiti")),
    "宋体": (SERIF, ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01", "STSong")),
}
_SHA256 = {
    "NotoSansSC-Regular.otf": "faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9",
    "NotoSerifSC-Regular.otf": "e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3",
}


class FontProblem(Exception):
    """The fonts that should have been installed with the program are missing or changed: exit 3."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@lru_cache(maxsize=1)
def bundled_folder() -> Path:
    """The folder of the fonts that install with the program, once their content has been verified."""
    try:
        import pylopdf_fonts_zh_cn
    except ImportError as error:
        raise FontProblem("没有安装中文字体包 pylopdf-fonts-zh-cn，请重新安装软件，或加 --no-pdf") from error
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    for name, known in _SHA256.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != known:
            raise FontProblem(f"字体文件 {name} 缺失或已改变，请重新安装软件，或加 --no-pdf")
    return folder


def faces(system: bool) -> dict[str, list[str]]:
    """For each role the families to try, in order; the last is the one that installs with the program."""
    if not system:
        return {role: [own] for role, (own, _) in ROLES.items()}
    import typst

    there = set(typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).families())
    return {role: [*[name for name in wanted if name in there][:1], own] for role, (own, wanted) in ROLES.items()}


def log_lines(system: bool) -> list[str]:
    """One line a role, for the run's log."""
    return [f"{role}：{families[0]}" for role, families in faces(system).items()]
