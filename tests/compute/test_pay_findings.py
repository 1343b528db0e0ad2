"""What a payroll says about its own inputs, and that it says nothing else."""

from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.pay.faults import FAULTS
from countyhire.compute.payroll import payroll
from countyhire.model.names import before_number
from countyhire.policy.clauses import known
from countyhire.policy.load import load
from tests.compute import paybook as pb

POLICY = load("chongqing-2021-55")
END = date(2025, 12, 31)
SPELL = ("E01", "2025-01-01", "2025-12-31")


def district(*more, scored=True, grade="专技十级", unit=True, standard=True, **person):
    """One person, a full year, everything in order; parts can be left out, and rows added."""
    rows = [pb.person("E01", grade, **person), pb.spell(*SPELL), *more]
    rows += pb.scores("E01", "2025-01", "2025-12") if scored else []
    rows += [pb.unit("H1", 2025, 400_000, 11)] if unit else []
    rows += [pb.standard("专技十级", 30000)] if standard else []
    return pb.book(*rows)


def said(book, on=END, year=2025, **texts):
    """The findings as (code, cell, message)."""
    policy = POLICY.with_values({f"payroll.{key}": text for key, text in texts.items()})
    return [(f.code, str(f.cell), f.message) for f in payroll(book, policy, year, on).findings]


def test_nothing_to_say():
    assert said(district()) == []


def test_faults_have_a_clause_and_a_page():
    assert len({fault.code for fault in FAULTS}) == len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert all("CH650" <= fault.code <= "CH699" and fault.clause in known() for fault in FAULTS)
    assert all(fault.summary and fault.why and fault.remedy for fault in FAULTS)


def test_standard_missing():  # E09
    assert said(district(standard=False))[0] == (
        "CH650",
        "服务台账.xlsx[服务]!B2",
        "人员E01（E01）2025-01-01至2025-12-31为专技十级，没有年标准",
    )


def test_standard_not_yet_in_force():  # E09
    book = district(pb.standard("专技十级", 30000, "2025-03-01"), standard=False)
    assert [row[::2] for row in said(book)] == [
        ("CH650", "人员E01（E01）2025-01-01至2025-02-28为专技十级，没有年标准"),
        ("CH661", "人员E01（E01）分段计算：2025-01-01至2025-02-28专技十级；2025-03-01至2025-12-31专技十级"),
    ]


def test_grade_missing():  # E09
    assert said(district(grade=""))[0] == ("CH651", "人员花名册.xlsx[花名册]!R2", "人员E01（E01）没有岗位等级")


def test_person_not_in_the_roster():
    book = pb.book(pb.spell(*SPELL), pb.scores("E01", "2025-01", "2025-12"), pb.unit("H1", 2025, 400_000, 11))
    assert said(book)[0] == ("CH651", "服务台账.xlsx[服务]!B2", "E01（E01）没有岗位等级")


def test_grade_known_only_from_a_later_day():  # E10
    assert said(district(post_grade_since=date(2025, 3, 1))) == [
        (
            "CH652",
            "人员花名册.xlsx[花名册]!Z2",
            "人员E01（E01）自2025-01-01起服务，岗位等级自2025-03-01起才有记录，此前暂按专技十级",
        )
    ]


def test_grade_of_a_stranger_known_only_from_a_later_day():
    book = pb.book(
        pb.spell(*SPELL), pb.scores("E01", "2025-01", "2025-12"), pb.unit("H1", 2025, 400_000, 11),
        pb.standard("专技十级", 30000), pb.post_change("E01", "专技十级", "2025-02-01"),
    )  # fmt: skip
    assert [row[:2] for row in said(book)] == [("CH652", "服务台账.xlsx[服务]!B2")]


