"""What the public may know of an allocation: wishes met, how the burden is shared, envy, blocking pairs (C06, H31).

Everything is counted from the allocation's own proof, which holds the lawful pairs and the departments' limits.
Nobody is named; small counts are kept back where this is published (compute/small_cells.py).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Any

from countyhire.compute.allocation.result import Allocation
from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.people import PHYSICIAN, TITLE_RANK, Person
from countyhire.model.service import Demand

WISHES = 5
OUTSIDE, NO_WISH = "志愿以外", "未填志愿"
BANDS = ((20, "20公里以内"), (40, "20至40公里"), (60, "40至60公里"))
FAR, UNKNOWN = "60公里以上", "未填距离"
BATCHES = 3


@dataclass(frozen=True, slots=True)
class Share:
    """A group of those who could be sent: `able` of them, `sent` in this batch; of a distance band only `sent`."""

    kind: str
    group: str
    able: int | None
    sent: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an allocation comes to, for two ways of allocating to be set side by side."""

    sent: int
    must_go: int
    first_demands: int
    remote: int
    intermediate: int
    first_wishes: int
    wishes: int


@dataclass(frozen=True, slots=True)
class Burden:
    """A sending institution over the last batches: people sent, its physicians, and sent per physician."""

    institution: str
    sent: int
    physicians: int

    @property
    def rate(self) -> Fraction:
        return Fraction(self.sent, self.physicians) if self.physicians else Fraction(0)


@dataclass(frozen=True, slots=True)
class Publication:
    """`ranks` by 第几志愿. `envy` pairs: one who goes would rather have the place of another, and may fill it.

    `blocking` pairs: somebody and a demand that would both be better off together: wished for more than the
    present place, and a place there is empty or held by a lower title. `inequality` is the Gini coefficient of
    the burden over `batches`, 0 where all carry alike; None where nobody carries anything.
    """

    sent: int
    ranks: Mapping[str, int]
    shares: tuple[Share, ...]
    envy: int
    blocking_empty: int
    blocking_title: int
    ours: Outcome
    plain: Outcome
    burdens: tuple[Burden, ...]
    batches: tuple[str, ...]
    inequality: Fraction | None


@dataclass(frozen=True)
class _Case:
    """The proof with the records it speaks of; people and posts by position."""

    result: Allocation
    book: Book

    @property
    def proof(self) -> Mapping[str, Any]:
        return self.result.proof

    @cached_property
    def people(self) -> list[Person]:
        return [person for code in self.proof["people"] if (person := self.book.person(code))]

    @cached_property
    def demands(self) -> list[Demand]:
        known: dict[str, Demand] = {}
        for row in self.book.demands:
            known.setdefault(row.code, row)
        return [known[code] for code in self.proof["posts"]]

    @cached_property
    def must_go(self) -> set[str]:
        sent = {row.person for row in self.result.assignments if row.must_go}
        return sent | {row.person for row in self.result.not_sent if row.must_go}

    @cached_property
    def posts_of(self) -> dict[int, set[int]]:
        """The posts that each person may lawfully fill."""
        found: dict[int, set[int]] = {}
        for person, post in self.proof["pairs"]:
            found.setdefault(person, set()).add(post)
        return found

    @cached_property
    def placed(self) -> dict[int, int]:
        """Person to post, as allocated."""
        return dict(self.proof["pairs"][pair] for pair in self.proof["chosen"])

    @cached_property
    def limits_of(self) -> dict[int, list[int]]:
        """The departments' limits that each person stands under."""
        found: dict[int, list[int]] = {}
        for number, limit in enumerate(self.proof["limits"]):
            for member in limit["members"]:
                found.setdefault(member, []).append(number)
        return found

    @cached_property
    def spare(self) -> list[int]:
        """How many more each limit lets go beside those who are sent."""
        placed = self.placed.keys()
        return [limit["most"] - len(placed & set(limit["members"])) for limit in self.proof["limits"]]

    def rank(self, person: int, post: int) -> int:
        """第几志愿 a post is to a person; after the last where it was not wished for."""
        wishes = self.wishes(person)
        place = self.demands[post].institution
        return wishes.index(place) + 1 if place in wishes else WISHES + 1

    def wishes(self, person: int) -> tuple[str, ...]:
        preference = self.book.preference(self.people[person].code)
        return preference.wishes if preference else ()


