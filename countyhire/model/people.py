"""人员花名册: who there is, what licence and title each holds, what each owes."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.model import column as col
from countyhire.model.column import Record

PROFESSIONS = (
    "执业医师",
    "执业助理医师",
    "见习医师",
    "注册护士",
    "助产士",
    "西药师(士)",
    "中药师(士)",
    "检验技师(士)",
    "影像技师(士)",
    "康复技师",
    "其他技师",
    "卫生监督员",
    "乡村医生",
    "其他卫生技术人员",
    "其他技术人员",
    "管理人员",
    "工勤技能人员",
)
APPOINTMENTS = ("正高", "副高", "中级", "师级", "士级", "待聘", "无")
TITLE_RANK = {"正高": 4, "副高": 3, "中级": 2, "师级": 1, "士级": 0, "待聘": 0, "无": 0, "不限": 0, "": 0}
QUALIFICATION_RANK = {
    "主任医师": 4, "主任中医师": 4, "主任药师": 4, "主任护师": 4, "主任技师": 4,
    "副主任医师": 3, "副主任中医师": 3, "副主任药师": 3, "副主任护师": 3, "副主任技师": 3,
    "主治医师": 2, "主治中医师": 2, "中医主治医师": 2, "主管医师": 2, "主管药师": 2, "主管护师": 2, "主管技师": 2,
    "医师": 1, "中医师": 1, "药师": 1, "护师": 1, "技师": 1, "住院医师": 1,
    "医士": 0, "药士": 0, "护士": 0, "技士": 0,
}  # fmt: skip
EMPLOYMENT = ("编制内", "总量备案", "合同制", "临聘", "返聘", "劳务派遣", "柔性引进", "其他")
ENTRY_ROUTES = ("公开招聘", "考核招聘", "引进", "调入", "安置", "其他")
RECRUIT_CLASSES = ("执业医师类", "护理类", "医技类", "药学类", "管理类", "其他")
STATUSES = ("在岗", "规培", "进修", "病假", "产假", "哺乳期", "借调", "离职", "退休")
LEAVE_KINDS = ("病假", "事假", "产假", "哺乳期", "规培", "进修", "其他")
BACKBONE_LEVELS = ("省级", "市级", "区县级")
PHYSICIAN = "执业医师"
TRANSFERRED_POST, ADDED_POST = "调剂编制", "新增编制"
POST_SOURCES = ("本单位编制", TRANSFERRED_POST, ADDED_POST)
HOLDERS = ("卫生健康部门", "受委托单位", "本单位", "其他")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A row of 人员花名册/花名册."""

    code: str = col.code("人员编号", required=True)
    name: str = col.text("姓名", required=True)
    id_number: str = col.identity("身份证件号码", required=True)
    sex: str = col.choice("性别", ("男", "女"))
    birth_date: date | None = col.day("出生日期")
    institution: str = col.code("机构编码", required=True)
    department: str = col.text("所在科室")
    profession: str = col.choice("从事专业类别", PROFESSIONS, required=True)
    qualification_certificate: str = col.code("医师资格证书编码")
    practice_licence: str = col.code("医师执业证书编码")
    practice_category: str = col.choice("执业类别", ("临床", "口腔", "公共卫生", "中医"))
    practice_scopes: tuple[str, ...] = col.several("执业范围")
    registered_on: date | None = col.day("执业注册日期")
    specialty: str = col.specialty("专业", required=True)
    qualification: str = col.text("专业技术资格")
    appointment: str = col.choice("专业技术职务", APPOINTMENTS, required=True)
    intermediate_since: date | None = col.day("中级聘任日期")
    post_grade: str = col.text("岗位等级")
    education: str = col.text("学历")
    establishment: str = col.choice("编制情况", EMPLOYMENT, required=True)
    hired_on: date | None = col.day("入职日期", required=True)
    entry_route: str = col.choice("进入方式", ENTRY_ROUTES)
    recruited_as: str = col.choice("招聘岗位类别", RECRUIT_CLASSES)
    main_practice_site: str = col.text("主要执业机构")
    filed_practice_sites: tuple[str, ...] = col.several("备案机构")
    post_grade_since: date | None = col.day("岗位等级执行日期")
    county_clinical_years: Fraction | None = col.number("县级医院临床年限", least=0, most=60)
    status: str = col.choice("在岗状态", STATUSES, required=True)
    left_on: date | None = col.day("离职日期")
    senior_application_year: int | None = col.whole("拟申报副高年度", least=2000, most=2100)
    backbone: bool | None = col.yes_no("骨干")
    backbone_level: str = col.choice("骨干层级", BACKBONE_LEVELS)
    practitioner_on: date | None = col.day("全科培训合格日期")
    written_test_year: int | None = col.whole("笔试成绩年度", least=2000, most=2100)
    post_source: str = col.choice("编制来源", POST_SOURCES)
    relation_holder: str = col.choice("人事关系管理单位", HOLDERS)
    has_annuity: bool | None = col.yes_no("职业年金")
    phone: str = col.code("手机号码")
    bank: str = col.text("开户行")
    bank_account: str = col.code("银行账号")

    @property
    def title_rank(self) -> int:
        """正高 4, 副高 3, 中级 2, 师级 1, otherwise 0; by 聘任 (职务), not by 资格."""
        return TITLE_RANK.get(self.appointment, 0)

    @property
    def gone(self) -> bool:
        return self.status in ("离职", "退休")

    def left_by(self, on: date) -> bool:
        """Whether gone by a day; without a 离职日期 the status alone decides."""
        return self.gone and (self.left_on is None or self.left_on <= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Record):
    """A row of 人员花名册/请假与培训; an open end runs on."""

    person: str = col.code("人员编号", required=True)
    kind: str = col.choice("类别", LEAVE_KINDS, required=True)
    start: date | None = col.day("起始日期", required=True)
    end: date | None = col.day("结束日期")
    approval: str = col.text("批准文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChange(Record):
    """A row of 人员花名册/岗位变动: the post grade from that day on."""

    person: str = col.code("人员编号", required=True)
    post_grade: str = col.text("岗位等级", required=True)
    since: date | None = col.day("执行日期", required=True)
