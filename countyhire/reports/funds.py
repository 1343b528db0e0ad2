"""资金池收支表 with budget, sources, cover and vouchers, and 经费补助表 where a pack has a subsidy (55号 三（三）)."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.funds import INCOME, INTO, OUT_OF, SPENDING
from countyhire.compute.funds_subsidy import KEPT, MONTHS
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import decimal_text, fixed_text, half_up, yuan, yuan_grouped
from countyhire.reports.charts_of import fund_charts
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.payroll import count, exact_yuan, money
from countyhire.reports.values import Value, Yuan, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.funds import BudgetLine, Fund, PoolYear
    from countyhire.compute.funds_cover import Cover, Posting
    from countyhire.compute.funds_subsidy import Subsidy, SubsidyPerson
    from countyhire.model.pay import FundEntry

TABLE, SUBSIDY = "资金池收支表", "经费补助表"
UNKNOWN = "未计算"
JUDGED_FIELDS = (
    "序号", "编号", "姓名", "执业证书", "派出", "接收", "派出得分", "接收得分", "综合得分", "等次", "不合格月份",
    "补助", "备注",
)  # fmt: skip
TIES = {
    KEPT: "考核不合格的，补助未扣减，由区县决定",
    MONTHS: "考核不合格的月份不计补助",
}


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
        documents.append(_subsidy(subsidy, letter, book))
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
        "合计.年初": _sum([pool.opening for pool in result.pools]),
        "合计.收入": _sum([pool.income for pool in result.pools]),
        "合计.划转": _sum([pool.transfers for pool in result.pools]),
        "合计.支出": _sum([pool.spending for pool in result.pools]),
        "合计.期末": _sum([pool.closing for pool in result.pools]),
        "核对": agreed(all(_closes(pool) for pool in result.pools)),
        "核对划转": agreed(not sum(int(pool.transfers.value) for pool in result.pools)),
        "绩效总额": money(cover.pay_total) if cover else None,
        "已覆盖": money(cover.covered) if cover else None,
        "未覆盖": money(cover.uncovered) if cover else None,
        "核对覆盖": agreed(cover.covered.value + cover.uncovered.value == cover.pay_total.value) if cover else UNKNOWN,
        "往来合计.缴入": _sum([one.gave for one in result.places]),
        "往来合计.支付": _sum([one.got for one in result.places]),
        "往来合计.净额": _sum([one.net for one in result.places]),
        "核对往来": agreed(
            sum(one.gave.value for one in result.places) == sum(pool.income.value for pool in result.pools)
            and sum(one.got.value for one in result.places) == sum(pool.spending.value for pool in result.pools)
        ),
        "筹资合计.预算": _sum([one.planned for one in result.contributions]),
        "筹资合计.实际": _sum([one.actual for one in result.contributions]),
        **_cover_values(cover),
        "核对人员": agreed(
            not cover or sum(one.due.value - one.covered.value - one.uncovered.value for one in cover.persons) == 0
        ),
        "列支合计.已发": _sum([one.paid for one in postings]),
        "列支合计.已列": _sum([one.charged for one in postings]),
        "列支合计.待列": _sum([one.left for one in postings]),
        "核对列支": agreed(sum(one.paid.value - one.charged.value - one.left.value for one in postings) == 0),
        "凭证合计.借方": Yuan(booked),
        "凭证合计.贷方": Yuan(booked),
        "核对借贷": agreed(all(_column(vouchers, place) == booked for place in (6, 7))),
        "说明": "上年结转为年初余额，不计收入；用完月份按当年平均每月支出直线推算，不计以后的收入",
        "依据": source("D01", "D02", "D03", "D05"),
        "核对数": check_figure(rows, f"期末合计{_sum([pool.closing for pool in result.pools]).decimal:,.2f}元"),
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
        "覆盖合计.应发": _sum([one.due for one in persons]),
        "覆盖合计.列支": _sum([one.charged for one in persons]),
        "覆盖合计.覆盖": _sum([one.covered for one in persons]),
        "覆盖合计.未覆盖": _sum([one.uncovered for one in persons]),
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


def _subsidy(result: "Subsidy", letter: Letterhead, book: Book) -> Document:
    rows = Rows(
        ("序号", "编号", "姓名", "派出", "接收", "月数", "补助", "备注"),
        numbered(
            (
                one.person,
                one.name,
                "、".join(part.name for part in one.parts if part.role == "派出机构"),
                "、".join(part.name for part in one.parts if part.role == "接收机构"),
                count(one.months),
                money(one.amount),
                _tied(one, result.failed),
            )
            for one in result.persons
        ),
    )
    payees = [(one.institution, one.name, one.role, len(one.amount.inputs), money(one.amount)) for one in result.payees]
    values: dict[str, Value] = {
        "合计.月数": sum((Fraction(one.months.value) for one in result.persons), Fraction(0)),
        "合计.补助": money(result.sum),
        "比例": "，".join(f"{role}{decimal_text(Fraction(part.value) * 100)}%" for role, part in result.split),
        "单位合计.补助": _sum([one.amount for one in result.payees]),
        "核对": agreed(sum(one.amount.value for one in result.payees) == result.sum.value),
        "说明": f"每人每年{result.annual.shown}元，按服务月数÷12计，四舍五入到分；{TIES[result.failed]}",
        "考核说明": f"两方考核各月得分的平均数；综合得分按两方权重；{TIES[result.failed]}",
        "依据": source("J09", "J10"),
        "考核依据": source("J19", "J20"),
        "核对数": check_figure(rows, f"补助合计{yuan_grouped(int(result.sum.value))}元"),
    }
    lists = {
        "行": rows,
        "单位": Rows(("编码", "名称", "类别", "人数", "补助"), payees),
        "考核": Rows(JUDGED_FIELDS, numbered(_judged(one, result.failed, book) for one in result.persons)),
    }
    return excel(letter, SUBSIDY, values, lists)


def _tied(one: "SubsidyPerson", failed: str) -> str:
    """What the assessment does to a person's subsidy."""
    if one.judged is None:
        return "没有考核结果"
    if one.judged.passed:
        return ""
    return "不合格的月份不计" if failed == MONTHS and one.judged.failed else "考核不合格，待决定"