def publication(result: Allocation, book: Book) -> Publication:
    """Count everything once; `result` is a solved allocation of `book`."""
    case = _Case(result, book)
    empty, title = _blocking(case)
    burdens, batches = _burdens(result, book)
    return Publication(
        sent=len(result.assignments),
        ranks=_ranks(case),
        shares=tuple(_shares(case)),
        envy=_envy(case),
        blocking_empty=empty,
        blocking_title=title,
        ours=_outcome(case, case.placed),
        plain=_outcome(case, _parallel_wishes(case)),
        burdens=burdens,
        batches=batches,
        inequality=gini([row.rate for row in burdens if row.physicians]),
    )


def _ranks(case: _Case) -> dict[str, int]:
    found = {f"第{'一二三四五'[number]}志愿": 0 for number in range(WISHES)} | {OUTSIDE: 0, NO_WISH: 0}
    names = list(found)
    for person, post in case.placed.items():
        rank = case.rank(person, post)
        found[NO_WISH if not case.wishes(person) else names[rank - 1]] += 1
    return found


def _shares(case: _Case) -> Iterable[Share]:
    """Institutions, departments, titles and sexes of those who could go; how far those who go will be."""
    name = case.book.institution_name
    kinds: tuple[tuple[str, Callable[[Person], str]], ...] = (
        ("派出单位", lambda person: name(person.institution)),
        ("科室", lambda person: f"{name(person.institution)}{person.department or '（未填科室）'}"),
        ("职称", lambda person: person.appointment or "未填"),
        ("性别", lambda person: person.sex or "未填"),
    )
    for kind, group_of in kinds:
        able = Counter(group_of(person) for person in case.people)
        sent = Counter(group_of(case.people[at]) for at in case.placed)
        for group in sorted(able, key=lambda group: (-TITLE_RANK.get(group, 0), group)):
            yield Share(kind, group, able[group], sent[group])
    bands = Counter(_band(case.book, case.demands[post].institution) for post in case.placed.values())
    for group in (*(words for _, words in BANDS), FAR, UNKNOWN):
        if bands[group]:
            yield Share("距县城", group, None, bands[group])


def _band(book: Book, institution: str) -> str:
    place = book.institution(institution)
    if place is None or place.distance_km is None:
        return UNKNOWN
    kilometres = place.distance_km
    return next((words for most, words in BANDS if kilometres <= most), FAR)


def _envy(case: _Case) -> int:
    """Pairs of two who go, of whom the first wishes for the second's place more than for the own, and may fill it."""
    sitting = Counter(case.placed.values())
    return sum(
        sitting[other]
        for person, post in case.placed.items()
        for other in case.posts_of[person]
        if other != post and case.rank(person, other) < case.rank(person, post)
    )


def _blocking(case: _Case) -> tuple[int, int]:
    """Pairs with an empty place, and pairs whose place is held by a lower title than the person's."""
    sitting = Counter(case.placed.values())
    lowest: dict[int, int] = {}
    for person, post in case.placed.items():
        rank = case.people[person].title_rank
        lowest[post] = min(lowest.get(post, rank), rank)
    empty = title = 0
    for person, posts in case.posts_of.items():
        now = case.placed.get(person)
        if now is None and not _may_still_go(case, person):
            continue
        present = WISHES + 1 if now is None else case.rank(person, now)
        for post in posts:
            if case.rank(person, post) < present:
                if sitting[post] < case.proof["places"][post]:
                    empty += 1
                elif lowest[post] < case.people[person].title_rank:
                    title += 1
    return empty, title


