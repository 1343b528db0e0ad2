"""CH100–CH139: who somebody is. Columns of one row that contradict each other, one person in two rows."""

from datetime import date
from functools import lru_cache

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.names import name_key
from countyhire.model.people import QUALIFICATION_RANK, TITLE_RANK, Person
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.repeats import repeats
from countyhire.rules.rule import Hits, rule

LEAST_AGE, GREATEST_AGE = 16, 70


def birth_of(id_number: str) -> date | None:
    """The birth date inside an ID number of 18 characters, or None."""
    return _day(id_number[6:14]) if len(id_number) == 18 else None


@lru_cache(maxsize=100_000)
def _day(digits: str) -> date | None:
    """A day from its eight digits; several rules ask for everyone's, and many people share one."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits.isdigit() else None
    except ValueError:
        return None


def sex_of(id_number: str) -> str:
    """男 or 女 by the 17th character, or an empty text."""
    if len(id_number) != 18 or not id_number[16].isdigit():
        return ""
    return "男" if int(id_number[16]) % 2 else "女"


def born(person: Person) -> date | None:
    """By the ID number, else by the column."""
    return birth_of(person.id_number) or person.birth_date


def code_of(person: Person) -> str:
    return person.code


def age(birth: date, on: date) -> int:
    """Whole years on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


@rule("CH100", "birth-date-contradicts-id", Severity.ERROR, clause="FORM", reads=("people",))
def birth_date_contradicts_id(book: Book, policy: Policy, on: date) -> Hits:
    """出生日期与身份证件号码不一致。

    为什么: 身份证件号码第7至14位是出生日期，两处不同必有一处是错的。
    怎么改: 对照证件改正身份证件号码或出生日期。
    """
    for person in book.people:
        written = birth_of(person.id_number)
        if written and person.birth_date and written != person.birth_date:
            words = f"{person.name}出生日期{person.birth_date}，证件号码内为{written}"
            yield person.cell("birth_date"), words, person.code


@rule("CH101", "sex-contradicts-id", Severity.ERROR, clause="FORM", reads=("people",))
def sex_contradicts_id(book: Book, policy: Policy, on: date) -> Hits:
    """性别与身份证件号码不一致。

    为什么: 身份证件号码第17位单数为男、双数为女，两处不同必有一处是错的。
    怎么改: 对照证件改正身份证件号码或性别。
    """
    for person in book.people:
        written = sex_of(person.id_number)
        if written and person.sex and written != person.sex:
            yield person.cell("sex"), f"{person.name}性别填“{person.sex}”，证件号码为“{written}”", person.code


@rule("CH102", "id-number-under-two-codes", Severity.ERROR, clause="FORM", reads=("people",))
def id_number_under_two_codes(book: Book, policy: Policy, on: date) -> Hits:
    """同一身份证件号码有两个人员编号。

    为什么: 一个人只能有一个人员编号，否则服务时间和绩效会算成两个人的。
    怎么改: 是同一人的合并为一行，其他表一并改用这个编号；不是的改正号码。
    """
    for person, earlier in repeats(book.people, lambda row: row.id_number, code_of):
        words = f"{person.name}（{person.code}）与{earlier.name}（{earlier.code}）身份证件号码相同"
        yield person.cell("id_number"), words, person.code


@rule("CH103", "same-name-and-birth-date", Severity.NOTICE, clause="FORM", reads=("people",))
def same_name_and_birth_date(book: Book, policy: Policy, on: date) -> Hits:
    """姓名和出生日期都相同的两人。

    为什么: 可能是同一人登记了两次，也可能只是巧合。
    怎么改: 核对身份证件号码；确是两人的不必处理。
    """
    for person, earlier in repeats(book.people, lambda row: (name_key(row.name), born(row)), code_of):
        if person.id_number != earlier.id_number:
            words = f"{person.name}（{person.code}）与{earlier.code}同名，出生日期相同"
            yield person.cell("name"), words, person.code


