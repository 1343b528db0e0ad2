"""A district of three hospitals and two receivers, small enough to work out by hand, and its letterhead."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from countyhire.model.book import Book
from countyhire.model.capability import Ability, Equipment
from countyhire.model.institutions import Institution
from countyhire.model.pay import BasicStandard, CountyUnit
from countyhire.model.people import Person
from countyhire.model.period import Month
from countyhire.model.service import Demand, Preference, Score, Spell
from countyhire.policy.load import load
from countyhire.reports.letterhead import Letterhead

ON = date(2026, 12, 31)
YEAR = 2026


def letter(**more: object) -> Letterhead:
    """The letterhead of 示例区 on the last day of the year."""
    made = Letterhead("示例区", "示例区卫生健康委员会", YEAR, ON, load("chongqing-2021-55"))
    return replace(made, **more)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def book() -> Book:
    """Eleven recruits (7, 3, 1), four placements of the year, one of them straddling from the year before."""
    institutions = (
        *(
            Institution(code=code, name=name, kind=kind, owner="区县属")
            for code, name, kind in (
                ("H1", "示例区人民医院", "综合医院"),
                ("H2", "示例区中医院", "中医医院"),
                ("H3", "示例区妇幼保健院", "妇幼保健院"),
            )
        ),
        Institution(code="T1", name="望江镇中心卫生院", kind="中心卫生院", owner="区县属"),
        Institution(code="T2", name="雪峰乡卫生院", kind="乡镇卫生院", owner="区县属", remote=True),
    )
    recruits = [
        _physician(f"N{number:02}", f"新招{'甲乙丙丁戊己庚辛壬癸子'[number]}", home, hired_on=date(2026, 7, 1))
        for number, home in enumerate(["H1"] * 7 + ["H2"] * 3 + ["H3"])
    ]
    seniors = [
        _physician("P01", "=张一", "H1", post_grade="专技十级", hired_on=date(2020, 7, 1), phone="13800000001"),
        _physician("P02", "李二", "H1", post_grade="专技九级", hired_on=date(2019, 7, 1)),
        _physician("P03", "王三", "H2", post_grade="专技十级", hired_on=date(2023, 8, 1), birth_date=date(1995, 3, 4)),
        _physician("P04", "赵四", "H3", post_grade="专技十级", hired_on=date(2018, 7, 1)),
    ]
    spells = (
        _spell("S1", "P01", "H1", "T1", date(2026, 1, 1), date(2026, 12, 31)),
        _spell("S2", "P02", "H1", "T2", date(2026, 1, 1), date(2026, 12, 31)),
        _spell("S3", "P03", "H2", "T1", date(2026, 7, 1), date(2027, 6, 30)),
        _spell("S4", "P04", "H3", "T2", date(2025, 7, 1), date(2026, 6, 30), status="期满", term_result="合格"),
    )
    months = {
        "P01": ("T1", 1, 12, 90),
        "P02": ("T2", 1, 12, 80),
        "P03": ("T1", 7, 12, 100),
        "P04": ("T2", 1, 6, 90),
    }
    scores = tuple(
        Score(person=person, month=Month(YEAR, month), assessor=place, score=Fraction(score))
        for person, (place, first, last, score) in months.items()
        for month in range(first, last + 1)
    )
    demands = (
        _demand("D1", "T1", "内科", 1, 1),
        _demand("D2", "T2", "内科", 2, 1),
        replace(_demand("D3", "T2", "麻醉", 1, 2), equipment="麻醉机、监护仪", patients=36),
    )
    registers = {
        "abilities": tuple(
            Ability(institution=code, ability="全麻手术", held=code == "T1", specialties=("麻醉科",))
            for code in ("T1", "T2")
        ),
        "equipment": (Equipment(institution="T2", name="监护仪", count=2),),
    }
    wishes = (Preference(person="N00", willing=True, wish1="T2", accepts_adjustment=True),)
    standards = (
        BasicStandard(post_grade="专技十级", annual=3_000_000),
        BasicStandard(post_grade="专技九级", annual=3_600_000),
    )
    units = (
        CountyUnit(institution="H1", year=YEAR, excess_total=400_000_000, average_headcount=Fraction(102)),
        CountyUnit(institution="H2", year=YEAR, excess_total=100_000_000, average_headcount=Fraction(101, 2)),
    )
    return Book(
        institutions=institutions,
        people=(*recruits, *seniors),
        spells=spells,
        scores=scores,
        **registers,
        demands=demands,
        preferences=wishes,
        basic_standards=standards,
        county_units=units,
        read=frozenset(
            (
                "institutions", "people", "spells", "scores", "demands", "preferences", "basic_standards",
                "county_units", "department_limits", "exemptions", "leaves",
            )
        ),
    )  # fmt: skip


def template_folder(folder: Path) -> Path:
    """The district's own folder of templates, made."""
    own = folder / "模板"
    own.mkdir(exist_ok=True)
    return own


def _physician(code: str, name: str, home: str, **more: object) -> Person:
    given = {
        "id_number": "", "department": "内科", "profession": "执业医师", "practice_licence": f"110509901{code}",
        "specialty": "内科", "appointment": "中级", "establishment": "编制内", "entry_route": "公开招聘",
        "recruited_as": "执业医师类", "status": "在岗",
    }  # fmt: skip
    return Person(code=code, name=name, institution=home, **(given | more))  # type: ignore[arg-type]


def _spell(code: str, person: str, sender: str, receiver: str, start: date, end: date, **more: object) -> Spell:
    given = {"specialty": "内科", "category": "县聘乡用", "status": "服务中"}
    return Spell(
        code=code, person=person, sender=sender, receiver=receiver, start=start, end=end, **(given | more)  # type: ignore[arg-type]
    )  # fmt: skip


def _demand(code: str, institution: str, specialty: str, count: int, rank: int) -> Demand:
    return Demand(code=code, institution=institution, specialty=specialty, count=count, rank=rank)
