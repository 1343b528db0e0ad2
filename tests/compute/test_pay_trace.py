"""Every figure follows from what it says it was made of, and is told in lines a clerk can follow."""

from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from random import Random

from countyhire.compute.pay.explain import explain_person
from countyhire.compute.pay.home import home_statement
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.settlement import settle
from countyhire.compute.payroll import payroll
from countyhire.compute.trace import Line, lines
from countyhire.model.amount import Amount, Op, given, total
from countyhire.model.column import Record
from countyhire.model.money import apportion
from countyhire.model.period import Month, Period
from countyhire.policy.load import load
from tests.compute import paybook as pb
from tests.compute.randompay import YEAR, random_book

POLICY = load("chongqing-2021-55")
END = date(2025, 12, 31)
AVERAGE = "2025年超额绩效平均水平（加权） = 400,000.00 ÷ 10 = 40,000.00元（超额绩效总额合计÷年平均人数合计）"


def amounts_in(thing, found):
    """Every Amount that a result holds, by identity, with all that is under it."""
    if isinstance(thing, Amount):
        if id(thing) not in found:
            found[id(thing)] = thing
            for part in thing.inputs:
                amounts_in(part, found)
    elif is_dataclass(thing) and not isinstance(thing, Record):
        for item in fields(thing):
            amounts_in(getattr(thing, item.name), found)
    elif isinstance(thing, tuple | dict):
        for part in thing.values() if isinstance(thing, dict) else thing:
            amounts_in(part, found)
    return found


def test_every_figure_is_recomputed_from_its_trace():  # E08–E16
    for seed in range(25):
        dice = Random(seed)
        texts = {
            "payroll.remainder": dice.choice(("return", "redistribute")),
            "payroll.coefficient": dice.choice(("linear", "grades")),
            "payroll.avg_method": dice.choice(("weighted", "simple")),
            "payroll.headcount_basis": dice.choice(("before_deduction", "after_deduction")),
        }
        result = payroll(random_book(dice, 4), POLICY.with_values(texts), YEAR, END)
        found = amounts_in(result, {}).values()
        assert len(found) > 30
        for amount in found:
            assert amount.recomputed() == amount.value, amount.label
        for part in ("basic", "excess"):
            shares = [getattr(row, part) for row in result.persons]
            assert [share.value for share in shares] == shared_again(result, shares)


def test_months_settlements_and_statements_are_recomputed_too():  # E05, E14
    policy = POLICY.with_values({"payroll.advance_share": "1/3", "payroll.clawback": "是"})
    for seed in range(8):
        book = random_book(Random(seed), 3)
        rows = [pb.home(f"E000{index}", "2025-05", post_salary=3000, township_allowance=500) for index in range(3)]
        book = book.with_rows("home_pay", rows)
        march = payroll_month(book, policy, Month(YEAR, 3), END)
        later = random_book(Random(seed + 50), 3)
        april = payroll_month(later, policy, Month(YEAR, 4), END, [march.paid_run("a")])
        results = (
            march,
            april,
            settle(later, policy, YEAR, END, [march.paid_run("a"), april.paid_run("b")]),
            home_statement(book, policy, Period(date(2025, 1, 1), END), END),
        )
        for amount in amounts_in(results, {}).values():
            assert amount.recomputed() == amount.value, amount.label


def shared_again(result, shares):
    """The fen of each share from the pool and the weights that the shares themselves name."""
    if not any(share.inputs[1].value for share in shares):
        return [0] * len(shares)
    own = [Fraction(share.inputs[1].value) for share in shares]
    whole = Fraction(shares[0].inputs[2].value)
    codes = [(0, row.person) for row in result.persons]
    return apportion(int(shares[0].inputs[0].value), [*own, whole - sum(own)], [*codes, (1, "")])[:-1]


def a_district():
    rows = [
        pb.standard("专技十级", 30000),
        pb.standard("专技七级", 36000),
        pb.post_change("E00", "专技七级", "2025-05-16"),
    ]
    rows += [pb.unit(f"H{number}", 2025, 4_000_000, 112) for number in range(1, 9)]
    for number in range(14):
        code = f"E{number:02d}"
        rows += [pb.person(code), pb.spell(code, "2025-01-01", "2025-12-31"), pb.scores(code, "2025-01", "2025-12")]
    return pb.book(*rows, pb.approval(2025, 420_000, 500_000))


