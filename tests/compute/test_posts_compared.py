"""Seats, posts given for people sent, the ladder, added posts; personnel relations and annuities: by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from countyhire.compute.posts import posts
from countyhire.compute.posts.relations import relations
from countyhire.model.book import Book
from countyhire.model.institutions import Establishment
from countyhire.model.service import Spell
from countyhire.policy.load import load
from tests.compute.postsbook import ON, book, change, person

POLICY, DIANJIANG, STRENGTHENING = load("chongqing-2021-55"), load("dianjiang-2015"), load("strengthening-2020")
Told = tuple[str, str, int | None, int | None, str | None]


def told(rows: Book, clause: str, seats: str = "") -> list[Told]:
    pack = DIANJIANG.with_values({"allocation.seats": seats}) if seats else DIANJIANG
    found = posts(rows, pack, 2026, ON).compared
    return [(one.institution, one.left_name, one.left, one.right, one.verdict) for one in found if one.clause == clause]


def spell(who: str, sender: str = "H1", receiver: str = "T1", **more: Any) -> Spell:
    values = {"code": f"S-{who}", "category": "县聘乡用", "status": "服务中", "start": date(2026, 2, 1)}
    return Spell(person=who, sender=sender, receiver=receiver, **{**values, **more})


def seats(hospital: int | None, *receivers: int | None) -> tuple[Establishment, ...]:
    rows = [Establishment(institution="H1", approved=100, in_post=90, dispatch_seats=hospital)]
    rows += [
        Establishment(institution=f"T{at}", approved=20, in_post=9, receiving_seats=number)
        for at, number in enumerate(receivers, 1)
    ]
    return tuple(rows)


@pytest.mark.parametrize(("count", "verdict"), [(100, "fits"), (101, "beyond")])
def test_a_hundred_seats_take_a_hundred_doctors(count: int, verdict: str) -> None:
    """J04: the pack's 100; a plan, an ended term, one of tomorrow and another kind of service use no seat."""
    serving = [spell(f"P{number}") for number in range(count)]
    others = [
        spell("P0"), spell("Q1", status="拟派"), spell("Q2", status="期满"), spell("Q3", category="对口支援"),
        spell("Q4", start=ON + timedelta(days=1)),
    ]  # fmt: skip
    assert told(book(spells=(*serving, *others)), "J04") == [("", "已派出人数", count, 100, verdict)]


def test_each_hospital_has_its_own_seats_where_they_are_told() -> None:
    """J04: two of H1 against one seat; who another sends uses none of the dedicated ones."""
    rows = book(establishments=seats(1), spells=(spell("P1"), spell("P2"), spell("P3", "T1", "T2")))
    assert told(rows, "J04") == [("", "已派出人数", 2, 100, "fits"), ("H1", "已派出人数", 2, 1, "beyond")]


@pytest.mark.parametrize(
    ("hospital", "receivers", "verdicts"),
    [
        (100, (60, 40), ["fits", "fits"]),
        (100, (60, 41), ["differs", "fits"]),
        (101, (60, 41), ["fits", "beyond"]),
        (None, (60, 40), [None, None]),
        (100, (None, None), [None, "fits"]),
    ],
)
def test_the_three_fixed_numbers_agree(
    hospital: int | None, receivers: tuple[int | None, ...], verdicts: list[str | None]
) -> None:
    """J07: receivers' sum = senders' sum ≤ seats."""
    found = told(book(establishments=seats(hospital, *receivers)), "J07")
    assert [one[-1] for one in found] == verdicts


def transfer(posts_given: int, sent: int, hired: int, taken: int | None = None) -> Book:
    """Posts from T1 and T2 to H1, `sent` middle physicians of it at T1, `hired` people in the posts."""
    back = [person(f"D{at}", "H1", profession="执业医师") for at in range(sent)]
    below = [
        person("E1", "H1", profession="执业医师", appointment="师级"),
        person("E2", "H1", profession="注册护士"),
    ]
    new = [person(f"N{at}", "H1", post_source="调剂编制", hired_on=date(2026, 7, 1)) for at in range(hired)]
    gone = person("N99", "H1", post_source="调剂编制", status="离职", left_on=date(2026, 8, 1))
    return book(
        establishment_changes=(
            change("T1", -(posts_given - 1), counterpart="H1"), change("T2", -1, counterpart="H1"),
            change("T2", -9, counterpart="H1", state="已上报"), change("T1", -5), change("T1", -3, counterpart="T2"),
            change("H1", posts_given if taken is None else taken, counterpart="T1"),
        ),
        people=(*back, *below, *new, gone),
        spells=tuple(spell(one.code) for one in (*back, *below)),
    )  # fmt: skip


@pytest.mark.parametrize(("sent", "verdict"), [(20, "fits"), (19, "beyond")])
def test_twenty_posts_are_given_for_twenty_middle_or_senior_physicians(sent: int, verdict: str) -> None:
    """J22: a nurse, a junior, a paper not approved and a transfer between townships do not count."""
    assert told(transfer(20, sent, 0), "J22") == [
        ("H1", "基层登记调出编制", 20, 20, "fits"),
        ("H1", "基层调来编制", 20, sent, verdict),
    ]
    assert told(transfer(20, sent, 0, taken=19), "J22")[0][-1] == "differs"


