"""CH200–CH249: the licence of everyone who is sent (渝卫发〔2021〕55号 三（一）, 医师法)."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.service import PLANNED, SERVING
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.identity import code_of
from countyhire.rules.repeats import repeats
from countyhire.rules.rule import Hits, rule
from countyhire.rules.scopes import category_fits, scope_fits
from countyhire.rules.spells import first_placements, going, place_unsure, placements

ASSISTANT_LEVEL = "2"
LICENCE_LENGTH = 15


@rule("CH200", "licence-missing", Severity.ERROR, clause="B06", reads=("people", "spells"))
def licence_missing(book: Book, policy: Policy, on: date) -> Hits:
    """派出人员未填医师执业证书编码。

    为什么: 派出人员必须具备执业医师资格，没有执业证书不得执业。
    怎么改: 补填证书编码；尚未取得的，不得列入派出人员。
    """
    for person, spell in first_placements(book):
        if not person.practice_licence and kept(person, "practice_licence"):
            yield person.cell("practice_licence"), f"{going(book, spell)}，未填医师执业证书编码", person.code


@rule("CH201", "not-a-physician", Severity.ERROR, clause="B06", reads=("people", "spells"))
def not_a_physician(book: Book, policy: Policy, on: date) -> Hits:
    """派出人员不是执业医师。

    为什么: 派出人员必须具备执业医师资格，助理医师、见习医师和其他人员都不符合。
    怎么改: 已取得执业医师资格的改正从事专业类别；否则不得列入派出人员。
    """
    for person, spell in first_placements(book):
        if person.profession and person.profession != PHYSICIAN:
            yield person.cell("profession"), f"{going(book, spell)}，从事专业类别为{person.profession}", person.code


@rule("CH202", "registered-after-start", Severity.ERROR, clause="B06", reads=("people", "spells"))
def registered_after_start(book: Book, policy: Policy, on: date) -> Hits:
    """执业注册日期晚于派出的起始日期。

    为什么: 派出时就必须已注册为执业医师，注册前不能在基层执业。
    怎么改: 核对执业注册日期和起始日期；确未注册的推迟派出。
    """
    for person, spell in first_placements(book):
        if person.registered_on and spell.start and person.registered_on > spell.start:
            words = f"{going(book, spell)}，起始{spell.start}，执业注册{person.registered_on}"
            yield person.cell("registered_on"), words, person.code


@rule("CH203", "registration-date-missing", Severity.WARNING, clause="B06", reads=("people", "spells"))
def registration_date_missing(book: Book, policy: Policy, on: date) -> Hits:
    """在派或拟派人员未填执业注册日期。

    为什么: 没有注册日期就不能核对派出时是否已具备执业医师资格。
    怎么改: 按执业证书补填执业注册日期。
    """
    seen: set[str] = set()
    for spell, person in placements(book):
        if spell.status not in (PLANNED, SERVING) or person.registered_on or person.code in seen:
            continue
        if person.practice_licence and person.profession == PHYSICIAN and kept(person, "registered_on"):
            seen.add(person.code)
            yield person.cell("registered_on"), f"{going(book, spell)}，未填执业注册日期", person.code


@rule("CH204", "category-unfit-for-post", Severity.ERROR, clause="B06", reads=("people", "spells"))
def category_unfit_for_post(book: Book, policy: Policy, on: date) -> Hits:
    """执业类别与派出岗位的专业不符。

    为什么: 医师只能按注册的执业类别执业，口腔、公共卫生、中医与临床不能互代。
    怎么改: 核对执业类别和岗位专业；确实不符的换人或换岗位。
    """
    for spell, person in placements(book):
        if not category_fits(person.practice_category, spell.specialty):
            words = f"{going(book, spell)}{spell.specialty}，执业类别为{person.practice_category}"
            yield spell.cell("specialty"), words, person.code


@rule("CH205", "scope-unfit-for-post", Severity.WARNING, clause="B06", reads=("people", "spells"))
def scope_unfit_for_post(book: Book, policy: Policy, on: date) -> Hits:
    """执业范围不包括派出岗位的专业。

    为什么: 医师应在注册的执业范围内执业，超出范围的要先变更注册。
    怎么改: 核对执业范围；已变更注册的补填，未变更的先办变更。
    """
    for spell, person in placements(book):
        if spell.status in (PLANNED, SERVING) and not scope_fits(person.practice_scopes, spell.specialty):
            scopes = "、".join(person.practice_scopes)
            yield spell.cell("specialty"), f"{going(book, spell)}{spell.specialty}，执业范围为{scopes}", person.code


@rule("CH206", "licence-says-assistant", Severity.NOTICE, clause="B06", reads=("people",))
def licence_says_assistant(book: Book, policy: Policy, on: date) -> Hits:
    """执业证书编码的级别位与执业医师不符。

    为什么: 15位的执业证书编码首位一般表示级别，1为执业医师，2为执业助理医师；旧证件可能不同。
    怎么改: 对照证书核对从事专业类别和编码；无误的不必处理。
    """
    for person in book.people:
        licence = person.practice_licence
        if person.profession == PHYSICIAN and len(licence) == LICENCE_LENGTH and licence.startswith(ASSISTANT_LEVEL):
            words = f"{person.name}登记为执业医师，证书编码首位是{ASSISTANT_LEVEL}（助理）"
            yield person.cell("practice_licence"), words, person.code


@rule("CH207", "licence-used-twice", Severity.ERROR, clause="B06", reads=("people",))
def licence_used_twice(book: Book, policy: Policy, on: date) -> Hits:
    """两人的医师执业证书编码相同。

    为什么: 执业证书一人一证，相同必有一处填错。
    怎么改: 对照证书改正编码。
    """
    for person, earlier in repeats(book.people, lambda row: row.practice_licence, code_of):
        if person.id_number != earlier.id_number:
            words = f"{person.name}与{earlier.name}（{earlier.code}）执业证书编码相同"
            yield person.cell("practice_licence"), words, person.code


@rule("CH208", "receiver-not-a-practice-site", Severity.WARNING, clause="N13", reads=("people", "spells"), soft=True)
def receiver_not_a_practice_site(book: Book, policy: Policy, on: date) -> Hits:
    """正在服务的接收机构不是登记的执业机构。

    为什么: 在主要执业机构以外执业应当备案；医联体内执业另有规定的可登记例外。
    怎么改: 办理备案后补填备案机构，或登记例外。
    """
    unfiled = policy.optional_texts("practice.unfiled_categories", on) or ()  # N15: public health stations
    for spell, person in placements(book):
        if person.practice_category in unfiled:
            continue
        sites = (person.main_practice_site, *person.filed_practice_sites)
        asked = spell.status == SERVING and person.filed_practice_sites and not place_unsure(book, spell)
        if asked and not _is_site(book, spell.receiver, sites):
            yield person.cell("filed_practice_sites"), f"{going(book, spell)}，执业机构中没有该机构", person.code


def _is_site(book: Book, receiver: str, sites: tuple[str, ...]) -> bool:
    found = book.institution(receiver)
    names = {receiver} | ({found.name, *found.former_names} if found else set())
    return not names.isdisjoint(sites)


@rule("CH209", "physician-without-licence", Severity.WARNING, clause="B06", reads=("people",))
def physician_without_licence(book: Book, policy: Policy, on: date) -> Hits:
    """登记为执业医师，未填医师执业证书编码。

    为什么: 没有证书编码的医师不能列入派出人员，多半是漏填。
    怎么改: 补填证书编码；尚未取得的把从事专业类别改为见习医师。
    """
    placed = {spell.person for spell, _ in placements(book)}
    for person in book.people:
        if _lacks_licence(person) and person.code not in placed:
            yield person.cell("practice_licence"), f"{person.name}登记为执业医师，未填执业证书编码", person.code


def _lacks_licence(person: Person) -> bool:
    lacks = not person.practice_licence and kept(person, "practice_licence")
    return lacks and person.profession == PHYSICIAN and not person.gone


@rule("CH210", "registered-in-the-future", Severity.WARNING, clause="B06", reads=("people",))
def registered_in_the_future(book: Book, policy: Policy, on: date) -> Hits:
    """执业注册日期还没有到。

    为什么: 没有到的日期不能算作已注册，不能作为派出的依据。
    怎么改: 按执业证书改正日期。
    """
    for person in book.people:
        if person.registered_on and person.registered_on > on:
            yield (
                person.cell("registered_on"),
                f"{person.name}执业注册日期{person.registered_on}在{on}之后",
                person.code,
            )


@rule("CH211", "licence-of-another-length", Severity.WARNING, clause="B06", reads=("people",))
def licence_of_another_length(book: Book, policy: Policy, on: date) -> Hits:
    """医师执业证书编码不是15位。

    为什么: 现行医师执业证书编码是15位，多一位少一位多半是抄错。
    怎么改: 按证书核对；老证书确是这个编码的不必处理。
    """
    for person in book.people:
        if person.practice_licence and len(person.practice_licence) != LICENCE_LENGTH:
            length = len(person.practice_licence)
            yield person.cell("practice_licence"), f"{person.name}的执业证书编码有{length}位，应为15位", person.code
