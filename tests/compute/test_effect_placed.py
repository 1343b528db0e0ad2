"""Who was sent: batches, titles, backbone, key specialties, years on end, by hand."""

from datetime import date

import pytest

from countyhire.compute.effect import effect
from countyhire.compute.effect.placed import key_group
from countyhire.policy.load import load
from countyhire.sheets.specialties import Specialties
from tests.compute.effectbook import ON, YEAR, figure, person, result, sent, town


def test_2048_people_in_two_batches_of_whom_1811_have_mid_titles() -> None:
    """H01, H02: 1,811 ÷ 2,048 = 88.4 %; nobody counts twice."""
    people = [person(f"P{n}", appointment="中级" if n < 1811 else "师级") for n in range(2048)]
    first = [sent(f"P{n}") for n in range(1000)]
    second = [
        sent(f"P{n}", date(2023, 8, 1), date(2024, 7, 31), batch="第二批", status="服务中") for n in range(990, 2048)
    ]
    planned = sent("P1", date(2023, 9, 1), batch="第三批", status="拟派")
    found = result(people, first, second, planned)
    assert figure(found, "batches") == (2, None, "2")
    assert figure(found, "people_sent") == (2048, None, "2048")
    assert figure(found, "people_sent_in_year") == (1058, None, "1058")
    assert figure(found, "intermediate_share") == (1811, 2048, "0.8843")
    assert [(one.name, one.people, one.first_time, one.cumulative) for one in found.placed.batches] == [
        ("第一批（2022年）", 1000, 1000, 1000),
        ("第二批（2023年）", 1058, 1048, 2048),
    ]


def test_titles_are_not_reported_without_a_roster_and_strangers_are_told() -> None:
    """H02: nothing is guessed."""
    assert figure(result(sent("P1")), "intermediate_share") == (None, None, "未填报")
    found = result(sent("P1"), sent("P2"), person("P1"))
    assert figure(found, "intermediate_share") == (1, 1, "1")
    assert found.indicator("intermediate_share").note == "另有1人不在花名册，没有计入"


def test_what_begins_after_the_day_does_not_count() -> None:
    """H01: a batch of the next year, and one without its name."""
    rows = [sent("P1", batch=""), sent("P2", date(2024, 1, 1), batch="2023年第二批")]
    found = result(rows, on=date(2024, 3, 1))
    assert [one.name for one in found.placed.batches] == ["未填批次（2022年）"]
    later = result(rows, year=2024, on=date(2024, 3, 1))
    assert [one.name for one in later.placed.batches] == ["未填批次（2022年）", "2023年第二批"]
    assert figure(later, "people_sent") == (2, None, "2")
    assert figure(result(rows, year=2030), "people_sent_in_year") == (0, None, "0")


def test_backbone_and_the_seven_specialties() -> None:
    """I21: 37 backbone physicians; I23: 34 of 37 in the seven; I24: 33 of these 34 of mid title or above."""
    names = ["内科", "呼吸内科", "普通外科", "妇产科", "儿科", "麻醉科", "医学影像科", "重症医学科"]
    posts = [names[n % 8] if n < 34 else "口腔科" for n in range(37)]
    people = [person(f"P{n}", backbone=True, appointment="师级" if n == 3 else "中级") for n in range(37)]
    found = result(people, [sent(f"P{n}", specialty=post) for n, post in enumerate(posts)], person("P99"))
    assert figure(found, "backbone_sent") == (37, None, "37")
    assert found.indicator("backbone_sent").note == "其中中级以上36人"
    assert figure(found, "key_specialty_share") == (34, 37, "0.9189")
    assert figure(found, "key_intermediate_share") == (33, 34, "0.9706")
    assert sum(one.people for one in found.placed.specialties) == 37
    assert [one.specialty for one in found.placed.specialties if not one.key] == ["口腔科"]
    assert found.indicator("key_specialty_share").note == "参照值90%，已达到"
    assert found.indicator("key_intermediate_share").note == "参照值95%，已达到"


