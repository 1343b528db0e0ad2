"""Long parts of XML that are written plainly: whole rows at a time, their form proven by one pattern.

Excel, WPS and every library write the rows of a sheet in the same few ways. A run of rows that one pattern
matches from end to end is well-formed, holds no comment, DTD, entity or deep nesting, and can be taken
apart by a second pattern ten times faster than an XML parser would. Whatever is not matched goes to the
parser; as whole rows are balanced, the parser need not know of those that it was not given.
"""

from collections.abc import Iterable, Iterator

ATTRIBUTES = r'(?: [A-Za-z:]++="[^"<>&\x00-\x1f]*+")*+'
# No markup, and no character that XML forbids or that would have to be put otherwise.
TEXT = r"[^<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+"
NOT_PLAIN = (b"<!", b"<?")


def aligned(pieces: Iterable[bytes], mark: bytes, end: bytes) -> Iterator[tuple[bytes, bool]]:
    """A part cut so that each piece begins with `mark` and holds whole elements, and whether it is such a piece.

    What stands before the first mark and from `end` on is not; nor is anything after a comment or the
    like, where a mark could be no element.
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
        if any(sign in rest for sign in NOT_PLAIN) or end in rest:
            break
        cut = rest.rfind(mark)
        if cut > 0:
            yield rest[:cut], True
            rest = rest[cut:]
    last = rest.find(end) if begun and not any(sign in rest for sign in NOT_PLAIN) else -1
    if last > 0:
        yield rest[:last], True
        rest = rest[last:]
    yield rest, False
    for piece in stream:
        yield piece, False
