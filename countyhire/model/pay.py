"""绩效标准, 原单位工资表, 资金池台账: the figures that documents give, and the money that moved."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.money import Fen
from countyhire.model.period import Month

POOLS = ("基层医疗卫生发展", "区县级技术服务协作")
INCOME_CATEGORIES = ("区县级医疗机构", "基层医疗卫生机构", "区县财政", "上年结转")
SPENDING_CATEGORIES = (
    "派驻人员绩效",
    "派驻补助",
    "驻点补助",
    "特色科室联建",
    "就医环境改造",
    "医疗设备更新",
    "其他",
)
DIRECTIONS = ("收入", "支出", "转入", "转出")


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicStandard(Record):
    """A row of 绩效标准/岗位基础绩效: a year's basic performance pay of a post grade (E09)."""

    post_grade: str = col.text("岗位等级", required=True)
    annual: Fen | None = col.money("年标准", required=True, least=0)
    since: date | None = col.day("执行日期")
    document: str = col.text("文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyUnit(Record):
    """A row of 绩效标准/区县级医疗机构: excess pay and average headcount of a year (E12, E16)."""

    institution: str = col.code("机构编码", required=True)
    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    excess_total: Fen | None = col.money("超额绩效总额", required=True, least=0)
    average_headcount: Fraction | None = col.number("年平均人数", required=True, least=0)
    performance_total: Fen | None = col.money("绩效工资总额", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCoefficient(Record):
    """A row of 绩效标准/岗位系数 (Q17)."""

    post_grade: str = col.text("岗位等级", required=True)
    coefficient: Fraction | None = col.number("系数", required=True, least=0)
    since: date | None = col.day("执行日期")
    document: str = col.text("文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAverage(Record):
    """A row of 绩效标准/同类人员平均 (J15, O15)."""

    institution: str = col.code("机构编码", required=True)
    department: str = col.text("科室", required=True)
    post_grade: str = col.text("岗位等级", required=True)
    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    annual: Fen | None = col.money("年人均", required=True, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """A row of 绩效标准/核定: the total that 人社 and 财政 approved (E13)."""

    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    basic: Fen | None = col.money("基础绩效核定数", least=0)
    excess: Fen | None = col.money("超额绩效核定数", least=0)
    document: str = col.text("文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePay(Record):
    """A row of 原单位工资表/工资: what the home unit paid for a month (E04, E07, H17, H18)."""

    person: str = col.code("人员编号", required=True)
    month: Month | None = col.month("月份", required=True)
    paid_in: Month | None = col.month("发放月份")
    post_salary: Fen | None = col.money("岗位工资")
    step_salary: Fen | None = col.money("薪级工资")
    national_allowance: Fen | None = col.money("国家津贴补贴")
    township_allowance: Fen | None = col.money("乡镇工作补贴")
    social_insurance: Fen | None = col.money("单位社保")
    housing_fund: Fen | None = col.money("单位公积金")
    annuity: Fen | None = col.money("职业年金单位缴费")
    performance: Fen | None = col.money("绩效工资")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundEntry(Record):
    """A row of 资金池台账/收支 (D01, D04)."""

    voucher: str = col.code("凭证号", required=True)
    on: date | None = col.day("日期", required=True)
    pool: str = col.choice("资金池", POOLS, required=True)
    direction: str = col.choice("方向", DIRECTIONS, required=True)
    category: str = col.text("类别", required=True)
    amount: Fen | None = col.money("金额", required=True)
    institution: str = col.code("机构编码")
    person: str = col.code("人员编号")
    month: Month | None = col.month("所属月份")
    document: str = col.text("文号")
    remark: str = col.text("备注")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """A row of 资金池台账/预算 (D03, H22)."""

    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    pool: str = col.choice("资金池", POOLS, required=True)
    direction: str = col.choice("方向", DIRECTIONS, required=True)
    category: str = col.text("类别", required=True)
    institution: str = col.code("机构编码")
    amount: Fen | None = col.money("预算", required=True, least=0)
