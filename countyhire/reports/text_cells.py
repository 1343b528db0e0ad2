"""Text in a workbook made from nothing: always text, and marked as such where it could be taken for a formula."""

from typing import Any

from countyhire.reports.values import looks_like_formula, writable

Looks = tuple[Any, Any]  # of plain text, and of text that looks like a formula


def text_looks(book: Any, look: dict[str, Any]) -> Looks:
    """A format of XlsxWriter, and the same with the mark that keeps a text a text when its cell is edited."""
    return book.add_format(look), book.add_format({**look, "quote_prefix": True})


def write_text(page: Any, row: int, column: int, text: str, looks: Looks) -> None:
    """A text at a place, counted from 0."""
    page.write_string(row, column, writable(text), looks[looks_like_formula(text)])
