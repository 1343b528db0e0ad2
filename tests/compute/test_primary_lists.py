"""Overtime, tilt, approvals year by year, equal pay and the confirmed pay step, each by hand (强基工程)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.pay.equal_pay import unequal
from countyhire.compute.pay.overtime import Hours, hours_of
from countyhire.compute.pay.reapproval import approvals_by_year
from countyhire.compute.pay.regrading import confirmed
from countyhire.compute.pay.tilt import tilts
from countyhire.model.book import Book
from countyhire.model.pay import HomePay
from countyhire.model.people import Person, PostChange
from countyhire.model.period import Month
from countyhire.model.primary import Overtime, PrimaryStaff, Regrading
from countyhire.model.service import Spell
from tests.compute.primarybook import HEAD, TOTAL, book, member

MARCH = Month(2025, 3)


def overtime(person: str, hours: int, given_back: int | None, month: Month = MARCH, kind: str = "夜班") -> Overtime:
    back = None if given_back is None else Fraction(given_back)
    return Overtime(institution="T1", person=person, month=month, kind=kind, hours=Fraction(hours), given_back=back)


def hours(*rows: Overtime) -> Hours:
    return hours_of(Book(primary_overtime=rows), 2025).get("T1", Hours.none())


def test_hours_given_back_as_leave_are_not_paid() -> None:  # O04
    """24 − 8 = 16; 12 given back whole: 0; 6 never given back: 6."""
    found = hours(overtime("C2", 24, 8), overtime("C3", 12, 12), overtime("C4", 6, None))
    assert (found.worked.value, found.given_back.value, found.eligible.value, found.rows) == (42, 20, 22, 3)


def test_more_given_back_than_worked_leaves_nothing_and_takes_nothing_from_others() -> None:  # O04
    assert hours(overtime("C2", 8, 24), overtime("C3", 4, 0)).eligible.value == 4


def test_hours_of_another_year_and_of_nobody() -> None:  # O04
    assert hours(overtime("C2", 8, 0, Month(2024, 12))) == Hours.none()
    assert hours().eligible.value == 0


def leaning(*staff: PrimaryStaff) -> list[tuple[str, Fraction, Fraction, bool]]:
    return [
        (one.label, Fraction(one.mean.value), Fraction(one.unit.value), one.leans) for one in tilts(book(), "", staff)
    ]


def some(code: str, tenths: int, **groups: object) -> PrimaryStaff:
    return member(code, 1, coefficient=Fraction(tenths, 10), **groups)


def test_a_group_leans_where_its_mean_is_above_the_unit_s() -> None:  # O13
    """Front line 1.3 and 1.1, mean 1.2; the unit (1.3 + 1.1 + 0.9) ÷ 3 = 1.1."""
    staff = (some("C3", 13, front_line=True), some("C4", 11, front_line=True), some("C5", 9))
    assert leaning(*staff) == [("临床一线", Fraction(6, 5), Fraction(11, 10), True)]


def test_the_same_mean_is_no_lean() -> None:  # O13
    staff = (some("C3", 10, key_post=True), some("C4", 12), some("C5", 8))
    assert leaning(*staff) == [("关键岗位", Fraction(1), Fraction(1), False)]


def test_where_everybody_is_of_the_group_there_is_nobody_to_lean_from() -> None:  # O13
    assert leaning(some("C3", 10, key_staff=True)) == [("业务骨干", Fraction(1), Fraction(1), True)]


def test_the_head_and_people_without_a_coefficient_are_not_in_the_means() -> None:  # O13
    staff = (
        replace(HEAD, coefficient=Fraction(9), front_line=True),
        member("C6", 1, front_line=True),
        some("C3", 13, front_line=True),
        some("C4", 11),
    )
    assert leaning(*staff) == [("临床一线", Fraction(13, 10), Fraction(6, 5), True)]


def test_approvals_year_by_year() -> None:  # O08
    """One a year; a year left out is named; 5,940,000 ÷ 40 = 148,500 a head."""
    rows = (
        replace(TOTAL, year=2025),
        replace(TOTAL, year=2022, approved=500_000_000, headcount=None),
        replace(TOTAL, year=2023, approved=480_000_000),
        replace(TOTAL, year=2026),
        replace(TOTAL, year=None),
    )
    found = approvals_by_year(Book(primary_totals=rows), 2025)
    assert [(one.year, one.change and one.change.value, one.missed) for one in found] == [
        (2022, None, ()),
        (2023, -20_000_000, ()),
        (2025, 114_000_000, (2024,)),
    ]
    assert [one.level and one.level.value for one in found] == [None, 12_000_000, 14_850_000]
    later = approvals_by_year(Book(primary_totals=rows[:3]), 2027)
    assert [(one.year, one.since) for one in later] == [(2022, ()), (2023, ()), (2025, (2026, 2027))]


PLACES = book().institutions


def graded(kind: str = "T1", education: str = "大专", profession: str = "注册护士", given: int = 8) -> list[object]:
    person = Person(code="C1", name="职工1", institution=kind, education=education, profession=profession)
    row = Regrading(person="C1", regraded_on=date(2025, 7, 1), ordinary=7, given=given)
    found = confirmed(Book(institutions=PLACES, people=(person,), regradings=(row,)))
    return [(one.due.value, one.agrees, one.why) for one in found]


def test_a_graduate_at_a_township_institution_is_one_step_higher() -> None:  # O16
    assert graded() == [(8, True, "")]
    assert graded(given=7) == [(8, False, "")]
    assert graded(given=9) == [(8, False, "")]


@pytest.mark.parametrize(
    ("kind", "education", "profession", "why"),
    [
        ("K1", "本科", "执业医师", "不在乡镇以下卫生事业单位"),
        ("X9", "本科", "执业医师", "不在乡镇以下卫生事业单位"),
        ("T1", "高中", "执业医师", "不是大中专以上毕业"),
        ("T1", "", "执业医师", "花名册没有填学历，填了再判断"),
        ("T1", "本科", "管理人员", "不是医学类岗位"),
    ],
)
def test_others_are_not(kind: str, education: str, profession: str, why: str) -> None:  # O16
    assert graded(kind, education, profession, 7) == [(7, True, why)]
    assert graded(kind, education, profession, 8) == [(7, False, why)]


def test_a_row_of_nobody_and_a_row_without_a_figure() -> None:  # O16
    rows = (Regrading(person="Z", ordinary=7, given=7), Regrading(person="C1", ordinary=None, given=7))
    (one,) = confirmed(Book(regradings=rows))
    assert (one.why, one.year) == ("花名册里没有", None)
    assert next(confirmed(Book(regradings=(replace(rows[0], regraded_on=date(2024, 1, 1)),)))).year == 2024


def paid(person: str, month: Month = MARCH, **items: int) -> HomePay:
    given = {"post_salary": 250_000, "step_salary": 100_000, "performance": 300_000} | items
    return HomePay(person=person, month=month, **given)  # type: ignore[arg-type]


def staffed(*rows: HomePay, spells: tuple[Spell, ...] = (), **more: object) -> Book:
    people = tuple(
        Person(code=code, name=code, institution=place, establishment=kind, post_grade=grade)
        for code, place, kind, grade in (
            ("E1", "H1", "编制内", "专技十级"),
            ("E2", "H1", "编制内", "专技十级"),
            ("F1", "H1", "总量备案", "专技十级"),
            ("F2", "H2", "总量备案", "专技十级"),
            ("F3", "H1", "总量备案", ""),
            ("Z1", "H1", "合同制", "专技十级"),
        )
    )
    return replace(Book(people=people, home_pay=rows, spells=spells), **more)  # type: ignore[arg-type]


def differences(*rows: HomePay, **more: object) -> list[tuple[str, str, int, int, int]]:
    return [
        (one.person, one.label, len(one.months), int(one.own.value), int(one.peers.value))
        for one in unequal(staffed(*rows, **more), 2025)  # type: ignore[arg-type]
    ]


def test_filed_staff_with_the_same_items_are_equal() -> None:  # M07
    assert differences(paid("E1"), paid("E2", step_salary=140_000), paid("F1", step_salary=90_000)) == []


def test_an_item_that_every_established_peer_has_and_the_filed_one_has_not() -> None:  # M07
    """Two months without annuity; the peer who got least had 400.00 and 390.00."""
    april = Month(2025, 4)
    rows = (
        paid("E1", annuity=40_000), paid("E2", annuity=41_000), paid("F1"),
        paid("E1", april, annuity=39_000), paid("F1", april),
    )  # fmt: skip
    assert differences(*rows) == [("F1", "职业年金单位缴费", 2, 0, 79_000)]
    assert differences(*rows[::-1]) == differences(*rows)


def test_post_salary_is_set_by_the_grade_so_the_sum_must_agree() -> None:  # M07
    rows = (paid("E1"), paid("E2"), paid("F1", post_salary=249_999))
    assert differences(*rows) == [("F1", "岗位工资", 1, 249_999, 250_000)]
    assert differences(paid("E1"), paid("E2", post_salary=260_000), paid("F1", post_salary=255_000)) == []
    assert differences(paid("E1"), paid("E2", post_salary=260_000), paid("F1", post_salary=0)) == [
        ("F1", "岗位工资", 1, 0, 250_000)
    ]


def test_who_is_not_compared() -> None:  # M07
    """An item that one peer lacks; no peer of that place, grade or month; other kinds of staff; other years."""
    assert differences(paid("E1", annuity=1), paid("E2"), paid("F1")) == []
    assert differences(paid("E1", annuity=1), paid("F2"), paid("F3"), paid("Z1"), paid("nobody")) == []
    assert differences(paid("E1", annuity=1), paid("F1", Month(2025, 4)), paid("F1", Month(2024, 3))) == []
    assert differences(paid("E1", annuity=1), replace(paid("F1"), month=None)) == []


def test_the_grade_is_that_of_the_month() -> None:  # M07
    changes = (PostChange(person="F1", post_grade="专技九级", since=date(2025, 4, 1)),)
    rows = (paid("E1", annuity=1), paid("F1"))
    assert len(differences(*rows, post_changes=changes)) == 1
    later = tuple(replace(row, month=Month(2025, 4)) for row in rows)
    assert differences(*later, post_changes=changes) == []


def test_performance_pay_of_a_month_away_is_not_the_home_unit_s() -> None:  # M07, H18
    away = Spell(code="S", person="F1", category="县聘乡用", status="服务中", start=date(2025, 3, 10), end=None)
    rows = (paid("E1"), paid("F1", performance=0))
    assert len(differences(*rows)) == 1
    assert differences(*rows, spells=(away,)) == []
    gone = replace(away, start=date(2025, 1, 1), end=date(2025, 2, 28))
    assert len(differences(*rows, spells=(gone,))) == 1
    assert len(differences(*rows, spells=(replace(away, status="拟派"),))) == 1
