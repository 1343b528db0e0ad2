"""Which record stands on which sheet of which workbook. The columns follow from the record itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from countyhire.model.capability import Ability, Equipment
from countyhire.model.column import Column, Record, columns_of
from countyhire.model.institutions import DepartmentLimit, Establishment, EstablishmentChange, Institution
from countyhire.model.learning import Course, Support
from countyhire.model.outcomes import (
    Activity,
    BeforeAfter,
    Departure,
    FeatureDepartment,
    Rating,
    Saving,
    Survey,
    Technique,
    Training,
    YearlyVisits,
)
from countyhire.model.pay import (
    Approval,
    BasicStandard,
    Budget,
    CountyUnit,
    FundEntry,
    HomePay,
    PeerAverage,
    PostCoefficient,
)
from countyhire.model.people import Leave, Person, PostChange
from countyhire.model.primary import Overtime, PrimaryStaff, PrimaryTotal, Regrading
from countyhire.model.service import Demand, Preference, SchemeItem, Score, Spell
from countyhire.model.village import (
    Exemption,
    Mentoring,
    Study,
    SubsidyRate,
    VillageClinic,
    VillageDoctor,
)


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: its workbook (the file's name without extension), its name, and the record of its rows.

    `key` names the fields that together may occur only once (empty: rows may repeat), `references`
    says in which Book field the code of a field is looked up.
    """

    workbook: str
    name: str
    book_field: str
    record: type[Record]
    key: tuple[str, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.record)

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """The columns that the sheet must have."""
        return tuple(column for column in self.columns if column.required)


