"""基层机构绩效核定表: the primary institutions' own pay, its bands, shares and lists (强基工程 10, 11, 17; I17)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.answers import answers
from countyhire.compute.pay.bands import HEAD, OVERTIME, PRACTITIONERS, TOTAL, WITHIN
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import yuan_grouped
from countyhire.policy.clauses import cite
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, reading, source
from countyhire.reports.payroll import count, exact_yuan, money, money_sum
from countyhire.reports.values import Value, Yuan
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.pay.apart import Apart
    from countyhire.compute.pay.bands import Band
    from countyhire.compute.pay.primary import Primary, Unit

TABLE = "基层机构绩效核定表"
CLAUSES = {TOTAL: "O01", OVERTIME: "O03", HEAD: "O05", PRACTITIONERS: "O09"}
ANSWERS = ("pay.overtime_base", "pay.general_practice_base", "pay.head_avg")
NO_RULE = "所用政策包没有规定基层机构绩效工资水平，只核对核定数和实发数"


def primary_documents(result: "Primary", letter: Letterhead, book: Book) -> list[Document]:
    """The workbook and its working."""
    letter = replace(letter, year=result.year)
    title = f"{letter.district}{result.year}年度基层机构绩效工资计算过程"
    return [_workbook(result, letter, book), *working(letter, title, _figures(result), "O01")]


def _figures(result: "Primary") -> list[Amount]:
    found: list[Amount | None] = []
    for unit in result.units:
        found += [unit.left or unit.approved, unit.base, unit.spent, unit.average]
        found += [bound for band in unit.bands for bound in (band.low, band.high)]
        found += [one.due for one in unit.deputies]
        found += [unit.basic, unit.incentive, unit.available, unit.share, unit.hours.eligible]
        found += [figure for one in unit.tilts for figure in (one.mean, one.unit)]
        found += [unit.agreed, unit.contracts]
    found += [figure for one in result.history for figure in (one.level, one.change)]
    found += [figure for pair in result.unequal for figure in (pair.own, pair.peers)]
    found += [one.due for one in result.confirmed]
    return [figure for figure in found if figure is not None]


def _workbook(result: "Primary", letter: Letterhead, book: Book) -> Document:
    units = result.units
    rows = Rows(
        (
            "序号", "编码", "机构", "人数", "核定", "加班", "全科", "基本", "实发", "结余", "负责人", "协议", "签约",
            "结论",
        ),
        numbered(_unit(unit, result.ruled) for unit in units),
    )  # fmt: skip
    apart = [
        (
            unit.name, one.person, one.name, one.row.role or "职工", money(one.head), money(one.agreed),
            money(one.contract), _apart_note(one, book),
        )
        for unit in units
        for one in unit.apart
    ]  # fmt: skip
    values: dict[str, Value] = {
        "总述": _summary(result),
        "说明": _remarks(result, letter),
        "依据": source("O01", "O03", "O07", "O09", "I17") if result.ruled else source("I17"),
        "水平依据": source("O01", "O03", "O05", "O09"),
        "班子依据": source("O06"),
        "结构依据": source("O02", "O04", "O10", "O12"),
        "倾斜依据": source("O13"),
        "单列依据": source("O07", "O11", "P15"),
        "历年依据": source("O08"),
        "同酬依据": source("M07"),
        "定级依据": source("O16"),
        "核对": agreed(all(unit.base.value + _added(unit) == unit.approved.value for unit in units)),
        "核对单列": agreed(all(_apart(apart, place) == told for place, told in _apart_told(units).items())),
        "核对结构": agreed(all(unit.basic is None or _split(unit) == unit.approved.value for unit in units)),
        **_sums(units, apart),
        "核对数": check_figure(rows, f"核定合计{yuan_grouped(sum(int(unit.approved.value) for unit in units))}元"),
    }
    lists = {
        "行": rows,
        "水平": Rows(
            ("机构", "对象", "项目", "数", "下限", "上限", "结论", "依据"),
            [_band(unit, band, book) for unit in units for band in unit.bands],
        ),
        "班子": Rows(
            ("机构", "编号", "姓名", "月数", "应发", "实发", "备注"),
            [
                (
                    unit.name, one.person, one.name,
                    Fraction(12) if one.row.months is None else one.row.months,
                    money(one.due), money(one.paid),
                    "没有班子成员比例或主要负责人" if one.due is None else "" if one.agrees else "与应发数不同",
                )
                for unit in units
                for one in unit.deputies
            ],
        ),
        "结构": Rows(
            ("机构", "核定", "基础", "奖励", "可用", "绩效", "全科", "全科得", "占比", "加班", "调休", "可付"),
            [_structure(unit) for unit in units],
        ),
        "倾斜": Rows(
            ("机构", "组别", "人数", "平均", "全体", "结论"),
            [
                (
                    unit.name, one.label, one.people, count(one.mean), count(one.unit),
                    ("高于全体" if one.leans else "未高于全体") if one.apart else "全体都在此列",
                )
                for unit in units
                for one in unit.tilts
            ],
        ),
        "单列": Rows(("机构", "编号", "姓名", "职务", "负责人", "协议", "签约", "备注"), apart),
        "历年": Rows(
            ("机构", "年度", "文号", "核定", "人均", "增减", "备注"),
            [
                (
                    one.name, one.year, one.document, money(one.approved),
                    exact_yuan(one.level) if one.level else None, money(one.change),
                    "；".join(filter(None, (_gap("", one.missed), _gap("此后", one.since)))),
                )
                for one in result.history
            ],
        ),
        "同酬": Rows(
            ("编号", "姓名", "机构", "等级", "项目", "月份", "本人", "编内"),
            [
                (
                    one.person, one.name, book.institution_name(one.institution), one.grade, one.label,
                    "、".join(map(str, one.months)), money(one.own), money(one.peers),
                )
                for one in result.unequal
            ],
        ),
        "定级": Rows(
            ("编号", "姓名", "学历", "机构", "日期", "一般", "应定", "实定", "结论"),
            [_confirmed(one, book) for one in result.confirmed],
        ),
    }  # fmt: skip
    return excel(letter, TABLE, values, lists)


def _unit(unit: "Unit", ruled: bool) -> tuple[Value, ...]:
    return (
        unit.institution,
        unit.name,
        unit.row.headcount,
        money(unit.approved),
        Yuan(unit.row.overtime) if unit.row.overtime else None,
        Yuan(unit.row.practitioners) if unit.row.practitioners else None,
        money(unit.base),
        money(unit.counted),
        money(unit.left),
        money(unit.heads) if unit.heads.value else None,
        money(unit.agreed) if unit.agreed.value else None,
        money(unit.contracts) if unit.contracts.value else None,
        _verdict(unit, ruled),
    )


def _verdict(unit: "Unit", ruled: bool) -> str:
    """What the bands say of an institution, in a few words."""
    over = "超过核定" if unit.left and unit.left.value < 0 else ""
    if not ruled:
        return over or ("没有实发数" if unit.left is None else "未超过核定")
    names = {TOTAL: "总量", OVERTIME: "加班增核", HEAD: "负责人年薪", PRACTITIONERS: "全科增核"}
    wrong = [f"{names[band.key]}{band.verdict}规定" for band in unit.bands if band.verdict != WITHIN]
    if unit.band(TOTAL) is None:
        wrong.append("缺人数或基准线")
    if unit.incomplete and unit.heads.value:
        wrong.append("逐人合计少于实发总量，负责人年薪没有核对")
    return "；".join(part for part in (over, *dict.fromkeys(wrong)) if part) or "符合"


def _band(unit: "Unit", band: "Band", book: Book) -> tuple[Value, ...]:
    who = "" if band.subject == unit.institution else f"{band.subject} {book.person_name(band.subject)}"
    name = "主要负责人年薪" if band.key == HEAD else band.name
    return (
        unit.name, who, name, money(band.value), money(band.low), money(band.high), band.verdict,
        cite(CLAUSES[band.key]),
    )  # fmt: skip


def _structure(unit: "Unit") -> tuple[Value, ...]:
    told = bool(unit.hours.rows)
    return (
        unit.name,
        money(unit.approved),
        money(unit.basic),
        money(unit.incentive),
        money(unit.available),
        money(unit.spent),
        Yuan(unit.row.practitioners) if unit.row.practitioners else None,
        money(unit.reached),
        count(unit.share),
        count(unit.hours.worked) if told else None,
        count(unit.hours.given_back) if told else None,
        count(unit.hours.eligible) if told else None,
    )


def _confirmed(one: Any, book: Book) -> tuple[Value, ...]:
    person = book.person(one.person)
    told = "高定一级" if not one.why else f"不高定：{one.why}"
    return (
        one.person,
        one.name,
        person.education if person else "",
        book.institution_name(person.institution) if person else "",
        one.row.regraded_on,
        one.row.ordinary,
        int(one.due.value),
        int(one.given.value),
        told if one.agrees else f"{told}，实定不符",
    )


def _apart_note(one: "Apart", book: Book) -> str:
    """Agreed pay is for 骨干 only (强基工程 17)."""
    if one.agreed is None:
        return ""
    person = book.person(one.person)
    return "" if person and person.backbone else "花名册未列为骨干"


def _added(unit: "Unit") -> int:
    return (unit.row.overtime or 0) + (unit.row.practitioners or 0)


def _sums(units: "Sequence[Unit]", apart: Sequence[tuple[Value, ...]]) -> dict[str, Value]:
    """What stands below the columns of money and of hours."""
    deputies = [one for unit in units for one in unit.deputies]
    told = [unit for unit in units if unit.hours.rows]
    return {
        "合计.核定": money_sum([unit.approved for unit in units]),
        "合计.加班": Yuan(sum(unit.row.overtime or 0 for unit in units)),
        "合计.全科": Yuan(sum(unit.row.practitioners or 0 for unit in units)),
        "合计.基本": money_sum([unit.base for unit in units]),
        "合计.实发": money_sum([unit.counted for unit in units]),
        "合计.结余": money_sum([unit.left for unit in units]),
        "合计.负责人": money_sum([unit.heads for unit in units]),
        "合计.协议": money_sum([unit.agreed for unit in units]),
        "合计.签约": money_sum([unit.contracts for unit in units]),
        "班子合计.应发": money_sum([one.due for one in deputies]),
        "班子合计.实发": money_sum([one.paid for one in deputies]),
        "结构合计.核定": money_sum([unit.approved for unit in units]),
        "结构合计.基础": money_sum([unit.basic for unit in units]),
        "结构合计.奖励": money_sum([unit.incentive for unit in units]),
        "结构合计.可用": money_sum([unit.available for unit in units]),
        "结构合计.绩效": money_sum([unit.spent for unit in units]),
        "结构合计.全科": Yuan(sum(unit.row.practitioners or 0 for unit in units)),
        "结构合计.全科得": money_sum([unit.reached for unit in units]),
        "结构合计.加班": sum((Fraction(unit.hours.worked.value) for unit in told), Fraction(0)),
        "结构合计.调休": sum((Fraction(unit.hours.given_back.value) for unit in told), Fraction(0)),
        "结构合计.可付": sum((Fraction(unit.hours.eligible.value) for unit in told), Fraction(0)),
        "单列合计.负责人": Yuan(_apart(apart, 4)),
        "单列合计.协议": Yuan(_apart(apart, 5)),
        "单列合计.签约": Yuan(_apart(apart, 6)),
    }


def _gap(when: str, years: Sequence[int]) -> str:
    return f"{when}{'、'.join(map(str, years))}年没有核定" if years else ""


def _apart(rows: Sequence[tuple[Value, ...]], place: int) -> int:
    """The sum of a column of money, in fen."""
    return sum(cell.fen for row in rows if isinstance(cell := row[place], Yuan))


def _apart_told(units: "Sequence[Unit]") -> dict[int, int]:
    """The same three sums by the institutions' own figures."""
    return {
        4: sum(int(unit.heads.value) for unit in units),
        5: sum(int(unit.agreed.value) for unit in units),
        6: sum(int(unit.contracts.value) for unit in units),
    }


def _split(unit: "Unit") -> int:
    return int(unit.basic.value if unit.basic else 0) + int(unit.incentive.value if unit.incentive else 0)


def _summary(result: "Primary") -> str:
    approved = sum(int(unit.approved.value) for unit in result.units)
    text = f"基层机构{len(result.units)}个，{result.year}年核定绩效工资总量合计{yuan_grouped(approved)}元"
    if not result.ruled:
        return f"{text}；{NO_RULE}。"
    wrong = sum(1 for unit in result.units if any(band.verdict != WITHIN for band in unit.bands))
    return f"{text}；有不符合规定水平的机构{wrong}个。"


def _remarks(result: "Primary", letter: Letterhead) -> str:
    apart = "实发总量不含主要负责人绩效、协议工资和签约服务报酬"
    if not result.ruled:
        return apart
    told = reading(answers(letter.policy, ANSWERS, letter.on))
    return f"{apart}；基本总量＝核定总量－加班增核－全科增核，界限四舍五入到分；{told}"