def test_a_person_is_explained_on_one_page():
    result = payroll(a_district(), POLICY, 2025, END)
    page = explain_person(result, "E00")
    assert len(page) <= 60
    assert page[0].text.startswith("绩效工资合计 = ")
    cells = {str(line.cell) for line in page if line.cell}
    assert {"绩效标准.xlsx[岗位基础绩效]!B2", "月度考核表.xlsx[月度考核]!I2", "绩效标准.xlsx[核定]!B2"} <= cells
    assert {"E08", "E09", "E11", "E12", "E13", "E14", "E15", "H37"} <= {line.clause for line in page}
    assert not any("人员E01" in line.text for line in page)  # nobody else's figures
    assert explain_person(result, "E99") == ()


def test_the_pool_is_explained_person_by_person():
    result = payroll(a_district(), POLICY, 2025, END)
    texts = "\n".join(line.text for line in lines(result.pool.total, most=len(result.persons) + 1))
    assert all(f"人员E{number:02d}应得基础绩效" in texts for number in range(14))


def test_without_approval_the_excess_is_told_once():
    rows = [pb.person("E01"), pb.spell("E01", "2025-01-01", "2025-12-31"), pb.scores("E01", "2025-01", "2025-12")]
    book = pb.book(*rows, pb.standard("专技十级", 30000), pb.unit("H1", 2025, 400_000, 11))
    texts = [line.text for line in explain_person(payroll(book, POLICY, 2025, END), "E01")]
    assert texts[-9:] == [
        "超额绩效总量（计算） = 40,000.00 = 40,000.00元（四舍五入到分）",
        "折合人数×平均水平 = 1 × 40,000.00 = 40,000.00元",
        "折合人数 = 12 ÷ 12 = 1人（服务月数合计÷12）",
        AVERAGE,
        AVERAGE,
        "超额绩效总额合计 = 400,000.00元",
        "H1超额绩效总额 = 400,000.00元",
        "扣减后年平均人数合计 = 10人",
        "H1扣减后年平均人数 = 11 － 1 = 10人（年平均人数－派出折合人数）",
    ]


def figure(op, *values):
    return Amount(
        "数", 0, "", op, tuple(given(f"第{index}", value, "", clause="E09") for index, value in enumerate(values))
    )


def test_each_operation_has_its_words():
    texts = {op: lines(figure(op, 6, 3), deepest=0)[0].text for op in Op}
    assert texts[Op.SUM] == "数 = 6 ＋ 3 = 0"
    assert texts[Op.DIFFERENCE] == "数 = 6 － 3 = 0"
    assert texts[Op.PRODUCT] == "数 = 6 × 3 = 0"
    assert texts[Op.QUOTIENT] == "数 = 6 ÷ 3 = 0"
    assert texts[Op.MEAN] == "数 = （6 ＋ 3）÷ 2 = 0"
    assert texts[Op.CEILING] == "数 = 6 进一取整 = 0"
    assert texts[Op.GREATEST] == "数 = 6、3 中最大 = 0"
    assert texts[Op.SHARE] == "数 = 6 × 3 = 0"
    assert texts[Op.GIVEN] == texts[Op.COUNT] == texts[Op.CHOICE] == "数 = 0"
    assert all(text.encode("gbk") for text in texts.values())


def test_a_long_sum_shows_its_first_parts():
    long = total("合计", tuple(given("甲", 1, "", clause="E09") for _ in range(5)), "")
    assert [line.text for line in lines(long, most=4)] == [
        "合计 = 1 ＋ 1 ＋ 1 ＋ 1 ＋ 1 = 5",
        "甲 = 1",
        "甲 = 1",
        "甲 = 1",
        "其余2项略",
    ]


def test_a_step_that_stands_twice_is_opened_once():
    part = total("小计", (given("甲", 1, "个", clause="E09"),), "个")
    assert lines(total("合计", (part, part), "个", "E14")) == (
        Line(0, "合计 = 1 ＋ 1 = 2个", None, "E14"),
        Line(1, "小计 = 1个"),
        Line(2, "甲 = 1个", None, "E09"),
        Line(1, "小计 = 1个（同上）"),
    )
