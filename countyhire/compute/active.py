"""Who serves on a day: for boards, badges, lists of posts held, and presence (H35, H51, H52, H55, H60, F04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.presence import Presence, presence
from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.model.service import SERVING, Spell

LEADER, HEAD, OTHER = "领导班子成员", "科室负责人", "其他"
_LEADERS = ("院长", "书记", "中心主任", "站长")
_HEADS = ("主任", "护士长", "科长", "负责人")
MID = 2  # title rank from which 55号 wishes for posts in the leading group


@dataclass(frozen=True, slots=True)
class Active:
    """Somebody who serves on the day. `title` is the qualification as entered, else the post held by appointment;
    `skills` are those taught here; `present` the year's days so far, None where no score tells of them."""

    person: str
    name: str
    title: str
    rank: int
    specialty: str
    sender: str
    receiver: str
    start: date
    end: date | None
    post: str
    kind: str
    skills: tuple[str, ...]
    present: Presence | None


@dataclass(frozen=True, slots=True)
class Serving:
    """Everybody on the day, once each, by receiver and 人员编号."""

    on: date
    people: tuple[Active, ...]
    ledger_read: bool

    @property
    def with_posts(self) -> tuple[Active, ...]:
        return tuple(row for row in self.people if row.post)

    @property
    def mid_share(self) -> Fraction | None:
        """Of those with an intermediate title and above, who hold a post in the leading group (F04)."""
        mid = [row for row in self.people if row.rank >= MID]
        return Fraction(sum(row.kind == LEADER for row in mid), len(mid)) if mid else None


def kind_of(post: str) -> str:
    """A post in the leading group, at the head of a department, or another; empty for none."""
    if not post:
        return ""
    if any(word in post for word in _LEADERS):
        return LEADER
    return HEAD if post.endswith(_HEADS) else OTHER


def active_on(book: Book, on: date) -> Serving:
    """Everybody in 县聘乡用 service on a day; of two running rows the later one."""
    last: dict[str, Spell] = {}
    for spell in book.spells:
        if not spell.county_hired or spell.status != SERVING or not spell.person or spell.start is None:
            continue
        if spell.start > on or (spell.end is not None and spell.end < on):
            continue
        person = book.person(spell.person)
        if person is not None and person.left_by(on):  # the row should have been ended: no badge for who is gone
            continue
        known = last.get(spell.person)
        if known is None or _later(spell) > _later(known):
            last[spell.person] = spell
    there = {row.person: row for row in presence(book, Month(on.year, 1), Month.of(on))}
    rows = [_active(book, spell, there.get(spell.person), on) for spell in last.values()]
    return Serving(on, tuple(sorted(rows, key=lambda row: (row.receiver, row.person))), book.has("spells"))


def _later(spell: Spell) -> tuple[date, str]:
    return (spell.start or date.min, spell.code)


def _active(book: Book, spell: Spell, present: Presence | None, on: date) -> Active:
    person = book.person(spell.person)
    return Active(
        person=spell.person,
        name=book.person_name(spell.person),
        title=(person.qualification or person.appointment) if person else "",
        rank=person.title_rank if person else 0,
        specialty=spell.specialty,
        sender=spell.sender,
        receiver=spell.receiver,
        start=spell.start or on,
        end=spell.end,
        post=spell.temporary_post,
        kind=kind_of(spell.temporary_post),
        skills=_skills(book, spell, on),
        present=present if present and present.months else None,
    )


def _skills(book: Book, spell: Spell, on: date) -> tuple[str, ...]:
    taught: Iterable[str] = (
        row.skill
        for row in book.mentoring
        if row.mentor == spell.person and row.institution == spell.receiver and row.start and row.start <= on
    )
    return tuple(sorted({skill for skill in taught if skill}))
