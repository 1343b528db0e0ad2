"""The lists at the end of a term, worked by hand (55号 三（一）, 三（六））."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from countyhire.compute.certify import certify
from countyhire.model.period import Length
from countyhire.model.village import VillageDoctor
from countyhire.policy.load import load
from tests.compute.dutybook import book_of, doctor, hospital, random_district, served, township
from tests.compute.paybook import day

POLICY = load("chongqing-2021-55")
ON = date(2026, 6, 1)
PLACES = (
    hospital(),
    hospital("C1", owner="市属"),
    township(),
    township("R1", remote=True),
    township("R2", remote=True),
)


def of(*rows, on=ON, **texts):
    return certify(book_of(*PLACES, *rows), POLICY.with_values(texts), on)


def test_return_needs_a_complete_term_and_a_pass():  # B11, I02
    rows = [
        served("A", "2025-06-01", "2026-05-31"),
        served("B", "2025-06-01", "2026-05-31", term_result="不合格"),
        served("C", "2025-06-01", "2026-05-31", term_result=""),
        served("D", "2025-06-01", "2026-04-30"),
        served("E", "2025-06-01", "2026-05-31", status="服务中", term_result=""),
        served("F", "2025-06-01", "2026-03-31", status="提前结束", early_end_reason="病重"),
        served("G", "2025-08-01", "2026-07-31", status="服务中", term_result=""),
        served("H", "2025-06-02", "2026-06-01", status="服务中", term_result=""),
        served("I", "2026-01-01", None, status="服务中", term_result=""),
    ]
    result = of(*rows)
    assert [(row.person, row.served, row.end) for row in result.returns] == [("A", Length(12), date(2026, 5, 31))]
    assert {row.person: row.reason for row in result.not_released} == {
        "B": "期满考核不合格，由区县卫生健康部门决定",
        "C": "期满未考核",
        "D": "服务11个月，不满12个月",
        "E": "计划2026-05-31期满，台账仍为服务中",
        "F": "提前结束：病重",
    }


def test_a_transfer_returns_at_the_end_of_the_whole_year():  # B11, B04
    rows = (served("A", "2025-06-01", "2025-11-30"), served("A", "2025-12-01", "2026-05-31", receiver="R1"))
    (row,) = of(*rows).returns
    assert (row.start, row.receiver, row.served) == (date(2025, 6, 1), "R1", Length(12))
    assert of(*rows, on=date(2026, 3, 1)).returns == ()


def test_certificate_only_for_a_pass():  # F01
    rows = [
        served("A", "2025-06-01", "2026-05-31", code="F2026-7"),
        served("B", "2025-06-01", "2026-05-31", term_result="不合格"),
        served("C", "2025-06-01", "2026-02-28", term_result="优秀"),
        served("D", "2025-06-01", "2026-05-31", category="对口支援"),
        served("E", "2025-06-01", "2027-05-31"),
        served("F", "2026-05-31", "2026-05-01"),
    ]
    result = of(*rows, doctor("A"))
    assert [(row.number, row.name, row.served) for row in result.certificates] == [
        ("2026-F2026-7", "人员A", Length(12)),
        ("2026-S-C-2025-06-01", "C", Length(9)),
    ]
    assert [(row.person, row.number, row.reason) for row in result.no_certificate] == [("B", "", "期满考核不合格")]


def test_numbers_of_the_register_never_move():  # F01
    first = served("B", "2024-06-01", "2025-05-31")
    later = served("A", "2023-06-01", "2024-05-31")
    numbers = {row.person: row.number for row in of(first).certificates}
    assert {row.person: row.number for row in of(later, first).certificates}["B"] == numbers["B"]


def test_a_page_for_everyone_with_a_certificate():  # F01
    rows = [
        served("A", "2025-06-01", "2025-11-30", code="S1"),
        served("A", "2025-12-01", "2026-05-31", code="S2", receiver="R1"),
        served("A", "2023-01-01", "2023-06-30", code="S0", term_result="不合格"),
        served("B", "2024-06-01", "2025-05-31", code="S3"),
        served("C", "2025-06-01", "2026-05-31", code="S4", term_result=""),
    ]
    people = [doctor(code) for code in "ABC"]
    found = {row.person: row for row in of(*rows, *people).holders}
    assert {code: [entry.number for entry in row.entries] for code, row in found.items()} == {
        "A": ["2025-S1", "2026-S2"],
        "B": ["2025-S3"],
    }
    assert (found["A"].total, found["A"].name, found["A"].institution) == (Length(12), "人员A", "H1")
    assert of(*rows).holders == ()
    of_year = certify(book_of(*PLACES, *rows, *people), POLICY, ON, 2025)
    assert [row.number for row in of_year.certificates] == ["2025-S1", "2025-S3"]
    assert [row.person for row in of_year.returns] == ["B"]


def test_what_was_not_read_is_said():
    alone = certify(book_of(served("A", "2025-06-01", "2026-05-31", receiver="T9")), POLICY, ON)
    assert (alone.people_read, alone.receivers_checked) == (False, False)
    assert [row.number for row in alone.certificates] == ["2026-S-A-2025-06-01"]
    assert (alone.gates, alone.remote, alone.holders) == ((), (), ())
    assert of(doctor("A")).people_read and of(doctor("A")).receivers_checked


def gate_of(*rows, on=ON, **person):
    values = {"appointment": "中级", "senior_application_year": 2027, "education": "大学本科", **person}
    (row,) = of(doctor("M", "2012-07-01", **values), *rows, on=on).gates
    return row


def test_gate_puts_both_tests_side_by_side():  # B08, H14, H16, N14
    rows = (
        served("M", "2020-01-01", "2020-05-31", category="对口支援", evidence="证明", receiver="外省医院"),
        served("M", "2022-01-01", "2022-07-31"),
    )
    row = gate_of(*rows)
    assert (row.credited, row.missing) == (Length(7), Length(5))
    assert (row.national, row.missing_national) == (Length(12), Length())
    assert (row.passes, row.reasons) == (False, ("按55号文还差5个月",))
    assert (row.application_year, row.applies_on) == (2027, date(2027, 7, 1))
    assert row.latest_start == date(2027, 2, 1)
    full = gate_of(served("M", "2022-01-01", "2022-12-31"))
    assert (full.passes, full.reasons, full.latest_start) == (True, (), None)
    none = gate_of()
    assert none.reasons == ("按55号文还差12个月", "按国家法律还差12个月")


@pytest.mark.parametrize(
    ("education", "since", "earliest"),
    [
        ("博士研究生", "2022-09-01", "2025-07-01"),
        ("硕士", "2022-09-01", "2027-07-01"),
        ("大学本科", "2022-09-01", "2028-07-01"),
        ("大专", "2022-07-01", "2029-07-01"),
        ("大学专科", "2022-07-01", "2029-07-01"),
        ("大专", "2022-07-02", "2030-07-01"),
    ],
)
def test_earliest_application_by_degree(education, since, earliest):  # H16
    row = gate_of(education=education, intermediate_since=day(since))
    assert row.earliest == day(earliest)
    early = row.applies_on < row.earliest
    assert any("任中级年限" in reason for reason in row.reasons) == early


def test_years_that_cannot_be_worked_out_are_left_open():  # H16
    assert gate_of(education="中等专科", intermediate_since=day("2022-09-01")).earliest is None
    assert gate_of(education="本科").earliest is None
    assert gate_of(senior_application_year=None).applies_on is None


def test_gate_sees_service_under_way():  # B08
    row = gate_of(served("M", "2026-01-01", "2026-12-31", status="服务中", term_result=""))
    assert (row.serving_until, row.completes_on) == (date(2026, 12, 31), date(2026, 12, 31))
    assert gate_of().completes_on is None


def test_who_stands_before_the_gate():  # N11
    rows = [
        doctor("CITY", institution="C1", appointment="中级"),
        doctor("COUNTY", appointment="中级"),
        doctor("TOWNSHIP", institution="T1", appointment="中级"),
        doctor("NURSE", appointment="中级", profession="注册护士"),
        doctor("GONE", appointment="中级", status="退休"),
        doctor("SENIOR", appointment="副高"),
    ]
    assert [(row.person, row.in_scheme) for row in of(*rows).gates] == [("CITY", False), ("COUNTY", True)]


@pytest.mark.parametrize(
    ("last", "months", "long"), [("2025-12-31", 36, True), ("2025-12-30", 35, False), ("2025-11-30", 35, False)]
)
def test_three_years_in_remote_places(last, months, long):  # F02, F03
    (row,) = of(served("A", "2023-01-01", last, receiver="R1")).remote
    assert row.served.months == months
    assert row.missing == (Length() if long else Length(36))
    assert row.uses == (("职称晋升", "岗位聘任") if long else ())
    assert bool(of(served("A", "2023-01-01", last, receiver="R1")).priority) == long


def test_continuous_across_remote_places_and_gaps():  # F02, Q10
    moved = (
        served("A", "2023-01-01", "2024-06-30", receiver="R1"),
        served("A", "2024-07-01", "2025-12-31", receiver="R2"),
    )
    (row,) = of(*moved).remote
    assert (row.served, row.receivers, row.missing) == (Length(36), ("R1", "R2"), Length())
    gap = (moved[0], served("A", "2024-07-02", "2026-01-01", receiver="R2"))
    (apart,) = of(*gap).remote
    assert (apart.served, apart.missing, apart.start) == (Length(18), Length(36), date(2024, 7, 2))
    (bridged,) = of(*gap, **{"certify.gap_days": "1"}).remote
    assert bridged.served == Length(36)
    near = (moved[0], served("A", "2024-07-01", "2025-12-31", receiver="T1"))
    assert of(*near).remote[0].served == Length(18)


def test_remote_service_under_way_runs_to_the_day():  # F02
    (row,) = of(served("A", "2025-06-02", None, receiver="R1", status="服务中", term_result="")).remote
    assert (row.running, row.served, row.end, row.missing) == (True, Length(12), ON, Length(24))
    (long_ago,) = of(
        served("A", "2022-01-01", "2024-06-30", receiver="R1"),
        served("A", "2026-03-02", None, receiver="R1", status="服务中", term_result=""),
    ).remote
    assert (long_ago.served, long_ago.missing) == (Length(30), Length(33))
    (over,) = of(served("A", "2025-06-02", "2026-05-31", receiver="R1", status="服务中")).remote
    assert not over.running
    planned = served("A", "2025-06-02", "2026-05-31", receiver="R1", status="拟派")
    assert of(planned, served("B", "2026-07-01", None, receiver="R1")).remote == ()


def test_special_posts_ask_for_all_three():  # F07
    long, short = ("2023-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31")
    rows = [
        served("A", *long, receiver="R1", term_result="优秀"),
        served("B", *long, receiver="R1"),
        served("C", *short, receiver="R1", term_result="优秀"),
        served("D", *long, receiver="T1", term_result="优秀"),
    ]
    result = of(*rows)
    assert [row.person for row in result.special_posts] == ["A"]
    assert [row.person for row in result.priority] == ["A", "B"]


def test_thirty_years_at_the_grass_roots():  # P17
    rows = [
        doctor("A", "1996-06-01", institution="T1"),
        doctor("B", "1996-06-02", institution="T1"),
        doctor("C", "1980-01-01", institution="H1"),
        doctor("D", "1980-01-01", institution="T1", status="退休"),
        VillageDoctor(code="V1", name="村医", clinic="W1", years=Fraction(30)),
        VillageDoctor(code="V2", name="村医", clinic="W1", years=Fraction(299, 10)),
        VillageDoctor(code="V3", name="村医", clinic="W1"),
        doctor("E", "1990-12-01", institution="T1"),
    ]
    assert [(row.person, row.place, row.years) for row in of(*rows).veterans] == [
        ("A", "卫生院T1", 30),
        ("E", "卫生院T1", 35),
        ("V1", "W1", 30),
    ]


def test_the_right_to_return_is_the_packs():  # J30, J31
    rows = [
        doctor("A", "2023-06-02", institution="T1", entry_route="调入"),
        doctor("B", "2023-06-01", institution="T1", entry_route="调入"),
        doctor("C", "2021-06-01", institution="T1", entry_route="调入"),
        doctor("D", "2021-06-01", institution="T1"),
        doctor("E", "2021-06-01", institution="H1", entry_route="调入"),
        doctor("F", "2021-06-01", institution="T1", entry_route="调入", status="离职"),
        doctor("G", "2026-06-02", institution="T1", entry_route="调入"),
        doctor("H", "2021-06-01", institution="X9", entry_route="调入"),
    ]
    assert of(*rows).return_rights == ()
    found = certify(book_of(*PLACES, *rows), load("dianjiang-2015"), ON).return_rights
    assert [(row.person, row.standing) for row in found] == [
        ("A", "too_early"),
        ("B", "may_return"),
        ("C", "to_return"),
    ]
    assert (found[0].may_return_on, found[0].to_return_by) == (date(2026, 6, 2), date(2028, 6, 2))


def test_rows_in_any_order_give_the_same():
    for seed in range(10):
        book = random_district(Random(seed), 8)
        turned = book
        for name in ("people", "spells", "leaves", "institutions"):
            turned = turned.with_rows(name, reversed(getattr(book, name)))
        assert certify(book, POLICY, ON) == certify(turned, POLICY, ON)


def test_nobody_is_missed():  # B11, F01
    for seed in range(30):
        book = random_district(Random(seed), 8)
        result = certify(book, POLICY, ON)
        over = {
            row.code for row in book.spells
            if row.category == "县聘乡用" and row.status in ("期满", "提前结束") and row.start <= row.end <= ON
        }  # fmt: skip
        assert {row.number.split("-", 1)[1] for row in result.certificates} <= over
        assert len(result.certificates) + len(result.no_certificate) == len(over)


def test_another_pack_prefers_whoever_served_a_term():  # J17
    rows = [served("A", "2025-06-01", "2026-05-31"), served("B", "2023-01-01", "2025-12-31", receiver="R1")]
    found = certify(book_of(*PLACES, *rows), load("dianjiang-2015"), ON)
    assert {row.person: row.uses for row in found.returns} == {
        "A": ("晋升职称", "担任职务", "评优评先"),
        "B": ("晋升职称", "担任职务", "评优评先"),
    }
    assert (found.preferred, found.priority, found.special_posts) == (("A", "B"), (), ())
    ours = of(*rows)
    assert (ours.preferred, {row.uses for row in ours.returns}) == (("B",), {()})


def test_another_pack_has_a_gate_before_every_grade():  # J18
    rows = [
        doctor("A", appointment="师级", senior_application_year=2027, education="本科"),
        doctor("B", appointment="副高"),
        doctor("C", appointment="正高"),
        doctor("D", appointment="中级", senior_application_year=2027),
        served("B", "2022-01-01", "2022-12-31"),
    ]
    found = certify(book_of(*PLACES, *rows), load("dianjiang-2015"), ON).gates
    assert [(row.person, row.appointment, row.passes) for row in found] == [
        ("A", "师级", False),
        ("B", "副高", True),
        ("D", "中级", False),
    ]
    assert [(row.applies_on, row.years_required) for row in found][:2] == [(None, None), (None, None)]
    assert [row.person for row in of(*rows).gates] == ["D"]


def test_who_stays_and_how_far_the_transfer_has_come():  # F05, F06
    year = ("2025-06-01", "2026-05-31")
    moved = {"transfer_document": "示例人社函〔2026〕7号", "transferred_on": date(2026, 6, 1)}
    rows = [
        served("A", *year, stays=True),
        served("B", *year, stays=True, transfer_document="示例人社函〔2026〕8号"),
        served("C", *year, stays=True, **moved),
        served("D", *year, stays=True, **{**moved, "transfer_document": ""}),  # a day without approval is nothing
        served("E", *year, stays=False),
        served("F", *year),
        served("G", "2025-06-01", "2026-06-30", stays=True, status="服务中", term_result=""),
        served("H", "2023-06-01", "2024-05-31", stays=True),
        served("H", *year, stays=False),  # the last term tells
        served("I", *year, stays=True, **{**moved, "transferred_on": date(2026, 6, 2)}),
        served("J", *year, stays=True, term_result="不合格"),
    ]
    found = {row.person: row for row in of(*rows).stays}
    assert {person: row.state for person, row in found.items()} == {
        "A": "待批准", "B": "已批准、待调动", "C": "已调动", "D": "待批准", "I": "已批准、待调动", "J": "待批准",
    }  # fmt: skip
    assert found["A"].missing == ("批准文号", "调动日期")
    assert found["C"].missing == () and found["C"].out_from == 2027
    assert found["D"].out_from is None
    assert found["J"].missing == ("期满考核合格", "批准文号", "调动日期")
    assert [row.person for row in of(*rows[::-1]).stays] == list(found)


def test_the_letter_calls_back_to_the_same_post():  # J16, B11
    rows = [
        doctor("A", department="内科", post_grade="九级"),
        doctor("B", department="外科", post_grade="十级"),
        served("A", "2025-06-01", "2025-11-30", home_post="内科二病区医师"),
        served("A", "2025-12-01", "2026-05-31"),
        served("B", "2025-06-01", "2026-05-31"),
        served("C", "2025-06-01", "2026-05-31"),  # not in the roster
        served("D", "2025-06-01", "2026-05-31", stays=True),
        served("E", "2024-06-01", "2025-05-31"),  # long back
        served("F", "2025-06-01", "2026-05-31", term_result="不合格"),
    ]
    result = of(*rows)
    assert [(row.person, row.post) for row in result.letters] == [("A", "内科二病区医师"), ("B", "外科十级"), ("C", "")]
    earlier = certify(book_of(*PLACES, *rows), POLICY, ON, 2025)
    assert [row.person for row in earlier.letters] == ["E"]
