"""The runner over a folder of foreign files tells what is wrong, and what is not."""

import json
import sys
from pathlib import Path

import pytest

from tests import corpus
from tests.containers.makexlsx import write, xlsx

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")

ROW = '<row r="2"><c r="A2" t="str"><v>姓名</v></c><c r="C2"><v>1.0</v></c></row>'
SEEN = {"表": {"last_row": 2, "cols": 3, "cells": 2, "first_row": [2, ["姓名", "1"]]}}


def run(folder: Path, *entries: dict[str, object]) -> int:
    (folder / "MANIFEST.json").write_text(json.dumps(entries), "utf-8")
    return corpus.main([str(folder)])


def test_every_file_is_tried_without_a_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xlsx(tmp_path / "a.xlsx", ROW)
    write(tmp_path / "b.xls", b"%PDF-1.7")
    assert corpus.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "2 个文件：read 1，refused 1；不对的 0 个" in said
    assert "PDF" in said


@pytest.mark.parametrize(
    ("verdict", "expected", "wrong"),
    [
        ("read", SEEN, 0),
        ("read", {"别的": SEEN["表"]}, 1),
        ("read", {"表": SEEN["表"] | {"last_row": 3}}, 1),
        ("read", {"表": SEEN["表"] | {"first_row": [2, ["姓名", "2"]]}}, 1),
        ("read", {"表": SEEN["表"] | {"first_row": [1, ["姓名", "1"]]}}, 1),
        ("error:corrupt", {}, 1),
        ("read_or_error:corrupt", {}, 0),
        ("error_or_safe_read:bomb", {}, 0),
    ],
)
def test_an_outcome_is_held_against_the_verdict(
    tmp_path: Path, verdict: str, expected: dict[str, object], wrong: int
) -> None:
    xlsx(tmp_path / "a.xlsx", ROW)
    assert run(tmp_path, {"file": "a.xlsx", "verdict": verdict, "expect_sheets": expected}) == wrong


def test_a_refusal_where_the_file_should_be_read_is_wrong(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", b"")
    assert run(tmp_path, {"file": "a.xlsx", "verdict": "read"}) == 1
    assert run(tmp_path, {"file": "a.xlsx", "verdict": "error:corrupt"}) == 0
    assert run(tmp_path, {"file": "a.xlsx", "verdict": "error:encrypted"}) == 1


@pytest.mark.parametrize("fault", ["raise ValueError", "os._exit(9)", "time.sleep(60)", "bytearray(2 * corpus.MEMORY)"])
def test_a_reader_that_fails_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    import os
    import time

    from countyhire.sheets import containers

    monkeypatch.setattr(corpus, "SECONDS", 1)
    names = {"os": os, "time": time, "corpus": corpus}
    monkeypatch.setattr(containers, "open_workbook", lambda path: exec(fault, names))
    found = corpus.try_file(xlsx(tmp_path / "a.xlsx", ROW))
    assert found.how == {"ra": "crashed", "os": "killed", "ti": "hung", "by": "crashed"}[fault[:2]]
