"""CH821–CH849: 乡聘村用: posts held, the subsidy of the year, liability insurance (良方二; 强基工程 13)."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.money import yuan_grouped
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.repeats import repeats
from countyhire.rules.rule import Hits, rule
from countyhire.rules.village import BY_CONTRACT, BY_POST


@rule("CH821", "post-held-twice", Severity.ERROR, clause="K02", reads=("village_doctors",))
def post_held_twice(book: Book, policy: Policy, on: date) -> Hits:
    """两名村医占用同一个编制。

    为什么: 用余编聘用的，一个编制只能用于一个人。
    怎么改: 核对两人的编制编号。
    """
    holders = [row for row in book.village_doctors if row.route == BY_POST]
    for doctor, other in repeats(holders, lambda row: (row.employer, row.post), lambda row: row.code):
        if doctor.post:
            words = f"{doctor.name}（{doctor.code}）与{other.name}（{other.code}）的编制编号同为{doctor.post}"
            yield doctor.cell("post"), words, doctor.code


@rule("CH822", "post-not-told", Severity.WARNING, clause="K02", reads=("village_doctors",))
def post_not_told(book: Book, policy: Policy, on: date) -> Hits:
    """用余编聘用，没有填编制编号。

    为什么: 用乡镇卫生院编制聘用的，要凭编制编号核对用的是哪一个编制。
    怎么改: 补填编制编号。
    """
    for doctor in book.village_doctors:
        if doctor.route == BY_POST and not doctor.post and kept(doctor, "post"):
            yield doctor.cell("post"), f"{doctor.name}用余编聘用，未填编制编号", doctor.code


@rule("CH823", "temporary-on-a-post", Severity.ERROR, clause="K04", reads=("village_doctors",))
def temporary_on_a_post(book: Book, policy: Policy, on: date) -> Hits:
    """编外聘用的村医填了编制编号。

    为什么: 临聘人员与在编人员分开管理，临聘人员不占编制。
    怎么改: 是临聘人员的删去编制编号；用余编聘用的改正聘用方式。
    """
    for doctor in book.village_doctors:
        if doctor.route == BY_CONTRACT and doctor.post:
            words = f"{doctor.name}为编外聘用，却填了编制编号{doctor.post}"
            yield doctor.cell("post"), words, doctor.code


@rule("CH824", "subsidy-not-the-rate", Severity.WARNING, clause="P02", reads=("village_doctors", "subsidy_rates"))
def subsidy_not_the_rate(book: Book, policy: Policy, on: date) -> Hits:
    """村医的定额补助与当年标准不同。

    为什么: 定额补助标准逐年确定，发放按当年标准。
    怎么改: 改正定额补助，或改正定额补助标准；空着的按当年标准发放。
    """
    rates = {row.year: row for row in sorted(book.subsidy_rates, key=lambda row: row.row, reverse=True)}
    rate = rates.get(on.year)
    if rate is None or rate.rate is None:
        return
    for doctor in book.village_doctors:
        if doctor.fixed_subsidy is not None and doctor.fixed_subsidy != rate.rate:
            own, due = yuan_grouped(doctor.fixed_subsidy), yuan_grouped(rate.rate)
            words = f"{doctor.name}的定额补助{own}元，{on.year}年标准{due}元"
            yield doctor.cell("fixed_subsidy"), words, doctor.code


@rule("CH825", "subsidy-rate-missing", Severity.WARNING, clause="P02", reads=("village_doctors", "subsidy_rates"))
def subsidy_rate_missing(book: Book, policy: Policy, on: date) -> Hits:
    """没有当年的定额补助标准。

    为什么: 定额补助标准逐年确定，没有当年标准的按各人登记的数列出，可能还是往年的数。
    怎么改: 在定额补助标准表补填当年的标准和文号。
    """
    rows = [row for row in book.subsidy_rates if row.year is not None]
    if not rows or not book.village_doctors or any(row.year == on.year for row in rows):
        return
    last = max(rows, key=lambda row: (row.year or 0, -row.row))
    yield last.cell("year"), f"定额补助标准到{last.year}年为止，没有{on.year}年的标准", str(on.year)


@rule("CH826", "liability-insurance-missing", Severity.WARNING, clause="P04", reads=("village_doctors",))
def liability_insurance_missing(book: Book, policy: Policy, on: date) -> Hits:
    """没有参加医疗责任险。

    为什么: 要为村医购买医疗责任险和工伤保险，化解执业风险。
    怎么改: 未参加的补办；已参加的补填“是”。
    """
    for doctor in book.village_doctors:
        if not doctor.liability and kept(doctor, "liability"):
            yield doctor.cell("liability"), f"{doctor.name}没有参加医疗责任险", doctor.code
