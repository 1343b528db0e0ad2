"""How the figures of a small year are made, step by step, as `explain` and 计算过程 print it: words, cells, clauses.

The golden texts are read like a clerk's reckoning: COUNTYHIRE_GOLDEN=1 writes them anew, to be read before committing.
The numbers behind them are worked by hand in docs/figures.md and in test_quota, test_pay_worked and test_pay_month.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from countyhire.compute.pay.home import home_statement
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.primary import primary
from countyhire.compute.pay.settlement import settle
from countyhire.compute.payroll import payroll
from countyhire.compute.quota import quota
from countyhire.compute.trace import lines
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.finding import Finding
from countyhire.model.period import Month, Period
from countyhire.model.primary import Overtime, PrimaryTotal, Regrading
from countyhire.model.where import Table
from countyhire.policy.load import load
from countyhire.sheets.catalogue import SHEETS
from tests.compute import dutybook as db
from tests.compute import paybook as pb
from tests.compute import primarybook as rb

POLICY = load("chongqing-2021-55")
GOLDEN = Path(__file__).parent / "golden"
END = date(2025, 12, 31)
SKIPPED = ("answers", "payroll", "item")  # the pack's own words, what another text tells


def told(thing: object, seen: set[str], name: str = "", depth: int = 0) -> Iterable[str]:
    """Every figure of a result with its steps, every finding, and the plain values beside them; a step once."""
    pad = "  " * depth
    if isinstance(thing, Amount):
        steps = lines(thing, most=99)
        yield f"{pad}{name}: {steps[0].text}"
        for line in steps:
            marks = " ".join(str(mark) for mark in (line.cell, line.clause, line.parameter) if mark)
            if (step := f"{line.text}{'  <' + marks + '>' if marks else ''}") not in seen:
                seen.add(step)
                yield f"{pad}  {'  ' * line.depth}{step}"
    elif isinstance(thing, Finding):
        yield f"{pad}{thing.fault.code} {thing.cell} {thing.subject} {thing.message}"
    elif isinstance(thing, Record):
        yield f"{pad}{name}: {thing.cell('')}"
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield f"{pad}{name or type(thing).__name__}"
        for item in fields(thing):
            if item.name not in SKIPPED:
                yield from told(getattr(thing, item.name), seen, item.name, depth + 1)
    elif isinstance(thing, tuple) and any(is_dataclass(part) for part in thing):
        for at, part in enumerate(thing):
            yield from told(part, seen, f"{name}[{at}]", depth)
    elif isinstance(thing, dict):
        for key, part in thing.items():
            yield from told(part, seen, f"{name}[{key}]", depth)
    else:
        yield f"{pad}{name}: {thing}"


def quota_of_the_year() -> object:  # C05 C07 C08 C10 Q7: 7, 3 and 1 recruits, floor 9, shares 6, 2, 1
    rows = [db.township(), db.hospital("H1"), db.hospital("H2", kind="中医医院"), db.hospital("H3", kind="妇幼保健院")]
    rows.append(db.hospital("C1", owner="市属"))
    for code, count in (("H1", 6), ("H2", 3), ("H3", 1), ("C1", 2)):
        rows += [db.doctor(f"{code}-{n}", "2026-03-01", institution=code) for n in range(count)]
    rows += [
        db.doctor("GONE", "2026-04-01", status="离职", left_on=date(2026, 9, 1)),
        db.doctor("GUEST", "2026-03-01", establishment="返聘", institution="H2"),
        db.doctor("MOVED", "2026-03-01", entry_route="调入"),
        db.doctor("OLD"),
        db.served("OLD", "2026-08-01", None, status="服务中", term_result=""),
        db.doctor("EARLY"),
        db.served("EARLY", "2026-02-01", "2026-05-31", status="提前结束", term_result="", sender="H2"),
        db.doctor("ON"),
        db.served("ON", "2025-08-01", "2026-07-31"),
        db.doctor("PLAN"),
        db.served("PLAN", "2026-12-01", "2027-11-30", status="拟派", term_result=""),
        db.served("C1-0", "2026-08-01", None, sender="C1", status="服务中", term_result=""),
    ]
    return quota(db.book_of(*rows), POLICY, 2026, date(2026, 12, 31))


def a_year() -> Book:
    """Four people: a full year; a promotion and two receivers; an early end with a failed month; 免考 only."""
    return pb.book(
        pb.institution("H1"), pb.institution("H2"),
        pb.institution("T1", township_allowance=50000, allowance_eligible=True),
        pb.institution("T2", township_allowance=30000), pb.institution("T3", allowance_eligible=False),
        pb.person("E01", department="内科"), pb.spell("E01", "2025-01-01", "2025-12-31"),
        pb.scores("E01", "2025-01", "2025-12", 90),
        pb.person("E02", post_grade_since=date(2020, 1, 1)), pb.post_change("E02", "专技七级", "2025-05-16"),
        pb.spell("E02", "2025-03-01", "2025-06-10"), pb.spell("E02", "2025-06-11", "2025-12-31", "T2"),
        pb.scores("E02", "2025-03", "2025-06", 80), pb.scores("E02", "2025-06", "2025-12", 95, "T2"),
        pb.person("E03"), pb.spell("E03", "2025-01-16", "2025-03-31", "T3", "H2", status="提前结束"),
        pb.scores("E03", "2025-01", "2025-02", 85, "T3"),
        pb.scores("E03", "2025-03", "2025-03", 40, "T3", grade="不合格"),
        pb.person("E04"), pb.spell("E04", "2025-11-01", "2025-12-31", term_result="不合格"),
        pb.scores("E04", "2025-11", "2025-11", 70), pb.scores("E04", "2025-12", "2025-12", 0, exempt_reason="产假"),
        pb.standard("专技十级", 30000), pb.standard("专技七级", 36000, "2024-01-01"), pb.coefficient("专技七级", "1.2"),
        pb.unit("H1", 2025, 4_000_000, 102), pb.unit("H2", 2025, 1_000_000, 51), pb.approval(2025, 50_000, None),
        pb.peers("H1", "内科", "专技十级", 2025, 99_999),
        pb.home("E01", "2025-03", post_salary=3000, township_allowance=450),
        pb.home("E02", "2025-06", post_salary=3000, performance=10, township_allowance=380),
    )  # fmt: skip


def payroll_of_the_year() -> object:
    values = {"payroll.remainder": "return", "payroll.floors": "county_average、home_department"}
    return payroll(a_year(), POLICY.with_values(values), 2025, END)


def payroll_by_grades() -> object:
    values = {"payroll.coefficient": "grades", "payroll.avg_method": "simple", "payroll.fte": "persons"}
    return payroll(a_year(), POLICY.with_values(values | {"payroll.headcount_basis": "after_deduction"}), 2025, END)


def month_with_a_correction() -> object:
    policy = POLICY.with_values({"payroll.advance_share": "1/2"})
    before = a_year()
    before = before.with_rows("spells", [row for row in before.spells if row.person != "E03"])
    first = payroll_month(before, policy, Month(2025, 2), date(2025, 2, 28))
    return payroll_month(a_year(), policy, Month(2025, 3), date(2025, 3, 31), [first.paid_run("payroll-2025-02-001")])


def settlement_with_a_clawback() -> object:
    policy = POLICY.with_values({"payroll.advance_share": "1/2", "payroll.clawback": "是"})
    runs = []
    for number in (1, 2, 3):
        day = Month(2025, number).last
        runs.append(payroll_month(a_year(), policy, Month(2025, number), day, runs).paid_run(f"payroll-2025-{number}"))
    book = a_year()
    return settle(book.with_rows("approvals", ()), policy, 2025, END, runs)


def year_with_gaps() -> object:
    """What a running year lacks: its own average, grades, standards, scores; and an approval that came early."""
    book = pb.book(
        pb.institution("H1"), pb.institution("H2"), pb.institution("T1"),
        pb.person("E01"), pb.spell("E01", "2025-01-01", None, status="服务中"), pb.scores("E01", "2025-01", "2025-09"),
        pb.person("E02", ""), pb.spell("E02", "2025-02-01", None, status="服务中"),
        pb.scores("E02", "2025-02", "2025-09"),
        pb.person("E03", "管理九级"), pb.spell("E03", "2025-03-01", None, status="服务中"),
        pb.scores("E03", "2025-03", "2025-09"),
        pb.person("E04"), pb.spell("E04", "2025-08-01", None, status="服务中"),
        pb.scores("E04", "2025-08", "2025-09", 0, exempt_reason="产假"),
        pb.spell("E05", "2025-09-01", None, sender="H2", status="服务中"), pb.scores("E05", "2025-09", "2025-09"),
        pb.person("E06"), pb.spell("E06", "2024-01-01", "2024-12-31", sender="H2"),
        pb.standard("专技十级", 40_000, "2025-04-01"), pb.standard("专技十级", 30_000),
        pb.unit("H1", 2024, 4_000_000, 100), pb.unit("H2", 2024, 1_000_000, 1),
        pb.approval(2025, 50_000, 90_000), pb.approval(2025, 51_000, 90_000),
    )  # fmt: skip
    return payroll(book, POLICY.with_values({"payroll.average_year": "latest"}), 2025, date(2025, 9, 30))


def year_under_floors() -> object:
    """Two hospitals that gave all their performance pay, peers of both, and too little approved."""
    book = pb.book(
        pb.institution("H1"), pb.institution("H2"), pb.institution("T1"),
        pb.person("E01", department="内科"), pb.spell("E01", "2025-01-01", "2025-12-31"),
        pb.scores("E01", "2025-01", "2025-12"), pb.standard("专技十级", 30000),
        pb.unit("H1", 2025, 400_000, 11, performance_total=pb.fen(800_000)),
        pb.unit("H2", 2025, 300_000, 9, performance_total=pb.fen(500_000)), pb.approval(2025, 30_000, 20_000),
        pb.peers("H1", "内科", "专技十级", 2025, 60_000), pb.peers("H2", "内科", "专技十级", 2025, 70_000),
    )  # fmt: skip
    values = {"payroll.floors": "county_average、home_department、county_peers"}
    return payroll(book, POLICY.with_values(values), 2025, END)


def months_of_two_assessors() -> object:
    """Sender and receiver both score (J19); June at two receivers; 合格 is a coefficient of its own."""
    book = pb.book(
        pb.institution("H1"), pb.institution("T1"), pb.institution("T2"), pb.person("E01"),
        pb.spell("E01", "2025-05-01", "2025-06-10"), pb.spell("E01", "2025-06-11", "2025-06-30", "T2"),
        pb.scores("E01", "2025-05", "2025-06", 80), pb.scores("E01", "2025-06", "2025-06", 95, "T2"),
        pb.scores("E01", "2025-05", "2025-06", 70, "H1"), pb.standard("专技十级", 30000),
        pb.unit("H1", 2025, 400_000, 11),
    )  # fmt: skip
    values = {"assess.dual_weights": "派出机构=0.4、接收机构=0.6", "payroll.coefficient": "grades"}
    return payroll(book, POLICY.with_values(values), 2025, END)


def home_of_the_year() -> object:
    return home_statement(a_year(), POLICY, Period(date(2025, 1, 1), END), END)


def _primary_book() -> Book:
    """One institution with everything told; one with two heads, half years and blanks; one of which little is told."""
    blank = replace(
        rb.TOTAL, institution="T2", headcount=None, own_baseline=None, overtime=0, practitioners=None, cost=None, row=4,
        deputy_share=Fraction(7, 10), basic_share=None, incentive_share=None, paid=None,
    )  # fmt: skip
    bare = PrimaryTotal(institution="K1", year=2025, approved=100_000_00, paid=123_456_78, row=5)
    earlier = replace(rb.TOTAL, year=2024, approved=500_000_000, row=6)
    others = (
        rb.member("C42", 6_000_000, "主要负责人", institution="T2", months=Fraction(7)),
        rb.member("C43", 5_000_000, "主要负责人", institution="T2", months=Fraction(5)),
        rb.member("C44", 4_000_000, "班子成员", institution="T2", months=Fraction(6), assessment=Fraction(9, 10)),
        rb.member("C45", 0, institution="T2", agreed_pay=9_000_000, contract_pay=300_000),
    )
    hours = [
        Overtime(institution=where, person=who, month=Month(2025, month), kind="夜班", hours=Fraction(worked),
                 given_back=back, row=row)
        for row, (where, who, month, worked, back) in enumerate(
            (("T1", "C5", 3, 24, Fraction(8)), ("T1", "C6", 4, 8, Fraction(12)), ("T2", "C44", 5, 6, None)), 3)
    ]  # fmt: skip
    steps = [
        Regrading(person="C5", regraded_on=date(2025, 7, 1), ordinary=7, given=8, row=3),
        Regrading(person="C6", regraded_on=date(2025, 7, 1), ordinary=7, given=7, row=4),
    ]
    made = rb.book(rb.TOTAL, (*rb.STAFF, *others))
    rows = {"primary_totals": [rb.TOTAL, blank, bare, earlier], "primary_overtime": hours, "regradings": steps}
    for name, given in rows.items():
        made = made.with_rows(name, given)
    for name in (*rows, "primary_staff"):
        made = made.with_rows(name, [_placed(row) for row in getattr(made, name)])
    return made


def _placed(row: Record) -> Record:
    """The row on its own sheet, so that every column has its letter."""
    sheet = next(sheet for sheet in SHEETS if sheet.record is type(row))
    columns = {column.field: at for at, column in enumerate(sheet.columns, 1)}
    return replace(row, table=Table(f"{sheet.workbook}.xlsx", sheet.name, 1, columns))


def primary_of_the_year() -> object:
    return primary(_primary_book(), rb.RULED, 2025, date(2026, 3, 1))


def primary_without_bands() -> object:
    return primary(_primary_book(), rb.PLAIN, 2025, date(2026, 3, 1))


@pytest.mark.parametrize(
    "made",
    [
        primary_of_the_year,
        primary_without_bands,
        quota_of_the_year,
        payroll_of_the_year,
        payroll_by_grades,
        year_with_gaps,
        year_under_floors,
        months_of_two_assessors,
        month_with_a_correction,
        settlement_with_a_clawback,
        home_of_the_year,
    ],
    ids=lambda made: made.__name__,
)
def test_the_making_of_a_year(
    made: Callable[[], object],
) -> None:  # A01 C07 C08 C10 E04 E05 E09 E11 E12 E13 E14 E16 O01 O03 O05
    """The whole reckoning, word for word."""
    text = "\n".join(told(made(), set())) + "\n"
    path = GOLDEN / f"{made.__name__}.txt"
    if os.environ.get("COUNTYHIRE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_what_a_settlement_leaves_for_the_next_run_and_what_it_is_refused_for() -> None:  # E12 E14
    """The year is the subject of what concerns the whole year; the record names its run."""
    book = a_year()
    book = book.with_rows("county_units", [pb.unit("H1", 2024, 1_000_000, 100)])
    early = settle(book, POLICY, 2025, date(2025, 11, 30))
    said = {finding.code: finding.subject for finding in early.findings if finding.code in ("CH674", "CH675")}
    assert (said, early.refused) == ({"CH674": "2025", "CH675": "2025"}, True)
    paid = settle(a_year(), POLICY, 2025, END).paid_run("payroll-2025-001")
    assert (paid.run, paid.year, paid.month) == ("payroll-2025-001", 2025, None)
