"""The year as a whole: what it saved, who was asked, what it cost; what every indicator has in common."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from countyhire.compute.effect import effect
from countyhire.compute.effect.indicator import DIMENSIONS, MECHANISMS, cells_of
from countyhire.model.outcomes import (
    Activity,
    Saving,
    Survey,
    YearlyVisits,
)
from countyhire.model.pay import POOLS, FundEntry
from countyhire.model.service import Score
from countyhire.model.village import Mentoring
from countyhire.policy.load import load
from sample_data.build import district
from tests.compute.effectbook import VISITS, YEAR, acts, figure, month, result, row, sent


def test_a_hundred_patients_save_600_000_yuan() -> None:
    """H24: patients × what each saves; another year's estimate is another year's."""

    def saved(year: int, patients: int | None = 100) -> Saving:
        return row(Saving, institution="T1", year=year, item="血液透析", patients=patients, saving=600_000)  # type: ignore[no-any-return]

    found = result(saved(YEAR), saved(2022))
    assert figure(found, "patients_save")[2] == "600,000.00"
    assert figure(result(saved(2022)), "patients_save")[2] == "未填报"
    assert figure(result(saved(YEAR, None)), "patients_save")[2] == "未填报"
    assert figure(result(saved(YEAR), on=date(2022, 12, 31)), "patients_save")[2] == "未填报"


def test_three_parties_and_how_many_answered() -> None:
    """I20: 愿意放, 愿意接, 愿意干, with n; several institutions' answers add up; who was not asked is not content."""

    def asked(party: str, answers: int, content: int, code: str = "") -> Survey:
        return row(Survey, year=YEAR, party=party, institution=code, answers=answers, content=content)  # type: ignore[no-any-return]

    found = result(asked("派出医院", 40, 36), asked("基层机构", 60, 50, "T1"), asked("基层机构", 40, 40, "T2"))
    assert figure(found, "hospitals_content") == (36, 40, "0.9")
    assert figure(found, "primary_content") == (90, 100, "0.9")
    assert figure(found, "physicians_content") == (None, None, "未填报")
    assert [(one.party, one.willing, one.answers) for one in found.satisfaction.surveys] == [
        ("派出医院", "愿意放", 40), ("基层机构", "愿意接", 100), ("派驻医师", "愿意干", None),
    ]  # fmt: skip
    assert figure(result(asked("派出医院", 0, 0)), "hospitals_content") == (0, 0, "不适用")


def test_assessments_and_pools() -> None:
    """I03: 考核激励 by the months judged (H37), 服务保障 by both pools (I05, I06); I12: 财通."""
    scores = [
        row(Score, person=f"P{n}", month=month("2023-05"), assessor="T1", score=Fraction(90), grade=grade)
        for n, grade in enumerate(("优秀", "合格", "", "合格"))
    ]
    waived = row(Score, person="P9", month=month("2023-05"), assessor="T1", exempt_reason="产假")
    entries = [
        row(FundEntry, voucher=f"V{year}", on=date(year, 3, 1), pool=POOLS[0], direction=way, category=use, amount=fen)
        for year, way, use, fen in ((2022, "收入", "区县财政", 900), (2023, "支出", "派驻补助", 700))
    ]
    found = result(scores, waived, entries, acts("T1", "2023-01"))
    assert figure(found, "months_judged") == (4, None, "4")
    assert figure(found, "excellent_share") == (1, 3, "0.3333")
    assert figure(found, "pool_raised")[2] == "9.00"
    assert figure(found, "pool_use_rate") == (700, 900, "0.7778")
    assert figure(found, "pool_to_people")[2] == "7.00"
    assert figure(result(sent("P1")), "pool_raised") == (None, None, "未填报")


def test_every_dimension_and_every_mechanism_has_its_indicators() -> None:
    """I12: 医通, 人通, 财通; I03: 人才激励, 考核激励, 服务保障: none is empty, with or without data."""
    found = result(sent("P1"))
    for name in DIMENSIONS:
        assert [one.id for one in found.indicators if one.dimension == name]
    for name in MECHANISMS:
        assert [one.id for one in found.indicators if one.mechanism == name]
    assert len({one.id for one in found.indicators}) == len(found.indicators)


def test_nothing_filled_in_is_not_reported_and_never_zero() -> None:
    """Every indicator of an empty book says so; what is counted of the ledger of service is counted only with it."""
    found = result()
    zeros = {one.id for one in found.indicators if one.value is not None}
    assert zeros == set()
    (notice, *_) = (one for one in found.findings if one.subject == "成效台账/年度诊疗")
    assert notice.code == "CH760" and "基层诊疗量占比" in notice.message


def test_the_order_of_rows_changes_no_figure() -> None:
    """G14: shuffled, the sample district gives the same indicators; sources name the same sheets."""
    book = district()
    policy = load("chongqing-2021-55")
    plain = effect(book, policy, 2025, date(2026, 8, 15))
    shuffled = book
    for name in sorted(book.read):
        rows = list(getattr(book, name))
        Random(name).shuffle(rows)
        shuffled = shuffled.with_rows(name, rows)
    again = effect(shuffled, policy, 2025, date(2026, 8, 15))
    assert [told(one) for one in again.indicators] == [told(one) for one in plain.indicators]
    assert again.register == plain.register and again.placed == plain.placed and again.staff == plain.staff


def told(one):  # type: ignore[no-untyped-def]
    return (one.id, one.value and one.value.value, one.missing, one.note, one.source)


def test_the_cells_behind_a_figure() -> None:
    """A few are named, in the order of the sheet, many are counted; an indicator that there is not is a mistake."""
    visits = row(YearlyVisits, 3, year=YEAR, **VISITS)
    one = result(visits).indicator("primary_share")
    assert cells_of(one.numerator, one.denominator) == "成效台账.xlsx[年度诊疗]B3、C3"
    months = [row(Activity, n, institution="T1", month=month(f"2023-{n:02}"), placed_visits=1) for n in range(2, 7)]
    assert cells_of(result(months).indicator("placed_visits").numerator, None) == "成效台账.xlsx[月度诊疗]5格"
    assert cells_of(None) == ""
    with pytest.raises(KeyError):
        result(visits).indicator("no_such_figure")


def test_every_figure_can_be_worked_out_again() -> None:
    """From the tree that it prints, to the fraction; counts are whole numbers, parts no more than their whole."""
    found = effect(district(), load("chongqing-2021-55"), 2025, date(2026, 8, 15))
    for one in found.indicators:
        if one.value is None:
            continue
        assert one.value.recomputed() == Fraction(one.value.value), one.id
        if one.denominator is None:
            assert Fraction(one.value.value).denominator == 1 and one.value.value >= 0, one.id
        elif one.id.endswith("_share"):
            assert 0 <= one.value.value <= 1, one.id


def test_a_skill_without_learner_or_beginning_does_not_count() -> None:
    """H54: as in `train`, only pairs that have begun; a blank is nobody."""
    done = date(2023, 5, 1)
    common = {"mentor": "P1", "institution": "T1", "skill": "清创缝合", "independent_on": done}
    pairs = [
        row(Mentoring, 2, learner="L1", start=date(2023, 1, 1), **common),
        row(Mentoring, 3, learner="", start=date(2023, 1, 1), **common),
        row(Mentoring, 4, learner="L2", **common),
    ]
    assert figure(result(sent("P1"), pairs), "skilled_learners") == (1, None, "1")
    assert figure(result(sent("P1"), pairs), "skills_learnt") == (1, None, "1")
