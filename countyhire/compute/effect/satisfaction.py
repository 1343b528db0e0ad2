"""What patients save, what the three parties say, what the pools bear, how months were judged (H24, I20, I03, I12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.effect.indicator import (
    ASSESSMENT,
    MONEY,
    PEOPLE,
    SUPPORT,
    TALENT,
    About,
    Indicator,
    Scope,
    count,
    counted,
    rows_of,
    share,
    summed,
)
from countyhire.compute.funds import fund
from countyhire.compute.presence import from_home
from countyhire.model.amount import Amount, given, product, total
from countyhire.model.outcomes import PARTIES, Saving

THEME = "群众和各方"
FUNDS = "资金保障"
WILLING = {"派出医院": "愿意放", "基层机构": "愿意接", "派驻医师": "愿意干"}


@dataclass(frozen=True, slots=True)
class SavingRow:
    """Patients × what each saves in a year, in fen (H24)."""

    institution: str
    place: str
    item: str
    patients: int
    each: int
    whole: Amount
    basis: str


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One party's answers in a year: how many, how many of them content (I20)."""

    party: str
    willing: str
    answers: int | None
    content: int | None
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The indicators of this theme, and their tables."""

    indicators: tuple[Indicator, ...]
    savings: tuple[SavingRow, ...]
    surveys: tuple[SurveyRow, ...]


def satisfaction(scope: Scope) -> Satisfaction:
    savings, surveys = _savings(scope), _surveys(scope)
    indicators = [*_saved(savings), *_content(scope, surveys), *_judged(scope), *_pools(scope)]
    return Satisfaction(tuple(indicators), savings, tuple(row for row, _, _ in surveys))


def _savings(scope: Scope) -> tuple[SavingRow, ...]:
    rows = [
        row
        for row in scope.book.savings
        if row.year == scope.until.year == scope.year and row.patients is not None and row.saving is not None
    ]
    rows.sort(key=lambda row: (row.institution, row.item))
    return tuple(_saving(scope, row) for row in rows)


def _saving(scope: Scope, row: Saving) -> SavingRow:
    patients, each = row.patients or 0, row.saving or 0
    name = scope.book.institution_name(row.institution)
    parts = (
        given(f"{row.item}受益患者", patients, "人", row.cell("patients"), "H24"),
        given("每人每年节省", each, "元", row.cell("saving"), "H24"),
    )
    return SavingRow(
        row.institution, name, row.item, patients, each, product(f"{name}{row.item}节省", parts, "元", "H24"), row.basis
    )


def _saved(rows: Sequence[SavingRow]) -> list[Indicator]:
    about = About(
        "patients_save",
        THEME,
        "就近就医年节省费用（估算）",
        "H24",
        rows_of("成效台账", "就医节省", rows),
        MONEY,
        SUPPORT,
    )
    if not rows:
        return [count(about, None)]
    value = total("就近就医年节省费用", tuple(row.whole for row in rows), "元", "H24", "受益患者人数×每人每年节省")
    return [count(about, value, f"受益患者{sum(row.patients for row in rows)}人，为估算数")]


def _surveys(scope: Scope) -> list[tuple[SurveyRow, Amount | None, Amount | None]]:
    """Each party's answers of the year added up; a party that was not asked stays in the table."""
    found = []
    for party in PARTIES:
        rows = [row for row in scope.book.surveys if row.year == scope.until.year == scope.year and row.party == party]
        rows = [row for row in rows if row.answers is not None and row.content is not None]
        answers = summed(f"{party}有效问卷", rows, "answers", "份", "I20")
        content = summed(f"{party}满意问卷", rows, "content", "份", "I20")
        rate = Fraction(content.value, answers.value) if content and answers and answers.value else None
        row = SurveyRow(
            party,
            WILLING[party],
            int(answers.value) if answers else None,
            int(content.value) if content else None,
            rate,
        )
        found.append((row, content, answers))
    return found


def _content(scope: Scope, rows: Sequence[tuple[SurveyRow, Amount | None, Amount | None]]) -> list[Indicator]:
    source = "成效台账/满意度 满意份数、有效问卷份数"
    names = ("hospitals_content", "primary_content", "physicians_content")
    return [
        share(
            About(name, THEME, f"{row.party}满意率（{row.willing}）", "I20", source, PEOPLE, people=True), top, bottom
        )
        for name, (row, top, bottom) in zip(names, rows, strict=True)
    ]


def _judged(scope: Scope) -> list[Indicator]:
    """The year's monthly assessments: how many, and how many of them 优秀."""
    rows = [row for row in scope.book.scores if row.month and row.month.year == scope.year]
    rows = [row for row in rows if row.month and row.month.first <= scope.until and row.score is not None]
    rows = [row for row in rows if not from_home(scope.book, row)]  # of a double assessment the receiver's (J19)
    source = rows_of("月度考核表", "月度考核", rows)
    held = About("months_judged", "月度考核", "当年月度考核人次", "H37", source, PEOPLE, ASSESSMENT)
    best = About("excellent_share", "月度考核", "月度考核优秀占比", "H37", source, PEOPLE, ASSESSMENT, people=True)
    if not rows:
        return [count(held, None), share(best, None, None)]
    graded = [row for row in rows if row.grade]
    top = counted("优秀人次", sum(row.grade == "优秀" for row in graded), "人次", "H37")
    bottom = counted("有等次的人次", len(graded), "人次", "H37")
    return [count(held, counted("当年月度考核人次", len(rows), "人次", "H37", "有得分的")), share(best, top, bottom)]


def _pools(scope: Scope) -> list[Indicator]:
    """What both pools took in and spent, over all years of the ledger (I05, I06)."""
    source = rows_of("资金池台账", "收支", scope.book.fund_entries)
    raised = About("pool_raised", FUNDS, "资金池累计筹集", "I05", source, MONEY, SUPPORT)
    used = About("pool_used", FUNDS, "资金池累计使用", "I06", source, MONEY, SUPPORT)
    rate = About("pool_use_rate", FUNDS, "资金池累计使用率", "I06", source, MONEY, SUPPORT)
    talent = About("pool_to_people", FUNDS, "当年用于派驻人员绩效和补助", "I07", source, MONEY, TALENT)
    if not any(row.on and row.on <= scope.until for row in scope.book.fund_entries):
        return [count(raised, None), count(used, None), share(rate, None, None), count(talent, None)]
    pools = fund(scope.book, scope.policy, scope.year, scope.until).pools
    came = total("资金池累计筹集", tuple(pool.total_income for pool in pools), "元", "I05")
    went = total("资金池累计使用", tuple(pool.total_spending for pool in pools), "元", "I06")
    uses = [amount for pool in pools for name, amount in pool.uses if name in ("派驻人员绩效", "派驻补助")]
    return [
        count(raised, came),
        count(used, went),
        share(rate, went, came),
        count(talent, total("用于派驻人员", tuple(uses), "元", "I07")),
    ]
