"""The city's table: the districts' results added up, column by column. Money is in fen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from countyhire.model.money import Fen

View = Mapping[str, Any]
COMMANDS = ("quota", "duty", "allocate", "payroll")


@dataclass(frozen=True)
class Result:
    """One district's last run of a command for the year, as its files tell."""

    district: str
    command: str
    run: Path
    manifest: View
    view: View


@dataclass(frozen=True)
class Line:
    """A district's figures, or the city's, by the names of COLUMNS; None where there is no result."""

    district: str
    figures: Mapping[str, int | None]


@dataclass(frozen=True)
class Rollup:
    """The city's table: a line for each district, the sum of each column, and the runs that it was made from.

    `missing` names the results that are not there: they are in no sum.
    """

    lines: tuple[Line, ...]
    total: Line
    results: tuple[Result, ...]
    missing: tuple[tuple[str, str], ...]


def _count(status: str) -> Callable[[View], int]:
    return lambda view: sum(person["status"] == status for person in view["persons"])


def _money(key: str) -> Callable[[View], int]:
    return lambda view: fen(view["pool"][key])


# Every column of the table: its name, the command whose view has it, and how it is got. Money is in fen.
COLUMNS: Sequence[tuple[str, str, Callable[[View], int]]] = (
    ("new_hires", "quota", lambda view: int(view["new_hires"])),
    ("quota", "quota", lambda view: int(view["quota"])),
    ("dispatched", "quota", lambda view: int(view["dispatched"])),
    ("shortfall", "quota", lambda view: int(view["shortfall"])),
    ("duties", "duty", lambda view: len(view["persons"])),
    ("duties_done", "duty", _count("done")),
    ("duties_due", "duty", _count("due")),
    ("duties_overdue", "duty", _count("overdue")),
    ("assigned", "allocate", lambda view: len(view["assignments"])),
    ("unfilled", "allocate", lambda view: sum(row["short"] for row in view["unfilled"])),
    ("paid_persons", "payroll", lambda view: len(view["persons"])),
    ("basic", "payroll", _money("basic")),
    ("excess", "payroll", _money("excess")),
    ("total", "payroll", _money("total")),
)
MONEY = ("basic", "excess", "total")


def fen(text: str) -> Fen:
    """An amount of a view, always with two decimals."""
    whole, _, cents = text.partition(".")
    if len(cents) != 2:
        raise ValueError(text)
    return int(whole + cents)


def added_up(names: Sequence[str], results: Sequence[Result]) -> Rollup:
    """The table of the districts in their order. Names are all different."""
    views = {(result.district, result.command): result.view for result in results}
    lines = []
    for name in names:
        figures = {}
        for column, command, get in COLUMNS:
            view = views.get((name, command))
            figures[column] = None if view is None else get(view)
        lines.append(Line(name, figures))
    total = {column: _sum([line.figures[column] for line in lines]) for column, _, _ in COLUMNS}
    missing = tuple((name, command) for name in names for command in COMMANDS if (name, command) not in views)
    return Rollup(tuple(lines), Line("合计", total), tuple(results), missing)


def _sum(figures: Sequence[int | None]) -> int | None:
    """The sum of what is there; of nothing, nothing."""
    there = [figure for figure in figures if figure is not None]
    return sum(there) if there else None
