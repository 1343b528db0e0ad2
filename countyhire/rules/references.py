"""CH150–CH179: a code on one sheet that another sheet does not have."""

from collections.abc import Iterator, Mapping
from datetime import date

from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.finding import Severity
from countyhire.model.service import COUNTY_HIRED, PLANNED, Demand, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.missing import Absence, absences, keyless
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import is_known

WISHES = ("wish1", "wish2", "wish3", "wish4", "wish5")
INSTITUTION_FIELDS = {
    "institutions": ("community_lead", "parent"),
    "abilities": ("institution",),
    "equipment": ("institution",),
    "people": ("institution",),
    "demands": ("institution",),
    "preferences": WISHES,
    "department_limits": ("institution",),
    "establishments": ("institution",),
    "establishment_changes": ("institution", "counterpart"),
    "scores": ("assessor",),
    "county_units": ("institution",),
    "peer_averages": ("institution",),
    "primary_totals": ("institution",),
    "primary_staff": ("institution",),
    "primary_overtime": ("institution",),
    "fund_entries": ("institution",),
    "budgets": ("institution",),
    "village_clinics": ("parent",),
    "village_doctors": ("employer",),
    "mentoring": ("institution",),
    "studies": ("institution", "hospital"),
    "activities": ("institution",),
    "techniques": ("institution",),
    "feature_departments": ("institution",),
    "trainings": ("institution",),
    "comparisons": ("institution",),
    "ratings": ("institution",),
    "savings": ("institution",),
    "surveys": ("institution",),
    "departures": ("institution",),
}
PERSON_FIELDS = {
    "leaves": ("person",),
    "post_changes": ("person",),
    "courses": ("person",),
    "supports": ("person",),
    "preferences": ("person",),
    "spells": ("person",),
    "scores": ("person",),
    "primary_staff": ("person",),
    "primary_overtime": ("person",),
    "home_pay": ("person",),
    "regradings": ("person",),
    "fund_entries": ("person",),
    "mentoring": ("mentor",),
}
DEMAND_SHEETS = ("spells", "demands", "institutions")
LOOSE_PERSON_FIELDS = {
    "mentoring": ("learner",),
    "studies": ("person",),
    "techniques": ("lead",),
    "trainings": ("lead",),
}


def references(book: Book, columns: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Record, str, str]]:
    """Every code written in these columns: the record, the field, the code."""
    for sheet, names in columns.items():
        for record in getattr(book, sheet):
            for name in names:
                if code := getattr(record, name):
                    yield record, name, code


def subject_of(record: Record, otherwise: str) -> str:
    """The code of the person or record that a row is about."""
    return getattr(record, "person", "") or getattr(record, "code", "") or otherwise


@rule("CH150", "institution-unknown", Severity.ERROR, clause="FORM", reads=("institutions",))
def institution_unknown(book: Book, policy: Policy, on: date) -> Hits:
    """机构编码不在机构名录中。

    为什么: 机构的类别、隶属关系和补贴标准都从机构名录取得，编码对不上就无从判断。
    怎么改: 改正编码；确是新机构的，先登记到机构名录。
    """
    yield from absences(_unknown_institutions(book), keyless(book.institutions, "code"))


def _unknown_institutions(book: Book) -> Iterator[Absence]:
    for record, name, code in references(book, INSTITUTION_FIELDS):
        if book.institution(code) is None:
            yield code, (record.cell(name), f"机构编码“{code}”不在机构名录中", subject_of(record, code))
    for spell in book.spells:
        if spell.category != COUNTY_HIRED:
            continue  # outside experience may give institutions by name
        for name, code in (("sender", spell.sender), ("receiver", spell.receiver)):
            if code and book.institution(code) is None:
                words = f"{book.person_name(spell.person)}：机构编码“{code}”不在机构名录中"
                yield code, (spell.cell(name), words, spell.person)


@rule("CH151", "person-unknown", Severity.ERROR, clause="FORM", reads=("people",))
def person_unknown(book: Book, policy: Policy, on: date) -> Hits:
    """人员编号不在花名册中。

    为什么: 资格、职称、入职日期都从花名册取得，编号对不上就无从判断。
    怎么改: 改正编号；漏登的人员补登到花名册。
    """
    unknown = (
        (code, (record.cell(name), f"人员编号“{code}”不在花名册中", code))
        for record, name, code in references(book, PERSON_FIELDS)
        if book.person(code) is None
    )
    yield from absences(unknown, keyless(book.people, "code"))


