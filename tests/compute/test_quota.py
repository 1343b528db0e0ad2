"""The year's floor, worked by hand (55号 三（二））."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countyhire.compute.quota import floor_of, quota
from countyhire.model.amount import Op
from countyhire.policy.load import load
from countyhire.policy.parameter import PolicyError
from tests.compute.dutybook import book_of, doctor, hospital, leave, random_district, served, township

POLICY = load("chongqing-2021-55")
HOSPITAL_SCOPE = POLICY.with_values({"quota.scope": "hospital"})
YEAR_END = date(2026, 12, 31)


def recruits(count, code="H1", **more):
    """So many recruits of 2026 at a hospital."""
    return [doctor(f"{code}-{n}", "2026-03-01", institution=code, **more) for n in range(count)]


def district(*counts):
    """Hospitals H1, H2 … with so many recruits of 2026 each, and a receiver."""
    rows = [township()]
    for index, count in enumerate(counts, 1):
        rows += [hospital(f"H{index}"), *recruits(count, f"H{index}")]
    return rows


def of(*rows, year=2026, on=YEAR_END, policy=POLICY):
    return quota(book_of(*rows), policy, year, on)


@pytest.mark.parametrize(
    ("people", "floor"), [(0, 0), (1, 1), (4, 4), (5, 4), (6, 5), (10, 8), (11, 9), (13, 11), (100, 80)]
)
def test_floor_is_four_fifths_rounded_up(people, floor):  # C07
    assert floor_of(people, Fraction(4, 5)) == floor
    assert of(*district(people)).quota == floor


@pytest.mark.parametrize("rate", ["4/5", "3/100", "7/10", "9/10", "1/3", "2/3", "1"])
def test_every_count_times_every_rate_is_exact(rate):  # C07 R5
    """Floats would miss: 0.07 × 100 is more than seven to them, and one person more would have to go."""
    share = Fraction(rate)
    for people in range(20_001):
        floor = floor_of(people, share)
        assert floor * share.denominator >= people * share.numerator > (floor - 1) * share.denominator


def test_shares_by_largest_remainder():  # C10
    result = of(*district(7, 3, 1))
    assert (result.new_hires, result.quota) == (11, 9)
    assert [(row.share, row.own_ceiling) for row in result.hospitals] == [(6, 6), (2, 3), (1, 1)]


def test_ties_go_to_more_recruits_then_code():  # C10
    assert [row.share for row in of(*district(3, 3, 3)).hospitals] == [3, 3, 2]
    assert [row.share for row in of(*district(1, 4)).hospitals] == [1, 3]
    assert [row.share for row in of(*district(4, 1)).hospitals] == [3, 1]


def test_a_hospital_of_its_own_differs_only_by_rounding():  # C10, H32
    for counts in ((3, 3, 3), (7, 3, 1), (5, 10, 0)):
        one, each = of(*district(*counts)), of(*district(*counts), policy=HOSPITAL_SCOPE)
        assert each.quota == sum(row.own_ceiling for row in one.hospitals)
        assert (each.quota_amount.words, each.quota_amount.clause) == ("各机构下限之和", "H32")
        assert 0 <= each.quota - one.quota < len(counts)
        assert [row.share for row in each.hospitals] == [row.own_ceiling for row in one.hospitals]


def test_nobody_hired():  # C07
    result = of(*district(0), served("P", "2026-08-01", None, status="服务中"), doctor("P"))
    assert (result.quota, result.shortfall, result.rate) == (0, 0, None)
    assert result.dispatched == 1


def test_shortfall_and_rate():  # C08
    sent = [row for n in range(8) for row in (doctor(f"P{n}"), served(f"P{n}", "2026-08-01", "2027-07-31"))]
    result = of(*district(11), *sent)
    assert (result.quota, result.dispatched, result.shortfall) == (9, 8, 1)
    assert result.rate == Fraction(8, 11)
    more = of(
        *district(11),
        *sent,
        doctor("Q1"),
        served("Q1", "2026-08-01", None),
        doctor("Q2"),
        served("Q2", "2026-09-01", None),
    )
    assert (more.dispatched, more.shortfall) == (10, 0)


def test_filed_staff_count_as_established_staff_do():  # C09
    rows = [hospital(), *recruits(7), *(doctor(f"B{n}", "2026-05-01", establishment="总量备案") for n in range(4))]
    assert (of(*rows).new_hires, of(*rows).quota) == (11, 9)


def test_who_is_a_recruit():  # B02, C05, M12, M13, Q5, Q7
    rows = [
        hospital(),
        *recruits(4),
        doctor("NURSE", "2026-03-01", recruited_as="护理类", profession="注册护士"),
        doctor("LATE", "2027-01-02"),
        doctor("EARLY", "2025-12-31"),
        doctor("MOVED", "2026-03-01", entry_route="调入"),
        doctor("BACK", "2026-03-01", establishment="返聘"),
        doctor("GUEST", "2026-03-01", establishment="柔性引进"),
        doctor("BLANK", "2026-03-01", recruited_as=""),
        doctor("STUDENT", "2026-03-01", profession="见习医师", practice_licence=""),
    ]
    result = of(*rows)
    assert [row.person for row in result.recruits] == ["H1-0", "H1-1", "H1-2", "H1-3", "STUDENT"]
    assert {row.person: row.reason for row in result.not_counted} == {
        "MOVED": "调入",
        "BACK": "返聘",
        "GUEST": "柔性引进",
        "BLANK": "未填招聘岗位类别",
    }
    assert of(*rows, policy=POLICY.with_values({"quota.include_unlicensed": "否"})).new_hires == 4


def test_counting_other_employment_is_told_where_the_floor_differs():  # Q7
    result = of(hospital(), *recruits(5), doctor("A", "2026-03-01", establishment="合同制"))
    assert result.quota == 4
    assert (result.other_reading.new_hires, result.other_reading.quota) == (6, 5)
    (said,) = result.findings
    assert (said.code, said.severity.value, said.message) == (
        "CH950", "warning", "2026年应派4人；如计入合同制1人，应派5人",
    )  # fmt: skip
    assert str(said.cell).startswith("人员花名册.xlsx[花名册]!")
    same = of(hospital(), *recruits(4), doctor("A", "2026-03-01", establishment="合同制"))
    assert same.quota == 4
    assert (same.other_reading, same.findings) == (None, ())
    back, guest = ({"establishment": kind, "institution": "H2"} for kind in ("返聘", "柔性引进"))
    others = (doctor("A", "2026-03-01", **back), doctor("B", "2026-03-01", **guest))
    each = of(hospital(), hospital("H2"), *recruits(4), *others, policy=HOSPITAL_SCOPE)
    assert (each.quota, each.other_reading.new_hires, each.other_reading.quota) == (4, 6, 6)
    assert each.findings[0].message == "2026年应派4人；如计入柔性引进、返聘2人，应派6人"
    moved = of(hospital(), *recruits(5), doctor("A", "2026-03-01", entry_route="调入", establishment="合同制"))
    assert moved.other_reading is None


def test_leavers_stay_and_are_listed():  # Q6
    rows = [hospital(), *recruits(10), doctor("GONE", "2026-03-01", status="离职", left_on=date(2026, 9, 1))]
    result = of(*rows)
    assert (result.new_hires, [row.person for row in result.left]) == (11, ["GONE"])
    assert of(*rows, on=date(2026, 8, 31)).left == ()
    dropped = of(*rows, policy=POLICY.with_values({"quota.drop_leavers": "是"}))
    assert (dropped.new_hires, dropped.quota) == (10, 8)
    assert [row.reason for row in dropped.not_counted] == ["当年已离开"]


def test_who_left_in_a_later_year_has_not_left_in_this_one():  # Q6
    rows = [hospital(), *recruits(4), doctor("GONE", "2026-03-01", status="离职", left_on=date(2027, 3, 1))]
    assert of(*rows, on=date(2027, 6, 30)).left == ()
    dropped = of(*rows, on=date(2027, 6, 30), policy=POLICY.with_values({"quota.drop_leavers": "是"}))
    assert (dropped.new_hires, dropped.quota) == (5, 4)


def test_planned_service_counts_nowhere():  # C05, C08
    result = of(*district(1), doctor("P"), served("P", "2026-08-01", "2027-07-31", status="拟派"))
    assert result.dispatched == 0
    assert [(row.person, row.sender, row.receiver) for row in result.planned] == [("P", "H1", "T1")]
    assert of(*district(1), doctor("P"), served("P", "2027-01-01", "2027-12-31", status="拟派")).planned == ()


def test_other_kinds_of_service_are_no_placements():  # C08, H15
    result = of(*district(1), doctor("P"), served("P", "2026-08-01", None, category="对口支援"))
    assert (result.dispatched, result.in_service) == (0, 0)


def test_a_change_of_receiver_is_no_new_start():  # C08
    rows = [
        *district(1),
        township("T2"),
        doctor("P"),
        served("P", "2025-08-01", "2026-01-31"),
        served("P", "2026-02-01", "2026-07-31", receiver="T2"),
    ]
    result = of(*rows)
    assert (result.dispatched, result.in_service) == (0, 1)
    (row,) = result.continuing
    assert (row.person, row.start, row.sender, row.receiver) == ("P", date(2025, 8, 1), "H1", "T1")
    assert of(*rows, year=2025, on=date(2025, 12, 31)).dispatched == 1
    apart = of(*rows[:-1], served("P", "2026-02-02", "2026-07-31", receiver="T2"))
    assert (apart.dispatched, apart.in_service) == (1, 1)


def test_a_person_sent_twice_counts_once():  # C06, C08
    rows = [*district(1), doctor("P"), served("P", "2026-01-01", "2026-03-31"), served("P", "2026-08-01", "2026-12-31")]
    assert of(*rows).dispatched == 1


def test_early_ends_stay_and_are_listed():  # C08
    result = of(*district(1), doctor("P"), served("P", "2026-03-01", "2026-06-30", status="提前结束"))
    assert (result.dispatched, [row.person for row in result.ended_early]) == (1, ["P"])
    before = served("P", "2025-01-01", "2025-06-30", status="提前结束")
    rest = (doctor("P"), before, served("P", "2026-03-01", "2026-12-31"))
    result = of(*district(1), *rest)
    assert (result.dispatched, result.ended_early) == (1, ())  # the one that ended early was an earlier year's


def test_continuing_people_count_where_the_pack_says_so():  # Q4
    rows = [*district(1), doctor("P"), served("P", "2025-08-01", "2026-07-31")]
    assert (of(*rows).dispatched, of(*rows).in_service) == (0, 1)
    assert of(*rows, policy=POLICY.with_values({"quota.count": "in_service"})).dispatched == 1


def test_who_was_transferred_is_the_home_units_no_more_from_the_next_year_on():  # F05, F06
    in_service = POLICY.with_values({"quota.count": "in_service"})

    def counted(year, **more):
        rows = [*district(1), doctor("P"), served("P", "2025-08-01", "2027-07-31", stays=True, **more)]
        return of(*rows, policy=in_service, year=year, on=date(year, 12, 31)).dispatched

    moved = {"transfer_document": "示例人社函〔2026〕7号", "transferred_on": date(2026, 9, 1)}
    assert [counted(year, **moved) for year in (2025, 2026, 2027)] == [1, 1, 0]
    assert [counted(year) for year in (2025, 2026, 2027)] == [1, 1, 1]  # a wish is no transfer
    unapproved = {**moved, "transfer_document": ""}
    assert counted(2027, **unapproved) == 1
    january = {**moved, "transferred_on": date(2027, 1, 1)}
    assert counted(2027, **january) == 1
    other = served("P", "2023-01-01", "2023-12-31", sender="H2", **moved)  # from another home unit
    rows = [*district(1), doctor("P"), other, served("P", "2027-01-05", "2027-12-31")]
    assert of(*rows, year=2027, on=date(2027, 12, 31)).dispatched == 1


def test_an_experienced_doctor_fills_the_quota():  # H04
    result = of(*district(1), doctor("OLD", "2010-07-01"), served("OLD", "2026-08-01", None))
    assert (result.dispatched, result.shortfall) == (1, 0)


def test_other_owners_stand_apart():  # A06, F08
    rows = [
        *district(1),
        hospital("C1", owner="市属"),
        *recruits(3, "C1"),
        served("C1-0", "2026-08-01", None, sender="C1"),
    ]
    result = of(*rows)
    assert [row.code for row in result.hospitals] == ["H1"]
    assert (result.new_hires, result.dispatched) == (1, 0)
    assert len(result.other_recruits) == 3
    assert [row.person for row in result.other_placed] == ["C1-0"]
    gone = doctor("OUT", "2026-03-01", institution="C1", status="离职", left_on=date(2026, 9, 1))
    (row,) = of(hospital(), hospital("C1", owner="市属"), gone).other_recruits
    assert (row.gone, row.reason) == (True, "市属，不纳入区县统筹")


def test_scheme_as_entered_wins():  # A06, B01
    rows = [hospital("H1"), hospital("H2", in_scheme=False), hospital("C1", owner="市属", in_scheme=True)]
    people = [*recruits(1, "H1"), *recruits(2, "H2"), *recruits(4, "C1")]
    result = of(*rows, *people)
    assert [(row.code, row.new_hires) for row in result.hospitals] == [("C1", 4), ("H1", 1)]


def test_figures_of_a_running_year_are_to_date():  # C05, C08
    rows = [*district(3), doctor("NEXT", "2026-09-01"), doctor("P"), served("P", "2026-08-01", None)]
    early = of(*rows, on=date(2026, 7, 31))
    assert (early.to_date, early.new_hires, early.dispatched) == (True, 3, 0)
    late = of(*rows, on=date(2026, 9, 1))
    assert (late.to_date, late.new_hires, late.dispatched) == (True, 4, 1)
    assert not of(*rows).to_date
    before = of(*rows, on=date(2025, 11, 1))
    assert (before.not_begun, before.new_hires, before.quota) == (True, 0, 0)


def test_every_figure_knows_its_making():  # A01, C05, C07
    result = of(*district(7, 3, 1), doctor("P"), served("P", "2026-08-01", None))
    assert result.new_hires_amount.value == 11
    assert len([part for _, part in result.new_hires_amount.walk() if part.cell]) == 11
    for amount in (result.quota_amount, result.dispatched_amount, result.shortfall_amount):
        assert amount.recomputed() == amount.value
    assert result.quota_amount.inputs[0].shown == "8.8"
    assert {part.parameter for _, part in result.quota_amount.walk()} == {"", "quota.rate"}
    assert [row.amount.op for row in result.hospitals] == [Op.SHARE] * 3
    assert [answer.key for answer in result.answers][:3] == ["quota.rate", "quota.round", "quota.scope"]
    assert (result.answers[0].text, result.answers[0].clause) == ("0.8", "C07")
    assert (result.answers[1].question, result.answers[1].text) == ("Q1", "进一取整（不得低于）")


def test_rows_in_any_order_give_the_same():  # C05
    for seed in range(5):
        book = random_district(Random(seed), 12)
        again = random_district(Random(seed), 12)
        for name in ("people", "spells", "institutions", "leaves"):
            again = again.with_rows(name, reversed(getattr(again, name)))
        assert quota(book, POLICY, 2024, YEAR_END) == quota(again, POLICY, 2024, YEAR_END)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_shares_add_up_whatever_the_counts(counts):  # C10, H32
    result = of(*district(*counts))
    assert sum(row.share for row in result.hospitals) == result.quota
    assert result.quota <= sum(row.own_ceiling for row in result.hospitals) < result.quota + len(counts)
    assert all(row.share == 0 for row in result.hospitals if row.new_hires == 0)
    assert all(abs(row.share - Fraction(4, 5) * row.new_hires) < 2 for row in result.hospitals)
    assert 5 * result.quota >= 4 * result.new_hires > 5 * (result.quota - 1)


def test_a_year_before_the_document_is_refused():  # A03
    with pytest.raises(PolicyError, match="2022-01-01"):
        of(*district(3), year=2021)
    assert of(*district(3), year=2022).quota == 0


def test_leave_changes_no_quota():
    rows = [*district(1), doctor("P"), served("P", "2026-08-01", None)]
    assert of(*rows) == of(*rows, leave("P", "病假", "2026-09-01", None))
