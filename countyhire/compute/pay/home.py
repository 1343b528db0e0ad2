"""What the home unit pays while its people serve: base pay, allowances, employer's insurance.

A statement, not a payment (E04, E05, E06, E07, H17, H18): the virtual unit pays performance pay only. The township
allowance is the receiver's rate, by the days of the month served there; what does not qualify is 0.00 with its
reason. Performance pay at home for a month of service is double pay. What is wrong or missing in the workbooks is
for the rules to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay.served import Served, Stay, served
from countyhire.compute.pay.terms import Terms
from countyhire.model.amount import Amount, Op, given, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.column import columns_of
from countyhire.model.pay import HomePay
from countyhire.model.period import Month, Period
from countyhire.policy.parameter import Policy

BASE = ("post_salary", "step_salary", "national_allowance")
INSURANCE = ("social_insurance", "housing_fund", "annuity")
ALLOWANCE, PERFORMANCE = "township_allowance", "performance"
ITEMS = (*BASE, ALLOWANCE, *INSURANCE, PERFORMANCE)
HEADERS = {column.field: column.header for column in columns_of(HomePay)}
UNPAID = Amount("不发", 0, "元")
NOTHING = {item: Amount(HEADERS[item], 0, "元", clause="E04", words="原单位工资表没有填写") for item in ITEMS}


@dataclass(frozen=True, slots=True)
class HomeMonth:
    """One person's month. `paid` holds what 原单位工资表 says of each of ITEMS (None: no row of that month).

    `allowance` is the township allowance due, `difference` what was paid less that; `reasons` say why a
    receiver's part is nothing. `double_pay` is performance pay at home for this month, in fen.
    """

    person: str
    name: str
    sender: str
    month: Month
    receivers: tuple[str, ...]
    allowance: Amount
    reasons: tuple[str, ...]
    paid: dict[str, Amount] | None
    difference: Amount | None

    @property
    def double_pay(self) -> Amount | None:
        pay = self.paid[PERFORMANCE] if self.paid else None
        return pay if pay is not None and pay.value > 0 else None


@dataclass(frozen=True, slots=True)
class HomePerson:
    """One person's months together: the allowance due, and each of ITEMS as paid by the home unit.

    `untold` are those of the `months` of which 原单位工资表 has no row.
    """

    person: str
    name: str
    sender: str
    months: int
    untold: int
    allowance: Amount
    paid: dict[str, Amount]


@dataclass(frozen=True, slots=True)
class HomeStatement:
    """The statement of a period: months by person and month, persons by code, and the sums of both."""

    period: Period
    months: tuple[HomeMonth, ...]
    persons: tuple[HomePerson, ...]
    allowance: Amount
    paid: dict[str, Amount]

    @property
    def double_pay(self) -> tuple[HomeMonth, ...]:
        """The months in which the home unit paid performance pay too (H18)."""
        return tuple(row for row in self.months if row.double_pay)


def home_statement(book: Book, policy: Policy, period: Period, on: date) -> HomeStatement:
    """The statement of a month or a year, up to `on`, of everyone with 县聘乡用 in it."""
    window = Period(period.first, max(period.first, min(period.last, on)))
    paid: dict[tuple[str, Month], list[HomePay]] = {}
    for row in book.home_pay:
        if row.month:
            paid.setdefault((row.person, row.month), []).append(row)
    months: list[HomeMonth] = []
    for one in served(book, window, on, Terms.read(policy, window.last).month_rule):
        for month in one.touched():
            months.append(_month(book, one, month, paid.get((one.person, month), ())))
    persons = _persons(months)
    return HomeStatement(
        window,
        tuple(months),
        persons,
        total("乡镇工作补贴应发合计", tuple(row.allowance for row in persons), "元", "E05"),
        _sums([row.paid for row in persons]),
    )


def _month(book: Book, one: Served, month: Month, rows: Sequence[HomePay]) -> HomeMonth:
    stays = [(stay, common) for stay in one.stays if (common := stay.period.overlap(month.period))]
    parts = [_allowance(book, stay, common, month) for stay, common in stays]
    due = total("各接收机构合计", tuple(amount for amount, _ in parts), "元", "E05")
    allowance = rounded(f"{month}乡镇工作补贴", due, "E05")
    paid = {item: _item(rows, item) for item in ITEMS} if rows else None
    difference = None
    if paid is not None and any(row.township_allowance is not None for row in rows):
        value = int(paid[ALLOWANCE].value) - int(allowance.value)
        difference = Amount("补贴差额", value, "元", Op.DIFFERENCE, (paid[ALLOWANCE], allowance), "已发－应发", "E05")
    return HomeMonth(
        one.person,
        book.person_name(one.person),
        stays[-1][0].spell.sender,
        month,
        tuple(dict.fromkeys(stay.spell.receiver for stay, _ in stays)),
        allowance,
        tuple(dict.fromkeys(reason for _, reason in parts if reason)),
        paid,
        difference,
    )


def _allowance(book: Book, stay: Stay, period: Period, month: Month) -> tuple[Amount, str]:
    """One stay's part of a month's allowance, unrounded, and why it is nothing."""
    receiver = book.institution(stay.spell.receiver)
    name = book.institution_name(stay.spell.receiver)
    if receiver is None or receiver.allowance_eligible is False:
        return UNPAID, f"{name}不符合发放条件" if receiver else f"{name}不在机构名录"
    if receiver.township_allowance is None:
        return UNPAID, f"{name}没有月标准"
    rate = given(f"{name}月标准", receiver.township_allowance, "元", receiver.cell("township_allowance"), "E05")
    days = Amount("在岗天数", period.days, "天", Op.COUNT, words=str(period), cell=stay.spell.cell("start"))
    share = quotient("占当月", days, Amount("当月天数", month.days, "天"), "")
    return product(f"{name}补贴", (rate, share), "元", "E05", "月标准×在岗天数÷当月天数"), ""


def _item(rows: Sequence[HomePay], item: str) -> Amount:
    """What the rows of a month say of an item; arrears of the same month are added."""
    told = [(row, fen) for row in rows if (fen := getattr(row, item)) is not None]
    if not told:
        return NOTHING[item]
    parts = tuple(given(HEADERS[item], fen, "元", row.cell(item), "E04") for row, fen in told)
    return parts[0] if len(parts) == 1 else total(HEADERS[item], parts, "元", "E04")


def _persons(months: Sequence[HomeMonth]) -> tuple[HomePerson, ...]:
    by_person: dict[str, list[HomeMonth]] = {}
    for row in months:
        by_person.setdefault(row.person, []).append(row)
    return tuple(
        HomePerson(
            person,
            rows[-1].name,
            rows[-1].sender,
            len(rows),
            sum(row.paid is None for row in rows),
            total("乡镇工作补贴应发", tuple(row.allowance for row in rows), "元", "E05"),
            _sums([row.paid for row in rows if row.paid]),
        )
        for person, rows in by_person.items()
    )


def _sums(paid: Sequence[dict[str, Amount]]) -> dict[str, Amount]:
    return {item: total(HEADERS[item], tuple(row[item] for row in paid), "元", "E04") for item in ITEMS}
