"""The record stream of an .xls made fit for xlrd, where a program wrote something that stops it."""

from collections.abc import Iterator

# Names, notes, drawings, conditional formats: no cell needs them, and they are what is most often broken.
_UNNEEDED = frozenset((0x18, 0x218, 0x1C, 0x5D, 0xEB, 0xEC, 0xED, 0x1B6, 0x1B0, 0x1B1, 0x1B8))
_PASSED_OVER = 0x1C0  # a record that no reader looks into
_CONTINUE, _STRINGS = 0x3C, 0xFC
_RICH, _LABEL = 0xD6, 0x204  # a text with its fonts, and one without; they begin alike


def mended(stream: bytes) -> bytes:
    """The stream without the records that are not needed, and with the true number of shared texts."""
    made = bytearray(stream)
    unneeded = False
    strings: list[tuple[int, int]] = []  # where the parts of the table of shared texts stand
    collecting = False
    for kind, start, end in _records(stream):
        if kind == _CONTINUE:
            if collecting:
                strings.append((start, end))
        else:
            unneeded, collecting = kind in _UNNEEDED, kind == _STRINGS and not strings
            if collecting:
                strings.append((start, end))
        if kind == _RICH:
            made[start - 4 : start - 2] = _LABEL.to_bytes(2, "little")
        if unneeded:
            made[start - 4 : start - 2] = _PASSED_OVER.to_bytes(2, "little")
    if strings and strings[0][1] - strings[0][0] >= 8:
        count = _count([stream[start:end] for start, end in strings])
        made[strings[0][0] + 4 : strings[0][0] + 8] = count.to_bytes(4, "little")
    return bytes(made)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """The kind of each record, and where its content begins and ends."""
    place = 0
    while place + 4 <= len(stream):
        kind = int.from_bytes(stream[place : place + 2], "little")
        end = place + 4 + int.from_bytes(stream[place + 2 : place + 4], "little")
        if end > len(stream):
            return
        yield kind, place + 4, end
        place = end


def _count(parts: list[bytes]) -> int:
    """How many texts there really are in a table of shared texts."""
    count, part, place = 0, 0, 8
    while part < len(parts):
        data = parts[part]
        if place + 3 > len(data):
            if place < len(data):
                break
            part, place = part + 1, place - len(data)
            continue
        characters = int.from_bytes(data[place : place + 2], "little")
        options = data[place + 2]
        place += 3
        more = 0
        if options & 8:
            more += 4 * int.from_bytes(data[place : place + 2], "little")
            place += 2
        if options & 4:
            more += int.from_bytes(data[place : place + 4], "little")
            place += 4
        while True:
            size = 2 if options & 1 else 1
            here = min((len(parts[part]) - place) // size, characters)
            if here < 0:
                return count
            place += here * size
            characters -= here
            if not characters:
                break
            part += 1
            if part == len(parts) or not parts[part]:
                return count
            options, place = parts[part][0], 1
        place += more
        while part < len(parts) and place >= len(parts[part]):
            place -= len(parts[part])
            part += 1
        if part == len(parts) and place:
            return count
        count += 1
    return count
