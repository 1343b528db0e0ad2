"""Two counts that must fit each other: seats, posts given for people sent, added posts (J04, J07, J22, J23, J29, K01).

What no workbook tells is None and never nought.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.posts.unit import MIDDLE
from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.institutions import COUNTY_KINDS, Institution
from countyhire.model.people import ADDED_POST, PHYSICIAN, TRANSFERRED_POST, Person
from countyhire.model.service import COMPLETED, ENDED_EARLY, Spell
from countyhire.policy.parameter import Policy

AT_MOST, EQUAL, INFORMS = "at_most", "equal", "informs"
SEATS = "allocation.seats"  # only the scheme with fixed seats has it, and the rows of J act only there
FITS, BEYOND, DIFFERS = "fits", "beyond", "differs"
LEVELS = {**dict.fromkeys(COUNTY_KINDS, 3), "中心卫生院": 2, "乡镇卫生院": 1, "社区卫生服务中心": 1}


@dataclass(frozen=True, slots=True)
class Compared:
    """`left` against `right`, both in 名 or 人; AT_MOST and EQUAL say how they must stand, INFORMS asks nothing.

    `institution` is empty for the district. `note` names what a reader would look for next.
    """

    clause: str
    institution: str
    left_name: str
    left: int | None
    rule: str
    right_name: str
    right: int | None
    note: str = ""

    @property
    def verdict(self) -> str | None:
        """FITS, BEYOND, DIFFERS; None where a count is not known or nothing is asked."""
        if self.left is None or self.right is None or self.rule == INFORMS:
            return None
        if self.rule == EQUAL:
            return FITS if self.left == self.right else DIFFERS
        return FITS if self.left <= self.right else BEYOND


def compared(book: Book, policy: Policy, on: date) -> tuple[Compared, ...]:
    """Every comparison that the pack and the workbooks allow, in the order of the clauses."""
    found: list[Compared] = []
    if policy.expects(SEATS):
        found += [*_seats(book, policy.whole(SEATS, on), on), *_returned(book, on), *_ladder(book, on)]
    return (*found, *_added(book, on))


def _seats(book: Book, seats: int, on: date) -> Iterator[Compared]:
    """The cap of the senders' seats and the three fixed numbers (J04, J07)."""
    given, asked = {}, {}
    for row in book.establishments:
        if place := book.institution(row.institution):
            if row.dispatch_seats is not None and place.kind in COUNTY_KINDS:
                given[place.code] = row.dispatch_seats
            if row.receiving_seats is not None and place.receives:
                asked[place.code] = row.receiving_seats
    serving = [spell for spell in _serving(book, on) if not given or spell.sender in given]
    known = book.has("spells")
    yield Compared(
        "J04", "", "已派出人数", len({spell.person for spell in serving}) if known else None, AT_MOST,
        "派出医师编制", seats, "派遣名额填了的医院派出的" if given else "各医院派出的",
    )  # fmt: skip
    for code in sorted(given):
        used = len({spell.person for spell in serving if spell.sender == code})
        yield Compared("J04", code, "已派出人数", used if known else None, AT_MOST, "派遣名额", given[code])
    sent, received = sum(given.values()) if given else None, sum(asked.values()) if asked else None
    yield Compared("J07", "", "基层配置名额合计", received, EQUAL, "医院派遣名额合计", sent)
    yield Compared("J07", "", "医院派遣名额合计", sent, AT_MOST, "派出医师编制", seats)


