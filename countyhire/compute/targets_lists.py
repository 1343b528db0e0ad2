"""The lists that the strengthening programme asks for beside its targets (强基工程 1–18; M10–P29).

A list holds who or which place is registered; where everybody has to be on it, who is not stands there as missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from countyhire.compute import targets_people as who
from countyhire.model import learning
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.learning import Course, Support
from countyhire.model.money import Fen
from countyhire.model.outcomes import MODEL_UNIT
from countyhire.model.people import PHYSICIAN, TITLE_RANK, Person
from countyhire.policy.parameter import Policy

SERVICES = ("延伸处方", "慢性病", "家庭病床")
CLINICAL = (PHYSICIAN, "执业助理医师", "见习医师")
RECRUITED = "执业医师类"
GENERAL_PRACTICE = "全科"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: of a person (`code`, `name`) or, where both are empty, of the place itself."""

    code: str
    name: str
    place: str
    words: str
    missing: bool = False
    subsidy: Fen | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the programme's, with the clause that asks for it and the number of its task."""

    key: str
    name: str
    clause: str
    item: int
    entries: tuple[Entry, ...]

    @property
    def missing(self) -> int:
        """How many have to be on the list and are not."""
        return sum(one.missing for one in self.entries)

    @property
    def subsidy(self) -> Fen:
        """All that was paid to those on the list, in fen."""
        return Fen(sum(one.subsidy or 0 for one in self.entries))


def listings(book: Book, policy: Policy, people: Iterable[Person], year: int, on: date) -> tuple[Listing, ...]:
    """Every list as of the end of a year, or of `on` while it runs; one without anybody is an empty list."""
    day = min(on, date(year, 12, 31))
    staff = who.on_strength(people, day)
    excluded = policy.texts("quota.excluded_routes", day)
    hires = [one for one in who.hired_in(people, year, on, excluded) if _clinical(one)]
    own = {one.code: one for one in staff}
    courses = [row for row in book.courses if row.person in own and row.start and row.start <= day]
    supports = [row for row in book.supports if row.person in own and row.on and row.on <= day]
    of = _Lister(book, own, courses, supports, year)
    return (
        _listing("part_time", "兼职兼薪", "M10", 2, of.arranged((learning.PART_TIME,))),
        _listing("family", "引进人才住房、子女就学、配偶就业", "M11", 2, of.arranged(learning.FAMILY)),
        _listing("tuition", "学费代偿", "M15", 3, of.arranged((learning.TUITION,))),
        _listing(
            "general_training", "应参加全科规培的新录用本科生", "N01", 5,
            of.has_to((one for one in hires if _bachelor(one)), learning.GENERAL),
        ),
        _listing(
            "assistant_training", "应参加助理全科培训的新录用专科生", "N02", 5,
            of.has_to((one for one in hires if _college(one)), learning.ASSISTANT),
        ),
        _listing("conversion", "全科、精神科转岗培训", "N03", 5, of.trained(learning.CONVERSIONS)),
        _listing("added_scopes", "培训后增加注册的紧缺专业", "N04", 5, of.scopes()),
        _listing("heritage", "中医药传承培养", "N05", 5, of.trained((learning.HERITAGE,))),
        _listing("general_subsidy", "在岗全科医生培训补助", "N08", 6, of.subsidised()),
        _listing("chinese_medicine", "中医药知识与技能轮训", "N09", 6, of.trained((learning.CHINESE_MEDICINE,))),
        _listing("features", "基层特色科室", "N10", 7, _features(book, day)),
        _listing("housing", "住房保障", "P01", 12, of.arranged((learning.HOUSING,), paid=False)),
        _listing("direct_exam", "可直接参加中级考试", "P12", 16, of.residents(day)),
        _listing("senior_groups", "申报基层高级职称，按专业分组", "P13", 16, of.applicants()),
        _listing("backbones", "骨干人才和补助", "P14", 17, of.backbones()),
        _listing("services", "延伸处方、慢性病、家庭病床", "P27", 23, _services(book)),
        _listing("model_units", "创新典型示范单位", "P29", 24, _model_units(book, day)),
    )  # fmt: skip


def _listing(key: str, name: str, clause: str, item: int, entries: Iterable[Entry]) -> Listing:
    return Listing(
        key, name, clause, item, tuple(sorted(entries, key=lambda one: (one.place, one.code, one.words, one.name)))
    )


