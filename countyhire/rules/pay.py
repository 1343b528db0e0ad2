"""CH600–CH612: post grades, standards and the county units' figures (渝卫发〔2021〕55号 三（五）)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import COUNTY_KINDS
from countyhire.model.money import Fen, yuan_grouped
from countyhire.model.names import before_number
from countyhire.model.people import Person
from countyhire.model.period import Period
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.missing import absences, keyless
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import span

STANDARD_RANGE: tuple[Fen, Fen] = (1_000_00, 500_000_00)
EXCESS_RANGE: tuple[Fen, Fen] = (1_000_00, 1_000_000_00)
GRADE = re.compile(r"(?:专业技术|专技)(?:岗位?)?([一二三四五六七八九十]+|\d+)级")
DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
RANK_OF_GRADE = {**dict.fromkeys(range(1, 5), 4), **dict.fromkeys(range(5, 8), 3), **dict.fromkeys(range(8, 11), 2)}


def payable(book: Book, on: date) -> Iterator[tuple[Person, date]]:
    """Everyone with service in the year up to the day, once: the person and the last such day."""
    year = Period(date(on.year, 1, 1), on)
    last: dict[str, date] = {}
    for spell in book.spells:
        period = span(spell, on) if spell.county_hired else None
        if period and (part := period.overlap(year)):
            last[spell.person] = max(part.last, last.get(spell.person, part.last))
    for code, day in last.items():
        if person := book.person(code):
            yield person, day


@rule("CH600", "post-grade-missing", Severity.WARNING, clause="E09", reads=("people", "spells"))
def post_grade_missing(book: Book, policy: Policy, on: date) -> Hits:
    """当年在派人员没有岗位等级。

    为什么: 基础绩效按岗位等级的标准核定，没有等级算不出来。
    怎么改: 补填岗位等级。
    """
    changed = {change.person for change in book.post_changes}
    for person, _ in payable(book, on):
        if not person.post_grade and person.code not in changed and kept(person, "post_grade"):
            yield person.cell("post_grade"), f"{person.name}当年在派，未填岗位等级", person.code


@rule("CH601", "standard-missing", Severity.ERROR, clause="E09", reads=("people", "spells", "basic_standards"))
def standard_missing(book: Book, policy: Policy, on: date) -> Hits:
    """在派人员的岗位等级没有基础绩效年标准。

    为什么: 没有标准不能核定基础绩效，也不能按零计算。
    怎么改: 在岗位基础绩效表补填该等级的年标准，或改正岗位等级的写法；标准的执行日期要早于服务。
    """
    since: dict[str, date] = {}
    for row in book.basic_standards:
        day = row.since or date.min
        since[row.post_grade] = min(day, since.get(row.post_grade, day))
    unlisted = [person for person, _ in payable(book, on) if person.post_grade and person.post_grade not in since]
    yield from absences(
        (
            (one.post_grade, (one.cell("post_grade"), f"{one.name}为{one.post_grade}，没有基础绩效年标准", one.code))
            for one in unlisted
        ),
        keyless(book.basic_standards, "post_grade"),
    )
    for person, last in payable(book, on):
        grade = person.post_grade
        if grade in since and since[grade] > last:
            words = f"{person.name}为{grade}，年标准自{since[grade]}起，服务期内没有"
            yield person.cell("post_grade"), words, person.code


@cache
def grade_number(post_grade: str) -> int:
    """The number of a professional grade, 10 for 专技十级; 0 where it is not one."""
    found = GRADE.search(post_grade)
    if not found:
        return 0
    text = found.group(1)
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.get(text, 0)
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


@rule("CH602", "grade-contradicts-title", Severity.WARNING, clause="E10", reads=("people",))
def grade_contradicts_title(book: Book, policy: Policy, on: date) -> Hits:
    """岗位等级与聘任的专业技术职务不在一个层级。

    为什么: 专技一至四级为正高，五至七级为副高，八至十级为中级，十一至十三级为初级。
    怎么改: 核对岗位等级和专业技术职务；特设岗位等确属不同的不必处理。
    """
    for person in book.people:
        number = grade_number(person.post_grade)
        if not 1 <= number <= 13 or person.appointment in ("", "待聘", "无") or person.gone:
            continue
        if min(person.title_rank, 4) != RANK_OF_GRADE.get(number, min(person.title_rank, 1)):
            words = f"{person.name}聘任职务{person.appointment}，岗位等级填{person.post_grade}"
            yield person.cell("post_grade"), words, person.code


@rule("CH603", "grade-change-not-in-roster", Severity.WARNING, clause="E10", reads=("people", "post_changes"))
def grade_change_not_in_roster(book: Book, policy: Policy, on: date) -> Hits:
    """最近一次岗位变动的等级与花名册不同。

    为什么: 花名册应是现在的岗位等级，不同就不知道按哪个标准算。
    怎么改: 改正花名册的岗位等级，或补登岗位变动。
    """
    latest: dict[str, tuple[date, str]] = {}
    for change in book.post_changes:
        if change.since and change.post_grade and change.since <= on:
            latest[change.person] = max((change.since, change.post_grade), latest.get(change.person, (date.min, "")))
    for person in book.people:
        since, grade = latest.get(person.code, (date.min, ""))
        newer = person.post_grade_since and person.post_grade_since > since
        if grade and person.post_grade and grade != person.post_grade and not newer:
            words = f"{person.name}花名册为{person.post_grade}，岗位变动{since}起为{grade}"
            yield person.cell("post_grade"), words, person.code


@rule("CH604", "coefficient-missing", Severity.WARNING, clause="E15", reads=("people", "spells", "post_coefficients"))
def coefficient_missing(book: Book, policy: Policy, on: date) -> Hits:
    """岗位系数表有其他等级，没有在派人员的等级。

    为什么: 没有列出的等级按1计算，可能是漏填。
    怎么改: 补填该等级的系数，等于1的也填1。
    """
    known = {row.post_grade for row in book.post_coefficients}
    unlisted = [person for person, _ in payable(book, on) if person.post_grade and person.post_grade not in known]
    if known:
        yield from absences(
            (
                (
                    one.post_grade,
                    (one.cell("post_grade"), f"{one.name}为{one.post_grade}，岗位系数表没有，按1计算", one.code),
                )
                for one in unlisted
            ),
            keyless(book.post_coefficients, "post_grade"),
        )


@rule("CH605", "coefficient-is-zero", Severity.WARNING, clause="E15", reads=("post_coefficients",))
def coefficient_is_zero(book: Book, policy: Policy, on: date) -> Hits:
    """岗位系数为0。

    为什么: 系数为0的等级分不到超额绩效，多半是漏填。
    怎么改: 核对文件，改正系数。
    """
    for row in book.post_coefficients:
        if row.coefficient == 0:
            yield row.cell("coefficient"), f"{row.post_grade}的岗位系数为0，分不到超额绩效", row.post_grade


@rule("CH606", "standard-implausible", Severity.WARNING, clause="E09", reads=("basic_standards",))
def standard_implausible(book: Book, policy: Policy, on: date) -> Hits:
    """基础绩效年标准小得或大得不合常理。

    为什么: 年标准的单位是元，填成万元或月标准就会错一个数量级。
    怎么改: 核对单位；确是这个数的不必处理。
    """
    for row in book.basic_standards:
        if row.annual is not None and not STANDARD_RANGE[0] <= row.annual <= STANDARD_RANGE[1]:
            words = f"{row.post_grade}年标准{yuan_grouped(row.annual)}元，不合常理"
            yield row.cell("annual"), words, row.post_grade


@rule("CH607", "county-unit-not-listed", Severity.WARNING, clause="E12", reads=("county_units", "institutions"))
def county_unit_not_listed(book: Book, policy: Policy, on: date) -> Hits:
    """纳入统筹的区县级医疗机构没有当年的超额绩效数据。

    为什么: 平均水平取当地区县级医疗机构，漏一家就算错全区县。
    怎么改: 在绩效标准/区县级医疗机构补填这一年的数据。
    """
    listed = {(row.institution, row.year) for row in book.county_units}
    years = sorted({row.year for row in book.county_units if row.year is not None})
    unlisted = (
        ((row.code, year), (row.cell("code"), f"{row.name}没有{year}年的超额绩效数据", row.code))
        for year in years
        for row in book.institutions
        if row.sends and row.kind in COUNTY_KINDS and row.code and (row.code, year) not in listed
    )
    astray = sum(row.year is None or book.institution(row.institution) is None for row in book.county_units)
    yield from absences(unlisted, astray)


@rule("CH608", "not-a-county-unit", Severity.ERROR, clause="E12", reads=("county_units", "institutions"))
def not_a_county_unit(book: Book, policy: Policy, on: date) -> Hits:
    """区县级医疗机构表里有基层机构。

    为什么: 平均水平只取区县级医疗机构，列入基层机构会拉低平均数。
    怎么改: 删去这一行，或改正机构编码。
    """
    for row in book.county_units:
        found = book.institution(row.institution)
        if found and found.receives:
            words = f"{found.name}是{found.kind}，不是区县级医疗机构"
            yield row.cell("institution"), words, row.institution


@rule("CH609", "headcount-is-zero", Severity.ERROR, clause="E12", reads=("county_units",))
def headcount_is_zero(book: Book, policy: Policy, on: date) -> Hits:
    """年平均人数为0。

    为什么: 平均水平等于总额除以人数，人数不能为0。
    怎么改: 补填该年度的年平均人数（扣减派出人员以前的）。
    """
    for row in book.county_units:
        if row.average_headcount == 0:
            words = f"{before_number(book.institution_name(row.institution))}{row.year}年平均人数为0"
            yield row.cell("average_headcount"), words, row.institution


@rule("CH610", "excess-over-the-total", Severity.ERROR, clause="E12", reads=("county_units",))
def excess_over_the_total(book: Book, policy: Policy, on: date) -> Hits:
    """超额绩效总额大于绩效工资总额。

    为什么: 超额绩效是绩效工资的一部分，不会大于总额。
    怎么改: 核对两个数，可能填反。
    """
    for row in book.county_units:
        if row.excess_total is not None and row.performance_total and row.excess_total > row.performance_total:
            excess, total = yuan_grouped(row.excess_total), yuan_grouped(row.performance_total)
            words = f"{book.institution_name(row.institution)}超额绩效{excess}，绩效总额{total}"
            yield row.cell("excess_total"), words, row.institution


@rule("CH611", "excess-implausible", Severity.WARNING, clause="E12", reads=("county_units",))
def excess_implausible(book: Book, policy: Policy, on: date) -> Hits:
    """人均超额绩效小得或大得不合常理。

    为什么: 总额的单位是元，填成万元就会错一万倍。
    怎么改: 核对单位；确是这个数的不必处理。
    """
    for row in book.county_units:
        if not row.excess_total or not row.average_headcount:
            continue
        each = int(row.excess_total / row.average_headcount)
        if not EXCESS_RANGE[0] <= each <= EXCESS_RANGE[1]:
            words = f"{book.institution_name(row.institution)}人均超额绩效约{yuan_grouped(each)}元，不合常理"
            yield row.cell("excess_total"), words, row.institution


@rule("CH612", "approval-without-document", Severity.WARNING, clause="E13", reads=("approvals",))
def approval_without_document(book: Book, policy: Policy, on: date) -> Hits:
    """核定数没有文号。

    为什么: 核定数优先于计算数，要凭人社、财政的文件。
    怎么改: 补填核定文件的文号。
    """
    for row in book.approvals:
        if not row.document and (row.basic is not None or row.excess is not None):
            yield row.cell("document"), f"{row.year}年的核定数没有文号", str(row.year)
