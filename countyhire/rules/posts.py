"""CH850–CH879: 编制台账: what is approved and what is filled (渝卫发〔2021〕55号 三（二）)."""

from datetime import date

from countyhire.compute.posts.approved import approved
from countyhire.compute.posts.titles import senior_practitioners
from countyhire.compute.posts.unit import without_paper
from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import APPROVED, EstablishmentChange
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
        now = approved(book, row, on)
        if now is not None and row.in_post is not None and row.in_post > now.value:
            words = f"{book.institution_name(row.institution)}{now.label}{now.value}，在编{row.in_post}"
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
            if filled == "senior_filled" and policy.expects("posts.senior_share") and count is not None:
                count -= min(count, senior_practitioners(book, row.institution, on))  # may be beyond the posts (P09)
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


@rule("CH856", "approved-without-paper", Severity.ERROR, clause="C02", reads=("establishment_changes",))
def approved_without_paper(book: Book, policy: Policy, on: date) -> Hits:
    """编制调整写已批准，没有批准文号或批准日期。

    为什么: 编制调整按程序报编制部门批准后才能实施，没有批文的不作数。
    怎么改: 填上批准文号和批准日期；还没有批下来的改为已上报。
    """
    for row in book.establishment_changes:
        if without_paper(row) and kept(row, "document") and kept(row, "approved_on"):
            lacks = "document" if not row.document else "approved_on"
            words = f"{book.institution_name(row.institution)}{_change(row)}，没有批准文号或批准日期"
            yield row.cell(lacks), words, row.institution


@rule(
    "CH857", "change-without-ledger", Severity.WARNING, clause="C02", reads=("establishment_changes", "establishments")
)
def change_without_ledger(book: Book, policy: Policy, on: date) -> Hits:
    """批准了编制调整，“编制”表没有这个机构。

    为什么: 调整数要加在核定编制上，没有核定编制就算不出现行编制。
    怎么改: 在“编制”表补登这个机构。
    """
    known = {row.institution for row in book.establishments}
    for row in book.establishment_changes:
        if row.counts_on(on) and row.institution and row.institution not in known:
            words = f"{book.institution_name(row.institution)}没有登记核定编制，调整{row.change:+d}没有计入"
            yield row.cell("institution"), words, row.institution


@rule("CH858", "transfer-changes-the-total", Severity.WARNING, clause="J08", reads=("establishment_changes",))
def transfer_changes_the_total(book: Book, policy: Policy, on: date) -> Hits:
    """同一批准文号的调整，增减合计不是零。

    为什么: 本方案在不增加全县编制总额的前提下调剂，有增就要有减。
    怎么改: 补登减少（或增加）的机构；确已增加总额的由编制部门说明。
    """
    if not policy.expects("posts.reserve"):
        return
    papers: dict[str, int] = {}
    for row in book.establishment_changes:
        if row.counts_on(on):
            papers[row.document] = papers.get(row.document, 0) + (row.change or 0)
    for row in book.establishment_changes:
        if row.counts_on(on) and (sum_of := papers.pop(row.document, 0)):
            yield row.cell("change"), f"{row.document}增减合计{sum_of:+d}", row.institution


@rule("CH859", "approval-to-come", Severity.NOTICE, clause="C02", reads=("establishment_changes",))
def approval_to_come(book: Book, policy: Policy, on: date) -> Hits:
    """编制调整的批准日期晚于截至日，还不作数。

    为什么: 截至日以前批准的才改变编制。
    怎么改: 核对批准日期；到了那一天自然计入。
    """
    for row in book.establishment_changes:
        if row.state == APPROVED and row.document and row.approved_on and row.approved_on > on:
            words = f"{book.institution_name(row.institution)}{_change(row)}，{row.approved_on}批准"
            yield row.cell("approved_on"), words, row.institution


def _change(row: EstablishmentChange) -> str:
    """What the row changes; a blank is not nought, and nought has no sign."""
    if row.change is None:
        return "变动数未填"
    return f"变动{row.change:+d}" if row.change else "变动0"
