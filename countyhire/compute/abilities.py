"""What the receivers can do, and what is asked of those that cannot (H28).

A demand needs an ability where 服务能力 gives the demand's specialty for it, or where the demand's 技能要求 names it.
That a receiver lacks it forbids nothing: a specialist may be sent to build it up, but somebody should know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from countyhire.compute.demanded import demands_of
from countyhire.model.book import Book
from countyhire.model.names import name_key
from countyhire.model.service import Demand

HELD, LACKING, UNKNOWN = "有", "无", "未登记"


@dataclass(frozen=True, slots=True)
class AbilityCount:
    """One ability over the receivers: `held` and `lacking` by their rows, `unknown` have none."""

    ability: str
    receivers: int
    held: int
    lacking: int
    unknown: int
    lacks: tuple[str, ...]

    @property
    def words(self) -> str:
        """`26家中7家具备全麻手术能力`, with those that have not said."""
        unknown = f"，{self.unknown}家未登记" if self.unknown else ""
        return f"{self.receivers}家中{self.held}家具备{self.ability}能力{unknown}"


@dataclass(frozen=True, slots=True)
class Needed:
    """An ability that a demand needs, and whether the receiver has it: 有, 无, 未登记."""

    demand: str
    receiver: str
    specialty: str
    ability: str
    state: str


@dataclass(frozen=True, slots=True)
class Abilities:
    """Every ability of the register by name, and what each demand needs, by 需求编号."""

    counts: tuple[AbilityCount, ...]
    needed: Mapping[str, tuple[Needed, ...]]

    @property
    def gaps(self) -> tuple[Needed, ...]:
        """What is asked of a receiver that has not got the ability, or has not said."""
        return tuple(row for rows in self.needed.values() for row in rows if row.state != HELD)


def abilities(book: Book) -> Abilities:
    """Count the register over the institutions that may receive, and hold every demand against it."""
    receivers = sorted({row.code for row in book.institutions if row.receives})
    names: dict[str, str] = {}
    held: dict[tuple[str, str], bool] = {}
    wanted_by: dict[str, set[str]] = {}
    for row in sorted(book.abilities, key=lambda row: (name_key(row.ability), row.ability)):
        if not row.ability:
            continue
        key = name_key(row.ability)
        names.setdefault(key, row.ability)
        wanted_by.setdefault(key, set()).update(specialty_key(one) for one in row.specialties)
        if row.held is not None:
            held[key, row.institution] = held.get((key, row.institution), False) or row.held
    states = {
        (key, code): UNKNOWN if (has := held.get((key, code))) is None else HELD if has else LACKING
        for key in names
        for code in {*receivers, *(demand.institution for demand in book.demands)}
    }
    return Abilities(
        tuple(_count(names[key], [(code, states[key, code]) for code in receivers]) for key in names),
        {
            demand.code: tuple(
                Needed(demand.code, demand.institution, demand.specialty, name, states[key, demand.institution])
                for key, name in names.items()
                if needs(demand, key, wanted_by[key])
            )
            for demand in demands_of(book)
        },
    )


def _count(ability: str, states: Sequence[tuple[str, str]]) -> AbilityCount:
    def of(state: str) -> list[str]:
        return [code for code, found in states if found == state]

    lacking = of(LACKING)
    return AbilityCount(ability, len(states), len(of(HELD)), len(lacking), len(of(UNKNOWN)), tuple(lacking))


def needs(demand: Demand, ability: str, specialties: set[str]) -> bool:
    """Whether a demand needs an ability, given as `name_key`, that these specialties need."""
    return specialty_key(demand.specialty) in specialties or ability in name_key(demand.skills)


def specialty_key(specialty: str) -> str:
    """麻醉, 麻醉科 and 麻醉学 alike."""
    key = name_key(specialty)
    return key[:-1] if len(key) > 1 and key[-1] in "科学" else key
