"""`countyhire verify RUN`: the run again from its manifest; inputs and outputs byte for byte (R19, R20, P28)."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from countyhire import __version__
from countyhire.model.period import Month
from countyhire.pipeline import (
    assessing,
    comparing,
    effects,
    funding,
    packets,
    payruns,
    planning,
    posts,
    primary,
    reporting,
    rollup,
    targeting,
    training,
    villages,
    yearly,
)
from countyhire.pipeline.evidence import evidence
from countyhire.pipeline.material import Job, Missing
from countyhire.pipeline.outcome import Outcome
from countyhire.pipeline.paid import Past, past
from countyhire.run import LATEST, MANIFEST, Writer, Written, manifest_bytes, named, rehearse, runs, sha256, write_new


@dataclass(frozen=True)
class Difference:
    """Something that is not as the manifest says: an input, an output, the manifest's chain, the pack or the tool."""

    kind: str
    name: str
    what: str


@dataclass
class Again:
    """What a run gives when it is run again: nothing is written, so nothing is left behind."""

    documents: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def verify(job: Job, run: Path, pack: Path | None = None) -> Outcome:
    """Compare, run again in memory, compare again. Exit 1 where anything differs.

    Where nothing differs, `pack` is where the run is written as evidence for an outside assessor (P28).
    """
    manifest = read_manifest(run)
    out = _output_folder(run)
    folder = job.folder if job.folder != Path() else out.parent
    outcome, again = _run_again(replace(job, folder=folder, out=out), manifest)
    differences = [
        *_outputs(run, manifest, again),
        *_inputs(folder, manifest),
        *_made_by(manifest, outcome),
        *_manifest(run, manifest, again),
        *_chain(run, manifest),
    ]
    view = {
        "run": manifest["run"],
        "same": not differences,
        "compared": len(manifest["outputs"]),
        "differences": [{"kind": d.kind, "name": d.name, "what": d.what} for d in differences],
    }
    if pack and not differences and not job.dry_run:
        data = evidence(run, folder, out, manifest)
        write_new(pack, data)
        view["pack"] = {"name": pack.name, "size": len(data), "sha256": sha256(data)}
    material = replace(outcome.material, findings=())
    return Outcome("verify", material, outcome.year, differences, view, (), None, 1 if differences else 0)


def read_manifest(run: Path) -> dict[str, Any]:
    """A run's manifest; a folder that is no run, or a manifest of another shape, is exit 3."""
    try:
        found: dict[str, Any] = json.loads((run / MANIFEST).read_text(encoding="utf-8"))
        texts = [found["run"], found["command"], found["tool"]["version"], found["policy"]["sha256"]]
        texts += [row[key] for part in ("inputs", "outputs") for row in found[part] for key in ("name", "sha256")]
        texts += [found["previous"][key] for key in ("run", "sha256") if found["previous"]]
        options = found["options"]
        texts += [options["mask"], *options["set"], *options["set"].values()]
        _ = date.fromisoformat(found["as_of"]), found["arguments"].items(), found["number"] + 1
        if not all(isinstance(text, str) for text in texts) or not isinstance(options["pdf"] & options["strict"], bool):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Missing(f"“{run}”不是一次运行的文件夹，或它的 {MANIFEST} 已损坏") from error
    return found


def _output_folder(run: Path) -> Path:
    """Where the run stands among the others; a copy in 最新 stands a folder deeper."""
    parent = run.resolve().parent
    return parent.parent if parent.name == LATEST else parent


def _run_again(job: Job, manifest: Mapping[str, Any]) -> tuple[Outcome, Again]:
    """The same command with the same arguments."""
    options, again = manifest["options"], Again()

    def keep(command: str, label: str, documents: Mapping[str, bytes], facts: Mapping[str, Any]) -> Written:
        again.documents, again.facts = named(documents), dict(facts)
        return Written(job.output_folder, ())

    @contextmanager
    def opened(out: Path, command: str) -> Iterator[Writer]:
        with rehearse(out):
            yield keep

    job = replace(
        job,
        on=date.fromisoformat(manifest["as_of"]),
        dry_run=False,
        strict=options["strict"],
        pdf=options["pdf"],
        mask=options["mask"],
        changes=options["set"],
        opened=opened,
    )
    return _call(job, manifest["command"], manifest["arguments"]), again


