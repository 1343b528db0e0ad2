"""CH140–CH149: the recruits that the quota counts (渝卫发〔2021〕55号 三（二）)."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.people import PHYSICIAN, Person
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.rule import Hits, rule

OTHER_PROFESSIONS = ("注册护士", "助产士", "西药师(士)", "中药师(士)", "检验技师(士)", "管理人员", "工勤技能人员")


@rule("CH140", "recruit-class-missing", Severity.WARNING, clause="B02", reads=("people", "institutions"))
def recruit_class_missing(book: Book, policy: Policy, on: date) -> Hits:
    """新招聘的医师没有填招聘岗位类别。

    为什么: 当年招聘执业医师类的人数决定应派人数，没有类别就不计入。
    怎么改: 补填招聘岗位类别。
    """
    for person in recruits(book, policy, on):
        if not person.recruited_as and kept(person, "recruited_as") and person.profession in (PHYSICIAN, "见习医师"):
            words = f"{person.name}{person.hired_on}入职，未填招聘岗位类别，未计入招聘数"
            yield person.cell("recruited_as"), words, person.code


@rule("CH141", "recruit-class-contradicts-profession", Severity.WARNING, clause="B02", reads=("people", "institutions"))
def recruit_class_contradicts_profession(book: Book, policy: Policy, on: date) -> Hits:
    """按执业医师类招聘的人，从事的不是医师专业。

    为什么: 护理、医技等岗位不计入执业医师类招聘数，类别填错会多算应派人数。
    怎么改: 核对招聘岗位类别和从事专业类别。
    """
    classes = policy.texts("quota.classes", on)
    for person in recruits(book, policy, on):
        if person.recruited_as in classes and person.profession in OTHER_PROFESSIONS:
            words = f"{person.name}招聘为{person.recruited_as}，从事{person.profession}"
            yield person.cell("recruited_as"), words, person.code


def recruits(book: Book, policy: Policy, on: date) -> Iterator[Person]:
    """Who was hired under the document into an establishment of the scheme, whatever the kind of post."""
    first, types = policy.day("duty.first_day", on), policy.texts("quota.types", on)
    routes = policy.texts("quota.excluded_routes", on)
    for person in book.people:
        home = book.institution(person.institution)
        if not person.hired_on or person.hired_on < first or person.establishment not in types:
            continue
        if home and home.sends and person.entry_route not in routes:
            yield person
