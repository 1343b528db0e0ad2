"""The staff of the primary institutions: shares, growth, who left, by hand."""

from datetime import date

from countyhire.model.outcomes import (
    Departure,
)
from tests.compute.effectbook import figure, person, result, row, sent, town


def test_share_of_the_non_established_and_of_physicians_and_nurses() -> None:
    """J01: 23.4 %; J02: 30.1 % and 21.4 %, of a thousand; hospitals' staff and those gone do not count."""
    kinds = ["执业医师"] * 200 + ["执业助理医师"] * 101 + ["注册护士"] * 214 + ["助产士"] * 10 + ["管理人员"] * 475
    posts = ["合同制"] * 134 + ["临聘"] * 100 + ["总量备案"] * 50 + ["编制内"] * 716
    staff = [
        person(f"T{n}", institution="T1", profession=kind, establishment=post)
        for n, (kind, post) in enumerate(zip(kinds, posts, strict=True))
    ]
    gone = person("T2000", institution="T1", status="离职", left_on=date(2023, 12, 31))
    later = person("T2001", institution="T1", hired_on=date(2024, 1, 2))
    found = result(staff, gone, later, person("P1"), town(), sent("P1"))
    assert figure(found, "non_established_share") == (234, 1000, "0.234")
    assert figure(found, "physician_share") == (301, 1000, "0.301")
    assert figure(found, "nurse_share") == (214, 1000, "0.214")
    assert found.indicator("non_established_share").note == "总量备案50人算作在编"


def test_growth_by_three_times_is_growth_to_four_times() -> None:
    """K11: both numbers and both words, from the eve of the programme."""
    staff = [person(f"T{n}", institution="T1", hired_on=date(2010, 1, 1)) for n in range(20)]
    staff += [person(f"T{n}", institution="T1", hired_on=date(2022, 1, 1)) for n in range(20, 80)]
    found = result(staff, town(), sent("T1"))
    assert figure(found, "physician_growth") == (60, 20, "3")
    assert figure(found, "physician_multiple") == (80, 20, "4")
    assert "改革前20人（2021-12-31），现在80人（2023-12-31）" in found.indicator("physician_growth").note


def test_six_left_in_six_years() -> None:
    """H11: by the roster and the register, each once; the retired and those of earlier years are none."""
    stay = [person(f"T{n}", institution="T1") for n in range(10)]
    left = [person(f"L{n}", institution="T1", status="离职", left_on=date(2018 + n, 5, 1)) for n in range(4)]
    retired = person("R1", institution="T1", status="退休", left_on=date(2023, 5, 1))
    before = person("B1", institution="T1", status="离职", left_on=date(2017, 12, 31))
    told = [
        row(Departure, institution="T1", person="L3", left_on=date(2021, 5, 1), reason="家庭"),
        row(Departure, institution="T1", left_on=date(2023, 6, 30), reason="家庭"),
        row(Departure, institution="T1", left_on=date(2023, 7, 31)),
    ]
    found = result(stay, left, retired, before, told, town(), sent("P1"))
    assert figure(found, "left_in_six_years") == (6, None, "6")
    assert found.indicator("left_in_six_years").note == "未填原因4人，家庭2人"
    assert figure(found, "attrition") == (2, 13, "0.1538")  # ten, the retired of May, and the two of the register
    only = result(told, town(), sent("P1"))
    assert figure(only, "attrition") == (None, None, "未填报")
    assert figure(only, "left_in_six_years") == (3, None, "3")
    assert figure(result(sent("P1")), "left_in_six_years") == (None, None, "未填报")
