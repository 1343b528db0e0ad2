"""资金池收支表 with budget, sources, cover and vouchers (55号 三（三）)."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.funds import INCOME, INTO, OUT_OF, SPENDING
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import yuan_grouped
from countyhire.reports.charts_of import fund_charts
from countyhire.reports.fill import Rows
from countyhire.reports.funds_subsidy import subsidy_document
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, source
from countyhire.reports.payroll import count, exact_yuan, money, money_sum
from countyhire.reports.values import Value, Yuan, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.funds import BudgetLine, Fund, PoolYear
    from countyhire.compute.funds_cover import Cover, Posting
    from countyhire.compute.funds_subsidy import Subsidy
    from countyhire.model.pay import FundEntry

TABLE = "资金池收支表"
UNKNOWN = "未计算"


def fund_documents(
    result: "Fund",
    cover: "Cover | None",
    postings: "tuple[Posting, ...]",
    subsidy: "Subsidy | None",
    letter: Letterhead,
    book: Book,
) -> list[Document]:
    """The pools, their working, and the subsidy where the pack has one."""
    letter = replace(letter, year=result.year)
    figures = [figure for pool in result.pools for figure in _figures(pool)]
    figures += [cover.covered, cover.uncovered] if cover else []
    figures += [one.amount for one in subsidy.persons] + [one.amount for one in subsidy.payees] if subsidy else []
    documents = [_pools(result, cover, postings, letter, book)]
    if subsidy:
        documents.append(subsidy_document(subsidy, letter, book))
    title = f"{letter.district}{result.year}年度资金池计算过程"
    return [*documents, *working(letter, title, figures, "D01"), *fund_charts(result, letter)]


def _figures(pool: "PoolYear") -> list[Amount]:
    rates = [rate for rate in (pool.use_rate, pool.total_rate) if rate is not None]
    return [pool.closing, pool.monthly, *rates]


def _pools(
    result: "Fund", cover: "Cover | None", postings: "tuple[Posting, ...]", letter: Letterhead, book: Book
) -> Document:
    rows = Rows(
        ("资金池", "本地名称", "年初", "收入", "划转", "支出", "期末", "使用率", "每月", "用完", "累计使用率"),
        [_pool(pool) for pool in result.pools],
    )
    vouchers = [_voucher(entry, book) for entry in result.entries]
    booked = sum(entry.amount or 0 for entry in result.entries)
    values: dict[str, Value] = {
        "总述": _summary(result),
        "合计.年初": money_sum([pool.opening for pool in result.pools]),
        "合计.收入": money_sum([pool.income for pool in result.pools]),
        "合计.划转": money_sum([pool.transfers for pool in result.pools]),
        "合计.支出": money_sum([pool.spending for pool in result.pools]),
        "合计.期末": money_sum([pool.closing for pool in result.pools]),
        "核对": agreed(all(_closes(pool) for pool in result.pools)),
        "核对划转": agreed(not sum(int(pool.transfers.value) for pool in result.pools)),
        "绩效总额": money(cover.pay_total) if cover else None,
        "已覆盖": money(cover.covered) if cover else None,
        "未覆盖": money(cover.uncovered) if cover else None,
        "核对覆盖": agreed(cover.covered.value + cover.uncovered.value == cover.pay_total.value) if cover else UNKNOWN,
        "往来合计.缴入": money_sum([one.gave for one in result.places]),
        "往来合计.支付": money_sum([one.got for one in result.places]),
        "往来合计.净额": money_sum([one.net for one in result.places]),
        "核对往来": agreed(
            sum(one.gave.value for one in result.places) == sum(pool.income.value for pool in result.pools)
            and sum(one.got.value for one in result.places) == sum(pool.spending.value for pool in result.pools)
        ),
        "筹资合计.预算": money_sum([one.planned for one in result.contributions]),
        "筹资合计.实际": money_sum([one.actual for one in result.contributions]),
        **_cover_values(cover),
        "核对人员": agreed(
            not cover or sum(one.due.value - one.covered.value - one.uncovered.value for one in cover.persons) == 0
        ),
        "列支合计.已发": money_sum([one.paid for one in postings]),
        "列支合计.已列": money_sum([one.charged for one in postings]),
        "列支合计.待列": money_sum([one.left for one in postings]),
        "核对列支": agreed(sum(one.paid.value - one.charged.value - one.left.value for one in postings) == 0),
        "凭证合计.借方": Yuan(booked),
        "凭证合计.贷方": Yuan(booked),
        "核对借贷": agreed(all(_column(vouchers, place) == booked for place in (6, 7))),
        "说明": "上年结转为年初余额，不计收入；用完月份按当年平均每月支出直线推算，不计以后的收入",
        "依据": source("D01", "D02", "D03", "D05"),
        "核对数": check_figure(rows, f"期末合计{money_sum([pool.closing for pool in result.pools]).decimal:,.2f}元"),
    }
    lists = {
        "行": rows,
        "类": Rows(("资金池", "方向", "类别", "金额", "占比"), list(_categories(result))),
        "预算": Rows(
            ("资金池", "方向", "类别", "机构", "预算", "实际", "结余", "执行率", "备注"),
            [_budget(line, book) for line in result.budget],
        ),
        "筹资": Rows(
            ("来源", "预算", "实际", "占比"),
            [(one.source, money(one.planned), money(one.actual), count(one.share)) for one in result.contributions],
        ),
        "往来": Rows(
            ("编码", "机构", "缴入", "支付", "净额"),
            [(one.institution, one.name, money(one.gave), money(one.got), money(one.net)) for one in result.places],
        ),
        "覆盖": _cover_rows(cover),
        "列支": Rows(
            ("编号", "姓名", "月份", "已发", "已列", "待列"),
            [
                (one.person, one.name, str(one.month or "结算"), money(one.paid), money(one.charged), money(one.left))
                for one in postings
            ],
        ),
        "凭证": Rows(("凭证号", "日期", "摘要", "人月", "借方科目", "贷方科目", "借方", "贷方"), vouchers),
    }
    return excel(letter, TABLE, values, lists)


def _pool(pool: "PoolYear") -> tuple[Value, ...]:
    return (
        pool.pool,
        pool.local_name,
        money(pool.opening),
        money(pool.income),
        money(pool.transfers),
        money(pool.spending),
        money(pool.closing),
        count(pool.use_rate),
        exact_yuan(pool.monthly),
        str(pool.empty_in) if pool.empty_in else "没有支出",
        count(pool.total_rate),
    )


def _closes(pool: "PoolYear") -> bool:
    """Opening, income and transfers less spending make the closing balance."""
    parts = (pool.opening, pool.income, pool.transfers)
    return sum(part.value for part in parts) - pool.spending.value == pool.closing.value


def _column(rows: list[tuple[Value, ...]], place: int) -> int:
    """The sum of a column of money, in fen."""
    return sum(cell.fen for row in rows if isinstance(cell := row[place], Yuan))


def _summary(result: "Fund") -> str:
    until = official_day(result.until)
    parts = [f"{pool.pool}期末{yuan_grouped(int(pool.closing.value))}元" for pool in result.pools]
    income = sum(int(pool.total_income.value) for pool in result.pools)
    spending = sum(int(pool.total_spending.value) for pool in result.pools)
    return (
        f"截至{until}，{'，'.join(parts)}；台账累计筹资{yuan_grouped(income)}元，累计使用{yuan_grouped(spending)}元。"
    )


def _categories(result: "Fund") -> Iterator[tuple[Value, ...]]:
    for pool in result.pools:
        for direction, whole, parts in ((INCOME, pool.income, pool.sources), (SPENDING, pool.spending, pool.uses)):
            for name, amount in parts:
                share = Fraction(amount.value) / whole.value if whole.value else None
                yield (pool.pool, direction, name, money(amount), share)


def _budget(line: "BudgetLine", book: Book) -> tuple[Value, ...]:
    rate = Fraction(line.actual.value) / line.planned.value if line.planned and line.planned.value else None
    note = "没有预算" if line.planned is None else ""
    if line.direction == SPENDING and line.left is not None and line.left.value < 0:
        note = "超预算"
    return (
        line.pool,
        line.direction,
        line.category,
        book.institution_name(line.institution) if line.institution else "",
        money(line.planned),
        money(line.actual),
        money(line.left),
        rate,
        note,
    )


def _cover_values(cover: "Cover | None") -> dict[str, Value]:
    persons = cover.persons if cover else ()
    rejected = "、".join(row.voucher for row in cover.rejected) if cover else ""
    return {
        "覆盖合计.应发": money_sum([one.due for one in persons]),
        "覆盖合计.列支": money_sum([one.charged for one in persons]),
        "覆盖合计.覆盖": money_sum([one.covered for one in persons]),
        "覆盖合计.未覆盖": money_sum([one.uncovered for one in persons]),
        "未分人": money(cover.lump) if cover else UNKNOWN,
        "冲抵": money(cover.lump_used) if cover else UNKNOWN,
        "不予列支": rejected or "无",
    }


def _cover_rows(cover: "Cover | None") -> Rows:
    return Rows(
        ("编号", "姓名", "应发", "列支", "覆盖", "未覆盖"),
        [
            (one.person, one.name, money(one.due), money(one.charged), money(one.covered), money(one.uncovered))
            for one in (cover.persons if cover else ())
        ],
    )


def _voucher(entry: "FundEntry", book: Book) -> tuple[Value, ...]:
    """An entry on one line: what is debited, what is credited."""
    pool = f"{entry.pool}资金池"
    debit, credit = {
        INCOME: (pool, f"筹资收入—{entry.category}"),
        SPENDING: (f"资金池支出—{entry.category}", pool),
        INTO: (pool, "资金池间划转"),
        OUT_OF: ("资金池间划转", pool),
    }[entry.direction]
    place = book.institution_name(entry.institution) if entry.institution else ""
    words = "，".join(part for part in (entry.direction, entry.category, place, entry.remark) if part)
    who = " ".join(
        part for part in (book.person_name(entry.person) if entry.person else "", str(entry.month or "")) if part
    )
    amount = Yuan(entry.amount or 0)
    return (entry.voucher, entry.on, words, who, debit, credit, amount, amount)
