"""强基目标完成情况: each target with goal, actual, gap, source and owner; milestones, hires, tasks (L01–P30)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.targets_each import MET, NOT_REPORTED
from countyhire.model.amount import Amount
from countyhire.model.money import decimal_text, fixed_text, yuan
from countyhire.policy.clauses import cite
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.quota import percent
from countyhire.reports.values import Value, Yuan, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.targets import Targets
    from countyhire.compute.targets_each import Target

TABLE = "强基目标完成情况"


def targets_documents(result: "Targets", letter: Letterhead) -> list[Document]:
    """The workbook and its working; nothing where the pack has no targets and nobody to list."""
    if not result.targets and not result.multi_site:
        return []
    letter = replace(letter, year=result.year)
    title = f"{letter.district}{result.year}年度强基目标计算过程"
    return [_workbook(result, letter), *working(letter, title, _figures(result), "L01")]


def _figures(result: "Targets") -> list[Amount]:
    found = [figure for one in result.targets for figure in (one.goal, one.most, one.actual)]
    found += [figure for row in result.milestones for figure in (row.line, row.growth)]
    return [figure for figure in found if figure is not None]


def _workbook(result: "Targets", letter: Letterhead) -> Document:
    rows = Rows(
        ("序号", "目标", "要求", "实际", "差", "结论", "责任", "来源", "依据", "说明"),
        numbered(_target(result, one) for one in result.targets),
    )
    unmet = [one for one in result.targets if one.verdict != MET]
    values: dict[str, Value] = {
        "总述": _summary(result),
        "说明": _remarks(result),
        "依据": source("L01", "P25", "P30"),
        "截至": official_day(min(result.on, _end(result))),
        "招聘说明": result.tension or "每年的范围和累计数没有不一致",
        "核对招聘": agreed(
            sum(row.hired for row in result.hires) == (result.hires[-1].cumulative if result.hires else 0)
        ),
        "招聘合计.人数": sum(row.hired for row in result.hires),
        "核对数": check_figure(rows, f"达到{len(result.targets) - len(unmet)}项"),
    }
    lists = {
        "行": rows,
        "未": Rows(
            ("序号", "目标", "结论", "差", "责任", "任务"),
            numbered(
                (one.name, one.verdict, gap_text(one), "、".join(result.owners(one)), _task(result, one))
                for one in unmet
            ),
        ),
        "年": Rows(
            ("年度", "直线", "人员", "增长", "医务"),
            [
                (
                    row.year, int(row.line.value) if row.line else None, row.staff, int(row.growth.value),
                    row.technical,
                )
                for row in result.milestones
            ],
        ),
        "招": Rows(
            ("年度", "人数", "累计", "结论"),
            [(row.year, row.hired, row.cumulative, row.verdict) for row in result.hires],
        ),
        "任": Rows(
            ("编号", "任务", "责任", "目标", "情况"),
            [
                (task.number, task.words, "、".join(task.owners), *_reached(result, task.number))
                for task in result.tasks
            ],
        ),
        "多": Rows(
            ("序号", "编号", "姓名", "单位", "备案"),
            numbered((one.person, one.name, one.home, "、".join(one.places)) for one in result.multi_site),
        ),
        **_listed(result),
    }  # fmt: skip
    values |= {
        "名单合计.人数": sum(len(one.entries) for one in result.lists),
        "名单合计.未落实": sum(one.missing for one in result.lists),
        "名单合计.补助": Yuan(sum(one.subsidy for one in result.lists)),
    }
    return excel(letter, TABLE, values, lists)


def _listed(result: "Targets") -> dict[str, Rows]:
    """The lists' totals, and everybody on them."""
    return {
        "单": Rows(
            ("序号", "名单", "人数", "未落实", "补助", "责任", "依据"),
            numbered(
                (
                    one.name, len(one.entries), one.missing, Yuan(one.subsidy),
                    "、".join(result.departments(one.item)), cite(one.clause),
                )
                for one in result.lists
            ),
        ),
        "名": Rows(
            ("序号", "名单", "编号", "姓名", "单位", "情况", "补助"),
            numbered(
                (
                    one.name, entry.code, entry.name, entry.place, entry.words,
                    None if entry.subsidy is None else Yuan(entry.subsidy),
                )
                for one in result.lists
                for entry in one.entries
            ),
        ),
    }  # fmt: skip


def _target(result: "Targets", one: "Target") -> tuple[Value, ...]:
    return (
        one.name, goal_text(one), text(one.actual), gap_text(one), one.verdict, "、".join(result.owners(one)),
        one.source, cite(one.clause), one.missing or one.note,
    )  # fmt: skip


