"""One file beside the runs, whole or not there, never in the place of another (R15, R16)."""

import os
from contextlib import suppress
from pathlib import Path

from countyhire.run.problem import RunProblem, of_system


def write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there, readable by nobody else and not to be changed. Raises RunProblem."""
    if path.exists() or path.is_symlink():
        raise RunProblem(f"“{path}”已经存在，没有写出；请换一个文件名，或先移走它")
    temporary = path.with_name(f".writing-{path.name}")
    try:
        with suppress(FileNotFoundError):  # what a killed one left
            temporary.unlink()
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        temporary.chmod(0o400)
        temporary.rename(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise of_system(error, path.parent) from error
