"""N07: three months of rotation training before 副高, for grassroots general practitioners, where a pack asks."""

from datetime import date

from countyhire.compute.rotation import rotations
from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.people import Leave, Person
from countyhire.model.period import Length
from countyhire.policy.load import load

ON = date(2026, 6, 1)
ASKED = {"certify.rotation_months": {"value": 3, "cite": "某区强基工程方案二6", "since": date(2022, 1, 1)}}


def doctor(code: str, **more: str) -> Person:
    given = {
        "institution": "T",
        "profession": "执业医师",
        "appointment": "中级",
        "specialty": "全科医学科",
        "status": "在岗",
    }
    return Person(code=code, name=code, **{**given, **more})


def leave(person: str, first: str, last: str | None, kind: str = "进修") -> Leave:
    return Leave(
        person=person, kind=kind, start=date.fromisoformat(first), end=date.fromisoformat(last) if last else None
    )


def book(*leaves: Leave) -> Book:
    places = (Institution(code="T", kind="乡镇卫生院"), Institution(code="H", kind="综合医院"))
    people = (
        doctor("A"), doctor("B"), doctor("C", institution="H"), doctor("D", appointment="师级"),
        doctor("E", specialty="内科"),
    )  # fmt: skip
    return Book(institutions=places, people=people, leaves=leaves)


def test_no_pack_that_ships_asks() -> None:
    assert rotations(book(), load("chongqing-2021-55"), ON) == ()


def test_three_months_pass_and_a_day_less_does_not() -> None:
    policy = load("chongqing-2021-55", ASKED)
    found = rotations(book(leave("A", "2026-01-01", "2026-03-31"), leave("B", "2026-01-01", "2026-03-30")), policy, ON)
    assert [(row.person, row.done, row.passes) for row in found] == [
        ("A", Length(3), True),
        ("B", Length(2, 30), False),
    ]


def test_stretches_add_overlaps_count_once_and_other_leave_does_not_count() -> None:
    policy = load("chongqing-2021-55", ASKED)
    leaves = (
        leave("A", "2025-01-01", "2025-02-15"), leave("A", "2025-02-01", "2025-02-15"),
        leave("A", "2026-05-01", None), leave("A", "2025-03-01", "2025-12-31", "病假"),
    )  # fmt: skip
    (row, _) = rotations(book(*leaves), policy, ON)
    assert (row.done, row.passes) == (Length(2, 16), False)
