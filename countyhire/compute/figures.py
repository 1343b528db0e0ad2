"""Every figure of a result with whose it is: what `explain` opens, and what `--json` tells step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass

from countyhire.compute.trace import Line, lines
from countyhire.model.amount import Amount, Op
from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.finding import Finding

_OWNERS = ("person", "code", "institution", "pool", "subject")


def figures(thing: object, subject: str = "", of_person: bool = False) -> Iterator[tuple[str, Amount]]:
    """Each figure in the order of the result with its subject: 人员编号, institution, pool; "" is the whole district.

    What belongs to a part of a person, such as the institution's share of a subsidy, is the person's.
    """
    if isinstance(thing, Amount):
        yield subject, thing
    elif isinstance(thing, Record | Finding | Book | str):
        return
    elif isinstance(thing, dict):
        yield from figures(tuple(thing.values()), subject, of_person)
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from figures(part, subject, of_person)
    elif is_dataclass(thing) and not isinstance(thing, type):
        if not of_person:
            name = next((name for name in _OWNERS if isinstance(getattr(thing, name, None), str)), "")
            subject = getattr(thing, name) if name else subject
            of_person = name == "person" and bool(subject)
        for part in fields(thing):
            yield from figures(getattr(thing, part.name), subject, of_person)


def by_subject(thing: object) -> dict[str, tuple[Amount, ...]]:
    """The figures of each subject, without those that stand under another one of the same subject."""
    found: dict[str, dict[int, Amount]] = {}
    for subject, amount in figures(thing):
        found.setdefault(subject, {})[id(amount)] = amount
    return {subject: _outermost(tuple(own.values())) for subject, own in found.items()}


def steps(amounts: Sequence[Amount]) -> tuple[Line, ...]:
    """How some figures were made, one after the other."""
    return tuple(line for amount in amounts for line in lines(amount))


def _outermost(amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    under: set[int] = set()
    for amount in amounts:
        for part in amount.inputs:
            _mark(part, under)
    return tuple(amount for amount in amounts if id(amount) not in under and (amount.inputs or amount.cell))


def _mark(amount: Amount, under: set[int]) -> None:
    if id(amount) not in under:
        under.add(id(amount))
        for part in amount.inputs[1:2] if amount.op is Op.SHARE else amount.inputs:
            _mark(part, under)
