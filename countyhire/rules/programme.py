"""CH920–CH949: how the programme stands: notices here, the business of duty, quota and allocate."""

from collections.abc import Iterator
from datetime import date

from countyhire.compute.duty import duty
from countyhire.compute.quota import quota
from countyhire.compute.standing import EXCUSED, OVERDUE
from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import DepartmentLimit
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.service import COUNTY_HIRED, PLANNED, SERVING
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule

ROSTER = ("people", "spells", "institutions")


@rule("CH920", "quota-not-reached", Severity.NOTICE, clause="C08", reads=ROSTER)
def quota_not_reached(book: Book, policy: Policy, on: date) -> Hits:
    """当年派出人数没有达到招聘数的规定比例。

    为什么: 当年县聘乡用人数不得低于当年招聘执业医师类人员总数的80%，按区县核算。
    怎么改: 用 countyhire quota 看各机构的份额，年内补派。
    """
    found = quota(book, policy, on.year, on)
    if found.shortfall > 0:
        numbers = f"招聘{found.new_hires}人应派{found.quota}人，已派{found.dispatched}人"
        table = (book.spells or book.people or book.institutions)[0].table
        yield Cell(table.file, table.sheet), f"{on.year}年{numbers}，差{found.shortfall}人"


@rule("CH921", "duty-overdue", Severity.NOTICE, clause="B03", reads=ROSTER, soft=True)
def duty_overdue(book: Book, policy: Policy, on: date) -> Hits:
    """基层服务义务已过期。

    为什么: 新招聘的五年内、中级晋升副高前，应在基层工作满一年并考核合格。
    怎么改: 用 countyhire duty 看已服务和尚缺的时间，尽快安排；经批准免除或暂缓的登记例外。
    """
    for row in duty(book, policy, on).persons:
        person = book.person(row.person)
        if row.status in (OVERDUE, EXCUSED) and person:  # who is excused is listed as an exception in use
            name = "hired_on" if row.kind == "new_hire" else "senior_application_year"
            words = f"{person.name}应于{row.finish_by}前完成基层服务，尚未完成"
            yield person.cell(name), words, person.code


def departments(book: Book, on: date) -> Iterator[tuple[DepartmentLimit, list[Person], set[str]]]:
    """Every row of 科室保障表 with the department's physicians on duty and those who serve away or are to."""
    staff: dict[tuple[str, str], list[Person]] = {}
    for person in book.people:
        if person.profession == PHYSICIAN and person.status == "在岗":
            staff.setdefault((person.institution, person.department), []).append(person)
    away = {
        spell.person
        for spell in book.spells
        if spell.category == COUNTY_HIRED
        and (spell.status == PLANNED or (spell.status == SERVING and not (spell.end and spell.end < on)))
    }
    for limit in book.department_limits:
        found = staff.get((limit.institution, limit.department), [])
        yield limit, found, {person.code for person in found} & away


@rule("CH922", "department-below-its-minimum", Severity.NOTICE, clause="H26", reads=("department_limits", *ROSTER))
def department_below_its_minimum(book: Book, policy: Policy, on: date) -> Hits:
    """派出以后，科室在岗医师少于最低人数。

    为什么: 选派要保证派出医院正常运转，科室要留够最低人数。
    怎么改: 核对最低人数；调配时这个科室不能再派。
    """
    for limit, staff, away in departments(book, on):
        left = len(staff) - len(away)
        if limit.minimum_physicians is not None and left < limit.minimum_physicians:
            where = f"{book.institution_name(limit.institution)}{limit.department}"
            words = f"{where}在岗医师{len(staff)}人，派出{len(away)}人，最低应留{limit.minimum_physicians}人"
            yield limit.cell("minimum_physicians"), words, limit.institution


@rule("CH923", "too-many-away-from-a-department", Severity.NOTICE, clause="H26", reads=("department_limits", *ROSTER))
def too_many_away_from_a_department(book: Book, policy: Policy, on: date) -> Hits:
    """科室派出的人数超过同期最多派出。

    为什么: 同一科室同时派出太多，本院就不能正常运转。
    怎么改: 核对同期最多派出；拟派的错开批次。
    """
    for limit, _, away in departments(book, on):
        if limit.maximum_away is not None and len(away) > limit.maximum_away:
            where = f"{book.institution_name(limit.institution)}{limit.department}"
            words = f"{where}派出{len(away)}人，同期最多{limit.maximum_away}人"
            yield limit.cell("maximum_away"), words, limit.institution