@rule("CH152", "learner-or-lead-unknown", Severity.WARNING, clause="H34", reads=("people", "village_doctors"))
def learner_or_lead_unknown(book: Book, policy: Policy, on: date) -> Hits:
    """学员或负责人编号在花名册和乡村医生表中都没有。

    为什么: 带教和新技术要能落到人；基层人员可能未登记，所以只作警告。
    怎么改: 改正编号，或者把人员登记到花名册（村医登记到村卫生室工作簿）。
    """
    doctors = {doctor.code for doctor in book.village_doctors}
    unknown = (
        (code, (record.cell(name), f"编号“{code}”在花名册和乡村医生表中都没有", code))
        for record, name, code in references(book, LOOSE_PERSON_FIELDS)
        if book.person(code) is None and code not in doctors
    )
    yield from absences(unknown, keyless((*book.people, *book.village_doctors), "code"))


def fillings(book: Book) -> Iterator[tuple[Spell, Demand | None]]:
    """The 县聘乡用 rows that fill a demand of this year, with that demand; None where a planned row's is unknown.

    Demands of earlier years are not in the folder any more, and their codes may have been given again:
    a row that has begun belongs to a demand only if that was declared before.
    """
    demands = {demand.code: demand for demand in reversed(book.demands)}
    for spell in book.spells:
        if not spell.demand or spell.category != COUNTY_HIRED:
            continue
        demand = demands.get(spell.demand)
        if spell.status == PLANNED or (demand and begun_after(spell, demand)):
            yield spell, demand


def begun_after(spell: Spell, demand: Demand) -> bool:
    return bool(spell.start and demand.declared_on and demand.declared_on <= spell.start)


@rule("CH153", "demand-unknown", Severity.ERROR, clause="C06", reads=("spells", "demands"))
def demand_unknown(book: Book, policy: Policy, on: date) -> Hits:
    """拟派记录的需求编号不在需求申报表中。

    为什么: 派人必须对应一条需求，编号对不上就不知道补的是哪个缺。
    怎么改: 改正需求编号，或者请接收机构补报需求。
    """
    unknown = []
    for spell, demand in fillings(book):
        if demand is None:
            words = f"{book.person_name(spell.person)}拟派的需求“{spell.demand}”没有申报"
            unknown.append((spell.demand, (spell.cell("demand"), words, spell.person)))
    yield from absences(unknown, keyless(book.demands, "code"))


@rule(
    "CH154", "demand-of-another-institution", Severity.ERROR, clause="C06", reads=("spells", "demands", "institutions")
)
def demand_of_another_institution(book: Book, policy: Policy, on: date) -> Hits:
    """派往的接收机构不是申报这条需求的机构。

    为什么: 需求由接收机构申报，一条需求只能派到申报的机构。
    怎么改: 改正需求编号或接收机构编码。
    """
    for spell, demand in fillings(book):
        known = spell.receiver and book.institution(spell.receiver)
        declared = demand and book.institution(demand.institution)
        if demand and known and declared and demand.institution != spell.receiver:
            name, receiver = book.person_name(spell.person), book.institution_name(spell.receiver)
            words = f"{name}派往{receiver}，需求{demand.code}是{book.institution_name(demand.institution)}的"
            yield spell.cell("receiver"), words, spell.person


@rule("CH155", "institution-listed-twice", Severity.WARNING, clause="I15", reads=("institutions",))
def institution_listed_twice(book: Book, policy: Policy, on: date) -> Hits:
    """两个机构编码用了同一个名称或曾用名。

    为什么: 同一机构有两个编码，人员和经费会分记在两处；按名称也认不出是哪一个。
    怎么改: 是同一机构的合并为一个编码；不是的在名称中加以区别。
    """
    owners: dict[str, str] = {}
    for row in sorted(book.institutions, key=lambda row: row.code, reverse=True):
        owners.update(dict.fromkeys((row.name, *row.former_names), row.code))
    for row in book.institutions:
        for field, name in (("name", row.name), *(("former_names", name) for name in row.former_names)):
            if name and owners[name] != row.code:
                yield row.cell(field), f"“{name}”已是{owners[name]}的名称，{row.code}不能再用", row.code


@rule("CH156", "institution-above-itself", Severity.ERROR, clause="I14", reads=("institutions",))
def institution_above_itself(book: Book, policy: Policy, on: date) -> Hits:
    """上级机构是本机构，或者上下级绕成一圈。

    为什么: 上级机构决定村卫生室归谁管理，绕成一圈就没有上级。
    怎么改: 改正上级机构；没有上级的留空。
    """
    for row in book.institutions:
        seen, above = {row.code}, row.parent
        while above and above not in seen:
            seen.add(above)
            found = book.institution(above)
            above = found.parent if found else ""
        if above and above == row.code:
            yield row.cell("parent"), f"{row.name}的上级机构最后又是它自己", row.code


