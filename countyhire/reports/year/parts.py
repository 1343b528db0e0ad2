"""What the sections of the year's page are made of, and the counting that keeps small counts back (X8, X9).

Nothing in a section is about one person: no name, number, day of birth or pay of anybody. A count of people
from 1 to below `least` is not shown, and no shown one gives it away (compute/small_cells.py).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from countyhire.compute.small_cells import held_back
from countyhire.model.money import fixed_text
from countyhire.policy.clauses import cite
from countyhire.reports.charts import HELD
from countyhire.reports.flow import Flow

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in large type, with what it is."""

    label: str
    text: str
    unit: str = "人"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is, its heads, its rows of texts, its total. Columns from `numbers` on are numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    numbers: int = 1


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: the SVG of a chart, or a flow for the page to draw."""

    title: str
    words: str
    svg: str = ""
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. `missing` says why there is nothing else."""

    id: str
    title: str
    lead: str = ""
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    source: str = ""
    missing: str = ""


@dataclass
class Counts:
    """Counts of people and how they add up, while a table is being put together."""

    cells: dict[Key, int] = field(default_factory=dict)
    sums: list[tuple[Key, tuple[Key, ...]]] = field(default_factory=list)
    people: set[Key] = field(default_factory=set)
    public: set[Key] = field(default_factory=set)

    def put(self, key: Key, count: int, people: bool = True, public: bool = False) -> None:
        """A count; a `public` one can be counted in what is published with names, and protects nothing."""
        self.cells[key] = count
        if people:
            self.people.add(key)
        if public:
            self.public.add(key)

    def total(self, key: Key, parts: Iterable[Key]) -> None:
        """That a cell is the sum of others; left out where it is not."""
        parts = tuple(parts)
        if parts and self.cells[key] == sum(self.cells[part] for part in parts):
            self.sums.append((key, parts))

    def shown(self, least: int) -> dict[Key, int | None]:
        """The counts, None where one is held back."""
        small = {key for key in self.people & self.public if 0 < self.cells[key] < least}
        hidden = small | held_back(self.cells, self.sums, least, self.people, self.public)
        return {key: None if key in hidden else count for key, count in self.cells.items()}


def text(count: int | None) -> str:
    """A count in the page."""
    return HELD if count is None else str(count)


def percent(part: int | None, whole: int | None) -> str:
    """A ratio with one decimal, nothing where it would give a held count away."""
    if part is None or whole is None:
        return HELD
    return f"{fixed_text(Fraction(part * 100, whole), 1)}%" if whole else "不适用"


def source(*clauses: str) -> str:
    return "；".join(dict.fromkeys(cite(clause) for clause in clauses))