@dataclass(frozen=True)
class _Lister:
    """The registers of those on the strength, and the lists made of them."""

    book: Book
    people: dict[str, Person]
    courses: list[Course]
    supports: list[Support]
    year: int

    def entry(self, person: Person, words: str, missing: bool = False, subsidy: Fen | None = None) -> Entry:
        return Entry(person.code, person.name, self.book.institution_name(person.institution), words, missing, subsidy)

    def arranged(self, kinds: Iterable[str], paid: bool = True) -> Iterator[Entry]:
        for row in self.supports:
            if row.kind in kinds:
                words = "，".join(one for one in (row.kind, str(row.on), row.approval) if one)
                yield self.entry(self.people[row.person], words, subsidy=row.subsidy if paid else None)

    def trained(self, kinds: Iterable[str]) -> Iterator[Entry]:
        for row in self.courses:
            if row.kind in kinds:
                yield self.entry(self.people[row.person], _told(row))  # what was paid stands on the list of N08

    def has_to(self, hires: Iterable[Person], kind: str) -> Iterator[Entry]:
        """Everybody of `hires`, in training or missing; who has left since is not asked any more."""
        for person in hires:
            if person.code in self.people:
                began = sorted(
                    row.start for row in self.courses if row.person == person.code and row.kind == kind and row.start
                )
                words = f"{began[0]}起参加" if began else "没有纳入"
                yield self.entry(person, f"{person.education}，{words}", missing=not began)

    def scopes(self) -> Iterator[Entry]:
        for row in self.courses:
            if row.added_scopes:
                count = len(set(row.added_scopes))
                words = f"{'、'.join(row.added_scopes)}，{count}个"
                yield self.entry(self.people[row.person], words)

    def subsidised(self) -> Iterator[Entry]:
        for row in self.courses:
            person = self.people[row.person]
            if (
                row.subsidy is not None
                and GENERAL_PRACTICE in person.specialty
                and row.start
                and row.start.year == self.year
            ):
                yield self.entry(person, _told(row), subsidy=row.subsidy)

    def residents(self, day: date) -> Iterator[Entry]:
        """Bachelors or above at a primary institution whose residency is passed and whose title is below 中级."""
        for code in sorted(
            {row.person for row in self.courses if row.kind == learning.RESIDENCY and row.end and row.end <= day}
        ):
            person = self.people[code]
            if _degree(person) and person.title_rank < TITLE_RANK["中级"]:
                yield self.entry(person, f"{person.education}，住院医师规范化培训合格，{person.appointment}")

    def applicants(self) -> Iterator[Entry]:
        for person in self.people.values():
            if person.senior_application_year == self.year:
                yield self.entry(person, f"{person.specialty}组，现聘{person.appointment}")

    def backbones(self) -> Iterator[Entry]:
        """Everybody selected, with the subsidies of the year; a blank one is not nought."""
        for person in who.backbones(who.technical(self.people.values())):
            paid = [
                row.subsidy
                for row in self.supports
                if row.person == person.code and row.kind == learning.BACKBONE_SUBSIDY and row.on
                and row.on.year == self.year and row.subsidy is not None
            ]  # fmt: skip
            yield self.entry(person, person.backbone_level or "层级未填", subsidy=Fen(sum(paid)) if paid else None)


def _told(row: Course) -> str:
    return f"{row.kind}，{row.start}起" + (f"，{row.end}结业" if row.end else "")


def _clinical(person: Person) -> bool:
    """A clinical post: by the class it was advertised as, or by profession where that is blank."""
    return person.recruited_as == RECRUITED if person.recruited_as else person.profession in CLINICAL


def _bachelor(person: Person) -> bool:
    return any(word in person.education for word in ("本科", "学士")) and not _postgraduate(person)


def _college(person: Person) -> bool:
    return any(word in person.education for word in ("大专", "专科", "高职")) and not _degree(person)


def _postgraduate(person: Person) -> bool:
    return any(word in person.education for word in ("硕士", "博士", "研究生"))


def _degree(person: Person) -> bool:
    return _bachelor(person) or _postgraduate(person)


def _features(book: Book, day: date) -> Iterator[Entry]:
    primary = {row.code for row in book.institutions if row.kind in PRIMARY_KINDS}
    for row in book.feature_departments:
        if row.institution in primary and row.opened_on and row.opened_on <= day:
            yield Entry("", "", book.institution_name(row.institution), f"{row.name}，{row.opened_on}设立")


def _services(book: Book) -> Iterator[Entry]:
    """The three services of each primary institution that said anything about them."""
    for place in book.institutions:
        told = {row.ability: row.held for row in book.abilities if row.institution == place.code}
        if place.kind in PRIMARY_KINDS and any(name in told for name in SERVICES):
            state = {True: "已开展", False: "未开展", None: "未填报"}
            words = "，".join(f"{name}{state[told.get(name)]}" for name in SERVICES)
            yield Entry("", "", place.name, words)


def _model_units(book: Book, day: date) -> Iterator[Entry]:
    for row in book.ratings:
        if row.rating == MODEL_UNIT and row.on and row.on <= day:
            yield Entry(
                "", "", book.institution_name(row.institution), "，".join(filter(None, (str(row.on), row.document)))
            )
