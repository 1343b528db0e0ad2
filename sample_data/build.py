"""Puts the district together and writes it: 示例区2026, the faulty copy, the export form."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from countyhire.model.book import Book
from countyhire.model.people import Person
from countyhire.model.service import Spell
from countyhire.sheets.catalogue import SHEETS

from . import (
    backbones,
    capability,
    careers,
    export,
    faults,
    learning,
    money,
    outcomes,
    places,
    primary,
    scores,
    staff,
    terms,
    villages,
    wishes,
)
from .names import Numbers
from .write import Page, write

HERE = Path(__file__).resolve().parent
FOLDER = "示例区2026"
PEOPLE = 1_212  # staff of the district as it is drawn up in places.py

CONFIGURATION = """\
# 示例区：虚构的区县，机构、人员、金额均为编造，仅供试用。数据截至 2026-08-15（--as-of 2026-08-15）。
district = "示例区"
district_code = "509901"
year = 2026
policy = "chongqing-2021-55"
"""


def district(people: int = PEOPLE) -> Book:
    """The whole district with about so many staff; townships grow with it, up to 208."""
    factor = Fraction(people, PEOPLE)
    size = min(max(1, int(factor)), 8)
    everywhere = places.institutions(size)
    towns = everywhere[len(places.HOSPITALS) :]
    rooms = places.clinics(towns)
    numbers = Numbers()
    staffed, leaves = careers.statuses(careers.special_names(staff.roster(towns, factor, numbers)))
    staffed, changes = careers.post_changes(staffed)
    spells = terms.spells(staffed, towns, factor)
    staffed = _while_serving(staffed, spells, {town.code: town.name for town in towns})
    staffed = backbones.with_backbones(staffed, towns)
    bound = wishes.must_go(staffed, spells)
    wanted = wishes.demands(towns, spells, bound, factor)
    units = money.county_units(staffed)
    entries, budgets = money.funds(staffed, spells, towns)
    own_totals, own_staff, own_hours = primary.pay(staffed, towns)
    techniques, features, trainings = outcomes.outcomes(spells)
    scored = scores.scores(spells)
    pairs = scores.mentoring(spells, staffed)
    activities = outcomes.activities(towns, scored)
    rows = {
        "institutions": [*everywhere, *places.as_institutions(rooms, towns)],
        "abilities": capability.abilities(towns),
        "equipment": capability.equipment(towns),
        "people": staffed,
        "leaves": leaves,
        "post_changes": changes,
        "courses": learning.courses(staffed, towns),
        "supports": learning.supports(staffed, towns),
        "demands": capability.with_patients(wanted),
        "preferences": wishes.preferences(staffed, spells, wanted, bound, factor),
        "department_limits": wishes.department_limits(staffed, spells, bound),
        "establishments": money.establishments(staffed, towns),
        "establishment_changes": money.establishment_changes(towns),
        "spells": spells,
        "scores": scored,
        "scheme_items": scores.scheme_items(),
        "basic_standards": money.basic_standards(),
        "county_units": units,
        "post_coefficients": money.post_coefficients(),
        "peer_averages": money.peer_averages(staffed, spells),
        "approvals": money.approvals(staffed, spells, units),
        "primary_totals": own_totals,
        "primary_staff": own_staff,
        "primary_overtime": own_hours,
        "home_pay": money.home_pay(staffed, spells, towns),
        "regradings": primary.regradings(staffed, towns),
        "fund_entries": entries,
        "budgets": budgets,
        "village_clinics": rooms,
        "village_doctors": villages.village_doctors(rooms, numbers),
        "subsidy_rates": villages.subsidy_rates(),
        "mentoring": pairs,
        "studies": scores.studies(pairs, spells),
        "activities": activities,
        "techniques": outcomes.with_teams(techniques),
        "feature_departments": outcomes.with_key_specialties(features),
        "trainings": [*trainings, *outcomes.outreach(trainings)],
        "yearly_visits": outcomes.yearly_visits(activities),
        "comparisons": outcomes.comparisons(towns),
        "ratings": outcomes.ratings(towns),
        "savings": outcomes.savings(towns),
        "surveys": outcomes.surveys(),
        "departures": outcomes.departures(towns),
        "exemptions": [],
    }
    return Book(**{name: tuple(found) for name, found in rows.items()}, read=frozenset(rows))  # type: ignore[arg-type]


def _while_serving(people: list[Person], spells: Sequence[Spell], names: dict[str, str]) -> list[Person]:
    """Those who serve now have the receiver as a filed place of practice."""
    now = {row.person: names[row.receiver] for row in spells if row.status == "服务中" and row.category == "县聘乡用"}
    return [replace(p, filed_practice_sites=(now[p.code],)) if p.code in now else p for p in people]


YUAN = "单位：元"
TITLES = {  # by field of the book: what stands above the header
    "people": ("示例区卫生人员花名册", "填报单位：示例区卫生健康委　　数据截至：2026年8月15日"),
    "demands": ("示例区2026年“县聘乡用”人员需求申报汇总表", ""),
    "preferences": ("示例区2026年“县聘乡用”志愿申请汇总表", ""),
    "spells": ("示例区“县聘乡用”人员服务台账", ""),
    "basic_standards": ("岗位基础绩效年标准（示例）", YUAN),
    "county_units": ("区县级医疗机构超额绩效情况（示例）", YUAN),
    "peer_averages": ("同类人员绩效平均水平（示例）", YUAN),
    "primary_totals": ("基层机构绩效工资核定和发放情况（示例）", YUAN),
    "primary_staff": ("基层机构人员全年绩效（示例）", YUAN),
    "primary_overtime": ("基层机构加班和调休登记（示例）", ""),
    "home_pay": ("派出人员原单位工资发放表", YUAN),
    "fund_entries": ("示例区“双资金池”收支台账", YUAN),
    "budgets": ("示例区“双资金池”预算", YUAN),
}


def sheets(book: Book) -> list[Page]:
    """The district as sheets to be written."""
    return [
        Page(
            sheet.workbook,
            sheet.name,
            sheet.record,
            getattr(book, sheet.book_field),
            *TITLES.get(sheet.book_field, ("", "")),
            (scores.ANAESTHETIC_SAFETY,) if sheet.book_field == "scores" else (),
        )
        for sheet in SHEETS
    ]


FAULTY = "有问题的样例"


def write_district(folder: Path, book: Book) -> None:
    """The folder of a district: its workbooks and countyhire.toml."""
    write(folder, sheets(book))
    _write_text(folder / "countyhire.toml", CONFIGURATION)


def write_faulty(folder: Path, book: Book) -> list[faults.Stands]:
    """The same district with the mistakes of faults.py, and the list of them."""
    pages = sheets(book)
    changes, planted = faults.plant(pages)
    write(folder, pages, changes)
    _write_text(folder / "countyhire.toml", CONFIGURATION)
    _write_text(folder / "说明.md", faults.explained(planted))
    return planted


def write_export_form(folder: Path, book: Book) -> None:
    """The same district with its roster as the statistics system exports it."""
    export.write_export(folder, book, sheets(book))
    _write_text(folder / "countyhire.toml", CONFIGURATION)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Without OUT the two folders beside this file are written again."""
    parser = argparse.ArgumentParser(description="写出示例区的全部工作簿")
    parser.add_argument("out", nargs="?", type=Path, help="写到这个文件夹；不填则重写随附的两份样例")
    parser.add_argument("--staff", type=int, default=PEOPLE, help="人员约数")
    parser.add_argument("--export-form", action="store_true", help="花名册写成卫统导出的四十列")
    parser.add_argument("--faulty", action="store_true", help="写成有问题的样例")
    chosen = parser.parse_args(arguments)
    book = district(chosen.staff)
    if chosen.out is None:
        write_district(HERE / FOLDER, book)
        write_faulty(HERE / FAULTY, book)
    elif chosen.export_form:
        write_export_form(chosen.out, book)
    elif chosen.faulty:
        write_faulty(chosen.out, book)
    else:
        write_district(chosen.out, book)
    return 0
