"""Small districts made of records, drawn at random from a seed."""

import random
from datetime import date
from fractions import Fraction

from countyhire.model.book import Book
from countyhire.model.institutions import DepartmentLimit, Institution
from countyhire.model.people import Person
from countyhire.model.service import Demand, Preference, Spell

START, YEAR, ON = date(2026, 8, 1), 2026, date(2026, 7, 15)
SPECIALTIES = ("麻醉", "儿科")


def hospital(code, **more):
    return Institution(code=code, name=f"示例{code}医院", kind="综合医院", owner="区县属", **more)


def clinic(code, **more):
    return Institution(code=code, name=f"示例{code}卫生院", kind="乡镇卫生院", owner="区县属", **more)


def physician(code, institution="H1", **more):
    given = {
        "name": f"示例{code}", "id_number": "", "department": "一科", "profession": "执业医师",
        "practice_licence": f"L{code}", "specialty": "麻醉", "appointment": "中级", "establishment": "编制内",
        "hired_on": date(2015, 7, 1), "status": "在岗",
    }  # fmt: skip
    return Person(code=code, institution=institution, **(given | more))


def demand(code, institution="R1", **more):
    return Demand(code=code, institution=institution, **({"specialty": "麻醉", "count": 1, "rank": 1} | more))


def preference(person, **more):
    return Preference(person=person, **({"willing": True, "accepts_adjustment": True} | more))


def spell(code, person, receiver="R1", **more):
    given = {
        "sender": "H1", "specialty": "麻醉", "category": "县聘乡用", "status": "服务中",
        "start": date(2025, 8, 1), "end": date(2026, 7, 31),
    }  # fmt: skip
    return Spell(code=code, person=person, receiver=receiver, **(given | more))


def book(**sheets):
    """A book of these rows, every sheet of an allocation marked as read."""
    names = (
        "institutions", "people", "demands", "preferences", "spells", "department_limits", "exemptions", "leaves",
    )  # fmt: skip
    return Book(**{name: tuple(rows) for name, rows in sheets.items()}, read=frozenset(names))


def random_book(seed: int, people: int = 6, demands: int = 4) -> Book:
    """Two or three hospitals, a few clinics, and every rule in play now and then."""
    rng = random.Random(seed)
    hospitals = [f"H{n + 1}" for n in range(rng.randint(2, 3))]
    clinics = [f"R{n + 1}" for n in range(rng.randint(2, 4))]
    institutions = [hospital(code) for code in hospitals] + [
        clinic(
            code,
            remote=rng.choice([True, False, None]),
            distance_km=rng.choice([None, Fraction(25, 2), Fraction(40), Fraction(rng.randint(1, 600), 10)]),
            community_lead=rng.choice(["", *hospitals]),
        )
        for code in clinics
    ]
    institutions.append(Institution(code="X1", name="示例市医院", kind="综合医院", owner="市属"))
    institutions.append(Institution(code="V1", name="示例卫生站", kind="社区卫生服务站", owner="区县属"))
    staff = [
        physician(
            f"P{n + 1}",
            rng.choice(hospitals) if rng.random() < 0.95 else "X1",
            department=rng.choice(["一科", "二科", ""]),
            specialty=rng.choice(SPECIALTIES),
            appointment=rng.choice(["正高", "副高", "中级", "中级", "师级", "待聘"]),
            backbone=rng.choice([True, False, None]),
            profession=rng.choice(["执业医师"] * 9 + ["执业助理医师"]),
            practice_licence="" if rng.random() < 0.05 else f"L{n}",
            status=rng.choice(["在岗"] * 12 + ["病假"]),
            hired_on=rng.choice([date(2015, 7, 1), date(2022, 3, 15), date(2026, 3, 1), date(2026, 6, 1)]),
            recruited_as="执业医师类",
            entry_route=rng.choice(["公开招聘", "公开招聘", "调入"]),
        )
        for n in range(people)
    ]
    asked = [
        demand(
            f"D{n + 1}",
            rng.choice([*clinics, *clinics, "V1"]) if rng.random() < 0.3 else rng.choice(clinics),
            specialty=rng.choice(SPECIALTIES),
            count=rng.choice([1, 1, 2]),
            minimum_title=rng.choice(["", "不限", "师级", "中级", "副高"]),
            rank=rng.randint(1, 4),
            continues_last=rng.choice([True, False, None]),
        )
        for n in range(demands)
    ]
    wishes = []
    for person in staff:
        if rng.random() < 0.6:
            listed = rng.sample(clinics, rng.randint(0, len(clinics)))[:3]
            wishes.append(
                preference(
                    person.code,
                    willing=rng.random() < 0.7,
                    accepts_adjustment=rng.random() < 0.7,
                    hold_reason="家中有病人" if rng.random() < 0.05 else "",
                    **{f"wish{n + 1}": code for n, code in enumerate(listed)},
                )
            )
    limits = [
        DepartmentLimit(
            institution=code,
            department=name,
            minimum_physicians=rng.choice([None, 0, 1, 2]),
            maximum_away=rng.choice([None, 0, 1, 2]),
        )
        for code in hospitals
        for name in ("一科", "二科")
        if rng.random() < 0.5
    ]
    spells = []
    for n in range(rng.randint(0, 3)):
        served = rng.choice(staff)
        began = rng.choice([date(2025, 8, 1), date(2025, 10, 1), date(2026, 2, 1)])
        ended = rng.choice([date(2026, 6, 30), date(2026, 7, 31), date(2026, 9, 30), None])
        spells.append(
            spell(
                f"S{n + 1}",
                served.code,
                rng.choice(clinics),
                sender=served.institution,
                specialty=rng.choice(SPECIALTIES),
                start=began,
                end=ended,
                status="服务中",
            )
        )
    if len({row.person for row in spells}) < len(spells):
        spells = spells[:1]
    return book(
        institutions=institutions,
        people=staff,
        demands=asked,
        preferences=wishes,
        department_limits=limits,
        spells=spells,
    )


def shuffled(given: Book, seed: int) -> Book:
    """The same rows in another order."""
    rng = random.Random(seed)
    sheets = {}
    for name in ("institutions", "people", "demands", "preferences", "spells", "department_limits"):
        rows = list(getattr(given, name))
        rng.shuffle(rows)
        sheets[name] = rows
    return book(**sheets)
