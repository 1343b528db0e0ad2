"""The commands in the order of the year's work."""

from typing import Annotated

import typer

from countyhire import __version__
from countyhire.cli.commands import (
    allocate,
    assess,
    batch,
    certify,
    check,
    compare,
    demo,
    doctor,
    duty,
    effect,
    explain,
    fund,
    init,
    payroll,
    policy,
    posts,
    primary,
    quota,
    report,
    rollup,
    simulate,
    targets,
    train,
    verify,
    village,
)  # fmt: skip
from countyhire.cli.words import ChineseCommand, ChineseGroup

app = typer.Typer(
    name="countyhire",
    cls=ChineseGroup,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="县聘乡用工具箱：核对名册、算任务、配人、发绩效，都在本区县自己的 Excel 工作簿上。\n\n"
    "一年的顺序：init（建文件夹）→ check（核对）→ duty（谁该去）→ quota（应派多少）"
    "→ allocate（配人）→ payroll（发绩效）→ fund（资金池）→ certify（期满）。\n\n"
    "先试一试：countyhire demo 示例区",
)
for module in (
    init,
    demo,
    check,
    duty,
    quota,
    allocate,
    simulate,
    posts,
    payroll,
    fund,
    primary,
    village,
    train,
    certify,
    effect,
    targets,
    report,
    compare,
    explain,
    verify,
    rollup,
    doctor,
):
    name = module.__name__.rsplit(".", 1)[-1]
    app.command(name, cls=ChineseCommand)(getattr(module, name))
app.command(
    "batch",
    cls=ChineseCommand,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)(batch.batch)
app.add_typer(assess.app, name="assess")
app.add_typer(policy.app, name="policy")


def _show_version(asked: bool) -> None:
    if asked:
        from countyhire.cli.screen import version_lines

        for line in version_lines(__version__):
            typer.echo(line)
        raise typer.Exit


@app.callback()
def countyhire(
    version: Annotated[bool, typer.Option("--version", help="显示版本", is_eager=True, callback=_show_version)] = False,
) -> None:
    """The options of the program itself."""
