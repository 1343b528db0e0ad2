"""Names of written files: legal on Windows and inside the run's folder, whatever the data hold (X5)."""

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countyhire.run import write_run
from countyhire.run.names import long_path, safe

DEVICES = ("CON", "PRN", "AUX", "NUL", "COM1", "COM9", "COM¹", "LPT1", "LPT³", "CONIN$", "CONOUT$")
ENDINGS = ("", ".xlsx", ".tar.gz", " .txt", ".")
TRICKS = (
    "", ".", "..", "...", "../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "C:x",
    "\\\\server\\share\\x", "a/../../b",
    "~$甲.xlsx", ".bashrc", ".countyhire.lock", "a\0b", "a\nb", "a\tb", "a\x7fb", 'a"b', "a<b>",
    "a|b", "a?b*", "a:b", "甲.xlsx:流",
    "甲 ", "甲.", "甲. . ", " 甲", "\u202e甲gpj.exe", "甲\u200b乙", "\ufeff甲", "e\u0301", "字" * 200,
    "字" * 200 + ".xlsx", "a" * 300,
    "𠮷" * 100 + ".pdf", "%2e%2e/x", "${HOME}", "`id`", "$(id)", "-rf", "--help", "=1+1", "@x",
    "\ud800x", "a" * 150 + "." + "b" * 150,
    "甲/乙/丙.xlsx", "甲//乙", "甲/./乙", "/", "//", "COM0", "CONSOLE", "NULL", "AUX/甲", "甲/NUL", "nul",
    "Con.xlsx", "lpt1 .x",
)  # fmt: skip
PEOPLE = (
    "张三",
    "欧阳·娜娜",
    "买买提·艾力",
    "O'Brien",
    "Null",
    "None",
    "张三（小）",
    "张 三",
    "𠮷野",
    "張三",
    "ﾁｬﾝ",
    "Zoë",
    "1",
    "true",
)
NAMES = (
    *TRICKS, *PEOPLE, *(device + ending for device in DEVICES for ending in ENDINGS),
    *(f"{person}{bad}{ending}" for person in PEOPLE for bad in (":", "/", "\\", "*", " ", "\x01", "\u202e", "..")
      for ending in (".xlsx", ".")),
)  # fmt: skip


def is_legal(name: str) -> bool:
    """As Windows says it, one part of a path."""
    return (
        0 < len(name) <= 121
        and len(name.encode()) <= 255
        and not set(name) & set('<>:"|?*\\/')
        and all(ord(character) >= 32 for character in name)
        and name[-1] not in ". "
        and name == unicodedata.normalize("NFC", name)
        and name.split(".")[0].strip().upper() not in DEVICES
        and not any(
            unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "PDI") for c in name
        )
    )


def test_three_hundred_names() -> None:
    assert len(NAMES) >= 300
    for name in NAMES:
        for part in safe(name).split("/"):
            assert is_legal(part), (name, part)


@given(st.text(max_size=300))
def test_any_text_becomes_a_name_and_a_name_stays(text: str) -> None:
    name = safe(text)
    assert all(is_legal(part) for part in name.split("/"))
    assert safe(name) == name


@pytest.mark.parametrize("name", ["调配方案.xlsx", "人员花名册.已批注.xlsx", "子/乙.pdf", "result.json"])
def test_an_ordinary_name_is_left_alone(name: str) -> None:
    assert safe(name) == name


def test_whatever_the_names_every_file_is_inside_the_run(tmp_path: Path) -> None:
    documents = {f"{number}{name}": b"x" for number, name in enumerate(NAMES)} | {f"../{NAMES[5]}": b"y"}
    written = write_run(tmp_path / "里" / "输出", "quota", "2026", documents, {})
    assert {path.name for path in tmp_path.iterdir()} == {"里"}
    assert len(written.files) == len(documents) + 1
    assert all(path.resolve().is_relative_to(written.folder.resolve()) and path.is_file() for path in written.files)


def test_two_documents_that_windows_takes_for_one_are_our_mistake(tmp_path: Path) -> None:
    for documents in ({"a.xlsx": b"", "A.xlsx": b""}, {"a:": b"", "a?": b""}, {"Manifest.json": b""}):
        with pytest.raises(ValueError, match="one name"):
            write_run(tmp_path, "quota", "2026", documents, {})
    assert list(tmp_path.iterdir()) == []


def test_a_long_windows_path_is_written_so_that_it_works() -> None:
    deep = "C:\\" + "\\".join(["很长的文件夹名称"] * 30)
    assert long_path(deep, True) == "\\\\?\\" + deep
    assert long_path(long_path(deep, True), True) == long_path(deep, True)
    assert PureWindowsPath(long_path("\\\\server\\share\\" + deep[3:], True)).parts[0].startswith("\\\\?\\UNC\\server")
    assert long_path("C:\\短", True) == "C:\\短"
    assert long_path("/" + "x" * 500, False) == "/" + "x" * 500
