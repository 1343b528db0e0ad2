"""Staff of the filed quota beside those on establishment: same post and month, same items of pay (强基工程 1; M07)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay.posts import Timeline, read_posts
from countyhire.model.amount import Amount, given, total
from countyhire.model.book import Book
from countyhire.model.pay import HomePay
from countyhire.model.people import Person
from countyhire.model.period import Month

ESTABLISHED, FILED = "编制内", "总量备案"
ITEMS = {
    "post_salary": "岗位工资",
    "step_salary": "薪级工资",
    "national_allowance": "国家津贴补贴",
    "township_allowance": "乡镇工作补贴",
    "social_insurance": "单位社保",
    "housing_fund": "单位公积金",
    "annuity": "职业年金单位缴费",
    "performance": "绩效工资",
}
ELSEWHERE = ("township_allowance", "performance")  # what a month of service in a township changes
BY_POST = "post_salary"  # set by the post grade alone, so that the sums must agree, not only the item


@dataclass(frozen=True, slots=True)
class Unequal:
    """An item that a person of the filed quota did not get as peers did, over the months in which that is so.

    `peers` is the least that a peer got. `row` is the first month's.
    """

    person: str
    name: str
    institution: str
    grade: str
    item: str
    label: str
    months: tuple[Month, ...]
    own: Amount
    peers: Amount
    row: HomePay


def unequal(book: Book, year: int) -> tuple[Unequal, ...]:
    """By person and item. A month without an established colleague of the same post is not compared."""
    grades = read_posts(book)[0].grades
    peers: dict[tuple[str, str, Month], list[HomePay]] = defaultdict(list)
    filed: dict[str, list[tuple[HomePay, Month, str, str]]] = defaultdict(list)
    for row, month, person in _rows(book, year):
        step = grades.get(person.code, Timeline(())).at(month.last)
        if step is None:
            continue
        if person.establishment == ESTABLISHED:
            peers[person.institution, step.post_grade, month].append(row)
        elif person.establishment == FILED:
            filed[person.code].append((row, month, person.institution, step.post_grade))
    found = []
    for code in sorted(filed):
        rows = sorted(filed[code], key=lambda one: (one[1], one[0].row))
        for field, label in ITEMS.items():
            short = [
                (row, month, place, grade, least)
                for row, month, place, grade in rows
                if not (field in ELSEWHERE and _away(book, code, month))
                and (least := _short(field, row, peers[place, grade, month])) is not None
            ]
            if short:
                found.append(_unequal(book, code, field, label, short))
    return tuple(found)


def _rows(book: Book, year: int) -> Iterator[tuple[HomePay, Month, Person]]:
    for row in book.home_pay:
        person = book.person(row.person)
        if person and row.month and row.month.year == year:
            yield row, row.month, person


def _short(field: str, row: HomePay, peers: Sequence[HomePay]) -> HomePay | None:
    """The peer who got least of an item that every peer got and this row not alike; None where nothing is wrong."""
    sums = [getattr(peer, field) or 0 for peer in peers]
    if not sums or min(sums) <= 0:
        return None
    own = getattr(row, field) or 0
    wrong = own != sums[0] if field == BY_POST and len(set(sums)) == 1 else own <= 0
    return min(peers, key=lambda peer: (getattr(peer, field), peer.person)) if wrong else None


def _unequal(
    book: Book, code: str, field: str, label: str, short: Sequence[tuple[HomePay, Month, str, str, HomePay]]
) -> Unequal:
    first, _, place, grade, _ = short[0]
    own = tuple(
        given(f"{month}{label}", getattr(row, field) or 0, "元", row.cell(field), "M07") for row, month, *_ in short
    )
    peers = tuple(
        given(f"{month}编内同岗{label}", getattr(peer, field), "元", peer.cell(field), "M07")
        for _, month, _, _, peer in short
    )
    return Unequal(
        code,
        book.person_name(code),
        place,
        grade,
        field,
        label,
        tuple(dict.fromkeys(month for _, month, *_ in short)),
        total(f"本人{label}", own, "元", "M07"),
        total(f"编内同岗最低{label}", peers, "元", "M07"),
        first,
    )


def _away(book: Book, person: str, month: Month) -> bool:
    """Whether a month has a day of 县聘乡用 service."""
    return any(
        spell.county_hired and spell.start and spell.start <= month.last and (spell.end or date.max) >= month.first
        for spell in book.spells_of(person)
    )
