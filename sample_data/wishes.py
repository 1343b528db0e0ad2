"""需求申报表, 志愿申请表, 科室保障表: what the next batch is to be allocated from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from countyhire.model.institutions import DepartmentLimit, Institution
from countyhire.model.people import Person
from countyhire.model.service import Demand, Preference, Spell

from .names import generator
from .terms import SCHEME_CODES

WANTED = (
    ("内科", 20), ("外科", 13), ("妇产科", 10), ("儿科", 12), ("麻醉科", 12), ("医学影像科", 10), ("中医科", 8),
    ("康复医学科", 6), ("口腔科", 6), ("急诊医学科", 5), ("精神科", 3), ("全科医疗科", 3), ("眼科", 2),
    ("重症医学科", 2),
)  # fmt: skip
SKILL_WANTED = {
    "内科": "能独立管理慢性病及老年病住院患者",
    "外科": "能独立开展清创及体表小手术",
    "妇产科": "能开展产前检查与正常分娩",
    "儿科": "能独立坐诊，掌握小儿急症处置",
    "麻醉科": "能独立实施椎管内麻醉和全身麻醉",
    "医学影像科": "能独立出具超声及DR报告",
}


def must_go(people: Sequence[Person], rows: Sequence[Spell]) -> list[Person]:
    """Whose last start is near: recruits of 2022 to August 2023, and those who apply for 副高 by 2028.

    In the scheme, on duty, not serving, without a passed year.
    """
    passed = {row.person for row in rows if row.term_result in ("优秀", "合格") and row.status == "期满"}
    away = {row.person for row in rows if row.status == "服务中"}
    return [
        person
        for person in people
        if person.institution in SCHEME_CODES
        and person.status == "在岗"
        and person.profession == "执业医师"
        and person.code not in passed | away
        and (_new(person) or _applies_soon(person))
    ]


def _new(person: Person) -> bool:
    owes = person.recruited_as == "执业医师类" and person.establishment in ("编制内", "总量备案")
    return owes and bool(person.hired_on and date(2022, 1, 1) <= person.hired_on < date(2023, 9, 1))


def _applies_soon(person: Person) -> bool:
    return person.appointment == "中级" and (person.senior_application_year or 9999) <= 2028


def demands(
    towns: Sequence[Institution], rows: Sequence[Spell], bound: Sequence[Person], factor: Fraction
) -> list[Demand]:
    """About 75 rows for about 90 places, each institution's ranked from 1; enough for those who must go."""
    times = max(1, int(factor * 26 / len(towns)))
    rng = generator("demands")
    last = {
        (row.receiver, row.specialty)
        for row in rows
        if row.status != "提前结束" and row.end and row.end >= date(2026, 7, 31)
    }
    found: list[Demand] = []
    for town in towns:
        count = rng.choice((2, 2, 3, 3, 3, 4)) if not town.remote else rng.choice((2, 2, 3))
        kept = sorted(specialty for code, specialty in last if code == town.code)
        for rank, specialty in enumerate(_specialties(rng, kept, count), 1):
            found.append(_demand(rng, town, rank, specialty, (town.code, specialty) in last, times))
    return _with_room_for(found, bound, towns)


def _specialties(rng: Random, kept: list[str], count: int) -> list[str]:
    """The line of the last batch first, mostly, then others by weight, none twice."""
    chosen = kept[:1] if kept and rng.random() < 0.7 else []
    while len(chosen) < count:
        more = rng.choices([name for name, _ in WANTED], [weight for _, weight in WANTED])[0]
        if more not in chosen:
            chosen.append(more)
    return chosen


def _demand(rng: Random, town: Institution, rank: int, specialty: str, continues: bool, times: int) -> Demand:
    dialysis = specialty == "内科" and rank == 1 and town.kind == "中心卫生院" and rng.random() < 0.4
    return Demand(
        code=f"X2026-{town.code}-{rank}",
        institution=town.code,
        specialty=specialty,
        count=times * (2 if rank == 1 and not town.remote and rng.random() < 0.8 else 1),
        minimum_title=rng.choices(("不限", "师级", "中级", "副高"), (42, 10, 43, 5))[0],
        rank=rank,
        skills="能独立管理血液透析患者" if dialysis else SKILL_WANTED.get(specialty, ""),
        minimum_clinical_years=Fraction(3) if dialysis else None,
        equipment="血液透析机4台" if dialysis else "麻醉机、监护仪" if specialty == "麻醉科" else "",
        continues_last=continues,
        reason="延续上一批专科门诊"
        if continues
        else rng.choice(("本院无该专业执业医师", "业务量增长，人手不足", "拟新开专科门诊")),
        declared_on=date(2026, 1, rng.randrange(5, 30)),
    )


