"""Long parts of XML that are written plainly: whole rows at a time, their form proven by one pattern.

Excel, WPS and every library write the rows of a sheet in the same few ways. A run of rows that one pattern
matches from end to end is well-formed, holds no comment, DTD, entity or deep nesting, and can be taken
apart by a second pattern ten times faster than an XML parser would. Whatever is not matched goes to the
parser; as whole rows are balanced, the parser need not know of those that it was not given.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

ATTRIBUTES = r'(?: [A-Za-z:]++="[^"<>&\x00-\x1f]*+")*+'
# No markup, and no character that XML forbids or that would have to be put otherwise.
TEXT = r"[^<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+"


def broken_up(piece: bytes) -> bool:
    """Whether a comment or the like begins in a piece, in which a mark could be no element."""
    return b"<!" in piece or b"<?" in piece


_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*):(?:worksheet|sst)[\s>]")
_CDATA = rb"<!\[CDATA\[.*?\]\]>"


def unprefixed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A part whose elements all bear the prefix of the root (`x:`, as .NET writes them) without that prefix.

    A `<` begins nothing but a mark, but for what stands in a CDATA section.
    """
    stream = iter(pieces)
    first = next(stream, b"")
    root = _ROOT.search(first[:2000])
    if root is None:
        yield from chain((first,), stream)
        return
    opening, closing = b"<" + root[1] + b":", b"</" + root[1] + b":"
    rest = b""
    for piece in chain((first,), stream):
        whole = rest + piece
        if b"<![" in whole:
            marks = re.compile(_CDATA + b"|(</?)" + re.escape(root[1]) + b":", re.DOTALL)
            yield marks.sub(lambda found: found[1] or found[0], b"".join(chain((whole,), stream)))
            return
        cut = whole.rfind(b"<")
        whole, rest = whole[:cut], whole[cut:]
        yield whole.replace(opening, b"<").replace(closing, b"</")
    yield rest.replace(opening, b"<").replace(closing, b"</")


def aligned(pieces: Iterable[bytes], mark: bytes, end: bytes) -> Iterator[tuple[bytes, bool]]:
    """A part cut so that each piece begins with `mark` and holds whole elements, and whether it is such a piece.

    What stands before the first mark and from `end` on is not. After a piece that is `broken_up` the cuts
    mean nothing, and everything has to go to the parser.
    """
    rest = b""
    begun = False
    stream = iter(pieces)
    for piece in stream:
        rest += piece
        if not begun:
            first = rest.find(mark)
            if first < 0 and len(rest) < 1_000_000:
                continue
            if first < 0 or rest.find(b"<!", 0, first) >= 0:
                break
            yield rest[:first], False
            rest, begun = rest[first:], True
        if end in rest:
            break
        cut = rest.rfind(mark)
        if cut > 0:
            yield rest[:cut], True
            rest = rest[cut:]
    last = rest.find(end) if begun else -1
    if last > 0:
        yield rest[:last], True
        rest = rest[last:]
    yield rest, False
    for piece in stream:
        yield piece, False
