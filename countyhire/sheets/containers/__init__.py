"""Opening a file: recognised by its first bytes, never by its name; one module a container."""

from pathlib import Path

from countyhire.sheets.containers.problems import too_big
from countyhire.sheets.containers.raw import ErrorValue, FileProblem, NoValue, RawSheet, RawValue, RawWorkbook

__all__ = ["ErrorValue", "FileProblem", "NoValue", "RawSheet", "RawValue", "RawWorkbook", "open_workbook"]

LARGEST_FILE = 50 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def open_workbook(path: Path) -> RawWorkbook:
    """Every sheet of a file, raw.

    Raises FileProblem, and nothing else, where the file is missing, locked, too big, encrypted,
    damaged or of a kind that is not read.
    """
    content = _content(path)
    try:
        return _read(path, content)
    except (MemoryError, RecursionError) as error:
        raise too_big(path, "文件太大或太复杂，内存放不下") from error


def _read(path: Path, content: bytes) -> RawWorkbook:
    """The reader for what the first bytes say."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        from countyhire.sheets.containers.xlsx import read_zip

        return read_zip(path, content)
    if content.startswith(OLE):
        from countyhire.sheets.containers.xls import read_ole

        return read_ole(path, content)
    if content.startswith(_BIFF):
        from countyhire.sheets.containers.xls import read_xls

        return read_xls(path, content)
    from countyhire.sheets.containers.text import read_text

    return read_text(path, content)


def _content(path: Path) -> bytes:
    """The bytes of a file within the limit of size."""
    if path.is_dir():  # Windows would say that reading it is not permitted
        raise FileProblem(path, "这是文件夹，不是文件", "请指明文件夹里的工作簿。")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(path, "文件超过 50 MB", "请删去图片和无关的工作表，或按机构拆成几个文件。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileProblem(path, "找不到文件", "请核对文件名和所在文件夹。") from error
    except PermissionError as error:
        raise FileProblem(path, "没有权限读取，或正被其他程序占用", "请关闭打开它的程序后再试。") from error
    except OSError as error:
        raise FileProblem(path, "文件读不出来", "请把文件复制到本机磁盘后再试。") from error
