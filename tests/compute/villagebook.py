"""Village clinics and doctors whose pay is worked out by hand."""

from datetime import date
from fractions import Fraction

from countyhire.model.village import SubsidyRate, VillageClinic, VillageDoctor

ON = date(2026, 8, 15)
CLINICS = tuple(
    VillageClinic(code=code, name=f"{village}卫生室", village=village, parent=parent)
    for code, village, parent in (
        ("W1", "一村", "T1"),
        ("W2", "二村", "T2"),
        ("W3", "二村", "T2"),
        ("W4", "四村", "T2"),
    )
)
RATES = (
    SubsidyRate(year=2025, rate=50_000, document="示例卫发〔2025〕4号", row=3),
    SubsidyRate(year=2026, rate=60_001, document="示例卫发〔2026〕5号", row=4),
)


def doctor(code: str, **more: object) -> VillageDoctor:
    """A village doctor insured and under contract in 2026: 2,000.00, 1,000.00, by the rate, 300.00, 500.00 a month."""
    values = {
        "name": f"村医{code}", "clinic": "W1", "employer": "T1", "licence_kind": "执业助理医师", "route": "编外",
        "contract_kind": "劳务合同", "contract_start": date(2026, 1, 1), "contract_end": date(2026, 12, 31),
        "pension": True, "medical": True, "unemployment": True, "injury": True, "maternity": True, "liability": True,
        "base_salary": 200_000, "basic_performance": 100_000, "consultation_fee": 30_000, "running_cost": 50_000,
        "row": int(code[1:]) + 2,
    }  # fmt: skip
    return VillageDoctor(code=code, **{**values, **more})  # type: ignore[arg-type]


DOCTORS = (
    doctor("V1", years=Fraction(6)),
    doctor("V2", route="余编", contract_kind="聘用合同", contract_start=None, contract_end=None, post="BZ-1",
           licence_kind="执业医师", years=Fraction(20)),
    doctor("V3", employer="T2", clinic="W2", contract_start=date(2025, 9, 15), contract_end=date(2026, 9, 14),
           running_cost=None, injury=False, liability=False, years=Fraction(599, 100)),
    doctor("V4", employer="T2", clinic="W3", licence_kind="乡村全科执业助理医师", contract_end=date(2026, 7, 31),
           years=Fraction(9)),
    doctor("V5", employer="T2", clinic="W4", licence_kind="乡村医生证", contract_end=date(2026, 8, 1), maternity=None),
)  # fmt: skip
