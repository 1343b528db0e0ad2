"""CH980–CH989: how a primary institution's pay is borne and shared (强基工程 1, 10, 11); only under its pack."""

from datetime import date
from fractions import Fraction

from countyhire.compute.pay.equal_pay import unequal
from countyhire.compute.pay.primary import ruled
from countyhire.compute.pay.regrading import confirmed
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.money import decimal_text, yuan_grouped
from countyhire.model.names import before_number
from countyhire.policy.parameter import Policy
from countyhire.rules.primary_bands import units
from countyhire.rules.rule import Hits, rule

TOTALS = ("primary_totals",)
STAFF = ("primary_totals", "primary_staff")


@rule("CH980", "pay-over-what-is-available", Severity.WARNING, clause="O02", reads=TOTALS)
def pay_over_what_is_available(book: Book, policy: Policy, on: date) -> Hits:
    """全年绩效超过了收入结余和财政补助。

    为什么: 医疗服务收入扣除成本并按规定提取各项基金后，主要用于人员奖励；超过的部分没有来源。
    怎么改: 核对收入、成本、提取基金和补助；确有缺口的说明来源。
    """
    for place, unit in units(book, policy, on):
        if unit.short and unit.available:
            words = f"{place}绩效{unit.spent.shown}，可用{unit.available.shown}，缺{yuan_grouped(unit.short)}"
            yield unit.row.cell("service_income"), words, unit.institution


@rule("CH981", "more-given-back-than-worked", Severity.WARNING, clause="O04", reads=("primary_overtime",))
def more_given_back_than_worked(book: Book, policy: Policy, on: date) -> Hits:
    """已调休的小时多于加班的小时。

    为什么: 只有未能调休的加班才计报酬；调休多于加班的，这一行按0小时计。
    怎么改: 核对两个小时数和月份。
    """
    if not ruled(policy):
        return
    for row in book.primary_overtime:
        if row.hours is not None and row.given_back is not None and row.given_back > row.hours:
            given_back, hours = (decimal_text(one, 4) for one in (row.given_back, row.hours))
            name = before_number(book.person_name(row.person))
            yield (
                row.cell("given_back"),
                f"{name}{row.month}加班{hours}小时，已调休{given_back}小时",
                row.person,
            )


@rule("CH982", "overtime-addition-without-hours", Severity.WARNING, clause="O04", reads=(*TOTALS, "primary_overtime"))
def overtime_addition_without_hours(book: Book, policy: Policy, on: date) -> Hits:
    """有加班增核，但没有未能调休的加班。

    为什么: 增核的是未能安排调休的加班、值班、夜班的报酬；全部已调休的不增核。
    怎么改: 补登基层加班表，或核减加班增核。
    """
    for place, unit in units(book, policy, on):
        if unit.row.overtime and not unit.hours.eligible.value:
            words = f"{place}加班增核{yuan_grouped(unit.row.overtime)}，没有未调休的加班小时"
            yield unit.row.cell("overtime"), words, unit.institution


@rule("CH983", "deputy-share-missing", Severity.ERROR, clause="O06", reads=STAFF)
def deputy_share_missing(book: Book, policy: Policy, on: date) -> Hits:
    """有班子成员，没有填班子成员比例。

    为什么: 其他班子成员按一定比例考核发放，比例由区县给出，没有比例算不出应发数。
    怎么改: 在基层机构核定表补填班子成员比例，如0.8。
    """
    for place, unit in units(book, policy, on):
        if unit.deputies and unit.row.deputy_share is None:
            words = f"{place}有班子成员{len(unit.deputies)}人，没有班子成员比例"
            yield unit.row.cell("deputy_share"), words, unit.institution


@rule("CH984", "deputy-pay-off-the-share", Severity.WARNING, clause="O06", reads=STAFF)
def deputy_pay_off_the_share(book: Book, policy: Policy, on: date) -> Hits:
    """班子成员的绩效与按比例考核的应发数不同。

    为什么: 班子成员按主要负责人绩效的比例、考核系数和任职月数发放。
    怎么改: 核对比例、考核系数、任职月数和实发数。
    """
    for _, unit in units(book, policy, on):
        for one in unit.deputies:
            if one.due is not None and not one.agrees:
                yield (
                    one.row.cell("performance"),
                    f"{one.name}实发{one.paid.shown}，按比例应发{one.due.shown}",
                    one.person,
                )


