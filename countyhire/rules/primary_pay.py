"""CH613–CH614: the receivers' own performance pay within what was approved (巫山县 正文; I17)."""

from datetime import date

from countyhire.compute.pay.primary import counted_by_unit
from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.money import yuan_grouped
from countyhire.model.names import before_number
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule


@rule("CH613", "paid-over-the-approved", Severity.WARNING, clause="I17", reads=("primary_totals",))
def paid_over_the_approved(book: Book, policy: Policy, on: date) -> Hits:
    """基层机构实发的绩效工资超过核定总量。

    为什么: 基层机构的绩效工资总额受核定数控制，超过的部分没有依据；没有填实发总量的按逐人合计核对。
    怎么改: 核对两个数和单位；确已超发的按核定部门的意见处理。
    """
    listed = counted_by_unit(book)
    for row in book.primary_totals:
        place = f"{before_number(book.institution_name(row.institution))}{row.year}年"
        summed = listed.get((row.institution, row.year))
        if row.approved is None:
            continue
        if row.paid is not None and row.paid > row.approved:
            words = f"{place}实发{yuan_grouped(row.paid)}，超过核定{yuan_grouped(row.paid - row.approved)}"
            yield row.cell("paid"), words, row.institution
        elif summed is not None and summed > row.approved:
            words = f"{place}逐人合计{yuan_grouped(summed)}，超过核定{yuan_grouped(summed - row.approved)}"
            yield row.cell("approved"), words, row.institution


@rule("CH614", "not-a-primary-unit", Severity.WARNING, clause="I17", reads=("primary_totals", "institutions"))
def not_a_primary_unit(book: Book, policy: Policy, on: date) -> Hits:
    """基层机构核定表里有不接收派出人员的机构。

    为什么: 这张表只记乡镇卫生院和社区卫生服务中心；区县级医疗机构的数填在“区县级医疗机构”表。
    怎么改: 删去这一行，或改正机构编码。
    """
    for row in book.primary_totals:
        found = book.institution(row.institution)
        if found and found.kind and not found.receives:
            yield row.cell("institution"), f"{found.name}是{found.kind}，不是基层接收机构", row.institution
