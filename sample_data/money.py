"""绩效标准, 原单位工资表, 资金池台账, 编制台账: invented standards and the money that moved by them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from countyhire.model.institutions import Establishment, EstablishmentChange, Institution
from countyhire.model.money import Fen, half_up
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
from countyhire.model.people import Person
from countyhire.model.period import Month, Period
from countyhire.model.service import Spell

from .names import generator
from .places import SCHEME

BASIC = {  # yuan a year from 2024, invented
    "专技四级": 45_000, "专技五级": 39_600, "专技六级": 37_800, "专技七级": 36_000, "专技八级": 33_000,
    "专技九级": 31_800, "专技十级": 30_000, "专技十一级": 27_600, "专技十二级": 26_400, "专技十三级": 24_000,
}  # fmt: skip
RAISE = 1_200  # yuan a year more from 2026
COEFFICIENTS = {
    "专技四级": "1.4", "专技五级": "1.3", "专技六级": "1.3", "专技七级": "1.25", "专技八级": "1.15",
    "专技九级": "1.15", "专技十级": "1.1", "专技十一级": "1", "专技十二级": "1", "专技十三级": "0.9",
}  # fmt: skip
GENERAL_POOL, TECHNICAL_POOL = "基层医疗卫生发展", "区县级技术服务协作"
OFFICE = "示例人社发"


def basic_standards() -> list[BasicStandard]:
    """Two lines a grade: from 2024 and from 2026."""
    return [
        BasicStandard(
            post_grade=grade,
            annual=100 * (yuan + (RAISE if year == 2026 else 0)),
            since=date(year, 1, 1),
            document=f"{OFFICE}〔{year}〕8号",
        )
        for year in (2024, 2026)
        for grade, yuan in BASIC.items()
    ]


def post_coefficients() -> list[PostCoefficient]:
    return [
        PostCoefficient(
            post_grade=grade, coefficient=Fraction(text), since=date(2024, 1, 1), document=f"{OFFICE}〔2024〕8号"
        )
        for grade, text in COEFFICIENTS.items()
    ]


def county_units(people: Sequence[Person]) -> list[CountyUnit]:
    """Excess pay and average headcount (before deduction) of the scheme's hospitals, 2024 to 2026."""
    rng = generator("county units")
    size = Counter(person.institution for person in people if not person.gone)
    found = []
    for year in (2024, 2025, 2026):
        for hospital in SCHEME:
            headcount = Fraction(size[hospital.code] * 12 - rng.randrange(0, 30) + (year - 2026) * 18, 12)
            headcount = Fraction(half_up(headcount * 100), 100)
            per_head = 34_000 + 1_500 * (year - 2024) + rng.randrange(-6_000, 9_000)
            found.append(
                CountyUnit(
                    institution=hospital.code,
                    year=year,
                    excess_total=half_up(headcount * per_head) // 10 * 1000,
                    average_headcount=headcount,
                    performance_total=half_up(headcount * (per_head + 28_000)) // 10 * 1000,
                )
            )
    return found


def _months(part: Period) -> Fraction:
    """Months served, a part month by its days."""
    months = Fraction(0)
    for month in part.months():
        own = part.overlap(month.period)
        months += Fraction(own.days, month.days) if own else 0
    return months


