"""countyhire batch"""

from pathlib import Path
from typing import Annotated, Any

import typer

from countyhire.cli.listed import OF_A_DISTRICT

City = Annotated[Path, typer.Argument(metavar="全市文件夹", help="里面每个子文件夹是一个区县", show_default=False)]
What = Annotated[str, typer.Argument(metavar="命令", help="要对每个区县运行的命令；year 是全年", show_default=False)]
YEAR = "year"
STEPS = ("check", "duty", "quota", "allocate", "payroll")  # what `year` runs in each district
_TAKE = {"--year": ("quota", "allocate", "payroll"), "--start": ("allocate",)}  # options that not every step has


def batch(
    context: typer.Context,
    city: City,
    command: What,
    jobs: Annotated[int, typer.Option("--jobs", help="同时处理几个区县", metavar="个数", min=1)] = 2,
    backend: Annotated[str, typer.Option("--backend", help="loky（本机）或 dask（集群）", metavar="名称")] = "loky",
    cluster: Annotated[
        str, typer.Option("--cluster", help="dask 调度器的地址", metavar="地址", show_default=False)
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="输出到哪个文件夹，每个区县一个子文件夹", metavar="文件夹")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="不显示过程信息")] = False,
) -> None:
    """对全市每个区县运行同一个命令，或用 year 依次运行全年的五个。

    一个区县出错不影响其他区县；命令自己的选项写在最后。

    例：countyhire batch 某市2026 quota --year 2026

    例：countyhire batch 某市2026 payroll --year 2025 --jobs 4 --no-pdf

    例：countyhire batch 某市2026 year --year 2026 --start 2026-09-01
    """
    from functools import partial
    from itertools import count

    from countyhire.cli.progress import progress
    from countyhire.cli.shell import captured
    from countyhire.pipeline import batch as many

    if command not in (*OF_A_DISTRICT, YEAR):
        raise typer.BadParameter(f"“{command}”不能批量运行，可以的有：{'、'.join((*OF_A_DISTRICT, YEAR))}")
    if backend not in ("loky", "dask"):
        raise typer.BadParameter("--backend 只能是 loky 或 dask")
    folders = many.districts(city)
    work = partial(_year if command == YEAR else _one, command, tuple(context.args), out.absolute() if out else None)
    places, ended = [folder.absolute() for folder in folders], count(1)
    with progress(quiet or as_json, len(folders)) as say:

        def told(run: many.DistrictRun) -> None:
            say(f"[{next(ended)}/{len(folders)}] {run.district}：{_word(run.exit_code)}")

        runs = many.run_all(places, partial(work, captured), jobs, backend, cluster, told)
    _show(runs, city, command, as_json)
    raise typer.Exit(many.exit_code(runs))


def _one(command: str, words: tuple[str, ...], out: Path | None, run: Any, folder: Path) -> tuple[int, bytes]:
    """One district's command line, in its process."""
    more = ("--out", str(out / folder.name)) if out else ()
    ended: tuple[int, bytes] = run([command, str(folder), *words, *more, "--json", "--quiet"])
    return ended


def _year(command: str, words: tuple[str, ...], out: Path | None, run: Any, folder: Path) -> tuple[int, bytes]:
    """One district's year: each step with the options that it has; an error in one stops no other. The findings
    are those of check, which reads everything."""
    import json

    from countyhire.pipeline.batch import gravest

    codes, bodies = {}, {}
    for step in STEPS:
        codes[step], said = _one(step, _of_step(step, words), out, run, folder)
        bodies[step] = json.loads(said or b"{}")
        if codes[step] == _INTERRUPTED:
            break
    errors = [f"{step}：{body['error']['message']}" for step, body in bodies.items() if "error" in body]
    unlike = {step: code for step, code in codes.items() if code}
    message = "；".join(errors) or "、".join(f"{step}：{_word(code)}" for step, code in unlike.items())
    whole = {
        **bodies[STEPS[0]],
        "steps": codes,
        "error": {"message": message},
        "outputs": [path for body in bodies.values() for path in body.get("outputs", ())],
    }
    return gravest(codes.values()), json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _of_step(step: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the options that the step does not have."""
    kept, left = [], iter(words)
    for word in left:
        name, equals, _ = word.partition("=")
        if step in _TAKE.get(name, STEPS):
            kept.append(word)
        elif not equals:
            next(left, None)
    return tuple(kept)


_INTERRUPTED = 130
_WORDS = {
    0: "完成", 1: "数据有错", 2: "命令写错", 3: "文件或环境有问题", 4: "政策或设置有误", 5: "软件内部错误",
    6: "没有可行方案", 130: "中断",
}  # fmt: skip


def _word(code: int) -> str:
    return _WORDS.get(code, str(code))


def _counts(run: Any) -> tuple[int, int, int]:
    return run.errors, run.warnings, run.notices


def _show(runs: Any, city: Path, command: str, as_json: bool) -> None:
    from dataclasses import asdict

    from countyhire.cli.machine import envelope, print_json
    from countyhire.cli.screen import print_table

    done = sum(run.exit_code == 0 for run in runs)
    if as_json:
        rows = [asdict(run) for run in runs]
        result = {"command": command, "done": done, "districts": rows}
        outputs = [path for run in runs for path in run.outputs]
        print_json(envelope("batch", result=result, outputs=outputs))
        return
    print_table(
        f"{city.name}：{command}",
        ("区县", "退出码", "结果", "错误", "警告", "提示", "说明"),
        [
            (run.district, str(run.exit_code), _word(run.exit_code), *map(str, _counts(run)), run.message)
            for run in runs
        ],
        right=(1, 3, 4, 5),
    )
    print(f"{len(runs)} 个区县，完成 {done} 个" + (f"，未完成 {len(runs) - done} 个" if done < len(runs) else ""))