@pytest.mark.parametrize(("inside", "juniors", "verdict"), [(9, 1, "已达到"), (8, 2, "未达到")])
def test_nine_of_ten_in_the_seven_reach_what_the_report_says(inside: int, juniors: int, verdict: str) -> None:
    """I23: exactly 90 % is reached; 19 of 20 with mid titles are 95 % (I24)."""
    found = result([sent(f"P{n}", specialty="儿科" if n < inside else "口腔科") for n in range(10)])
    assert found.indicator("key_specialty_share").note == f"参照值90%，{verdict}"
    people = [person(f"P{n}", appointment="师级" if n < juniors else "中级") for n in range(20)]
    titled = result(people, [sent(f"P{n}") for n in range(20)]).indicator("key_intermediate_share")
    assert titled.note == f"参照值95%，{verdict}"


@pytest.mark.parametrize(
    "written", ["内", "外", "妇", "儿", "麻醉", "医学影像", "重症医学", "影像", "妇产科", "心内科"]
)
def test_the_seven_as_people_write_them(written: str) -> None:
    """I23: 内、外、妇、儿、麻醉、医学影像、重症医学 and their usual spellings are of the seven."""
    keys = load("chongqing-2021-55").texts("effect.key_specialties", ON)
    assert len(keys) == 7
    assert key_group(Specialties().find(written) or "", keys) in keys
    assert key_group("中医科", keys) == ""


def test_a_person_of_two_specialties_counts_once_by_the_last() -> None:
    """I23."""
    again = sent("P1", date(2023, 8, 1), date(2024, 7, 31), code="S2", specialty="口腔科", status="服务中")
    assert figure(result(sent("P1"), again), "key_specialty_share") == (0, 1, "0")
    assert figure(result(again, sent("P1")), "key_specialty_share") == (0, 1, "0")


def test_without_a_list_of_key_specialties_there_is_no_figure() -> None:
    """I23: another document's programme has no such list; nobody marked a backbone (I21)."""
    found = effect(result_book(), load("dianjiang-2015"), YEAR, ON)
    assert found.indicator("key_specialty_share").missing == "没有口径"
    assert figure(result(sent("P1"), person("P1")), "backbone_sent") == (None, None, "未填报")


def result_book():  # type: ignore[no-untyped-def]
    from countyhire.model.book import Book

    return Book(spells=(sent("P1"),), people=(person("P1"),), read=frozenset(("spells", "people")))


def test_four_years_in_a_row_and_seven_people() -> None:
    """K10: a year with anybody there counts; one with nobody ends the row."""
    spells = [
        sent(f"P{n}", date(year, 8, 1), date(year + 1, 6, 30), code=f"S{n}-{year}")
        for n, year in ((1, 2020), (2, 2020), (3, 2021), (4, 2021), (5, 2022), (6, 2022), (7, 2022))
    ]
    elsewhere = [
        sent("P8", date(2021, 1, 1), date(2021, 12, 31), receiver="T2"),
        sent("P9", date(2023, 3, 1), receiver="T2"),
    ]
    found = result(spells, elsewhere, town(), town("T2"))
    assert [(one.institution, one.since, one.years, one.people) for one in found.placed.stays] == [
        ("T1", 2020, 4, 7),
        ("T2", 2023, 1, 1),
    ]
    assert figure(found, "longest_continuity") == (4, None, "4")
    assert figure(found, "continuity_share") == (1, 1, "1")
    assert figure(result(sent("P1", date(2020, 1, 1), date(2020, 12, 31))), "longest_continuity") == (0, None, "0")


def test_term_ends_and_posts_held() -> None:
    """I03: 人才激励 stands on the assessment at the term's end (B11) and on posts held (H35)."""
    spells = [
        sent("P1", term_result="合格", temporary_post="业务副院长"),
        sent("P2", term_result="不合格"),
        sent("P3"),
        sent("P4", status="提前结束", term_result="优秀"),
    ]
    found = result(spells)
    assert figure(found, "terms_passed") == (1, 2, "0.5")
    assert found.indicator("terms_passed").note == "另有1人期满未填考核结果"
    assert figure(found, "temporary_posts") == (1, None, "1")
