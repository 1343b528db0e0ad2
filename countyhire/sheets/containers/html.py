"""Web pages under a spreadsheet's name, as many systems export them: each outermost table is a sheet."""

import re
from email import message_from_bytes
from email.policy import compat32
from pathlib import Path

from countyhire.sheets.containers.encoding import text_of
from countyhire.sheets.containers.grid import LAST_COLUMN, Grid
from countyhire.sheets.containers.problems import SAVE_AGAIN, suspicious, unsupported
from countyhire.sheets.containers.raw import ErrorValue, FileProblem, RawSheet, RawValue, RawWorkbook
from countyhire.sheets.containers.tags import attributes, tokens
from countyhire.sheets.containers.values import number, written

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAKS = frozenset(("br", "p", "div", "li"))
_MOST_TAKEN = 200_000
_MOST_TAGS = 20_000  # within one cell, or between two
_AMOUNT = re.compile(r"[-+(￥¥$]*[\d,]*+(?:\.\d*+)?+(?:[eE][-+]?\d++)?+%?\)?|#++")


def read_html(path: Path, content: bytes) -> RawWorkbook:
    """The tables of a page; every cell is text. FileProblem for a page without any."""
    declared = _CHARSET.search(content[:4096])
    try:
        text = text_of(content, declared[1].decode() if declared else "")
    except (UnicodeDecodeError, LookupError):
        text = content.decode("gb18030", "replace")
    page = _Page(path)
    page.read(text)
    sheets = page.sheets()
    if not sheets:
        if b"frameset" in content.lower():
            raise FileProblem(path, "是网页的外框，表格在旁边的文件夹里", SAVE_AGAIN)
        raise unsupported(path, "网页，里面没有表格")
    return RawWorkbook(path, "html", tuple(sheets))


def read_mail(path: Path, content: bytes) -> RawWorkbook:
    """A page saved as one file (.mht): its first part that holds tables."""
    message = message_from_bytes(content, policy=compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/vnd.ms-excel"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and b"<table" in body.lower():
                return read_html(path, body)
    raise unsupported(path, "邮件或网页归档，里面没有表格")


class _Page:
    """The tables of a page while it is read. A table within a table is part of its cell's text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.grids: list[Grid] = []
        self.merges: list[list[tuple[int, int, int, int]]] = []
        self.hidden: list[set[int]] = []
        self.depth = self.row = self.column = 0
        self.span = (1, 1)
        self.exact = ("", "")  # the number and the error that Excel writes beside what is shown
        self.taken: set[tuple[int, int]] = set()
        self.cell: list[str] | None = None

    def read(self, page: str) -> None:
        """The tables of a page. FileProblem where a cell holds more tags than anybody would write."""
        tags = 0
        cell = self.cell
        for tag, content in tokens(page):
            if not tag:
                if content and self.cell is not None:
                    self.cell.append(_BLANKS.sub(" ", content))
                continue
            tags = tags + 1 if cell is self.cell else 0
            cell = self.cell
            if tags > _MOST_TAGS:
                raise suspicious(self.path, f"两个单元格之间有超过 {_MOST_TAGS} 个网页标记")
            if tag.startswith("/"):
                self._close(tag[1:])
            else:
                self._open(tag, content)
        self._end_cell()

    def _open(self, tag: str, inside: str) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self._begin()
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            self.row, self.column = self.row + 1, 0
            if "display:none" in attributes(inside).get("style", "").replace(" ", "").lower():
                self.hidden[-1].add(self.row)
        elif self.depth == 1 and tag in ("td", "th"):
            self._begin_cell(attributes(inside))
        elif self.cell and tag in _BREAKS:
            self.cell.append("\n")

    def _close(self, tag: str) -> None:
        if tag == "table":
            if self.depth == 1:
                self._end_cell()
            self.depth = max(self.depth - 1, 0)
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def sheets(self) -> list[RawSheet]:
        """The tables that hold something; one alone has the file's name."""
        found = [
            (grid, hidden, merges)
            for grid, hidden, merges in zip(self.grids, self.hidden, self.merges, strict=True)
            if grid.rows
        ]
        names = [self.path.stem] if len(found) == 1 else [f"表格{place}" for place in range(1, len(found) + 1)]
        return [
            RawSheet(name, grid.squared(), hidden_rows=frozenset(hidden), merges=grid.merged(merges))
            for name, (grid, hidden, merges) in zip(names, found, strict=True)
        ]

    def _begin(self) -> None:
        self.grids.append(Grid(self.path, f"表格{len(self.grids) + 1}"))
        self.merges.append([])
        self.hidden.append(set())
        self.taken = set()
        self.row = self.column = 0

    def _begin_cell(self, given: dict[str, str]) -> None:
        """The next place of the row that no cell from above covers."""
        self._end_cell()
        self.row = max(self.row, 1)
        self.column += 1
        while (self.row, self.column) in self.taken:
            self.column += 1
        self.span = _times(given, "rowspan", 1000), _times(given, "colspan", LAST_COLUMN)
        self.exact = given.get("x:num", ""), given.get("x:err", "")
        self.cell = []

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        lines = [line.strip(" ") for line in "".join(self.cell).split("\n")]
        shown = "\n".join(lines).strip()
        self.grids[-1].put(self.row, self.column, _value(shown, self.exact))
        down, across = self.span
        if down > 1 or across > 1:
            self.merges[-1].append((self.row, self.column, self.row + down - 1, self.column + across - 1))
            if len(self.taken) < _MOST_TAKEN:
                columns = range(self.column, self.column + min(across, 100))
                self.taken.update((row, column) for row in range(self.row + 1, self.row + down) for column in columns)
        self.column += across - 1
        self.cell = None


def _value(shown: str, exact: tuple[str, str]) -> RawValue:
    """What is shown, or the number behind it where that is what is shown, rounded or too wide."""
    exactly, error = exact
    if error:
        return ErrorValue(error)
    if exactly and _AMOUNT.fullmatch(shown):
        return number(exactly)
    return written(shown)


def _times(given: dict[str, str], name: str, most: int) -> int:
    written = given.get(name, "").strip()
    return min(max(int(written), 1), most) if written.isdecimal() and len(written) < 9 else 1
