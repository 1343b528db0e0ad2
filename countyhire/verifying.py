"""`countyhire verify RUN`: the run again from its manifest; inputs and outputs byte for byte (R19, R20, P28)."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from countyhire import __version__, pipeline
from countyhire.pipeline import Job, Missing, Outcome
from countyhire.run import LATEST, MANIFEST, sha256


@dataclass(frozen=True)
class Difference:
    """Something that is not as the manifest says: an input, an output, the manifest's chain, the pack or the tool."""

    kind: str
    name: str
    what: str


def verify(job: Job, run: Path) -> Outcome:
    """Compare, run again into a folder of its own, compare again. Exit 1 where anything differs."""
    manifest = read_manifest(run)
    folder = job.folder if job.folder != Path() else run.resolve().parent.parent
    differences = [*_outputs(run, manifest), *_chain(run, manifest), *_inputs(folder, manifest)]
    differences += _versions(manifest)
    again = _run_again(replace(job, folder=folder), manifest)
    differences += _compared(run, manifest, again)
    view = {
        "run": manifest["run"],
        "same": not differences,
        "compared": len(manifest["outputs"]),
        "differences": [{"kind": d.kind, "name": d.name, "what": d.what} for d in differences],
    }
    material = replace(again.material, findings=())
    return Outcome("verify", material, again.year, differences, view, (), None, 1 if differences else 0)


def read_manifest(run: Path) -> dict[str, Any]:
    """A run's manifest; a folder that is no run is exit 3."""
    try:
        found: dict[str, Any] = json.loads((run / MANIFEST).read_text(encoding="utf-8"))
        _ = found["run"], found["command"], found["outputs"], found["inputs"], found["arguments"], found["as_of"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Missing(f"“{run}”不是一次运行的文件夹，或它的 {MANIFEST} 已损坏") from error
    return found


def _outputs(run: Path, manifest: Mapping[str, Any]) -> list[Difference]:
    told = {row["name"]: row["sha256"] for row in manifest["outputs"]}
    there = {path.relative_to(run).as_posix(): path for path in run.rglob("*") if path.is_file()}
    there.pop(MANIFEST, None)
    found = [Difference("输出", name, "不见了") for name in sorted(told.keys() - there.keys())]
    found += [Difference("输出", name, "是后来放进来的") for name in sorted(there.keys() - told.keys())]
    for name in sorted(told.keys() & there.keys()):
        if sha256(there[name].read_bytes()) != told[name]:
            found.append(Difference("输出", name, "写出后被改动"))
    return found


def _chain(run: Path, manifest: Mapping[str, Any]) -> list[Difference]:
    """The run before it must be what it was; and this manifest what the next run saw."""
    found = []
    before = manifest["previous"]
    if before and (path := run.parent / before["run"] / MANIFEST).is_file():
        if sha256(path.read_bytes()) != before["sha256"]:
            found.append(Difference("清单", f"{before['run']}/{MANIFEST}", "与本次运行时不同"))
    elif before and run.parent.name != LATEST:
        found.append(Difference("清单", before["run"], "前一次运行的文件夹不见了"))
    mine = sha256((run / MANIFEST).read_bytes())
    for path in sorted(run.parent.glob(f"*/{MANIFEST}")):
        try:
            told = json.loads(path.read_bytes()).get("previous") or {}
        except ValueError:
            continue
        if told.get("run") == manifest["run"] and told.get("sha256") != mine:
            found.append(Difference("清单", MANIFEST, f"与后一次运行 {path.parent.name} 所记的不同"))
    return found


def _inputs(folder: Path, manifest: Mapping[str, Any]) -> list[Difference]:
    found = []
    for row in manifest["inputs"]:
        path = folder / row["name"]
        if not path.is_file():
            found.append(Difference("输入", row["name"], "不见了"))
        elif sha256(path.read_bytes()) != row["sha256"]:
            found.append(Difference("输入", row["name"], "运行后被改动"))
    return found


def _versions(manifest: Mapping[str, Any]) -> list[Difference]:
    told = manifest["tool"]["version"]
    return [] if told == __version__ else [Difference("软件", told, f"现在是 {__version__}")]


def _run_again(job: Job, manifest: Mapping[str, Any]) -> Outcome:
    """The same command with the same arguments; its outputs go to a folder that is removed afterwards."""
    arguments, options = manifest["arguments"], manifest["options"]
    with tempfile.TemporaryDirectory(prefix="countyhire-") as place:
        job = replace(
            job,
            on=date.fromisoformat(manifest["as_of"]),
            out=Path(place),
            dry_run=False,
            strict=options["strict"],
            pdf=options["pdf"],
            changes=options["set"],
        )
        outcome = _call(job, manifest["command"], arguments)
        fresh = {}
        if outcome.written:
            fresh = {
                path.relative_to(outcome.written.folder).as_posix(): sha256(path.read_bytes())
                for path in outcome.written.files
            }
        return replace(outcome, view={"fresh": fresh})


def _call(job: Job, command: str, arguments: Mapping[str, Any]) -> Outcome:
    match command:
        case "check":
            return pipeline.check(job, [job.folder / name for name in arguments["files"]])
        case "duty":
            return pipeline.duty(job)
        case "quota":
            return pipeline.quota(job, arguments["year"])
        case "allocate":
            start = date.fromisoformat(arguments["start"])
            return pipeline.allocate(job, arguments["year"], start, arguments["seed"])
        case "payroll":
            return pipeline.payroll(job, arguments["year"])
    raise Missing(f"清单里的命令“{command}”不认识，可能是更新的版本写的")


def _compared(run: Path, manifest: Mapping[str, Any], again: Outcome) -> list[Difference]:
    fresh = again.view["fresh"]
    if not fresh:
        return [Difference("重算", manifest["run"], "现在的工作簿通不过检查，无法重算")]
    found = []
    for row in manifest["outputs"]:
        if row["name"] not in fresh:
            found.append(Difference("重算", row["name"], "重算没有得到这个文件"))
        elif fresh[row["name"]] != row["sha256"]:
            found.append(Difference("重算", row["name"], "重算得到的内容不同"))
    told = {row["name"] for row in manifest["outputs"]} | {MANIFEST}
    found += [Difference("重算", name, "重算多出这个文件") for name in sorted(fresh.keys() - told)]
    return found