def _paid_before(job: Job, history: list[Any]) -> Past:
    """What had been paid when the run was made."""
    return past(job.output_folder, [str(name) for name, _ in history])


def _call(job: Job, command: str, arguments: Mapping[str, Any]) -> Outcome:
    def told(name: str, kind: type) -> Any:
        value = arguments.get(name)
        if not isinstance(value, kind):
            raise Missing(f"清单里的参数 {name} 读不懂，清单可能已损坏")
        return value

    match command:
        case "check":
            return yearly.check(job, [job.folder / str(name) for name in told("files", list)])
        case "duty":
            return yearly.duty(job)
        case "quota":
            return yearly.quota(job, told("year", int))
        case "allocate":
            kept, option = told("keep", str), told("option", int)
            standing = job.folder / kept if kept else None
            day = _day(told("start", str))
            return yearly.allocate(job, told("year", int), day, told("seed", str), standing, option)
        case "payroll" if "history" in arguments:
            before = _paid_before(job, told("history", list))
            if "month" in arguments:
                return payruns.payroll_month(job, Month.of(_day(f"{told('month', str)}-01")), before)
            return payruns.settle(job, told("year", int), before)
        case "payroll":
            return yearly.payroll(job, told("year", int))
        case "assess" if told("action", str) == "forms":
            return assessing.forms(job, Month.of(_day(f"{told('month', str)}-01")))
        case "assess":
            place = job.folder / told("folder", str)
            return assessing.collect(job, Month.of(_day(f"{told('month', str)}-01")), place)
        case "compare":
            return comparing.compare(job, job.folder / told("old", str), job.folder / told("new", str))
        case "fund":
            return funding.fund(job, told("year", int), _paid_before(job, told("history", list)))
        case "posts":
            return posts.posts(job, told("year", int))
        case "primary":
            return primary.primary(job, told("year", int))
        case "report" if "month" in arguments:
            return packets.packets(job, Month.of(_day(f"{told('month', str)}-01")))
        case "report":
            return reporting.report(job, told("year", int), told("least", int), told("allocation", str))
        case "simulate":
            return planning.simulate(job, told("year", int), _day(told("start", str)), told("years", int))
        case "village":
            month = told("month", str)
            return villages.village(job, told("year", int), Month.of(_day(f"{month}-01")) if month else None)
        case "train":
            return training.train(job, told("year", int), told("months", int))
        case "targets":
            return targeting.targets(job, told("year", int))
        case "effect":
            return effects.effect(job, told("year", int), told("least", int))
        case "certify":
            return yearly.certify(job, told("year", int | None))
        case "rollup":
            return rollup.rollup(job, told("year", int))
    raise Missing(f"清单里的命令“{command}”不认识，可能是更新的版本写的")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Missing(f"清单里的日期“{text}”读不懂，清单可能已损坏") from error


def _outputs(run: Path, manifest: Mapping[str, Any], again: Again) -> list[Difference]:
    """Every output in three places: as the manifest tells, as it is in the folder, as it comes out now."""
    told = {row["name"]: row["sha256"] for row in manifest["outputs"]}
    there = {path.relative_to(run).as_posix(): sha256(path.read_bytes()) for path in run.rglob("*") if path.is_file()}
    there.pop(MANIFEST, None)
    fresh = {name: sha256(data) for name, data in again.documents.items()}
    found = []
    if not fresh:
        found.append(Difference("重算", manifest["run"], "现在的工作簿通不过检查，无法重算"))
        fresh = told
    for name in sorted(told.keys() | there.keys() | fresh.keys()):
        if what := _judged(told.get(name), there.get(name), fresh.get(name)):
            found.append(Difference(what[0], name, what[1]))
    return found