def test_two_rows_that_contradict():  # E13
    twice = [pb.standard("专技十级", 30000), pb.standard("专技十级", 31000)]
    assert said(district(twice, standard=False)) == [
        (
            "CH653",
            "绩效标准.xlsx[岗位基础绩效]!B2",
            "专技十级的年标准（同一执行日期）有两行，内容不同，另一行在绩效标准.xlsx[岗位基础绩效]!B2",
        )
    ]
    [row] = said(district(pb.unit("H1", 2025, 1, 11)))
    assert row[:2] == ("CH653", "绩效标准.xlsx[区县级医疗机构]!C2")
    assert [row[0] for row in said(district(pb.approval(2025, 30000, None), pb.approval(2025, 31000, None)))] == [
        "CH653"
    ]
    assert [row[0] for row in said(district(pb.scores("E01", "2025-04", "2025-04", 17)))] == ["CH653"]


def test_contradictions_stand_at_the_figure_that_differs():  # E13
    changes = [pb.post_change("E01", grade, "2024-01-01") for grade in ("专技十级", "专技九级")]
    [row] = said(district(*changes))
    assert row[:2] == ("CH653", str(changes[0].cell("post_grade")))
    factors = [pb.coefficient("专技十级", value) for value in ("1", "2")]
    [row] = said(district(*factors))
    assert row[:2] == ("CH653", str(factors[0].cell("coefficient")))


def test_findings_say_whom_they_are_about():
    """By the subject of a finding 例外清单 silences it."""

    def subjects(book, on=END):
        return {f.code: f.subject for f in payroll(book, POLICY, 2025, on).findings}

    assert subjects(district(post_grade_since=date(2025, 3, 1)))["CH652"] == "E01"
    assert subjects(district(unit=False))["CH656"] == "2025"
    assert subjects(district(pb.unit("H2", 2025, 400_000, None)))["CH667"] == "H2"


def test_a_grade_known_from_the_first_day_of_service_is_known():  # E10
    assert said(district(post_grade_since=date(2025, 1, 1))) == []
    assert [row[0] for row in said(district(post_grade_since=date(2025, 1, 2)))] == ["CH652"]


def test_a_row_repeated_word_for_word_is_no_contradiction():
    assert said(district(pb.unit("H1", 2025, 400_000, 11), pb.standard("专技十级", 30000))) == []


def test_month_without_a_score():  # E15, H37
    book = district(pb.scores("E01", "2025-01", "2025-10"), scored=False)
    assert said(book) == [
        ("CH654", "服务台账.xlsx[服务]!B2", "人员E01（E01）2025-11在服务，T1没有给出得分"),
        ("CH654", "服务台账.xlsx[服务]!B2", "人员E01（E01）2025-12在服务，T1没有给出得分"),
    ]


def test_row_without_a_score():  # E15
    rows = pb.scores("E01", "2025-01", "2025-11")
    blank = pb.placed(pb.Score, 14, person="E01", month=pb.Month(2025, 12), assessor="T1", score=None)
    assert said(district(rows, blank, scored=False)) == [
        ("CH654", "月度考核表.xlsx[月度考核]!I14", "人员E01（E01）2025-12在服务，T1没有给出得分")
    ]


def test_the_senders_score_is_no_score():  # E02, H44
    book = district(pb.scores("E01", "2025-01", "2025-12", receiver="H1"), scored=False)
    assert {row[0] for row in said(book)} == {"CH654", "CH659"}


def test_a_running_month_is_not_due():  # E15
    book = district(pb.scores("E01", "2025-01", "2025-05"), scored=False)
    assert [row[0] for row in said(book, date(2025, 6, 29))] == ["CH663"]
    assert [row[0] for row in said(book, date(2025, 6, 30))] == ["CH654", "CH663"]


