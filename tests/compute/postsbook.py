"""A small district of posts: a hospital and three primary institutions, reckoned by hand in the tests."""

from datetime import date
from typing import Any

from countyhire.model.book import Book
from countyhire.model.institutions import Establishment, EstablishmentChange, Institution
from countyhire.model.outcomes import Activity
from countyhire.model.people import Person
from countyhire.model.period import Month
from countyhire.model.service import Demand, Spell

ON = date(2026, 8, 15)


def person(code: str, place: str = "T1", **more: Any) -> Person:
    values = {"establishment": "编制内", "status": "在岗", "appointment": "中级", "hired_on": date(2010, 7, 1)}
    return Person(code=code, name=f"人{code}", institution=place, **{**values, **more})


def change(place: str, number: int, **more: Any) -> EstablishmentChange:
    paper = {"state": "已批准", "document": "示例编〔2026〕7号", "approved_on": date(2026, 5, 8)}
    return EstablishmentChange(institution=place, change=number, **{**paper, **more})


def book(**more: Any) -> Book:
    rows: dict[str, Any] = {
        "institutions": (
            Institution(code="H1", name="医院", kind="综合医院", owner="区县属"),
            Institution(code="T1", name="甲", kind="中心卫生院", owner="区县属", township="甲镇", population=21000),
            Institution(code="T2", name="乙", kind="乡镇卫生院", owner="区县属", township="乙乡", population=9000),
            Institution(code="T3", name="丙", kind="社区卫生服务中心", owner="区县属"),
        ),
        "establishments": (
            Establishment(institution="H1", approved=100, in_post=90, senior_posts=20, senior_filled=21),
            Establishment(
                institution="T1", approved=33, in_post=25, senior_posts=6, senior_filled=8, intermediate_posts=10,
                intermediate_filled=8, special_posts=1, adjusted_on=date(2022, 8, 15),
            ),
            Establishment(institution="T2", approved=20, in_post=21, adjusted_on=date(2025, 1, 1)),
        ),
        "people": (
            person("A1", appointment="副高", specialty="全科医疗科"),
            person("A2", appointment="中级", qualification="副主任医师"),
            person("A3", appointment="待聘", qualification="主治医师", status="退休", left_on=date(2025, 1, 1)),
            person("A4", appointment="中级", establishment="合同制", qualification="主任医师"),
            person("A5", appointment="正高", qualification="主任医师", status="离职", left_on=date(2026, 8, 5)),
            person("A6", appointment="待聘", qualification="主治医师", hired_on=date(2025, 6, 1)),
            person("A7", appointment="正高", status="退休", left_on=date(2026, 8, 1)),
        ),
        "demands": (
            Demand(code="D1", institution="T1", count=3, minimum_title="中级", declared_on=date(2026, 1, 9)),
            Demand(code="D2", institution="T2", count=1, minimum_title="师级"),
            Demand(code="D3", institution="T2", count=9, declared_on=date(2025, 1, 9)),
        ),
        "spells": tuple(
            Spell(
                code=code, person=who, receiver=place, demand=demand, status=status, category="县聘乡用",
                start=date(2026, 2, 1),
            )
            for code, who, place, demand, status in (
                ("S1", "P1", "T1", "D1", "服务中"), ("S2", "P2", "T1", "D1", "拟派"),
                ("S3", "P3", "T2", "D2", "服务中"),
                ("S4", "P4", "T2", "D2", "服务中"), ("S5", "P5", "T1", "D1", "期满"),
            )
        ),
        "activities": (
            Activity(institution="T1", month=Month(2026, 1), visits=900),
            Activity(institution="T1", month=Month(2026, 2), visits=800),
            Activity(institution="T1", month=Month(2025, 2), visits=700),
            Activity(institution="T2", month=Month(2026, 1), visits=None),
        ),
    }  # fmt: skip
    rows.update(more)
    return Book(**rows, read=frozenset(rows))
