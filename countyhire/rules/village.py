"""CH800–CH820: 乡聘村用: clinics, their doctors, contracts and insurance (渝卫发〔2021〕55号 三（七）)."""

from collections.abc import Iterator
from datetime import date

from countyhire.compute.posts.approved import approved
from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import Institution
from countyhire.model.period import ONE_DAY, add_months
from countyhire.model.village import VillageDoctor
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.repeats import repeats
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import is_known

BY_POST, BY_CONTRACT = "余编", "编外"
VILLAGE_ONLY = "乡村医生证"
CLINICAL = ("临床", "中医", "全科", "农村医学", "社区医学", "针灸", "骨伤", "内科", "外科", "妇产", "儿科")
NOT_CLINICAL = ("护理", "药", "检验", "影像技术", "康复治疗", "管理", "信息", "营养")
GENERAL_MAJORS = ("医学", "医疗", "乡村医生", "医士", "口腔医学")
LABOUR_SERVICE = ("劳务合同", "劳务合用", "临聘合同")
CONTRACTS = (*LABOUR_SERVICE, "劳动合同", "聘用合同", "编外聘用合同", "劳务派遣合同", "事业单位聘用合同")
INSURANCES = {"pension": "养老", "medical": "医疗", "unemployment": "失业", "injury": "工伤", "maternity": "生育"}
YEAR, EXPIRY_DAYS = 12, 60
BOTH, CLINICS = ("village_doctors", "village_clinics"), ("village_clinics", "institutions")


def employed(book: Book) -> Iterator[tuple[VillageDoctor, Institution]]:
    """The village doctors with their employer."""
    for doctor in book.village_doctors:
        employer = book.institution(doctor.employer)
        if employer:
            yield doctor, employer


@rule("CH800", "no-free-post", Severity.ERROR, clause="G01", reads=("village_doctors", "establishments"))
def no_free_post(book: Book, policy: Policy, on: date) -> Hits:
    """用余编聘用，聘用机构没有空余的编制。

    为什么: 用余编聘用的，卫生院要有空编；在编人数已含本人的，空编应不少于零。
    怎么改: 核对编制台账的核定编制和在编人数；没有空编的改为编外聘用。
    """
    ledger = {row.institution: row for row in book.establishments}
    for doctor in book.village_doctors:
        row = ledger.get(doctor.employer)
        now = approved(book, row, on) if row else None
        if doctor.route != BY_POST or row is None or now is None or row.in_post is None:
            continue
        if row.in_post >= now.value:
            where = book.institution_name(doctor.employer)
            words = f"{doctor.name}用余编，{where}核定{now.value}、在编{row.in_post}，没有空编"
            yield doctor.cell("route"), words, doctor.code


@rule("CH801", "post-not-in-the-ledger", Severity.WARNING, clause="G01", reads=("village_doctors", "establishments"))
def post_not_in_the_ledger(book: Book, policy: Policy, on: date) -> Hits:
    """用余编聘用，聘用机构没有登记编制。

    为什么: 没有核定编制和在编人数，就不知道有没有余编。
    怎么改: 在编制台账补登这个机构。
    """
    known = {row.institution for row in book.establishments}
    for doctor in book.village_doctors:
        if doctor.route == BY_POST and doctor.employer and doctor.employer not in known:
            words = f"{doctor.name}用余编，{book.institution_name(doctor.employer)}没有登记编制"
            yield doctor.cell("route"), words, doctor.code


@rule("CH802", "contract-dates-missing", Severity.ERROR, clause="G02", reads=("village_doctors",))
def contract_dates_missing(book: Book, policy: Policy, on: date) -> Hits:
    """编外聘用没有合同起止日期。

    为什么: 编外聘用凭合同，没有起止日期就不知道合同是否有效。
    怎么改: 按合同补填起止日期。
    """
    for doctor in book.village_doctors:
        if doctor.route != BY_CONTRACT:
            continue
        for name, what in (("contract_start", "合同起始"), ("contract_end", "合同终止")):
            if getattr(doctor, name) is None:
                yield doctor.cell(name), f"{doctor.name}为编外聘用，未填{what}日期", doctor.code


