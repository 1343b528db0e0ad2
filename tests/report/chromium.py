"""A headless Chromium driven through its debugging pipe: no server, no further library."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
_START = """
import os, sys
take, give = os.dup(int(sys.argv[1])), os.dup(int(sys.argv[2]))
take, give = (os.dup(fd) if fd < 5 else fd for fd in (take, give))
os.dup2(take, 3), os.dup2(give, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page in one Chromium. `events` are what the page and its console said."""

    def __init__(self, process: subprocess.Popen[bytes], take: int, give: int) -> None:
        self.process, self._take, self._give = process, take, give
        self._number, self._rest, self.session = 0, b"", ""
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its answer."""
        self._number += 1
        body: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self.session:
            body["sessionId"] = self.session
        os.write(self._give, json.dumps(body).encode() + b"\0")
        while True:
            found = self._message()
            if found.get("id") == self._number:
                assert "error" not in found, found
                result: dict[str, Any] = found["result"]
                return result
            self.events.append(found)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._take, 1 << 16)
            assert more, "Chromium has ended"
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found

    def open(self, path: Path, width: int, height: int) -> None:
        """A file at a window's size, loaded; what the page before said is forgotten."""
        self.events.clear()
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        self.ask("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._message())

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """A key down and up."""
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                **({"text": text} if text and kind == "keyDown" else {}),
            )  # fmt: skip

    def complaints(self) -> list[dict[str, Any]]:
        """Errors of scripts, of the console, of the content policy, and anything asked of a network."""
        bad = []
        for event in self.events:
            method, params = event.get("method", ""), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                bad.append(params)
            if method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
                bad.append(params)
            if method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                bad.append(params)
            if method == "Network.requestWillBeSent" and not params["request"]["url"].startswith("file:"):
                bad.append(params)
        return bad


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A Chromium with one empty page; it ends with the block."""
    there_read, here_write = os.pipe()
    here_read, there_write = os.pipe()
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _START,
            str(there_read),
            str(there_write),
            PROGRAM,
            *_FLAGS,
            f"--user-data-dir={profile}",
        ],
        pass_fds=(there_read, there_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(there_read)
    os.close(there_write)
    try:
        page = Browser(process, here_read, here_write)
        target = page.ask("Target.createTarget", url="about:blank")["targetId"]
        page.session = page.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.ask(f"{domain}.enable")
        yield page
    finally:
        process.kill()
        process.wait()
        os.close(here_read)
        os.close(here_write)