_PERSON = {"person": "people"}
_INSTITUTION = {"institution": "institutions"}

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "机构名录",
        "机构",
        "institutions",
        Institution,
        ("code",),
        {"community_lead": "institutions", "parent": "institutions"},
    ),
    Sheet("机构名录", "服务能力", "abilities", Ability, ("institution", "ability"), _INSTITUTION),
    Sheet("机构名录", "设备", "equipment", Equipment, (), _INSTITUTION),
    Sheet("人员花名册", "花名册", "people", Person, ("code",), _INSTITUTION),
    Sheet("人员花名册", "请假与培训", "leaves", Leave, ("person", "kind", "start"), _PERSON),
    Sheet("人员花名册", "岗位变动", "post_changes", PostChange, ("person", "since"), _PERSON),
    Sheet("人员花名册", "培训登记", "courses", Course, ("person", "kind", "start"), _PERSON),
    Sheet("人员花名册", "人才登记", "supports", Support, ("person", "kind", "on"), _PERSON),
    Sheet("需求申报表", "需求", "demands", Demand, ("code",), _INSTITUTION),
    Sheet(
        "志愿申请表",
        "志愿",
        "preferences",
        Preference,
        ("person",),
        _PERSON | {f"wish{number}": "institutions" for number in range(1, 6)},
    ),
    Sheet(
        "服务台账",
        "服务",
        "spells",
        Spell,
        ("code",),
        _PERSON | {"sender": "institutions", "receiver": "institutions", "demand": "demands"},
    ),
    Sheet(
        "月度考核表",
        "月度考核",
        "scores",
        Score,
        ("person", "month", "assessor"),
        _PERSON | {"assessor": "institutions"},
    ),
    Sheet("月度考核表", "考核方案", "scheme_items", SchemeItem, ("specialty", "item", "since")),
    Sheet("绩效标准", "岗位基础绩效", "basic_standards", BasicStandard, ("post_grade", "since")),
    Sheet("绩效标准", "区县级医疗机构", "county_units", CountyUnit, ("institution", "year"), _INSTITUTION),
    Sheet("绩效标准", "岗位系数", "post_coefficients", PostCoefficient, ("post_grade", "since")),
    Sheet(
        "绩效标准",
        "同类人员平均",
        "peer_averages",
        PeerAverage,
        ("institution", "department", "post_grade", "year"),
        _INSTITUTION,
    ),
    Sheet("绩效标准", "核定", "approvals", Approval, ("year",)),
    Sheet("绩效标准", "基层机构核定", "primary_totals", PrimaryTotal, ("institution", "year"), _INSTITUTION),
    Sheet(
        "绩效标准",
        "基层机构人员绩效",
        "primary_staff",
        PrimaryStaff,
        ("institution", "year", "person"),
        _INSTITUTION | _PERSON,
    ),
    Sheet(
        "绩效标准",
        "基层加班",
        "primary_overtime",
        Overtime,
        ("institution", "person", "month", "kind"),
        _INSTITUTION | _PERSON,
    ),
    Sheet("原单位工资表", "工资", "home_pay", HomePay, (), _PERSON),
    Sheet("原单位工资表", "转正定级", "regradings", Regrading, ("person", "regraded_on"), _PERSON),
    Sheet("资金池台账", "收支", "fund_entries", FundEntry, (), _INSTITUTION | _PERSON),
    Sheet(
        "资金池台账",
        "预算",
        "budgets",
        Budget,
        ("year", "pool", "direction", "category", "institution"),
        _INSTITUTION,
    ),
    Sheet("编制台账", "编制", "establishments", Establishment, ("institution",), _INSTITUTION),
    Sheet(
        "编制台账",
        "编制调整",
        "establishment_changes",
        EstablishmentChange,
        (),
        {**_INSTITUTION, "counterpart": "institutions"},
    ),
    Sheet("编制台账", "科室保障表", "department_limits", DepartmentLimit, ("institution", "department"), _INSTITUTION),
    Sheet("村卫生室", "村卫生室", "village_clinics", VillageClinic, ("code",), {"parent": "institutions"}),
    Sheet(
        "村卫生室",
        "乡村医生",
        "village_doctors",
        VillageDoctor,
        ("code",),
        {"clinic": "village_clinics", "employer": "institutions"},
    ),
    Sheet("村卫生室", "定额补助标准", "subsidy_rates", SubsidyRate, ("year",)),
    Sheet(
        "带教台账",
        "结对",
        "mentoring",
        Mentoring,
        ("mentor", "learner", "skill", "start"),
        _INSTITUTION | {"mentor": "people"},
    ),
    Sheet(
        "带教台账",
        "跟班学习",
        "studies",
        Study,
        ("person", "hospital", "start"),
        _INSTITUTION | {"hospital": "institutions"},
    ),
    Sheet("成效台账", "月度诊疗", "activities", Activity, ("institution", "month"), _INSTITUTION),
    Sheet(
        "成效台账",
        "新技术",
        "techniques",
        Technique,
        ("institution", "name"),
        _INSTITUTION | {"lead": "people"},
    ),
    Sheet("成效台账", "特色科室", "feature_departments", FeatureDepartment, ("institution", "name"), _INSTITUTION),
    Sheet("成效台账", "培训", "trainings", Training, (), _INSTITUTION | {"lead": "people"}),
    Sheet("成效台账", "年度诊疗", "yearly_visits", YearlyVisits, ("year",)),
    Sheet("成效台账", "前后对比", "comparisons", BeforeAfter, ("institution", "item", "now_from"), _INSTITUTION),
    Sheet("成效台账", "等级评定", "ratings", Rating, ("institution", "rating", "on"), _INSTITUTION),
    Sheet("成效台账", "就医节省", "savings", Saving, ("institution", "year", "item"), _INSTITUTION),
    Sheet("成效台账", "满意度", "surveys", Survey, ("year", "party", "institution"), _INSTITUTION),
    Sheet("成效台账", "离开人员", "departures", Departure, (), _INSTITUTION),
    Sheet("例外清单", "例外", "exemptions", Exemption, ("fault", "subject")),
)

_BY_FIELD = {sheet.book_field: sheet for sheet in SHEETS}


def sheet_of(book_field: str) -> Sheet:
    """The sheet that a field of the Book is read from; KeyError where there is none."""
    return _BY_FIELD[book_field]


def workbooks() -> tuple[str, ...]:
    """The workbooks, in the order of the folder."""
    return tuple(dict.fromkeys(sheet.workbook for sheet in SHEETS))


def sheets_of(workbook: str) -> tuple[Sheet, ...]:
    """The sheets of one workbook, its main sheet first."""
    return tuple(sheet for sheet in SHEETS if sheet.workbook == workbook)
