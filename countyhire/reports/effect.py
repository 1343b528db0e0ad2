"""成效指标表: every indicator on one sheet, the tables behind them theme by theme (H, I, K; I03, I12)."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.effect.indicator import DIMENSIONS, MECHANISMS, cells_of
from countyhire.compute.effect.register import TRAININGS
from countyhire.policy.clauses import cite
from countyhire.reports.charts_of import effect_charts
from countyhire.reports.effect_figures import POINTS, cell, in_words
from countyhire.reports.effect_page import effect_page
from countyhire.reports.effect_view import effect_view as effect_view  # one way in, as with the other commands
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.payroll import money
from countyhire.reports.values import Value, Yuan, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.effect import Effect
    from countyhire.compute.effect.before_after import Compared
    from countyhire.compute.effect.indicator import Indicator
    from countyhire.compute.effect.monthly import PeriodRow

TABLE = "成效指标表"
SHOWN = 12  # of a longer sum 计算过程 shows the first parts
ITEMS = (("门急诊", "visits"), ("住院", "inpatients"), ("手术", "operations"), ("分娩", "deliveries"))
PERIOD_ITEMS = (
    ("门急诊人次", "visits"),
    ("住院人次", "inpatients"),
    ("手术台次", "operations"),
    ("分娩数", "deliveries"),
)


def effect_documents(result: "Effect", letter: Letterhead, least: int) -> list[Document]:
    """The tables, the page for the annual report, how each figure was made, and two charts.

    On the page counts of people from 1 to below `least` are held back, and what would give them away.
    """
    letter = replace(letter, year=result.year)
    figures = [one.value for one in result.indicators if one.value and one.value.inputs]
    title = f"{letter.district}{result.year}年度成效指标计算过程"
    return [
        _tables(result, letter),
        *effect_page(result, letter, least),
        *working(letter, title, figures, "G13", most=SHOWN),
        *effect_charts(result, letter),
    ]


def _tables(result: "Effect", letter: Letterhead) -> Document:
    rows = Rows(
        ("序号", "方面", "指标", "结果", "分子", "分子数", "分母", "分母数", "比值", "来源", "依据", "说明"),
        numbered(_indicator(one) for one in result.indicators),
    )
    missing = [one.missing for one in result.indicators]
    values: dict[str, Value] = {
        "总述": summary(result),
        "截止": official_day(result.until),
        "总数": len(missing),
        "未填报数": missing.count("未填报"),
        "不适用数": missing.count("不适用"),
        "没有口径数": missing.count("没有口径"),
        "说明": "没有数据来源的写“未填报”，不写零；分母为零的写“不适用”；文件没有规定怎样判断的写“没有口径”",
        "依据": source("A08", "G13", "H01", "I12", "K16"),
        "核对数": check_figure(rows, f"未填报{missing.count('未填报')}项"),
        **_sums(result),
    }
    return excel(
        letter, TABLE, values, {"行": rows, **dict(_people(result)), **dict(_visits(result)), **dict(_rest(result))}
    )


def summary(result: "Effect") -> str:
    """The year in one sentence: what there is, what is not known."""
    told = [one for one in result.indicators if one.value is not None]
    first = [
        f"{one.name}{in_words(one)}" for one in told if one.id in ("people_sent", "intermediate_share", "primary_share")
    ]
    until = f"截至{official_day(result.until)}" + ("" if result.over else "（年度未结束）")
    return f"{until}，{'，'.join(first)}；共{len(result.indicators)}项指标，{len(told)}项有数。"


def _indicator(one: "Indicator") -> tuple[Value, ...]:
    divided = one.denominator is not None and one.unit != POINTS
    top, bottom = (one.numerator, one.denominator) if one.unit != POINTS else (None, None)
    quotient: Value = ""
    if divided and one.value is not None:
        quotient = Fraction(one.value.value)
    return (
        one.dimension,
        one.name,
        in_words(one),
        top.label if top else "",
        cell(top),
        bottom.label if bottom else "",
        cell(bottom),
        quotient,
        "；".join(part for part in (one.source, cells_of(one.numerator, one.denominator)) if part),
        cite(one.clause),
        one.note,
    )


def _sums(result: "Effect") -> dict[str, Value]:
    batches, kinds = result.placed.batches, result.placed.specialties
    sent = batches[-1].cumulative if batches else 0
    titled = [row.intermediate or 0 for row in kinds]
    growths, acts = result.monthly.growths, result.register.activities
    savings = result.satisfaction.savings
    found: dict[str, Value] = {
        "批次合计.人数": sum(row.people for row in batches),
        "批次合计.首次": sum(row.first_time for row in batches),
        "核对批次": agreed(sum(row.first_time for row in batches) == sent),
        "专业合计.人数": sum(row.people for row in kinds),
        "专业合计.中级": sum(titled),
        "核对专业": agreed(sum(row.people for row in kinds) == sum(row.first_time for row in batches)),
        "活动合计.当年次数": sum(row.in_year for row in acts),
        "活动合计.当年人次": sum(row.attended_in_year or 0 for row in acts),
        "活动合计.累计次数": sum(row.times for row in acts),
        "活动合计.累计人次": sum(row.attended or 0 for row in acts),
        "节省合计.人数": sum(row.patients for row in savings),
        "节省合计.合计": Yuan(sum(int(row.whole.value) for row in savings)),
    }
    for label, name in ITEMS:
        found[f"增减合计.{label}基期"] = sum(row.before[name] or 0 for row in growths)
        found[f"增减合计.{label}本期"] = sum(row.after[name] or 0 for row in growths)
    return found


def _people(result: "Effect") -> Iterator[tuple[str, Rows]]:
    batches, kinds = result.placed.batches, result.placed.specialties
    whole = sum(row.people for row in kinds)
    yield (
        "批次",
        Rows(
            ("批次", "起始", "人数", "首次", "累计", "备注"),
            [
                (row.name, row.start, row.people, row.first_time, row.cumulative, _again(row.people - row.first_time))
                for row in batches
            ],
        ),
    )
    yield "专业", Rows(
        ("专业", "重点", "人数", "占比", "中级", "中级占比"),
        [
            (
                row.specialty, "是" if row.key else "", row.people, _part(row.people, whole), row.intermediate,
                _part(row.intermediate, row.people),
            )
            for row in kinds
        ],
    )  # fmt: skip
    yield (
        "连续",
        Rows(
            ("机构", "编码", "起始", "年数", "人数", "备注"),
            [(row.name, row.institution, row.since, row.years, row.people, "") for row in result.placed.stays],
        ),
    )
    sides: dict[str, int] = {}
    for kind in result.staff.kinds:
        sides[kind.side] = sides.get(kind.side, 0) + kind.people
    yield (
        "构成",
        Rows(
            ("方面", "类别", "人数", "占比", "备注"),
            [(row.side, row.kind, row.people, _part(row.people, sides[row.side]), "") for row in result.staff.kinds],
        ),
    )
    yield (
        "离开",
        Rows(
            ("日期", "机构", "编号", "类别", "原因"),
            [(row.left_on, row.name, row.person, row.profession, row.reason) for row in result.staff.leavers],
        ),
    )


def _again(number: int) -> str:
    return f"{number}人以前派出过" if number else ""


def _part(number: int | None, whole: int) -> Fraction | None:
    return Fraction(number, whole) if whole and number is not None else None


def _visits(result: "Effect") -> Iterator[tuple[str, Rows]]:
    names = (
        ("总", "基层", "基层占比", "primary_share"), ("", "村", "村占比", "village_share"),
        ("首诊", "首诊基层", "首诊占比", "rural_first_share"), ("参保", "参保基层", "参保占比", "insured_share"),
        ("住院", "县域", "住院占比", "retention"),
    )  # fmt: skip
    years = []
    for row in result.visits.years:
        line: list[Value] = [row.year]
        for whole, _, _, name in names:
            one = row.shares[name]
            share = Fraction(one.value.value) if one.value else None
            line += [*([cell(one.denominator)] if whole else []), cell(one.numerator), share]
        years.append(tuple(line))
    fields = [field for whole, part, share, _ in names for field in (*([whole] if whole else []), part, share)]
    yield "年诊", Rows(("年度", *fields), years)
    yield (
        "增减",
        Rows(
            ("机构", "月数", *(f"{label}{side}" for label, _ in ITEMS for side in ("基期", "本期", "增减"))),
            [
                (
                    row.name,
                    row.months,
                    *(value for _, name in ITEMS for value in (row.before[name], row.after[name], row.change(name))),
                )
                for row in result.monthly.growths
            ],
        ),
    )
    yield "期", Rows(
        (
            "期", "期间", *(f"{label}{side}" for label, _ in PERIOD_ITEMS for side in ("", "环比", "同比")), "填报",
            "上期填报", "同期填报",
        ),
        [_period(row) for row in result.monthly.periods],
    )  # fmt: skip
    yield (
        "前后",
        Rows(
            ("机构", "指标", "基期", "基期数", "本期", "本期数", "口径", "到", "几倍", "说明"),
            [_compared(row) for row in result.compared.rows],
        ),
    )


def _period(row: "PeriodRow") -> tuple[Value, ...]:
    figures = (
        value for _, name in PERIOD_ITEMS for value in (row.counts[name], row.change(name), row.yearly_change(name))
    )
    return (row.kind, row.label, *figures, row.reports, row.before_reports, row.last_reports)


def _compared(row: "Compared") -> tuple[Value, ...]:
    notes = ["从无到有"] if not row.base and row.now else []
    if row.monthly is None and not row.same_season:
        notes.append("两期不是同样的月份，有季节影响")
    return (
        row.name,
        row.item,
        f"{row.base_from}至{row.base_to}",
        row.base,
        f"{row.now_from}至{row.now_to}",
        row.now,
        "按月均" if row.monthly else "按总数",
        row.times,
        row.more,
        "；".join(notes),
    )


def _rest(result: "Effect") -> Iterator[tuple[str, Rows]]:
    register, satisfaction = result.register, result.satisfaction
    yield (
        "首例",
        Rows(
            ("序号", "日期", "机构", "技术", "负责人", "团队", "当年"),
            numbered(
                (
                    row.on,
                    row.place,
                    row.technique,
                    row.lead_name,
                    "、".join(row.team_names),
                    _yes(row.on.year == result.year),
                )
                for row in register.first_cases
            ),
        ),
    )
    yield (
        "科室",
        Rows(
            ("序号", "日期", "机构", "科室", "类别", "重点", "门诊"),
            numbered(
                (row.opened_on, row.place, row.name, row.kind, row.key_level, _yes(row.clinic))
                for row in register.departments
            ),
        ),
    )
    yield (
        "活动",
        Rows(
            ("类别", "当年次数", "当年人次", "累计次数", "累计人次", "培训"),
            [
                (row.kind, row.in_year, row.attended_in_year, row.times, row.attended, _yes(row.kind in TRAININGS))
                for row in register.activities
            ],
        ),
    )
    yield (
        "等级",
        Rows(
            ("机构", "类别", "结果", "日期", "文号", "编码"),
            [(row.place, row.kind, row.rating, row.since, row.document, row.institution) for row in register.grades],
        ),
    )
    yield (
        "节省",
        Rows(
            ("机构", "项目", "人数", "每人", "合计", "依据"),
            [
                (row.place, row.item, row.patients, Yuan(row.each), money(row.whole), row.basis)
                for row in satisfaction.savings
            ],
        ),
    )
    yield (
        "满意",
        Rows(
            ("对象", "愿意", "份数", "满意", "率", "备注"),
            [
                (
                    row.party,
                    row.willing,
                    row.answers,
                    row.content,
                    row.rate,
                    "" if row.answers is not None else "未填报",
                )
                for row in satisfaction.surveys
            ],
        ),
    )
    yield "三通", Rows(("方面", "指标", "结果", "依据", "说明"), [*_grouped(result, DIMENSIONS, "dimension")])
    yield "机制", Rows(("机制", "指标", "结果", "依据", "说明"), [*_grouped(result, MECHANISMS, "mechanism")])


def _grouped(result: "Effect", names: tuple[str, ...], side: str) -> Iterator[tuple[Value, ...]]:
    for name in names:
        for one in result.indicators:
            if getattr(one, side) == name:
                yield (name, one.name, in_words(one), cite(one.clause), one.note)


def _yes(flag: bool) -> str:
    return "是" if flag else ""
