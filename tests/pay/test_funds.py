"""Both pools: they add up, last year's balance is the opening and no income, the pay is covered or not (D01–D05)."""

import io
import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from countyhire.compute.funds import fund
from countyhire.compute.funds_cover import cover, postings
from countyhire.compute.funds_subsidy import subsidy
from countyhire.compute.pay.history import PaidRow, PaidRun
from countyhire.compute.payroll import payroll
from countyhire.model.book import Book
from countyhire.model.pay import POOLS, Budget, FundEntry
from countyhire.model.period import Month
from countyhire.pipeline import funding
from countyhire.policy.load import PolicyError, load
from countyhire.reports.funds import fund_documents
from countyhire.reports.funds_view import fund_view
from tests.compute import paybook
from tests.pay.sample import copy_of_sample, job
from tests.reports.district import letter

BASE, COUNTY = POOLS
SUBSIDISED = """
[override]
"subsidy.annual" = { value = "80,000.00", cite = "示例卫发〔2026〕3号" }
"subsidy.split" = { value = { "派出机构" = "3/5", "接收机构" = "2/5" }, cite = "示例卫发〔2026〕3号" }
"""
POLICY = load("chongqing-2021-55")
END = date(2025, 12, 31)


def entry(
    number: int, day: str, pool: str, direction: str, category: str, yuan: str | int, **more: object
) -> FundEntry:
    return FundEntry(
        voucher=f"V{number:03}", on=date.fromisoformat(day), pool=pool, direction=direction, category=category,
        amount=paybook.fen(yuan), **more,  # type: ignore[arg-type]
    )  # fmt: skip


LEDGER = (
    entry(1, "2025-01-01", COUNTY, "收入", "上年结转", 100),
    entry(2, "2025-01-05", COUNTY, "收入", "区县财政", 900, document="示例"),
    entry(3, "2025-02-01", COUNTY, "支出", "派驻人员绩效", 300, person="P1", month=Month(2025, 1)),
    entry(4, "2025-03-01", COUNTY, "转出", "其他", 200),
    entry(5, "2025-03-01", BASE, "转入", "其他", 200),
    entry(6, "2025-04-01", BASE, "支出", "就医环境改造", "0.01"),
)


def district(*entries: FundEntry, budgets: tuple[Budget, ...] = ()) -> Book:
    return Book(fund_entries=entries, budgets=budgets, read=frozenset({"fund_entries", "budgets"}))


def shown(pool: object) -> tuple[str, ...]:
    return tuple(getattr(pool, part).shown for part in ("opening", "income", "spending", "transfers", "closing"))


def test_a_pool_adds_up_and_the_carried_balance_is_no_income() -> None:  # D01
    result = fund(district(*LEDGER), POLICY, 2025, END)
    assert shown(result.pool(COUNTY)) == ("100.00", "900.00", "300.00", "-200.00", "500.00")
    assert shown(result.pool(BASE)) == ("0.00", "0.00", "0.01", "200.00", "199.99")
    assert result.pool(COUNTY).use_rate.value == Fraction(3, 8)
    assert (result.pool(COUNTY).local_name, result.pool(BASE).local_name) == ("技术协作", "事业发展")  # I04


def test_entries_after_the_day_do_not_count() -> None:
    result = fund(district(*LEDGER), POLICY, 2025, date(2025, 2, 15))
    assert shown(result.pool(COUNTY)) == ("100.00", "900.00", "300.00", "0.00", "700.00")


def test_a_year_without_carried_balance_opens_with_what_was_left() -> None:
    later = entry(7, "2026-01-10", COUNTY, "收入", "区县财政", 1)
    result = fund(district(*LEDGER, later), POLICY, 2026, date(2026, 12, 31))
    assert shown(result.pool(COUNTY)) == ("500.00", "1.00", "0.00", "0.00", "501.00")
    carried = entry(8, "2026-01-01", COUNTY, "收入", "上年结转", "499.99")
    result = fund(district(*LEDGER, later, carried), POLICY, 2026, date(2026, 12, 31))
    assert result.pool(COUNTY).closing.shown == "500.99"
    assert [finding.code for finding in result.findings] == ["CH740"]


