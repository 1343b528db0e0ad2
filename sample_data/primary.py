"""绩效标准/基层…, 原单位工资表/转正定级: what the primary institutions pay their own staff, invented."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from countyhire.model.institutions import Institution
from countyhire.model.money import Fen, half_up
from countyhire.model.people import Person
from countyhire.model.period import Month
from countyhire.model.primary import DEPUTY, HEAD, Overtime, PrimaryStaff, PrimaryTotal, Regrading

from .names import generator

YEAR = 2025
LOCAL, OWN = 4_200_000, 4_600_000  # fen a head and year
DEPUTY_SHARE, BASIC_SHARE = Fraction(4, 5), Fraction(3, 5)
COEFFICIENTS = {"正高": 15, "副高": 14, "中级": 12, "师级": 10, "士级": 9}  # tenths
STEPS = {"中专": 4, "大专": 5, "本科": 7, "硕士": 11}
OFFICE = "示例人社发"
TOWNSHIP = ("中心卫生院", "乡镇卫生院")


def pay(
    people: Sequence[Person], towns: Sequence[Institution]
) -> tuple[list[PrimaryTotal], list[PrimaryStaff], list[Overtime]]:
    """The approved totals of 2024 and 2025, everybody's pay of 2025 and the hours outside working time."""
    totals, staff, hours = [], [], []
    for town in towns:
        own = [one for one in people if one.institution == town.code and not one.gone and one.hired_on]
        own = [one for one in own if one.hired_on and one.hired_on < date(YEAR, 1, 1)]
        if not own:
            continue
        rows = _staff(town, own)
        staff += rows
        totals += _totals(town, rows)
        hours += _hours(town, own)
    return totals, staff, hours


def _staff(town: Institution, people: Sequence[Person]) -> list[PrimaryStaff]:
    rng = generator(f"primary staff {town.code}")
    leaders = [one.code for one in people if one.profession in ("执业医师", "管理人员")][:2]
    level = LOCAL * rng.randrange(104, 126) // 100
    gps = sum(1 for one in people if _practises(one))
    addition = half_up(Fraction((len(people) - 1) * OWN * 7, 100 * gps) / 10_000) * 10_000 if gps else 0
    rows = []
    for one in people:
        coefficient = Fraction(COEFFICIENTS.get(one.appointment, 8), 10)
        clinical = one.profession in ("执业医师", "执业助理医师", "注册护士")
        coefficient += Fraction(clinical, 5)
        gp = _practises(one)
        rows.append(
            PrimaryStaff(
                institution=town.code,
                year=YEAR,
                person=one.code,
                role=HEAD if one.code in leaders[:1] else DEPUTY if one.code in leaders[1:] else "",
                performance=half_up(level * coefficient / Fraction(12, 10) / 10_000) * 10_000 + addition * gp,
                practitioner=gp or None,
                from_addition=addition if gp else None,
                front_line=clinical or None,
                key_post=(clinical and one.appointment in ("中级", "副高", "正高")) or None,
                key_staff=one.backbone,
                coefficient=coefficient,
                contract_pay=100 * rng.randrange(3_000, 9_000) if gp else None,
            )
        )
    return _with_leaders(rows)


def _practises(one: Person) -> bool:
    """Whether a general practitioner."""
    return one.specialty == "全科医疗科" and one.profession in ("执业医师", "执业助理医师")


def _with_leaders(rows: Sequence[PrimaryStaff]) -> list[PrimaryStaff]:
    """The head at one and eight tenths of the unit's average, the deputy at four fifths of the head."""
    from dataclasses import replace

    others = [one for one in rows if not one.head]
    deputies = sum(1 for one in others if one.deputy)
    rest = sum(one.performance or 0 for one in others if not one.deputy)
    # average a head = (rest + deputies × 0.8 × 1.8 × average) ÷ people, solved for the average
    average = Fraction(rest) / (len(others) - deputies * DEPUTY_SHARE * Fraction(9, 5))
    head = half_up(average * Fraction(9, 5) / 10_000) * 10_000
    sums: dict[bool, Fen] = {True: head, False: half_up(head * DEPUTY_SHARE)}
    return [replace(one, performance=sums[one.head]) if one.head or one.deputy else one for one in rows]


def _totals(town: Institution, rows: Sequence[PrimaryStaff]) -> list[PrimaryTotal]:
    rng = generator(f"primary totals {town.code}")
    counted = [one for one in rows if one.counted]
    paid = sum(one.performance or 0 for one in counted)
    headcount = Fraction(len(counted))
    overtime = half_up(headcount * LOCAL * Fraction(12, 100))
    gp = half_up(headcount * OWN / 10) if any(one.practitioner for one in rows) else 0
    approved = max(-(-paid // 1_000_000) * 1_000_000, int(headcount) * LOCAL + overtime + gp)
    income = half_up(approved * Fraction(rng.randrange(280, 360), 100) / 100_000) * 100_000
    before = half_up(approved * Fraction(rng.randrange(92, 99), 100) / 1_000_000) * 1_000_000
    past = PrimaryTotal(
        institution=town.code, year=YEAR - 1, approved=before, paid=before, document=f"{OFFICE}〔{YEAR}〕22号",
        headcount=headcount,
    )  # fmt: skip
    now = PrimaryTotal(
        institution=town.code,
        year=YEAR,
        approved=approved,
        paid=paid,
        document=f"{OFFICE}〔{YEAR + 1}〕22号",
        headcount=headcount,
        local_baseline=LOCAL,
        own_baseline=OWN,
        overtime=overtime,
        practitioners=gp or None,
        service_income=income,
        cost=half_up(income * Fraction(7, 10)),
        reserves=half_up(income * Fraction(3, 100)),
        grants=half_up(approved * Fraction(45, 100) / 100_000) * 100_000,
        deputy_share=DEPUTY_SHARE,
        basic_share=BASIC_SHARE,
        incentive_share=1 - BASIC_SHARE,
    )
    return [past, now]


def _hours(town: Institution, people: Sequence[Person]) -> list[Overtime]:
    """Night and weekend hours of two nurses and a physician in each quarter's last month, a third given back."""
    rng = generator(f"overtime {town.code}")
    nurses = [one for one in people if one.profession == "注册护士"][:2]
    physicians = [one for one in people if one.profession == "执业医师"][:1]
    found = []
    for month in (3, 6, 9, 12):
        for one in (*nurses, *physicians):
            hours = 4 * rng.randrange(3, 10)
            found.append(
                Overtime(
                    institution=town.code,
                    person=one.code,
                    month=Month(YEAR, month),
                    kind="夜班" if one in nurses else "值班",
                    hours=Fraction(hours),
                    given_back=Fraction(4 * rng.randrange(0, hours // 8 + 1)),
                )
            )
    return found


def regradings(people: Sequence[Person], towns: Sequence[Institution]) -> list[Regrading]:
    """Graduates hired by the towns since 2019 and confirmed a year later, one step higher in the townships."""
    kinds = {town.code: town.kind for town in towns}
    found = []
    for one in people:
        medical = one.profession not in ("管理人员", "工勤技能人员", "其他技术人员")
        if one.institution in kinds and one.hired_on and one.hired_on.year in range(2019, YEAR) and medical:
            ordinary = STEPS.get(one.education, 4)
            given = ordinary + (kinds[one.institution] in TOWNSHIP)
            since = date(one.hired_on.year + 1, one.hired_on.month, min(one.hired_on.day, 28))
            document = f"{OFFICE}〔{since.year}〕31号"
            found.append(
                Regrading(person=one.code, regraded_on=since, ordinary=ordinary, given=given, document=document)
            )
    return found
