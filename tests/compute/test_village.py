"""乡聘村用 by hand: who pays what for which months, and the lists of the day (G05, K02–K08, K12, P02–P04, M06)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from countyhire.compute.village import ITEMS, Village, rate_of, under_contract, village
from countyhire.compute.village_lists import EXPIRED, LATER, SOON, renewals
from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.model.village import SubsidyRate, VillageClinic, VillageDoctor
from countyhire.policy.load import load
from countyhire.reports.village import NAMED, lapsed_words, village_view
from tests.compute.primarybook import RULED
from tests.compute.villagebook import CLINICS, DOCTORS, ON, RATES, doctor

AUGUST = Month(2026, 8)
YEAR = [Month(2026, number) for number in range(1, 13)]
PLAIN = load("chongqing-2021-55")


def book(doctors=DOCTORS, rates=RATES, clinics=CLINICS) -> Book:
    return Book(village_doctors=tuple(doctors), subsidy_rates=tuple(rates), village_clinics=tuple(clinics))


def found(doctors=DOCTORS, months=(AUGUST,), rates=RATES, policy=RULED) -> Village:
    return village(book(doctors, rates), policy, list(months), ON)


def test_each_item_and_the_total_of_a_month_by_payer() -> None:  # G05, K07, K08, P03
    """V1: 2,000.00 + 1,000.00 + 600.01 + 300.00 = 3,900.01 of his own, with the clinic's 500.00 it is 4,400.01."""
    result = found()
    first = result.rows[0]
    assert {field: int(item.value) for field, item in first.items.items()} == {
        "base_salary": 200_000, "basic_performance": 100_000, "fixed_subsidy": 60_001, "consultation_fee": 30_000,
        "running_cost": 50_000,
    }  # fmt: skip
    assert (first.own.value, first.whole.value) == (390_001, 440_001)
    assert [(payer.institution, [row.person for row in payer.rows]) for payer in result.payers] == [
        ("T1", ["V1", "V2"]),
        ("T2", ["V3", "V5"]),
    ]
    assert [payer.whole.value for payer in result.payers] == [880_002, 390_001 + 440_001]
    assert result.whole.value == 880_002 + 830_002


def test_the_items_of_every_payer_and_person_sum_to_the_total_to_the_fen() -> None:  # K08
    result = found(months=YEAR)
    for payer in result.payers:
        assert sum(int(payer.sums[field].value) for field in ITEMS) == payer.whole.value
        for row in payer.rows:
            assert sum(int(item.value) for item in row.items.values()) == row.whole.value
            assert row.whole.recomputed() == row.whole.value
    assert sum(payer.whole.value for payer in result.payers) == result.whole.value


def test_a_year_pays_the_months_of_the_contract_and_a_post_without_dates_all_of_them() -> None:  # G01, G02, G05
    months = {row.person: len(row.months) for row in found(months=YEAR).rows}
    assert months == {"V1": 12, "V2": 12, "V3": 9, "V4": 7, "V5": 8}
    (third,) = [row for row in found(months=YEAR).rows if row.person == "V3"]
    assert third.whole.value == 9 * 390_001
    assert third.missing == ("运行经费",)


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (date(2026, 8, 31), None, True),
        (date(2026, 9, 1), None, False),
        (None, date(2026, 8, 1), True),
        (None, date(2026, 7, 31), False),
    ],
)
def test_a_day_of_the_month_is_enough(start: date | None, end: date | None, covered: bool) -> None:  # G02
    one = doctor("V1", contract_start=start, contract_end=end)
    assert under_contract(one, AUGUST) is covered


def test_a_month_not_wholly_under_contract_is_told() -> None:
    """V5's contract ends on 1 August and the month is paid whole; V3's begins on 15 September of the year before."""
    broken = {row.person: row.broken for row in found(months=YEAR).rows}
    assert broken["V3"] == (date(2026, 9, 14),) and broken["V5"] == (date(2026, 8, 1),)
    assert broken["V1"] == broken["V2"] == broken["V4"] == ()
    (begun,) = found([doctor("V1", contract_start=date(2026, 8, 2))]).rows
    assert begun.broken == (date(2026, 8, 2),)


def test_who_has_no_contract_in_the_month_is_told_and_not_paid() -> None:
    assert [one.code for one in found().unpaid] == ["V4"]


def test_the_subsidy_follows_the_rate_of_the_year() -> None:  # P02
    """500.00 in 2025, 600.01 in 2026; in 2027 nobody has set one, so that the row's own figure stands."""
    one = doctor("V1", contract_start=None, contract_end=None, fixed_subsidy=12_345)
    for year, fen, document in ((2025, 50_000, "示例卫发〔2025〕4号"), (2026, 60_001, "示例卫发〔2026〕5号")):
        (row,) = found([one], [Month(year, 8)]).rows
        item = row.items["fixed_subsidy"]
        assert item.value == fen
        assert document in item.inputs[0].words and item.inputs[0].cell == RATES[year - 2025].cell("rate")
    (row,) = found([one], [Month(2027, 8)]).rows
    assert (row.items["fixed_subsidy"].value, found([one], [Month(2027, 8)]).rate) == (12_345, None)
    (row,) = found([replace(one, fixed_subsidy=None)], rates=()).rows
    assert "fixed_subsidy" not in row.items and row.missing == ("定额补助",)


