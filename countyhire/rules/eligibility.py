"""CH380–CH399: conditions of packs other than 55号; they hold only where the pack sets them (垫江, 强基)."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.money import decimal_text
from countyhire.model.people import TITLE_RANK, Person
from countyhire.model.period import Period, length
from countyhire.model.service import PLANNED, SERVING, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spell_dates import run_of
from countyhire.rules.spells import county_rows, going, placements


def current(book: Book) -> Iterator[tuple[Spell, Person]]:
    """Rows that are planned or running: conditions of a later pack are not put to service of the past."""
    return ((spell, person) for spell, person in placements(book) if spell.status in (PLANNED, SERVING))


@rule("CH380", "clinical-years-below-the-pack", Severity.ERROR, clause="J11", reads=("spells", "people"))
def clinical_years_below_the_pack(book: Book, policy: Policy, on: date) -> Hits:
    """派出人员在县级医院的临床年限达不到本地规定。

    为什么: 本地办法规定了派出人员的最低临床年限（垫江为五年）。
    怎么改: 核对县级医院临床年限；确实不够的不得派出。
    """
    least = policy.optional_fraction("allocation.minimum_clinical_years", on)
    if not least:
        return
    for spell, person in current(book):
        years = person.county_clinical_years
        if years is not None and years < least:
            words = f"{going(book, spell)}，县级临床{decimal_text(years)}年，不足{decimal_text(least)}年"
            yield person.cell("county_clinical_years"), words, person.code


@rule("CH381", "clinical-years-missing", Severity.WARNING, clause="J11", reads=("spells", "people"))
def clinical_years_missing(book: Book, policy: Policy, on: date) -> Hits:
    """派出人员未填县级医院临床年限，而本地规定了最低年限。

    为什么: 没有年限就不能核对是否符合本地规定。
    怎么改: 补填县级医院临床年限。
    """
    if not policy.optional_fraction("allocation.minimum_clinical_years", on):
        return
    for spell, person in current(book):
        if person.county_clinical_years is None:
            yield person.cell("county_clinical_years"), f"{going(book, spell)}，未填县级医院临床年限", person.code


@rule("CH382", "title-below-the-pack", Severity.ERROR, clause="J12", reads=("spells", "people"))
def title_below_the_pack(book: Book, policy: Policy, on: date) -> Hits:
    """派出人员的职称达不到本地规定。

    为什么: 本地办法规定了派出人员的最低职称（垫江为中级）。
    怎么改: 核对专业技术职务；确实不够的不得派出。
    """
    least = policy.optional_text("allocation.minimum_title", on)
    if not least:
        return
    for spell, person in current(book):
        if person.appointment and person.title_rank < TITLE_RANK[least]:
            words = f"{going(book, spell)}，职称{person.appointment}，本地要求{least}以上"
            yield person.cell("appointment"), words, person.code


@rule("CH383", "specialty-not-of-the-pack", Severity.WARNING, clause="J06", reads=("spells",))
def specialty_not_of_the_pack(book: Book, policy: Policy, on: date) -> Hits:
    """派出岗位不是本地规定的紧缺专业。

    为什么: 本地办法列出了派驻的紧缺专业（垫江为内儿科、外科、妇产科、中医科）。
    怎么改: 核对专业；确需其他专业的不必处理。
    """
    names = policy.optional_texts("allocation.specialties", on)
    if not names:
        return
    for spell in county_rows(book):
        if spell.status in (PLANNED, SERVING) and spell.specialty and spell.specialty not in names:
            words = f"{going(book, spell)}{spell.specialty}，不在规定的{len(names)}个专业内"
            yield spell.cell("specialty"), words, spell.person


@rule("CH384", "term-over-a-year", Severity.WARNING, clause="J13", reads=("spells",))
def term_over_a_year(book: Book, policy: Policy, on: date) -> Hits:
    """派驻期超过一年，没有轮换。

    为什么: 本地办法规定派驻期一年、定期轮换（垫江）。
    怎么改: 核对起止日期；到期的安排轮换。
    """
    if not policy.optional_texts("allocation.specialties", on):
        return
    months = policy.whole("allocation.term_months", on)
    for spell in county_rows(book):
        run = run_of(spell, book, on) if spell.status in (PLANNED, SERVING) and spell.end else None
        if run and run.last == spell.end and _longer(run, months):
            words = f"{going(book, spell)}连续{length(run)}，超过{months}个月"
            yield spell.cell("end"), words, spell.person


def _longer(run: Period, months: int) -> bool:
    long = length(run)
    return (long.months, long.days) > (months, 0)


@rule("CH385", "test-skipped-without-a-shortage-major", Severity.ERROR, clause="M18", reads=("people", "institutions"))
def skipped_without_a_shortage_major(book: Book, policy: Policy, on: date) -> Hits:
    """基层机构考核招聘的人员，专业不在紧缺之列，也不是高层次人才。

    为什么: 方案只许紧缺专业和高层次人才不经笔试、直接考察，别的专业要统一笔试（M09、M18）。
    怎么改: 核对进入方式、专业和入职日期；确实不经笔试的，补办手续或登记例外。
    """
    majors, titles = policy.optional_texts("hiring.direct_majors", on), policy.optional_texts("hiring.high_titles", on)
    if majors is None:
        return
    for person in book.people:
        home = book.institution(person.institution)
        if person.entry_route != "考核招聘" or home is None or home.kind not in PRIMARY_KINDS:
            continue
        hired = person.hired_on
        if hired is None or hired < policy.in_force_from or not person.specialty:
            continue
        if person.specialty not in majors and person.appointment not in (titles or ()):
            words = f"{person.name}{hired}考核招聘到{home.name}，专业{person.specialty}，职务{person.appointment}"
            yield person.cell("entry_route"), words, person.code
