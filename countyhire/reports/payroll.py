"""绩效工资总量核定表, 分配表 and 单位平均人数扣减表 (55号 三（五）; E08–E16)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.answers import answers
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import decimal_text, half_up, yuan_grouped
from countyhire.reports.capitals import capitals
from countyhire.reports.charts_of import payroll_charts
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, reading, source
from countyhire.reports.pay_floors import floor_rows
from countyhire.reports.values import Value, Yuan, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.payroll import Payroll, PersonPay, PostLine

TOTAL, DISTRIBUTION, DEDUCTION = "绩效工资总量核定表", "绩效工资分配表", "单位平均人数扣减表"
PERSON_FIELDS = (
    "序号", "编号", "姓名", "派出单位", "接收单位", "岗位等级", "月数", "得分", "考核系数", "岗位系数", "基础绩效",
    "超额绩效", "合计", "备注",
)  # fmt: skip
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
ANSWERS = (
    "payroll.avg_method", "payroll.headcount_basis", "payroll.average_year", "payroll.fte", "payroll.month_rule",
    "payroll.approved", "payroll.coefficient", "payroll.weight", "payroll.remainder", "payroll.leave_reduces",
)  # fmt: skip
METHODS = {"weighted": "加权平均", "simple": "简单平均"}
MONTHS = 4  # places that a count of months or people is shown with


def payroll_documents(result: "Payroll", letter: Letterhead, book: Book) -> list[Document]:
    """The total, the distribution, the headcount deduction and the working. `book` gives institutions their names."""
    letter = replace(letter, year=result.year)
    figures = [
        result.pool.total,
        result.pool.computed_basic,
        result.pool.computed_excess,
        result.average_excess.weighted,
        result.average_excess.simple,
        *(row.total for row in result.persons),
        *(row.net for row in result.deductions if row.net is not None),
    ]
    return [
        _total(result, letter),
        _distribution(result, letter, book),
        _deduction(result, letter),
        *working(letter, f"{letter.district}“县聘乡用”人员{result.year}年度绩效工资计算过程", figures, "E08"),
        *payroll_charts(result, letter),
    ]


def _total(result: "Payroll", letter: Letterhead) -> Document:
    pool, average = result.pool, result.average_excess
    posts = Rows(
        ("岗位等级", "人数", "月数", "折算人数", "年标准", "金额"),
        [
            (
                row.grade,
                row.persons,
                count(row.months),
                count(row.fte),
                _standard(row, result.persons),
                exact_yuan(row.basic),
            )
            for row in sorted(result.posts, key=_by_grade)
        ],
    )
    used = [row for row in result.deductions if row.row is not None]
    institutions = Rows(
        ("机构编码", "机构名称", "超额绩效总额", "年平均人数", "扣减人数", "扣减后人数"),
        [
            (
                row.code,
                row.name,
                Yuan(row.row.excess_total or 0) if row.row else None,
                count(row.average_headcount),
                count(row.deducted),
                count(row.net),
            )
            for row in used
        ],
    )
    approved = pool.approved is not None
    values: dict[str, Value] = {
        "总述": _summary(result),
        "加权平均": exact_yuan(average.weighted),
        "简单平均": exact_yuan(average.simple),
        "平均方式": METHODS[average.method],
        "平均年度": f"{average.year}年预核" if average.advance else average.year,
        "采用平均": exact_yuan(average.used),
        "折算人数": count(pool.fte),
        "计算基础": money(pool.computed_basic),
        "计算超额": money(pool.computed_excess),
        "批准基础": money(pool.basic) if approved else None,
        "批准超额": money(pool.excess) if approved else None,
        "批准总量": money(pool.approved),
        "批准文号": pool.document or ("" if approved else "未批准，按计算数"),
        "采用基础": money(pool.basic),
        "采用超额": money(pool.excess),
        "差额基础": Yuan(_fen(pool.basic) - _fen(pool.computed_basic)),
        "差额超额": Yuan(_fen(pool.excess) - _fen(pool.computed_excess)),
        "计算总量": Yuan(_fen(pool.computed_basic) + _fen(pool.computed_excess)),
        "采用总量": money(pool.total),
        "差额总量": Yuan(_fen(pool.total) - _fen(pool.computed_basic) - _fen(pool.computed_excess)),
        "核对": agreed(
            half_up(_summed(row.basic for row in result.posts)) == _fen(pool.computed_basic)
            and half_up(Fraction(pool.fte.value) * average.used.value) == _fen(pool.computed_excess)
            and _fen(pool.basic) + _fen(pool.excess) == _fen(pool.total)
        ),
        "大写": capitals(_fen(pool.total)),
        "说明": _remarks(result, letter),
        "依据": source("E08", "E10", "E12"),
        "核对数": check_figure(posts, f"采用总量{yuan_grouped(_fen(pool.total))}元"),
    }
    values |= {
        "岗位合计.人数": sum(row.persons for row in result.posts),
        "岗位合计.月数": _summed(row.months for row in result.posts),
        "岗位合计.折算人数": _summed(row.fte for row in result.posts),
        "岗位合计.金额": _summed(row.basic for row in result.posts) / 100,
        "机构合计.超额绩效总额": Yuan(sum(row.row.excess_total or 0 for row in used if row.row)),
        "机构合计.年平均人数": _summed(row.average_headcount for row in used),
        "机构合计.扣减人数": _summed(row.deducted for row in used),
        "机构合计.扣减后人数": _summed(row.net for row in used),
    }
    return excel(letter, TOTAL, values, {"岗位": posts, "机构": institutions})


def _distribution(result: "Payroll", letter: Letterhead, book: Book) -> Document:
    rows = Rows(PERSON_FIELDS, numbered(_person(row, book) for row in result.persons))
    paid, pool, back = _fen(result.sum), _fen(result.pool.total), _fen(result.returned)
    values: dict[str, Value] = {
        "合计.月数": _summed(row.months for row in result.persons),
        "合计.基础绩效": Yuan(sum(_fen(row.basic) for row in result.persons)),
        "合计.超额绩效": Yuan(sum(_fen(row.excess) for row in result.persons)),
        "合计.合计": money(result.sum),
        "总量来源": f"批准数 {result.pool.document}".strip() if result.pool.approved else "计算数",
        "核定总量": money(result.pool.total),
        "退回": money(result.returned),
        "核对": agreed(paid + back == pool),
        "说明": _remarks(result, letter),
        "依据": source("E14", "E15"),
        "底线依据": source("H19", "J15", "O15"),
        "核对数": check_figure(rows, f"发放合计{yuan_grouped(paid)}元"),
    }
    return excel(letter, DISTRIBUTION, values, {"行": rows, "底线": floor_rows(result.floors)})


def _deduction(result: "Payroll", letter: Letterhead) -> Document:
    rows = Rows(
        ("序号", "机构编码", "机构名称", "年平均人数", "扣减人数", "扣减后人数"),
        numbered(
            (row.code, row.name, count(row.average_headcount), count(row.deducted), count(row.net))
            for row in result.deductions
        ),
    )
    deducted = _summed(row.deducted for row in result.deductions)
    heads, net = (_summed(getattr(row, name) for row in result.deductions) for name in ("average_headcount", "net"))
    listed = _summed(row.deducted for row in result.deductions if row.average_headcount is not None)
    values: dict[str, Value] = {
        "合计.年平均人数": heads,
        "合计.扣减人数": deducted,
        "合计.扣减后人数": net,
        "核对": agreed(heads - listed == net),
        "说明": _deduction_remarks(result),
        "依据": source("E16"),
        "核对数": check_figure(rows, f"扣减合计{decimal_text(deducted, MONTHS)}人"),
    }
    return excel(letter, DEDUCTION, values, {"行": rows})


def _person(row: "PersonPay", book: Book) -> tuple[Value, ...]:
    note = "考核得分待定" if row.waits else ""
    return (
        row.person,
        row.name,
        "、".join(book.institution_name(code) for code in row.senders),
        "、".join(book.institution_name(code) for code in row.receivers),
        "、".join(row.grades),
        count(row.months),
        count(row.score),
        count(row.coefficient),
        count(row.post_coefficient),
        money(row.basic),
        money(row.excess),
        money(row.total),
        note,
    )


def _by_grade(line: "PostLine") -> tuple[int, str]:
    """专技一级 before 专技十三级; a grade of another kind after them."""
    number = line.grade.removeprefix("专技").removesuffix("级")
    return (NUMERALS.index(number) if number in NUMERALS else len(NUMERALS), line.grade)


def _standard(line: "PostLine", persons: Sequence["PersonPay"]) -> Value:
    """The year's standard of a grade; in words where it changed within the year."""
    standards = {
        segment.standard.annual
        for person in persons
        for segment in person.segments
        if segment.grade == line.grade and segment.standard and segment.standard.annual is not None
    }
    return Yuan(standards.pop()) if len(standards) == 1 else "年内有调整"


