"""CH850–CH879: 编制台账: what is approved and what is filled (渝卫发〔2021〕55号 三（二）)."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.rule import Hits, rule


@rule("CH850", "over-establishment", Severity.WARNING, clause="C02", reads=("establishments",))
def over_establishment(book: Book, policy: Policy, on: date) -> Hits:
    """在编人数超过核定编制。

    为什么: 编制经编制部门批准才能执行，超过的要有来由。
    怎么改: 核对两个数；已批准增编的改核定编制并填批准文号。
    """
    for row in book.establishments:
        if row.approved is not None and row.in_post is not None and row.in_post > row.approved:
            words = f"{book.institution_name(row.institution)}核定编制{row.approved}，在编{row.in_post}"
            yield row.cell("in_post"), words, row.institution


@rule("CH851", "more-appointed-than-posts", Severity.WARNING, clause="J28", reads=("establishments",))
def more_appointed_than_posts(book: Book, policy: Policy, on: date) -> Hits:
    """已聘人数超过岗位数。

    为什么: 各层级的聘任不能超过核定的岗位；特设岗位另计。
    怎么改: 核对岗位数和已聘数；特设岗位聘任的从已聘数中除去。
    """
    levels = (("senior_posts", "senior_filled", "高级"), ("intermediate_posts", "intermediate_filled", "中级"))
    for row in book.establishments:
        for posts, filled, what in levels:
            most, count = getattr(row, posts), getattr(row, filled)
            if most is not None and count is not None and count > most:
                words = f"{book.institution_name(row.institution)}{what}岗位{most}，已聘{count}"
                yield row.cell(filled), words, row.institution


@rule("CH852", "more-posts-than-establishment", Severity.WARNING, clause="J28", reads=("establishments",))
def more_posts_than_establishment(book: Book, policy: Policy, on: date) -> Hits:
    """高级和中级岗位数之和超过核定编制。

    为什么: 岗位在编制内设置，不会比编制多。
    怎么改: 核对各岗位数和核定编制。
    """
    for row in book.establishments:
        posts = (row.senior_posts or 0) + (row.intermediate_posts or 0)
        if row.approved is not None and posts > row.approved:
            words = f"{book.institution_name(row.institution)}核定编制{row.approved}，高中级岗位{posts}"
            yield row.cell("approved"), words, row.institution


@rule("CH853", "adjustment-without-approval", Severity.WARNING, clause="C02", reads=("establishments",))
def adjustment_without_approval(book: Book, policy: Policy, on: date) -> Hits:
    """调整过编制，没有批准文号。

    为什么: 编制调整按程序报批，未批准的不作数。
    怎么改: 补填批准文号。
    """
    for row in book.establishments:
        if row.adjusted_on and not row.document and kept(row, "document"):
            words = f"{book.institution_name(row.institution)}{row.adjusted_on}调整编制，没有批准文号"
            yield row.cell("document"), words, row.institution
