"""Our own mistake: a log of where it happened and a bundle for whoever mends it; no data in either (X10, U32)."""

import os
import sys
import zipfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

BUNDLE = "故障包.zip"


def recorded(error: Exception, words: Sequence[str]) -> str:
    """Write log and bundle, for their owner only; the sentence for the clerk."""
    import traceback

    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    log = Path(os.environ.get("COUNTYHIRE_LOG", "") or Path.home() / ".countyhire" / "fault.log")
    bundle = log.with_name(BUNDLE)
    text = "\n".join([*_heading(words), type(error).__name__, *places]) + "\n"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(_fresh(log), "w", encoding="utf-8") as file:
            file.write(text)
        with os.fdopen(_fresh(bundle), "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("fault.log", text)
            package.writestr("versions.txt", "\n".join(_versions()) + "\n")
    except OSError:
        return f"软件内部错误（{type(error).__name__}，{places[-1] if places else ''}），请报告给维护人员"
    return f"软件内部错误，没有写出任何文件，记录在“{log}”；请把“{bundle}”交给维护人员（其中没有人员信息）"


def _heading(words: Sequence[str]) -> list[str]:
    """The command and the names of its options: their values may name somebody."""
    from countyhire import __version__

    options = [word.split("=")[0] for word in words if word.startswith("--")]
    command = words[0] if words and words[0].isascii() and words[0].isalpha() else ""
    return [
        f"countyhire {__version__}, Python {sys.version.split()[0]}, {sys.platform}",
        f"command {command}, options {' '.join(options)}",
    ]


def _versions() -> list[str]:
    """The packs with their hashes, and every library that is installed."""
    from countyhire.policy.load import PolicyError, load, shipped

    lines = []
    for name in shipped():
        try:
            lines.append(f"{name} {load(name).digest}")
        except (PolicyError, OSError) as error:
            lines.append(f"{name} {type(error).__name__}")
    return [*lines, *sorted(f"{one.name}=={one.version}" for one in metadata.distributions())]


def _fresh(path: Path) -> int:
    """A new file in the place of an old one, never through a link."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
