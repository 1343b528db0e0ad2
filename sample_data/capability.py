"""服务能力 and 设备 of the receivers, and the patients behind some demands: counts that could be, of nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from countyhire.model.capability import Ability, Equipment
from countyhire.model.institutions import Institution
from countyhire.model.service import Demand

from .names import generator

ANAESTHESIA, CAESAREAN, DIALYSIS = "全麻手术", "剖宫产", "血液透析"
NEEDED_BY = {ANAESTHESIA: ("外科", "麻醉科"), CAESAREAN: ("妇产科",), DIALYSIS: ()}
PLAIN = (
    ("心电图机", 2, 3), ("超声诊断仪", 1, 2), ("DR", 1, 1), ("全自动生化分析仪", 1, 1), ("血细胞分析仪", 1, 1),
    ("监护仪", 3, 5), ("除颤仪", 1, 2),
)  # fmt: skip


def abilities(towns: Sequence[Institution]) -> list[Ability]:
    """Three abilities of every receiver, held by some of the larger ones."""
    centres = [town.code for town in towns if town.kind == "中心卫生院"]
    streets = [town.code for town in towns if town.kind == "社区卫生服务中心"]
    held = {
        ANAESTHESIA: {*centres[:5], *streets[:2]},
        CAESAREAN: {*centres[:4]},
        DIALYSIS: {*centres[:3], *streets[:1]},
    }
    return [
        Ability(
            institution=town.code,
            ability=ability,
            held=town.code in held[ability],
            specialties=specialties,
            confirmed_on=date(2026, 1, 10),
            basis="诊疗科目登记和区卫生健康委核查",
        )
        for town in towns
        for ability, specialties in NEEDED_BY.items()
    ]


def equipment(towns: Sequence[Institution]) -> list[Equipment]:
    """What stands at every receiver; CT at five centres, MR at one, anaesthesia machines where there is anaesthesia."""
    rng = generator("equipment")
    able = {row.institution for row in abilities(towns) if row.held and row.ability == ANAESTHESIA}
    dialysis = {row.institution for row in abilities(towns) if row.held and row.ability == DIALYSIS}
    centres = [town.code for town in towns if town.kind == "中心卫生院"]
    found = []
    for town in towns:
        rows = [(name, rng.randint(least, most)) for name, least, most in PLAIN]
        rows += [("麻醉机", 1)] if town.code in able else []
        rows += [("血液透析机", rng.randint(4, 10))] if town.code in dialysis else []
        rows += [("CT", 1)] if town.code in centres[:5] else []
        rows += [("MR", 1)] if town.code in centres[:1] else []
        found += [Equipment(institution=town.code, name=name, count=count, state="在用") for name, count in rows]
        if town.remote and rng.random() < 0.5:
            found.append(Equipment(institution=town.code, name="X线机", count=1, state="停用"))
    return found


def with_patients(wanted: Sequence[Demand]) -> list[Demand]:
    """The demands that name the patients who wait: dialysis, and some of other first wishes."""
    rng = generator("patients")
    found = []
    for row in wanted:
        number = rng.randrange(20, 160)
        dialysis = "透析" in row.skills
        known = dialysis or (row.rank == 1 and number % 3 == 0)
        found.append(replace(row, patients=number if known else None))
    return found