def test_only_excused_months_wait_for_a_decision():  # E15, Q15
    second = [pb.person("E02"), pb.spell("E02", "2025-11-01", "2025-12-31")]
    excused = [
        pb.placed(pb.Score, 30 + month, person="E02", month=pb.Month(2025, month), assessor="T1", exempt_reason="产假")
        for month in (11, 12)
    ]
    book = district(*second, *excused)
    assert said(book) == [("CH655", "服务台账.xlsx[服务]!B2", "人员E02（E02）2个月免考，没有得分，超额绩效待决定")]
    row = payroll(book, POLICY, 2025, END).person("E02")
    assert row.waits and row.score is None and row.excess.value == 0 and row.basic.shown == "5,000.00"


def test_no_average_at_all():  # E12
    assert said(district(unit=False))[0] == (
        "CH656",
        "绩效标准.xlsx[区县级医疗机构]",
        "没有2025年区县级医疗机构的超额绩效数据，不能核定总量",
    )


def test_a_name_that_ends_in_a_digit_stands_apart_from_the_year():
    assert before_number("机构H2") + "2024年" == "机构H2 2024年"
    assert before_number("望江镇中心卫生院") + "2024年" == "望江镇中心卫生院2024年"
    assert before_number("") == ""


def test_the_settled_year_needs_its_own_average():  # E12
    book = district(pb.unit("H1", 2024, 400_000, 10), unit=False)
    assert [row[0] for row in said(book)] == ["CH656", "CH662"]
    assert [row[0] for row in said(book, average_year="latest")] == ["CH657", "CH662"]


def test_an_advance_uses_the_latest_year_with_figures():  # E12
    rows = [pb.unit("H1", 2024, 400_000, 10), pb.unit("H1", 2023, 999_999, 10), pb.unit("H1", 2026, 999_999, 10)]
    book = district(*rows, pb.spell("E02", "2024-01-01", "2024-12-31"), unit=False)
    result = payroll(book, POLICY, 2025, date(2025, 9, 30))
    assert (result.average_excess.year, result.average_excess.advance) == (2024, True)
    assert pb.half(result.average_excess.used) == "44,444.44"  # 400,000 over 10 less the one away in 2024
    assert [f.message for f in result.findings if f.code == "CH657"] == [
        "2025年没有数据，用2024年的平均水平44444.44444444元预核"
    ]


@pytest.mark.parametrize("missing", [{"excess": None, "heads": 11}, {"excess": 400_000, "heads": None}])
def test_a_figure_of_an_institution_is_missing(missing):  # E12
    book = district(pb.unit("H2", 2025, missing["excess"], missing["heads"]))
    unit = book.county_units[-1] if book.county_units[-1].institution == "H2" else book.county_units[0]
    field = "excess_total" if missing["excess"] is None else "average_headcount"
    assert [row[:2] for row in said(book)] == [("CH667", str(unit.cell(field)))]


def test_headcount_used_up():  # E16
    book = district(pb.unit("H1", 2025, 400_000, 1), unit=False)
    assert said(book) == [("CH658", "绩效标准.xlsx[区县级医疗机构]!D2", "H1 2025年扣减后人数为0")]
    assert said(district(pb.unit("H1", 2025, 400_000, 2), unit=False)) == []  # one is left


def test_a_total_without_claims():  # E14
    book = district(pb.scores("E01", "2025-01", "2025-12", 0), scored=False)
    [row] = said(book)
    assert row[0] == "CH659" and row[2] == "超额绩效总量40,000.00元，没有人有分配权数"
    book = pb.book(pb.approval(2025, 100, None), pb.unit("H1", 2025, 400_000, 11))
    assert [row[:2] for row in said(book)] == [("CH659", "绩效标准.xlsx[核定]!B2"), ("CH660", "绩效标准.xlsx[核定]!B2")]


def test_approved_and_computed_differ():  # E13
    book = district(pb.approval(2025, 29000, 40000))
    assert said(book) == [("CH660", "绩效标准.xlsx[核定]!B2", "基础绩效核定29,000.00，计算30,000.00，差-1,000.00")]
    pool = payroll(book, POLICY, 2025, END).pool
    assert (pool.basic.shown, pool.computed_basic.shown, pool.approved.shown) == ("29,000.00", "30,000.00", "69,000.00")
    assert pool.document == "示例人社〔2026〕1号"


