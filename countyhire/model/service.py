"""需求, 志愿, 服务台账, 月度考核: what is asked, who wishes, who served, how it was judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.period import Month, Period

CATEGORIES = ("县聘乡用", "对口支援", "多机构执业", "援外援藏", "基层工作", "其他")
COUNTY_HIRED = "县聘乡用"
PLANNED, SERVING, COMPLETED, ENDED_EARLY = "拟派", "服务中", "期满", "提前结束"
RESULTS = ("优秀", "合格", "基本合格", "不合格")
PASSED = ("优秀", "合格")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Record):
    """A row of 需求申报表 (C03, C04); `patients` need the service there (H09)."""

    code: str = col.code("需求编号", required=True)
    institution: str = col.code("机构编码", required=True)
    specialty: str = col.specialty("专业", required=True)
    count: int | None = col.whole("需求人数", required=True, least=1)
    minimum_title: str = col.choice("最低职称", ("不限", "师级", "中级", "副高"))
    rank: int | None = col.whole("志愿顺序", required=True, least=1)
    skills: str = col.text("技能要求")
    minimum_clinical_years: Fraction | None = col.number("最低临床年限", least=0)
    equipment: str = col.text("设备条件")
    continues_last: bool | None = col.yes_no("延续上批")
    reason: str = col.text("需求理由")
    declared_on: date | None = col.day("申报日期")
    patients: int | None = col.whole("需服务患者人数", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference(Record):
    """A row of 志愿申请表 (H12)."""

    person: str = col.code("人员编号", required=True)
    willing: bool | None = col.yes_no("自愿", required=True)
    wish1: str = col.code("志愿1")
    wish2: str = col.code("志愿2")
    wish3: str = col.code("志愿3")
    wish4: str = col.code("志愿4")
    wish5: str = col.code("志愿5")
    accepts_adjustment: bool | None = col.yes_no("服从调剂", required=True)
    hold_reason: str = col.text("不宜派出原因")
    applied_on: date | None = col.day("申请日期")

    @property
    def wishes(self) -> tuple[str, ...]:
        """The institutions wished for, first wish first."""
        return tuple(w for w in (self.wish1, self.wish2, self.wish3, self.wish4, self.wish5) if w)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell(Record):
    """A row of 服务台账: one stretch of service, planned, running or over."""

    code: str = col.code("记录编号", required=True)
    person: str = col.code("人员编号", required=True)
    sender: str = col.code("派出机构编码", required=True)
    receiver: str = col.code("接收机构编码", required=True)
    specialty: str = col.specialty("专业", required=True)
    demand: str = col.code("需求编号")
    batch: str = col.text("批次")
    category: str = col.choice("经历类别", CATEGORIES, required=True)
    start: date | None = col.day("起始日期", required=True)
    end: date | None = col.day("结束日期")
    status: str = col.choice("状态", (PLANNED, SERVING, COMPLETED, ENDED_EARLY), required=True)
    term_result: str = col.choice("期满考核结果", RESULTS)
    practice_suspended_on: date | None = col.day("执业活动暂停日期")
    practice_resumed_on: date | None = col.day("执业活动恢复日期")
    prescribing_suspended_on: date | None = col.day("处方权暂停日期")
    prescribing_resumed_on: date | None = col.day("处方权恢复日期")
    insurance_moved_on: date | None = col.day("医保医师转入日期")
    insurance_returned_on: date | None = col.day("医保医师转回日期")
    temporary_post: str = col.text("挂职")
    early_end_reason: str = col.text("提前结束原因")
    evidence: str = col.text("证明材料")
    exception_approval: str = col.text("例外批准文号")
    home_post: str = col.text("原岗位")
    stays: bool | None = col.yes_no("留任意向")
    transfer_document: str = col.text("调动批准文号")
    transferred_on: date | None = col.day("调动日期")

    @property
    def county_hired(self) -> bool:
        """县聘乡用 that has begun: 拟派 is a plan and counts nowhere as service."""
        return self.category == COUNTY_HIRED and self.status != PLANNED

    @property
    def over(self) -> bool:
        return self.status in (COMPLETED, ENDED_EARLY)

    @property
    def transfer_approved(self) -> bool:
        """Whether there is an approval for the transfer: without its number none is done (F06)."""
        return bool(self.transfer_document)

    @property
    def moved_away_on(self) -> date | None:
        """The day from which the person belongs to the receiver for good; None without an approved transfer (F05)."""
        return self.transferred_on if self.transfer_approved else None

    def period(self, on: date | None = None) -> Period | None:
        """First to last day; up to `on` where given, None where not begun by then or unreadable.

        The end of a running term is its planned end; an open one runs to `on`.
        """
        if self.start is None:
            return None
        last = self.end
        if on is not None:
            last = min(last, on) if last else on
        if last is None or last < self.start:
            return None
        return Period(self.start, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Record):
    """A row of 月度考核表/月度考核. `items` holds the scheme's other item columns by header (E01, H37)."""

    person: str = col.code("人员编号", required=True)
    month: Month | None = col.month("月份", required=True)
    assessor: str = col.code("考核机构编码", required=True)
    treatment: Fraction | None = col.number("诊疗患者", least=0)
    mentoring: Fraction | None = col.number("带教培训", least=0)
    improvement: Fraction | None = col.number("优化科室举措", least=0)
    case_discussion: Fraction | None = col.number("疑难病例讨论", least=0)
    other_items: Fraction | None = col.number("其他", least=0)
    score: Fraction | None = col.number("得分", required=True, unless="exempt_reason", least=0, most=100)
    grade: str = col.choice("等次", RESULTS)
    duty_days: int | None = col.whole("应出勤天数", least=0, most=31)
    attended_days: int | None = col.whole("出勤天数", least=0, most=31)
    visits: int | None = col.whole("门急诊人次", least=0)
    home_prescriptions: int | None = col.whole("原单位处方数", least=0)
    exempt_reason: str = col.text("免考原因")
    items: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeItem(Record):
    """A row of 月度考核表/考核方案: one item of one specialty's scheme (H36, H38, H39)."""

    specialty: str = col.text("专业", required=True)
    item: str = col.text("项目", required=True)
    maximum: Fraction | None = col.number("满分", required=True, least=0)
    veto: bool | None = col.yes_no("一票否决")
    since: date | None = col.day("执行日期")
