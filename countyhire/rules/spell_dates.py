"""CH330–CH349: the days and the status of a row of 服务台账, and rows that share days."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.period import Period, length, merge
from countyhire.model.service import COMPLETED, COUNTY_HIRED, ENDED_EARLY, PLANNED, SERVING, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import county_rows, days_of, going, span

PART_TIME = ("多机构执业", "基层工作", "其他")


def overlaps(book: Book, on: date) -> Iterator[tuple[Spell, Spell, Period]]:
    """Two rows of one person that share days: the one that begins later, the other, the days."""
    for person in dict.fromkeys(spell.person for spell in book.spells):
        found = sorted(
            ((period, spell.code, spell) for spell in book.spells_of(person) if (period := span(spell, on))),
            key=lambda one: one[:2],
        )
        for place, (period, _, spell) in enumerate(found):
            for earlier, _, other in found[:place]:
                if shared := period.overlap(earlier):
                    yield spell, other, shared
                    break


@rule("CH330", "serving-twice-at-once", Severity.ERROR, clause="C06", reads=("spells",))
def serving_twice_at_once(book: Book, policy: Policy, on: date) -> Hits:
    """一个人同一天有两段县聘乡用服务。

    为什么: 每人同一时间只能在一个接收机构，重叠的日子会重复计算。
    怎么改: 核对两段的起止日期；转点的，前一段应在后一段起始的前一天结束。
    """
    for spell, other, shared in overlaps(book, on):
        if spell.category == other.category == COUNTY_HIRED:
            words = f"{book.person_name(spell.person)}的{spell.code}与{other.code}重叠：{days_of(shared)}"
            yield spell.cell("start"), words, spell.person


@rule("CH331", "serving-beside-another-task", Severity.WARNING, clause="H43", reads=("spells",))
def serving_beside_another_task(book: Book, policy: Policy, on: date) -> Hits:
    """县聘乡用服务期间另有一段全职的外派。

    为什么: 对口支援、援外援藏要离开接收机构，两处不能同时全职。
    怎么改: 核对两段的起止日期。
    """
    for spell, other, shared in overlaps(book, on):
        kinds = {spell.category, other.category}
        if COUNTY_HIRED in kinds and len(kinds) == 2 and kinds.isdisjoint(PART_TIME):
            outside = spell.category if other.category == COUNTY_HIRED else other.category
            words = f"{book.person_name(spell.person)}服务期间又有{outside}：{days_of(shared)}"
            yield spell.cell("start"), words, spell.person


@rule("CH332", "end-before-start", Severity.ERROR, clause="FORM", reads=("spells",))
def end_before_start(book: Book, policy: Policy, on: date) -> Hits:
    """结束日期早于起始日期。

    为什么: 这样的一段没有一天，必有一个日期是错的。
    怎么改: 核对起始日期和结束日期。
    """
    for spell in book.spells:
        if spell.start and spell.end and spell.end < spell.start:
            words = f"{book.person_name(spell.person)}结束{spell.end}早于起始{spell.start}"
            yield spell.cell("end"), words, spell.person


@rule("CH333", "ended-without-a-day", Severity.ERROR, clause="B11", reads=("spells",))
def ended_without_a_day(book: Book, policy: Policy, on: date) -> Hits:
    """状态为期满或提前结束，没有结束日期。

    为什么: 服务到哪一天决定是否满一年，也决定发几个月的绩效。
    怎么改: 补填实际的结束日期。
    """
    for spell in book.spells:
        if spell.over and spell.end is None:
            words = f"{book.person_name(spell.person)}状态为{spell.status}，未填结束日期"
            yield spell.cell("end"), words, spell.person


@rule("CH334", "ended-in-the-future", Severity.ERROR, clause="B11", reads=("spells",))
def ended_in_the_future(book: Book, policy: Policy, on: date) -> Hits:
    """状态为期满或提前结束，结束日期却还没有到，也没有结束的记录。

    为什么: 没有结束的服务不能按期满计算，也不能出具证明。
    怎么改: 仍在服务的把状态改为服务中；日期写错的改正。
    """
    for spell in book.spells:
        if spell.over and spell.end and spell.end > on and not ended_on_record(spell):
            words = f"{book.person_name(spell.person)}状态为{spell.status}，结束日期{spell.end}在{on}之后"
            yield spell.cell("end"), words, spell.person


def ended_on_record(spell: Spell) -> bool:
    """Whether a row tells of its end by more than its status: the day asked about then lies in the past."""
    return bool(spell.term_result or spell.early_end_reason or spell.evidence or spell.practice_resumed_on)


@rule("CH335", "serving-before-the-start", Severity.WARNING, clause="B13", reads=("spells",))
def serving_before_the_start(book: Book, policy: Policy, on: date) -> Hits:
    """状态为服务中，起始日期却还没有到。

    为什么: 待遇从到岗之日起，没有开始的应是拟派。
    怎么改: 尚未到岗的把状态改为拟派；日期写错的改正。
    """
    for spell in book.spells:
        if spell.status == SERVING and spell.start and spell.start > on:
            words = f"{book.person_name(spell.person)}状态为服务中，起始日期{spell.start}在{on}之后"
            yield spell.cell("start"), words, spell.person


@rule("CH336", "still-serving-after-the-end", Severity.NOTICE, clause="B11", reads=("spells",))
def still_serving_after_the_end(book: Book, policy: Policy, on: date) -> Hits:
    """计划的结束日期已过，状态仍是服务中。

    为什么: 到期要考核并办理返回；状态不改，期满名单里就没有这个人。
    怎么改: 已期满的改状态并填考核结果；延长的改结束日期。
    """
    for spell in book.spells:
        if spell.status == SERVING and spell.end and spell.end < on:
            words = f"{book.person_name(spell.person)}的服务{spell.end}已到期，状态仍为服务中"
            yield spell.cell("status"), words, spell.person


@rule("CH337", "plan-overdue", Severity.NOTICE, clause="C06", reads=("spells",))
def plan_overdue(book: Book, policy: Policy, on: date) -> Hits:
    """拟派的起始日期已过，状态没有改。

    为什么: 拟派不算服务，到岗后状态不改就不计服务时间和绩效。
    怎么改: 已到岗的改为服务中；没有去的删除或改日期。
    """
    for spell in book.spells:
        if spell.status == PLANNED and spell.start and spell.start < on:
            words = f"{book.person_name(spell.person)}拟于{spell.start}派出，状态仍为拟派"
            yield spell.cell("status"), words, spell.person


def run_of(spell: Spell, book: Book, on: date) -> Period | None:
    """The stretch of 县聘乡用 rows, joined where they touch, in which a row stands."""
    rows = [one for one in book.spells_of(spell.person) if one.category == COUNTY_HIRED]
    stretches = merge(period for one in rows if (period := span(one, on)))
    return next((run for run in stretches if spell.start and run.first <= spell.start <= run.last), None)


@rule("CH338", "term-under-a-year", Severity.WARNING, clause="B09", reads=("spells",), soft=True)
def term_under_a_year(book: Book, policy: Policy, on: date) -> Hits:
    """计划或期满的服务期不满一年。

    为什么: 每次派出的服务期为一年；十一个月二十九天也不算一年。
    怎么改: 核对起止日期；中途转点的各段要首尾相接；确有原因的登记例外。
    """
    months = policy.whole("allocation.term_months", on)
    for spell in county_rows(book):
        if spell.status == ENDED_EARLY or spell.end is None:
            continue
        run = run_of(spell, book, on)
        if run and run.last == spell.end and length(run).months < months:
            words = f"{going(book, spell)}的服务期为{length(run)}，不满{months}个月"
            yield spell.cell("end"), words, spell.person


@rule("CH339", "leave-ends-before-it-starts", Severity.ERROR, clause="FORM", reads=("leaves",))
def leave_ends_before_it_starts(book: Book, policy: Policy, on: date) -> Hits:
    """请假或培训的结束日期早于起始日期。

    为什么: 这样的假期没有一天，必有一个日期是错的。
    怎么改: 核对起始日期和结束日期。
    """
    for leave in book.leaves:
        if leave.start and leave.end and leave.end < leave.start:
            words = f"{book.person_name(leave.person)}的{leave.kind}结束{leave.end}早于起始{leave.start}"
            yield leave.cell("end"), words, leave.person


@rule("CH340", "early-end-without-reason", Severity.WARNING, clause="B11", reads=("spells",))
def early_end_without_reason(book: Book, policy: Policy, on: date) -> Hits:
    """提前结束没有写原因。

    为什么: 提前结束是否计入服务、是否补派，要看原因。
    怎么改: 补填提前结束原因。
    """
    for spell in county_rows(book):
        if spell.status == ENDED_EARLY and not spell.early_end_reason and kept(spell, "early_end_reason"):
            words = f"{book.person_name(spell.person)}提前于{spell.end}结束，未填原因"
            yield spell.cell("early_end_reason"), words, spell.person


@rule("CH341", "reason-contradicts-status", Severity.WARNING, clause="B11", reads=("spells",))
def reason_contradicts_status(book: Book, policy: Policy, on: date) -> Hits:
    """状态是期满，却写了提前结束原因。

    为什么: 期满和提前结束的后果不同，必有一处是错的。
    怎么改: 核对状态；确已期满的删去原因。
    """
    for spell in book.spells:
        if spell.status == COMPLETED and spell.early_end_reason:
            words = f"{book.person_name(spell.person)}状态为期满，又写了提前结束原因"
            yield spell.cell("early_end_reason"), words, spell.person


@rule("CH342", "ended-after-the-day", Severity.WARNING, clause="B11", reads=("spells",))
def ended_after_the_day(book: Book, policy: Policy, on: date) -> Hits:
    """已有结束记录的服务，结束日期在截止日之后。

    为什么: 截止日早于台账登记的日子时，这段服务按截止日仍在进行来算；否则是日期写错。
    怎么改: 按过去的日子查看的不必处理；结束日期写错的改正。
    """
    for spell in book.spells:
        if spell.over and spell.end and spell.end > on and ended_on_record(spell):
            words = f"{book.person_name(spell.person)}的{spell.code}结束于{spell.end}，在{on}之后"
            yield spell.cell("end"), words, spell.person


@rule("CH343", "service-before-the-document", Severity.NOTICE, clause="A03", reads=("spells",))
def service_before_the_document(book: Book, policy: Policy, on: date) -> Hits:
    """县聘乡用服务起始于文件施行以前。

    为什么: 文件施行以前的派出不适用本文件，能否计入由区县认定。
    怎么改: 日期或经历类别写错的改正；确属以前派出的不必处理。
    """
    for spell in county_rows(book):
        if spell.start and spell.start < policy.in_force_from:
            words = f"{going(book, spell)}起始于{spell.start}，文件{policy.in_force_from}起施行"
            yield spell.cell("start"), words, spell.person
