"""Puts the district together and writes it: 示例区2026, the faulty copy, the export form."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from countyhire.model.book import Book
from countyhire.model.institutions import DepartmentLimit, Establishment, Institution
from countyhire.model.pay import (
    Approval,
    BasicStandard,
    Budget,
    CountyUnit,
    FundEntry,
    HomePay,
    PeerAverage,
    PostCoefficient,
)
from countyhire.model.people import Leave, Person, PostChange
from countyhire.model.service import Demand, Preference, SchemeItem, Score, Spell
from countyhire.model.village import (
    Activity,
    Exemption,
    FeatureDepartment,
    Mentoring,
    Technique,
    Training,
    VillageClinic,
    VillageDoctor,
)

from . import money, places, scores, staff, terms, villages, wishes
from .names import Numbers
from .write import Sheet, write

HERE = Path(__file__).resolve().parent
DISTRICT = "示例区"
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
    staffed, leaves, changes = staff.roster(towns, factor, numbers)
    spells = terms.spells(staffed, towns, factor)
    staffed = _while_serving(staffed, spells, {town.code: town.name for town in towns})
    bound = wishes.must_go(staffed, spells)
    wanted = wishes.demands(towns, spells, bound)
    units = money.county_units(staffed)
    entries, budgets = money.funds(staffed, spells, towns)
    techniques, features, trainings = scores.outcomes(spells)
    rows = {
        "institutions": [*everywhere, *places.as_institutions(rooms, towns)],
        "people": staffed,
        "leaves": leaves,
        "post_changes": changes,
        "demands": wanted,
        "preferences": wishes.preferences(staffed, spells, wanted, bound, factor),
        "department_limits": wishes.department_limits(staffed, spells, bound),
        "establishments": money.establishments(staffed, towns),
        "spells": spells,
        "scores": scores.scores(spells),
        "scheme_items": scores.scheme_items(),
        "basic_standards": money.basic_standards(),
        "county_units": units,
        "post_coefficients": money.post_coefficients(),
        "peer_averages": money.peer_averages(staffed, spells),
        "approvals": money.approvals(staffed, spells, units),
        "home_pay": money.home_pay(staffed, spells, towns),
        "fund_entries": entries,
        "budgets": budgets,
        "village_clinics": rooms,
        "village_doctors": villages.village_doctors(rooms, numbers),
        "mentoring": scores.mentoring(spells, staffed),
        "activities": scores.activities(towns),
        "techniques": techniques,
        "feature_departments": features,
        "trainings": trainings,
        "exemptions": [],
    }
    return Book(**{name: tuple(found) for name, found in rows.items()}, read=frozenset(rows))  # type: ignore[arg-type]


def _while_serving(people: list[Person], spells: Sequence[Spell], names: dict[str, str]) -> list[Person]:
    """Those who serve now have the receiver as a filed place of practice."""
    now = {row.person: names[row.receiver] for row in spells if row.status == "服务中" and row.category == "县聘乡用"}
    return [replace(p, filed_practice_sites=(now[p.code],)) if p.code in now else p for p in people]


@dataclass(frozen=True)
class Layout:
    """Where a tuple of the book stands, and what is written above it."""

    workbook: str
    sheet: str
    field: str
    record: type
    title: str = ""
    remark: str = ""


YUAN = "单位：元"
LAYOUT = (
    Layout("机构名录", "机构", "institutions", Institution),
    Layout(
        "人员花名册",
        "花名册",
        "people",
        Person,
        "示例区卫生人员花名册",
        "填报单位：示例区卫生健康委　　数据截至：2026年8月15日",
    ),
    Layout("人员花名册", "请假与培训", "leaves", Leave),
    Layout("人员花名册", "岗位变动", "post_changes", PostChange),
    Layout("需求申报表", "需求", "demands", Demand, "示例区2026年“县聘乡用”人员需求申报汇总表"),
    Layout("志愿申请表", "志愿", "preferences", Preference, "示例区2026年“县聘乡用”志愿申请汇总表"),
    Layout("服务台账", "服务", "spells", Spell, "示例区“县聘乡用”人员服务台账"),
    Layout("月度考核表", "月度考核", "scores", Score),
    Layout("月度考核表", "考核方案", "scheme_items", SchemeItem),
    Layout("绩效标准", "岗位基础绩效", "basic_standards", BasicStandard, "岗位基础绩效年标准（示例）", YUAN),
    Layout("绩效标准", "区县级医疗机构", "county_units", CountyUnit, "区县级医疗机构超额绩效情况（示例）", YUAN),
    Layout("绩效标准", "岗位系数", "post_coefficients", PostCoefficient),
    Layout("绩效标准", "同类人员平均", "peer_averages", PeerAverage, "同类人员绩效平均水平（示例）", YUAN),
    Layout("绩效标准", "核定", "approvals", Approval),
    Layout("原单位工资表", "工资", "home_pay", HomePay, "派出人员原单位工资发放表", YUAN),
    Layout("资金池台账", "收支", "fund_entries", FundEntry, "示例区“双资金池”收支台账", YUAN),
    Layout("资金池台账", "预算", "budgets", Budget, "示例区“双资金池”预算", YUAN),
    Layout("编制台账", "编制", "establishments", Establishment),
    Layout("编制台账", "科室保障表", "department_limits", DepartmentLimit),
    Layout("村卫生室", "村卫生室", "village_clinics", VillageClinic),
    Layout("村卫生室", "乡村医生", "village_doctors", VillageDoctor),
    Layout("带教台账", "结对", "mentoring", Mentoring),
    Layout("成效台账", "月度诊疗", "activities", Activity),
    Layout("成效台账", "新技术", "techniques", Technique),
    Layout("成效台账", "特色科室", "feature_departments", FeatureDepartment),
    Layout("成效台账", "培训", "trainings", Training),
    Layout("例外清单", "例外", "exemptions", Exemption),
)


def sheets(book: Book) -> list[Sheet]:
    """The district as sheets to be written."""
    return [
        Sheet(
            own.workbook,
            own.sheet,
            own.record,
            getattr(book, own.field),
            own.title,
            own.remark,
            (scores.ANAESTHETIC_SAFETY,) if own.field == "scores" else (),
        )
        for own in LAYOUT
    ]


def write_district(folder: Path, book: Book) -> None:
    """The folder of a district: its workbooks and countyhire.toml."""
    write(folder, sheets(book))
    (folder / "countyhire.toml").write_text(CONFIGURATION, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Without OUT the folders beside this file are written again."""
    parser = argparse.ArgumentParser(description="写出示例区的全部工作簿")
    parser.add_argument("out", nargs="?", type=Path, help="写到这个文件夹；不填则重写随附的样例")
    parser.add_argument("--staff", type=int, default=PEOPLE, help="人员约数")
    chosen = parser.parse_args(arguments)
    book = district(chosen.staff)
    write_district(chosen.out or HERE / FOLDER, book)
    return 0
