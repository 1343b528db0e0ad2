"""What the pay of the virtual unit has to say about its own inputs."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from countyhire.compute.pay.run_faults import RUN_FAULTS
from countyhire.model.column import Record
from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.where import NOWHERE

R = TypeVar("R", bound=Record)

STANDARD_MISSING = Fault(
    "CH650",
    "pay-standard-missing",
    Severity.ERROR,
    "岗位等级在服务期间没有基础绩效年标准",
    "基础绩效总量按岗位分布和年标准核定，缺标准的人员无法计算，也不能按零计算。",
    "在《绩效标准》的“岗位基础绩效”表补填该岗位等级的年标准和执行日期。",
    "E09",
)
GRADE_MISSING = Fault(
    "CH651",
    "pay-grade-missing",
    Severity.ERROR,
    "派驻人员没有岗位等级",
    "基础绩效总量按岗位等级核定，没有等级就没有标准。",
    "在《人员花名册》补填岗位等级；人员不在花名册的，先补登人员。",
    "E09",
)
GRADE_BEFORE_RECORD = Fault(
    "CH652",
    "pay-grade-before-record",
    Severity.WARNING,
    "岗位等级执行日期之前的等级没有记录",
    "服务期间早于最早的执行日期，这一段暂按最早记录的等级计算，可能多发或少发。",
    "在《人员花名册》的“岗位变动”表补填此前的岗位等级和执行日期。",
    "E10",
)
ROW_TWICE = Fault(
    "CH653",
    "pay-row-twice",
    Severity.ERROR,
    "同一事项有两行且内容不同",
    "两行只能有一行正确，取哪一行会改变金额，不能由程序决定。",
    "核对原文件，删去错误的一行。",
    "E13",
)
UNSCORED_MONTH = Fault(
    "CH654",
    "pay-month-unscored",
    Severity.ERROR,
    "服务的月份没有得分，也没有免考原因",
    "绩效工资依据考核结果分配，缺得分不能按零分计算，也不能跳过。",
    "请接收机构补报该月得分；因请假等原因不考核的，填写免考原因。",
    "E15",
)
NOBODY_SCORED = Fault(
    "CH655",
    "pay-person-unscored",
    Severity.WARNING,
    "全年只有免考月份，没有得分",
    "没有得分就没有考核系数，超额绩效暂不分配给该人员，须由人决定。",
    "由区县卫生健康行政部门决定后，请接收机构补填得分，再重新计算。",
    "E15",
)
AVERAGE_MISSING = Fault(
    "CH656",
    "pay-average-missing",
    Severity.ERROR,
    "没有区县级医疗机构的超额绩效数据",
    "超额绩效总量等于折合人数乘以区县级医疗机构超额绩效平均水平，没有数据不能核定；年度结束后须用当年数据。",
    "在《绩效标准》的“区县级医疗机构”表补填该年度的超额绩效总额和年平均人数。",
    "E12",
)
AVERAGE_EARLIER = Fault(
    "CH657",
    "pay-average-earlier-year",
    Severity.WARNING,
    "超额绩效平均水平用的是以前年度的数据（预核）",
    "当年数据未出，总量只是预核，结算时须换成当年数据。",
    "当年数据出来后补填《绩效标准》的“区县级医疗机构”表，重新计算。",
    "E12",
)
HEADCOUNT_USED_UP = Fault(
    "CH658",
    "pay-headcount-used-up",
    Severity.ERROR,
    "扣减派出人员后，年平均人数不大于零",
    "平均水平以扣减后的人数为分母，不能为零或负数。",
    "核对该机构年平均人数的口径（扣减前或扣减后）和派出人员。",
    "E16",
)
NOTHING_TO_SHARE = Fault(
    "CH659",
    "pay-nothing-to-share",
    Severity.ERROR,
    "有核定总量，但没有人有分配权数",
    "全部权数为零时无法分配，须由人决定。",
    "核对服务月数、考核结果和系数；确属无人可分的，不得核定总量。",
    "E14",
)
APPROVED_DIFFERS = Fault(
    "CH660",
    "pay-approved-differs",
    Severity.NOTICE,
    "核定数与计算数不一致，按核定数分配",
    "总量由人力社保、财政部门核定，核定数优先；差额须能说明。",
    "核对核定文件；差额原因写入核定表备注。",
    "E13",
)
TWO_STANDARDS = Fault(
    "CH661",
    "pay-two-standards",
    Severity.NOTICE,
    "年内岗位等级或年标准有变动，分段计算",
    "一段时间跨两个标准的，须说明各段适用哪一个。",
    "核对岗位等级和标准的执行日期。",
    "E09",
)
SENDER_UNLISTED = Fault(
    "CH662",
    "pay-sender-unlisted",
    Severity.WARNING,
    "有人派出的机构不在当年“区县级医疗机构”表中",
    "派出人员应在单位年平均人数中扣除，没有年平均人数就无从扣除。",
    "在《绩效标准》的“区县级医疗机构”表补填该机构当年数据；市属等不参加统筹的机构另行处理。",
    "E16",
)
YEAR_RUNNING = Fault(
    "CH663",
    "pay-year-running",
    Severity.NOTICE,
    "年度未结束，服务月数计算到截止日",
    "年度内的数字随服务和考核变动，不是决算数。",
    "年度结束后重新计算。",
    "E14",
)
FLOOR_MISSED = Fault(
    "CH665",
    "pay-floor-missed",
    Severity.WARNING,
    "绩效工资低于规定的最低水平",
    "派驻人员的水平不得低于文件规定的平均水平。",
    "核对总量和分配；确属不足的，报人力社保、财政部门调整核定数或按规定补足。",
    "H19",
)
APPROVED_EARLY = Fault(
    "CH666",
    "pay-approved-before-year-end",
    Severity.WARNING,
    "年度未结束，已按全年核定数分配",
    "核定数是全年总量，按截止日的月数分完，后面的月份就没有钱可分。",
    "年度内只作测算；按月发放请用 payroll --month，年度结束后再结算。",
    "E13",
)
HEADCOUNT_MISSING = Fault(
    "CH667",
    "pay-headcount-missing",
    Severity.ERROR,
    "区县级医疗机构缺超额绩效总额或年平均人数",
    "平均水平等于超额绩效总额之和除以年平均人数之和，缺一个数就算错全区县。",
    "在《绩效标准》的“区县级医疗机构”表补填。",
    "E12",
)
PEERS_MISSING = Fault(
    "CH668",
    "pay-peer-average-missing",
    Severity.WARNING,
    "方案要求比较同类人员，但没有同类人员的年人均",
    "没有平均数就无法判断待遇底线是否达到。",
    "在《绩效标准》的“同类人员平均”表补填派出机构该科室、该岗位等级的年人均。",
    "J15",
)

FAULTS = (
    STANDARD_MISSING,
    GRADE_MISSING,
    GRADE_BEFORE_RECORD,
    ROW_TWICE,
    UNSCORED_MONTH,
    NOBODY_SCORED,
    AVERAGE_MISSING,
    AVERAGE_EARLIER,
    HEADCOUNT_USED_UP,
    NOTHING_TO_SHARE,
    APPROVED_DIFFERS,
    TWO_STANDARDS,
    SENDER_UNLISTED,
    YEAR_RUNNING,
    FLOOR_MISSED,
    APPROVED_EARLY,
    HEADCOUNT_MISSING,
    PEERS_MISSING,
    *RUN_FAULTS,
)

K = TypeVar("K", bound=Hashable)


def once(
    rows: Iterable[R], key: Callable[[R], K], field: str, what: Callable[[R], str]
) -> tuple[dict[K, R], list[Finding]]:
    """The rows by key, and an error for each later row that contradicts the first of its key.

    A row that repeats the first word for word is no contradiction. `field` is the column to point at.
    """
    found: dict[K, R] = {}
    findings = []
    for row in rows:
        first = found.setdefault(key(row), row)
        if first is not row and _content(first) != _content(row):
            message = f"{what(row)}有两行，内容不同，另一行在{first.cell(field)}"
            findings.append(ROW_TWICE.at(row.cell(field), message))
    return found, findings


def _content(row: Record) -> Record:
    return replace(row, table=NOWHERE, row=0)