@rule("CH803", "contract-ends-before-it-starts", Severity.ERROR, clause="G02", reads=("village_doctors",))
def contract_ends_before_it_starts(book: Book, policy: Policy, on: date) -> Hits:
    """合同终止日期早于起始日期。

    为什么: 这样的合同没有一天有效，必有一个日期是错的。
    怎么改: 按合同改正日期。
    """
    for doctor in book.village_doctors:
        if doctor.contract_start and doctor.contract_end and doctor.contract_end < doctor.contract_start:
            words = f"{doctor.name}合同终止{doctor.contract_end}早于起始{doctor.contract_start}"
            yield doctor.cell("contract_end"), words, doctor.code


@rule("CH804", "contract-over-a-year", Severity.WARNING, clause="K03", reads=("village_doctors",), soft=True)
def contract_over_a_year(book: Book, policy: Policy, on: date) -> Hits:
    """村医的劳务合同超过一年。

    为什么: 乡聘村用的劳务合同一年一签。
    怎么改: 核对合同期限；本地规定可以长签的登记例外。
    """
    for doctor in book.village_doctors:
        start, end = doctor.contract_start, doctor.contract_end
        if doctor.contract_kind in LABOUR_SERVICE and start and end and end > add_months(start, YEAR) - ONE_DAY:
            yield doctor.cell("contract_end"), f"{doctor.name}合同{start}至{end}，超过一年", doctor.code


@rule("CH805", "contract-expired", Severity.WARNING, clause="K03", reads=("village_doctors",))
def contract_expired(book: Book, policy: Policy, on: date) -> Hits:
    """编外聘用的合同已到期。

    为什么: 合同到期没有续签，聘用和发放就没有依据。
    怎么改: 续签后改合同起止日期；不再聘用的删去。
    """
    for doctor in book.village_doctors:
        if doctor.route == BY_CONTRACT and doctor.contract_end and doctor.contract_end < on:
            yield doctor.cell("contract_end"), f"{doctor.name}的合同{doctor.contract_end}已到期", doctor.code


@rule("CH806", "contract-expiring", Severity.NOTICE, clause="K03", reads=("village_doctors",))
def contract_expiring(book: Book, policy: Policy, on: date) -> Hits:
    """编外聘用的合同将在60天内到期。

    为什么: 一年一签，到期前要考核并续签。
    怎么改: 安排续签；续签后改合同起止日期。
    """
    for doctor in book.village_doctors:
        if doctor.route == BY_CONTRACT and doctor.contract_end and 0 <= (doctor.contract_end - on).days <= EXPIRY_DAYS:
            left = (doctor.contract_end - on).days
            yield (
                doctor.cell("contract_end"),
                f"{doctor.name}的合同{doctor.contract_end}到期，还有{left}天",
                doctor.code,
            )


@rule("CH807", "contract-of-unknown-kind", Severity.ERROR, clause="K05", reads=("village_doctors",))
def contract_of_unknown_kind(book: Book, policy: Policy, on: date) -> Hits:
    """合同种类认不得。

    为什么: 临聘人员与在编人员要分开管理，合同种类写错就分不清。
    怎么改: 填劳务合同、劳动合同、聘用合同、编外聘用合同、劳务派遣合同之一。
    """
    for doctor in book.village_doctors:
        if doctor.contract_kind and doctor.contract_kind not in CONTRACTS:
            words = f"{doctor.name}的合同种类“{doctor.contract_kind}”认不得，应为劳务合同等"
            yield doctor.cell("contract_kind"), words, doctor.code


@rule("CH808", "major-not-clinical", Severity.ERROR, clause="G03", reads=("village_doctors",))
def major_not_clinical(book: Book, policy: Policy, on: date) -> Hits:
    """到村卫生室的人员所学专业不是临床医学类。

    为什么: 乡聘村用聘用的是临床医学专业技术人员。
    怎么改: 核对所学专业；不是临床医学类的不符合条件。
    """
    for doctor in book.village_doctors:
        if doctor.major and not is_clinical(doctor.major):
            yield doctor.cell("major"), f"{doctor.name}所学专业为{doctor.major}，不是临床医学类", doctor.code