def _may_still_go(case: _Case, person: int) -> bool:
    """Whether no department limit is reached by those who go already."""
    return all(case.spare[number] > 0 for number in case.limits_of.get(person, ()))


def _parallel_wishes(case: _Case) -> dict[int, int]:
    """Plain 平行志愿: one after the other, by title and then by lot, each at the first wish that is still open.

    Then, in the same order, whoever accepts adjustment fills what is left, by 需求编号.
    """
    order = sorted(case.posts_of, key=lambda at: (-case.people[at].title_rank, _lot(case, at)))
    left, placed = list(case.proof["places"]), dict[int, int]()
    spare = [limit["most"] for limit in case.proof["limits"]]
    for wished in (True, False):
        for at in order:
            if at in placed or not all(spare[number] for number in case.limits_of.get(at, ())):
                continue
            ranked = sorted((case.rank(at, post), post) for post in case.posts_of[at] if left[post])
            if ranked and (ranked[0][0] <= WISHES) == wished:
                placed[at] = ranked[0][1]
                left[ranked[0][1]] -= 1
                for number in case.limits_of.get(at, ()):
                    spare[number] -= 1
    return placed


def _lot(case: _Case, at: int) -> str:
    return sha256(f"{case.result.seed}|{case.people[at].code}".encode()).hexdigest()


def _outcome(case: _Case, placed: Mapping[int, int]) -> Outcome:
    def posts(test: Callable[[Demand], bool]) -> int:
        return sum(test(case.demands[post]) for post in placed.values())

    def remote(demand: Demand) -> bool:
        place = case.book.institution(demand.institution)
        return place is not None and bool(place.remote)

    ranks = [case.rank(person, post) for person, post in placed.items()]
    return Outcome(
        sent=len(placed),
        must_go=sum(case.people[at].code in case.must_go for at in placed),
        first_demands=posts(lambda demand: demand.rank == 1),
        remote=posts(remote),
        intermediate=sum(case.people[at].title_rank >= TITLE_RANK["中级"] for at in placed),
        first_wishes=ranks.count(1),
        wishes=sum(rank <= WISHES for rank in ranks),
    )


def _burdens(result: Allocation, book: Book) -> tuple[tuple[Burden, ...], tuple[str, ...]]:
    """Every sending institution over this batch and those before it, by 批次 or else by their first day."""
    earlier: dict[str, date] = {}
    for spell in book.spells:
        if spell.county_hired and spell.start and spell.start < result.start:
            name = spell.batch or f"{spell.start:%Y-%m}批"
            earlier[name] = min(earlier.get(name, spell.start), spell.start)
    last = sorted(earlier, key=lambda name: (earlier[name], name))[-(BATCHES - 1) :]
    sent = Counter(row.sender for row in result.assignments)
    for spell in book.spells:
        if spell.county_hired and spell.start and spell.start < result.start:
            sent[spell.sender] += (spell.batch or f"{spell.start:%Y-%m}批") in last
    physicians = Counter(row.institution for row in people_of(book) if row.profession == PHYSICIAN and not row.gone)
    senders = sorted({row.code for row in book.institutions if row.sends})
    rows = tuple(Burden(code, sent[code], physicians[code]) for code in senders)
    return rows, (*last, f"{result.start:%Y-%m}批")


def gini(rates: Sequence[Fraction]) -> Fraction | None:
    """The Gini coefficient, exact: the mean difference of any two over twice the mean. None of nothing."""
    ordered = sorted(rates)
    whole, number = sum(ordered, Fraction(0)), len(ordered)
    if not whole:
        return None
    weighted = sum(((2 * at - number - 1) * rate for at, rate in enumerate(ordered, 1)), Fraction(0))
    return weighted / (number * whole)
