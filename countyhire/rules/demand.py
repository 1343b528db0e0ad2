"""CH350–CH379: what the receivers ask for and what the physicians wish (渝卫发〔2021〕55号 三（二）)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import COUNTY_KINDS
from countyhire.model.money import decimal_text
from countyhire.model.people import PHYSICIAN, TITLE_RANK, Person
from countyhire.model.service import ENDED_EARLY, Demand, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.references import WISHES, fillings
from countyhire.rules.repeats import repeats
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import going


def asked(book: Book, demand: Demand) -> str:
    """`乙乡卫生院的内科需求D1`."""
    return f"{book.institution_name(demand.institution)}的{demand.specialty}需求{demand.code}"


def code_of(demand: Demand) -> str:
    return demand.code


@rule("CH350", "demand-of-no-receiver", Severity.ERROR, clause="B05", reads=("demands", "institutions"))
def demand_of_no_receiver(book: Book, policy: Policy, on: date) -> Hits:
    """申报需求的机构不能接收县聘乡用人员。

    为什么: 只有乡镇卫生院和社区卫生服务中心可以接收，其他机构不能申报需求。
    怎么改: 改正机构编码或机构类别；村卫生室、服务站由上级机构申报。
    """
    for demand in book.demands:
        found = book.institution(demand.institution)
        if found and found.kind and not found.receives:
            words = f"{found.name}申报了需求{demand.code}，{found.kind}不能接收"
            yield demand.cell("institution"), words, demand.code


@rule("CH351", "demand-declared-late", Severity.NOTICE, clause="C03", reads=("demands",))
def demand_declared_late(book: Book, policy: Policy, on: date) -> Hits:
    """需求申报晚于截止日。

    为什么: 需求应在每年年初上报，截止日由区县规定；迟报的列出，不影响调配。
    怎么改: 申报日期写错的改正；确属迟报的不必处理。
    """
    for demand in book.demands:
        if demand.declared_on is None:
            continue
        deadline = policy.day_in("demand.deadline", demand.declared_on.year, on)
        if demand.declared_on > deadline:
            words = f"{asked(book, demand)}{demand.declared_on}申报，截止日{deadline}"
            yield demand.cell("declared_on"), words, demand.code


@rule("CH352", "demand-declared-in-the-future", Severity.WARNING, clause="C03", reads=("demands",))
def demand_declared_in_the_future(book: Book, policy: Policy, on: date) -> Hits:
    """需求的申报日期还没有到。

    为什么: 申报日期用来判断是否按时，不会晚于今天。
    怎么改: 改正申报日期。
    """
    for demand in book.demands:
        if demand.declared_on and demand.declared_on > on:
            words = f"{asked(book, demand)}的申报日期{demand.declared_on}在{on}之后"
            yield demand.cell("declared_on"), words, demand.code


@rule("CH353", "demand-asked-twice", Severity.WARNING, clause="C04", reads=("demands",))
def demand_asked_twice(book: Book, policy: Policy, on: date) -> Hits:
    """同一机构对同一专业、同一最低职称申报了两条需求。

    为什么: 可能是重复申报，照两条派人就会多派。
    怎么改: 重复的删去一条；确需两人的合并为一条，改需求人数。
    """
    same = repeats(book.demands, lambda row: (row.institution, row.specialty, row.minimum_title or "不限"), code_of)
    for demand, first in same:
        yield demand.cell("specialty"), f"{asked(book, demand)}与{first.code}重复", demand.code


@rule("CH354", "rank-given-twice", Severity.WARNING, clause="H27", reads=("demands",))
def rank_given_twice(book: Book, policy: Policy, on: date) -> Hits:
    """同一机构的两条需求志愿顺序相同。

    为什么: 调配先满足各机构的第一志愿，顺序相同就分不出先后。
    怎么改: 由申报机构按轻重缓急重排志愿顺序。
    """
    for demand, first in repeats(book.demands, lambda row: (row.institution, row.rank), code_of):
        words = f"{asked(book, demand)}与{first.code}的志愿顺序都是{demand.rank}"
        yield demand.cell("rank"), words, demand.code


@rule("CH355", "more-sent-than-asked", Severity.ERROR, clause="C06", reads=("demands", "spells"))
def more_sent_than_asked(book: Book, policy: Policy, on: date) -> Hits:
    """派往一条需求的人数超过需求人数。

    为什么: 每条需求只能派到申报的人数为止。
    怎么改: 核对拟派记录的需求编号；确需多派的请接收机构改需求人数。
    """
    taken = Counter(demand.code for spell, demand in fillings(book) if demand and spell.status != ENDED_EARLY)
    for demand in book.demands:
        if demand.count is not None and taken[demand.code] > demand.count:
            words = f"{asked(book, demand)}为{demand.count}人，派出和拟派{taken[demand.code]}人"
            yield demand.cell("count"), words, demand.code


def fitted(book: Book) -> Iterator[tuple[Spell, Demand, Person]]:
    """Rows that fill a demand of this year, with that demand and the person who fills it."""
    for spell, demand in fillings(book):
        person = book.person(spell.person)
        if demand and person:
            yield spell, demand, person


@rule("CH356", "title-below-the-demand", Severity.ERROR, clause="C06", reads=("demands", "spells", "people"))
def title_below_the_demand(book: Book, policy: Policy, on: date) -> Hits:
    """派往人员的职称低于需求的最低职称。

    为什么: 需求的专业、人数和最低职称是调配必须满足的条件。
    怎么改: 核对职称和需求；确实不够的换人，或请接收机构改最低职称。
    """
    for spell, demand, person in fitted(book):
        if person.appointment and person.title_rank < TITLE_RANK[demand.minimum_title]:
            words = f"{going(book, spell)}，职称{person.appointment}，需求{demand.code}要{demand.minimum_title}"
            yield spell.cell("demand"), words, person.code


@rule("CH357", "specialty-contradicts-the-demand", Severity.ERROR, clause="H25", reads=("demands", "spells"))
def specialty_contradicts_the_demand(book: Book, policy: Policy, on: date) -> Hits:
    """派往记录的专业不是需求的专业。

    为什么: 派人要补的是申报的专业，两处不同必有一处是错的。
    怎么改: 改正专业或需求编号。
    """
    for spell, demand in fillings(book):
        if demand and spell.specialty and demand.specialty and spell.specialty != demand.specialty:
            words = f"{going(book, spell)}{spell.specialty}，需求{demand.code}是{demand.specialty}"
            yield spell.cell("specialty"), words, spell.person


@rule("CH358", "too-few-clinical-years", Severity.WARNING, clause="H10", reads=("demands", "spells", "people"))
def too_few_clinical_years(book: Book, policy: Policy, on: date) -> Hits:
    """派往人员的临床年限少于需求的最低年限。

    为什么: 有的岗位要几年临床才能单独值班，年限不够的派去不能顶岗。
    怎么改: 核对县级医院临床年限；确实不够的换人或由上级医师带教。
    """
    for spell, demand, person in fitted(book):
        least, years = demand.minimum_clinical_years, person.county_clinical_years
        if least is not None and years is not None and years < least:
            words = f"{going(book, spell)}，临床{decimal_text(years)}年，需求{demand.code}要{decimal_text(least)}年"
            yield spell.cell("demand"), words, person.code


@rule("CH360", "wish-for-no-receiver", Severity.ERROR, clause="B05", reads=("preferences", "institutions"))
def wish_for_no_receiver(book: Book, policy: Policy, on: date) -> Hits:
    """志愿的机构不能接收县聘乡用人员。

    为什么: 只能派往乡镇卫生院和社区卫生服务中心，填了其他机构等于没有填。
    怎么改: 请本人改填志愿；编码写错的改正。
    """
    for row in book.preferences:
        for name in WISHES:
            found = book.institution(getattr(row, name))
            if found and found.kind and not found.receives:
                words = f"{book.person_name(row.person)}的志愿{found.name}是{found.kind}，不能接收"
                yield row.cell(name), words, row.person


@rule("CH361", "wish-repeated", Severity.WARNING, clause="H12", reads=("preferences",))
def wish_repeated(book: Book, policy: Policy, on: date) -> Hits:
    """同一机构填了两个志愿。

    为什么: 重复的志愿没有作用，多半是编码写错。
    怎么改: 请本人改填；不再有志愿的留空。
    """
    for row in book.preferences:
        seen: set[str] = set()
        for name in WISHES:
            wish = getattr(row, name)
            if wish and wish in seen:
                words = f"{book.person_name(row.person)}重复填报{book.institution_name(wish)}"
                yield row.cell(name), words, row.person
            seen.add(wish)


@rule("CH362", "unwilling-with-wishes", Severity.WARNING, clause="H12", reads=("preferences",))
def unwilling_with_wishes(book: Book, policy: Policy, on: date) -> Hits:
    """自愿填“否”，又填了志愿。

    为什么: 自愿的优先安排，填“否”就不作自愿对待，两处可能有一处填错。
    怎么改: 请本人确认是否自愿。
    """
    for row in book.preferences:
        if row.willing is False and row.wishes:
            words = f"{book.person_name(row.person)}自愿填“否”，又填了{len(row.wishes)}个志愿"
            yield row.cell("willing"), words, row.person


@rule("CH363", "willing-but-nowhere", Severity.WARNING, clause="H12", reads=("preferences",))
def willing_but_nowhere(book: Book, policy: Policy, on: date) -> Hits:
    """自愿派出，没有填志愿，又不服从调剂。

    为什么: 不服从调剂的只能派往所填的机构，一个都没填就哪里也去不了。
    怎么改: 请本人补填志愿或改为服从调剂。
    """
    for row in book.preferences:
        if row.willing and row.accepts_adjustment is False and not row.wishes:
            words = f"{book.person_name(row.person)}自愿派出，未填志愿又不服从调剂"
            yield row.cell("accepts_adjustment"), words, row.person


@rule("CH364", "wish-skipped", Severity.NOTICE, clause="H12", reads=("preferences",))
def wish_skipped(book: Book, policy: Policy, on: date) -> Hits:
    """前面的志愿空着，后面的却填了。

    为什么: 志愿按先后次序对待，空着的不占次序，可能漏填。
    怎么改: 漏填的补上；没有漏的往前移。
    """
    for row in book.preferences:
        blanks = [name for name in WISHES[: _last_filled(row)] if not getattr(row, name)]
        if blanks:
            words = f"{book.person_name(row.person)}的志愿{blanks[0].removeprefix('wish')}空着，后面的填了"
            yield row.cell(blanks[0]), words, row.person


def _last_filled(row: object) -> int:
    return max((place for place, name in enumerate(WISHES) if getattr(row, name)), default=0)


@rule("CH365", "wish-of-somebody-who-cannot-go", Severity.NOTICE, clause="B06", reads=("preferences", "people"))
def wish_of_somebody_who_cannot_go(book: Book, policy: Policy, on: date) -> Hits:
    """填报志愿的人不是执业医师。

    为什么: 派出人员必须具备执业医师资格，其他人填了志愿也不能派出。
    怎么改: 核对从事专业类别；确非执业医师的不必填报。
    """
    for row in book.preferences:
        person = book.person(row.person)
        if person and person.profession and person.profession != PHYSICIAN:
            words = f"{person.name}填报志愿，从事专业类别为{person.profession}，不能派出"
            yield row.cell("person"), words, row.person


@rule(
    "CH366",
    "wish-from-outside-the-scheme",
    Severity.NOTICE,
    clause="B01",
    reads=("preferences", "people", "institutions"),
)
def wish_from_outside_the_scheme(book: Book, policy: Policy, on: date) -> Hits:
    """填报志愿的人所在机构不派出人员。

    为什么: 人员由区县级公立医疗机构派出，乡镇卫生院和没有纳入区县统筹的机构的人填了志愿也不能派出。
    怎么改: 核对花名册的机构编码；所在机构确由区县统筹的，在机构名录填“纳入区县统筹”；其余的不必填报。
    """
    for row in book.preferences:
        person = book.person(row.person)
        home = book.institution(person.institution) if person else None
        if person and home and home.kind and home.owner and not home.sends:
            why = f"是{home.kind}" if home.kind not in COUNTY_KINDS else f"隶属关系为{home.owner}，没有纳入区县统筹"
            yield row.cell("person"), f"{person.name}填报志愿，所在的{home.name}{why}，不能派出", row.person


@rule("CH367", "wish-of-somebody-gone", Severity.NOTICE, clause="C06", reads=("preferences", "people"))
def wish_of_somebody_gone(book: Book, policy: Policy, on: date) -> Hits:
    """填报志愿的人已经离职或退休。

    为什么: 派出的是在岗人员，已离开的人填了志愿也不能派出。
    怎么改: 核对在岗状态；确已离开的删去这一行志愿。
    """
    for row in book.preferences:
        person = book.person(row.person)
        if person and person.gone:
            yield row.cell("person"), f"{person.name}填报志愿，在岗状态为{person.status}，不能派出", row.person
