"""Who is counted for the targets of the strengthening programme: the primary institutions' own people (L01–L09)."""

from collections.abc import Iterable
from datetime import date

from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.people import Person
from countyhire.model.village import VillageDoctor

PLACES = (*PRIMARY_KINDS, "社区卫生服务站", "村卫生室")
NOT_HEALTH = ("其他技术人员", "管理人员", "工勤技能人员")
FLEXIBLE = ("柔性引进", "返聘")  # neither in posts nor on the strength (M12, M13)
PROVINCIAL = "省级"


def at_primary(book: Book) -> list[Person]:
    """Everyone of 花名册 at a primary institution, gone or not, once."""
    places = {row.code for row in book.institutions if row.kind in PLACES}
    return [row for row in people_of(book) if row.institution in places]


def on_strength(people: Iterable[Person], day: date) -> list[Person]:
    """Those hired by a day and not gone by it; neither 柔性引进 nor 返聘."""
    return [
        row
        for row in people
        if row.hired_on and row.hired_on <= day and not row.left_by(day) and row.establishment not in FLEXIBLE
    ]


def technical(people: Iterable[Person]) -> list[Person]:
    """卫生技术人员: neither 其他技术, 管理 nor 工勤."""
    return [row for row in people if row.profession not in NOT_HEALTH]


def village_doctors(book: Book, counted: Iterable[Person]) -> list[VillageDoctor]:
    """The doctors of 村卫生室 who are not on 花名册 already, by ID number; each once."""
    known = {row.id_number for row in counted if row.id_number} | {row.code for row in counted}
    found: dict[str, VillageDoctor] = {}
    for row in book.village_doctors:
        key = row.id_number or row.code
        if key and key not in known and row.code not in known:
            found.setdefault(key, row)
    return [found[key] for key in sorted(found)]


def hired_in(people: Iterable[Person], year: int, on: date, excluded: tuple[str, ...]) -> list[Person]:
    """The year's hires up to a day, whether they stayed or not; routes such as 调入 are no hiring (L04)."""
    return [
        row
        for row in people
        if row.hired_on
        and row.hired_on.year == year
        and row.hired_on <= on
        and row.entry_route not in excluded
        and row.establishment not in FLEXIBLE
    ]


def backbones(people: Iterable[Person]) -> list[Person]:
    """Those selected as backbones: 骨干 是, or a level entered (L07)."""
    return [row for row in people if row.backbone or row.backbone_level]


def provincial(people: Iterable[Person]) -> list[Person]:
    """Backbones of the province (L08)."""
    return [row for row in people if row.backbone_level == PROVINCIAL]


def practitioners_trained(people: Iterable[Person], year: int, on: date) -> list[Person]:
    """Who passed general practitioners' training in a year, up to a day (L06)."""
    return [
        row for row in people if row.practitioner_on and row.practitioner_on.year == year and row.practitioner_on <= on
    ]
