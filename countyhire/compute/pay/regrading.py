"""The pay step of graduates confirmed at township institutions, one higher than elsewhere (强基工程 11; O16)."""

from collections.abc import Iterator
from dataclasses import dataclass

from countyhire.model.amount import Amount, given, total
from countyhire.model.book import Book
from countyhire.model.people import Person
from countyhire.model.primary import Regrading

TOWNSHIP_KINDS = ("中心卫生院", "乡镇卫生院", "村卫生室")
GRADUATES = ("中专", "大专", "专科", "本科", "大学", "研究生", "硕士", "博士")
NOT_MEDICAL = ("其他技术人员", "管理人员", "工勤技能人员")
ONE_HIGHER = Amount("高定", 1, "级", clause="O16")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A person's step as given and as due; `why` says why it is not one higher, empty where it is."""

    person: str
    name: str
    row: Regrading
    given: Amount
    due: Amount
    why: str

    @property
    def year(self) -> int | None:
        return self.row.regraded_on.year if self.row.regraded_on else None

    @property
    def agrees(self) -> bool:
        return self.given.value == self.due.value


def confirmed(book: Book) -> Iterator[Confirmed]:
    """Every row that is complete, by person and day."""
    for row in sorted(book.regradings, key=lambda one: (one.person, str(one.regraded_on), one.row)):
        if row.ordinary is not None and row.given is not None:
            why = _why_not(book, book.person(row.person))
            ordinary = given("一般薪级", row.ordinary, "级", row.cell("ordinary"), "O16")
            parts = (ordinary,) if why else (ordinary, ONE_HIGHER)
            yield Confirmed(
                row.person,
                book.person_name(row.person),
                row,
                given("定级薪级", row.given, "级", row.cell("given"), "O16"),
                total("应定薪级", parts, "级", "O16"),
                why,
            )


def _why_not(book: Book, person: Person | None) -> str:
    """What keeps a person from the higher step: the place, the schooling or the work; empty where nothing does."""
    if person is None:
        return "花名册里没有"
    place = book.institution(person.institution)
    if place is None or place.kind not in TOWNSHIP_KINDS:
        return "不在乡镇以下卫生事业单位"
    if not person.education:
        return "花名册没有填学历，填了再判断"
    if not any(word in person.education for word in GRADUATES):
        return "不是大中专以上毕业"
    return "不是医学类岗位" if person.profession in NOT_MEDICAL else ""
