"""CH500–CH513: monthly scores against service and against the scheme (渝卫发〔2021〕55号 三（四）; H42, I19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.money import decimal_text
from countyhire.model.period import ONE_DAY, Month, Period
from countyhire.model.service import RESULTS, SchemeItem, Score, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.attendance import seldom
from countyhire.rules.missing import Absence, absences, keyless
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import going, is_known, place_unsure, serving_in, span, unsure

FULL = 100
GENERAL = "通用"
NAMED_ITEMS = {
    "诊疗患者": "treatment",
    "带教培训": "mentoring",
    "优化科室举措": "improvement",
    "疑难病例讨论": "case_discussion",
    "其他": "other_items",
}


def who(book: Book, score: Score) -> str:
    """`张一2026-03`."""
    return f"{book.person_name(score.person)}{score.month}"


def months_asked(book: Book, on: date) -> tuple[Month, Month] | None:
    """The first and last month of which scores are asked; None where no month is.

    Of the years on the sheet: from the first month that anybody has a score for, or January of the last
    such year, whichever is earlier. A month's score is due on its last day, as it is for the pay.
    """
    scored = [score.month for score in book.scores if score.month]
    year = max(scored).year if scored else on.year
    first = min([*scored, Month(year, 1)])
    last = min(Month.of(on + ONE_DAY).before, Month(year, 12))
    return (first, last) if first <= last else None


@rule("CH500", "score-missing", Severity.ERROR, clause="E15", reads=("scores", "spells"))
def score_missing(book: Book, policy: Policy, on: date) -> Hits:
    """服务的月份没有考核得分，也没有免考原因。

    为什么: 绩效按考核结果发放，没有得分不能按零分算，也不能跳过。
    怎么改: 由接收机构补考核；确应免考的补一行，填免考原因。
    """
    asked = months_asked(book, on)
    if asked is None:
        return
    window = Period(asked[0].first, asked[1].last)
    have = {(score.person, score.month) for score in book.scores}
    unread = {score.person for score in book.scores if score.month is None}
    nobody_s = sum(not score.person or (book.has("people") and not book.person(score.person)) for score in book.scores)
    found: list[Absence] = []
    for spell in book.spells:
        sure = spell.county_hired and spell.person not in unread and not unsure(book, spell.person)
        period = span(spell, on) if sure else None
        part = period.overlap(window) if period else None
        missing = [month for month in part.months() if (spell.person, month) not in have] if part else []
        if missing:
            words = "、".join(map(str, missing[:3])) + (f"等{len(missing)}个月" if len(missing) > 3 else "")
            said = (spell.cell("person"), f"{going(book, spell)}，{words}没有考核得分", spell.person)
            found += [((spell.person, month), said) for month in missing]
    yield from absences(found, nobody_s)


@rule("CH501", "score-outside-service", Severity.ERROR, clause="E15", reads=("scores", "spells"))
def score_outside_service(book: Book, policy: Policy, on: date) -> Hits:
    """没有服务的月份却有考核得分。

    为什么: 考核的是在基层的工作，没有派出的月份不能计分，也不能发绩效。
    怎么改: 核对人员编号和月份；漏登的服务补登到服务台账。
    """
    for score in book.scores:
        if not score.person or not score.month or serving_in(book, score.person, score.month, on):
            continue
        if not unsure(book, score.person, score.month.first):
            yield score.cell("month"), f"{who(book, score)}不在服务，却有考核得分", score.person


@rule("CH502", "assessor-not-the-receiver", Severity.ERROR, clause="E02", reads=("scores", "spells"))
def assessor_not_the_receiver(book: Book, policy: Policy, on: date) -> Hits:
    """考核机构不是当月的接收机构。

    为什么: 考核由接收的基层医疗卫生机构负责，其他机构的打分不作绩效依据。
    怎么改: 改正考核机构编码，或者由接收机构重新考核。
    """
    dual = bool(policy.optional_fractions("assess.dual_weights", on))
    for score in book.scores:
        if not (score.person and score.month and score.assessor):
            continue
        spells = serving_in(book, score.person, score.month, on)
        allowed = {spell.receiver for spell in spells} | ({spell.sender for spell in spells} if dual else set())
        sure = is_known(book, score.assessor) and not any(place_unsure(book, spell) for spell in spells)
        if spells and sure and score.assessor not in allowed:
            receiver = book.institution_name(spells[0].receiver)
            words = f"{who(book, score)}在{receiver}，考核机构填{book.institution_name(score.assessor)}"
            yield score.cell("assessor"), words, score.person


@dataclass(frozen=True, slots=True)
class Scheme:
    """The items of one specialty's scheme from a day on."""

    specialty: str
    since: date
    items: tuple[SchemeItem, ...]

    @property
    def full(self) -> Fraction:
        return sum((item.maximum or Fraction(0) for item in self.items), Fraction(0))