def test_five_uses_and_the_sums_of_the_whole_ledger() -> None:  # I05 I06 I07 I08 I09 I10 I11
    """巫山: 9.0 million raised, 7.0 million used in two years, five uses that add up to what was spent."""
    uses = {"派驻补助": 100, "驻点补助": 50, "特色科室联建": 30, "就医环境改造": 15, "医疗设备更新": 5}
    rows = [
        entry(1, "2024-03-01", COUNTY, "收入", "区县财政", 5_000_000),
        entry(2, "2024-06-01", COUNTY, "支出", "派驻补助", 5_000_000),
        entry(3, "2025-01-01", COUNTY, "收入", "区县财政", 4_000_000),
        *(
            entry(number, "2025-02-01", COUNTY, "支出", use, 10_000 * share)
            for number, (use, share) in enumerate(uses.items(), 4)
        ),
    ]
    pool = fund(district(*rows), POLICY, 2025, END).pool(COUNTY)
    assert (pool.total_income.shown, pool.total_spending.shown) == ("9,000,000.00", "7,000,000.00")
    assert pool.total_rate.value == Fraction(7, 9)
    assert {use: part.shown for use, part in pool.uses if part.value} == {
        "派驻补助": "1,000,000.00",
        "驻点补助": "500,000.00",
        "特色科室联建": "300,000.00",
        "就医环境改造": "150,000.00",
        "医疗设备更新": "50,000.00",
    }
    assert sum(part.value for _, part in pool.uses) == pool.spending.value


def test_the_month_in_which_a_pool_runs_out() -> None:
    """600 spent in six months, 250 left: three more months at that pace."""
    rows = (
        entry(1, "2025-01-01", COUNTY, "收入", "区县财政", 850),
        entry(2, "2025-05-01", COUNTY, "支出", "其他", 600),
    )
    result = fund(district(*rows), POLICY, 2025, date(2025, 6, 30))
    assert (result.pool(COUNTY).monthly.shown, str(result.pool(COUNTY).empty_in)) == ("100.00", "2025-09")
    assert [finding.code for finding in result.findings] == ["CH741"]
    exact = replace(rows[0], amount=paybook.fen(800))
    assert str(fund(district(exact, rows[1]), POLICY, 2025, date(2025, 6, 30)).pool(COUNTY).empty_in) == "2025-08"
    assert result.pool(BASE).empty_in is None


def test_every_use_adds_up_whatever_the_ledger(sweep) -> None:  # type: ignore[no-untyped-def]  # D02 I07–I11
    chance = random.Random(4)
    kinds = [
        ("收入", "区县财政"),
        ("收入", "上年结转"),
        ("支出", "驻点补助"),
        ("支出", "派驻补助"),
        ("转入", "其他"),
        ("转出", "其他"),
    ]
    for _ in range(sweep(60, 2000)):
        rows = []
        for number in range(chance.randrange(30)):
            day = date(2025, 1, 1).toordinal() + chance.randrange(-300, 365)
            direction, category = chance.choice(kinds)
            if category == "上年结转" and date.fromordinal(day).year != 2025:
                category = "区县财政"
            yuan = f"{chance.randrange(10**6)}.{chance.randrange(100):02}"
            rows.append(entry(number, str(date.fromordinal(day)), chance.choice(POOLS), direction, category, yuan))
        result = fund(district(*rows), POLICY, 2025, END)
        chance.shuffle(rows)
        again = fund(district(*rows), POLICY, 2025, END)
        for pool, other in zip(result.pools, again.pools, strict=True):
            assert shown(pool) == shown(other)
            assert sum(int(amount.value) for _, amount in pool.uses) == pool.spending.value
            assert pool.closing.recomputed() == pool.closing.value
            parts = [getattr(pool, part).value for part in ("opening", "income", "transfers")]
            assert sum(parts) - pool.spending.value == pool.closing.value


def test_the_three_sources_against_their_plan() -> None:  # H22
    rows = [
        entry(number, "2025-01-05", COUNTY, "收入", category, yuan)
        for number, (category, yuan) in enumerate([("区县级医疗机构", 10), ("基层医疗卫生机构", 20), ("区县财政", 70)])
    ]
    plan = Budget(year=2025, pool=COUNTY, direction="收入", category="区县财政", amount=paybook.fen(100))
    result = fund(district(*rows, budgets=(plan,)), POLICY, 2025, END)
    assert [one.share.value for one in result.contributions] == [Fraction(1, 10), Fraction(1, 5), Fraction(7, 10)]
    lines = {line.category: line for line in result.budget}
    assert (lines["区县财政"].planned.shown, lines["区县财政"].left.shown) == ("100.00", "30.00")
    assert lines["区县级医疗机构"].planned is None


