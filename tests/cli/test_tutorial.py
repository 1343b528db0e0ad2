"""Every command of the tutorial runs in its order and shows what the page says (U31, issue G 8)."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from countyhire.cli.listed import OF_A_DISTRICT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")
FAILING = ("countyhire check 有错的区",)  # exit 1: that is what they are there to show


def steps() -> list[tuple[str, list[str]]]:
    """Each command with the lines that must be seen, in the order of the page."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip():
                found[-1][1].append(line)
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace(os.sep, "/"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


def test_the_tutorial_uses_every_command_of_the_year() -> None:
    used = {command.split()[1] for command, _ in steps()}
    assert {"init", "demo", "doctor", "explain", "verify", "batch", "rollup", *OF_A_DISTRICT} <= used


@pytest.mark.parametrize("number", range(len(steps())))
def test_a_step_of_the_tutorial(place: Path, number: int) -> None:
    command, lines = steps()[number]
    words = shlex.split(command)
    assert words[0] == "countyhire"
    done = subprocess.run([sys.executable, "-m", *words], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if command.startswith(FAILING) else 0), done.stderr
    shown = squeezed(done.stdout + done.stderr)
    for line in lines:
        assert squeezed(line) in shown, f"{command}: {line}"
