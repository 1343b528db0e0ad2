"""CH620–CH649: what the home unit pays, and the township allowance (渝卫发〔2021〕55号 三（五）)."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import Institution
from countyhire.model.money import Fen, yuan_grouped
from countyhire.model.names import before_number
from countyhire.model.pay import HomePay
from countyhire.model.period import Month, Period
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.repeats import copies
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import days_served, place_unsure, serving_in, span, unsure

PAY_ITEMS = (
    "post_salary",
    "step_salary",
    "national_allowance",
    "township_allowance",
    "social_insurance",
    "housing_fund",
    "annuity",
    "performance",
)
MOST_A_MONTH: Fen = 100_000_00
ALLOWANCE_SHEETS = ("home_pay", "spells", "institutions")


def paid(book: Book, row: HomePay) -> str:
    """`张一2026-03`."""
    return f"{before_number(book.person_name(row.person))}{row.month}"


@rule("CH620", "double-pay", Severity.ERROR, clause="H18", reads=("home_pay", "spells"))
def double_pay(book: Book, policy: Policy, on: date) -> Hits:
    """整月在基层服务，原单位又发了当月的绩效工资。

    为什么: 派出期间的绩效工资由虚拟机构发放，原单位不再发，两边都发就是重复。
    怎么改: 由原单位扣回；补发以前月份的，月份（所属月份）填以前的月份。
    """
    for row in book.home_pay:
        if not row.performance or row.performance < 0 or not row.month or not row.person:
            continue
        if days_served(book, row.person, row.month, on) == row.month.days:
            words = f"{paid(book, row)}整月在派，原单位又发绩效工资{yuan_grouped(row.performance)}"
            yield row.cell("performance"), words, row.person


@rule("CH621", "home-performance-in-a-part-month", Severity.WARNING, clause="H18", reads=("home_pay", "spells"))
def home_performance_in_a_part_month(book: Book, policy: Policy, on: date) -> Hits:
    """不是整月在派的月份，原单位发了绩效工资。

    为什么: 到岗前、返回后的日子由原单位发，在派的日子不能重复发。
    怎么改: 核对原单位是否只按不在派的天数发放；是的不必处理。
    """
    for row in book.home_pay:
        if row.performance and row.performance > 0 and row.month and row.person:
            days = days_served(book, row.person, row.month, on)
            if 0 < days < row.month.days:
                words = f"{paid(book, row)}在派{days}天，原单位发绩效工资{yuan_grouped(row.performance)}"
                yield row.cell("performance"), words, row.person


def served_receivers(book: Book, on: date) -> Iterator[Institution]:
    """The receivers where somebody served in the year, in the order of 机构名录."""
    year = Period(date(on.year, 1, 1), on)
    served = {
        spell.receiver
        for spell in book.spells
        if spell.county_hired and (period := span(spell, on)) and period.overlap(year)
    }
    return (row for row in book.institutions if row.code in served)


@rule("CH622", "allowance-rate-blank", Severity.ERROR, clause="E05", reads=("institutions", "spells"))
def allowance_rate_blank(book: Book, policy: Policy, on: date) -> Hits:
    """应发乡镇工作补贴的接收机构没有月标准。

    为什么: 补贴按接收机构所在乡镇的标准发放，没有标准不能按零计算。
    怎么改: 补填乡镇工作补贴月标准；不符合条件的，把“符合乡镇补贴条件”改为否。
    """
    if not policy.flag("allowance.table_required", on):
        return
    for row in served_receivers(book, on):
        if row.allowance_eligible and row.township_allowance is None:
            words = f"{row.name}符合乡镇补贴条件，没有月标准"
            yield row.cell("township_allowance"), words, row.code


@rule("CH623", "allowance-eligibility-blank", Severity.WARNING, clause="E06", reads=("institutions", "spells"))
def allowance_eligibility_blank(book: Book, policy: Policy, on: date) -> Hits:
    """接收机构没有填是否符合乡镇补贴条件。

    为什么: 街道的机构可能不符合条件，没有填就不知道该不该发。
    怎么改: 填是或否；填“是”的同时填月标准。
    """
    for row in served_receivers(book, on):
        if row.receives and row.allowance_eligible is None and kept(row, "allowance_eligible"):
            words = f"{row.name}有派驻人员，未填是否符合乡镇补贴条件"
            yield row.cell("allowance_eligible"), words, row.code


@rule("CH624", "allowance-rate-without-claim", Severity.WARNING, clause="E06", reads=("institutions",))
def allowance_rate_without_claim(book: Book, policy: Policy, on: date) -> Hits:
    """不符合乡镇补贴条件的机构填了月标准。

    为什么: 不符合条件的不发补贴，两处必有一处填错。
    怎么改: 核对条件；不符合的删去月标准。
    """
    for row in book.institutions:
        if row.allowance_eligible is False and row.township_allowance:
            rate = yuan_grouped(row.township_allowance)
            words = f"{row.name}不符合乡镇补贴条件，月标准填{rate}"
            yield row.cell("township_allowance"), words, row.code


@rule("CH625", "allowance-not-due", Severity.WARNING, clause="E06", reads=ALLOWANCE_SHEETS)
def allowance_not_due(book: Book, policy: Policy, on: date) -> Hits:
    """原单位发了不应发的乡镇工作补贴。

    为什么: 只有在符合条件的乡镇服务的月份才享受补贴。
    怎么改: 核对派驻机构和月份；多发的扣回。
    """
    for row in book.home_pay:
        if not row.township_allowance or row.township_allowance <= 0 or not row.month or not row.person:
            continue
        spells = serving_in(book, row.person, row.month, on)
        if unsure(book, row.person, row.month.first) or any(place_unsure(book, spell) for spell in spells):
            continue
        places = [book.institution(spell.receiver) for spell in spells]
        if not any(place and place.allowance_eligible is not False for place in places):
            reason = "派驻机构不符合条件" if places else "当月不在派"
            words = f"{paid(book, row)}发乡镇补贴{yuan_grouped(row.township_allowance)}，{reason}"
            yield row.cell("township_allowance"), words, row.person


@rule(
    "CH626", "allowance-of-another-rate", Severity.WARNING, clause="E05", reads=("home_pay", "spells", "institutions")
)
def allowance_of_another_rate(book: Book, policy: Policy, on: date) -> Hits:
    """原单位发的乡镇工作补贴不是接收机构的标准。

    为什么: 补贴按接收机构所在乡镇的标准发放。
    怎么改: 核对月标准和发放数；少发的补发，多发的扣回。
    """
    for row in book.home_pay:
        if row.township_allowance and row.month and row.person:
            rate = _whole_month_rate(book, row.person, row.month, on)
            if rate is not None and rate != row.township_allowance:
                given, due = yuan_grouped(row.township_allowance), yuan_grouped(rate)
                words = f"{paid(book, row)}发乡镇补贴{given}，标准{due}"
                yield row.cell("township_allowance"), words, row.person


def _whole_month_rate(book: Book, person: str, month: Month, on: date) -> Fen | None:
    """The one rate of a month served in full at one eligible receiver."""
    spells = serving_in(book, person, month, on)
    if len({spell.receiver for spell in spells}) != 1 or days_served(book, person, month, on) != month.days:
        return None
    place = book.institution(spells[0].receiver)
    return place.township_allowance if place and place.allowance_eligible else None


@rule("CH627", "pay-below-zero", Severity.NOTICE, clause="E04", reads=("home_pay",))
def pay_below_zero(book: Book, policy: Policy, on: date) -> Hits:
    """原单位工资表有负数。

    为什么: 负数一般是扣回以前多发的，要能说明。
    怎么改: 确是扣回的不必处理；填错的改正。
    """
    for row in book.home_pay:
        for name in PAY_ITEMS:
            amount = getattr(row, name)
            if amount is not None and amount < 0:
                yield row.cell(name), f"{paid(book, row)}有一项为{yuan_grouped(amount)}", row.person


@rule("CH628", "pay-implausible", Severity.WARNING, clause="E04", reads=("home_pay",))
def pay_implausible(book: Book, policy: Policy, on: date) -> Hits:
    """一个月的一项工资超过十万元。

    为什么: 多半是小数点或单位填错。
    怎么改: 核对金额；确是这个数的不必处理。
    """
    for row in book.home_pay:
        for name in PAY_ITEMS:
            amount = getattr(row, name)
            if amount is not None and amount > MOST_A_MONTH:
                yield row.cell(name), f"{paid(book, row)}有一项为{yuan_grouped(amount)}，不合常理", row.person


@rule("CH629", "pay-listed-twice", Severity.WARNING, clause="E04", reads=("home_pay",))
def pay_listed_twice(book: Book, policy: Policy, on: date) -> Hits:
    """原单位工资表有完全相同的两行。

    为什么: 同一人、同一月份、各项都相同的两行，多半是重复粘贴。
    怎么改: 重复的删去一行。
    """
    for row, first in copies(book.home_pay):
        if row.person and row.month:
            yield row.cell("person"), f"{paid(book, row)}与第{first.row}行完全相同", row.person


@rule("CH630", "paid-before-the-month", Severity.WARNING, clause="E04", reads=("home_pay",))
def paid_before_the_month(book: Book, policy: Policy, on: date) -> Hits:
    """发放月份早于所属月份。

    为什么: 重复发放按所属月份核对，两个月份填反就查不出来。
    怎么改: 核对两个月份；确属提前发放的不必处理。
    """
    for row in book.home_pay:
        if row.month and row.paid_in and row.paid_in < row.month:
            yield row.cell("paid_in"), f"{paid(book, row)}的工资，发放月份填{row.paid_in}", row.person
