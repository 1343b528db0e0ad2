"""Lines of Chinese and ASCII broken to the width of a terminal."""

import re
from collections.abc import Iterator

_OPENING = "（《“‘【〔「『(["
_CLOSING = "，。；：、？！）》”’】〕」』…,.;:?!)]"
# A run of ASCII stays together (an address, a number, a word), and so do marks with what they belong to.
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[!-~]+|[^ {re.escape(_OPENING)}])[{re.escape(_CLOSING)}]*| +|[{re.escape(_OPENING)}]+"
)


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """The lines of a text, none wider than `width` cells; those after the first begin with `indent` blanks.

    What is wider than a line by itself is cut where the line ends.
    """
    from rich.cells import cell_len

    lines, line, used = [], "", 0
    for piece in _pieces(text, width - indent):
        size = cell_len(piece)
        if used + size > width and line.strip():
            lines.append(line.rstrip())
            line, used = " " * indent, indent
            piece = piece.lstrip()
            size = cell_len(piece)
        line += piece
        used += size
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> Iterator[str]:
    """The parts between which a line may break."""
    from rich.cells import cell_len, chop_cells

    for found in _PIECE.finditer(" ".join(text.splitlines())):
        if cell_len(found[0]) <= width:
            yield found[0]
        else:
            yield from chop_cells(found[0], width)
