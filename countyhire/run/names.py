"""Names of written files: legal on Windows, inside the run's folder, the same on every machine (X5)."""

import re
import unicodedata
from pathlib import PureWindowsPath

LONGEST = 120  # characters; Chinese ones take three bytes each of the 255 that POSIX allows
_BYTES = 240
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DIRECTIONS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # invisible, or they turn the text round
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.I)
_WINDOWS_PATH = 240  # of 260: the copy that a clerk makes elsewhere has a longer folder


def safe(name: str) -> str:
    """The name with what a file system refuses replaced by “_”. A slash keeps its meaning; `..` has none."""
    parts = [_safe_part(part) for part in name.split("/") if part not in ("", ".")]
    return "/".join(parts) or "_"


def _safe_part(part: str) -> str:
    part = unicodedata.normalize("NFC", part)
    part = _FORBIDDEN.sub("_", _DIRECTIONS.sub("", part.encode("utf-8", "replace").decode()))
    stem, dot, ending = part.rpartition(".")
    while len(part) > LONGEST or len(part.encode()) > _BYTES:
        if not dot or len(ending) > 10:
            stem, dot, ending = part, "", ""
        stem = stem[:-1]
        part = f"{stem}{dot}{ending}"
    kept = part.rstrip(". ")
    part = kept + "_" * (len(part) - len(kept))  # Windows drops dots and spaces at the end: two names would be one
    return f"_{part}" if not part or _DEVICES.match(part) or part.startswith(("~$", ".")) else part


def long_path(path: str, windows: bool) -> str:
    """The path so written that Windows lifts its limit of 260 characters; any other path as it is."""
    if not windows or len(path) < _WINDOWS_PATH or path.startswith("\\\\?\\"):
        return path
    whole = PureWindowsPath(path)
    if whole.drive.startswith("\\\\"):
        return "\\\\?\\UNC\\" + str(whole)[2:]
    return f"\\\\?\\{whole}"