@rule("CH104", "certificate-contradicts-id", Severity.NOTICE, clause="B06", reads=("people",))
def certificate_contradicts_id(book: Book, policy: Policy, on: date) -> Hits:
    """医师资格证书编码的末段不是本人身份证件号码。

    为什么: 27位的资格证书编码末18位、24位的末15位一般是取得时的身份证件号码；旧证件可能不同。
    怎么改: 对照证书核对编码；证书无误的不必处理。
    """
    for person in book.people:
        certificate, number = person.qualification_certificate.upper(), person.id_number.upper()
        if len(number) != 18:
            continue
        tail = {27: number, 24: number[:6] + number[8:17]}.get(len(certificate), "")
        if tail and not certificate.endswith(tail):
            words = f"{person.name}的医师资格证书编码末{len(tail)}位不是本人证件号码"
            yield person.cell("qualification_certificate"), words, person.code


@rule("CH105", "age-out-of-range", Severity.WARNING, clause="FORM", reads=("people",))
def age_out_of_range(book: Book, policy: Policy, on: date) -> Hits:
    """在册人员的年龄不足16岁或超过70岁。

    为什么: 这样的年龄多半是身份证件号码输错，或者已退休而状态没有改。
    怎么改: 核对身份证件号码；已退休的把在岗状态改为退休。
    """
    for person in book.people:
        birth = born(person)
        if person.gone or birth is None or LEAST_AGE <= age(birth, on) <= GREATEST_AGE:
            continue
        yield person.cell("id_number"), f"{person.name}{birth}出生，{on}为{age(birth, on)}岁", person.code


@rule("CH106", "hired-as-a-child", Severity.WARNING, clause="FORM", reads=("people",))
def hired_as_a_child(book: Book, policy: Policy, on: date) -> Hits:
    """入职日期时不满16岁。

    为什么: 入职日期决定五年期限和当年招聘人数；不满16岁入职很少见，多半有一处填错。
    怎么改: 核对入职日期和身份证件号码；确实如此的不必处理。
    """
    for person in book.people:
        birth = born(person)
        if birth and person.hired_on and birth <= person.hired_on and age(birth, person.hired_on) < LEAST_AGE:
            words = f"{person.name}{birth}出生，入职日期{person.hired_on}不满{LEAST_AGE}岁"
            yield person.cell("hired_on"), words, person.code


@rule("CH107", "left-before-hired", Severity.ERROR, clause="FORM", reads=("people",))
def left_before_hired(book: Book, policy: Policy, on: date) -> Hits:
    """离职日期早于入职日期。

    为什么: 两个日期必有一个是错的，义务期限和平均人数都要用到。
    怎么改: 核对入职日期和离职日期。
    """
    for person in book.people:
        if person.left_on and person.hired_on and person.left_on < person.hired_on:
            words = f"{person.name}离职{person.left_on}早于入职{person.hired_on}"
            yield person.cell("left_on"), words, person.code


@rule("CH108", "left-but-still-listed", Severity.ERROR, clause="FORM", reads=("people",))
def left_but_still_listed(book: Book, policy: Policy, on: date) -> Hits:
    """离职日期已过，在岗状态却不是离职或退休。

    为什么: 离开的人不能派出，也不再有基层服务义务，状态和日期必须一致。
    怎么改: 把在岗状态改为离职或退休；没有离开的删去离职日期。
    """
    for person in book.people:
        if person.left_on and person.left_on < on and person.status and not person.gone:
            words = f"{person.name}离职日期{person.left_on}，在岗状态填“{person.status}”"
            yield person.cell("status"), words, person.code


@rule("CH109", "leaving-date-missing", Severity.WARNING, clause="FORM", reads=("people",))
def leaving_date_missing(book: Book, policy: Policy, on: date) -> Hits:
    """离职或退休人员没有离职日期。

    为什么: 义务到哪一天为止、当年是否算在招聘人数里，都要看离职日期。
    怎么改: 补填离职日期（退休的填退休日期）。
    """
    for person in book.people:
        if person.gone and person.left_on is None and kept(person, "left_on"):
            yield person.cell("left_on"), f"{person.name}已{person.status}，未填离职日期", person.code


@rule("CH110", "hired-in-the-future", Severity.NOTICE, clause="C05", reads=("people",))
def hired_in_the_future(book: Book, policy: Policy, on: date) -> Hits:
    """入职日期在截止日之后。

    为什么: 当年招聘人数只算实际到岗的，尚未入职的不计。
    怎么改: 日期写错的改正；确未入职的不必处理。
    """
    for person in book.people:
        if person.hired_on and person.hired_on > on:
            words = f"{person.name}入职日期{person.hired_on}在{on}之后，不计入招聘人数"
            yield person.cell("hired_on"), words, person.code