def _with_room_for(rows: list[Demand], bound: Sequence[Person], towns: Sequence[Institution]) -> list[Demand]:
    """As many places without a high title as there are people of that specialty who must go.

    First wishes that ask for more are eased; then towns that have not asked for the specialty add a last wish.
    """
    rng = generator("more demands")
    changed = list(rows)
    for specialty, needed in sorted(Counter(person.specialty for person in bound).items()):
        room = 0
        for place, row in enumerate(changed):
            if row.specialty == specialty and room < needed:
                changed[place] = replace(
                    row, minimum_title="不限", minimum_clinical_years=None, skills="", equipment=""
                )
                room += row.count or 0
        asked = {row.institution for row in changed if row.specialty == specialty}
        for town in towns:
            if room >= needed:
                break
            if town.code not in asked:
                rank = 1 + sum(row.institution == town.code for row in changed)
                more = replace(_demand(rng, town, rank, specialty, False, 1), minimum_title="不限")
                changed.append(more)
                room += 1
    return sorted(changed, key=lambda row: row.code)


def preferences(
    people: Sequence[Person], rows: Sequence[Spell], wanted: Sequence[Demand], bound: Sequence[Person], factor: Fraction
) -> list[Preference]:
    """About 110 people; not all willing, not all to be moved elsewhere, a few who had better stay."""
    rng = generator("preferences")
    gone = {row.person for row in rows if row.category == "县聘乡用" or row.status == "服务中"}
    must = {person.code for person in bound}
    could = [
        p for p in people
        if p.profession == "执业医师" and p.institution in SCHEME_CODES and p.status == "在岗"
        and p.code not in gone | must and p.hired_on and p.hired_on.year < 2026
    ]  # fmt: skip
    count = min(len(could), int(100 * factor))
    applicants = sorted([*bound, *rng.sample(could, count)], key=lambda person: person.code)
    by_specialty: dict[str, list[str]] = {}
    for row in wanted:
        by_specialty.setdefault(row.specialty, []).append(row.institution)
    everywhere = sorted({row.institution for row in wanted})
    return [_preference(rng, p, by_specialty.get(p.specialty, []), everywhere, p.code in must) for p in applicants]


HOLDS = ("妊娠期", "哺乳期（子女未满一周岁）", "配偶重病，本人为唯一照料人", "承担市级重点专科建设")


def _preference(rng: Random, person: Person, fitting: list[str], everywhere: list[str], must: bool) -> Preference:
    willing = must or rng.random() < 0.85
    pool = fitting if fitting and rng.random() < 0.85 else everywhere
    wishes = rng.sample(pool, min(len(pool), rng.choice((1, 2, 3, 3, 5)))) if willing else []
    hold = "" if must or rng.random() > 0.05 else rng.choice(HOLDS[2:] if person.sex == "男" else HOLDS)
    padded = [*wishes, *[""] * 5][:5]
    return Preference(
        person=person.code,
        willing=willing,
        wish1=padded[0],
        wish2=padded[1],
        wish3=padded[2],
        wish4=padded[3],
        wish5=padded[4],
        accepts_adjustment=must or (willing and rng.random() < 0.85),
        hold_reason=hold,
        applied_on=date(2026, 6, rng.randrange(8, 29)),
    )


def department_limits(
    people: Sequence[Person], rows: Sequence[Spell], bound: Sequence[Person]
) -> list[DepartmentLimit]:
    """Every department of the scheme's hospitals that has physicians: what it keeps, what it can spare."""
    away = Counter()
    home = {person.code: (person.institution, person.department) for person in people}
    for row in rows:
        if row.status == "服务中" and row.person in home:
            away[home[row.person]] += 1
    on_duty = Counter(
        (p.institution, p.department) for p in people
        if p.profession == "执业医师" and p.status == "在岗" and p.institution in SCHEME_CODES
    )  # fmt: skip
    bound_here = Counter((person.institution, person.department) for person in bound)
    found = []
    for (institution, department), count in sorted(on_duty.items()):
        needed = away[institution, department] + bound_here[institution, department]
        spare = max(count // 3, needed, 1 if count > 2 else 0)
        least = max(min(count - spare, (count * 3 + 4) // 5), 0)
        found.append(
            DepartmentLimit(
                institution=institution, department=department, minimum_physicians=least, maximum_away=spare
            )
        )
    return found