def _judged(told: str | None, there: str | None, fresh: str | None) -> tuple[str, str] | None:
    """What is wrong with an output whose three hashes these are; None where they are one."""
    if told == there == fresh:
        return None
    if there == fresh:
        return "清单", "清单所记与文件不同，而文件与重算的相同"
    if there is None:
        return "输出", "不见了"
    if told is None:
        return "输出", "是后来放进来的"
    if there != told:
        return "输出", "写出后被改动"
    return "重算", "重算没有得到这个文件" if fresh is None else "重算得到的内容不同"


def _inputs(folder: Path, manifest: Mapping[str, Any]) -> list[Difference]:
    found = []
    for row in manifest["inputs"]:
        path = folder / row["name"]
        if not path.is_file():
            found.append(Difference("输入", row["name"], "不见了"))
        elif sha256(path.read_bytes()) != row["sha256"]:
            found.append(Difference("输入", row["name"], "与清单所记的不同，运行后被改动"))
    return found


def _made_by(manifest: Mapping[str, Any], outcome: Outcome) -> list[Difference]:
    told, policy = manifest["tool"]["version"], outcome.material.policy
    found = [] if told == __version__ else [Difference("软件", told, f"现在是 {__version__}")]
    if manifest["policy"]["sha256"] != policy.digest:
        found.append(Difference("政策包", policy.name, "内容与运行时不同"))
    return found


def _manifest(run: Path, manifest: Mapping[str, Any], again: Again) -> list[Difference]:
    """The manifest itself, byte for byte. Hashes and versions are compared one by one elsewhere: they are taken
    as told here."""
    if not again.documents:
        return []
    fresh = json.loads(
        manifest_bytes(
            manifest["run"], manifest["number"], manifest["command"], again.facts, again.documents, manifest["previous"]
        )
    )
    fresh["tool"]["version"] = manifest["tool"]["version"]
    fresh["policy"]["sha256"] = manifest["policy"]["sha256"]
    for part in ("inputs", "outputs"):
        told = {row["name"]: row for row in manifest[part]}
        fresh[part] = [_as_told(row, told.get(row["name"])) for row in fresh[part]]
    if json.dumps(fresh, ensure_ascii=False, indent=1).encode() == (run / MANIFEST).read_bytes():
        return []
    names = [key for key in {**manifest, **fresh} if manifest.get(key) != fresh.get(key)]
    return [Difference("清单", MANIFEST, f"被改动：{'、'.join(names) or '写法'}")]


def _as_told(row: dict[str, Any], told: Mapping[str, Any] | None) -> dict[str, Any]:
    """A file's row with the hash that the manifest tells, and with its size where the hash is another."""
    if told is None or row["sha256"] == told["sha256"]:
        return row
    return {**row, **{key: told[key] for key in ("size", "sha256") if key in row and key in told}}


def _chain(run: Path, manifest: Mapping[str, Any]) -> list[Difference]:
    """The run before it must be what it was; and this manifest what the next run saw."""
    latest = run.resolve().parent.name == LATEST
    found = []
    if not latest and manifest["run"] != run.resolve().name:
        found.append(Difference("清单", MANIFEST, f"是 {manifest['run']} 的清单，不是这个文件夹的"))
    there = {one.name: one for one in runs(run.parent)}
    if (before := manifest["previous"]) and not latest:
        if not (earlier := there.get(before["run"])):
            found.append(Difference("清单", before["run"], "前一次运行的文件夹不见了"))
        elif earlier.digest != before["sha256"] or earlier.number != manifest["number"] - 1:
            found.append(Difference("清单", f"{before['run']}/{MANIFEST}", "与本次运行时不同"))
    mine = sha256((run / MANIFEST).read_bytes())
    for later in there.values():
        if later.before == manifest["run"] and later.before_digest != mine:
            found.append(Difference("清单", MANIFEST, f"与后一次运行 {later.name} 所记的不同"))
    return found