@rule("CH985", "addition-not-mostly-for-practitioners", Severity.WARNING, clause="O10", reads=STAFF)
def addition_not_mostly_for_practitioners(book: Book, policy: Policy, on: date) -> Hits:
    """全科增核没有主要发给全科医生。

    为什么: 增核的总量主要用于提高全科医生工资水平；“主要”是高于政策包给出的比例。
    怎么改: 核对全科增核发放和全科医生两列；确没有发到的调整分配。
    """
    for place, unit in units(book, policy, on):
        if unit.share is not None and unit.reached is not None:
            least = policy.amount("primary.gp_share", min(on, date(unit.row.year or on.year, 12, 31)))
            if unit.share.value <= least.value:
                words = f"{place}全科医生得{unit.reached.shown}，占增核{_percent(unit.share)}，应高于{_percent(least)}"
                yield unit.row.cell("practitioners"), words, unit.institution


def _percent(rate: Amount) -> str:
    return f"{decimal_text(Fraction(rate.value) * 100, 2)}%"


@rule("CH986", "shares-not-a-whole", Severity.ERROR, clause="O12", reads=TOTALS)
def shares_not_a_whole(book: Book, policy: Policy, on: date) -> Hits:
    """基础性比例与奖励性比例合计不是1。

    为什么: 机构可以自主调整基础性和奖励性绩效的比例，但两者合起来是全部总量。
    怎么改: 改正两个比例，都要填，合计为1（100%）。
    """
    for place, unit in units(book, policy, on):
        basic, incentive = unit.row.basic_share, unit.row.incentive_share
        if (basic, incentive) != (None, None) and unit.basic is None:
            told = "、".join("未填" if one is None else decimal_text(one, 4) for one in (basic, incentive))
            yield unit.row.cell("basic_share"), f"{place}基础性、奖励性比例为{told}，合计不是1", unit.institution


@rule("CH987", "no-lean-towards-the-front", Severity.WARNING, clause="O13", reads=STAFF)
def no_lean_towards_the_front(book: Book, policy: Policy, on: date) -> Hits:
    """分配没有向临床一线、关键岗位、业务骨干倾斜。

    为什么: 内部分配重点向这三类人员倾斜，他们的平均系数应高于全体的平均系数。
    怎么改: 核对分配系数和三个“是/否”列；确没有倾斜的完善分配办法。
    """
    for place, unit in units(book, policy, on):
        for one in unit.tilts:
            if not one.leans:
                words = f"{place}{one.mean.label}{one.mean.shown}，不高于全体平均{one.unit.shown}"
                first = next(row for row in unit.staff if getattr(row, one.group))
                yield first.cell("coefficient"), words, unit.institution


@rule("CH988", "step-not-one-higher", Severity.WARNING, clause="O16", reads=("regradings", "people", "institutions"))
def step_not_one_higher(book: Book, policy: Policy, on: date) -> Hits:
    """转正定级的薪级不是应定的薪级。

    为什么: 大中专以上医学类毕业生到乡镇以下卫生事业单位工作的，转正定级时薪级高定一级；其他的不高定。
    怎么改: 核对一般薪级、定级薪级和所在机构；定错的改正工资。
    """
    if not ruled(policy):
        return
    for one in confirmed(book):
        if not one.agrees:
            why = f"（{one.why}）" if one.why else "（高定一级）"
            yield one.row.cell("given"), f"{one.name}定{one.given.shown}级，应定{one.due.shown}级{why}", one.person


@rule("CH989", "unequal-pay-for-equal-work", Severity.WARNING, clause="M07", reads=("home_pay", "people"))
def unequal_pay_for_equal_work(book: Book, policy: Policy, on: date) -> Hits:
    """备案人员与编内人员同岗不同酬。

    为什么: 备案管理人员按与编内人员同工同酬的原则确定工资待遇，同岗位等级、同月份的项目应相同。
    怎么改: 核对缺少或不同的工资项目，补发或说明原因。
    """
    if not ruled(policy):
        return
    for year in sorted({row.month.year for row in book.home_pay if row.month}):
        for one in unequal(book, year):
            when = f"{before_number(one.name)}{year}年{len(one.months)}个月"
            words = f"{when}{one.label}{one.own.shown}，编内同岗最低{one.peers.shown}"
            yield one.row.cell(one.item), words, one.person
