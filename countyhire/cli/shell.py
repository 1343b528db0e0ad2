"""The outermost edge: streams, exceptions, exit codes. No traceback ever reaches a clerk."""

import errno
import os
import sys
from contextlib import suppress

from countyhire.cli import INTERRUPTED
from countyhire.cli.machine import envelope, print_json

_INTERRUPTED = 130


def run(arguments: list[str] | None = None) -> None:
    """Run one command line and leave with its exit code."""
    _steady_streams()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        code = _guarded(words)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        _let_streams_go()
        code = 0
    except OSError:  # nobody can be told: the disk that stdout or stderr goes to is full
        _let_streams_go()
        code = 3
    except KeyboardInterrupt:
        code = _interrupted()
    sys.exit(code)


def captured(words: list[str]) -> tuple[int, bytes]:
    """One command line within this process: its exit code and what it wrote to stdout.
    For many districts at once, whose messages would run into one another."""
    import io

    kept = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = kept, io.StringIO()
    try:
        code = _guarded(words)
        kept.flush()
    finally:
        sys.stdout, sys.stderr = before
    return code, kept.buffer.getvalue()  # type: ignore[attr-defined]


def _guarded(words: list[str]) -> int:
    try:
        return _run(words)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        raise
    except Exception as error:
        return _failed(error, words)


def _interrupted() -> int:
    print(INTERRUPTED, file=sys.stderr)
    return _INTERRUPTED


def _run(words: list[str]) -> int:
    import typer.main
    from typer.exceptions import Abort

    from countyhire.cli.app import app

    command = typer.main.get_command(app)
    try:
        code = command.main(args=words, prog_name="countyhire", standalone_mode=False)
    except Abort:
        return _interrupted()
    if code == _INTERRUPTED:  # so typer tells of an interrupt
        return _interrupted()
    return code if isinstance(code, int) else 0


def _failed(error: Exception, words: list[str]) -> int:
    """The exit code of what was raised; its sentence goes to stderr, or into the JSON object."""
    code, sentence, usage = _judged(error, words)
    if "--json" in words:
        command = next((word for word in words if not word.startswith("-")), "")
        print_json(envelope(command, error={"exit": code, "message": sentence}))
    for line in (usage, sentence):
        if line:
            print(line, file=sys.stderr)
    return code


def _judged(error: Exception, words: list[str]) -> tuple[int, str, str]:
    from countyhire.policy.load import PolicyError
    from countyhire.policy.parameter import NotInForce

    name = type(error).__name__
    if name in {"NoArgsIsHelpError"}:
        print(error.ctx.get_help() if hasattr(error, "ctx") else "")
        return 2, "", ""
    if hasattr(error, "exit_code") and hasattr(error, "format_message"):
        from countyhire.cli.words import short_usage, usage_sentence

        return 2, usage_sentence(error), short_usage(getattr(error, "ctx", None))
    if isinstance(error, NotInForce):
        return 4, str(error), ""
    if isinstance(error, PolicyError):
        return 4, f"政策或设置有误：{error}", ""
    sentence = getattr(error, "sentence", "")
    if sentence:
        named = f"“{error.path}”：{sentence}；{error.remedy}" if hasattr(error, "remedy") else sentence
        return 3, named, ""
    if isinstance(error, OSError):
        return 3, _file_sentence(error), ""
    from countyhire.cli.fault import recorded

    return 5, recorded(error, words), ""


def _file_sentence(error: OSError) -> str:
    name = error.filename or "标准输出"
    if error.errno == errno.ENOSPC:
        return f"磁盘已满，写不下“{name}”"
    if isinstance(error, FileNotFoundError):
        return f"没有找到“{name}”，请检查路径"
    if isinstance(error, PermissionError):
        return f"“{name}”没有权限，或正被其他程序打开；请关闭后重试"
    return f"“{name}”读写出错：{error.strerror or type(error).__name__}"


def _steady_streams() -> None:
    """A name that the console cannot show never stops a run, nor does a stream that is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="backslashreplace")


def _let_streams_go() -> None:
    """What cannot be written any more is dropped, so that Python does not try again while it ends."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
