"""One writer at a time in an output folder, and patience with other programs (R14, R17)."""

import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from countyhire.run.problem import RunProblem

LOCK = ".countyhire.lock"
_BUSY = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 0.9)
_LOOK = 0.02
_FAR = 1 << 30  # the byte that Windows locks lies behind the words, so that others can read them


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Hold the output folder; a second writer is refused at once, a dead process holds nothing.

    The file is removed before it is let go, and whoever locks a removed file tries again: so no two
    processes ever hold two files of one name, and none is left behind.
    """
    path = out / LOCK
    file = _held(path)
    try:
        yield
    finally:
        if os.name == "nt":  # a file that is open cannot be removed there, and only the last to let go can remove it
            file.close()
            with suppress(OSError):
                path.unlink()
        else:
            with suppress(OSError):
                path.unlink()
            file.close()


def _held(path: Path) -> BinaryIO:
    while True:
        if path.is_symlink():
            raise RunProblem(f"“{path}”是一个链接，没有写出任何文件；请删除它后重试")
        file = path.open("a+b")
        if not any(_take(file.fileno()) or time.sleep(_LOOK) for _ in range(5)):  # whoever only looks lets go at once
            with file:
                raise _busy(file, path)
        if _is_still(file.fileno(), path):
            break
        file.close()
    file.seek(0)
    file.truncate()
    file.write(f"（{platform.node()}，进程 {os.getpid()}）".encode())
    file.flush()
    return file


def refuse_busy(out: Path) -> None:
    """Refuse at the start of a command that writes where another is writing; before anything is read or computed.

    Who begins to write later is met by `only_writer`.
    """
    path = out / LOCK
    with suppress(OSError), path.open("r+b") as file:  # no file: nobody writes
        if not path.is_symlink() and not _take(file.fileno()):
            raise _busy(file, path)


def _busy(file: BinaryIO, path: Path) -> RunProblem:
    file.seek(0)
    who = file.read(200).decode("utf-8", "replace")
    return RunProblem(f"另一个 countyhire{who}正在写“{path.parent}”，请等它结束后再运行")


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the file that was locked is the one of that name, and not one just removed."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _take(descriptor: int) -> bool:
    """An advisory lock that the system lets go when the process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def patiently(act: Callable[[], object]) -> None:
    """Try again where Windows says that another program holds the file; 2.5 seconds at most."""
    for wait in _WAITS:
        try:
            act()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY:
                raise
            time.sleep(wait)
    act()


def open_elsewhere(folder: Path) -> list[tuple[str, str]]:
    """The files below the folder that spreadsheet programs have open, and by whom, as their lock files tell.

    Excel writes `~$名.xlsx`, WPS `.~名.xlsx`, LibreOffice `.~lock.名.xlsx#`.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.name
        if name.startswith(".~lock.") and name.endswith("#"):
            found.append((name[len(".~lock.") : -1], _libreoffice_user(path)))
        elif name.startswith(("~$", ".~")):
            found.append((_whole_name(path), _excel_user(path)))
    return found


def _whole_name(path: Path) -> str:
    """The locked file's name; Excel overwrites the first two characters of a long one."""
    rest = path.name[2:]
    return next(
        (p.name for p in sorted(path.parent.iterdir()) if p.name in (rest, p.name[:2] + rest) and p != path), rest
    )


def _excel_user(path: Path) -> str:
    """Excel's owner file: a length, then the user's name in the machine's own code page."""
    with suppress(OSError, IndexError):
        data = path.read_bytes()
        return data[1 : 1 + data[0]].decode("gbk", "replace").strip("\0 ")
    return ""


def _libreoffice_user(path: Path) -> str:
    with suppress(OSError, IndexError):
        fields = path.read_text(encoding="utf-8", errors="replace").split(",")
        return next((field.strip() for field in fields[:3] if field.strip()), "")
    return ""
