"""CH700–CH749: the two pools: uses, balances, budgets, charges (渝卫发〔2021〕55号 三（三）)."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.money import Fen, yuan_grouped
from countyhire.model.pay import INCOME_CATEGORIES, POOLS, SPENDING_CATEGORIES, Budget, FundEntry
from countyhire.policy.parameter import Policy
from countyhire.rules.missing import Absence, absences, keyless
from countyhire.rules.repeats import copies, repeats
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import days_served, unsure

CARRIED = "上年结转"
PERSONAL = ("派驻人员绩效", "派驻补助")
INCOME, SPENDING, TRANSFER_IN, TRANSFER_OUT = "收入", "支出", "转入", "转出"


def in_order(book: Book) -> list[FundEntry]:
    """The entries by day, what comes in before what goes out, then by voucher: whatever the order of the rows."""
    entries = [entry for entry in book.fund_entries if entry.on and entry.amount is not None and entry.pool]
    return sorted(entries, key=lambda one: (one.on, signed(one) < 0, one.voucher, one.category, one.amount or 0))


def unread(book: Book) -> bool:
    """Whether an entry could not be read: then no balance can be told."""
    return any(entry.amount is None or not (entry.on and entry.pool and entry.direction) for entry in book.fund_entries)


def signed(entry: FundEntry) -> Fen:
    """What an entry adds to its pool."""
    amount = entry.amount or 0
    return amount if entry.direction in (INCOME, TRANSFER_IN) else -amount


@rule("CH700", "category-not-permitted", Severity.ERROR, clause="D02", reads=("fund_entries",))
def category_not_permitted(book: Book, policy: Policy, on: date) -> Hits:
    """收支的类别不在规定的类别之内。

    为什么: 资金池只能用于规定的用途，来源也有规定，不在其中的不能列支。
    怎么改: 改为规定的类别；确属其他的，支出填“其他”并写明备注。
    """
    permitted = {INCOME: INCOME_CATEGORIES, SPENDING: SPENDING_CATEGORIES}
    for entry in book.fund_entries:
        names = permitted.get(entry.direction)
        if names and entry.category and entry.category not in names:
            words = f"{entry.voucher}的{entry.direction}类别“{entry.category}”不在规定之内"
            yield entry.cell("category"), words, entry.voucher


@rule("CH701", "charge-outside-service", Severity.ERROR, clause="D04", reads=("fund_entries", "spells"))
def charge_outside_service(book: Book, policy: Policy, on: date) -> Hits:
    """为没有服务的月份列支了人员费用。

    为什么: 只有符合条件的县聘乡用人员在派月份的支出才能由资金池列支。
    怎么改: 核对人员编号和所属月份；不应列支的冲回。
    """
    for entry in personal(book):
        if not entry.person or not entry.month or unsure(book, entry.person, entry.month.first):
            continue
        if not days_served(book, entry.person, entry.month, on):
            words = f"{entry.voucher}列支{book.person_name(entry.person)}{entry.month}，当月不在派"
            yield entry.cell("month"), words, entry.voucher


def personal(book: Book) -> Iterator[FundEntry]:
    """Spending on people."""
    return (entry for entry in book.fund_entries if entry.direction == SPENDING and entry.category in PERSONAL)


@rule("CH702", "charge-without-month", Severity.WARNING, clause="D04", reads=("fund_entries",))
def charge_without_month(book: Book, policy: Policy, on: date) -> Hits:
    """按人列支的费用没有所属月份。

    为什么: 没有月份就不能核对当月是否在派。
    怎么改: 补填所属月份；几个月一起发的，一个月一行。
    """
    for entry in personal(book):
        if entry.person and entry.month is None:
            words = f"{entry.voucher}列支{book.person_name(entry.person)}的费用，未填所属月份"
            yield entry.cell("month"), words, entry.voucher


@rule("CH703", "charged-twice", Severity.WARNING, clause="D04", reads=("fund_entries",))
def charged_twice(book: Book, policy: Policy, on: date) -> Hits:
    """同一人同一月份的同一类费用列支了两次。

    为什么: 可能重复列支；两个资金池也不能为同一笔各付一次。
    怎么改: 核对凭证；重复的冲回，分次支付的不必处理。
    """
    same = repeats(
        personal(book), lambda row: (row.person, row.month, row.category, row.amount), lambda row: row.voucher
    )
    for entry, other in same:
        what = f"{book.person_name(entry.person)}{entry.month}的{entry.category}"
        yield entry.cell("person"), f"{entry.voucher}与{other.voucher}都列支{what}", entry.voucher


@rule("CH704", "pool-overdrawn", Severity.ERROR, clause="D01", reads=("fund_entries",))
def pool_overdrawn(book: Book, policy: Policy, on: date) -> Hits:
    """资金池的余额为负数。

    为什么: 资金池没有的钱不能支出，余额任何一天都不能小于零。
    怎么改: 核对漏登的收入和写错的金额；确属超支的先补足资金。
    """
    if unread(book):
        return
    for pool in POOLS:
        balance = 0
        for entry in (one for one in in_order(book) if one.pool == pool):
            balance += signed(entry)
            if balance < 0:
                words = f"{pool}{entry.on}支{yuan_grouped(entry.amount or 0)}后余额{yuan_grouped(balance)}"
                yield entry.cell("amount"), words, entry.voucher
                break


@rule("CH705", "transfer-out-of-balance", Severity.ERROR, clause="D01", reads=("fund_entries",))
def transfer_out_of_balance(book: Book, policy: Policy, on: date) -> Hits:
    """一个资金池转出的不等于另一个资金池转入的。

    为什么: 两个资金池之间只能通过划转往来，一边转出、一边转入，数目相等。
    怎么改: 补登漏记的一边，或改正金额。
    """
    if unread(book):
        return
    entries = [entry for entry in in_order(book) if entry.direction in (TRANSFER_IN, TRANSFER_OUT)]
    for year in sorted({entry.on.year for entry in entries if entry.on}):
        rows = [one for one in entries if one.on and one.on.year == year]
        for source, target in (POOLS, POOLS[::-1]):
            out = [one for one in rows if one.pool == source and one.direction == TRANSFER_OUT]
            into = [one for one in rows if one.pool == target and one.direction == TRANSFER_IN]
            given, taken = (sum(one.amount or 0 for one in found) for found in (out, into))
            if given != taken:
                last = (out or into)[-1]
                words = f"{year}年{source}转出{yuan_grouped(given)}，{target}转入{yuan_grouped(taken)}"
                yield last.cell("amount"), words, last.voucher


@rule("CH706", "over-budget", Severity.ERROR, clause="D03", reads=("fund_entries", "budgets"))
def over_budget(book: Book, policy: Policy, on: date) -> Hits:
    """一类支出超过当年预算。

    为什么: 没有预算或者超过预算的不得支出。
    怎么改: 核对类别和金额；确需超支的先调整预算。
    """
    entries = in_order(book)
    for budget in book.budgets:
        if budget.direction != SPENDING or budget.amount is None:
            continue
        spent = 0
        for entry in entries:
            if not _falls_under(entry, budget):
                continue
            spent += entry.amount or 0
            if spent > budget.amount:
                total, limit = yuan_grouped(spent), yuan_grouped(budget.amount)
                words = f"{budget.pool}{budget.category}已支{total}，{budget.year}年预算{limit}"
                yield entry.cell("amount"), words, entry.voucher
                break


def _falls_under(entry: FundEntry, budget: Budget) -> bool:
    """Whether an entry is charged to a line of the budget; a line without institution holds for all of them."""
    if entry.on is None or entry.on.year != budget.year or entry.direction != budget.direction:
        return False
    if (entry.pool, entry.category) != (budget.pool, budget.category):
        return False
    return not budget.institution or budget.institution == entry.institution


@rule("CH707", "spending-without-budget", Severity.WARNING, clause="D03", reads=("fund_entries", "budgets"))
def spending_without_budget(book: Book, policy: Policy, on: date) -> Hits:
    """一类支出当年没有预算。

    为什么: 资金使用须守预算，没有列入预算的用途不得支出。
    怎么改: 补登预算，或改正类别。
    """
    lines = [budget for budget in book.budgets if budget.direction == SPENDING]
    years = {budget.year for budget in lines}
    seen: set[tuple[int, str, str]] = set()
    found: list[Absence] = []
    for entry in in_order(book):
        if entry.on is None or entry.direction != SPENDING or entry.on.year not in years:
            continue
        key = (entry.on.year, entry.pool, entry.category)
        if key not in seen and not any(_falls_under(entry, budget) for budget in lines):
            seen.add(key)
            words = f"{entry.pool}的“{entry.category}”没有{entry.on.year}年预算"
            found.append((key, (entry.cell("category"), words, entry.voucher)))
    yield from absences(found, keyless(book.budgets, "year", "pool", "direction", "category"))


@rule("CH708", "carried-over-twice", Severity.ERROR, clause="D01", reads=("fund_entries",))
def carried_over_twice(book: Book, policy: Policy, on: date) -> Hits:
    """一个资金池一年登记了两次上年结转。

    为什么: 上年结转是年初余额，只有一个数，登两次会虚增余额。
    怎么改: 删去重复的一行。
    """
    first: dict[tuple[str, int], str] = {}
    for entry in in_order(book):
        if entry.on is None or entry.category != CARRIED:
            continue
        key = (entry.pool, entry.on.year)
        if key in first:
            words = f"{entry.pool}{entry.on.year}年的上年结转已登记在{first[key]}"
            yield entry.cell("category"), words, entry.voucher
        first.setdefault(key, entry.voucher)


@rule("CH709", "amount-is-zero", Severity.WARNING, clause="D01", reads=("fund_entries",))
def amount_is_zero(book: Book, policy: Policy, on: date) -> Hits:
    """收支金额为0。

    为什么: 0元的收支没有意义，多半是漏填。
    怎么改: 补填金额，或删去这一行。
    """
    for entry in book.fund_entries:
        if entry.amount == 0:
            yield entry.cell("amount"), f"{entry.voucher}的金额为0", entry.voucher


@rule("CH710", "entry-in-the-future", Severity.WARNING, clause="D01", reads=("fund_entries",))
def entry_in_the_future(book: Book, policy: Policy, on: date) -> Hits:
    """收支的日期还没有到。

    为什么: 台账登记的是已发生的收支。
    怎么改: 改正日期；尚未发生的先不登记。
    """
    for entry in book.fund_entries:
        if entry.on and entry.on > on:
            yield entry.cell("on"), f"{entry.voucher}的日期{entry.on}在{on}之后", entry.voucher


@rule("CH711", "voucher-repeated", Severity.ERROR, clause="D01", reads=("fund_entries",))
def voucher_repeated(book: Book, policy: Policy, on: date) -> Hits:
    """有完全相同的两行收支。

    为什么: 每一栏都相同的两行，是同一笔登记了两次。
    怎么改: 删去重复的一行。
    """
    for entry, first in copies(book.fund_entries):
        if entry.voucher:
            yield entry.cell("voucher"), f"{entry.voucher}与第{first.row}行完全相同", entry.voucher


@rule("CH712", "voucher-of-two-days", Severity.WARNING, clause="D01", reads=("fund_entries",))
def voucher_of_two_days(book: Book, policy: Policy, on: date) -> Hits:
    """同一资金池同一个月里，一个凭证号有两个日期。

    为什么: 凭证按月编号，一张凭证只有一个日期；两个日期的多半是编号重复或者日期写错。
    怎么改: 核对两行的凭证号和日期，改正写错的一个。
    """
    rows = [entry for entry in book.fund_entries if entry.on]
    same = repeats(rows, lambda row: (row.pool, str(row.on)[:7], row.voucher), lambda row: str(row.on))
    for entry, first in same:
        words = f"{entry.voucher}登记在{entry.on}，第{first.row}行登记在{first.on}"
        yield entry.cell("voucher"), words, entry.voucher
