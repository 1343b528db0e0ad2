"""The zip around .xlsx and .ods: limits held before anything is parsed (sizes, ratio, parts, DTD)."""

import io
import zipfile
from pathlib import Path

from countyhire.sheets.containers.raw import FileProblem

LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_FROM = 1024 * 1024
MOST_PARTS = 2000

_SAVE_AGAIN = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试；打不开的，请向报送单位重新索取。"


def open_package(path: Path, content: bytes) -> zipfile.ZipFile:
    """The archive, after its limits are checked by its directory alone."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileProblem(path, "文件已损坏，不是完整的工作簿", _SAVE_AGAIN) from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise FileProblem(path, f"内部部件 {len(parts)} 个，超过上限 {MOST_PARTS} 个", _SAVE_AGAIN)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileProblem(path, "展开后超过 300 MB", "请删去图片和无关的工作表，或按机构拆成几个文件。")
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > LARGEST_RATIO * max(part.compress_size, 1):
            raise FileProblem(path, "压缩比异常，疑似压缩炸弹", "来源不明的文件请勿使用；请向报送单位重新索取。")
        if part.flag_bits & 1:
            raise FileProblem(path, "文件设有密码", "请用密码打开，另存一份不加密的再试。")
    return archive


def read_part(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, inflated no further than the directory says; a DTD is refused."""
    try:
        with archive.open(name) as stream:
            data = stream.read(LARGEST_UNPACKED + 1)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise FileProblem(path, "文件已损坏，内部部件读不出来", _SAVE_AGAIN) from error
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        raise FileProblem(path, "文件已损坏，内部部件读不出来", _SAVE_AGAIN) from error
    if len(data) > LARGEST_UNPACKED:
        raise FileProblem(path, "展开后超过 300 MB", "请删去图片和无关的工作表，或按机构拆成几个文件。")
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise FileProblem(path, "含有不允许的外部定义（DTD）", "来源不明的文件请勿使用；请另存为 .xlsx 再试。")
    return data
