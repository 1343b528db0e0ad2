"""Comma- and tab-separated text in UTF-8, UTF-16 or GB18030, as WPS and Excel save it."""

import csv
import io
from pathlib import Path

from countyhire.sheets.containers.grid import squared
from countyhire.sheets.containers.raw import FileProblem, RawSheet, RawValue, RawWorkbook

LONGEST_FIELD = 1_000_000


def read_text(path: Path, content: bytes) -> RawWorkbook:
    """The one table of the file; its sheet has the file's name. FileProblem where it is not text."""
    text = _decoded(path, content)
    if not text.strip():
        raise FileProblem(path, "文件是空的", "请核对文件，重新另存。")
    first = text.lstrip()[:200].lower()
    if first.startswith(("<html", "<!doctype", "<?xml", "<table", "{\\rtf", "%pdf")):
        raise FileProblem(path, "不是 Excel 工作簿，而是网页或其他文档", "请用 WPS 或 Excel 打开后另存为 .xlsx 再试。")
    line = text.split("\n", 1)[0]
    delimiter = max(("\t", ",", ";"), key=line.count)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows: list[list[RawValue]] = [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise FileProblem(path, "文本表格读不出来", "请用 WPS 或 Excel 打开后另存为 .xlsx 再试。") from error
    return RawWorkbook(path, "csv", (RawSheet(path.stem, squared(rows)),))


def _decoded(path: Path, content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileProblem(path, "不是工作簿，也不是文本表格", "请用 WPS 或 Excel 打开后另存为 .xlsx 再试。")
