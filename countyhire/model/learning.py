"""人员花名册/培训登记, 人员花名册/人才登记: what primary staff learn and are helped with (强基工程)."""

from dataclasses import dataclass
from datetime import date

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.money import Fen

GENERAL, ASSISTANT, RESIDENCY = "全科规培", "助理全科培训", "住院医师规培"
CONVERSIONS = ("全科转岗", "精神科转岗")
ROTATION, CHINESE_MEDICINE, HERITAGE = "全科轮训", "中医药轮训", "传承培养"
COURSES = (GENERAL, ASSISTANT, RESIDENCY, *CONVERSIONS, ROTATION, CHINESE_MEDICINE, HERITAGE, "其他")

HOUSING, TUITION, PART_TIME, BACKBONE_SUBSIDY = "住房保障", "学费代偿", "兼职兼薪", "骨干补助"
FAMILY = (HOUSING, "子女就学", "配偶就业")
SUPPORTS = (*FAMILY, TUITION, PART_TIME, BACKBONE_SUBSIDY, "其他")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Record):
    """A row of 培训登记 (N01–N05, N08, N09, P12); a course without an end has not been passed."""

    person: str = col.code("人员编号", required=True)
    kind: str = col.choice("培训类别", COURSES, required=True)
    start: date | None = col.day("开始日期", required=True)
    end: date | None = col.day("结束日期")
    added_scopes: tuple[str, ...] = col.several("新增执业范围")
    subsidy: Fen | None = col.money("补助金额", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Record):
    """A row of 人才登记 (M10, M11, M15, P01, P14): one thing arranged for one person."""

    person: str = col.code("人员编号", required=True)
    kind: str = col.choice("登记事项", SUPPORTS, required=True)
    on: date | None = col.day("登记日期", required=True)
    approval: str = col.text("批准文号")
    subsidy: Fen | None = col.money("补助金额", least=0)