def test_what_each_institution_gave_and_got() -> None:  # I18
    """H1 gave 10 and got 4 in two parts: −6. T1 got 3. A fiscal grant of 70 and 5 paid to a person name nobody."""
    rows = [
        entry(1, "2025-01-01", COUNTY, "收入", "上年结转", 1000, institution="H1"),
        entry(2, "2025-01-05", COUNTY, "收入", "区县级医疗机构", 10, institution="H1"),
        entry(3, "2025-01-05", BASE, "收入", "区县财政", 70),
        entry(4, "2025-02-01", COUNTY, "支出", "派驻补助", 3, institution="H1"),
        entry(5, "2025-02-02", BASE, "支出", "驻点补助", 1, institution="H1"),
        entry(6, "2025-02-03", BASE, "支出", "就医环境改造", 3, institution="T1"),
        entry(7, "2025-02-04", BASE, "支出", "派驻人员绩效", 5, person="P1"),
        entry(8, "2025-03-01", COUNTY, "转出", "其他", 9, institution="H1"),
        entry(9, "2025-03-01", BASE, "转入", "其他", 9, institution="T1"),
    ]
    result = fund(district(*rows), POLICY, 2025, END)
    assert [(one.institution, one.gave.shown, one.got.shown, one.net.shown) for one in result.places] == [
        ("H1", "10.00", "4.00", "-6.00"),
        ("T1", "0.00", "3.00", "3.00"),
        ("", "70.00", "5.00", "-65.00"),
    ]
    assert sum(one.net.value for one in result.places) == sum(
        pool.spending.value - pool.income.value for pool in result.pools
    )


def pay_book() -> Book:
    people = [paybook.person("P1"), paybook.person("P2", "专技九级")]
    spells = [paybook.spell("P1", "2025-01-01", "2025-12-31"), paybook.spell("P2", "2025-01-01", "2025-12-31")]
    marks = [*paybook.scores("P1", "2025-01", "2025-12"), *paybook.scores("P2", "2025-01", "2025-12")]
    standards = [paybook.standard("专技十级", 30_000), paybook.standard("专技九级", 36_000)]
    return paybook.book(people, spells, marks, standards, paybook.unit("H1", 2025, 400_000, 12))


@pytest.mark.parametrize(
    ("charges", "covered", "codes"),
    [
        ([("P1", 1000), ("P2", 500)], "1,500.00", []),
        ([("P1", 1_000_000)], "70,000.00", ["CH742"]),  # never more than what is due
        ([("P9", 100)], "0.00", ["CH743"]),
        ([("", 100)], "100.00", ["CH744"]),
        ([("P1", 70_000), ("", 1_000_000)], "146,000.00", ["CH744"]),
    ],
)
def test_covered_and_uncovered_are_the_pay(
    charges: list[tuple[str, int]], covered: str, codes: list[str]
) -> None:  # D05
    rows = [
        entry(number, "2025-06-01", COUNTY, "支出", "派驻人员绩效", yuan, person=person, month=Month(2025, 5))
        for number, (person, yuan) in enumerate(charges)
    ]
    book = pay_book().with_rows("fund_entries", rows)
    pay = payroll(book, POLICY, 2025, END)
    found = cover(book, fund(book, POLICY, 2025, END), pay)
    assert found.covered.shown == covered
    assert found.covered.value + found.uncovered.value == pay.sum.value == found.pay_total.value
    assert [finding.code for finding in found.findings] == codes
    assert sum(int(one.covered.value) for one in found.persons) + found.lump_used.value == found.covered.value


def test_what_was_paid_by_months_is_posted_month_by_month() -> None:  # H23
    """P1: January paid and charged; February paid, half charged, corrected by a later run; a charge nobody was paid."""
    january, february = Month(2025, 1), Month(2025, 2)
    runs = [
        PaidRun("payroll-2025-01-001", 2025, january, (PaidRow("P1", january, "basic", 100),)),
        PaidRun("payroll-2025-02-001", 2025, february, (PaidRow("P1", february, "basic", 200),)),
        PaidRun("payroll-2025-03-001", 2025, Month(2025, 3), (PaidRow("P1", february, "basic", -50),)),
        PaidRun("payroll-2025-001", 2025, None, (PaidRow("P1", None, "excess", 70),)),
        PaidRun("payroll-2024-001", 2024, None, (PaidRow("P1", None, "excess", 999),)),
    ]
    charges = [("P1", january, "1.00"), ("P1", february, "0.75"), ("P2", january, "0.10")]
    rows = [
        entry(number, "2025-06-01", COUNTY, "支出", "派驻人员绩效", yuan, person=person, month=month)
        for number, (person, month, yuan) in enumerate(charges)
    ]
    book = pay_book().with_rows("fund_entries", rows)
    found = postings(book, fund(book, POLICY, 2025, END), runs)
    assert [(one.person, str(one.month), one.paid.value, one.charged.value, one.left.value) for one in found] == [
        ("P1", "2025-01", 100, 100, 0), ("P1", "2025-02", 150, 75, 75), ("P1", "None", 70, 0, 70),
        ("P2", "2025-01", 0, 10, -10),
    ]  # fmt: skip
    assert postings(book, fund(book, POLICY, 2025, END), []) == ()


