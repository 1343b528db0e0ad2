"""How well people and posts fit: what the post needs on one side, what the person brings on the other (H30, I22).

Both halves of “专业所需、人岗相适” stand side by side for each person of a batch and of those who serve now. Nothing is
weighed into a mark: it is told how many of a batch fit in specialty, title, experience, of those who can be told.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.abilities import Needed, abilities
from countyhire.compute.allocation.result import Allocation
from countyhire.compute.demanded import demands_of
from countyhire.compute.equipment import Feasible, register
from countyhire.model.book import Book
from countyhire.model.people import TITLE_RANK, Person
from countyhire.model.service import COUNTY_HIRED, SERVING, Demand

NOW, BATCH = "在派", "本次调配"


@dataclass(frozen=True, slots=True)
class Match:
    """One person at one post. A judgement is None where nothing is asked or nothing known.

    `specialty` is whether the person's own is the one that the post needs, `title` and `experience` whether the
    demand's minimum is met, `wished` whether the person named the institution.
    """

    batch: str
    person: str
    name: str
    sender: str
    receiver: str
    demand: str
    needed: str
    rank: int | None
    population: int | None
    patients: int | None
    own: str
    appointment: str
    years: Fraction | None
    specialty: bool
    title: bool | None
    experience: bool | None
    wished: bool | None
    abilities: tuple[Needed, ...]
    equipment: Feasible | None


@dataclass(frozen=True, slots=True)
class Share:
    """Of `told` people, how many fit in one regard."""

    regard: str
    told: int
    fit: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.fit, self.told) if self.told else None


REGARDS: tuple[tuple[str, Callable[[Match], bool | None]], ...] = (
    ("专业一致", lambda row: row.specialty),
    ("职称达到要求", lambda row: row.title),
    ("临床年限达到要求", lambda row: row.experience),
    ("到本人志愿机构", lambda row: row.wished),
)


@dataclass(frozen=True, slots=True)
class Matches:
    """Everybody of the batch and everybody who serves on the day, by 人员编号 each."""

    rows: tuple[Match, ...]

    def of(self, batch: str) -> tuple[Match, ...]:
        return tuple(row for row in self.rows if row.batch == batch)

    def shares(self, batch: str) -> tuple[Share, ...]:
        """Every regard over one batch."""
        rows = self.of(batch)
        return tuple(_share(regard, [test(row) for row in rows]) for regard, test in REGARDS)


def _share(regard: str, judged: Iterable[bool | None]) -> Share:
    known = [one for one in judged if one is not None]
    return Share(regard, len(known), sum(known))


def matches(book: Book, result: Allocation, on: date) -> Matches:
    """The batch of `result`, and those who serve on the day `on`."""
    demands = {row.code: row for row in demands_of(book)}
    able, equipped = abilities(book).needed, register(book).feasible

    def match(batch: str, person: Person, receiver: str, needed: str, code: str) -> Match:
        demand = demands.get(code)
        place, preference = book.institution(receiver), book.preference(person.code)
        wishes = preference.wishes if preference else ()
        return Match(
            batch=batch,
            person=person.code,
            name=person.name,
            sender=person.institution,
            receiver=receiver,
            demand=code,
            needed=needed,
            rank=demand.rank if demand else None,
            population=place.population if place else None,
            patients=demand.patients if demand else None,
            own=person.specialty,
            appointment=person.appointment,
            years=person.county_clinical_years,
            specialty=person.specialty == needed,
            title=_title(person, demand),
            experience=_experience(person, demand),
            wished=receiver in wishes if wishes else None,
            abilities=able.get(code, ()),
            equipment=equipped.get(code),
        )

    def rows() -> Iterator[Match]:
        for spell in sorted(book.spells, key=lambda row: (row.person, row.code)):
            serving = spell.category == COUNTY_HIRED and spell.status == SERVING and (spell.period(on) is not None)
            over = spell.end is not None and spell.end < on
            if serving and not over and (person := book.person(spell.person)):
                yield match(NOW, person, spell.receiver, spell.specialty, spell.demand)
        for row in result.assignments:
            if person := book.person(row.person):
                needed = demands[row.demand].specialty if row.demand in demands else row.specialty
                yield match(BATCH, person, row.receiver, needed, row.demand)

    return Matches(tuple(rows()))


def _title(person: Person, demand: Demand | None) -> bool | None:
    """Whether the minimum title of the demand is reached; None where it sets none."""
    least = TITLE_RANK.get(demand.minimum_title, 0) if demand else 0
    return person.title_rank >= least if least else None


def _experience(person: Person, demand: Demand | None) -> bool | None:
    """Whether the minimum of clinical years is reached; None where there is none or the years are not known."""
    least = demand.minimum_clinical_years if demand else None
    years = person.county_clinical_years
    return None if not least or years is None else years >= least
