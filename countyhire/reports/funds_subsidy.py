"""经费补助表: what the pack's subsidy comes to by person and institution, and who was judged how."""

from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.funds_subsidy import KEPT, MONTHS
from countyhire.model.book import Book
from countyhire.model.money import decimal_text, yuan_grouped
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.payroll import count, money, money_sum
from countyhire.reports.values import Value

if TYPE_CHECKING:
    from countyhire.compute.funds_subsidy import Subsidy, SubsidyPerson

SUBSIDY = "经费补助表"
JUDGED_FIELDS = (
    "序号", "编号", "姓名", "执业证书", "派出", "接收", "派出得分", "接收得分", "综合得分", "等次", "不合格月份",
    "补助", "备注",
)  # fmt: skip
TIES = {
    KEPT: "考核不合格的，补助未扣减，由区县决定",
    MONTHS: "考核不合格的月份不计补助",
}


def subsidy_document(result: "Subsidy", letter: Letterhead, book: Book) -> Document:
    rows = Rows(
        ("序号", "编号", "姓名", "派出", "接收", "月数", "补助", "备注"),
        numbered(
            (
                one.person,
                one.name,
                "、".join(part.name for part in one.parts if part.role == "派出机构"),
                "、".join(part.name for part in one.parts if part.role == "接收机构"),
                count(one.months),
                money(one.amount),
                _tied(one, result.failed),
            )
            for one in result.persons
        ),
    )
    payees = [(one.institution, one.name, one.role, len(one.amount.inputs), money(one.amount)) for one in result.payees]
    values: dict[str, Value] = {
        "合计.月数": sum((Fraction(one.months.value) for one in result.persons), Fraction(0)),
        "合计.补助": money(result.sum),
        "比例": "，".join(f"{role}{decimal_text(Fraction(part.value) * 100)}%" for role, part in result.split),
        "单位合计.补助": money_sum([one.amount for one in result.payees]),
        "核对": agreed(sum(one.amount.value for one in result.payees) == result.sum.value),
        "说明": f"每人每年{result.annual.shown}元，按服务月数÷12计，四舍五入到分；{TIES[result.failed]}",
        "考核说明": f"两方考核各月得分的平均数；综合得分按两方权重；{TIES[result.failed]}",
        "依据": source("J09", "J10"),
        "考核依据": source("J19", "J20"),
        "核对数": check_figure(rows, f"补助合计{yuan_grouped(int(result.sum.value))}元"),
    }
    lists = {
        "行": rows,
        "单位": Rows(("编码", "名称", "类别", "人数", "补助"), payees),
        "考核": Rows(JUDGED_FIELDS, numbered(_judged(one, result.failed, book) for one in result.persons)),
    }
    return excel(letter, SUBSIDY, values, lists)


def _tied(one: "SubsidyPerson", failed: str) -> str:
    """What the assessment does to a person's subsidy."""
    if one.judged is None:
        return "没有考核结果"
    if one.judged.passed:
        return ""
    return "不合格的月份不计" if failed == MONTHS and one.judged.failed else "考核不合格，待决定"


def _judged(one: "SubsidyPerson", failed: str, book: Book) -> tuple[Value, ...]:
    """What 医师定期考核 takes over: both assessors' scores, the year by both, and what they do to the subsidy."""
    person, said = book.person(one.person), one.judged
    short = f"缺{said.unscored}个月得分" if said and said.unscored else ""
    return (
        one.person,
        one.name,
        person.practice_licence if person else "",
        "、".join(part.name for part in one.parts if part.role == "派出机构"),
        "、".join(part.name for part in one.parts if part.role == "接收机构"),
        count(said.sender) if said else None,
        count(said.receiver) if said else None,
        count(said.assessed.score) if said else None,
        said.assessed.grade if said else "",
        "、".join(map(str, said.failed)) if said else "",
        money(one.amount),
        "；".join(part for part in (_tied(one, failed), short) if part),
    )
