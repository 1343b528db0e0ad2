"""A zip whose bytes follow from its contents alone: no day, no machine, no release of a library shows in it."""

import io
import zipfile
from collections.abc import Mapping

OLDEST = (1980, 1, 1, 0, 0, 0)
READ_ONLY = 0o100444  # of a file, as POSIX has it


def parts(data: bytes) -> dict[str, bytes]:
    """Every part by name, in the order of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {item.filename: package.read(item) for item in package.infolist() if not item.is_dir()}


def packed(content: Mapping[str, bytes], mode: int = 0) -> bytes:
    """The package of these parts; with a POSIX `mode`, that of every file unpacked.

    Stored and not deflated: two releases of zlib deflate to different bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, part in content.items():
            item = zipfile.ZipInfo(name, OLDEST)
            item.create_system = 3 if mode else 0  # otherwise the machine's: Windows writes 0, Linux 3
            item.external_attr = mode << 16
            package.writestr(item, part)
    return out.getvalue()
