"""CH440–CH449: staying on after the term, and the transfer."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import county_rows


@rule("CH440", "transferred-without-approval", Severity.ERROR, clause="F06", reads=("spells",))
def transferred_without_approval(book: Book, policy: Policy, on: date) -> Hits:
    """填了调动日期，没有调动批准文号。

    为什么: 留在基层的要按程序办理调动，没有批准文号不算调动，人还是原单位的。
    怎么改: 补填批准文号；还没有批准的删去调动日期。
    """
    for spell in county_rows(book):
        if spell.transferred_on and not spell.transfer_document:
            words = f"{book.person_name(spell.person)}{spell.transferred_on}调动，没有批准文号"
            yield spell.cell("transfer_document"), words, spell.person


@rule("CH441", "transferred-before-the-end", Severity.WARNING, clause="F05", reads=("spells",))
def transferred_before_the_end(book: Book, policy: Policy, on: date) -> Hits:
    """服务期没有满就调动了。

    为什么: 期满后本人愿意的才留在基层；期满前调走，这段服务算到哪天要先说清楚。
    怎么改: 核对调动日期和结束日期；确在期中调动的把结束日期改为调动前一天。
    """
    for spell in county_rows(book):
        if spell.transferred_on and spell.end and spell.transferred_on <= spell.end:
            words = f"{book.person_name(spell.person)}服务到{spell.end}，{spell.transferred_on}已调动"
            yield spell.cell("transferred_on"), words, spell.person


@rule("CH442", "transferred-against-the-wish", Severity.WARNING, clause="F05", reads=("spells",))
def transferred_against_the_wish(book: Book, policy: Policy, on: date) -> Hits:
    """本人不愿留任，却有调动批准文号或调动日期。

    为什么: 留在基层以本人愿意为前提，两栏必有一栏填错。
    怎么改: 核对留任意向；不留任的删去批准文号和调动日期。
    """
    for spell in county_rows(book):
        if spell.stays is False and (spell.transfer_document or spell.transferred_on):
            yield spell.cell("stays"), f"{book.person_name(spell.person)}留任意向为否，已填调动", spell.person
