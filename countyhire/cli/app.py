"""The commands in the order of the year's work."""

from importlib import import_module
from typing import Annotated

import typer

from countyhire import __version__
from countyhire.cli.listed import COMMANDS
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
_OTHERS = {"batch": {"ignore_unknown_options": True, "allow_extra_args": True}}  # options of the command that it runs
for name in COMMANDS:
    module = import_module(f"countyhire.cli.commands.{name}")
    if hasattr(module, "app"):
        app.add_typer(module.app, name=name)
    else:
        app.command(name, cls=ChineseCommand, context_settings=_OTHERS.get(name))(getattr(module, name))


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
