"""docs/figures.md: every worked number is worked again here, every clause and value of the pack exists as written."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

from countyhire.compute.duty import duty
from countyhire.compute.funds import fund
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.primary import primary
from countyhire.compute.pay.settlement import settle
from countyhire.compute.payroll import payroll
from countyhire.compute.quota import quota
from countyhire.model.book import Book
from countyhire.model.money import decimal_text, fixed_text
from countyhire.model.outcomes import BeforeAfter, Saving, YearlyVisits
from countyhire.model.pay import POOLS, FundEntry
from countyhire.model.period import Month
from countyhire.policy.clauses import known
from countyhire.policy.listing import describe
from countyhire.policy.load import load
from countyhire.reports.effect_figures import in_words
from tests.compute import dutybook as db
from tests.compute import effectbook as eb
from tests.compute import paybook as pb
from tests.compute import primarybook

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
POLICY = load("chongqing-2021-55")
AFTER = POLICY.with_values({"payroll.headcount_basis": "after_deduction"})
END = date(2025, 12, 31)


def section(number: int) -> str:
    """The text of a section without its line breaks."""
    (text,) = re.findall(rf"^## {number} (.*?)(?=^## |\Z)", PAGE, re.S | re.M)
    return text.replace("\n", "")


def said(number: int, *texts: str) -> None:
    for text in texts:
        assert text in section(number), f"{number}: {text}"


def test_every_value_of_the_pack_is_as_it_says() -> None:  # A01
    values = {row.key: row.value for row in describe(POLICY, date(2026, 1, 1))}
    named = re.findall(r"`([a-z_]+\.[a-z_.]+)` = ([^；。）\n]+(?:）)?)", PAGE)
    assert len(named) >= 24
    for key, value in named:
        assert values[key] == (value if value in values[key] else value.rstrip("）")), key


def test_every_clause_exists() -> None:
    cited = re.findall(r"\b[A-P]\d\d\b", PAGE)
    assert len(set(cited)) > 25
    assert set(cited) <= known()
    assert all("依据：" in section(number) for number in range(1, 16))


def district(*rows: object) -> Book:
    return db.book_of(db.hospital("H1"), db.hospital("H2"), db.hospital("H3"), db.township(), db.township("T2"), *rows)


def recruits() -> list[object]:
    counts = {"H1": 7, "H2": 3, "H3": 1}
    return [db.doctor(f"{h}-{n}", "2026-03-01", institution=h) for h, count in counts.items() for n in range(count)]


def test_the_floor_and_its_shares() -> None:  # C05 C07 C08 C10
    sent = [row for n in range(8) for row in (db.doctor(f"P{n}"), db.served(f"P{n}", "2026-08-01", None))]
    result = quota(district(*recruits(), *sent), POLICY, 2026, date(2026, 12, 31))
    exact = decimal_text(Fraction(result.quota_amount.inputs[0].value))
    said(1, f"合计 {result.new_hires} 人，11 × 0.8 = {exact}，进一取整，应派 {result.quota} 人")
    said(
        1, f"实派 {result.dispatched} 人，缺口 {result.shortfall} 人，比率 {fixed_text(result.rate or Fraction(0), 4)}"
    )
    said(2, f"分摊 {'、'.join(str(row.share) for row in result.hospitals)} 人")
    said(2, f"单独计算是 {'、'.join(str(row.own_ceiling) for row in result.hospitals)} 人")


def test_who_counts_as_sent() -> None:  # C08
    first = (db.doctor("P"), db.served("P", "2025-08-01", "2026-01-31"))
    joined = quota(district(*first, db.served("P", "2026-02-01", None, receiver="T2")), POLICY, 2026, END.replace(2026))
    apart = quota(district(*first, db.served("P", "2026-02-02", None, receiver="T2")), POLICY, 2026, END.replace(2026))
    said(3, f"算 {joined.dispatched} 人；中间隔了一天再派，算 {apart.dispatched} 人")


def test_lengths_of_service() -> None:  # B04 B09
    for line in re.findall(r"\| (20.*?) \|", section(4).replace("||", "|\n|")):
        spells = [part.split(" 至 ") for part in line.split("，")]
        rows = [db.served("P", first, last, code=f"S{first}") for first, last in spells]
        (row,) = duty(district(db.doctor("P", "2022-02-01"), *rows), POLICY, date(2026, 8, 1)).persons
        said(4, f"| {line} | {row.credited} | {'是' if row.status == 'done' else '否'} |")


def test_dates_of_the_duty() -> None:  # B03
    for hired in ("2022-03-15", "2024-02-29"):
        (row,) = duty(district(db.doctor("P", hired)), POLICY, date(2025, 1, 1)).persons
        said(5, f"| {hired} | {row.finish_by} | {row.latest_start} |")


def year_of(code: str, score: int = 90, first: str = "2025-01-01", last: str = "2025-12-31") -> list[object]:
    return [pb.person(code), pb.spell(code, first, last), pb.scores(code, first[:7], last[:7], score)]


STANDARD = pb.standard("专技十级", 30000)


def test_months_of_service() -> None:  # H21
    book = pb.book(*year_of("E01", 90, "2023-08-01", "2024-07-31"), STANDARD)
    months = [payroll(book, POLICY, year, END).persons[0].months.shown for year in (2023, 2024)]
    said(6, f"2023 年 {months[0]} 个月，2024 年 {months[1]} 个月")
    part = payroll(pb.book(*year_of("E01", 90, "2025-01-16", "2025-03-31"), STANDARD), POLICY, 2025, END)
    said(6, f"2025-01-16 至 2025-03-31 是 {decimal_text(Fraction(part.persons[0].months.value))} 个月")


def test_totals() -> None:  # E09 E11 E12 E16
    rows = [row for number in range(12) for row in year_of(f"E{number:02}")]
    rows += [pb.post_change(f"E{number:02}", "专技七级", "2025-01-01") for number in (10, 11)]
    rows += [STANDARD, pb.standard("专技七级", 36000)]
    result = payroll(pb.book(*rows, pb.unit("H1", 2025, 4_000_000, 100)), AFTER, 2025, END)
    said(7, f"都满全年：{result.pool.basic.shown} 元")
    said(8, f"平均水平 {result.average_excess.weighted.shown} 元：超额绩效总量 {result.pool.excess.shown} 元")
    units = (pb.unit("H1", 2025, 4_000_000, 100), pb.unit("H2", 2025, 1_000_000, 50))
    average = payroll(pb.book(*rows, *units), AFTER, 2025, END).average_excess
    said(8, f"加权平均 {pb.half(average.weighted)} 元，简单平均 {pb.half(average.simple)} 元")


def two_people() -> Book:
    return pb.book(*year_of("E01"), *year_of("E02", 70), STANDARD, pb.unit("H1", 2025, 4_000_000, 102))


def test_what_each_gets_in_the_year_and_at_its_end() -> None:  # E03 E14 E15
    result = payroll(two_people(), POLICY, 2025, END)
    first, second = result.persons
    said(9, f"基础总量 {result.pool.basic.shown} 元、超额总量 {result.pool.excess.shown} 元")
    said(9, f"基础各 {first.basic.shown} 元", f"甲 {first.excess.shown} 元，乙 {second.excess.shown} 元")
    said(9, f"合计 {result.sum.shown} 元")
    runs = []
    for number in range(1, 13):
        month = Month(2025, number)
        runs.append(payroll_month(two_people(), POLICY, month, month.last, runs).paid_run(str(month)))
    row = settle(two_people(), POLICY, 2025, END, runs).rows[0]
    paid = pb.yuan_grouped(int(first.total.value) - int(row.total.value))
    said(11, f"全年应发 {first.total.shown} 元，各月已发 {paid} 元，结算 {row.total.shown} 元")


def test_a_month_and_its_correction() -> None:  # E14
    before = pb.book(*year_of("E01"), STANDARD)
    january = payroll_month(before, POLICY, Month(2025, 1), date(2025, 1, 31))
    said(10, f"一月全月 {january.rows[0].basic.shown} 元")
    february = payroll_month(before, POLICY, Month(2025, 2), date(2025, 2, 28), [january.paid_run("a")])
    after = pb.book(*year_of("E01"), *year_of("E02", 90, "2025-02-01"), STANDARD)
    runs = [january.paid_run("a"), february.paid_run("b")]
    march = payroll_month(after, POLICY, Month(2025, 3), date(2025, 3, 31), runs)
    (late,) = march.rows[1].differences
    assert (late.person, str(late.month)) == ("E02", "2025-02")
    said(10, f"二月差额 {late.amount.shown} 元")


def test_headcount() -> None:  # E16
    rows = [row for number in range(12) for row in year_of(f"A{number:02}")]
    rows += [row for number in range(6) for row in year_of(f"B{number:02}", 90, "2025-08-01", "2025-12-31")]
    (row,) = payroll(pb.book(*rows, STANDARD, pb.unit("H1", 2025, 0, 400)), POLICY, 2025, END).deductions
    said(12, f"÷ 12 = {row.deducted.shown}，扣减后 {row.net.shown if row.net else ''} 人")


def test_a_pool() -> None:  # D01 I06
    def entry(day: str, direction: str, category: str, yuan: int) -> FundEntry:
        on, amount = date.fromisoformat(day), pb.fen(yuan)
        return FundEntry(voucher="V", on=on, pool=POOLS[1], direction=direction, category=category, amount=amount)

    rows = [
        entry("2025-01-01", "收入", "上年结转", 100),
        entry("2025-01-02", "收入", "区县财政", 900),
        entry("2025-02-01", "支出", "派驻补助", 300),
        entry("2025-03-01", "转出", "其他", 200),
    ]
    pool = fund(Book(fund_entries=tuple(rows), read=frozenset({"fund_entries"})), POLICY, 2025, END).pool(POOLS[1])
    said(13, f"上年结转 {pool.opening.shown} 元，收入 {pool.income.shown} 元，支出 {pool.spending.shown} 元")
    said(13, f"年末余额 {pool.closing.shown} 元")
    rows = [entry("2025-01-01", "收入", "区县财政", 9_000_000), entry("2025-02-01", "支出", "派驻补助", 7_000_000)]
    pool = fund(Book(fund_entries=tuple(rows), read=frozenset({"fund_entries"})), POLICY, 2025, END).pool(POOLS[1])
    rate = fixed_text(100 * Fraction(pool.total_rate.value if pool.total_rate else 0), 1)
    said(13, f"累计收入 {pool.total_income.shown} 元、累计支出 {pool.total_spending.shown} 元，使用率 {rate}%")


def test_the_indicators_of_results() -> None:  # H02 H24 H50 K16
    people = [eb.person(f"P{n}", appointment="中级" if n < 1811 else "师级") for n in range(2048)]
    sent = [eb.sent(f"P{n}") for n in range(2048)]
    months = [eb.month(text) for text in ("2022-09", "2022-12", "2023-09", "2023-12")]
    before, after = 400, 6000
    compared = eb.row(
        BeforeAfter, institution="T1", item="儿科门诊", base_from=months[0], base_to=months[1], base=before,
        now_from=months[2], now_to=months[3], now=after,
    )  # fmt: skip
    years = [
        eb.row(YearlyVisits, year=year, total_visits=100, primary_visits=part)
        for year, part in ((2022, 59), (2023, 62))
    ]
    saving = eb.row(Saving, institution="T1", year=2023, item="血液透析", patients=100, saving=600_000)
    found = eb.result(people, sent, compared, years, saving)
    said(14, f"派出 2,048 人，中级以上 1,811 人，占 {in_words(found.indicator('intermediate_share'))}")
    (row,) = found.compared.rows
    said(14, f"由 {before} 人次到 {after:,} 人次，增长到 {row.times} 倍，即增长 {row.more} 倍")
    points = found.indicator("primary_share_change").value
    said(14, f"由 59% 到 62%，升 {points.value if points else ''} 个百分点")
    said(14, f"共 {in_words(found.indicator('patients_save')).removesuffix('元')} 元")


def test_the_primary_institutions_own_pay() -> None:  # O01 O03 O05 O06 O09
    unit = primary(primarybook.book(), primarybook.RULED, primarybook.YEAR, primarybook.END).unit("T1")
    assert unit and unit.average and unit.counted
    bounds = {band.key: f"{band.low.shown} 至 {band.high.shown} 元" for band in unit.bands}
    said(
        15, f"基本总量应在 {bounds['total']}，加班增核在 {bounds['overtime']}", f"全科增核在 {bounds['practitioners']}"
    )
    said(15, f"实发 {unit.counted.shown} 元，人均 {unit.average.shown} 元：负责人年薪应在 {bounds['head']}")
    (deputy,) = unit.deputies
    said(15, f"班子成员应发 {deputy.due.shown if deputy.due else ''} 元")