def _task(result: "Targets", one: "Target") -> str:
    return next((f"{task.number}. {task.words}" for task in result.tasks if task.number == one.item), "")


def _reached(result: "Targets", number: int) -> Iterator[str]:
    """The targets of a task, and how many of them are reached."""
    own = [one for one in result.targets if one.item == number]
    yield "、".join(one.name for one in own)
    met = sum(one.verdict == MET for one in own)
    yield f"{len(own)}项达到{met}项" if own else "没有数量目标，由责任部门说明"


def _summary(result: "Targets") -> str:
    if not result.targets:
        return "所用政策包没有基层队伍建设的目标。"
    met = sum(one.verdict == MET for one in result.targets)
    unknown = sum(one.verdict == NOT_REPORTED for one in result.targets)
    return (
        f"截至{official_day(min(result.on, _end(result)))}，{len(result.targets)}项目标达到{met}项，"
        f"未达到{len(result.targets) - met - unknown}项，未填报{unknown}项。"
    )


def _remarks(result: "Targets") -> str:
    return (
        "基层机构指乡镇卫生院、社区卫生服务中心（站）和村卫生室；在册人员按入职日期和离职日期，不含柔性引进和返聘；"
        "医务人员指卫生技术人员；乡村医生按现有名单计，各年同数；未填报的不作0计。"
    )


def _end(result: "Targets") -> date:
    return date(result.year, 12, 31)


def text(amount: Amount | None) -> str:
    """A figure with its unit; a share in per cent; empty where it is not known."""
    if amount is None:
        return ""
    return percent(Fraction(amount.value)) if amount.unit == "比例" else f"{amount.shown}{amount.unit}"


def goal_text(one: "Target") -> str:
    """What is asked: `不少于35人`, `30人至50人`."""
    if one.goal is None:
        return NOT_REPORTED
    return f"{text(one.goal)}至{text(one.most)}" if one.most else f"不少于{text(one.goal)}"


def gap_text(one: "Target") -> str:
    """What is missing to the goal; a share in percentage points."""
    if one.gap is None or one.goal is None:
        return ""
    if one.goal.unit == "比例":
        return f"{decimal_text(one.gap * 100, 2)}个百分点" if one.gap else "0"
    return f"{decimal_text(one.gap)}{one.goal.unit}" if one.gap else "0"


def targets_view(result: "Targets") -> dict[str, Any]:
    """The same as plain data; a number of people is an integer, a share a text of four decimals."""
    return {
        "first_year": result.first_year,
        "targets": [
            {
                "key": one.key,
                "name": one.name,
                "goal": machine(one.goal),
                "most": machine(one.most),
                "actual": machine(one.actual),
                "gap": None if one.gap is None or one.goal is None else machine(replace(one.goal, value=one.gap)),
                "verdict": one.verdict,
                "goal_text": goal_text(one),
                "actual_text": text(one.actual) or NOT_REPORTED,
                "gap_text": gap_text(one),
                "missing": one.missing,
                "owners": list(result.owners(one)),
                "source": one.source,
                "clause": one.clause,
            }
            for one in result.targets
        ],
        "milestones": [
            {
                "year": row.year,
                "line": machine(row.line),
                "staff": row.staff,
                "growth": machine(row.growth),
                "technical": row.technical,
            }
            for row in result.milestones
        ],
        "hires": [
            {"year": row.year, "hired": row.hired, "cumulative": row.cumulative, "verdict": row.verdict}
            for row in result.hires
        ],
        "lists": [
            {
                "key": one.key,
                "name": one.name,
                "clause": one.clause,
                "count": len(one.entries),
                "missing": one.missing,
                "subsidy": yuan(one.subsidy),
                "rows": [
                    {
                        "person": entry.code or None,
                        "place": entry.place,
                        "words": entry.words,
                        "missing": entry.missing,
                        "subsidy": None if entry.subsidy is None else yuan(entry.subsidy),
                    }
                    for entry in one.entries
                ],
            }
            for one in result.lists
        ],
        "tension": result.tension,
        "multi_site": [
            {"person": one.person, "home": one.home, "places": list(one.places)} for one in result.multi_site
        ],
        "tasks": [{"number": task.number, "owners": list(task.owners)} for task in result.tasks],
    }


def machine(amount: Amount | None) -> int | str | None:
    """A count as an integer, a share with four decimals."""
    if amount is None:
        return None
    return fixed_text(Fraction(amount.value), 4) if amount.unit == "比例" else int(amount.value)