def test_a_rate_of_nothing_is_a_rate_and_a_blank_one_is_none() -> None:  # P02
    none, blank = SubsidyRate(year=2026, rate=0, row=3), SubsidyRate(year=2026, row=2)
    assert rate_of(book(rates=[none, blank]), 2026) == none


def test_established_and_temporary_are_two_lists() -> None:  # K02, K04
    view = village_view(found())
    assert view["established"] == [{"person": "V2", "post": "BZ-1"}]
    assert view["temporary"] == ["V1", "V3", "V4", "V5"]


@pytest.mark.parametrize(
    ("left", "state"), [(-1, EXPIRED), (0, SOON), (30, SOON), (31, LATER), (60, LATER), (61, None)]
)
def test_renewals_thirty_and_sixty_days_ahead(left: int, state: str | None) -> None:  # K03
    one = doctor("V1", contract_end=ON + timedelta(days=left))
    assert [(row.left, row.state) for row in renewals([one], ON)] == ([(left, state)] if state else [])


def test_the_most_pressing_renewal_stands_first() -> None:  # K03
    assert [row.doctor.code for row in found().renewals] == ["V4", "V5", "V3"]


def test_insurances_missing() -> None:  # K06, P04
    """Of the five, and of liability and injury: injury stands in both."""
    told = [(one.doctor.code, one.five, one.two) for one in found().uninsured]
    assert told == [("V3", ("工伤",), ("工伤", "医疗责任险")), ("V5", ("生育",), ())]


def test_coverage_counts_qualified_doctors_only() -> None:  # K12
    covered = found().coverage
    assert (covered.villages, covered.clinics, covered.doctors, covered.qualified) == (3, 4, 5, 3)
    assert [clinic.code for clinic in covered.uncovered] == ["W3", "W4"]
    assert [row.code for row in covered.lapsed] == ["V4"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"licence_until": ON - timedelta(days=1)}, "证书2026-08-14已到期"),
        ({"contract_end": ON - timedelta(days=1)}, "合同2026-08-14已终止"),
        ({"contract_start": ON + timedelta(days=1)}, "合同2026-08-16才开始"),
        ({"licence_until": ON, "contract_start": ON, "contract_end": ON}, ""),
        ({}, ""),
    ],
)
def test_a_certificate_and_a_contract_hold_to_their_last_day(changed: dict[str, date], reason: str) -> None:  # K12
    """Who has a qualification that does not hold on the day covers no clinic, and is told."""
    blank = {"licence_until": None, "contract_start": None, "contract_end": None}
    one = doctor("V1", clinic="W1", **(blank | changed))
    covered = village(book([one], (), CLINICS[:1]), PLAIN, [AUGUST], ON).coverage
    assert (covered.qualified, len(covered.uncovered)) == ((0, 1) if reason else (1, 0))
    assert [row.lapsed(ON) for row in covered.lapsed] == ([reason] if reason else [])


def test_in_a_january_the_summary_names_the_first_few_only() -> None:  # K12
    """Before the contracts are renewed nearly nobody's holds; the sentence stays a sentence."""
    ended = [doctor(f"V{n}", clinic=f"W{n}", contract_end=ON - timedelta(days=1)) for n in range(10, 40)]
    told = lapsed_words(found(ended))
    assert told.startswith("证书或合同不在有效期内、不算合格的30人：村医V10（") and told.count("已终止") == NAMED
    assert told.endswith("等，其余见问题清单和“合同续签”表。") and lapsed_words(found([doctor("V1")])) == ""


def test_coverage_of_the_county_of_the_report() -> None:  # K12
    """372 villages, 472 clinics, 559 doctors, none uncovered."""
    clinics = [VillageClinic(code=f"W{n}", name="", village=f"{n % 372}村", parent="T1") for n in range(472)]
    doctors = [
        VillageDoctor(code=f"V{n}", clinic=f"W{n % 472}", employer="T1", licence_kind="执业助理医师")
        for n in range(559)
    ]
    covered = village(book(doctors, (), clinics), PLAIN, [AUGUST], ON).coverage
    assert (covered.villages, covered.clinics, covered.doctors, covered.uncovered) == (372, 472, 559, ())


def test_six_years_and_a_physician_s_licence_may_be_hired_by_target() -> None:  # M06
    """Exactly six years do; 5.99 do not, nor a village general practice assistant's licence."""
    assert [one.code for one in found().targeted or ()] == ["V1", "V2"]
    assert found(policy=PLAIN).targeted is None


def test_the_order_of_rows_changes_nothing() -> None:
    whole = village_view(found(months=YEAR))
    for order in list(permutations(DOCTORS))[::17]:
        again = village(book(order, RATES[::-1], CLINICS[::-1]), RULED, YEAR, ON)
        assert village_view(again) == whole


def test_nobody_at_all() -> None:
    result = village(book((), (), ()), PLAIN, [AUGUST], ON)
    assert (result.payers, result.whole.value, result.coverage.clinics) == ((), 0, 0)
