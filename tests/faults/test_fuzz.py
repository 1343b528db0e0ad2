"""Some of the damaged workbooks of `make fuzz` (R22)."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from tests.fuzz.damage import KINDS, SAVED, case
from tests.fuzz.run import shares


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_damaged_workbooks_end_in_an_exit_code(sweep: Callable[[int, int], int]) -> None:
    """In a process of its own, which forks: this one has threads by now."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", str(sweep(30, 2000)), "--seed", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert all(kind in done.stdout for kind, _ in KINDS)


def test_a_case_is_always_the_same_file() -> None:
    assert [case(7, number) for number in range(5)] == [case(7, number) for number in range(5)]
    assert case(7, 0) != case(8, 0)
    saved = zipfile.ZipFile(io.BytesIO(case(7, 3).data))  # by a program, which notes the time
    assert case(7, 3).kind == "cells" and SAVED in saved.read("docProps/core.xml")
    assert {part.date_time[0] for part in saved.infolist()} == {1980}


def test_parts_and_processes_take_every_case_once() -> None:
    dealt = [n for start in (0, 40) for one in shares(start, 40, 3) for n in range(one.first, one.last, one.step)]
    assert sorted(dealt) == list(range(80))