def _returned(book: Book, on: date) -> Iterator[Compared]:
    """Posts that went from townships to a hospital, the people hired with them, and who is sent in return (J22, J23).

    The posts are those of the townships' own approved rows; the hospital's rows must say the same.
    """
    moves = [row for row in book.establishment_changes if row.counterpart and row.counts_on(on)]
    given: dict[str, int] = {}
    taken: dict[str, int] = {}
    for row in moves:
        here, there = book.institution(row.institution), book.institution(row.counterpart)
        if here and there and row.change:
            if row.change < 0 and here.receives and there.kind in COUNTY_KINDS:
                given[there.code] = given.get(there.code, 0) - row.change
            elif row.change > 0 and there.receives and here.kind in COUNTY_KINDS:
                taken[here.code] = taken.get(here.code, 0) + row.change
    people = people_of(book)
    tagged = [one for one in people if one.post_source == TRANSFERRED_POST and _in_post(one, on)]
    roster = book.has("people")
    for code in sorted({*given, *taken, *(one.institution for one in tagged)}):
        posts = given.get(code, 0)
        back = _sent_in_return(book, code, on) if book.has("spells") and roster else None
        hires = sum(one.institution == code for one in tagged) if roster else None
        yield Compared("J22", code, "基层登记调出编制", posts, EQUAL, "医院登记调入编制", taken.get(code, 0))
        yield Compared("J22", code, "基层调来编制", posts, AT_MOST, "在派中高级医师", back)
        yield Compared("J23", code, "调剂编制招聘人数", hires, AT_MOST, "基层调来编制", posts)
        yield Compared("J23", code, "调剂编制招聘人数", hires, AT_MOST, "在派中高级医师", back)


def _sent_in_return(book: Book, hospital: str, on: date) -> int:
    found = set()
    for spell in _serving(book, on):
        person, place = book.person(spell.person), book.institution(spell.receiver)
        if person is None or spell.sender != hospital or place is None or not place.receives:
            continue
        if person.profession == PHYSICIAN and person.title_rank >= MIDDLE:
            found.add(person.code)
    return len(found)


def _ladder(book: Book, on: date) -> Iterator[Compared]:
    """Who serves a step down: county to centre, county or centre to township; a step up is not of this scheme (J29)."""
    if not book.has("spells"):
        return
    steps: dict[str, set[str]] = {name: set() for name in ("县级到中心", "县级到一般", "中心到一般")}
    upward: set[str] = set()
    for spell in _serving(book, on):
        start, end = (_level(book.institution(code)) for code in (spell.sender, spell.receiver))
        if start and end:
            if end > start:
                upward.add(spell.code)
            elif (start, end) in STEPS:
                steps[STEPS[start, end]].add(spell.person)
    for name, people in steps.items():
        yield Compared("J29", "", f"{name}在派人数", len(people), INFORMS, "", None)
    note = f"台账记录{'、'.join(sorted(upward))}不属于本办法" if upward else ""
    yield Compared("J29", "", "向上派出的记录", len(upward), AT_MOST, "应为", 0, note)


STEPS = {(3, 2): "县级到中心", (3, 1): "县级到一般", (2, 1): "中心到一般"}


def _level(place: Institution | None) -> int:
    return LEVELS.get(place.kind, 0) if place else 0


def _added(book: Book, on: date) -> Iterator[Compared]:
    """Posts added at primary institutions, and who holds one, village staff apart (K01)."""
    added = sum(
        row.change or 0
        for row in book.establishment_changes
        if (row.change or 0) > 0
        and row.added is True
        and row.counts_on(on)
        and (place := book.institution(row.institution))
        and place.receives
    )
    if added:
        used = [
            one
            for one in people_of(book)
            if one.post_source == ADDED_POST
            and _in_post(one, on)
            and (place := book.institution(one.institution))
            and place.receives
        ]
        note = f"其中乡村医生{sum(one.profession == '乡村医生' for one in used)}人" if used else ""
        told = len(used) if book.has("people") else None
        yield Compared("K01", "", "新增编制已用", told, AT_MOST, "基层新增编制", added, note)


def _serving(book: Book, on: date) -> Sequence[Spell]:
    """County-hired service that runs on a day."""
    return [
        spell
        for spell in book.spells
        if spell.county_hired
        and spell.status not in (COMPLETED, ENDED_EARLY)
        and spell.start is not None
        and spell.start <= on
    ]


def _in_post(person: Person, on: date) -> bool:
    return person.hired_on is not None and person.hired_on <= on and not person.left_by(on)
