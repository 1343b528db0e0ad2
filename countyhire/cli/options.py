"""The options that every command shares, declared once.

A command is written as `def quota(job: Job, folder: Folder = HERE, year: Year = None) -> Outcome`.
`command` adds the shared options to its signature, makes the job, shows the outcome and sets the exit code.
"""

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from countyhire.privacy import Mask

if TYPE_CHECKING:
    from countyhire.model.period import Month
    from countyhire.pipeline.material import Job
    from countyhire.pipeline.outcome import Outcome

HERE = Path()


YEARS = range(2000, 2101)  # a year outside is a slip of the finger


def parse_day(text: str) -> date:
    """2026-08-15, as typed on the command line."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，应写成 2026-08-15") from None
    check_year(day.year)
    return day


def check_year(year: int | None) -> int | None:
    """The year itself, if a district could mean it."""
    if year is not None and year not in YEARS:
        raise typer.BadParameter(f"“{year}”不是可用的年度，应在 {YEARS[0]} 到 {YEARS[-1]} 之间")
    return year


def parse_month(text: str) -> "Month":
    """2026-03, as typed on the command line."""
    from countyhire.model.period import Month

    year, _, number = text.partition("-")
    if not (year.isdecimal() and len(year) == 4 and number.isdecimal() and 1 <= int(number) <= 12):
        raise typer.BadParameter(f"“{text}”不是月份，应写成 2026-03")
    check_year(int(year))
    return Month(int(year), int(number))


Folder = Annotated[Path, typer.Argument(metavar="[文件夹]", help="区县文件夹，默认当前文件夹", show_default=False)]
Year = Annotated[
    int | None, typer.Option("--year", help="年度，默认按 countyhire.toml", metavar="年", callback=check_year)
]
MonthText = Annotated[str | None, typer.Option("--month", help="月份，如 2026-03", metavar="月")]
Start = Annotated[str | None, typer.Option("--start", help="本批起始日期", metavar="日期")]


_SHARED: dict[str, tuple[Any, Any]] = {
    "as_json": (Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")], False),
    "out": (Annotated[Path | None, typer.Option("--out", help="输出到哪个文件夹", metavar="文件夹")], None),
    "as_of": (Annotated[str | None, typer.Option("--as-of", help="按哪一天计算，默认今天", metavar="日期")], None),
    "dry_run": (Annotated[bool, typer.Option("--dry-run", help="照样计算，不写文件")], False),
    "strict": (Annotated[bool, typer.Option("--strict", help="警告也算错误")], False),
    "no_pdf": (Annotated[bool, typer.Option("--no-pdf", help="不生成 PDF")], False),
    "mask": (
        Annotated[
            Mask | None,
            typer.Option("--mask", help="检查发现里遮住号码，或号码和姓名（全部）；不出批注副本", metavar="号码|全部"),
        ],
        None,
    ),
    "quiet": (Annotated[bool, typer.Option("--quiet", help="不显示过程信息")], False),
    "changes": (
        Annotated[list[str] | None, typer.Option("--set", help="试算：改一个政策值", metavar="名=值")],
        None,
    ),
}


def command(function: "Callable[..., Outcome]") -> Callable[..., None]:
    """Give a command the shared options; the function gets a `Job` in place of them."""
    own = inspect.signature(function)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in _SHARED.items()
    ]
    mine = [part.replace(kind=inspect.Parameter.KEYWORD_ONLY) for part in own.parameters.values() if part.name != "job"]

    @wraps(function)
    def run(**values: Any) -> None:
        from countyhire.cli.progress import progress
        from countyhire.cli.shown import show
        from countyhire.run import refuse_busy

        asked = {name: values.pop(name) for name in _SHARED}
        with progress(asked["quiet"] or asked["as_json"]) as say:
            job = make_job(values.get("folder", HERE), asked, say)
            if not job.dry_run:
                refuse_busy(job.output_folder)
            outcome = function(job, **values)
        show(outcome, as_json=asked["as_json"])
        raise typer.Exit(outcome.exit_code)

    run.__signature__ = inspect.Signature([*mine, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {part.name: part.annotation for part in (*mine, *shared)}
    return run


def make_job(folder: Path, asked: dict[str, Any], say: Callable[[str], None]) -> "Job":
    """The job of a command line; the one place that asks the clock."""
    from countyhire.pipeline.material import Job

    return Job(
        folder=folder,
        on=parse_day(asked["as_of"]) if asked["as_of"] else date.today(),
        out=asked["out"],
        dry_run=asked["dry_run"],
        strict=asked["strict"],
        pdf=not asked["no_pdf"],
        mask=str(asked["mask"] or ""),
        changes=_changes(asked["changes"] or []),
        say=say,
    )


def _changes(texts: list[str]) -> dict[str, str]:
    changes = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key or not value:
            raise typer.BadParameter(f"“{text}”应写成 名=值，例如 quota.rate=9/10")
        changes[key.strip()] = value.strip()
    return changes