def test_one_part_approved():  # E13
    pool = payroll(district(pb.approval(2025, None, 50000)), POLICY, 2025, END).pool
    assert (pool.basic.shown, pool.excess.shown, pool.approved.shown) == ("30,000.00", "50,000.00", "50,000.00")


def test_approved_before_the_year_is_over():  # E13
    book = district(pb.approval(2025, 30000, 40000))
    assert [row[0] for row in said(book, date(2025, 6, 30))] == ["CH666", "CH660", "CH660", "CH663"]


def test_a_sender_without_a_headcount():  # E16
    book = district(pb.person("E02"), pb.spell("E02", *SPELL[1:], sender="C9"), pb.scores("E02", "2025-01", "2025-12"))
    assert said(book) == [("CH662", "服务台账.xlsx[服务]!C2", "C9派出折合1人，2025年没有年平均人数，未扣减")]
    [city, _] = payroll(book, POLICY, 2025, END).deductions
    assert (city.code, city.average_headcount, city.net) == ("C9", None, None)


def test_a_year_that_has_not_begun():
    result = payroll(district(), POLICY, 2025, date(2024, 12, 1))
    assert (result.persons, result.sum.value, result.running) == ((), 0, True)
    assert [finding.code for finding in result.findings] == ["CH663"]


def test_sender_and_receiver_both_assess():  # J19
    policy = POLICY.with_values({"assess.dual_weights": "派出机构=0.4、接收机构=0.6"})
    both = district(pb.scores("E01", "2025-01", "2025-12", 70, receiver="H1"))
    assert payroll(both, policy, 2025, END).person("E01").score.value == 82  # 0.6 of 90 and 0.4 of 70
    messages = [finding.message for finding in payroll(district(), policy, 2025, END).findings]
    assert messages[0] == "人员E01（E01）2025-01在服务，H1没有给出得分"


def test_two_receivers_in_a_month_by_days():  # E15, Q16
    rows = [
        pb.person("E01"),
        pb.spell("E01", "2025-04-01", "2025-04-10"),
        pb.spell("E01", "2025-04-11", "2025-04-30", "T2"),
    ]
    rows += [pb.scores("E01", "2025-04", "2025-04", 60), pb.scores("E01", "2025-04", "2025-04", 90, receiver="T2")]
    book = pb.book(*rows, pb.standard("专技十级", 30000), pb.unit("H1", 2025, 400_000, 11))
    row = payroll(book, POLICY, 2025, END).person("E01")
    assert (row.score.value, row.coefficient.value, row.grade) == (80, Fraction(4, 5), "合格")


def test_persons_instead_of_months():  # Q19
    book = pb.book(
        pb.person("E01"), pb.spell("E01", "2025-01-01", "2025-06-30"), pb.scores("E01", "2025-01", "2025-06"),
        pb.standard("专技十级", 30000), pb.unit("H1", 2025, 400_000, "10.5"),
    )  # fmt: skip
    by_months, by_persons = (
        payroll(book, POLICY.with_values({"payroll.fte": kind}), 2025, END).pool
        for kind in ("person_months", "persons")
    )
    assert (by_months.fte.value, by_months.excess.shown) == (Fraction(1, 2), "20,000.00")
    assert (by_persons.fte.value, by_persons.excess.shown) == (1, "40,000.00")


def test_coefficients_by_grade():  # Q16
    policy = POLICY.with_values({"payroll.coefficient": "grades"})
    for score, grade, value in (
        (90, "优秀", "1.2"),
        ("89.9", "合格", "1"),
        (60, "基本合格", "0.8"),
        (59, "不合格", "0"),
    ):
        book = district(pb.scores("E01", "2025-01", "2025-12", score), scored=False)
        row = payroll(book, policy, 2025, END).person("E01")
        assert (row.grade, row.coefficient.value) == (grade, Fraction(value))
