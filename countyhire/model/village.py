"""村卫生室, 带教台账, 例外清单."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.model import column as col
from countyhire.model.column import Record
from countyhire.model.money import Fen

PHYSICIANS = ("执业医师", "执业助理医师")
QUALIFIED = (*PHYSICIANS, "乡村全科执业助理医师")  # what lets a village doctor practise on his own (K12)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageClinic(Record):
    """A row of 村卫生室/村卫生室 (G06, K12)."""

    code: str = col.code("卫生室编码", required=True)
    name: str = col.text("卫生室名称", required=True)
    village: str = col.text("行政村", required=True)
    parent: str = col.code("上级机构编码", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageDoctor(Record):
    """A row of 村卫生室/乡村医生 (G01–G05, K02–K08, P03, P04, M06); the money is by the month."""

    code: str = col.code("人员编号", required=True)
    name: str = col.text("姓名", required=True)
    id_number: str = col.identity("身份证件号码", required=True)
    clinic: str = col.code("卫生室编码", required=True)
    employer: str = col.code("聘用机构编码", required=True)
    licence_kind: str = col.choice(
        "资格类别", ("执业医师", "执业助理医师", "乡村全科执业助理医师", "乡村医生证"), required=True
    )
    licence: str = col.code("证书编码")
    licence_until: date | None = col.day("证书有效期至")
    major: str = col.text("所学专业")
    route: str = col.choice("聘用方式", ("余编", "编外"), required=True)
    contract_kind: str = col.text("合同种类")
    contract_start: date | None = col.day("合同起始")
    contract_end: date | None = col.day("合同终止")
    pension: bool | None = col.yes_no("养老")
    medical: bool | None = col.yes_no("医疗")
    unemployment: bool | None = col.yes_no("失业")
    injury: bool | None = col.yes_no("工伤")
    maternity: bool | None = col.yes_no("生育")
    base_salary: Fen | None = col.money("基本工资", least=0)
    basic_performance: Fen | None = col.money("基础绩效", least=0)
    fixed_subsidy: Fen | None = col.money("定额补助", least=0)
    consultation_fee: Fen | None = col.money("一般诊疗费", least=0)
    running_cost: Fen | None = col.money("运行经费", least=0)
    years: Fraction | None = col.number("从事年限", least=0)
    post: str = col.code("编制编号")
    liability: bool | None = col.yes_no("医疗责任险")

    def lapsed(self, on: date) -> str:
        """Why the certificate or the contract does not hold on the day; empty where it does or nobody told."""
        if self.licence_until and self.licence_until < on:
            return f"证书{self.licence_until}已到期"
        if self.contract_end and self.contract_end < on:
            return f"合同{self.contract_end}已终止"
        if self.contract_start and self.contract_start > on:
            return f"合同{self.contract_start}才开始"
        return ""

    def covers(self, on: date) -> bool:
        """Whether the clinic has a qualified village doctor in this one on the day (K12)."""
        return self.licence_kind in QUALIFIED and not self.lapsed(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyRate(Record):
    """A row of 村卫生室/定额补助标准 (P02): what the county gives a village doctor a month, year by year."""

    year: int | None = col.whole("年度", required=True, least=2000, most=2100)
    rate: Fen | None = col.money("月标准", required=True, least=0)
    document: str = col.text("文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentoring(Record):
    """A row of 带教台账/结对 (H34, H53)."""

    mentor: str = col.code("导师编号", required=True)
    learner: str = col.code("学员编号", required=True)
    institution: str = col.code("机构编码", required=True)
    skill: str = col.text("技能", required=True)
    start: date | None = col.day("开始日期", required=True)
    independent_on: date | None = col.day("独立开展日期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Record):
    """A row of 带教台账/跟班学习 (J14): somebody of a primary institution who learns at a hospital."""

    person: str = col.code("人员编号", required=True)
    institution: str = col.code("机构编码", required=True)
    hospital: str = col.code("跟班医院编码", required=True)
    start: date | None = col.day("开始日期", required=True)
    end: date | None = col.day("结束日期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Record):
    """A row of 例外清单/例外 (B14, Q29): silences one finding about one subject until a day."""

    fault: str = col.code("问题编码", required=True)
    subject: str = col.code("对象", required=True)
    reason: str = col.text("理由", required=True)
    approver: str = col.text("批准人", required=True)
    document: str = col.text("批准文号", required=True)
    valid_until: date | None = col.day("有效期至", required=True)