def _judged(one: "SubsidyPerson", failed: str, book: Book) -> tuple[Value, ...]:
    """What 医师定期考核 takes over: both assessors' scores, the year by both, and what they do to the subsidy."""
    person, said = book.person(one.person), one.judged
    short = f"缺{said.unscored}个月得分" if said and said.unscored else ""
    return (
        one.person,
        one.name,
        person.practice_licence if person else "",
        "、".join(part.name for part in one.parts if part.role == "派出机构"),
        "、".join(part.name for part in one.parts if part.role == "接收机构"),
        count(said.sender) if said else None,
        count(said.receiver) if said else None,
        count(said.assessed.score) if said else None,
        said.assessed.grade if said else "",
        "、".join(map(str, said.failed)) if said else "",
        money(one.amount),
        "；".join(part for part in (_tied(one, failed), short) if part),
    )


def fund_view(
    result: "Fund", cover: "Cover | None", postings: "tuple[Posting, ...]", subsidy: "Subsidy | None"
) -> dict[str, Any]:
    """The pools as plain data for `--json`; without the pay's workbooks `coverage` is null."""
    return {
        "until": result.until.isoformat(),
        "pools": [_pool_view(pool) for pool in result.pools],
        "coverage": {
            "pay_total": _text(cover.pay_total),
            "covered": _text(cover.covered),
            "uncovered": _text(cover.uncovered),
            "persons": [
                {
                    "person": one.person,
                    "due": _text(one.due),
                    "charged": _text(one.charged),
                    "covered": _text(one.covered),
                    "uncovered": _text(one.uncovered),
                }
                for one in cover.persons
            ],
            "rejected": [row.voucher for row in cover.rejected],
        }
        if cover
        else None,
        "postings": [
            {
                "person": one.person,
                "month": str(one.month) if one.month else None,
                "paid": _text(one.paid),
                "charged": _text(one.charged),
                "left": _text(one.left),
            }
            for one in postings
        ],
        "contributions": [
            {
                "source": one.source,
                "planned": _text(one.planned),
                "actual": _text(one.actual),
                "share": _rate(one.share),
            }
            for one in result.contributions
        ],
        "institutions": [
            {"code": one.institution, "gave": _text(one.gave), "got": _text(one.got), "net": _text(one.net)}
            for one in result.places
        ],
        "budget": [
            {
                "pool": line.pool,
                "direction": line.direction,
                "category": line.category,
                "institution": line.institution,
                "planned": _text(line.planned),
                "actual": _text(line.actual),
                "left": _text(line.left),
            }
            for line in result.budget
        ],
        "subsidy": {
            "sum": _text(subsidy.sum),
            "persons": [
                {
                    "person": one.person,
                    "months": decimal_text(Fraction(one.months.value), 4),
                    "amount": _text(one.amount),
                    "sender_score": _score(one.judged.sender if one.judged else None),
                    "receiver_score": _score(one.judged.receiver if one.judged else None),
                    "score": _score(one.judged.assessed.score if one.judged else None),
                    "grade": one.judged.assessed.grade if one.judged else None,
                    "failed_months": [str(month) for month in one.judged.failed] if one.judged else [],
                }
                for one in subsidy.persons
            ],
            "payees": [
                {"code": one.institution, "role": one.role, "amount": _text(one.amount)} for one in subsidy.payees
            ],
        }
        if subsidy
        else None,
    }


def _pool_view(pool: "PoolYear") -> dict[str, Any]:
    return {
        "pool": pool.pool,
        "local_name": pool.local_name,
        "opening": _text(pool.opening),
        "income": _text(pool.income),
        "spending": _text(pool.spending),
        "transfers": _text(pool.transfers),
        "closing": _text(pool.closing),
        "uses": {name: _text(amount) for name, amount in pool.uses},
        "sources": {name: _text(amount) for name, amount in pool.sources},
        "use_rate": _rate(pool.use_rate),
        "total_income": _text(pool.total_income),
        "total_spending": _text(pool.total_spending),
        "total_use_rate": _rate(pool.total_rate),
        "monthly_spending": _text(pool.monthly),
        "empty_in": str(pool.empty_in) if pool.empty_in else None,
    }


def _text(amount: Amount | None) -> str | None:
    return None if amount is None else yuan(half_up(Fraction(amount.value)))


def _score(amount: Amount | None) -> str | None:
    return None if amount is None else decimal_text(Fraction(amount.value), 4)


def _rate(amount: Amount | None) -> str | None:
    return None if amount is None else fixed_text(Fraction(amount.value), 4)


def _sum(amounts: list[Amount]) -> Yuan:
    return Yuan(sum(half_up(Fraction(amount.value)) for amount in amounts))