def _summary(result: "Payroll") -> str:
    until = f"截至{official_day(result.until)}（预核）" if result.running else f"{result.year}年全年"
    fte = decimal_text(Fraction(result.pool.fte.value), MONTHS)
    return (
        f"{until}，“县聘乡用”人员{len(result.persons)}人，折算{fte}人，"
        f"绩效工资总量{yuan_grouped(_fen(result.pool.total))}元。"
    )


def _remarks(result: "Payroll", letter: Letterhead) -> str:
    return f"{reading(answers(letter.policy, ANSWERS, result.until))}；金额为税前应发数"


def _deduction_remarks(result: "Payroll") -> str:
    missing = [row.name for row in result.deductions if row.net is None]
    text = "扣减人数为该单位派出人员当年服务月数之和除以12"
    return f"{text}；没有年平均人数的单位：{'、'.join(missing)}" if missing else text


def money(amount: Amount | None) -> Value:
    """A figure of money, to the fen."""
    return None if amount is None else Yuan(_fen(amount))


def money_sum(amounts: Iterable[Amount | None]) -> Yuan:
    """What figures of money come to, each to the fen; None counts nothing."""
    return Yuan(sum(_fen(amount) for amount in amounts if amount is not None))


def exact_yuan(amount: Amount) -> Value:
    """A figure of money before its rounding; the cell shows two decimals and holds the rest."""
    return Fraction(amount.value) / 100


def count(amount: Amount | None) -> Value:
    """A count of months, people or points, unrounded; the cell shows four decimals at most."""
    return None if amount is None else Fraction(amount.value)


def _summed(amounts: Iterable[Amount | None]) -> Fraction:
    return sum((Fraction(amount.value) for amount in amounts if amount is not None), Fraction(0))


def _fen(amount: Amount) -> int:
    return half_up(Fraction(amount.value))
