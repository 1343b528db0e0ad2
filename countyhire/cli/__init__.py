"""The command line: one short file a command. It parses, makes one call, prints and exits."""

import gc
import os
import signal
import sys
from contextlib import suppress

_ALONE = {"--quiet", "--json", "--help", "-h"}
INTERRUPT = 130
INTERRUPTED = "已中断；没有写完的文件不会留下"


def main() -> None:
    """Run the command line; every way out is an exit code of docs/commands.md, never a traceback."""
    sys.unraisablehook = _swallowed
    try:
        code = _run(sys.argv[1:])
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is done is done, and its exit code stands
    except KeyboardInterrupt:  # before or after the shell could say so
        _say(INTERRUPTED)
        code = INTERRUPT
    if code == INTERRUPT:
        _end_as_interrupted()
    raise SystemExit(code)


def _run(words: list[str]) -> "str | int | None":
    """The exit code of the command."""
    _first_words(words)
    gc.set_threshold(200_000, 20)  # figures make few cycles; looking for them took a tenth of the time
    from countyhire.cli.shell import run

    try:
        run()
    except SystemExit as end:
        return end.code
    return 0


def _end_as_interrupted() -> None:
    """Exit with 130 at once: Python kills itself by the signal at its very end where an interrupt came while a class
    was being made. Only the workers of `batch` are waited for."""
    if "joblib" in sys.modules:
        raise SystemExit(INTERRUPT)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(INTERRUPT)


def _swallowed(what: "sys.UnraisableHookArgs") -> None:
    """An interrupt in the middle of an import is kept by Python to itself: then the process ends here, as killed,
    which harms nothing. Anything else that is swallowed is Python's to tell."""
    if what.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(what)
        return
    _say(INTERRUPTED)
    os._exit(130)


def _first_words(words: list[str]) -> None:
    """Something at once for whoever waits: what is imported next takes longer than that on an old machine."""
    from countyhire.cli.listed import AT_ONCE, COMMANDS

    if words and COMMANDS.get(words[0], AT_ONCE) != AT_ONCE and not _ALONE.intersection(words):
        _say(f"countyhire {words[0]}：正在启动")


def _say(line: str) -> None:
    try:
        print(line, file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):  # nobody listens
        return
