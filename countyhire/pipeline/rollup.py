"""`countyhire rollup`: the districts' last results of a year added up to the city's table.

Only finished runs count, found by their manifests; a result that was changed since is refused. Every district
must have been reckoned by the same version and the same policy values, or the sum would mean nothing.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from countyhire.compute.rollup import COMMANDS, MONEY, Line, Result, Rollup, added_up
from countyhire.district import District, load_district
from countyhire.model.book import Book
from countyhire.model.money import yuan
from countyhire.pipeline.batch import districts
from countyhire.pipeline.material import OUT, Job, Material, Missing
from countyhire.pipeline.outcome import RESULT, Outcome, finish, letterhead
from countyhire.policy.load import PolicyError
from countyhire.run import MANIFEST, input_facts, runs, sha256


def rollup(job: Job, year: int | None) -> Outcome:
    """Add up the districts of the city folder. With --strict a result that is missing is refused (exit 1)."""
    folders = districts(job.folder)
    year = year or job.on.year
    results = [found for folder in folders for command in COMMANDS if (found := last_result(folder, command, year))]
    if not results:
        raise Missing(f"“{job.folder}”的区县都没有 {year} 年度的运行结果；先用 countyhire batch 运行")
    require_alike(results)
    table = added_up(_names(folders), results)
    material = _material(job, folders, results, year)
    view = rollup_view(table)
    if job.strict and table.missing:
        return Outcome("rollup", material, year, table, view, exit_code=1)

    def make(_: Any) -> Any:
        from countyhire.reports.rollup import rollup_documents

        return rollup_documents(table, letterhead(material, year))

    return finish("rollup", material, year, str(year), {"year": year}, table, view, make)


def _names(folders: Sequence[Path]) -> list[str]:
    """The districts' names. Raises Missing where two are called the same."""
    names = [load_district(folder).name for folder in folders]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Missing(f"有两个区县文件夹都叫“{twice[0]}”，不能汇总；请核对各文件夹的 countyhire.toml")
    return names


def _material(job: Job, folders: Sequence[Path], results: Sequence[Result], year: int) -> Material:
    """What the city's documents need: its name, the districts' policy, and the results as inputs."""
    district = District(job.folder, job.folder.resolve().name.removesuffix(str(year)), load_district(folders[0]).policy)
    inputs = tuple(result.run / name for result in results for name in (MANIFEST, RESULT))
    facts = tuple(input_facts(inputs, job.folder))
    return Material(job, district, Book(), (), inputs, (), facts)


def last_result(folder: Path, command: str, year: int) -> Result | None:
    """A district's last run of the command for the year. Raises Missing where its result was changed since."""
    out = folder / OUT
    for run in reversed(runs(out) if out.is_dir() else []):
        if run.command != command:
            continue
        path = out / run.name
        manifest = json.loads((path / MANIFEST).read_bytes())
        if str(manifest["label"]) != str(year) and not (command == "duty" and manifest["as_of"][:4] == str(year)):
            continue
        data = (path / RESULT).read_bytes() if (path / RESULT).is_file() else b""
        if {"name": RESULT, "sha256": sha256(data)} not in manifest["outputs"]:
            raise Missing(f"“{path / RESULT}”不见了或被改动，不能汇总；请在“{folder.name}”重新运行 {command}")
        return Result(manifest["district"], command, path, manifest, json.loads(data))
    return None


def require_alike(results: Sequence[Result]) -> None:
    """One version, one pack with the same values, no trial values. Raises PolicyError (exit 4) with the names."""
    for what, said in (
        ("软件版本", lambda manifest: manifest["tool"]["version"]),
        ("政策包", lambda manifest: f"{manifest['policy']['name']}（{manifest['policy']['sha256'][:8]}）"),
    ):
        kinds: dict[str, list[str]] = {}
        for result in results:
            kinds.setdefault(said(result.manifest), []).append(result.district)
        if len(kinds) > 1:
            told = "；".join(f"{kind}：{'、'.join(dict.fromkeys(names))}" for kind, names in sorted(kinds.items()))
            raise PolicyError("全市汇总", what, f"各区县不一致，不能汇总。{told}")
    trials = sorted({result.district for result in results if result.manifest["options"]["set"]})
    if trials:
        raise PolicyError("全市汇总", "--set", f"最近一次是试算，不能汇总：{'、'.join(trials)}；请不带 --set 重新运行")


def rollup_view(table: Rollup) -> dict[str, Any]:
    """The table as JSON: money as a string with two decimals."""

    def told(line: Line) -> dict[str, Any]:
        shown: dict[str, Any] = dict(line.figures)
        for key in MONEY:
            shown[key] = None if shown[key] is None else yuan(shown[key])
        return {"district": line.district, **shown}

    return {
        "districts": [told(line) for line in table.lines],
        "total": told(table.total),
        "sources": [
            {
                "district": result.district,
                "command": result.command,
                "run": result.run.name,
                "as_of": result.manifest["as_of"],
                "policy": result.manifest["policy"]["name"],
                "version": result.manifest["tool"]["version"],
            }
            for result in table.results
        ],
        "missing": [{"district": name, "command": command} for name, command in table.missing],
    }