@rule("CH157", "community-lead-not-a-hospital", Severity.WARNING, clause="I14", reads=("institutions",))
def community_lead_not_a_hospital(book: Book, policy: Policy, on: date) -> Hits:
    """医共体牵头机构不是区县级医疗机构。

    为什么: 医共体由区县级医院牵头，派员优先在同一医共体内。
    怎么改: 核对医共体牵头机构的编码。
    """
    for row in book.institutions:
        lead = book.institution(row.community_lead)
        if lead and lead.receives:
            words = f"{row.name}的牵头机构{lead.name}是{lead.kind}"
            yield row.cell("community_lead"), words, row.code


@rule("CH158", "code-means-two-people", Severity.ERROR, clause="K04", reads=("people", "village_doctors"))
def code_means_two_people(book: Book, policy: Policy, on: date) -> Hits:
    """乡村医生的人员编号在花名册里是另一个人。

    为什么: 人员编号在各表中只能指一个人，否则带教和发放会落到别人身上。
    怎么改: 给其中一人另编编号。
    """
    for doctor in book.village_doctors:
        person = book.person(doctor.code)
        if person and person.id_number and doctor.id_number and person.id_number != doctor.id_number:
            words = f"编号{doctor.code}在花名册是{person.name}，在乡村医生表是{doctor.name}"
            yield doctor.cell("code"), words, doctor.code


@rule("CH159", "village-clinic-unknown", Severity.ERROR, clause="G06", reads=("village_doctors", "village_clinics"))
def village_clinic_unknown(book: Book, policy: Policy, on: date) -> Hits:
    """乡村医生的卫生室编码不在村卫生室表中。

    为什么: 乡村一体化管理要求每名村医都落在一个登记的村卫生室。
    怎么改: 改正编码，或者先登记村卫生室。
    """
    clinics = {clinic.code for clinic in book.village_clinics}
    unknown = (
        (doctor.clinic, (doctor.cell("clinic"), f"{doctor.name}的卫生室编码“{doctor.clinic}”没有登记", doctor.code))
        for doctor in book.village_doctors
        if doctor.clinic and doctor.clinic not in clinics
    )
    yield from absences(unknown, keyless(book.village_clinics, "code"))


@rule("CH160", "department-without-anybody", Severity.WARNING, clause="H26", reads=("department_limits", "people"))
def department_without_anybody(book: Book, policy: Policy, on: date) -> Hits:
    """科室保障表的科室在花名册里没有一个人。

    为什么: 科室名称两处写法不同，最低在岗人数就不起作用。
    怎么改: 把科室名称写成花名册“所在科室”的写法。
    """
    departments = {(person.institution, person.department) for person in book.people}
    astray = {person.department for person in book.people if not is_known(book, person.institution)}
    for limit in book.department_limits:
        if limit.department in astray or not is_known(book, limit.institution):
            continue  # told where the code is
        if limit.department and (limit.institution, limit.department) not in departments:
            words = f"{book.institution_name(limit.institution)}没有人员在“{limit.department}”"
            yield limit.cell("department"), words, limit.institution


@rule("CH161", "clinic-without-parent", Severity.WARNING, clause="G06", reads=("institutions",))
def clinic_without_parent(book: Book, policy: Policy, on: date) -> Hits:
    """机构名录的村卫生室没有上级机构。

    为什么: 每个村卫生室归一个基层医疗卫生机构管理，没有上级就不知道归谁。
    怎么改: 补填上级机构的编码。
    """
    for row in book.institutions:
        if row.kind == "村卫生室" and not row.parent and kept(row, "parent"):
            yield row.cell("parent"), f"{row.name}是村卫生室，未填上级机构", row.code


@rule("CH162", "person-in-two-registers", Severity.WARNING, clause="K04", reads=("people", "village_doctors"))
def person_in_two_registers(book: Book, policy: Policy, on: date) -> Hits:
    """同一身份证件号码在花名册和乡村医生表的编号不同。

    为什么: 一个人应只有一个人员编号；同时登记在两处的，工资可能发两份。
    怎么改: 核对是否同一人；是的两处用同一个编号，或删去一处。
    """
    codes = {person.id_number: person.code for person in book.people if person.id_number}
    for doctor in book.village_doctors:
        code = codes.get(doctor.id_number)
        if doctor.id_number and code and code != doctor.code:
            words = f"{doctor.name}在乡村医生表为{doctor.code}，花名册为{code}"
            yield doctor.cell("code"), words, doctor.code
