"""The zip around .xlsx and .ods: limits held before anything is parsed (sizes, ratio, parts, methods)."""

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from countyhire.sheets.containers.problems import damaged, encrypted, suspicious, too_big

LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_FROM = 1024 * 1024
MOST_PARTS = 2000
PIECE = 1024 * 1024
_ENTRY = b"PK\x01\x02"  # how each entry of a zip's directory begins
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, KeyError)


@dataclass(frozen=True, slots=True)
class Package:
    """An archive within the limits; its parts by their names in small letters with plain slashes.

    `doubled` are names that stand for two parts, of which no one knows which is meant.
    """

    path: Path
    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    doubled: frozenset[str]

    def name(self, part: str) -> str:
        """A part's name as `parts` has it; an empty text where there is none."""
        found = part.replace("\\", "/").lstrip("/").lower()
        return found if found in self.parts else ""


def open_package(path: Path, content: bytes) -> Package:
    """The archive, after its limits are checked by its directory alone."""
    if content.count(_ENTRY) > MOST_PARTS:
        raise suspicious(path, f"内部部件超过 {MOST_PARTS} 个，不像工作簿")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise damaged(path) from error
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise too_big(path, "展开后超过 300 MB")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            raise suspicious(path, "压缩比异常，疑似压缩炸弹")
        if entry.flag_bits & 1:
            raise encrypted(path)
    names = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
    counts = Counter(entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries)
    return Package(path, archive, names, frozenset(name for name, count in counts.items() if count > 1))


def pieces(package: Package, name: str) -> Iterator[bytes]:
    """One part, piece by piece, inflated no further than the directory says; none where it is not there.

    The sizes that the directory claims are trusted only as an upper bound: zipfile stops there, and a
    claim that is too small fails its checksum.
    """
    entry = package.parts.get(name)
    if entry is None:
        return
    if name in package.doubled:
        raise damaged(package.path, "里面有两个同名的部件")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise suspicious(package.path, "内部部件的压缩方法不是工作簿所用的")
    try:
        with package.archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except _BROKEN as error:
        raise damaged(package.path, "内部部件读不出来") from error


def read_part(package: Package, name: str) -> bytes:
    """One whole part."""
    return b"".join(pieces(package, name))


def target_of(source: str, target: str) -> str:
    """The part that a relation in the part `source` points to, as `Package.name` takes it."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