def seven_months() -> Book:
    people = [paybook.person("P1"), paybook.person("P2")]
    spells = [
        paybook.spell("P1", "2025-01-01", "2025-07-31"),
        paybook.spell("P2", "2025-01-01", "2025-06-30"),
        paybook.spell("P2", "2025-07-01", "2025-12-31", receiver="T2"),
    ]
    return paybook.book(people, spells)


def dianjiang(split: bool = True):  # type: ignore[no-untyped-def]
    values = {"value": {"派出机构": "3/5", "接收机构": "2/5"}, "cite": "示例卫发〔2026〕3号"}
    return load("dianjiang-2015", {"subsidy.split": values} if split else {})


def test_the_subsidy_of_seven_months_is_split_to_the_fen() -> None:  # J09 J10
    result = subsidy(seven_months(), dianjiang(), 2025, END)
    assert result is not None
    first, second = result.persons
    assert (first.amount.shown, second.amount.shown) == ("46,666.67", "80,000.00")
    for one in result.persons:
        assert sum(int(part.amount.value) for part in one.parts) == one.amount.value
    assert [part.amount.shown for part in first.parts] == ["28,000.00", "18,666.67"]
    assert [(part.institution, part.amount.shown) for part in second.parts] == [
        ("H1", "48,000.00"), ("T1", "16,000.00"), ("T2", "16,000.00"),
    ]  # fmt: skip
    assert sum(int(one.amount.value) for one in result.payees) == result.sum.value == paybook.fen("126666.67")


def test_no_split_no_subsidy() -> None:  # Q24
    with pytest.raises(PolicyError, match=r"subsidy\.split"):
        subsidy(seven_months(), dianjiang(split=False), 2025, END)
    assert subsidy(seven_months(), POLICY, 2025, END) is None


def test_the_sheets_show_what_was_computed() -> None:
    book = seven_months().with_rows("fund_entries", LEDGER)
    result = fund(book, dianjiang(), 2025, END)
    paid = subsidy(book, dianjiang(), 2025, END)
    pools, money, working, *_ = fund_documents(result, None, (), paid, letter(policy=dianjiang()), book)
    assert not pools.unused and not money.unused and not working.unused
    sheets = load_workbook(io.BytesIO(pools.data), data_only=True)
    vouchers = [[cell.value for cell in row] for row in sheets["记账凭证"].iter_rows(min_row=3)]
    assert len([row for row in vouchers if row[0]]) == len(LEDGER) + 1
    paid_out = [row[4:] for row in vouchers if "派驻人员绩效" in str(row[4])]
    assert paid_out == [["资金池支出—派驻人员绩效", f"{COUNTY}资金池", 300, 300]]
    shown_text = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert "不一致" not in shown_text and shown_text.count("一致") == 6
    assert load_workbook(io.BytesIO(money.data), data_only=True)["各单位"]["E6"].value == 126666.67


def test_json_of_the_fund() -> None:
    view = fund_view(fund(district(*LEDGER), POLICY, 2025, END), None, (), None)
    keys = ("pool", "opening", "income", "spending", "transfers", "closing")
    assert {key: view["pools"][1][key] for key in keys} == {
        "pool": COUNTY, "opening": "100.00", "income": "900.00", "spending": "300.00", "transfers": "-200.00",
        "closing": "500.00",
    }  # fmt: skip
    assert view["pools"][1]["uses"]["派驻人员绩效"] == "300.00"
    assert view["coverage"] is None


def test_a_ledger_alone_is_enough(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = copy_of_sample(tmp_path)
    with (folder / "countyhire.toml").open("a", encoding="utf-8") as settings:
        settings.write(SUBSIDISED)
    whole = funding.fund(job(folder), 2025)
    cover = whole.view["coverage"]
    assert all(Fraction(one["score"]) > 60 for one in whole.view["subsidy"]["persons"])  # J20
    assert whole.exit_code == 0 and cover["pay_total"] == "3410000.00"
    assert Fraction(cover["covered"]) + Fraction(cover["uncovered"]) == Fraction(cover["pay_total"])
    for path in folder.glob("*.xlsx"):
        if path.stem != "资金池台账":
            path.unlink()
    alone = funding.fund(job(folder), 2025)
    assert alone.exit_code == 0 and alone.view["coverage"] is None
    assert "CH745" in {finding.code for finding in alone.findings}
    assert alone.view["pools"] == whole.view["pools"]