def schemes(book: Book) -> dict[str, list[Scheme]]:
    """The schemes of each specialty, earliest first; a blank day is from the beginning."""
    rows: dict[tuple[str, date], list[SchemeItem]] = {}
    for item in sorted(book.scheme_items, key=lambda one: (one.table.file, one.row)):
        if item.specialty:
            rows.setdefault((item.specialty, item.since or date.min), []).append(item)
    found: dict[str, list[Scheme]] = {}
    for (specialty, since), items in sorted(rows.items(), key=lambda row: row[0]):
        found.setdefault(specialty, []).append(Scheme(specialty, since, tuple(items)))
    return found


def scheme_for(known: dict[str, list[Scheme]], spells: list[Spell], month: Month) -> Scheme | None:
    """The scheme in force in a month for the post served, else the general one."""
    for specialty in (*(spell.specialty for spell in spells), GENERAL):
        in_force = [scheme for scheme in known.get(specialty, ()) if scheme.since <= month.last]
        if in_force:
            return in_force[-1]
    return None


@rule("CH503", "scheme-not-a-hundred", Severity.ERROR, clause="E01", reads=("scheme_items",))
def scheme_not_a_hundred(book: Book, policy: Policy, on: date) -> Hits:
    """一个专业的考核项目满分合计不是100分。

    为什么: 月度得分是百分制，各项满分合计应为100分。
    怎么改: 调整各项满分；改方案的，新旧两套填不同的执行日期。
    """
    found: list[Absence] = []
    for specialty, versions in schemes(book).items():
        for scheme in versions:
            if all(item.maximum is not None for item in scheme.items) and scheme.full != FULL:
                words = f"{specialty}方案{len(scheme.items)}项满分合计{decimal_text(scheme.full)}，应为{FULL}"
                found.append(((specialty, scheme.since), (scheme.items[0].cell("maximum"), words, specialty)))
    yield from absences(found, keyless(book.scheme_items, "specialty"))


def points(score: Score) -> Iterator[tuple[str, str, Fraction]]:
    """The items of a row that have points: the item, its field (for its cell), the points."""
    for item, name in NAMED_ITEMS.items():
        value = getattr(score, name)
        if value is not None:
            yield item, name, value
    for item, value in score.items.items():
        yield item, item, value


def judged(book: Book, on: date) -> Iterator[tuple[Score, Scheme]]:
    """The rows with points by item, with the scheme that they are judged by."""
    known = schemes(book)
    for score in book.scores:
        if score.person and score.month and any(points(score)):
            scheme = scheme_for(known, serving_in(book, score.person, score.month, on), score.month)
            if scheme:
                yield score, scheme


@rule("CH504", "points-over-the-maximum", Severity.ERROR, clause="H39", reads=("scores", "scheme_items", "spells"))
def points_over_the_maximum(book: Book, policy: Policy, on: date) -> Hits:
    """某一项的得分超过方案规定的满分。

    为什么: 赋分定量，每项不能超过满分，否则总分不可比。
    怎么改: 核对该项得分；方案已改的，补登新的考核方案和执行日期。
    """
    for score, scheme in judged(book, on):
        most = {item.item: item.maximum for item in scheme.items}
        for item, name, value in points(score):
            limit = most.get(item)
            if limit is not None and value > limit:
                words = f"{who(book, score)}{item}{decimal_text(value)}分，满分{decimal_text(limit)}分"
                yield score.cell(name), words, score.person


@rule("CH505", "score-not-the-sum", Severity.WARNING, clause="H39", reads=("scores", "scheme_items", "spells"))
def score_not_the_sum(book: Book, policy: Policy, on: date) -> Hits:
    """得分不等于各项得分之和。

    为什么: 各项都填了，合计应与得分一致；一票否决或加减分的要能说明。
    怎么改: 核对各项和得分；因一票否决改分的不必处理。
    """
    for score, scheme in judged(book, on):
        given = {item: value for item, _, value in points(score)}
        total = sum(given.values(), Fraction(0))
        counted = [item for item in scheme.items if item.maximum and not item.veto]
        if score.score is None or any(item.item not in given for item in counted):
            continue
        if total != score.score:
            words = f"{who(book, score)}得分{decimal_text(score.score)}，各项合计{decimal_text(total)}"
            yield score.cell("score"), words, score.person


@rule("CH506", "grade-above-the-score", Severity.WARNING, clause="E03", reads=("scores",))
def grade_above_the_score(book: Book, policy: Policy, on: date) -> Hits:
    """等次高于得分所在的档次。

    为什么: 等次由得分确定（各档的分数由区县规定），填高了会多发绩效。
    怎么改: 核对得分和等次。
    """
    bounds = policy.optional_fractions("payroll.coefficient.grade_bounds", on)
    if not bounds:
        return
    for score in book.scores:
        least = bounds.get(score.grade)
        if score.score is not None and score.grade in RESULTS and least is not None and score.score < least:
            words = (
                f"{who(book, score)}得分{decimal_text(score.score)}，等次填{score.grade}（{decimal_text(least)}分起）"
            )
            yield score.cell("grade"), words, score.person


