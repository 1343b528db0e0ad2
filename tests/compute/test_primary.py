"""The primary institutions' own pay by hand: bands at their bounds, who is outside the total, the split (强基工程)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.pay.bands import HEAD as HEAD_BAND
from countyhire.compute.pay.bands import OVERTIME, PRACTITIONERS
from countyhire.compute.pay.bands import TOTAL as TOTAL_BAND
from countyhire.compute.pay.primary import Unit, counted_by_unit, primary
from countyhire.model.money import yuan, yuan_grouped
from countyhire.policy.parameter import Policy
from tests.compute.primarybook import DEPUTY, END, HEAD, PLAIN, RULED, STAFF, TOTAL, YEAR, book, member, ruled


def unit(total=TOTAL, staff=STAFF, policy: Policy = RULED) -> Unit:
    found = primary(book(total, staff), policy, YEAR, END).unit("T1")
    assert found
    return found


def bounds(one: Unit, key: str) -> tuple[str, str, str]:
    (found,) = [band for band in one.bands if band.key == key]
    return yuan(int(found.low.value)), yuan(int(found.high.value)), found.verdict


@pytest.mark.parametrize(
    ("base", "verdict"),
    [(399_999_999, "低于"), (400_000_000, "符合"), (540_000_000, "符合"), (540_000_001, "高于")],
)
def test_the_total_without_additions_lies_within_the_baseline_band(base: int, verdict: str) -> None:  # O01
    """40 × 100,000: 4.00 to 5.40 million."""
    one = unit(replace(TOTAL, approved=base + 94_000_000))
    assert bounds(one, TOTAL_BAND) == ("4000000.00", "5400000.00", verdict)
    assert one.base.value == base
    (found,) = [band for band in one.bands if band.key == TOTAL_BAND]
    assert found.sentence == f"{yuan_grouped(base)}，不在4,000,000.00至5,400,000.00之间"


@pytest.mark.parametrize(
    ("added", "verdict"), [(39_999_999, "低于"), (40_000_000, "符合"), (60_000_000, "符合"), (60_000_001, "高于")]
)
def test_the_overtime_addition_lies_within_ten_to_fifteen_percent(added: int, verdict: str) -> None:  # O03
    """400,000 to 600,000 for the same unit, by the baseline of other public institutions (Q25)."""
    assert bounds(unit(replace(TOTAL, overtime=added)), OVERTIME) == ("400000.00", "600000.00", verdict)


@pytest.mark.parametrize(
    ("added", "verdict"), [(39_599_999, "低于"), (39_600_000, "符合"), (48_400_000, "符合"), (48_400_001, "高于")]
)
def test_the_practitioners_addition_is_about_a_tenth_of_the_unit_s_own_baseline(added: int, verdict: str) -> None:
    """O09: 40 × 110,000 × (10 % ± 1 %), by the unit's own baseline (Q25)."""
    assert bounds(unit(replace(TOTAL, practitioners=added)), PRACTITIONERS) == ("396000.00", "484000.00", verdict)


def test_a_pack_may_take_the_other_baseline() -> None:  # Q25
    policy = ruled(pay__overtime_base="unit_baseline", pay__general_practice_base="local_baseline")
    one = unit(policy=policy)
    assert bounds(one, OVERTIME)[:2] == ("440000.00", "660000.00")
    assert bounds(one, PRACTITIONERS)[:2] == ("360000.00", "440000.00")


@pytest.mark.parametrize(
    ("pay", "verdict"), [(11_999_999, "低于"), (12_000_000, "符合"), (18_400_000, "符合"), (18_400_001, "高于")]
)
def test_the_head_s_pay_lies_between_150_and_230_percent_of_the_average(pay: int, verdict: str) -> None:  # O05
    """3,200,000 ÷ 40 = 80,000 a head, without the head (Q26): 120,000 to 184,000."""
    one = unit(staff=(replace(HEAD, performance=pay), *STAFF[1:]))
    assert one.average and one.average.value == 8_000_000
    assert bounds(one, HEAD_BAND) == ("120000.00", "184000.00", verdict)


def test_the_average_with_the_head_where_the_pack_says_so() -> None:  # O05, Q26
    """(3,200,000 + 150,000) ÷ 41 = 81,707.317…: 122,560.98 to 187,926.83."""
    assert bounds(unit(policy=ruled(pay__head_avg="with_head")), HEAD_BAND)[:2] == ("122560.98", "187926.83")


def test_two_heads_of_half_a_year_each_are_one_in_the_average() -> None:  # O05, Q26
    """(3,200,000 + 75,000 + 75,000) ÷ (40 + 6/12 + 6/12), as with one head of the whole year."""
    half = {"performance": 7_500_000, "months": Fraction(6)}
    staff = (replace(HEAD, **half), replace(HEAD, person="C99", **half), *STAFF[1:])
    two = unit(staff=staff, policy=ruled(pay__head_avg="with_head"))
    one = unit(policy=ruled(pay__head_avg="with_head"))
    assert two.average and one.average and two.average.value == one.average.value


