"""工作成效: the indicators on paper for the annual report, which goes to people outside the office (X9)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from countyhire.compute.effect.before_after import THEME as COMPARED
from countyhire.compute.effect.indicator import DIMENSIONS, MECHANISMS
from countyhire.compute.small_cells import held_back
from countyhire.policy import clauses
from countyhire.reports.effect_figures import POINTS, TIMES, in_words
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, notice
from countyhire.reports.values import official_day, official_days

if TYPE_CHECKING:
    from countyhire.compute.effect import Effect
    from countyhire.compute.effect.indicator import Indicator
    from countyhire.model.amount import Amount

PAGE, NAME = "工作成效", "工作成效（年报用）"
HELD = "不足{least}人，不列"
BESIDE = "人数少，不列"
SMALL = "数小，不列"
COUNTED_TWICE = ("physician_growth", "physician_multiple")
"""The same physicians as in the share, today and before: what hides one hides these."""


def effect_page(result: "Effect", letter: Letterhead, least: int) -> list[Document]:
    """The page as PDF, where pages are wanted. No person is named on it, and no count points at one."""
    if not letter.pdf:
        return []
    hidden = hidden_figures(result, least)
    groups = [
        {
            "名称": f"{number}、{name}",
            "行": [_row(one, hidden) for one in result.indicators if one.dimension == name],
        }
        for number, name in zip("一二三", DIMENSIONS, strict=True)
    ]
    mechanisms = [
        {"名称": name, "行": [_short(one, hidden) for one in result.indicators if one.mechanism == name]}
        for name in MECHANISMS
    ]
    lines = [tuple(row.values()) for group in groups for row in group["行"]]  # type: ignore[attr-defined]
    missing = [one.name for one in result.indicators if one.missing == "未填报"]
    data = {
        "截止": official_day(result.until),
        "未结束": not result.over,
        "组": groups,
        "机制": mechanisms,
        "未填报": missing,
        "少": least,
        "依据": "；".join(sorted({_document(one.clause) for one in result.indicators})),
        "核对数": check_figure(Rows(("指标", "结果", "得出"), lines)),
    }
    title = f"{letter.district}{result.year}年度“县聘乡用”工作成效"
    return [notice(letter, PAGE, title, data, NAME, published=True)]


def hidden_figures(result: "Effect", least: int) -> Mapping[str, str]:
    """What stands in the place of an indicator whose figures would give a small number of people away, by id.

    Every indicator of people is a count with what it is part of, if any: count + rest = whole. The parts of 累计派出
    (by title, specialty, year) share their whole.
    """
    cells: dict[str, int] = {}
    sums = []
    wholes: dict[tuple[str, int], str] = {}
    for one in result.indicators:
        if not one.people or one.numerator is None or one.value is None:
            continue
        number = int(one.numerator.value)
        cells[one.id] = number
        if one.denominator is not None:
            whole = int(one.denominator.value)
            key = wholes.setdefault((one.denominator.label, whole), f"{one.id}=")
            cells[key] = whole
            cells[f"{one.id}-"] = whole - number
            sums.append((key, (one.id, f"{one.id}-")))
    held = held_back(cells, sums, least)
    hidden = {}
    for one in result.indicators:
        number = cells.get(one.id)
        if number is None:
            continue
        if one.id in held:
            hidden[one.id] = HELD.format(least=least) if 0 < number < least else BESIDE
        elif f"{one.id}-" in held:
            hidden[one.id] = BESIDE
    for one in result.indicators:  # a birth or a case of one or two, at a named place
        if one.theme == COMPARED and one.denominator is not None:
            parts = [leaf for side in (one.numerator, one.denominator) if side for _, leaf in side.walk() if leaf.cell]
            if any(0 < leaf.value < least for leaf in parts):
                hidden[one.id] = SMALL
        if one.id in COUNTED_TWICE and one.value is not None:  # the number of one day beside that of another
            parts = [leaf for side in (one.numerator, one.denominator) if side for _, leaf in side.walk()]
            if any(not leaf.inputs and 0 < leaf.value < least for leaf in parts) or "physician_share" in hidden:
                hidden[one.id] = BESIDE
    return hidden


def _row(one: "Indicator", hidden: Mapping[str, str]) -> dict[str, str]:
    kept = one.id in hidden
    return {
        "指标": one.name,
        "结果": hidden.get(one.id) or in_words(one),
        "得出": "" if kept else _made_of(one),
    }


def _made_of(one: "Indicator") -> str:
    """What was divided of what, or both periods of a comparison; nothing for a plain count, whose result says it."""
    if one.numerator is None or one.denominator is None:
        return ""
    if one.note and (one.unit in (TIMES, POINTS) or one.id.endswith("_growth")):
        return official_days(one.note)
    return f"{_figure(one.numerator)} ÷ {_figure(one.denominator)}"


def _figure(amount: "Amount") -> str:
    """`中级以上人数1,811`."""
    text = amount.shown if amount.unit == "元" or amount.value.denominator != 1 else f"{int(amount.value):,}"
    return f"{amount.label}{text}"


def _document(clause: str) -> str:
    """The document of a clause without the place in it."""
    return clauses.clause(clause).document


def _short(one: "Indicator", hidden: Mapping[str, str]) -> str:
    absent = hidden.get(one.id) or one.missing
    return f"{one.name}（{absent}）" if absent else f"{one.name}{in_words(one)}"
