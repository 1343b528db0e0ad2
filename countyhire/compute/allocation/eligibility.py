"""Who may go, and who may go where (55号 三（一）; B01, B05, B06, H12, H25, J06, J11, J12).

Every no is a `Reason`: a code, words for a clerk, the cell and the clause. Reasons are looked up when
somebody asks; the pairs that are allowed are found without them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.money import decimal_text
from countyhire.model.people import PHYSICIAN, TITLE_RANK, Person
from countyhire.model.period import Period, term_end
from countyhire.model.service import PLANNED, SERVING, Demand, Preference, Spell
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

ON_DUTY = "在岗"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in a clerk's words, with the cell and the clause that it rests on."""

    code: str
    text: str
    cell: Cell | None = None
    clause: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a pack asks of the people sent in a term, fetched once; `kept` is the allocation that stands, if any."""

    term: Period
    minimum_years: Fraction
    minimum_title: str
    specialties: tuple[str, ...]
    department_minimum: int
    department_maximum_away: int | None
    kept: Mapping[str, str] = field(default_factory=dict)


def conditions(policy: Policy, start: date, kept: Mapping[str, str]) -> Conditions:
    """The values of the pack on the first day of the term; `kept` maps 人员编号 to 需求编号."""
    maximum = policy.whole("allocation.department_maximum_away", start)
    return Conditions(
        term=Period(start, term_end(start, policy.whole("allocation.term_months", start))),
        minimum_years=policy.fraction("allocation.minimum_clinical_years", start),
        minimum_title=policy.text("allocation.minimum_title", start),
        specialties=policy.texts("allocation.specialties", start),
        department_minimum=policy.whole("allocation.department_minimum", start),
        department_maximum_away=None if maximum < 0 else maximum,
        kept=kept,
    )


def overlaps(spell: Spell, term: Period) -> bool:
    """Whether a spell touches a term; an unknown first or last day is open."""
    return (spell.start is None or spell.start <= term.last) and (spell.end is None or spell.end >= term.first)


def occupying(spell: Spell, asked: Conditions) -> bool:
    """Whether a planned or running spell takes up somebody's term; one that `kept` itself made does not."""
    if spell.status not in (PLANNED, SERVING) or not overlaps(spell, asked.term):
        return False
    return not spell.demand or asked.kept.get(spell.person) != spell.demand


def away(person: Person, book: Book, asked: Conditions) -> Spell | None:
    """The spell that keeps somebody elsewhere in the term, the earliest if there are several."""
    found = [spell for spell in book.spells_of(person.code) if occupying(spell, asked)]
    return min(found, key=lambda spell: (spell.start or date.min, spell.code), default=None)


def why_not_sent(person: Person, book: Book, asked: Conditions) -> Iterator[Reason]:
    """Every rule that keeps a person from being sent at all; none for one who may go."""
    home = book.institution(person.institution)
    if home is None or not home.sends:
        name = home.name if home else f"机构{person.institution}"
        yield Reason("not-in-scheme", f"{name}未纳入区县统筹", person.cell("institution"), "B01")
    if person.profession != PHYSICIAN:
        text = f"从事专业类别为{person.profession or '空'}，不是执业医师"
        yield Reason("not-physician", text, person.cell("profession"), "B06")
    if not person.practice_licence:
        yield Reason("licence-missing", "未填医师执业证书编码", person.cell("practice_licence"), "B06")
    if person.registered_on and person.registered_on > asked.term.first:
        text = f"执业注册日期{person.registered_on}晚于派出日期{asked.term.first}"
        yield Reason("licence-later", text, person.cell("registered_on"), "B06")
    if person.status != ON_DUTY:
        yield Reason("not-on-duty", f"在岗状态为{person.status or '空'}", person.cell("status"), "C06")
    if person.hired_on and person.hired_on > asked.term.first:
        text = f"入职日期{person.hired_on}晚于派出日期{asked.term.first}"
        yield Reason("hired-later", text, person.cell("hired_on"), "C06")
    if spell := away(person, book, asked):
        where = book.institution_name(spell.receiver)
        until = f"，至{spell.end}" if spell.end else ""
        yield Reason("already-away", f"派期内已在{where}{spell.status}{until}", spell.cell("status"), "C06")
    preference = book.preference(person.code)
    if preference and preference.hold_reason:
        text = f"不宜派出：{preference.hold_reason}"
        yield Reason("on-hold", text, preference.cell("hold_reason"), "H12")
    yield from _below_pack_minimum(person, asked)


def _below_pack_minimum(person: Person, asked: Conditions) -> Iterator[Reason]:
    """The minimums that a pack adds: clinical years, title, specialties (J06, J11, J12)."""
    if asked.minimum_years:
        years = person.county_clinical_years
        if years is None:
            text = f"未填县级医院临床年限（须满{decimal_text(asked.minimum_years)}年）"
            yield Reason("years-missing", text, person.cell("county_clinical_years"), "J11")
        elif years < asked.minimum_years:
            text = f"县级医院临床年限{decimal_text(years)}年，不满{decimal_text(asked.minimum_years)}年"
            yield Reason("years-short", text, person.cell("county_clinical_years"), "J11")
    if person.title_rank < TITLE_RANK.get(asked.minimum_title, 0):
        text = f"专业技术职务{person.appointment or '空'}，低于{asked.minimum_title}"
        yield Reason("title-low", text, person.cell("appointment"), "J12")
    if asked.specialties and person.specialty not in asked.specialties:
        text = f"专业{person.specialty or '空'}不在{'、'.join(asked.specialties)}之内"
        yield Reason("specialty-not-listed", text, person.cell("specialty"), "J06")


def why_not_filled(demand: Demand, receiver: Institution | None) -> Reason | None:
    """The rule that keeps a demand from being filled at all, or None."""
    if receiver is None:
        return Reason("receiver-unknown", f"机构名录中没有{demand.institution}", demand.cell("institution"), "B05")
    if not receiver.receives:
        text = f"{receiver.name}是{receiver.kind or '未知类别'}，不是乡镇卫生院或社区卫生服务中心"
        return Reason("receiver-kind", text, demand.cell("institution"), "B05")
    return None


def suits(person: Person, preference: Preference | None, demand: Demand) -> bool:
    """Whether a person who may go may fill this demand, forbidden pairs aside."""
    return next(why_not_there(person, preference, demand), None) is None


def why_not_there(person: Person, preference: Preference | None, demand: Demand) -> Iterator[Reason]:
    """Every rule that keeps somebody who may go from this demand (C06, H10, H12, H25).

    A minimum of clinical years holds where the person's years are known; a blank is the business of `check`.
    """
    if person.specialty != demand.specialty:
        text = f"专业{person.specialty or '空'}与需求专业{demand.specialty}不符"
        yield Reason("specialty-differs", text, person.cell("specialty"), "H25")
    if person.title_rank < TITLE_RANK.get(demand.minimum_title, 0):
        text = f"专业技术职务{person.appointment or '空'}，低于需求的{demand.minimum_title}"
        yield Reason("title-low", text, person.cell("appointment"), "C06")
    least, years = demand.minimum_clinical_years, person.county_clinical_years
    if least is not None and years is not None and years < least:
        text = f"县级医院临床年限{decimal_text(years)}年，需求为{decimal_text(least)}年"
        yield Reason("years-short", text, person.cell("county_clinical_years"), "H10")
    if preference and preference.accepts_adjustment is False and demand.institution not in preference.wishes:
        yield Reason("not-wished", "不服从调剂，且未填报该机构", preference.cell("accepts_adjustment"), "H12")