@rule("CH111", "appointed-above-qualification", Severity.WARNING, clause="B07", reads=("people",))
def appointed_above_qualification(book: Book, policy: Policy, on: date) -> Hits:
    """聘任的专业技术职务高于专业技术资格。

    为什么: 一般先有资格再聘任；职务决定是否负有晋升副高前的服务义务。
    怎么改: 核对资格和聘任职务；确属高聘的不必处理。
    """
    for person in book.people:
        held = QUALIFICATION_RANK.get(person.qualification)
        if held is not None and person.title_rank > held:
            words = f"{person.name}资格为{person.qualification}，聘任职务填{person.appointment}"
            yield person.cell("appointment"), words, person.code


@rule("CH112", "intermediate-date-contradicts-title", Severity.WARNING, clause="B07", reads=("people",))
def intermediate_date_contradicts_title(book: Book, policy: Policy, on: date) -> Hits:
    """有中级聘任日期，聘任职务却低于中级。

    为什么: 晋升副高的年限从中级聘任日期起算，职务和日期应当一致。
    怎么改: 核对专业技术职务和中级聘任日期。
    """
    for person in book.people:
        if person.intermediate_since and person.appointment and person.title_rank < TITLE_RANK["中级"]:
            words = f"{person.name}聘任职务{person.appointment}，中级聘任日期{person.intermediate_since}"
            yield person.cell("intermediate_since"), words, person.code


@rule("CH113", "bank-account-shared", Severity.WARNING, clause="H20", reads=("people",))
def bank_account_shared(book: Book, policy: Policy, on: date) -> Hits:
    """两人的银行账号相同。

    为什么: 绩效按银行代发清单发到个人账户，同一账号会把两人的钱发给一个人。
    怎么改: 对照本人银行卡改正账号。
    """
    for person, earlier in repeats(book.people, lambda row: row.bank_account, code_of):
        if person.id_number != earlier.id_number:
            words = f"{person.name}与{earlier.name}（{earlier.code}）银行账号相同"
            yield person.cell("bank_account"), words, person.code


@rule("CH114", "intermediate-date-to-come", Severity.WARNING, clause="B07", reads=("people",))
def intermediate_date_to_come(book: Book, policy: Policy, on: date) -> Hits:
    """中级聘任日期还没有到。

    为什么: 晋升副高的年限从聘任中级之日起算，没有到的日期不能算作已聘。
    怎么改: 改正中级聘任日期，或改正专业技术职务。
    """
    for person in book.people:
        if person.intermediate_since and person.intermediate_since > on:
            words = f"{person.name}中级聘任日期{person.intermediate_since}在{on}之后"
            yield person.cell("intermediate_since"), words, person.code


@rule("CH115", "already-senior", Severity.WARNING, clause="B08", reads=("people",))
def already_senior(book: Book, policy: Policy, on: date) -> Hits:
    """已聘副高以上职务，又填了拟申报副高年度。

    为什么: 填了年度就会列入晋升副高前的服务名单，已是副高的不应再列。
    怎么改: 核对专业技术职务；已是副高的删去拟申报副高年度。
    """
    for person in book.people:
        if person.senior_application_year and person.title_rank >= TITLE_RANK["副高"]:
            words = f"{person.name}已是{person.appointment}，拟申报副高年度填{person.senior_application_year}"
            yield person.cell("senior_application_year"), words, person.code


@rule("CH116", "hired-before-birth", Severity.ERROR, clause="FORM", reads=("people",))
def hired_before_birth(book: Book, policy: Policy, on: date) -> Hits:
    """入职日期早于出生日期。

    为什么: 没有出生就入职是不可能的，两个日期必有一处是错的。
    怎么改: 核对入职日期和身份证件号码。
    """
    for person in book.people:
        birth = born(person)
        if birth and person.hired_on and person.hired_on < birth:
            words = f"{person.name}{birth}出生，入职日期{person.hired_on}早于出生"
            yield person.cell("hired_on"), words, person.code
