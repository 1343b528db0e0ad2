"""The house itself: layers, start-up, papers, and that nothing about its making is in it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from countyhire.cli.listed import OF_A_DISTRICT

ROOT = Path(__file__).resolve().parent.parent
SOURCE = sorted((ROOT / "countyhire").rglob("*.py"))
HEAVY = (
    "pandas", "numpy", "openpyxl", "xlsxwriter", "python_calamine", "highspy", "typst", "jinja2", "xlrd", "pygal",
    "docxtpl", "docx", "lxml",
)  # fmt: skip


def commands_of(text: str) -> list[str]:
    """The command lines of a README, in order."""
    fenced = re.findall(r"```\n(.*?)```", text, re.S)
    return [*"\n".join(fenced).splitlines(), *re.findall(r"^\| `(countyhire [^`]*)`", text, re.M)]


def test_both_readmes_have_the_same_commands() -> None:
    chinese, english = (
        commands_of((ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.en.md")
    )
    assert chinese == english
    assert len(chinese) > 10


def test_every_file_named_in_the_readme_is_there() -> None:
    for name in ("README.md", "README.en.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / link).is_file(), f"{name} names {link}"


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "countyhire", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert not {name.split(".")[0] for name in imported} & set(HEAVY)
    assert not any(
        name.startswith(("countyhire.model", "countyhire.compute", "countyhire.sheets")) for name in imported
    )


@pytest.mark.parametrize("package", ["model", "policy", "compute"])
def test_no_float_and_no_round_where_money_is_made(package: str) -> None:
    """Floats live in the solver only (R4)."""
    for path in SOURCE:
        if package in path.parts and path.name != "solve.py":
            text = re.sub(r'""".*?"""|#.*', "", path.read_text(encoding="utf-8"), flags=re.S)
            assert not re.search(r"(?<![\w.])(round|float)\(", text), path.name


def test_no_evaluation_of_text_and_no_pickles() -> None:  # X7
    for path in SOURCE:
        assert not re.search(r"(?<![\w.])(eval|exec)\(|\bpickle\b|yaml\.load", path.read_text(encoding="utf-8")), path


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.make", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_locks_have_hashes_and_no_addresses() -> None:  # X13
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "http" not in text


def test_every_package_is_in_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = set(settings["tool"]["setuptools"]["packages"]) - {"countyhire.templates", "countyhire.sample_data"}
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCE if path.name == "__init__.py"}
    assert told == there


def test_whoever_adds_a_command_is_told_where_else_it_belongs() -> None:
    """Killed at random moments, with every cell a formula, in LibreOffice: each command of a district."""
    from tests.faults.test_whole_commands import WORDS
    from tests.reports.test_sample_office import COMMANDS as PRINTED
    from tests.reports.whole import MAKERS

    for table in (WORDS, PRINTED, MAKERS):
        assert set(OF_A_DISTRICT) <= set(table)
