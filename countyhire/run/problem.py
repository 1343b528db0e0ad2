"""What stops a run from being written."""

import errno
from pathlib import Path


class RunProblem(Exception):
    """The outputs cannot be written: exit 3. `sentence` names the file or folder and the remedy."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def of_system(error: OSError, out: Path) -> RunProblem:
    """The problem that an error of the operating system is."""
    name = str(error.filename or out).removeprefix("\\\\?\\")  # the prefix that lifts Windows' limit
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None), errno.EFBIG):
        return RunProblem(f"磁盘已满，写不下“{name}”，本次没有写出任何文件；请腾出空间后重新运行")
    if error.errno == errno.EROFS:
        return RunProblem(f"“{out}”所在的磁盘只能读，本次没有写出任何文件；请用 --out 换一个文件夹")
    if isinstance(error, PermissionError):
        return RunProblem(f"没有写“{name}”的权限，或它正被其他程序打开；请关闭该文件或用 --out 换一个文件夹")
    return RunProblem(f"写不了“{name}”（{error.strerror or type(error).__name__}），本次没有写出任何文件")
