"""Progress: first words at once, plain lines where nobody looks, a bar on a terminal."""

import io
import os
import subprocess
import sys
import time

import pytest

from countyhire.cli import progress as module
from countyhire.cli.progress import progress
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, patience: float, total: int | None) -> str:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with progress(False, total) as say:
        say("甲")
        until = time.monotonic() + 5
        while patience < 1 and "0:00:0" not in screen.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
        say("[乙] 100%")
    return screen.getvalue()


def test_a_bar_counts_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, 0.01, 2)
    assert told.startswith("甲\n") and "1/2" in told and "[乙] 100%" in told
    assert "甲━".encode("gbk")  # what it is drawn with is in code page 936


def test_what_is_quick_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, 60, None) == "甲\n[乙] 100%\n"


def test_a_pipe_gets_plain_lines_and_quiet_none(capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (True, False):
        with progress(quiet, 2) as say:
            say("甲")
    assert capsys.readouterr().err == "甲\n"


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_command_on_a_terminal_shows_a_bar_and_takes_it_away() -> None:
    import pty

    mine, theirs = pty.openpty()
    code = "from countyhire.cli import progress, main; progress.PATIENCE = 0; main()"
    words = [sys.executable, "-c", code, "duty", str(sample_data() / SAMPLE), "--as-of", SAMPLE_DAY, "--dry-run"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=theirs, env=environment) as child:
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(mine, 65536)
            except OSError:  # so a terminal says that nobody is there any more
                break
            if not piece:
                break
            said += piece
        out = child.communicate()[0]
    os.close(mine)
    assert child.returncode == 0
    assert "正在读取".encode() in said and b"0:00:0" in said
    assert said.rstrip().endswith((b"\x1b[2K", b"\x1b[?25h"))  # the line is cleared, the cursor is back
    assert b"\x1b" not in out


def test_the_first_words_come_before_anything_is_imported() -> None:
    code = (
        "import sys; sys.argv = ['countyhire', 'duty', '没有']; from countyhire import cli; "
        "cli._first_words(sys.argv[1:]); print(sorted({'typer', 'rich', 'openpyxl', 'json'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stderr, done.stdout) == ("countyhire duty：正在启动\n", "[]\n")
