"""What is handed over: wheel and sdist are whole, run outside the checkout, and the offline folder is true (X13)."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from countyhire.pipeline.new_district import SAMPLE_DAY
from docs.offline.make import PARTS, PYTHONS, TARGETS, locked, unmet
from docs.offline.sbom import sbom

ROOT = Path(__file__).resolve().parents[2]
BUILD = "from setuptools import build_meta as b; print(b.build_sdist('made')); print(b.build_wheel('made'))"
DATA = ("templates", "sample_data", "countyhire/policy/data", "countyhire/sheets/data")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which sdist and wheel have been built."""
    place = tmp_path_factory.mktemp("tree") / "countyhire"
    skipped = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info", "tests", "docs")
    shutil.copytree(ROOT, place, ignore=skipped)
    done = subprocess.run([sys.executable, "-c", BUILD], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return place


def data_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for folder in DATA
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".py")
    }


def test_wheel_and_sdist_hold_templates_packs_and_sample(built: Path) -> None:
    (wheel,), (sdist,) = (built / "made").glob("*.whl"), (built / "made").glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    for name in sorted(data_files()):
        assert (name if name.startswith("countyhire/") else f"countyhire/{name}") in packed, name
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "countyhire").rglob("*.py")}
    assert modules <= packed
    with tarfile.open(sdist) as archive:
        kept = {name.partition("/")[2] for name in archive.getnames()}
    assert data_files() | modules | {"README.md", "LICENSE", "pyproject.toml"} <= kept


def test_the_installed_wheel_runs_without_the_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = (built / "made").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path)}

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "countyhire", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert call("demo", "区").returncode == 0
    done = call("quota", "区", "--year", "2026", "--as-of", SAMPLE_DAY, "--json")
    assert json.loads(done.stdout)["result"]["quota"] == 48
    told = {
        check["name"]: check
        for check in json.loads(call("doctor", "区", "--json", "--quick").stdout)["result"]["checks"]
    }
    files = int(re.match(r"\d+", told["安装的文件"]["detail"])[0])  # type: ignore[index]
    assert told["安装的文件"]["state"] == "ok" and files > 300

    template = tmp_path / "site" / "countyhire" / "templates" / "问题清单.xlsx"
    template.write_bytes(template.read_bytes() + b"x")
    done = call("doctor", "区", "--json", "--quick")
    assert done.returncode == 3 and "问题清单.xlsx" in done.stdout


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"])
def test_every_dependency_is_locked_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_the_lock_has_what_the_project_asks_for() -> None:
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.match(r"[A-Za-z0-9._-]+", line)[0].lower() for line in asked}  # type: ignore[index]
    there = {
        entry["name"].lower() for entry in sbom((ROOT / "requirements.txt").read_text(encoding="utf-8"))["components"]
    }
    assert names <= there


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_platform_installs_one_version_of_each(target, python: str) -> None:  # type: ignore[no-untyped-def]
    lines = list(locked((ROOT / "requirements.txt").read_text(encoding="utf-8"), target, python))
    names = [line.partition("==")[0] for line in lines]
    assert len(names) == len(set(names)) > 20
    assert ("colorama" in names) == target.name.startswith("windows")
    assert all("--hash=sha256:" in line and ";" not in line for line in lines)


def test_the_bill_of_materials_is_whole_and_the_same_again() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    bill = sbom(lock)
    assert bill == sbom(lock)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert len(bill["components"]) == len(re.findall(r"^[^\s#].*==", lock, re.M))
    assert all(component["hashes"] and component["purl"].startswith("pkg:pypi/") for component in bill["components"])
    unlicensed = [component["name"] for component in bill["components"] if "licenses" not in component]
    assert set(unlicensed) <= {"colorama", "tzdata"}  # of Windows alone; not installed where this runs


def test_a_changed_file_of_the_offline_folder_is_named(tmp_path: Path) -> None:
    shutil.copy(PARTS / "check.py", tmp_path / "check.py")
    listed = [f"requirements-{target.name}-{python}.txt" for target in TARGETS for python in PYTHONS]
    for name in listed:
        (tmp_path / name).write_text("x==1\n")
    sums = [f"{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}  {name}" for name in listed]
    (tmp_path / "SHA256SUMS").write_text("\n".join(sums) + "\n")

    def check() -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, tmp_path / "check.py"], capture_output=True, text=True, check=False)

    assert check().stdout.strip() in listed
    (tmp_path / listed[3]).write_text("x==2\n")
    assert check().returncode == 3 and listed[3] in check().stderr


def test_a_wheel_that_the_offline_folder_lacks_is_named(tmp_path: Path) -> None:
    def wheel(name: str, tag: str, *needs: str) -> None:
        with zipfile.ZipFile(tmp_path / f"{name}-1.0-{tag}.whl", "w") as archive:
            lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {n}" for n in needs)]
            archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n")

    windows, x86, arm = TARGETS
    wheel("countyhire", "py3-none-any", "plain>=1", 'more>=1; sys_platform == "win32"')
    wheel("plain", "py3-none-any", "fast>=2")
    wheel("fast", "cp311-cp311-manylinux_2_17_x86_64")
    lock = "plain==1.0 \\\n    --hash=sha256:0\nfast==1.0\n"
    assert unmet(tmp_path, lock, x86, "3.11") == ["plain → fast>=2"]
    assert unmet(tmp_path, lock, arm, "3.11") == ["fast==1.0", "plain → fast>=2"]
    assert unmet(tmp_path, lock, windows, "3.11") == ["fast==1.0", "countyhire → more>=1", "plain → fast>=2"]


def test_the_batch_file_is_plain_and_asks_for_no_network() -> None:
    text = (PARTS / "安装.bat").read_bytes().decode("ascii")
    assert text.count("\r\n") == text.count("\n")
    assert 'pushd "%~dp0"' in text  # a folder of a server has no drive letter of its own, which `cd /d` would want
    for line in (PARTS / "install.sh").read_text().replace("\\\n", "").splitlines() + text.splitlines():
        assert "pip install" not in line or "--no-index" in line


def test_the_command_is_put_where_a_windows_user_has_it_on_the_path(tmp_path: Path) -> None:
    script = "import runpy, sysconfig; sysconfig.get_path = lambda *a: sys.argv[1]; "
    script = "import sys; " + script + "runpy.run_path(sys.argv.pop(2), run_name='__main__')"
    made, place = tmp_path / "Scripts", tmp_path / "Microsoft" / "WindowsApps"
    made.mkdir()

    def told() -> str:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", script, made, PARTS / "command.py"],
            capture_output=True, encoding="utf-8", check=True, env={**os.environ, "LOCALAPPDATA": str(tmp_path)},
        )  # fmt: skip
        return done.stdout

    assert "-m countyhire" in told()
    (made / "countyhire.exe").write_bytes(b"MZ")
    assert "-m countyhire" in told()
    place.mkdir(parents=True)
    assert "都可以用 countyhire" in told()
    assert (place / "countyhire.exe").read_bytes() == b"MZ"
