"""What the screen is made of: its width, and tables that fit it."""

import re
import sys
from collections.abc import Iterable, Sequence

Rows = list[tuple[str, ...]]
_NARROW = 18  # cells: a column up to this width is never wrapped
_PIPED = 100
_LEAST = 40
_MONEY = re.compile(r"-?\d+\.\d\d")


def screen_width() -> int:
    """The cells of a line: the terminal's, or what reads well in a file."""
    import shutil

    columns = shutil.get_terminal_size((_PIPED, 24)).columns if sys.stdout.isatty() else _PIPED
    return max(columns, _LEAST)


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A table that fits the terminal: narrow columns keep their width, wide ones wrap.

    `right` are set flush right, their money with thousands marks.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    body = [tuple(grouped(cell) if at in right else cell for at, cell in enumerate(row)) for row in rows]
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    for index, head in enumerate(heads):
        widest = max((cell_len(row[index]) for row in (tuple(heads), *body)), default=0)
        table.add_column(
            head, justify="right" if index in right else "left", no_wrap=widest <= _NARROW, overflow="fold"
        )
    for row in body:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=screen_width(), highlight=False).print(table)


def grouped(cell: str) -> str:
    """A cell of money as on paper: `1234567.80` as `1,234,567.80`."""
    if not _MONEY.fullmatch(cell):
        return cell
    whole, _, cents = cell.partition(".")
    return f"{int(whole):,}.{cents}" if int(whole) else cell


def version_lines(version: str) -> list[str]:
    """Tool, packs and Python, for a report of a fault."""
    from countyhire.policy.load import shipped

    packs = "、".join(shipped())
    return [f"countyhire {version}", f"政策包：{packs}", f"Python {sys.version.split()[0]} {sys.platform}"]
