"""`make bundle`: a folder that installs countyhire on Windows and Linux with the network off.

    离线安装/
      安装.bat  install.sh  check.py  command.py  安装说明.txt
      wheels/          countyhire and every locked dependency, for each platform and Python
      requirements-*.txt   what each platform installs, with hashes
      sbom.json        what is in it (CycloneDX)
      SHA256SUMS       of every file

The versions and hashes are those of requirements.txt; a file of another hash is not taken.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.offline.sbom import sbom

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = Path(__file__).parent / "parts"
NAME = "离线安装"
PYTHONS = ("3.11", "3.12", "3.13")
_LINUX = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_24", "manylinux_2_17", "manylinux2014")


@dataclass(frozen=True)
class Target:
    """A platform: its name in file names, pip's tags, and what the markers of the lock ask about it."""

    name: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]


TARGETS = (
    Target(
        "windows-x86_64",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    *(
        Target(
            f"linux-{machine}",
            tuple(f"{tag}_{machine}" for tag in _LINUX),
            {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine},
        )
        for machine in ("x86_64", "aarch64")
    ),
)


def locked(text: str, target: Target, python: str) -> Iterator[str]:
    """The entries of a lock that hold for a platform and a Python, without their markers."""
    from packaging.requirements import Requirement

    environment = _environment(target, python)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        line, *hashes = entry.replace("\\\n", "\n").splitlines()
        requirement = Requirement(line.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            pinned = f"{requirement.name}{requirement.specifier}"
            yield " \\\n".join([pinned, *(f"    {one.strip()}" for one in hashes if one.strip())])


def _environment(target: Target, python: str) -> dict[str, str]:
    return {
        **target.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def download(wheels: Path, requirements: Path, target: Target, python: str) -> None:
    """The wheels of one platform and Python, by the lock's hashes."""
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-d", str(wheels)]
    words += ["--only-binary=:all:", "--implementation", "cp", "--python-version", python]
    words += [word for tag in target.tags for word in ("--platform", tag)]
    subprocess.run([*words, "-r", str(requirements)], check=True)


def unmet(wheels: Path, requirements: str, target: Target, python: str) -> list[str]:
    """What a platform's list asks for and the folder has not: a wheel that fits, or a dependency of one.

    Asked of the wheels' own metadata, without the network and on whatever machine this is.
    """
    from email.parser import Parser
    from zipfile import ZipFile

    from packaging.requirements import Requirement
    from packaging.tags import compatible_tags, cpython_tags
    from packaging.utils import canonicalize_name, parse_wheel_filename

    version = tuple(map(int, python.split(".")))
    fits = {*cpython_tags(version, platforms=target.tags), *compatible_tags(version, None, target.tags)}
    there = {}
    for path in wheels.glob("*.whl"):
        name, number, _, tags = parse_wheel_filename(path.name)
        if fits & tags:
            there[name, number] = path
    pinned = [Requirement(line.split(" \\")[0]) for line in requirements.splitlines() if "==" in line]
    asked = [(canonicalize_name(one.name), one.specifier) for one in pinned]
    chosen = {key: path for key, path in there.items() if any(key[0] == n and key[1] in spec for n, spec in asked)}
    chosen |= {key: path for key, path in there.items() if key[0] == "countyhire"}
    has = dict(chosen.keys())
    found = [f"{name}{spec}" for name, spec in asked if name not in has]
    for (name, _), path in sorted(chosen.items()):
        with ZipFile(path) as archive:
            (place,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
            about = Parser().parsestr(archive.read(place).decode())
        for line in about.get_all("Requires-Dist") or ():
            need = Requirement(line)
            applies = need.marker is None or need.marker.evaluate({**_environment(target, python), "extra": ""})
            number = has.get(canonicalize_name(need.name))
            if applies and (number is None or not need.specifier.contains(number, prereleases=True)):
                found.append(f"{name} → {need.name}{need.specifier}")
    return found


def _clean() -> None:
    """Clear what the making of a wheel leaves in the tree; beside the tree's own metadata, doctor would read it."""
    for leaving in (ROOT / "build" / "lib", *ROOT.glob("build/bdist.*"), *ROOT.glob("*.egg-info")):
        shutil.rmtree(leaving, ignore_errors=True)


def build(folder: Path, pythons: Sequence[str] = PYTHONS, targets: Sequence[Target] = TARGETS) -> None:
    """The whole folder; an old one is replaced."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _clean()  # what an earlier build left would be packed too
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT],
        check=True,
    )
    _clean()
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for target in targets:
        for python in pythons:
            requirements = folder / f"requirements-{target.name}-{python}.txt"
            requirements.write_text("\n".join(locked(lock, target, python)) + "\n", encoding="utf-8")
            download(wheels, requirements, target, python)
            if missing := unmet(wheels, requirements.read_text(encoding="utf-8"), target, python):
                raise SystemExit(f"{requirements.name}: {', '.join(missing)}")
    for part in sorted(PARTS.iterdir()):
        shutil.copy(part, folder / part.name)
    (folder / "sbom.json").write_text(json.dumps(sbom(lock), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


if __name__ == "__main__":
    place = ROOT / "dist" / NAME
    build(place, tuple(sys.argv[1:]) or PYTHONS)
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    print(f"{place}：{len(list((place / 'wheels').iterdir()))} 个安装包，{size // 2**20} MB")