@rule("CH507", "more-days-than-the-month", Severity.ERROR, clause="H55", reads=("scores",))
def more_days_than_the_month(book: Book, policy: Policy, on: date) -> Hits:
    """应出勤或出勤天数多于当月的天数。

    为什么: 一个月没有这么多天，必是填错。
    怎么改: 改正天数或月份。
    """
    for score in book.scores:
        for name, what in (("duty_days", "应出勤"), ("attended_days", "出勤")):
            days = getattr(score, name)
            if score.month and days is not None and days > score.month.days:
                words = f"{who(book, score)}{what}{days}天，当月只有{score.month.days}天"
                yield score.cell(name), words, score.person


@rule("CH508", "attended-more-than-due", Severity.WARNING, clause="H55", reads=("scores",))
def attended_more_than_due(book: Book, policy: Policy, on: date) -> Hits:
    """出勤天数多于应出勤天数。

    为什么: 两个数可能填反，到岗率会超过百分之百。
    怎么改: 核对两个天数；加班的仍按应出勤天数填。
    """
    for score in book.scores:
        if score.duty_days is not None and score.attended_days is not None and score.attended_days > score.duty_days:
            words = f"{who(book, score)}应出勤{score.duty_days}天，出勤{score.attended_days}天"
            yield score.cell("attended_days"), words, score.person


@rule("CH509", "never-there", Severity.WARNING, clause="H42", reads=("scores",), soft=True)
def never_there(book: Book, policy: Policy, on: date) -> Hits:
    """整月没有出勤，或者很少出勤又没有一个门急诊，却参加了考核。

    为什么: 不到岗可能是虚挂；因病因事的应填免考原因。
    怎么改: 核对出勤和诊疗量；确未到岗的填免考原因，或者提前结束服务。
    """
    for score in book.scores:
        if score.exempt_reason or score.duty_days == 0 or score.attended_days is None:
            continue
        if score.attended_days == 0 or (score.visits == 0 and seldom(score, policy, on)):
            visits = "" if score.visits is None else f"，门急诊{score.visits}人次"
            words = f"{who(book, score)}出勤{score.attended_days}天{visits}，疑似虚挂"
            yield score.cell("attended_days"), words, score.person


@rule("CH510", "prescribing-at-home", Severity.WARNING, clause="H42", reads=("scores", "spells"), soft=True)
def prescribing_at_home(book: Book, policy: Policy, on: date) -> Hits:
    """服务期间在原单位开了处方。

    为什么: 派出期间暂停在原单位的处方权，仍有处方可能是虚挂或两头跑。
    怎么改: 向原单位核实处方；经批准回院会诊的登记例外。
    """
    for score in book.scores:
        if not score.home_prescriptions or not score.month:
            continue
        spells = serving_in(book, score.person, score.month, on)
        if any(_whole_month(spell, score.month, on) for spell in spells):
            words = f"{who(book, score)}在原单位开处方{score.home_prescriptions}张"
            yield score.cell("home_prescriptions"), words, score.person


def _whole_month(spell: Spell, month: Month, on: date) -> bool:
    period = span(spell, on)
    return period is not None and period.first <= month.first and month.last <= period.last


@rule("CH511", "exempt-with-a-score", Severity.WARNING, clause="E15", reads=("scores",))
def exempt_with_a_score(book: Book, policy: Policy, on: date) -> Hits:
    """既填了免考原因，又有得分。

    为什么: 免考的月份不计入平均分，有得分就应计入，只能取一个。
    怎么改: 免考的删去得分；参加考核的删去免考原因。
    """
    for score in book.scores:
        if score.exempt_reason and score.score is not None:
            words = f"{who(book, score)}得分{decimal_text(score.score)}，又填了免考原因"
            yield score.cell("exempt_reason"), words, score.person


@rule("CH512", "score-for-a-month-to-come", Severity.WARNING, clause="H37", reads=("scores",))
def score_for_a_month_to_come(book: Book, policy: Policy, on: date) -> Hits:
    """考核的月份还没有到。

    为什么: 没有到的月份无从考核，月份多半写错；按过去的日子查看时也会如此。
    怎么改: 月份写错的改正；按过去的日子查看的不必处理。
    """
    for score in book.scores:
        if score.month and score.month.first > on:
            yield score.cell("month"), f"{who(book, score)}的考核，{on}时还没有到该月", score.person


@rule("CH513", "too-many-excellent", Severity.NOTICE, clause="E01", reads=("scores",))
def too_many_excellent(book: Book, policy: Policy, on: date) -> Hits:
    """一个月的优秀等次超过规定的比例。

    为什么: 区县考核办法规定了优秀的最高比例。
    怎么改: 由接收机构按比例重新确定等次。
    """
    share = policy.optional_fraction("assess.excellent_share", on)
    if share is None:
        return
    by_month: dict[Month, list[Score]] = {}
    for score in book.scores:
        if score.month and score.grade:
            by_month.setdefault(score.month, []).append(score)
    for month, rows in sorted(by_month.items()):
        best = [score for score in rows if score.grade == RESULTS[0]]
        if len(best) > share * len(rows):
            words = f"{month}优秀{len(best)}人，共{len(rows)}人，比例上限{decimal_text(share * 100)}%"
            first = min(best, key=lambda score: (score.person, score.assessor))
            yield first.cell("grade"), words, str(month)
