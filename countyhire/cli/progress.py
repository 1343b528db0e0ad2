"""Progress on stderr: plain lines, and on a terminal a bar under them for whatever takes over a second."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

PATIENCE = 1.0  # seconds before the bar is shown
Say = Callable[[str], None]


@contextmanager
def progress(quiet: bool, total: int | None = None) -> Iterator[Say]:
    """What says a line of progress at once. Of `total` lines the bar shows how many were said; of no known number,
    that work goes on, and for how long."""
    if quiet:
        yield lambda line: None
    elif not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda line: print(line, file=sys.stderr, flush=True)
    else:
        bar = _Bar(total)
        timer = Timer(PATIENCE, bar.show)
        timer.daemon = True
        timer.start()
        try:
            yield bar.say
        finally:
            timer.cancel()
            bar.close()


class _Bar:
    """The bar, from when it is shown until it is closed; a lock, since a timer shows it."""

    def __init__(self, total: int | None) -> None:
        self._total, self._said, self._line = total, 0, ""
        self._shown: Any = None
        self._closed = False
        self._lock = Lock()

    def say(self, line: str) -> None:
        with self._lock:
            self._said, self._line = self._said + 1, line
            if self._shown is None:
                print(line, file=sys.stderr, flush=True)
            else:
                self._shown.console.print(line, markup=False, highlight=False, soft_wrap=True)
                self._shown.update(0, completed=self._said if self._total else None)

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._closed:
                return
            counted = [TextColumn("{task.completed}/{task.total}")] if self._total else []
            self._shown = Progress(
                *counted, BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True,
                redirect_stdout=False, redirect_stderr=False,
            )  # fmt: skip
            self._shown.add_task("", total=self._total, completed=self._said if self._total else 0)
            self._shown.start()

    def close(self) -> None:
        """Take the bar away, so that the result stands in its place."""
        with self._lock:
            self._closed = True
            if self._shown is not None:
                self._shown.stop()