def test_a_head_of_half_a_year_has_half_the_band() -> None:  # O05
    one = unit(staff=(replace(HEAD, performance=6_000_000, months=Fraction(6)), *STAFF[1:]))
    assert bounds(one, HEAD_BAND) == ("60000.00", "92000.00", "符合")
    none = unit(staff=(replace(HEAD, months=Fraction(0)), *STAFF[1:]))
    assert [band for band in none.bands if band.key == HEAD_BAND] == []
    assert none.deputies[0].due is None


def test_the_head_s_pay_is_no_part_of_the_total() -> None:  # O07
    one = unit()
    assert one.counted and one.counted.value == 320_000_000
    assert one.heads.value == 15_000_000
    assert one.left and one.left.value == 274_000_000
    assert unit(staff=(replace(HEAD, performance=99_000_000), *STAFF[1:])).counted == one.counted
    assert unit(staff=(*STAFF, member("C42", 1, year=2024))).counted == one.counted


def test_agreed_pay_is_no_part_of_the_total_nor_of_the_head_s_band() -> None:  # P15
    """One of the 80,000 goes over to agreed pay of 180,000: 3,120,000 is left in the total."""
    staff = (*STAFF[:-1], replace(STAFF[-1], agreed_pay=18_000_000))
    one = unit(staff=staff)
    assert one.counted and one.counted.value == 312_000_000
    assert one.agreed.value == 18_000_000
    head = unit(staff=(replace(HEAD, agreed_pay=30_000_000), *STAFF[1:]))
    assert head.heads.value == 0
    assert [band for band in head.bands if band.key == HEAD_BAND] == []
    assert unit(staff=(replace(HEAD, agreed_pay=0), *STAFF[1:])).heads.value == 15_000_000


def test_contract_service_pay_has_a_ledger_of_its_own() -> None:  # O11
    staff = (*STAFF[:2], replace(STAFF[2], contract_pay=600_000), *STAFF[3:])
    one = unit(staff=staff)
    assert one.contracts.value == 600_000
    assert one.counted == unit().counted
    assert one.spent == unit().spent


def test_without_people_the_total_entered_counts() -> None:  # I17
    one = unit(staff=())
    assert one.counted and one.counted.value == 320_000_000
    assert one.average and one.average.value == 8_000_000
    assert one.deputies == () and one.tilts == () and one.share is None
    bare = unit(replace(TOTAL, paid=None), staff=())
    assert bare.counted is None and bare.left is None and bare.average is None
    assert bare.spent.value == 0


def test_a_list_of_the_head_alone_says_nothing_of_the_others() -> None:  # I17, O05, O07
    """The total entered counts, and the head is judged by it: 150,000 of 80,000 is 187.5 %."""
    alone = unit(staff=(HEAD,))
    assert alone.counted and alone.counted.value == 320_000_000
    assert alone.average and alone.average.value == 8_000_000
    assert [band.verdict for band in alone.bands if band.key == HEAD_BAND] == ["符合"]
    bare = unit(replace(TOTAL, paid=None), staff=(HEAD,))
    assert bare.counted is None and [band for band in bare.bands if band.key == HEAD_BAND] == []
    nobody = unit(replace(TOTAL, paid=0), staff=(HEAD, member("C5", 0)))  # of nought there is no level to go by
    assert [band for band in nobody.bands if band.key == HEAD_BAND] == []


def test_a_list_that_leaves_people_out_judges_no_head() -> None:  # O05
    """One of forty listed comes to less than the total entered: nobody is accused; with everybody's pay in the total,
    the head's too, the list is whole and the head is judged by it."""
    few = unit(staff=(HEAD, member("C5", 5_000_000)))
    assert few.incomplete and few.average is None
    assert [band for band in few.bands if band.key == HEAD_BAND] == []
    whole = unit(replace(TOTAL, paid=320_000_000 + 15_000_000))
    assert not whole.incomplete and whole.average and whole.average.value == 8_000_000
    untold = unit(replace(TOTAL, paid=None))  # no total entered: the list is all that there is
    assert not untold.incomplete and untold.average and untold.average.value == 8_000_000


@pytest.mark.parametrize("missing", ["headcount", "local_baseline"])
def test_without_headcount_or_baseline_nothing_is_judged(missing: str) -> None:  # O01
    one = unit(replace(TOTAL, **{missing: None}))
    assert one.band(TOTAL_BAND) is None and one.band(OVERTIME) is None


def test_additions_that_were_not_made_are_not_judged() -> None:  # O03, O09
    one = unit(replace(TOTAL, overtime=None, practitioners=0))
    assert {band.key for band in one.bands} == {TOTAL_BAND, HEAD_BAND}
    assert one.base.value == 594_000_000
    assert one.share is None


