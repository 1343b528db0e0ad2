"""Village doctors under 乡聘村用: one in most clinics, two in some."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from countyhire.model.village import SubsidyRate, VillageClinic, VillageDoctor

from .names import Numbers, generator, name, practice_licence


def village_doctors(rooms: Sequence[VillageClinic], numbers: Numbers) -> list[VillageDoctor]:
    """Licensed people with contracts and insurance; 余编 for one of every township at most."""
    rng = generator("village doctors")
    established: Counter[str] = Counter()
    found = []
    for place, room in enumerate(rooms):
        for _ in range(0 if place in (17, 58) else 2 if place % 9 == 4 else 1):
            sex = rng.choice("男男女")
            born = date(rng.randrange(1970, 2000), rng.randrange(1, 13), rng.randrange(1, 29))
            kind = rng.choice(("执业助理医师", "执业助理医师", "乡村全科执业助理医师", "执业医师"))
            soon = not len(found) % 31 and found  # three contracts to be renewed soon
            first, last = ((9, 10), (9, 9)) if len(found) == 31 else ((10, 1), (9, 30))
            own = established[room.parent] < 1 and rng.random() < 0.4
            established[room.parent] += own
            found.append(
                VillageDoctor(
                    code=f"C{len(found) + 1:04d}",
                    name=name(rng, sex),
                    id_number=numbers.identity(born, sex),
                    clinic=room.code,
                    employer=room.parent,
                    licence_kind=kind,
                    licence=practice_licence(kind != "执业医师", "临床", numbers.next()),
                    licence_until=date(2029, 6, 30) if kind == "乡村全科执业助理医师" else None,
                    major="临床医学",
                    route="余编" if own else "编外",
                    contract_kind="聘用合同" if own else "劳动合同",
                    contract_start=date(2025, *first) if soon else date(2026, 7, 1),
                    contract_end=date(2026, *last) if soon else date(2027, 6, 30),
                    pension=True,
                    medical=True,
                    unemployment=True,
                    injury=True,
                    maternity=True,
                    base_salary=100 * rng.randrange(1_800, 2_600, 50),
                    basic_performance=100 * rng.randrange(600, 1_200, 50),
                    fixed_subsidy=60_000,
                    consultation_fee=100 * rng.randrange(200, 700, 10),
                    running_cost=50_000,
                    years=Fraction(2026 - born.year - rng.randrange(24, 27)),
                    post=f"{room.parent}-BZ-01" if own else "",
                    liability=True,
                )
            )
    return found


def subsidy_rates() -> list[SubsidyRate]:
    """The fixed subsidy a month of three years."""
    rates = ((2024, 50_000, 6), (2025, 55_000, 4), (2026, 60_000, 5))
    return [SubsidyRate(year=year, rate=fen, document=f"示例卫发〔{year}〕{number}号") for year, fen, number in rates]
