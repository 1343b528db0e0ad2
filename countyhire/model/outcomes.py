"""成效台账: what came of the programme, month by month and year by year."""

from dataclasses import dataclass
from datetime import date

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.money import Fen
from countyhire.model.period import Month

HOSPITALS, PRIMARY_UNITS, PHYSICIANS = "派出医院", "基层机构", "派驻医师"
PARTIES = (HOSPITALS, PRIMARY_UNITS, PHYSICIANS)
GRADES = ("甲级", "乙级", "丙级")
BEAUTIFUL = "美丽医院"
REGIONAL_CENTRE, COMMUNITY_HOSPITAL, TRAINING_BASE = "区域性医疗卫生中心", "社区医院", "实训基地"
MODEL_UNIT = "创新典型示范单位"
RATINGS = (*GRADES, BEAUTIFUL, REGIONAL_CENTRE, COMMUNITY_HOSPITAL, TRAINING_BASE, MODEL_UNIT, "其他")
COUNTY_KEY = "县级重点专科"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """A row of 成效台账/月度诊疗 (H45, H46, G14): an institution's month, and what those sent there did of it."""

    institution: str = col.code("机构编码", required=True)
    month: Month | None = col.month("月份", required=True)
    visits: int | None = col.whole("门急诊人次", least=0)
    inpatients: int | None = col.whole("住院人次", least=0)
    operations: int | None = col.whole("手术台次", least=0)
    deliveries: int | None = col.whole("分娩数", least=0)
    placed_visits: int | None = col.whole("派驻人员门急诊人次", least=0)
    placed_inpatients: int | None = col.whole("派驻人员住院人次", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyVisits(Record):
    """A row of 成效台账/年度诊疗: the district's counts of a year (H07, H62, I34, K13, K16, K17, P25).

    `rural_first_at_primary`, `insured_at_primary` and `insured_inpatients_in_county` are parts of the count that
    stands before each; `village_visits` is part of `primary_visits`, and that of `total_visits`.
    """

    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    total_visits: int | None = col.whole("全区总诊疗人次", least=0)
    primary_visits: int | None = col.whole("基层诊疗人次", least=0)
    village_visits: int | None = col.whole("村卫生室诊疗人次", least=0)
    rural_first_visits: int | None = col.whole("农村居民首诊人次", least=0)
    rural_first_at_primary: int | None = col.whole("首诊在基层人次", least=0)
    insured_visits: int | None = col.whole("参保居民就诊人次", least=0)
    insured_at_primary: int | None = col.whole("参保居民基层就诊人次", least=0)
    insured_inpatients: int | None = col.whole("参保居民住院人次", least=0)
    insured_inpatients_in_county: int | None = col.whole("参保居民县域内住院人次", least=0)
    origin: str = col.text("数据来源")


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter(Record):
    """A row of 成效台账/前后对比: one count of an institution before and after, each with its months (H33, H50)."""

    institution: str = col.code("机构编码", required=True)
    item: str = col.text("比较指标", required=True)
    base_from: Month | None = col.month("基期起始月", required=True)
    base_to: Month | None = col.month("基期截止月", required=True)
    base: int | None = col.whole("基期数", required=True, least=0)
    now_from: Month | None = col.month("本期起始月", required=True)
    now_to: Month | None = col.month("本期截止月", required=True)
    now: int | None = col.whole("本期数", required=True, least=0)
    origin: str = col.text("数据来源")


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Record):
    """A row of 成效台账/新技术 (H48, I30): its first case, who led it, and the team by code or name."""

    institution: str = col.code("机构编码", required=True)
    name: str = col.text("技术名称", required=True)
    first_case_on: date | None = col.day("首例日期", required=True)
    lead: str = col.code("负责人编号")
    team: tuple[str, ...] = col.several("参与人员")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureDepartment(Record):
    """A row of 成效台账/特色科室 (H49, H61, I26), and whether it became a key specialty (I32)."""

    institution: str = col.code("机构编码", required=True)
    name: str = col.text("科室名称", required=True)
    kind: str = col.text("类别")
    opened_on: date | None = col.day("设立日期", required=True)
    key_level: str = col.choice("重点专科级别", (COUNTY_KEY, "市级重点专科", "其他"))
    key_on: date | None = col.day("重点专科评定日期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Record):
    """A row of 成效台账/培训 (H47, I27, I28, I29)."""

    institution: str = col.code("机构编码", required=True)
    on: date | None = col.day("日期", required=True)
    kind: str = col.text("活动类别")
    attendance: int | None = col.whole("参加人次", least=0)
    lead: str = col.code("负责人编号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Record):
    """A row of 成效台账/等级评定: a grade or a title that an institution was given (I33, K15, P05, P06, N06)."""

    institution: str = col.code("机构编码", required=True)
    rating: str = col.choice("评定结果", RATINGS, required=True)
    on: date | None = col.day("评定日期", required=True)
    document: str = col.text("文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving(Record):
    """A row of 成效台账/就医节省: what patients treated near home save in a year, by estimate (H24)."""

    institution: str = col.code("机构编码", required=True)
    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    item: str = col.text("诊疗项目", required=True)
    patients: int | None = col.whole("受益患者人数", required=True, least=0)
    saving: Fen | None = col.money("每人每年节省", required=True, least=0)
    basis: str = col.text("估算依据")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Record):
    """A row of 成效台账/满意度: how many of one party's answers were content (I20)."""

    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    party: str = col.choice("调查对象", PARTIES, required=True)
    institution: str = col.code("机构编码")
    answers: int | None = col.whole("有效问卷份数", required=True, least=0)
    content: int | None = col.whole("满意份数", required=True, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Record):
    """A row of 成效台账/离开人员: who left a primary institution, when and why (H11)."""

    institution: str = col.code("机构编码", required=True)
    person: str = col.code("人员编号")
    left_on: date | None = col.day("离开日期", required=True)
    reason: str = col.text("离开原因")