def test_the_approved_total_is_split_without_losing_a_fen() -> None:  # O12
    """A third of 5,940,000.01, then what is left."""
    third = replace(TOTAL, approved=594_000_001, basic_share=Fraction(1, 3), incentive_share=Fraction(2, 3))
    one = unit(third)
    assert one.basic and one.incentive
    assert (one.basic.value, one.incentive.value) == (198_000_000, 396_000_001)
    for wrong in ({"basic_share": None}, {"incentive_share": None}, {"basic_share": Fraction(1, 2)}):
        assert unit(replace(TOTAL, **wrong)).basic is None


def test_income_less_cost_and_reserves_and_the_grants_bear_the_pay() -> None:  # O02
    """10.0 − 7.0 − 0.2 + 0.6 = 3.4 million; pay with the head 3,350,000."""
    one = unit()
    assert one.available and one.available.value == 340_000_000
    assert (one.spent.value, one.short) == (335_000_000, 0)
    assert unit(replace(TOTAL, grants=55_000_000)).short == 0
    assert unit(replace(TOTAL, grants=54_999_999)).short == 1
    assert unit(replace(TOTAL, cost=None)).available is None
    assert unit(replace(TOTAL, service_income=None)).short == 0
    lone = unit(replace(TOTAL, reserves=None, grants=None))
    assert lone.available and lone.available.value == 300_000_000


def test_deputies_by_the_ratio_the_assessment_and_their_months() -> None:  # O06
    """150,000 × 0.8 = 120,000; with 0.95 for three months 28,500."""
    assert [(one.due and one.due.value, one.agrees) for one in unit().deputies] == [(12_000_000, True)]
    part = replace(DEPUTY, assessment=Fraction(95, 100), months=Fraction(3))
    (one,) = unit(staff=(HEAD, part, *STAFF[2:])).deputies
    assert one.due and one.due.value == 2_850_000
    assert not one.agrees
    (none,) = unit(replace(TOTAL, deputy_share=None)).deputies
    assert none.due is None and none.agrees
    assert unit(staff=(HEAD, replace(DEPUTY, agreed_pay=1), *STAFF[2:])).deputies == ()


def test_two_heads_one_after_the_other_make_one_level() -> None:  # O06
    """60,000 for six months and 80,000 for six: 140,000 the year; four fifths are 112,000."""
    heads = (
        member("C1", 6_000_000, "主要负责人", months=Fraction(6)),
        member("C42", 8_000_000, "主要负责人", months=Fraction(6)),
    )
    (one,) = unit(staff=(*heads, *STAFF[1:])).deputies
    assert one.due and one.due.value == 11_200_000


def test_what_reached_the_practitioners_of_their_addition() -> None:  # O10
    """30,000 of 440,000 went to the one practitioner; what others got of it counts for nothing."""
    one = unit()
    assert one.reached and one.share
    assert (one.reached.value, one.share.value) == (3_000_000, Fraction(3, 44))
    silent = tuple(replace(row, from_addition=None) for row in STAFF)
    assert unit(staff=silent).share is None


def test_the_other_pack_compares_the_totals_only() -> None:  # I17
    one = unit(policy=PLAIN)
    assert (one.bands, one.deputies, one.tilts, one.average) == ((), (), (), None)
    assert one.left and one.left.value == 274_000_000
    result = primary(book(), PLAIN, YEAR, END)
    assert not result.ruled and result.unequal == () and result.confirmed == ()


def test_the_result_does_not_depend_on_the_order_of_rows() -> None:
    first = primary(book(), RULED, YEAR, END)
    assert primary(book(staff=STAFF[::-1]), RULED, YEAR, END) == first
    assert first.unit("T2") is None
    other = replace(TOTAL, institution="T2")
    both = replace(book(), primary_totals=(other, TOTAL, replace(TOTAL, year=2024)))
    assert [one.institution for one in primary(both, RULED, YEAR, END).units] == ["T1", "T2"]


def test_values_are_those_of_the_year_s_last_day() -> None:
    assert primary(book(), RULED, YEAR, date(2025, 6, 30)).unit("T1") == primary(book(), RULED, YEAR, END).unit("T1")


def test_the_pay_of_the_staff_listed_by_institution_and_year() -> None:  # I17 O07 P15
    """Without heads and agreed pay: 80,000 + 40,000 here, 10,000 there, another year apart."""
    staff = (
        HEAD, member("C3", 8_000_000), member("C4", 4_000_000), member("C5", 9_000_000, agreed_pay=1),
        member("C6", 1_000_000, institution="T2"), member("C7", 500, year=2024),
    )  # fmt: skip
    assert counted_by_unit(book(staff=staff)) == {("T1", 2025): 12_000_000, ("T2", 2025): 1_000_000, ("T1", 2024): 500}
    assert counted_by_unit(book(staff=())) == {}