def approvals(people: Sequence[Person], rows: Sequence[Spell], units: Sequence[CountyUnit]) -> list[Approval]:
    """What 2025 was approved at: the computed totals, up to the next thousand yuan."""
    by_code = {person.code: person for person in people}
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    basic = months = Fraction(0)
    for row in rows:
        if row.category != "县聘乡用" or not row.start or not row.end:
            continue
        part = Period(row.start, row.end).overlap(year)
        if part:
            served = _months(part)
            months += served
            basic += served / 12 * BASIC[by_code[row.person].post_grade]
    own = [unit for unit in units if unit.year == 2025]
    people_sum = sum((unit.average_headcount or Fraction(0) for unit in own), Fraction(0)) - months / 12
    excess = sum(unit.excess_total or 0 for unit in own) / people_sum * months / 12
    thousand = 100_000
    return [
        Approval(
            year=2025,
            basic=-(-half_up(basic * 100) // thousand) * thousand,
            excess=-(-half_up(excess) // thousand) * thousand,
            document=f"{OFFICE}〔2026〕21号",
        )
    ]


def peer_averages(people: Sequence[Person], rows: Sequence[Spell]) -> list[PeerAverage]:
    """The yearly performance pay a head at home, for every department and grade that sent somebody."""
    rng = generator("peers")
    by_code = {person.code: person for person in people}
    found = {}
    for year in (2025, 2026):
        for row in rows:
            if row.category != "县聘乡用" or not row.start or not row.end or not row.start.year <= year <= row.end.year:
                continue
            person = by_code[row.person]
            key = (year, person.institution, person.department, person.post_grade)
            found.setdefault(
                key,
                PeerAverage(
                    institution=person.institution,
                    department=person.department,
                    post_grade=person.post_grade,
                    year=year,
                    annual=100 * (BASIC[person.post_grade] + 24_000 + 100 * rng.randrange(0, 90)),
                ),
            )
    return [found[key] for key in sorted(found)]


def home_pay(people: Sequence[Person], rows: Sequence[Spell], towns: Sequence[Institution]) -> list[HomePay]:
    """What the home unit paid those who served from May to July 2026: no performance pay."""
    by_code = {person.code: person for person in people}
    town_of = {town.code: town for town in towns}
    found = []
    for month in (Month(2026, 5), Month(2026, 6), Month(2026, 7)):
        for row in rows:
            if (
                row.category != "县聘乡用"
                or not row.start
                or not row.end
                or not (row.start <= month.first and month.last <= row.end)
            ):
                continue
            person, town = by_code[row.person], town_of[row.receiver]
            post = 1_390 + BASIC[person.post_grade] // 12
            step = 520 + 41 * (2026 - (person.hired_on or month.first).year)
            base = (post + step) * 100
            found.append(
                HomePay(
                    person=person.code,
                    month=month,
                    paid_in=month,
                    post_salary=post * 100,
                    step_salary=step * 100,
                    national_allowance=21_000,
                    township_allowance=(town.township_allowance or 0) if town.allowance_eligible else 0,
                    social_insurance=base * 26 // 100,
                    housing_fund=base * 12 // 100,
                    annuity=base * 8 // 100,
                    performance=0,
                )
            )
    return found


class _Journal:
    """Vouchers in the order of their numbers, and what each pool holds."""

    def __init__(self) -> None:
        self.rows: list[FundEntry] = []
        self.balance: Counter[str] = Counter()
        self._serial: Counter[int] = Counter()

    def post(self, day: date, pool: str, direction: str, category: str, amount: Fen, **more: object) -> None:
        self._serial[day.year] += 1
        self.balance[pool] += amount if direction in ("收入", "转入") else -amount
        voucher = f"P{day.year}-{self._serial[day.year]:04d}"
        self.rows.append(
            FundEntry(voucher=voucher, on=day, pool=pool, direction=direction, category=category, amount=amount, **more)  # type: ignore[arg-type]
        )


def funds(
    people: Sequence[Person], rows: Sequence[Spell], towns: Sequence[Institution]
) -> tuple[list[FundEntry], list[Budget]]:
    """The vouchers of 2025 and of 2026 to July, and each year's budget."""
    journal = _Journal()
    heads = max(1, len(rows) // 100)
    opening = {GENERAL_POOL: 60_000_000 * heads, TECHNICAL_POOL: 45_000_000 * heads}
    for year, last_month in ((2025, 12), (2026, 7)):
        for pool in (GENERAL_POOL, TECHNICAL_POOL):
            amount = opening[pool] if year == 2025 else journal.balance[pool]
            journal.balance[pool] -= amount if year == 2026 else 0
            journal.post(date(year, 1, 1), pool, "收入", "上年结转", amount, remark="上年末余额结转")
        _contributions(journal, year, towns, heads)
        for month in range(1, last_month + 1):
            _charges(journal, Month(year, month), people, rows)
            _works(journal, Month(year, month), towns, heads)
    return journal.rows, _budgets(journal.rows)


def _contributions(journal: _Journal, year: int, towns: Sequence[Institution], heads: int) -> None:
    """The three sources: county hospitals, township institutions, the district's treasury."""
    day = date(year, 1, 20)
    for hospital in SCHEME:
        journal.post(
            day, TECHNICAL_POOL, "收入", "区县级医疗机构", hospital.staff * 120_000 * heads, institution=hospital.code
        )
    for town in towns:
        journal.post(
            day,
            GENERAL_POOL,
            "收入",
            "基层医疗卫生机构",
            1_000_000 + (town.population or 0) * 30,
            institution=town.code,
        )
    document = f"示例财社〔{year}〕15号"
    journal.post(date(year, 1, 25), GENERAL_POOL, "收入", "区县财政", 120_000_000 * heads, document=document)
    journal.post(date(year, 1, 25), TECHNICAL_POOL, "收入", "区县财政", 150_000_000 * heads, document=document)


def _charges(journal: _Journal, month: Month, people: Sequence[Person], rows: Sequence[Spell]) -> None:
    """A twelfth of the basic part for everyone who served the whole month, and 600 yuan of allowance."""
    by_code = {person.code: person for person in people}
    for row in rows:
        if (
            row.category != "县聘乡用"
            or not row.start
            or not row.end
            or not (row.start <= month.first and month.last <= row.end)
        ):
            continue
        grade = by_code[row.person].post_grade
        basic = half_up(Fraction(100 * (BASIC[grade] + (RAISE if month.year >= 2026 else 0)), 12))
        place = {"institution": row.receiver, "person": row.person, "month": month}
        journal.post(month.last, TECHNICAL_POOL, "支出", "派驻人员绩效", basic, remark="基础绩效按月预发", **place)
        journal.post(month.last, GENERAL_POOL, "支出", "派驻补助", 60_000, **place)


def _works(journal: _Journal, month: Month, towns: Sequence[Institution], heads: int) -> None:
    """Visiting experts, departments built together, rooms and equipment; a transfer once a year."""
    rng = generator(f"works {month}")
    town = rng.choice(towns).code
    document = f"示例卫发〔{month.year}〕{month.number + 30}号"
    journal.post(
        month.last,
        GENERAL_POOL,
        "支出",
        "驻点补助",
        100 * rng.randrange(3_000, 9_000),
        institution=town,
        document=document,
    )
    if month.number % 3 == 0:
        category = ("特色科室联建", "就医环境改造", "医疗设备更新", "特色科室联建")[month.number // 3 - 1]
        amount = 100_000 * rng.randrange(90, 180) * heads
        journal.post(
            month.last, GENERAL_POOL, "支出", category, amount, institution=rng.choice(towns).code, document=document
        )
    if month.number == 6:
        for pool, direction in ((TECHNICAL_POOL, "转出"), (GENERAL_POOL, "转入")):
            journal.post(
                month.last, pool, direction, "其他", 20_000_000 * heads, document=document, remark="资金池之间调剂"
            )


def _budgets(entries: Sequence[FundEntry]) -> list[Budget]:
    """Income as planned; spending with a tenth to spare, and 2026 planned for twelve months."""
    sums: Counter[tuple[int, str, str, str, str]] = Counter()
    for entry in entries:
        assert entry.on and entry.amount is not None
        if entry.direction in ("收入", "支出") and entry.category != "上年结转":
            unit = entry.institution if entry.direction == "收入" else ""
            sums[entry.on.year, entry.pool, entry.direction, entry.category, unit] += entry.amount
    found = []
    for (year, pool, direction, category, unit), amount in sorted(sums.items()):
        planned = amount
        if direction == "支出":
            planned = -(-amount * (19 if year == 2026 else 11) // 10 // 1_000_000) * 1_000_000
        found.append(
            Budget(year=year, pool=pool, direction=direction, category=category, institution=unit, amount=planned)
        )
    return found


def establishments(people: Sequence[Person], towns: Sequence[Institution]) -> list[Establishment]:
    """Approved posts over those in post; posts of each level over those appointed."""
    rng = generator("establishment")
    found = []
    for code in [*(hospital.code for hospital in SCHEME), *(town.code for town in towns)]:
        staff = [p for p in people if p.institution == code and p.establishment == "编制内" and not p.gone]
        senior = sum(person.appointment in ("正高", "副高") for person in staff)
        intermediate = sum(person.appointment == "中级" for person in staff)
        found.append(
            Establishment(
                institution=code,
                approved=len(staff) + rng.randrange(4, 9),
                in_post=len(staff),
                senior_posts=senior + rng.randrange(0, 3),
                senior_filled=senior,
                intermediate_posts=intermediate + rng.randrange(0, 4),
                intermediate_filled=intermediate,
                special_posts=0 if code.startswith("H") else rng.randrange(0, 2),
                adjusted_on=date(2023, 11, 20),
                document="示例编委发〔2023〕12号",
            )
        )
    return found


def establishment_changes(towns: Sequence[Institution]) -> list[EstablishmentChange]:
    """Changes of every state; the approved ones move posts between institutions and make none."""
    first, second, third, fourth = (town.code for town in towns[:4])
    paper = {"document": "示例编〔2026〕7号", "approved_on": date(2026, 5, 8)}
    shaped = (
        (SCHEME[0].code, -2, "调剂给基层", "已批准", {**paper, "counterpart": first}),
        (first, 2, "服务人口多，增设儿科", "已批准", {**paper, "counterpart": SCHEME[0].code}),
        (second, 1, "业务发展需要", "已上报", {}),
        (third, 2, "骨干需求没有满足", "草稿", {}),
        (fourth, -1, "长期空编", "草稿", {}),
    )
    return [
        EstablishmentChange(institution=code, change=change, reason=reason, state=state, **more)
        for code, change, reason, state, more in shaped
    ]
