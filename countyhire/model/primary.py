"""What the primary institutions pay their own staff: 绩效标准/基层…, 原单位工资表/转正定级 (强基工程 10, 11, 17)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.money import Fen
from countyhire.model.period import Month

HEAD, DEPUTY = "主要负责人", "班子成员"
ROLES = (HEAD, DEPUTY, "职工")
OVERTIME_KINDS = ("延时加班", "值班", "夜班")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryTotal(Record):
    """A row of 绩效标准/基层机构核定: what a receiver may pay its own staff in a year, and what it paid (I17, O01).

    `approved` holds what was added for overtime and for general practitioners; `headcount` and both totals are
    without the head and without staff on agreed pay (O07, P15).
    """

    institution: str = col.code("机构编码", required=True)
    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    approved: Fen | None = col.money("核定总量", required=True, least=0)
    paid: Fen | None = col.money("实发总量", least=0)
    document: str = col.text("文号")
    headcount: Fraction | None = col.number("年平均人数", least=0)
    local_baseline: Fen | None = col.money("其他事业单位基准线", least=0)
    own_baseline: Fen | None = col.money("本单位基准线", least=0)
    overtime: Fen | None = col.money("加班增核", least=0)
    practitioners: Fen | None = col.money("全科增核", least=0)
    service_income: Fen | None = col.money("医疗服务收入", least=0)
    cost: Fen | None = col.money("服务成本", least=0)
    reserves: Fen | None = col.money("提取基金", least=0)
    grants: Fen | None = col.money("财政补助", least=0)
    deputy_share: Fraction | None = col.number("班子成员比例", least=0, most=1)
    basic_share: Fraction | None = col.number("基础性比例", least=0, most=1)
    incentive_share: Fraction | None = col.number("奖励性比例", least=0, most=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryStaff(Record):
    """A row of 绩效标准/基层机构人员绩效: a year's performance pay of one of the staff (O05–O07, O10–O13, P15).

    `performance` is without contract-service pay and without agreed pay, which have columns of their own.
    """

    institution: str = col.code("机构编码", required=True)
    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    person: str = col.code("人员编号", required=True)
    role: str = col.choice("职务类别", ROLES)
    performance: Fen | None = col.money("绩效工资", required=True, least=0)
    months: Fraction | None = col.number("任职月数", least=0, most=12)
    assessment: Fraction | None = col.number("考核系数", least=0, most=2)
    practitioner: bool | None = col.yes_no("全科医生")
    from_addition: Fen | None = col.money("全科增核发放", least=0)
    front_line: bool | None = col.yes_no("临床一线")
    key_post: bool | None = col.yes_no("关键岗位")
    key_staff: bool | None = col.yes_no("业务骨干")
    coefficient: Fraction | None = col.number("分配系数", least=0)
    agreed_pay: Fen | None = col.money("协议工资", least=0)
    contract_pay: Fen | None = col.money("签约服务报酬", least=0)

    @property
    def head(self) -> bool:
        return self.role == HEAD

    @property
    def deputy(self) -> bool:
        return self.role == DEPUTY

    @property
    def agreed(self) -> bool:
        """Whether on agreed pay, and so outside the unit's performance pay (P15)."""
        return bool(self.agreed_pay)

    @property
    def counted(self) -> bool:
        """Whether the pay counts towards the unit's total (O07, P15)."""
        return not (self.head or self.agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtime(Record):
    """A row of 绩效标准/基层加班: work outside hours in a month, and what was given back as leave (O04)."""

    institution: str = col.code("机构编码", required=True)
    person: str = col.code("人员编号", required=True)
    month: Month | None = col.month("月份", required=True)
    kind: str = col.choice("加班类别", OVERTIME_KINDS, required=True)
    hours: Fraction | None = col.number("加班小时", required=True, least=0, most=744)
    given_back: Fraction | None = col.number("已调休小时", least=0, most=744)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrading(Record):
    """A row of 原单位工资表/转正定级: the pay step that a graduate was confirmed in (O16)."""

    person: str = col.code("人员编号", required=True)
    regraded_on: date | None = col.day("定级日期", required=True)
    ordinary: int | None = col.whole("一般薪级", required=True, least=1, most=65)
    given: int | None = col.whole("定级薪级", required=True, least=1, most=65)
    document: str = col.text("文号")
