"""Everything that is text: tables by marks (.csv, .tsv), and web pages and XML under a spreadsheet's name."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

from countyhire.sheets.containers.encoding import text_of
from countyhire.sheets.containers.grid import LAST_COLUMN, LAST_ROW, MOST_CELLS, squared
from countyhire.sheets.containers.problems import SAVE_AGAIN, damaged, suspicious, too_big, unsupported
from countyhire.sheets.containers.raw import FileProblem, RawSheet, RawValue, RawWorkbook
from countyhire.sheets.containers.values import UNREADABLE, written

LONGEST_FIELD = 1_000_000
_DELIMITERS = ("\t", ",", ";", "|")
_SAMPLE_LINES = 50
_HEAD = 100_000  # what a file is shows within so many characters
_MOST_UNREADABLE = 20  # no more than one character in so many
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_AS_TEXT = re.compile(r'="((?:[^"]|"")*+)"')  # how a number is kept as text in a .csv
_COMMENTS = r"\s*+(?><!--.*?-->\s*+)*+"
_XML = re.compile(rf"\s*+(?:<\?xml[^>]*+>)?+(?>{_COMMENTS}<\?[^>]*+>)*+{_COMMENTS}<(?:\w+:)?([A-Za-z]\w*)", re.DOTALL)
_PAGE = re.compile(
    rf"{_COMMENTS}<(?:!doctype\s+html|html|head|body|meta|style|table|div|font|tr)\b", re.DOTALL | re.IGNORECASE
)
_DTD = re.compile(rf"\s*+(?:<\?xml[^>]*+>)?+{_COMMENTS}<!DOCTYPE(?!\s+html)", re.DOTALL | re.IGNORECASE)
_MAIL = re.compile(r"\s*(?:From:|MIME-Version:|Content-Type:\s*multipart)", re.IGNORECASE)
_TEXT_NAMES = (".csv", ".tsv", ".txt", ".tab", "")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_BINARY = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包（.rar）"),
    (b"7z\xbc\xaf", "压缩包（.7z）"),
    (b"\x1f\x8b", "压缩包（.gz）"),
    (b"MZ", "程序"),
    (b"SQLite format 3", "数据库"),
    (b"\x00\x01\x00\x00Standard ", "数据库（Access）"),
    (b"PAR1", "数据文件（Parquet）"),
)
_OTHERS = (
    (re.compile(r"\{\\rtf"), "RTF 文档"),
    (re.compile(r"%PDF"), "PDF 文档"),
    (re.compile(r"ID;P"), "SYLK 文件（.slk）"),
    (re.compile(r"TABLE\r?\n0,1\r?\n"), "DIF 文件（.dif）"),
    (re.compile(r"%!PS"), "PostScript 文档"),
    (re.compile(r"[\[{]\s*[\"{\[]"), "JSON 文件"),
)


def read_text(path: Path, content: bytes) -> RawWorkbook:
    """The tables of the file. FileProblem where it is not text, or text of another kind."""
    if not content.strip():
        raise FileProblem(path, "文件是空的，已损坏或没有传完整", "请核对文件，重新另存或重新索取。")
    for start, kind in _BINARY:
        if content.startswith(start):
            raise unsupported(path, kind)
    text = _text(path, content)
    head = text[:_HEAD]
    for pattern, kind in _OTHERS:
        if pattern.match(head.lstrip()):
            raise unsupported(path, kind)
    if _DTD.match(head):
        raise suspicious(path, "含有不允许的外部定义（DTD）")
    if _MAIL.match(head):
        from countyhire.sheets.containers.html import read_mail

        return read_mail(path, content)
    if _PAGE.match(head):
        del text
        from countyhire.sheets.containers.html import read_html

        return read_html(path, content)
    if root := _XML.match(head):
        del text
        return _read_xml(path, content, root[1])
    if _CONTROL.search(head):
        raise damaged(path, "或不是工作簿")
    rows = _rows(path, text)
    if path.suffix.lower() not in _TEXT_NAMES and sum(len(row) > 1 for row in rows) < 2:
        raise damaged(path, "或不是工作簿")
    return RawWorkbook(path, "csv", (RawSheet(path.stem, squared(rows)),))


def _text(path: Path, content: bytes) -> str:
    """The text of the file, with a few places that cannot be read if need be."""
    try:
        return text_of(content).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        start = content[:4096].decode("latin-1")
        if _PAGE.match(start) or _XML.match(start):
            return content.decode("latin-1")  # only to see what it is; it says its encoding itself
    text = min(
        (content.decode(name, "replace") for name in ("utf-8", "gb18030")), key=lambda one: one.count(UNREADABLE)
    )
    if text.count(UNREADABLE) * _MOST_UNREADABLE > len(text) or _CONTROL.search(text):
        raise damaged(path, "或不是工作簿；是文本的，请另存为 UTF-8 编码")
    return text


def _read_xml(path: Path, content: bytes, root: str) -> RawWorkbook:
    """XML by its first element."""
    if root == "Workbook":
        from countyhire.sheets.containers.spreadsheetml import read_spreadsheetml

        return read_spreadsheetml(path, content)
    if root in ("document", "document-content"):
        from countyhire.sheets.containers.ods import read_flat

        return read_flat(path, content)
    if root.lower() in ("html", "table"):
        from countyhire.sheets.containers.html import read_html

        return read_html(path, content)
    raise unsupported(path, "XML 文件")


def _rows(path: Path, text: str) -> list[list[RawValue]]:
    """The rows of a table by marks; every cell is text."""
    if named := _SEPARATOR.match(text):
        delimiter, text = named[1], text[named.end() :]
    else:
        delimiter = _delimiter(text)
    csv.field_size_limit(LONGEST_FIELD)
    rows: list[list[RawValue]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if len(rows) >= LAST_ROW or len(row) > LAST_COLUMN or cells > MOST_CELLS:
                raise too_big(path, "文本表格太大")
            while row and not row[-1]:
                row.pop()
            rows.append(list(map(_cell, row)))
    except csv.Error as error:
        raise FileProblem(path, "文本表格读不出来，引号不成对或一格过长", SAVE_AGAIN) from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell(cell: str) -> RawValue:
    """A cell, without the marks that keep a number from being taken for one: ="0012"."""
    if cell.startswith("=") and (found := _AS_TEXT.fullmatch(cell)):
        return found[1].replace('""', '"')
    return written(cell) if cell.startswith("#") or UNREADABLE in cell else cell


def _delimiter(text: str) -> str:
    """The mark that parts the columns: the one that most lines have the same number of, then the most."""
    lines = [line for line in _QUOTED.sub("", text[:200_000]).splitlines() if line.strip()][:_SAMPLE_LINES]
    best = (0, 0, ",")
    for delimiter in reversed(_DELIMITERS):
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        if counts:
            columns, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
            best = max(best, (agreeing, columns, delimiter), key=lambda item: item[:2])
    return best[2]