def is_clinical(major: str) -> bool:
    """Whether a major is of clinical medicine: 临床医学, 中医学 and the like; 中药学 and 护理 are not."""
    if any(word in major for word in NOT_CLINICAL):
        return False
    return major in GENERAL_MAJORS or any(word in major for word in CLINICAL)


@rule("CH809", "major-missing", Severity.WARNING, clause="G03", reads=("village_doctors",))
def major_missing(book: Book, policy: Policy, on: date) -> Hits:
    """没有填所学专业。

    为什么: 没有专业就不能核对是否临床医学类。
    怎么改: 按毕业证书补填所学专业。
    """
    for doctor in book.village_doctors:
        if not doctor.major and kept(doctor, "major"):
            yield doctor.cell("major"), f"{doctor.name}未填所学专业", doctor.code


@rule("CH810", "village-certificate-only", Severity.ERROR, clause="G04", reads=("village_doctors",))
def village_certificate_only(book: Book, policy: Policy, on: date) -> Hits:
    """只有乡村医生证，没有执业（助理）医师资格。

    为什么: 乡聘村用要求执业医师、执业助理医师或乡村全科执业助理医师资格。
    怎么改: 已取得资格的改正资格类别；没有的不符合条件。
    """
    for doctor in book.village_doctors:
        if doctor.licence_kind == VILLAGE_ONLY:
            words = f"{doctor.name}只有{VILLAGE_ONLY}，不符合乡聘村用的资格"
            yield doctor.cell("licence_kind"), words, doctor.code


@rule("CH811", "village-licence-expired", Severity.WARNING, clause="G04", reads=("village_doctors",))
def village_licence_expired(book: Book, policy: Policy, on: date) -> Hits:
    """证书已过有效期。

    为什么: 过期的证书不能执业，须先换证。
    怎么改: 换证后改有效期；没有换的停止执业。
    """
    for doctor in book.village_doctors:
        if doctor.licence_until and doctor.licence_until < on:
            yield doctor.cell("licence_until"), f"{doctor.name}的证书{doctor.licence_until}到期", doctor.code


@rule("CH812", "village-licence-missing", Severity.WARNING, clause="G04", reads=("village_doctors",))
def village_licence_missing(book: Book, policy: Policy, on: date) -> Hits:
    """没有填证书编码。

    为什么: 资格要凭证书核对。
    怎么改: 按证书补填编码。
    """
    for doctor in book.village_doctors:
        if not doctor.licence and doctor.licence_kind and kept(doctor, "licence"):
            yield doctor.cell("licence"), f"{doctor.name}登记为{doctor.licence_kind}，未填证书编码", doctor.code


@rule("CH813", "employer-not-a-township-unit", Severity.ERROR, clause="G05", reads=("village_doctors", "institutions"))
def employer_not_a_township_unit(book: Book, policy: Policy, on: date) -> Hits:
    """聘用机构不是基层医疗卫生机构。

    为什么: 村医由所属的乡镇卫生院或社区卫生服务中心聘用并落实工资待遇。
    怎么改: 改正聘用机构编码。
    """
    for doctor, employer in employed(book):
        if employer.kind and not employer.receives:
            words = f"{doctor.name}的聘用机构{employer.name}是{employer.kind}"
            yield doctor.cell("employer"), words, doctor.code


@rule("CH814", "employer-not-the-parent", Severity.ERROR, clause="G05", reads=BOTH)
def employer_not_the_parent(book: Book, policy: Policy, on: date) -> Hits:
    """聘用机构不是村卫生室的上级机构。

    为什么: 乡村一体化管理，村医由村卫生室所属的机构聘用和发工资。
    怎么改: 核对聘用机构和村卫生室的上级机构。
    """
    parents = {clinic.code: clinic.parent for clinic in reversed(book.village_clinics)}
    for doctor in book.village_doctors:
        parent = parents.get(doctor.clinic, "")
        known = is_known(book, doctor.employer) and is_known(book, parent)
        if parent and doctor.employer and parent != doctor.employer and known:
            employer, owner = book.institution_name(doctor.employer), book.institution_name(parent)
            words = f"{doctor.name}由{employer}聘用，{doctor.clinic}的上级是{owner}"
            yield doctor.cell("employer"), words, doctor.code


