"""The clauses that values, rules and figures cite: document, place, what is asked in our own words.

An id is the id of the requirement row (A01 …), or a name such as `GB11643` for a standard or a law. The
files are parsed only when a clause is looked at; a pack that is loaded needs no more than the ids.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"
STATUSES = {"implemented": "已实现", "planned": "计划中", "text": "仅作说明"}


@dataclass(frozen=True, slots=True)
class Clause:
    """What a document asks at a place.

    `by` names the modules that do it, where `status` is implemented; `tested` the test files that hold it. `why` says
    why a row of the documents is text only.
    """

    id: str
    document: str
    place: str
    text: str
    status: str
    by: tuple[str, ...] = ()
    tested: tuple[str, ...] = ()
    why: str = ""

    @property
    def citation(self) -> str:
        """`渝卫发〔2021〕55号三（五）`; a report and its part are set apart by a comma."""
        apart = "，" if self.place and not self.document.endswith(("号", "》")) else ""
        return f"{self.document}{apart}{self.place}"


def clause(id: str) -> Clause:
    """The clause of an id; `KeyError` for one that does not exist."""
    return everything()[id]


def cite(id: str) -> str:
    """Document and place of a clause, as printed; an empty text for an empty id."""
    return clause(id).citation if id else ""


def coverage() -> tuple[Clause, ...]:
    """Every clause in the order of its id, with what implements it."""
    return tuple(everything()[id] for id in sorted(everything()))


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The ids, without parsing: each stands at the beginning of its own line."""
    lines = re.compile(r"^([A-Z][A-Z0-9-]*) = \{", re.MULTILINE)
    return frozenset(
        id for path in DATA.glob("clauses-*.toml") for id in lines.findall(path.read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=1)
def everything() -> Mapping[str, Clause]:
    """Every clause by its id. A mistake in these files is ours: `ValueError`."""
    found: dict[str, Clause] = {}
    tests = tomllib.loads((DATA / "tested.toml").read_text(encoding="utf-8"))["tested"]
    for path in sorted(DATA.glob("clauses-*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for id, raw in data["clause"].items():
            if id in found or raw.get("status") not in STATUSES:
                raise ValueError(f"{path.name}: {id} twice, or its status unknown")
            by = tuple(raw.pop("by", ()))
            found[id] = Clause(
                id, **{"document": data.get("document", ""), "place": "", **raw}, by=by, tested=tuple(tests.get(id, ()))
            )
    return MappingProxyType(found)
