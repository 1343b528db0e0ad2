"""Some of the damaged workbooks of `make fuzz` (R22)."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.fuzz import KINDS, case


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_damaged_workbooks_end_in_an_exit_code(sweep: Callable[[int, int], int]) -> None:
    """In a process of its own, which forks: this one has threads by now."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", str(sweep(30, 2000)), "7"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert all(kind in done.stdout for kind, _ in KINDS)


def test_a_case_is_always_the_same_file() -> None:
    assert [case(7, number) for number in range(3)] == [case(7, number) for number in range(3)]
    assert case(7, 0) != case(8, 0)