@rule(
    "CH815", "clinic-without-a-township-unit", Severity.ERROR, clause="G06", reads=("village_clinics", "institutions")
)
def clinic_without_a_township_unit(book: Book, policy: Policy, on: date) -> Hits:
    """村卫生室的上级机构不是基层医疗卫生机构。

    为什么: 每个村卫生室只归一个乡镇卫生院或社区卫生服务中心管理。
    怎么改: 改正上级机构编码。
    """
    for clinic in book.village_clinics:
        parent = book.institution(clinic.parent)
        if parent and parent.kind and not parent.receives:
            words = f"{clinic.name}的上级机构{parent.name}是{parent.kind}"
            yield clinic.cell("parent"), words, clinic.code


@rule("CH816", "clinic-listed-twice", Severity.WARNING, clause="G06", reads=("village_clinics",))
def clinic_listed_twice(book: Book, policy: Policy, on: date) -> Hits:
    """同一行政村有两个同名的村卫生室。

    为什么: 一个村卫生室只能有一个编码，重复登记会使覆盖数虚高。
    怎么改: 是同一个的合并；不是的在名称中加以区别。
    """
    same = repeats(book.village_clinics, lambda row: (row.parent, row.village, row.name), lambda row: row.code)
    for clinic, first in same:
        words = f"{clinic.village}的{clinic.name}已登记为{first.code}"
        yield clinic.cell("name"), words, clinic.code


@rule("CH817", "insurance-missing", Severity.WARNING, clause="K06", reads=("village_doctors",))
def insurance_missing(book: Book, policy: Policy, on: date) -> Hits:
    """五险没有买齐。

    为什么: 聘用的村医由乡镇卫生院购买养老、医疗、失业、工伤、生育五项保险。
    怎么改: 未买的补买；已买的补填“是”。
    """
    for doctor in book.village_doctors:
        missing = [name for name in INSURANCES if not getattr(doctor, name) and kept(doctor, name)]
        if missing:
            words = "、".join(INSURANCES[name] for name in missing)
            yield doctor.cell(missing[0]), f"{doctor.name}没有{words}保险", doctor.code


@rule("CH818", "village-pay-missing", Severity.WARNING, clause="K07", reads=("village_doctors",))
def village_pay_missing(book: Book, policy: Policy, on: date) -> Hits:
    """没有填基本工资或基础绩效。

    为什么: 聘用的村医由聘用机构发基本工资和基础绩效，没有数就不能编工资表。
    怎么改: 补填基本工资和基础绩效。
    """
    for doctor in book.village_doctors:
        for name, what in (("base_salary", "基本工资"), ("basic_performance", "基础绩效")):
            if getattr(doctor, name) is None and kept(doctor, name):
                yield doctor.cell(name), f"{doctor.name}未填{what}", doctor.code


@rule(
    "CH819",
    "clinic-without-a-qualified-doctor",
    Severity.NOTICE,
    clause="K12",
    reads=("village_doctors", "village_clinics"),
)
def clinic_without_a_qualified_doctor(book: Book, policy: Policy, on: date) -> Hits:
    """村卫生室没有合格的村医。

    为什么: 目标是每个村卫生室至少有一名合格村医；证书或合同已到期的不算。
    怎么改: 安排聘用、续签或巡诊；有人的补登乡村医生表。
    """
    staffed = {doctor.clinic for doctor in book.village_doctors if doctor.covers(on)}
    for clinic in book.village_clinics:
        if clinic.code and clinic.code not in staffed:
            yield clinic.cell("code"), f"{clinic.name}没有合格的村医", clinic.code


@rule("CH820", "village-id-twice", Severity.ERROR, clause="FORM", reads=("village_doctors",))
def village_id_twice(book: Book, policy: Policy, on: date) -> Hits:
    """两名乡村医生的身份证件号码相同。

    为什么: 一个人登记两次，工资和补助会发两份。
    怎么改: 是同一人的合并为一行；不是的改正号码。
    """
    for doctor, other in repeats(book.village_doctors, lambda row: row.id_number, lambda row: row.code):
        words = f"{doctor.name}（{doctor.code}）与{other.name}（{other.code}）身份证件号码相同"
        yield doctor.cell("id_number"), words, doctor.code
