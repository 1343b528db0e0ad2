"""多年派出计划: the plan by specialty on sheets and on paper, its assumptions beside it (H59, J05)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.deadline import NEW_HIRE
from countyhire.model.book import Book
from countyhire.model.money import fixed_text
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import (
    Document,
    Letterhead,
    agreed,
    check_figure,
    excel,
    notice,
    numbered,
    source,
)
from countyhire.reports.values import Value

if TYPE_CHECKING:
    from countyhire.compute.simulate import Owing, Plan, PlanYear, SpecialtyYear

TABLE = "多年派出计划"
NUMBERS = {
    "places": "需求",
    "standing": "在岗",
    "continuing": "延续",
    "must_go": "须派",
    "must_go_sent": "已排",
    "sent": "派出",
    "short": "缺口",
    "free": "余员",
    "returning": "返回",
}
ON_PAPER = ("places", "must_go", "sent", "short", "free", "returning")
DUTIES = {True: "新招聘五年内", False: "申报副高前"}


def plan_documents(plan: "Plan", letter: Letterhead, book: Book) -> list[Document]:
    """The workbook, and the page where pages are wanted."""
    specialties = Rows(
        ("年度", "专业", "服务期", *NUMBERS.values()),
        [(row.year, one.specialty, _term(row), *_numbers(one)) for row in plan.years for one in row.specialties],
    )
    figure = check_figure(specialties)
    workbook = _workbook(plan, letter, book, specialties, figure)
    return [workbook, _page(plan, letter, book, figure)] if letter.pdf else [workbook]


def _workbook(plan: "Plan", letter: Letterhead, book: Book, specialties: Rows, figure: str) -> Document:
    years = Rows(
        ("年度", "服务期", *NUMBERS.values()),
        [(row.year, _term(row), *(row.sum(name) for name in NUMBERS)) for row in plan.years],
    )
    whole = {name: sum(row.sum(name) for row in plan.years) for name in NUMBERS}
    values: dict[str, Value] = {
        "起止": f"{plan.years[0].year}—{plan.years[-1].year}年",
        "总述": summary(plan),
        "前提": "；".join(f"{number}. {words}" for number, words in enumerate(plan.assumptions, 1)),
        "依据": source("H59", "J05"),
        "核对数": figure,
        **{f"{owner}.{NUMBERS[name]}": total for owner in ("合计", "专业行合计") for name, total in whole.items()},
        "核对": agreed(whole["places"] == whole["standing"] + whole["sent"] + whole["short"]),
    }
    lists = {
        "行": years,
        "专业行": specialties,
        "义务行": Rows(
            ("序号", "编号", "姓名", "单位", "专业", "义务", "开始", "完成", "批次", "赶得上", "原因"),
            numbered(_owing(row, book) for row in plan.owing),
        ),
        "覆盖行": _coverage(plan, book),
    }
    return excel(letter, TABLE, values, lists)


def _term(row: "PlanYear") -> str:
    return f"{row.term.first}至{row.term.last}"


def _numbers(row: "SpecialtyYear") -> tuple[int, ...]:
    return tuple(getattr(row, name) for name in NUMBERS)


def summary(plan: "Plan") -> str:
    """The whole plan in a few sentences, with the specialties that are short throughout."""
    places = sum(row.sum("places") for row in plan.years)
    sent, short = (sum(row.sum(name) for row in plan.years) for name in ("sent", "short"))
    always = set.intersection(*({one.specialty for one in row.specialties if one.short} for row in plan.years))
    late = sum(row.year is None for row in plan.owing)
    words = (
        f"{plan.years[0].year}至{plan.years[-1].year}年{len(plan.years)}批，需求{places}人次，计划派出{sent}人，"
        f"缺口{short}人次；义务尚未完成的{len(plan.owing)}项，排上{len(plan.owing) - late}项，没有排上{late}项。"
    )
    return words + (f"每批都有缺口的专业：{'、'.join(sorted(always))}。" if always else "")


def coverage_words(plan: "Plan", book: Book) -> str:
    """How far the plan reaches, beside the aims of the pack where it sets any (J05)."""
    found = plan.coverage
    words = (
        f"{len(plan.years)}批派出{found.doctors}人，覆盖接收单位{found.covered}家，"
        f"占全部{found.receivers}家的{_rate(found.covered, found.receivers)}。"
    )
    aims = (
        (found.aim_doctors, "派出", "人", found.doctors),
        (found.aim_receivers, "覆盖", "家", found.covered),
    )
    for aim, verb, unit, reached in aims:
        if aim is not None:
            within = f"{found.aim_years}年" if found.aim_years else ""
            met = "达到" if reached >= aim else f"差{aim - reached}{unit}"
            words += f"方案目标{within}{verb}{aim}{unit}：{met}。"
    if found.left:
        words += f"没有覆盖的：{'、'.join(book.institution_name(code) for code in found.left)}。"
    return words


def _rate(part: int, whole: int) -> str:
    return f"{fixed_text(Fraction(part, whole) * 100, 1)}%" if whole else "—"


def _owing(row: "Owing", book: Book) -> tuple[Value, ...]:
    in_time = row.in_time
    return (
        row.row.person,
        row.row.name,
        book.institution_name(row.row.institution),
        row.specialty,
        DUTIES[row.row.kind == NEW_HIRE],
        row.row.latest_start,
        row.row.finish_by,
        "没有排上" if row.year is None else f"{row.year}年",
        "—" if in_time is None else "是" if in_time else "否",
        row.why,
    )


def _coverage(plan: "Plan", book: Book) -> Rows:
    rows: list[tuple[Value, ...]] = []
    sent, whole = 0, plan.coverage.receivers
    for row in plan.years:
        sent += row.sum("sent")
        names = "、".join(book.institution_name(code) for code in row.reached)
        rows.append(
            (
                row.year, row.sum("sent"), sent, len(row.receivers), len(row.reached), row.covered, whole,
                _rate(row.covered, whole), names,
            )
        )  # fmt: skip
    return Rows(("年度", "派出", "累计派出", "单位", "新覆盖", "累计", "总数", "率", "名单"), rows)


def _page(plan: "Plan", letter: Letterhead, book: Book, figure: str) -> Document:
    names = list(dict.fromkeys(one.specialty for row in plan.years for one in row.specialties))
    by_year = [{one.specialty: one for one in row.specialties} for row in plan.years]
    data = {
        "总述": summary(plan),
        "年": [{"年度": row.year, **{NUMBERS[name]: row.sum(name) for name in ON_PAPER}} for row in plan.years],
        "合计": ["合计", *(sum(row.sum(name) for row in plan.years) for name in ON_PAPER)],
        "专业": [
            {
                "专业": name,
                "各年": [f"{year[name].sent}／{year[name].short}" if name in year else "—" for year in by_year],
            }
            for name in sorted(names)
        ],
        "覆盖": coverage_words(plan, book),
        "前提": list(plan.assumptions),
        "依据": source("H59", "J05"),
        "核对数": figure,
    }
    return notice(letter, TABLE, f"{letter.district}“县聘乡用”分专业多年派出计划", data, TABLE)


def plan_view(plan: "Plan") -> Mapping[str, Any]:
    """As plain data."""
    found = plan.coverage
    return {
        "status": plan.first.status,
        "years": [
            {
                "year": row.year,
                "start": row.term.first.isoformat(),
                "until": row.term.last.isoformat(),
                **{name: row.sum(name) for name in NUMBERS},
                "specialties": [
                    {"specialty": one.specialty, **{name: getattr(one, name) for name in NUMBERS}}
                    for one in row.specialties
                ],
                "receivers": list(row.receivers),
                "reached": list(row.reached),
                "covered": row.covered,
            }
            for row in plan.years
        ],
        "owing": [
            {
                "person": row.row.person,
                "kind": row.row.kind,
                "specialty": row.specialty,
                "latest_start": row.row.latest_start.isoformat() if row.row.latest_start else None,
                "finish_by": row.row.finish_by.isoformat() if row.row.finish_by else None,
                "year": row.year,
                "in_time": row.in_time,
                "reason": row.why,
            }
            for row in plan.owing
        ],
        "coverage": {
            "receivers": found.receivers,
            "covered": found.covered,
            "left": list(found.left),
            "doctors": found.doctors,
            "aims": {"doctors": found.aim_doctors, "receivers": found.aim_receivers, "years": found.aim_years},
        },
        "assumptions": list(plan.assumptions),
        "conflicts": [{"rule": row.rule, "text": row.text} for row in plan.first.conflicts],
    }
