"""成效指标表 and the page for the annual report: what they say, and what the page holds back (X9)."""

from dataclasses import replace

import pytest

from countyhire.compute.effect import Effect, effect
from countyhire.reports.effect import effect_documents, effect_view
from countyhire.reports.effect_page import BESIDE, SMALL, hidden_figures
from tests.compute.effectbook import person, result, sent, town
from tests.reports.goldentext import golden
from tests.reports.pdftext import text_of
from tests.reports.whole import ON, YEAR, book, letter


@pytest.fixture(scope="module")
def found() -> Effect:
    return effect(book(), letter().policy, YEAR, ON)


def test_the_page_of_the_annual_report(found: Effect) -> None:
    """I03, I12: three dimensions, three mechanisms; nobody's name, no small number of people."""
    (page,) = (one for one in effect_documents(found, letter(pdf=True), 3) if one.name.endswith(".pdf"))
    assert page.published
    text = text_of(page.data)
    assert text == golden("effect/工作成效（年报用）.pdf", text)
    for name in ("张一", "李二", "王三", "赵四"):
        assert name not in text


def test_small_numbers_of_people_and_what_would_tell_them_are_held_back(found: Effect) -> None:
    """One of four passed, one learner; a case or two before the programme at a named place."""
    hidden = hidden_figures(found, 3)
    assert hidden["skilled_learners"] == "不足3人，不列"
    assert hidden["before_after/T1/胃镜例数/2026-01"] == SMALL
    assert (
        "before_after/T1/儿科门诊人次/2026-09" not in hidden and "hospitals_content" in hidden
    )  # 2 of 40 were not content
    assert hidden["hospitals_content"] == BESIDE
    assert hidden_figures(found, 1) == {}


def test_a_share_that_leaves_one_person_over_is_held_back() -> None:
    """36 of 37 tell of the one who is left."""
    people = [person(f"P{n}", appointment="师级" if n == 0 else "中级") for n in range(37)]
    found = result(people, [sent(f"P{n}") for n in range(37)])
    assert hidden_figures(found, 3)["intermediate_share"] == BESIDE
    assert "people_sent" not in hidden_figures(found, 3)


def test_one_or_two_of_the_primary_staff_are_held_back() -> None:
    """G12: two without a post and one physician of six, in every figure that tells of them."""
    staff = [
        person(
            f"D{n}", institution="T1", establishment="编外" if n < 2 else "编制内",
            profession="执业医师" if n == 0 else "注册护士",
        )
        for n in range(6)
    ]  # fmt: skip
    hidden = hidden_figures(result(town(), staff, sent("P1"), person("P1")), 3)
    for name in ("non_established_share", "physician_share", "nurse_share", "physician_growth", "physician_multiple"):
        assert name in hidden, name
    many = [person(f"D{n}", institution="T1", profession="执业医师" if n < 5 else "注册护士") for n in range(10)]
    shown = hidden_figures(result(town(), many, sent("P1"), person("P1")), 3)
    assert not {"physician_share", "nurse_share", "physician_growth", "physician_multiple"} & set(shown)


def test_every_indicator_is_in_the_view_with_its_types(found: Effect) -> None:
    """Counts are numbers, ratios texts of four decimals, money of two; what is not known is null."""
    view = effect_view(found)
    rows = {row["id"]: row for row in view["indicators"]}
    assert list(rows) == [one.id for one in found.indicators]
    assert rows["people_sent"]["value"] == 4
    assert (rows["primary_share"]["numerator"], rows["primary_share"]["denominator"]) == (62_000, 100_000)
    assert rows["primary_share"]["value"] == "0.6200"
    assert rows["primary_share_change"]["value"] == "3.0000"
    assert rows["patients_save"]["value"] == "600000.00"
    assert rows["before_after/T1/儿科门诊人次/2026-09"]["value"] == "15.0000"
    assert rows["retention"]["value"] is None and rows["retention"]["state"] == "not_reported"
    assert rows["retention_years"]["state"] == "undefined"
    assert rows["before_after/T1/分娩数/2026-04"]["state"] == "not_applicable"
    assert all(
        {"id", "name", "numerator", "denominator", "value", "unit", "clause", "source"} <= set(row)
        for row in rows.values()
    )


def test_without_pages_there_are_the_workbooks_alone(found: Effect) -> None:
    names = [one.name for one in effect_documents(found, replace(letter(), pdf=False), 3)]
    assert names == ["成效指标表.xlsx", "计算过程.xlsx", "成效图表.xlsx"]
