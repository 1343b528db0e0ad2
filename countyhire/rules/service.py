"""CH400–CH439: what must be done around a term: practice, prescribing, insurance, assessment, mentoring."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.service import COMPLETED, PLANNED, SERVING, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import county_rows, going, is_known, place_unsure, unsure

PAIRS = (
    ("practice_suspended_on", "practice_resumed_on", "执业活动"),
    ("prescribing_suspended_on", "prescribing_resumed_on", "处方权"),
    ("insurance_moved_on", "insurance_returned_on", "医保医师"),
)


def begun(book: Book, on: date) -> Iterator[Spell]:
    """The 县聘乡用 rows that have begun by a day."""
    return (spell for spell in county_rows(book) if spell.status != PLANNED and spell.start and spell.start <= on)


def whole_term(policy: Policy, on: date) -> bool:
    """Whether practice at home is to stop for the whole term (Q30)."""
    return policy.text("practice.cover", on) == "whole"


@rule("CH400", "term-not-assessed", Severity.WARNING, clause="B11", reads=("spells",))
def term_not_assessed(book: Book, policy: Policy, on: date) -> Hits:
    """期满没有考核结果。

    为什么: 期满并经考核合格才能返回原单位、认定基层工作经历。
    怎么改: 由接收机构考核后补填期满考核结果。
    """
    for spell in county_rows(book):
        if spell.status == COMPLETED and not spell.term_result and kept(spell, "term_result"):
            yield spell.cell("term_result"), f"{going(book, spell)}已期满，没有考核结果", spell.person


@rule("CH401", "assessed-before-the-end", Severity.WARNING, clause="B11", reads=("spells",))
def assessed_before_the_end(book: Book, policy: Policy, on: date) -> Hits:
    """服务还没有结束，已有期满考核结果。

    为什么: 期满考核在服务期满时进行，没有结束就有结果，状态或结果必有一个不对。
    怎么改: 已期满的改状态和结束日期；没有期满的删去结果。
    """
    for spell in county_rows(book):
        if spell.status in (PLANNED, SERVING) and spell.term_result:
            words = f"{going(book, spell)}状态为{spell.status}，期满考核已填{spell.term_result}"
            yield spell.cell("term_result"), words, spell.person


@rule("CH402", "practice-not-suspended", Severity.WARNING, clause="B10", reads=("spells",), soft=True)
def practice_not_suspended(book: Book, policy: Policy, on: date) -> Hits:
    """派出期间没有暂停在本单位的执业活动。

    为什么: 派出期间原则上暂停在本单位的执业活动；不暂停的要有批准的例外。
    怎么改: 办理暂停后补填日期；经批准不暂停的登记例外。
    """
    for spell in begun(book, on):
        if spell.practice_suspended_on is None and kept(spell, "practice_suspended_on"):
            yield spell.cell("practice_suspended_on"), f"{going(book, spell)}，未暂停在本单位执业", spell.person


@rule("CH403", "practice-suspended-late", Severity.WARNING, clause="B10", reads=("spells",), soft=True)
def practice_suspended_late(book: Book, policy: Policy, on: date) -> Hits:
    """暂停在本单位执业晚于派出之日。

    为什么: 暂停的时间应覆盖整个服务期。
    怎么改: 核对暂停日期和起始日期；经批准的登记例外。
    """
    if not whole_term(policy, on):
        return
    for spell in begun(book, on):
        if spell.practice_suspended_on and spell.start and spell.practice_suspended_on > spell.start:
            words = f"{going(book, spell)}{spell.start}到岗，{spell.practice_suspended_on}才暂停执业"
            yield spell.cell("practice_suspended_on"), words, spell.person


@rule("CH404", "practice-resumed-early", Severity.WARNING, clause="B10", reads=("spells",), soft=True)
def practice_resumed_early(book: Book, policy: Policy, on: date) -> Hits:
    """服务没有结束就恢复了在本单位的执业。

    为什么: 暂停的时间应覆盖整个服务期，结束的第二天才恢复。
    怎么改: 核对恢复日期和结束日期；经批准的登记例外。
    """
    if not whole_term(policy, on):
        return
    for spell in begun(book, on):
        resumed, end = spell.practice_resumed_on, spell.end
        if resumed and ((spell.status == SERVING and resumed <= on) or (end and resumed <= end)):
            words = f"{going(book, spell)}，{resumed}已恢复本单位执业，服务到{end or '今后'}"
            yield spell.cell("practice_resumed_on"), words, spell.person


@rule("CH405", "prescribing-not-suspended", Severity.WARNING, clause="H40", reads=("spells",), soft=True)
def prescribing_not_suspended(book: Book, policy: Policy, on: date) -> Hits:
    """派出期间没有暂停在原单位的处方权。

    为什么: 处方权不停，就不能证明人在基层，是虚挂的常见情形。
    怎么改: 办理暂停后补填日期；经批准不暂停的登记例外。
    """
    for spell in begun(book, on):
        if spell.prescribing_suspended_on is None and kept(spell, "prescribing_suspended_on"):
            words = f"{going(book, spell)}，未暂停在原单位的处方权"
            yield spell.cell("prescribing_suspended_on"), words, spell.person


@rule("CH406", "prescribing-suspended-late", Severity.WARNING, clause="H40", reads=("spells",), soft=True)
def prescribing_suspended_late(book: Book, policy: Policy, on: date) -> Hits:
    """暂停处方权晚于派出之日。

    为什么: 到岗之日起就应在接收机构开处方，原单位的处方权不能晚停。
    怎么改: 核对暂停日期和起始日期。
    """
    for spell in begun(book, on):
        if spell.prescribing_suspended_on and spell.start and spell.prescribing_suspended_on > spell.start:
            words = f"{going(book, spell)}{spell.start}到岗，{spell.prescribing_suspended_on}才停处方权"
            yield spell.cell("prescribing_suspended_on"), words, spell.person


@rule("CH407", "insurance-not-moved-with-prescribing", Severity.WARNING, clause="H41", reads=("spells",))
def insurance_not_moved_with_prescribing(book: Book, policy: Policy, on: date) -> Hits:
    """医保医师信息没有和处方权同一天调到接收机构。

    为什么: 两项要同步调整：先停后转中间不能开医保处方，先转后停两处都能开。
    怎么改: 核对两个日期；未办理的尽快办理后补填。
    """
    for spell in begun(book, on):
        stopped, moved = spell.prescribing_suspended_on, spell.insurance_moved_on
        if stopped and moved is None and kept(spell, "insurance_moved_on"):
            words = f"{going(book, spell)}，处方权{stopped}已停，医保医师未转入"
            yield spell.cell("insurance_moved_on"), words, spell.person
        elif stopped and moved and stopped != moved:
            words = f"{going(book, spell)}，处方权{stopped}停，医保{moved}转，不是同一天"
            yield spell.cell("insurance_moved_on"), words, spell.person


@rule("CH408", "insurance-not-returned-with-prescribing", Severity.WARNING, clause="H41", reads=("spells",))
def insurance_not_returned_with_prescribing(book: Book, policy: Policy, on: date) -> Hits:
    """医保医师信息没有和处方权同一天转回原单位。

    为什么: 返回时两项也要同步，否则在原单位不能开医保处方。
    怎么改: 核对两个日期；未办理的尽快办理后补填。
    """
    for spell in begun(book, on):
        resumed, returned = spell.prescribing_resumed_on, spell.insurance_returned_on
        if resumed and spell.insurance_moved_on and resumed != returned and kept(spell, "insurance_returned_on"):
            moved = f"医保{returned}转回，不是同一天" if returned else "医保医师未转回"
            words = f"{book.person_name(spell.person)}处方权{resumed}恢复，{moved}"
            yield spell.cell("insurance_returned_on"), words, spell.person


@rule("CH409", "resumed-before-suspended", Severity.ERROR, clause="B10", reads=("spells",))
def resumed_before_suspended(book: Book, policy: Policy, on: date) -> Hits:
    """恢复（转回）日期早于暂停（转入）日期。

    为什么: 先暂停后恢复，两个日期必有一个是错的。
    怎么改: 核对两个日期。
    """
    for spell in book.spells:
        for first, last, what in PAIRS:
            stopped, resumed = getattr(spell, first), getattr(spell, last)
            if stopped and resumed and resumed < stopped:
                words = f"{book.person_name(spell.person)}的{what}{resumed}恢复，早于{stopped}暂停"
                yield spell.cell(last), words, spell.person


@rule("CH410", "prescribing-resumed-early", Severity.WARNING, clause="H40", reads=("spells",), soft=True)
def prescribing_resumed_early(book: Book, policy: Policy, on: date) -> Hits:
    """服务没有结束就恢复了在原单位的处方权。

    为什么: 服务期内应只在接收机构开处方。
    怎么改: 核对恢复日期和结束日期。
    """
    for spell in begun(book, on):
        resumed, end = spell.prescribing_resumed_on, spell.end
        if resumed and ((spell.status == SERVING and resumed <= on) or (end and resumed <= end)):
            words = f"{going(book, spell)}，{resumed}已恢复原单位处方权，服务到{end or '今后'}"
            yield spell.cell("prescribing_resumed_on"), words, spell.person


@rule("CH420", "mentor-not-serving-there", Severity.WARNING, clause="H34", reads=("mentoring", "spells"))
def mentor_not_serving_there(book: Book, policy: Policy, on: date) -> Hits:
    """带教开始时，导师不在这个机构服务。

    为什么: 结对是派出人员在接收机构带教当地人员。
    怎么改: 核对导师编号、机构编码和开始日期。
    """
    for row in book.mentoring:
        if not row.mentor or not row.institution or row.start is None or unsure(book, row.mentor, row.start):
            continue
        spells = book.spells_of(row.mentor)
        if not is_known(book, row.institution) or any(place_unsure(book, spell) for spell in spells):
            continue
        if not any(_there(spell, row.institution, row.start) for spell in spells):
            where = book.institution_name(row.institution)
            yield row.cell("mentor"), f"{book.person_name(row.mentor)}{row.start}不在{where}服务", row.mentor


def _there(spell: Spell, institution: str, day: date) -> bool:
    if spell.receiver != institution or spell.start is None or spell.start > day:
        return False
    return spell.end is None or day <= spell.end


@rule("CH421", "independent-before-start", Severity.ERROR, clause="H34", reads=("mentoring",))
def independent_before_start(book: Book, policy: Policy, on: date) -> Hits:
    """独立开展日期早于带教开始日期。

    为什么: 先带教后独立开展，两个日期必有一个是错的。
    怎么改: 核对两个日期。
    """
    for row in book.mentoring:
        if row.start and row.independent_on and row.independent_on < row.start:
            words = f"{row.learner}{row.independent_on}独立开展，早于带教开始{row.start}"
            yield row.cell("independent_on"), words, row.learner


@rule("CH422", "mentor-of-oneself", Severity.ERROR, clause="H34", reads=("mentoring",))
def mentor_of_oneself(book: Book, policy: Policy, on: date) -> Hits:
    """导师和学员是同一个人。

    为什么: 自己不能带教自己，编号必有一个写错。
    怎么改: 改正导师或学员的编号。
    """
    for row in book.mentoring:
        if row.mentor and row.mentor == row.learner:
            yield row.cell("learner"), f"{book.person_name(row.mentor)}的学员填成了本人", row.mentor


@rule("CH423", "serving-without-a-learner", Severity.NOTICE, clause="H53", reads=("mentoring", "spells"))
def serving_without_a_learner(book: Book, policy: Policy, on: date) -> Hits:
    """正在服务的人员没有结对带教。

    为什么: 派出人员应与当地人员结对“传帮带”，人走了技术才留得下。
    怎么改: 安排结对后登记到带教台账。
    """
    mentors = {(row.mentor, row.institution) for row in book.mentoring}
    for spell in begun(book, on):
        if spell.status != SERVING or unsure(book, spell.person) or place_unsure(book, spell):
            continue
        if (spell.person, spell.receiver) not in mentors:
            yield spell.cell("person"), f"{going(book, spell)}，没有结对的学员", spell.person


@rule("CH424", "study-ends-before-it-starts", Severity.ERROR, clause="J14", reads=("studies",))
def study_ends_before_it_starts(book: Book, policy: Policy, on: date) -> Hits:
    """跟班学习结束日期早于开始日期。

    为什么: 等额交换按学习的时间统计，两个日期必有一个是错的。
    怎么改: 核对两个日期。
    """
    for row in book.studies:
        if row.start and row.end and row.end < row.start:
            yield row.cell("end"), f"{row.person}跟班学习{row.end}结束，早于开始{row.start}", row.person