@pytest.mark.parametrize(("hired", "sent", "verdicts"), [(20, 20, ["fits", "fits"]), (21, 20, ["beyond", "beyond"])])
def test_those_hired_with_the_posts_are_tagged(hired: int, sent: int, verdicts: list[str]) -> None:
    """J23: 20 tagged hires in post against 20 posts and 20 sent; who left holds none."""
    found = told(transfer(20, sent, hired), "J23")
    assert [(one[2], one[3], one[4]) for one in found] == [(hired, 20, verdict) for verdict in verdicts]


def test_a_step_up_is_no_part_of_the_scheme() -> None:
    """J29: hospital → centre, hospital → township, centre → township; T2 → T1 and T1 → H1 go up."""
    rows = (
        spell("P1"), spell("P2", receiver="T2"), spell("P3", receiver="T3"), spell("P4", "T1", "T2"),
        spell("P5", "T2", "T1"), spell("P6", "T1", "H1"), spell("P7", "T2", "T3"),
        spell("P8", "T2", "T1", status="拟派"),
    )  # fmt: skip
    found = [one for one in posts(book(spells=rows), DIANJIANG, 2026, ON).compared if one.clause == "J29"]
    assert [one.left for one in found] == [1, 2, 1, 2]
    assert [one.verdict for one in found] == [None, None, None, "beyond"] and "S-P5、S-P6" in found[-1].note
    down = [one for one in posts(book(spells=rows[:4]), DIANJIANG, 2026, ON).compared if one.clause == "J29"]
    assert down[-1].verdict == "fits" and not down[-1].note


@pytest.mark.parametrize(("used", "verdict"), [(230, "fits"), (231, "beyond")])
def test_added_posts_take_as_many_people(used: int, verdict: str) -> None:
    """K01: 230 added; other posts, hospitals, leavers, and posts only moved do not count; village staff apart."""
    added = {"post_source": "新增编制"}
    people = [person(f"V{at}", "T2", profession="乡村医生", **added) for at in range(used - 1)]
    people += [
        person("W0", **added), person("W1", post_source="调剂编制"), person("W2", "H1", **added),
        person("W3", **added, status="离职", left_on=ON), person("W4", **added, hired_on=ON + timedelta(days=1)),
    ]  # fmt: skip
    changes = (
        change("T1", 200, added=True), change("T2", 30, added=True), change("T1", 5), change("H1", 7, added=True),
        change("T2", 9, added=True, state="草稿"),
    )  # fmt: skip
    rows = book(establishment_changes=changes, people=tuple(people))
    assert told(rows, "K01") == [("", "新增编制已用", used, 230, verdict)]
    (found,) = (one for one in posts(rows, POLICY, 2026, ON).compared)
    assert found.note == f"其中乡村医生{used - 1}人"
    without = replace(rows, people=(), read=rows.read - {"people"})
    assert told(without, "K01") == [("", "新增编制已用", None, 230, None)]


def test_the_rows_of_one_scheme_act_under_its_pack_alone() -> None:
    assert {one.clause for one in posts(transfer(3, 3, 3), POLICY, 2026, ON).compared} == set()
    assert told(book(), "J22") == [] == told(book(), "J23")
    bare = book()
    bare = replace(bare, spells=(), read=frozenset({"institutions", "establishments"}))
    assert told(bare, "J04") == [("", "已派出人数", None, 100, None)] and told(bare, "J29") == []


def _lacking(*people: Any, pack: str = "strengthening-2020") -> list[tuple[str, bool | None, bool | None]]:
    found = relations(book(people=people), load(pack), ON)
    return [(one.person.code, one.held, one.annuity) for one in found]


def test_the_bureau_or_its_delegate_holds_the_personnel_relation() -> None:
    """M01: held by the institution itself, or not told; hospitals, contract staff and leavers are not asked."""
    people = (
        person("A1", relation_holder="卫生健康部门"), person("A2", relation_holder="受委托单位"),
        person("A3", relation_holder="本单位"), person("A4"), person("A5", "H1"), person("A6", establishment="合同制"),
        person("A7", status="退休", left_on=date(2026, 8, 1)), person("A8", hired_on=ON + timedelta(days=1)),
    )  # fmt: skip
    assert _lacking(*people) == [("A3", False, None), ("A4", None, None)]
    assert _lacking(*people, pack="chongqing-2021-55") == []
    assert _lacking(person("A1"), person("A2")) == []  # an older roster without the column


def test_an_empty_column_is_told_and_is_no_clean_list() -> None:
    """M01, M08: nobody filled in: the list is empty, and says of what it says nothing."""
    found = posts(book(people=(person("A1"),)), STRENGTHENING, 2026, ON)
    assert found.relations == () and found.unfilled == ("人事关系管理单位", "职业年金")
    filled = person("A1", relation_holder="卫生健康部门", has_annuity=True)
    assert posts(book(people=(filled,)), STRENGTHENING, 2026, ON).unfilled == ()


def test_filed_staff_have_an_annuity() -> None:
    """M08: no and not told are listed; of established staff it is not asked."""
    filed = {"establishment": "总量备案", "relation_holder": "卫生健康部门"}
    people = (
        person("A1", **filed, has_annuity=True), person("A2", **filed, has_annuity=False), person("A3", **filed),
        person("A4", relation_holder="卫生健康部门"),
    )  # fmt: skip
    assert _lacking(*people) == [("A2", True, False), ("A3", True, None)]
