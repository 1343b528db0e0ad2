"""countyhire batch"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

City = Annotated[Path, typer.Argument(metavar="全市文件夹", help="里面每个子文件夹是一个区县", show_default=False)]
What = Annotated[str, typer.Argument(metavar="命令", help="要对每个区县运行的命令", show_default=False)]
RUNNABLE = ("check", "duty", "quota", "allocate", "payroll", "fund", "certify", "report")


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
    """对全市每个区县运行同一个命令。

    一个区县出错不影响其他区县；命令自己的选项写在最后。

    例：countyhire batch 某市2026 quota --year 2026

    例：countyhire batch 某市2026 payroll --year 2025 --jobs 4 --no-pdf
    """
    from functools import partial

    from countyhire.cli.shell import captured
    from countyhire.pipeline import batch as many

    if command not in RUNNABLE:
        raise typer.BadParameter(f"“{command}”不能批量运行，可以的有：{'、'.join(RUNNABLE)}")
    if backend not in ("loky", "dask"):
        raise typer.BadParameter("--backend 只能是 loky 或 dask")
    folders = many.districts(city)
    ended: list[many.DistrictRun] = []

    def told(run: many.DistrictRun) -> None:
        ended.append(run)
        if not (quiet or as_json):
            print(f"[{len(ended)}/{len(folders)}] {run.district}：{_word(run.exit_code)}", file=sys.stderr, flush=True)

    work = partial(_one, command, tuple(context.args), out.absolute() if out else None)
    places = [folder.absolute() for folder in folders]
    runs = many.run_all(places, partial(work, captured), jobs, backend, cluster, told)
    _show(runs, city, command, as_json)
    raise typer.Exit(many.exit_code(runs))


def _one(command: str, words: tuple[str, ...], out: Path | None, run: Any, folder: Path) -> tuple[int, bytes]:
    """One district's command line, in its process."""
    more = ("--out", str(out / folder.name)) if out else ()
    ended: tuple[int, bytes] = run([command, str(folder), *words, *more, "--json", "--quiet"])
    return ended


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

    from countyhire.cli.machine import print_json
    from countyhire.cli.screen import print_table

    done = sum(run.exit_code == 0 for run in runs)
    if as_json:
        rows = [asdict(run) for run in runs]
        result = {"command": command, "done": done, "districts": rows}
        outputs = [path for run in runs for path in run.outputs]
        print_json({"schema": "countyhire/batch/1", "findings": [], "result": result, "outputs": outputs})
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
