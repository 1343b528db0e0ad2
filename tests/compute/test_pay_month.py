"""Months and the settlement: closed months stand, corrections are paid once, the year adds up (E14, H20)."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from countyhire.compute.pay.history import PaidRun
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.settlement import settle
from countyhire.compute.payroll import payroll
from countyhire.model.period import Month
from countyhire.policy.load import load
from countyhire.reports.pay_views import month_view
from tests.compute import paybook as pb
from tests.compute.randompay import random_book

POLICY = load("chongqing-2021-55")
HALF = POLICY.with_values({"payroll.advance_share": "1/2"})
CLAWING = POLICY.with_values({"payroll.clawback": "是"})
END = date(2025, 12, 31)
MARCH = Month(2025, 3)


def district(*more, end="2025-12-31", heads=11, grade="专技十级", **spell):
    rows = [pb.person("E01", grade), pb.spell("E01", "2025-01-01", end, **spell), pb.unit("H1", 2025, 400_000, heads)]
    rows += [pb.standard("专技十级", 30000), pb.standard("专技七级", 36000), pb.scores("E01", "2025-01", "2025-12")]
    return pb.book(*rows, *more)


def run(book, month, history=(), policy=POLICY, on=None):
    return payroll_month(book, policy, month, on or month.last, history)


def run_year(book, policy=POLICY, history=(), first=1, last=12):
    """Every month run on its last day; each sees what the ones before paid."""
    runs = list(history)
    for number in range(first, last + 1):
        month = Month(2025, number)
        runs.append(run(book, month, runs, policy).paid_run(f"payroll-{month}-1"))
    return runs


def amounts(result):
    return {row.person: (row.basic.shown, row.excess.shown, row.total.shown) for row in result.rows}


def codes(result):
    return [finding.code for finding in result.findings]


def test_a_month_pays_a_twelfth():  # E14
    assert amounts(run(district(), MARCH)) == {"E01": ("2,500.00", "0.00", "2,500.00")}
    assert amounts(run(district(), MARCH, policy=HALF)) == {"E01": ("2,500.00", "1,550.39", "4,050.39")}
    # 400,000 over 11 less the 3 ÷ 12 away by March, a twelfth of it, half of that


def test_a_person_who_joins_moves_and_leaves_within_a_month():
    rows = [
        pb.person("E01"), pb.standard("专技十级", 31000), pb.scores("E01", "2025-03", "2025-03"),
        pb.spell("E01", "2025-03-15", "2025-03-19"),
        pb.spell("E01", "2025-03-20", "2025-03-25", "T2", status="提前结束"),
    ]  # fmt: skip
    [row] = run(pb.book(*rows), MARCH).rows
    assert row.months.value == Fraction(11, 31)
    assert row.receivers == ("T1", "T2")
    assert row.basic.shown == "916.67"  # 31,000 ÷ 12 × 11 ÷ 31


def test_running_twice_adds_nothing():
    first = run(district(), MARCH)
    again = run(district(), MARCH, [first.paid_run("a")])
    assert (again.again, again.rows, again.sum.value) == (True, (), 0)
    third = run(district(), MARCH, [first.paid_run("a"), again.paid_run("b")])
    assert third.sum.value == 0


def test_a_late_correction_becomes_a_difference_in_the_next_run():
    january = run(district(), Month(2025, 1)).paid_run("a")
    risen = district(pb.post_change("E01", "专技七级", "2025-01-16"))
    [row] = run(risen, Month(2025, 2), [january]).rows
    assert row.basic.shown == "3,000.00"
    [late] = row.differences
    assert (str(late.month), late.part, late.paid.shown, late.due.shown) == ("2025-01", "basic", "2,500.00", "2,758.06")
    assert (late.amount.shown, row.total.shown) == ("258.06", "3,258.06")
    february = run(risen, Month(2025, 2), [january]).paid_run("b")
    assert run(risen, Month(2025, 2), [january, february]).sum.value == 0
    assert run(risen, MARCH, [january, february]).sum.shown == "3,000.00"


def test_someone_entered_late_is_paid_for_the_closed_month():
    january = run(district(), Month(2025, 1)).paid_run("a")
    late = district(
        pb.person("E02"), pb.spell("E02", "2025-01-01", "2025-01-31"), pb.scores("E02", "2025-01", "2025-01")
    )
    rows = {row.person: row for row in run(late, Month(2025, 2), [january]).rows}
    assert rows["E02"].total.shown == "2,500.00"
    assert (rows["E02"].basic.value, rows["E02"].months.value, rows["E02"].receivers) == (0, 0, ())


def test_someone_struck_out_pays_back():
    book = district(end="2025-02-28", status="提前结束")
    history = run_year(district(), last=3)
    result = run(book, Month(2025, 4), history)
    assert amounts(result) == {"E01": ("0.00", "0.00", "-2,500.00")}
    assert codes(result) == ["CH677"]
    assert result.findings[0].message == "人员E01（E01）本次合计-2,500.00"
    [row] = result.rows
    assert (row.months.value, row.months.unit) == (0, "个月")


def test_a_failed_month_earns_no_basic_pay():  # E15
    failed = pb.scores("E01", "2025-03", "2025-03", 40, grade="不合格")
    book = district()
    book = book.with_rows("scores", [*(row for row in book.scores if row.month != MARCH), *failed])
    result = run(book, MARCH)
    assert amounts(result) == {"E01": ("0.00", "0.00", "0.00")}
    assert codes(result) == []  # nothing is taken back


def test_a_month_without_a_score_is_paid_and_judged_at_the_settlement():
    book = district().with_rows("scores", [])
    assert codes(run(book, MARCH)) == []
    assert "CH654" in codes(settle(book, POLICY, 2025, END))


def test_a_month_that_has_not_begun_pays_nothing():
    assert run(district(), MARCH, on=date(2025, 2, 28)).rows == ()


def test_a_running_month_counts_to_the_day():
    assert amounts(run(district(), MARCH, on=date(2025, 3, 10))) == {"E01": ("806.45", "0.00", "806.45")}


def test_the_advance_needs_an_average():  # E12
    book = district().with_rows("county_units", [])
    assert codes(run(book, MARCH)) == []
    result = run(book, MARCH, policy=HALF)
    assert codes(result) == ["CH656"] and result.refused
    earlier = book.with_rows("county_units", [pb.unit("H1", 2024, 400_000, 10)])
    assert codes(run(earlier, MARCH, policy=HALF)) == ["CH657"]
    assert amounts(run(earlier, MARCH, policy=HALF)) == {"E01": ("2,500.00", "1,666.67", "4,166.67")}


def test_months_that_pay_more_than_was_approved():  # E13
    book = district(pb.approval(2025, 7000, 1))
    history = run_year(book, last=2)
    assert codes(run(book, Month(2025, 2), history[:1])) == []
    [finding] = run(book, MARCH, history).findings
    assert (finding.message, finding.subject) == ("2025年基础绩效累计7,500.00，核定7,000.00", "2025")
    assert codes(run(book, MARCH, [], HALF)) == ["CH676"]
    assert codes(run(district(pb.approval(2025, None, None)), MARCH)) == []


def test_a_settled_year_takes_no_more_months():
    history = [settle(district(), POLICY, 2025, END).paid_run("s")]
    assert codes(run(district(), MARCH, history)) == ["CH673"]
    assert codes(run(district(), Month(2024, 3), history)) == []


def test_runs_of_another_year_are_not_counted():
    history = run_year(district())
    older = [replace(one, year=2024, month=None) for one in history]
    assert settle(district(), POLICY, 2025, END, [*history, *older]).paid.shown == "30,000.00"


def test_records_survive_json():
    history = run_year(district(), HALF, last=2)
    risen = district(pb.post_change("E01", "专技七级", "2025-01-16"))
    history += run_year(risen, HALF, history, 3, 3)[-1:]
    history.append(settle(district(end="2025-01-31"), HALF, 2025, END, history).paid_run("s"))
    assert any(row.fen < 0 for run in history for row in run.rows)
    back = [PaidRun.from_data(json.loads(json.dumps(run.as_data(), ensure_ascii=False))) for run in history]
    assert back == history


def test_the_settlement_pays_what_the_months_left():  # E14
    history = run_year(district())
    result = settle(district(), POLICY, 2025, END, history)
    [row] = result.rows
    assert (row.basic.due.shown, row.basic.paid.shown, row.basic.amount.shown) == ("30,000.00", "30,000.00", "0.00")
    assert (row.excess.amount.shown, row.total.shown) == ("40,000.00", "40,000.00")
    assert result.findings == () and not result.refused
    again = settle(district(), POLICY, 2025, END, [*history, result.paid_run("s")])
    assert again.sum.value == 0 and again.paid.shown == "70,000.00"


def test_the_year_adds_up_whatever_happened():  # E13, E14
    for seed in range(12):
        dice = Random(seed)
        policy = dice.choice((POLICY, HALF))
        history = run_year(random_book(dice, 4), policy, last=6)
        book = random_book(Random(seed + 100), 4)  # the books are thrown over in July
        history = run_year(book, policy, history, 7)
        history.append(run(book, Month(2025, 9), history, policy).paid_run("again"))
        history.append(settle(book, policy, 2025, END, history).paid_run("s1"))
        other = replace(book, post_changes=())  # and corrected after the settlement
        history.append(settle(other, policy, 2025, END, history).paid_run("s2"))
        last = settle(other, policy, 2025, END, history)
        assert last.sum.value == 0
        year = payroll(other, policy, 2025, END)
        paid: dict[str, int] = {}
        for one in history:
            for row in one.rows:
                paid[row.person] = paid.get(row.person, 0) + row.fen
        assert {code: fen for code, fen in paid.items() if fen} == {
            row.person: row.total.value for row in year.persons if row.total.value
        }


def test_the_settlement_needs_the_whole_year_and_its_own_average():  # E12
    assert "CH674" in codes(settle(district(), POLICY, 2025, date(2025, 12, 30)))
    policy = POLICY.with_values({"payroll.average_year": "latest"})
    book = district().with_rows("county_units", [pb.unit("H1", 2024, 400_000, 10)])
    assert "CH675" in codes(settle(book, policy, 2025, END))


def test_someone_paid_who_is_not_due():  # D04
    history = run_year(district(), last=2)
    book = district(pb.person("E02"), status="拟派")
    book = replace(book, county_units=(pb.unit("H1", 2025, 0, 11),))
    result = settle(book, POLICY, 2025, END, history)
    assert [(row.person, row.total.shown) for row in result.rows] == [("E01", "-5,000.00")]
    assert codes(result) == ["CH679"]


@pytest.mark.parametrize(
    ("spell", "reason"),
    [({"status": "提前结束", "end": "2025-06-30"}, "提前结束"), ({"term_result": "不合格"}, "期满考核不合格")],
)
def test_a_term_not_fulfilled_is_listed_and_not_clawed_back(spell, reason):  # B11
    result = settle(district(**spell), POLICY, 2025, END)
    [stake] = result.stakes
    assert (stake.reason, stake.amount.value, result.clawed.value) == (reason, result.payroll.sum.value, 0)
    assert result.sum.value == result.payroll.sum.value
    assert codes(result) == ["CH678"]


def test_a_clawback_where_the_pack_says_so():  # B11
    rows = [pb.spell("E01", "2025-07-01", "2025-12-31", "T2"), pb.scores("E01", "2025-07", "2025-12", receiver="T2")]
    book = district(*rows, end="2025-06-30", status="提前结束")
    result = settle(book, CLAWING, 2025, END)
    assert result.payroll.sum.shown == "70,000.00"
    assert (result.clawed.shown, result.sum.shown) == ("35,000.00", "35,000.00")
    again = settle(book, CLAWING, 2025, END, [result.paid_run("s")])
    assert again.sum.value == 0
    assert again.paid.value + again.sum.value == again.payroll.sum.value - again.clawed.value


def test_a_stake_without_months_is_none():
    policy = POLICY.with_values({"payroll.leave_reduces": "是", "duty.leave_kinds": "病假"})
    other = [pb.person("E02"), pb.spell("E02", "2025-01-01", "2025-12-31"), pb.scores("E02", "2025-01", "2025-12")]
    book = district(*other, pb.leave("E01", "2025-01-01", "2025-12-31"), status="提前结束")
    assert settle(book, policy, 2025, END).stakes == ()


def test_a_month_tells_how_the_average_and_the_headcount_stand():  # E12, E16
    """By the end of March 3/12 of a person are away of 11: 400,000 ÷ 10.75 = 37,209.30, in the view as on paper."""
    view = month_view(run(district(), MARCH))
    assert view["average_excess"] == {
        "weighted": "37209.30", "simple": "37209.30", "method": "weighted", "year": 2025, "advance": False,
    }  # fmt: skip
    assert view["deductions"] == [{"code": "H1", "average_headcount": "11", "deducted": "0.25", "net": "10.75"}]
    assert (view["persons"][0]["score"], view["persons"][0]["coefficient"]) == ("90", "0.9000")
    assert view["persons"][0]["excess"] == "0.00"  # no month is paid by its score, and nothing is advanced


def test_a_month_without_figures_has_no_average():
    book = district().with_rows("county_units", []).with_rows("scores", [])
    view = month_view(run(book, MARCH))
    assert set(view["average_excess"].values()) == {None}
    assert view["deductions"] == [{"code": "H1", "average_headcount": None, "deducted": "0.25", "net": None}]
    assert (view["persons"][0]["score"], view["persons"][0]["coefficient"]) == (None, None)
    early = month_view(run(district(), MARCH, on=date(2025, 2, 28)))
    assert (early["deductions"], early["average_excess"]["weighted"]) == ([], None)
