"""The equipment of the receivers, and whether what a demand's 设备条件 names is there (I25)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from countyhire.compute.abilities import HELD, LACKING, UNKNOWN
from countyhire.compute.demanded import demands_of
from countyhire.model.book import Book
from countyhire.model.capability import Equipment
from countyhire.model.names import name_key

_PARTS = re.compile("[、，,；;。和及\n]+")
_ITEM = re.compile(r"(?P<name>.*?)(?:[×xX*]?\s*(?P<count>\d+)\s*[台件套个张组部])?")
_LETTERS = re.compile("[a-z]")


@dataclass(frozen=True, slots=True)
class Kind:
    """All pieces of one name: at how many receivers, how many, and how many of them in use."""

    name: str
    institutions: int
    pieces: int
    usable: int


@dataclass(frozen=True, slots=True)
class Feasible:
    """A demand with its 设备条件: 有, 无 (with what is `missing`), 未登记 where the receiver has no rows at all."""

    demand: str
    receiver: str
    asked: str
    state: str
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{self.state}（缺{'、'.join(self.missing)}）" if self.missing else self.state


@dataclass(frozen=True, slots=True)
class Register:
    """Every kind by name, and every demand that names equipment, by 需求编号."""

    kinds: tuple[Kind, ...]
    feasible: Mapping[str, Feasible]

    @property
    def pieces(self) -> int:
        return sum(kind.pieces for kind in self.kinds)


def register(book: Book) -> Register:
    """Add the register up and hold the demands against it."""
    named: dict[str, list[Equipment]] = {}
    for row in book.equipment:
        if row.name:
            named.setdefault(name_key(row.name), []).append(row)
    kinds = tuple(
        Kind(
            min(row.name for row in rows),
            len({row.institution for row in rows if row.count}),
            sum(row.count or 0 for row in rows),
            sum(row.usable for row in rows),
        )
        for _, rows in sorted(named.items())
    )
    at: dict[str, list[Equipment]] = {}
    for row in book.equipment:
        at.setdefault(row.institution, []).append(row)
    found = (_feasible(demand.code, demand.institution, demand.equipment, at) for demand in demands_of(book))
    return Register(kinds, {row.demand: row for row in found if row})


def _feasible(code: str, receiver: str, asked: str, at: Mapping[str, list[Equipment]]) -> Feasible | None:
    wanted = items(asked)
    if not wanted:
        return None
    rows = at.get(receiver)
    if rows is None:
        return Feasible(code, receiver, asked, UNKNOWN, ())
    missing = tuple(
        f"{name}{least}台" if least > 1 else name
        for name, least in wanted
        if sum(row.usable for row in rows if is_kind(row.name, name)) < least
    )
    return Feasible(code, receiver, asked, LACKING if missing else HELD, missing)


def items(asked: str) -> list[tuple[str, int]]:
    """`血液透析机4台、监护仪` as names with the least number of each."""
    found = []
    for part in _PARTS.split(asked):
        match = _ITEM.fullmatch(part.strip())
        if match and match["name"].strip():
            found.append((match["name"].strip(), int(match["count"] or 1)))
    return found


def is_kind(registered: str, asked: str) -> bool:
    """Whether a piece of the register is of the kind asked for: `16排CT` is a CT, SPECT is none."""
    wanted = _plain(asked)
    before = "(?<![a-z])" if _LETTERS.match(wanted[0]) else ""
    after = "(?![a-z])" if _LETTERS.match(wanted[-1]) else ""
    return re.search(before + re.escape(wanted) + after, name_key(registered)) is not None


def _plain(asked: str) -> str:
    """CT机 as CT: letters name the kind, and not everybody writes 机."""
    key = name_key(asked)
    return key[:-1] if len(key) > 1 and key[-1] in "机仪" and _LETTERS.match(key[-2]) else key
