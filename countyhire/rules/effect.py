"""CH750–CH799: counts of 成效台账 that contradict themselves (H45, H48, H50, H62, I20)."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.names import name_key
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule

YEARLY_PARTS = (
    ("primary_visits", "基层诊疗人次", "total_visits", "全区总诊疗人次"),
    ("village_visits", "村卫生室诊疗人次", "primary_visits", "基层诊疗人次"),
    ("rural_first_at_primary", "首诊在基层人次", "rural_first_visits", "农村居民首诊人次"),
    ("insured_at_primary", "参保居民基层就诊人次", "insured_visits", "参保居民就诊人次"),
    ("insured_inpatients_in_county", "参保居民县域内住院人次", "insured_inpatients", "参保居民住院人次"),
)
MONTHLY_PARTS = (
    ("placed_visits", "派驻人员门急诊人次", "visits", "门急诊人次"),
    ("placed_inpatients", "派驻人员住院人次", "inpatients", "住院人次"),
)


@rule("CH750", "yearly-part-over-whole", Severity.ERROR, clause="H62", reads=("yearly_visits",))
def yearly_part_over_whole(book: Book, policy: Policy, on: date) -> Hits:
    """年度诊疗里，部分大于全部。

    为什么: 基层是全区的一部分，村卫生室是基层的一部分；部分大于全部，算出的比例会超过百分之百。
    怎么改: 核对两个数是否填反、单位是否都是人次。
    """
    for row in book.yearly_visits:
        for part, part_name, whole, whole_name in YEARLY_PARTS:
            less, more = getattr(row, part), getattr(row, whole)
            if less is not None and more is not None and less > more:
                yield row.cell(part), f"{row.year}年{part_name}{less}，大于{whole_name}{more}", str(row.year)


@rule("CH751", "placed-over-all", Severity.ERROR, clause="H45", reads=("activities",))
def placed_over_all(book: Book, policy: Policy, on: date) -> Hits:
    """派驻人员的人次大于本机构的人次。

    为什么: 派驻人员接诊、收治的是本机构的一部分，不会比全部还多。
    怎么改: 核对两个数是否填反，是否把几个月的填在一个月里。
    """
    for row in book.activities:
        for part, part_name, whole, whole_name in MONTHLY_PARTS:
            less, more = getattr(row, part), getattr(row, whole)
            if less is not None and more is not None and less > more:
                words = f"{book.institution_name(row.institution)}{row.month}{part_name}{less}，大于{whole_name}{more}"
                yield row.cell(part), words, row.institution


@rule("CH752", "periods-out-of-order", Severity.ERROR, clause="H50", reads=("comparisons",))
def periods_out_of_order(book: Book, policy: Policy, on: date) -> Hits:
    """前后对比的起止月份前后颠倒或重叠。

    为什么: 基期要在本期之前，两期不能有同一个月，否则比较没有意义。
    怎么改: 核对四个月份；同期比较的，基期是上一年的同样几个月。
    """
    for row in book.comparisons:
        place = f"{book.institution_name(row.institution)}{row.item}"
        if row.base_from and row.base_to and row.base_to < row.base_from:
            words = f"{place}：基期截止月{row.base_to}早于起始月{row.base_from}"
            yield row.cell("base_to"), words, row.institution
        elif row.now_from and row.now_to and row.now_to < row.now_from:
            yield row.cell("now_to"), f"{place}：本期截止月{row.now_to}早于起始月{row.now_from}", row.institution
        elif row.base_to and row.now_from and row.now_from <= row.base_to:
            words = f"{place}：本期从{row.now_from}开始，基期到{row.base_to}才结束"
            yield row.cell("now_from"), words, row.institution


@rule("CH753", "content-over-answers", Severity.ERROR, clause="I20", reads=("surveys",))
def content_over_answers(book: Book, policy: Policy, on: date) -> Hits:
    """满意份数大于有效问卷份数。

    为什么: 满意的是有效问卷里的一部分，不会比全部还多。
    怎么改: 核对两个数是否填反。
    """
    for row in book.surveys:
        if row.content is not None and row.answers is not None and row.content > row.answers:
            words = f"{row.year}年{row.party}：满意{row.content}份，有效问卷{row.answers}份"
            yield row.cell("content"), words, row.institution or row.party


@rule("CH754", "technique-twice", Severity.WARNING, clause="H48", reads=("techniques",))
def technique_twice(book: Book, policy: Policy, on: date) -> Hits:
    """同一机构的同一技术登记了两次。

    为什么: 填补技术空白按“机构×技术”计一项，首例只有一个；写法不同的两行仍按一项计，首例取最早的一天。
    怎么改: 是同一技术的删去后登记的一行；确是两种技术的，名称写清楚区别。
    """
    first: dict[tuple[str, str], str] = {}
    for row in sorted(book.techniques, key=lambda row: (row.first_case_on or date.max, row.name)):
        key = (row.institution, name_key(row.name))
        other = first.setdefault(key, row.name)
        if other != row.name:
            words = f"{book.institution_name(row.institution)}：“{row.name}”与“{other}”是同一技术"
            yield row.cell("name"), words, row.institution
