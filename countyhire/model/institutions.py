"""机构名录, 编制台账: who sends, who receives, and what a department must keep."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.money import Fen

HOSPITAL_KINDS = ("综合医院", "中医医院", "中西医结合医院", "专科医院")
COUNTY_KINDS = (*HOSPITAL_KINDS, "妇幼保健院")
PRIMARY_KINDS = ("中心卫生院", "乡镇卫生院", "社区卫生服务中心")
KINDS = (*COUNTY_KINDS, *PRIMARY_KINDS, "社区卫生服务站", "村卫生室", "其他")
DRAFT, SUBMITTED, APPROVED = STATES = ("草稿", "已上报", "已批准")
OWNERS = ("区县属", "市属", "部队", "企事业", "民营", "其他")


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Record):
    """A row of 机构名录 (B01, B05, A06)."""

    code: str = col.code("机构编码", required=True)
    name: str = col.text("机构名称", required=True)
    kind: str = col.choice("机构类别", KINDS, required=True)
    owner: str = col.choice("隶属关系", OWNERS, required=True)
    former_names: tuple[str, ...] = col.several("曾用名")
    township: str = col.text("所在乡镇街道")
    remote: bool | None = col.yes_no("边远")
    distance_km: Fraction | None = col.number("距县城公里", least=0)
    population: int | None = col.whole("服务人口", least=0)
    community_lead: str = col.code("医共体牵头机构")
    parent: str = col.code("上级机构")
    in_scheme: bool | None = col.yes_no("纳入区县统筹")
    allowance_eligible: bool | None = col.yes_no("符合乡镇补贴条件")
    township_allowance: Fen | None = col.money("乡镇工作补贴月标准", least=0)

    @property
    def sends(self) -> bool:
        """Whether it is in the district's scheme: as entered, else a county-owned hospital kind."""
        if self.in_scheme is not None:
            return self.in_scheme
        return self.owner == "区县属" and self.kind in COUNTY_KINDS

    @property
    def receives(self) -> bool:
        """Whether 55号 lets it receive: 乡镇卫生院 (中心卫生院 among them) or 社区卫生服务中心."""
        return self.kind in PRIMARY_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLimit(Record):
    """A row of 科室保障表: what a department must keep, and how many it may spare at once (H26)."""

    institution: str = col.code("机构编码", required=True)
    department: str = col.text("科室", required=True)
    minimum_physicians: int | None = col.whole("最低在岗医师", least=0)
    maximum_away: int | None = col.whole("同期最多派出", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment(Record):
    """A row of 编制台账/编制."""

    institution: str = col.code("机构编码", required=True)
    approved: int | None = col.whole("核定编制", required=True, least=0)
    in_post: int | None = col.whole("在编人数", required=True, least=0)
    senior_posts: int | None = col.whole("高级岗位数", least=0)
    senior_filled: int | None = col.whole("高级已聘", least=0)
    intermediate_posts: int | None = col.whole("中级岗位数", least=0)
    intermediate_filled: int | None = col.whole("中级已聘", least=0)
    special_posts: int | None = col.whole("特设岗位", least=0)
    dispatch_seats: int | None = col.whole("派遣名额", least=0)
    receiving_seats: int | None = col.whole("配置名额", least=0)
    adjusted_on: date | None = col.day("上次调整日期")
    document: str = col.text("批准文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentChange(Record):
    """A row of 编制台账/编制调整: so many posts more or fewer, and how far the paper has come (C02)."""

    institution: str = col.code("机构编码", required=True)
    change: int | None = col.whole("变动数", required=True)
    reason: str = col.text("变动事由")
    state: str = col.choice("办理状态", STATES, required=True)
    document: str = col.text("批准文号")
    approved_on: date | None = col.day("批准日期")
    counterpart: str = col.code("对方机构编码")
    added: bool | None = col.yes_no("新增编制")

    def counts_on(self, on: date) -> bool:
        """Whether it is approved, with a number, on or before a day; nothing else changes what is approved."""
        dated = self.approved_on is not None and self.approved_on <= on
        return self.state == APPROVED and bool(self.document) and dated and self.change is not None
