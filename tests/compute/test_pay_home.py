"""What the home unit pays, and what it must not (E04–E07, H17, H18)."""

from dataclasses import replace
from datetime import date

from countyhire.compute.pay.home import home_statement
from countyhire.compute.payroll import payroll
from countyhire.model.period import Month, Period
from countyhire.policy.load import load
from countyhire.reports.pay_home import home_documents
from tests.compute import paybook as pb
from tests.pay.sample import sheet_of, table
from tests.reports.district import letter

POLICY = load("chongqing-2021-55")
END = date(2025, 12, 31)
YEAR = Period(date(2025, 1, 1), END)
APRIL = Month(2025, 4).period


def township(code, rate=600, eligible=True):
    money = None if rate is None else pb.fen(rate)
    return pb.institution(code, allowance_eligible=eligible, township_allowance=money)


def test_the_receivers_rate_by_days():  # E05
    book = pb.book(
        pb.person("E01"), township("T1", 600), township("T2", 450),
        pb.spell("E01", "2025-03-15", "2025-04-10"), pb.spell("E01", "2025-04-11", "2025-04-30", "T2"),
    )  # fmt: skip
    statement = home_statement(book, POLICY, YEAR, END)
    assert [(str(row.month), row.receivers, row.allowance.shown) for row in statement.months] == [
        ("2025-03", ("T1",), "329.03"),  # 600 × 17 ÷ 31
        ("2025-04", ("T1", "T2"), "500.00"),  # 600 × 10 ÷ 30 + 450 × 20 ÷ 30
    ]
    [person] = statement.persons
    assert (person.months, person.allowance.shown, statement.allowance.shown) == (2, "829.03", "829.03")


def test_one_that_does_not_qualify_is_nothing():  # E06
    book = pb.book(township("T1", 600, eligible=False), pb.spell("E01", "2025-04-01", "2025-04-30"))
    [row] = home_statement(book, POLICY, APRIL, END).months
    assert (row.allowance.shown, row.reasons) == ("0.00", ("机构T1不符合发放条件",))


def test_a_blank_rate_is_told_apart_from_nothing():  # E05, E06
    spell = pb.spell("E01", "2025-04-01", "2025-04-30")
    [row] = home_statement(pb.book(township("T1", None), spell), POLICY, APRIL, END).months
    assert (row.allowance.value, row.reasons) == (0, ("机构T1没有月标准",))
    unsaid = home_statement(pb.book(township("T1", 300, None), spell), POLICY, APRIL, END)
    assert unsaid.allowance.shown == "300.00"


def test_a_receiver_that_is_not_in_the_list():
    [row] = home_statement(pb.book(pb.spell("E01", "2025-04-01", "2025-04-30")), POLICY, APRIL, END).months
    assert (row.allowance.value, row.reasons) == (0, ("T1不在机构名录",))


def test_the_statement_of_what_was_paid():  # E04, E07, H17
    rows = [
        pb.home("E01", "2025-04", post_salary=2000, step_salary=1500, social_insurance=800, township_allowance=600),
        pb.home("E01", "2025-04", post_salary=50),
        pb.home("E01", "2025-05", post_salary=9999, performance=1),
        replace(pb.home("E01", "2025-04", annuity=7), month=None),
    ]
    book = pb.book(township("T1", 600), pb.spell("E01", "2025-04-01", "2025-04-30"), *rows)
    statement = home_statement(book, POLICY, YEAR, END)
    [row] = statement.months
    assert {item: amount.shown for item, amount in row.paid.items() if amount.value} == {
        "post_salary": "2,050.00",
        "step_salary": "1,500.00",
        "township_allowance": "600.00",
        "social_insurance": "800.00",
    }
    assert (row.difference.value, statement.double_pay) == (0, ())
    assert statement.paid["post_salary"].shown == "2,050.00"


def test_a_month_that_the_home_unit_said_nothing_of_is_blank():  # E04
    """E01: two of three months told; E02: none. The sheet says so and shows no noughts in their place."""
    rows = [pb.home("E01", "2025-04", post_salary=2000), pb.home("E01", "2025-05", post_salary=2000)]
    spells = [pb.spell(code, "2025-04-01", "2025-06-30") for code in ("E01", "E02")]
    book = pb.book(township("T1"), pb.person("E01"), pb.person("E02"), *spells, *rows)
    statement = home_statement(book, POLICY, YEAR, END)
    assert [(row.months, row.untold) for row in statement.persons] == [(3, 1), (3, 3)]
    *_, document = home_documents(statement, letter(), book, "2025年度")
    first, second = table(sheet_of(document.data, "对账单"), 4)
    assert (first["岗位工资"], first["原单位支出合计"], first["备注"]) == (4000, 4000, "缺1个月工资记录")
    assert (second["岗位工资"], second["原单位支出合计"], second["备注"]) == (None, None, "没有工资记录")


def test_performance_pay_at_home_is_double_pay():  # H18
    rows = [pb.home("E01", "2025-04", performance=1200), pb.home("E01", "2025-03", performance=1200)]
    book = pb.book(township("T1"), pb.spell("E01", "2025-04-16", "2025-06-30"), *rows)
    [row] = home_statement(book, POLICY, YEAR, END).double_pay
    assert (str(row.month), row.double_pay.shown, row.sender) == ("2025-04", "1,200.00", "H1")


def test_an_allowance_paid_wrong():  # E05
    row = pb.home("E01", "2025-04", township_allowance=500)
    book = pb.book(pb.person("E01"), township("T1", 600), pb.spell("E01", "2025-04-01", "2025-04-30"), row)
    statement = home_statement(book, POLICY, APRIL, END)
    assert statement.months[0].difference.shown == "-100.00"


def test_a_statement_counts_to_the_day():
    book = pb.book(township("T1", 600), pb.spell("E01", "2025-01-01", None, status="服务中"))
    assert home_statement(book, POLICY, YEAR, date(2025, 4, 15)).allowance.shown == "2,100.00"


def test_the_virtual_unit_pays_no_base_pay():  # E04, H20
    book = pb.book(
        pb.person("E01"), pb.spell("E01", "2025-01-01", "2025-12-31"), pb.scores("E01", "2025-01", "2025-12"),
        pb.standard("专技十级", 30000), pb.unit("H1", 2025, 0, 100), pb.home("E01", "2025-04", post_salary=2000),
    )  # fmt: skip
    assert payroll(book, POLICY, 2025, END).sum.shown == "30,000.00"
