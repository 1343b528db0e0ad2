"""What is open and whose it is: every finding and every open matter has one department (55号 四（二）; G09, H13).

编办 has the posts, 财政 the pools, 人社 the policy of hiring, titles and pay, 卫健 the operation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from countyhire.compute.staying import ASKING, MOVED, Stay
from countyhire.model.book import Book
from countyhire.model.finding import Finding

if TYPE_CHECKING:
    from countyhire.compute.certify import TermEnd
    from countyhire.compute.duty import Duty
    from countyhire.compute.quota import Quota

POSTS, POOLS, PAY, OPERATION = "posts", "pools", "pay", "operation"
ROLES = {
    POSTS: ("编制", "编办"),
    POOLS: ("资金池", "财政"),
    PAY: ("招聘、职称和待遇", "人力社保"),
    OPERATION: ("业务运行", "卫生健康"),
}
"""What each department answers for, and how it is called unless the district says otherwise."""

_OF_CODES = (("CH140", "CH149", PAY), ("CH440", "CH449", PAY), ("CH600", "CH699", PAY), ("CH700", "CH749", POOLS),
             ("CH850", "CH879", POSTS))  # fmt: skip
_OF_SHEETS = {
    "编制": POSTS, "收支": POOLS, "预算": POOLS, "工资": PAY, "岗位基础绩效": PAY, "区县级医疗机构": PAY,
    "岗位系数": PAY, "同类人员平均": PAY, "核定": PAY, "基层机构核定": PAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: whose (`owner`, a key of ROLES), of what kind, about whom, until when, and where it stands."""

    owner: str
    kind: str
    subject: str
    what: str
    due: date | None
    place: str
    remedy: str


def owner_of(finding: Finding) -> str:
    """The department of a finding: by its code, else by the sheet it stands on, else the operation."""
    for first, last, owner in _OF_CODES:
        if first <= finding.code <= last:
            return owner
    return _OF_SHEETS.get(finding.cell.sheet, OPERATION)


def todo(
    book: Book,
    on: date,
    findings: Iterable[Finding],
    quota: "Quota | str",
    duty: "Duty | str",
    unreleased: Sequence["TermEnd"],
    staying: Sequence[Stay],
) -> tuple[Item, ...]:
    """Everything open on a day: by department, the earliest first, those without a day last."""
    items = [
        *(_of_finding(finding) for finding in findings),
        *(() if isinstance(quota, str) else _of_quota(quota)),
        *(() if isinstance(duty, str) else _of_duties(duty)),
        *(_of_term(end) for end in unreleased),
        *(_of_stay(stay) for stay in staying if stay.state != MOVED),
    ]
    order = {role: number for number, role in enumerate(ROLES)}
    return tuple(
        sorted(items, key=lambda item: (order[item.owner], item.due or date.max, item.kind, item.subject, item.what))
    )


def _of_finding(finding: Finding) -> Item:
    return Item(
        owner_of(finding), f"检查发现（{finding.severity.label}）", finding.subject, finding.message, None,
        str(finding.cell), finding.remedy,
    )  # fmt: skip


def _of_quota(result: "Quota") -> Iterator[Item]:
    for row in result.hospitals:
        if row.shortfall:
            yield Item(
                OPERATION, "选派任务", row.code, f"{row.name}{result.year}年应派{row.share}人，还差{row.shortfall}人",
                date(result.year, 12, 31), "选派任务", "年内补派",
            )  # fmt: skip


def _of_duties(result: "Duty") -> Iterator[Item]:
    for row in result.persons:
        if row.status in ("due", "overdue"):
            words = "已逾期" if row.status == "overdue" else "应尽快安排"
            yield Item(
                OPERATION, "基层服务义务", row.person, f"{row.name}的基层服务{words}", row.finish_by, "义务台账",
                "安排派出；经批准的登记例外",
            )  # fmt: skip


def _of_term(end: "TermEnd") -> Item:
    return Item(
        OPERATION,
        "期满返回",
        end.person,
        f"{end.name}尚不能返回：{end.reason}",
        end.end,
        str(end.cell),
        "补考核或作出决定",
    )


def _of_stay(stay: Stay) -> Item:
    what = "留任待批准" if stay.state == ASKING else "留任已批准，调动未办完"
    words = f"{stay.name}{what}，尚缺{'、'.join(stay.missing)}"
    return Item(PAY, "留任调动", stay.person, words, None, f"服务台账 {stay.spell}", "按程序办理调动")
