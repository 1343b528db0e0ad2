"""Help and usage errors in Chinese. Typer's own words are English and only partly translatable."""

import difflib
from typing import Any

from typer.core import TyperCommand, TyperGroup

from countyhire.cli.listed import COMMANDS


def _speak_chinese() -> None:
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"


_USAGE = (("Usage: ", "用法："), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 …"), ("[[", "["), ("]]", "]"))


class _Chinese:
    """Shared by command and group: the help page and the help of --help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _speak_chinese()
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            if getattr(parameter, "is_flag", False) or parameter.param_type_name != "option":
                parameter.display_type_rich = lambda ctx: None  # "<bool>" and "<path>" say nothing to a clerk
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for english, chinese in _USAGE:
            usage = usage.replace(english, chinese)
        return usage

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本页"
        return option


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese."""


class ChineseGroup(_Chinese, TyperGroup):
    """A group whose help is Chinese and that knows what an unknown command was meant to be."""

    def list_commands(self, ctx: Any) -> list[str]:
        """As they come in the year; what is not listed comes last."""
        order = {name: place for place, name in enumerate(COMMANDS)}
        return sorted(super().list_commands(ctx), key=lambda name: order.get(name, len(order)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], sorted(self.commands), n=3, cutoff=0.5)
            hint = f"，是不是 {' 或 '.join(near)}？" if near else "，用 countyhire --help 看有哪些命令"
            ctx.fail(f"没有命令“{args[0]}”{hint}")
        return super().resolve_command(ctx, args)


def usage_sentence(error: Any) -> str:
    """A usage error of the command line as a Chinese sentence."""
    name = type(error).__name__
    if name == "NoSuchOption":
        near = sorted(getattr(error, "possibilities", None) or ())
        hint = f"，是不是 {' 或 '.join(near)}？" if near else ""
        return f"没有选项“{error.option_name}”{hint}"
    if name == "MissingParameter":
        return f"缺少{_parameter(error.param)}"
    if name == "BadOptionUsage":
        return f"选项“{error.option_name}”的用法不对：要不要带值，请看 --help"
    message = error.message if hasattr(error, "message") else str(error)
    if name == "BadParameter":
        about = _parameter(error.param) if error.param is not None else ""
        return f"{about} 的值不对：{_translated(message)}" if about else _translated(message)
    return _translated(message)


def _parameter(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    names = [text for text in parameter.opts if text.startswith("-")]
    return f"选项 {names[0]}" if names else f"参数 {parameter.metavar or parameter.human_readable_name}"


_ENGLISH = (
    ("Missing command", "缺少命令，用 countyhire --help 看有哪些命令"),
    ("Got unexpected extra argument", "多了参数"),
    ("is not a valid integer", "应为整数"),
    ("is not one of", "不是可选的值，可选的见 --help"),
    ("is not in the range", "超出范围"),
    ("less than or equal", "超出范围"),
    ("greater than or equal", "超出范围"),
    ("takes", "参数个数不对"),
    ("valid", "写法不对"),
)


def _translated(message: str) -> str:
    for english, chinese in _ENGLISH:
        if english in message:
            quoted = message.rpartition("(")[2].rstrip(")") if "extra" in english else ""
            return f"{chinese}：{quoted}" if quoted else chinese
    return message


def short_usage(context: Any) -> str:
    """One line that says how the command is called."""
    if context is None:
        return ""
    return f"用法：{context.command_path} [选项] …；{context.command_path} --help 看说明"
