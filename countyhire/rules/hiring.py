"""CH962–CH964: written tests, part-time posts and added scopes of primary staff (强基工程 2, 4, 5), under its pack."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.learning import PART_TIME
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule

MAJORS = "hiring.direct_majors"  # only a pack with rules of hiring has it
SCOPES = "hiring.scopes_most"


@rule("CH962", "test-of-another-year", Severity.ERROR, clause="M16", reads=("people", "institutions"))
def test_of_another_year(book: Book, policy: Policy, on: date) -> Hits:
    """基层机构招聘用了别的年度的笔试成绩。

    为什么: 全省统一笔试成绩只在当年度内有效。
    怎么改: 核对笔试成绩年度和入职日期；上年招聘、次年报到的，登记例外并写明批准文号。
    """
    if policy.optional_texts(MAJORS, on) is None:
        return
    for person in book.people:
        home, hired, tested = book.institution(person.institution), person.hired_on, person.written_test_year
        if home is None or home.kind not in PRIMARY_KINDS or hired is None or tested is None:
            continue
        if hired >= policy.in_force_from and tested != hired.year:
            words = f"{person.name}{hired}入职，用的是{tested}年的笔试成绩"
            yield person.cell("written_test_year"), words, person.code


@rule("CH963", "part-time-without-consent", Severity.WARNING, clause="M10", reads=("supports",))
def part_time_without_consent(book: Book, policy: Policy, on: date) -> Hits:
    """兼职兼薪没有同意的文号。

    为什么: 兼职兼薪须经单位同意，按规定取得报酬。
    怎么改: 补填批准文号；没有同意的停止兼职。
    """
    if policy.optional_texts(MAJORS, on) is None:
        return
    for row in book.supports:
        if row.kind == PART_TIME and not row.approval:
            yield row.cell("approval"), f"{book.person_name(row.person)}{row.on}登记兼职兼薪，没有批准文号", row.person


@rule("CH964", "too-many-added-scopes", Severity.WARNING, clause="N04", reads=("courses",))
def too_many_added_scopes(book: Book, policy: Policy, on: date) -> Hits:
    """培训后增加注册的紧缺专业超过规定个数。

    为什么: 鼓励在岗医师培训后增加注册1至2个紧缺专业执业范围；多次培训合并计算。
    怎么改: 核对新增执业范围；超过的不登记。
    """
    most = policy.optional_whole(SCOPES, on)
    if most is None:
        return
    added: dict[str, set[str]] = {}
    for row in sorted(book.courses, key=lambda one: (str(one.start), one.kind, one.row)):
        before = len(added.setdefault(row.person, set()))
        added[row.person] |= set(row.added_scopes)
        count = len(added[row.person])
        if count > most and count > before:
            words = f"{book.person_name(row.person)}增加注册{count}个专业，规定最多{most}个"
            yield row.cell("added_scopes"), words, row.person
