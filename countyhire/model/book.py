"""Everything that was read, as tuples of records, with the look-ups that rules and figures share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from countyhire.model.capability import Ability, Equipment
from countyhire.model.column import Record
from countyhire.model.institutions import DepartmentLimit, Establishment, EstablishmentChange, Institution
from countyhire.model.learning import Course, Support
from countyhire.model.outcomes import (
    Activity,
    BeforeAfter,
    Departure,
    FeatureDepartment,
    Rating,
    Saving,
    Survey,
    Technique,
    Training,
    YearlyVisits,
)
from countyhire.model.pay import (
    Approval,
    BasicStandard,
    Budget,
    CountyUnit,
    FundEntry,
    HomePay,
    PeerAverage,
    PostCoefficient,
)
from countyhire.model.people import Leave, Person, PostChange
from countyhire.model.primary import Overtime, PrimaryStaff, PrimaryTotal, Regrading
from countyhire.model.service import Demand, Preference, SchemeItem, Score, Spell
from countyhire.model.village import (
    Exemption,
    Mentoring,
    Study,
    SubsidyRate,
    VillageClinic,
    VillageDoctor,
)


@dataclass(frozen=True)
class Book:
    """The rows of every sheet read. A sheet that was not read is an empty tuple; see `has`.

    `read` holds the names of the fields below whose sheet was found, `people` for 花名册 and so on.
    Look-ups by code give the first row of that code (a second one is a finding of the reader's).
    """

    institutions: tuple[Institution, ...] = ()
    abilities: tuple[Ability, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    people: tuple[Person, ...] = ()
    leaves: tuple[Leave, ...] = ()
    post_changes: tuple[PostChange, ...] = ()
    courses: tuple[Course, ...] = ()
    supports: tuple[Support, ...] = ()
    demands: tuple[Demand, ...] = ()
    preferences: tuple[Preference, ...] = ()
    department_limits: tuple[DepartmentLimit, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    establishment_changes: tuple[EstablishmentChange, ...] = ()
    spells: tuple[Spell, ...] = ()
    scores: tuple[Score, ...] = ()
    scheme_items: tuple[SchemeItem, ...] = ()
    basic_standards: tuple[BasicStandard, ...] = ()
    county_units: tuple[CountyUnit, ...] = ()
    post_coefficients: tuple[PostCoefficient, ...] = ()
    peer_averages: tuple[PeerAverage, ...] = ()
    approvals: tuple[Approval, ...] = ()
    primary_totals: tuple[PrimaryTotal, ...] = ()
    primary_staff: tuple[PrimaryStaff, ...] = ()
    primary_overtime: tuple[Overtime, ...] = ()
    regradings: tuple[Regrading, ...] = ()
    home_pay: tuple[HomePay, ...] = ()
    fund_entries: tuple[FundEntry, ...] = ()
    budgets: tuple[Budget, ...] = ()
    village_clinics: tuple[VillageClinic, ...] = ()
    village_doctors: tuple[VillageDoctor, ...] = ()
    subsidy_rates: tuple[SubsidyRate, ...] = ()
    mentoring: tuple[Mentoring, ...] = ()
    studies: tuple[Study, ...] = ()
    activities: tuple[Activity, ...] = ()
    techniques: tuple[Technique, ...] = ()
    feature_departments: tuple[FeatureDepartment, ...] = ()
    trainings: tuple[Training, ...] = ()
    yearly_visits: tuple[YearlyVisits, ...] = ()
    comparisons: tuple[BeforeAfter, ...] = ()
    ratings: tuple[Rating, ...] = ()
    savings: tuple[Saving, ...] = ()
    surveys: tuple[Survey, ...] = ()
    departures: tuple[Departure, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    read: frozenset[str] = field(default_factory=frozenset)

    def has(self, *names: str) -> bool:
        """Whether every one of these sheets was read."""
        return self.read.issuperset(names)

    def records(self) -> Iterator[Record]:
        """Every row of every sheet."""
        for item in fields(self):
            if item.name != "read":
                yield from getattr(self, item.name)

    def with_rows(self, name: str, rows: Iterable[Record]) -> "Book":
        """This book with the rows of one sheet set, and marked as read."""
        return replace(self, **{name: tuple(rows), "read": self.read | {name}})  # type: ignore[arg-type]

    @cached_property
    def _institutions(self) -> dict[str, Institution]:
        return {row.code: row for row in reversed(self.institutions) if row.code}

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {row.code: row for row in reversed(self.people) if row.code}

    @cached_property
    def _preferences(self) -> dict[str, Preference]:
        return {row.person: row for row in reversed(self.preferences) if row.person}

    @cached_property
    def _spells(self) -> dict[str, list[Spell]]:
        found: dict[str, list[Spell]] = {}
        for spell in self.spells:
            found.setdefault(spell.person, []).append(spell)
        return found

    @cached_property
    def stray_spells(self) -> tuple[Spell, ...]:
        """Rows of 服务台账 that are nobody's: the code is blank, or 花名册 was read and does not have it."""
        return tuple(
            spell
            for spell in self.spells
            if not spell.person or (self.has("people") and self.person(spell.person) is None)
        )

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that stands for something: of people, institutions and records, and of the people rows name."""
        return frozenset(
            code for record in self.records() for name in ("code", "person") if (code := getattr(record, name, ""))
        )

    def institution(self, code: str) -> Institution | None:
        return self._institutions.get(code)

    def institution_name(self, code: str) -> str:
        """The name, or the code itself where 机构名录 does not have it."""
        found = self.institution(code)
        return found.name if found else code

    def person(self, code: str) -> Person | None:
        return self._people.get(code)

    def person_name(self, code: str) -> str:
        """The name, or the code itself where 花名册 does not have it."""
        found = self.person(code)
        return found.name if found else code

    def preference(self, person: str) -> Preference | None:
        return self._preferences.get(person)

    def spells_of(self, person: str) -> list[Spell]:
        """A person's rows of 服务台账, in the order of the sheet."""
        return self._spells.get(person, [])
