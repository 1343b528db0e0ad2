"""月度考核表, 带教台账: the service, month by month."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from countyhire.model.people import Person
from countyhire.model.period import Month, Period
from countyhire.model.service import SchemeItem, Score, Spell
from countyhire.model.village import Mentoring, Study

from .careers import AS_OF
from .names import generator

LAST_SCORED = Month(2026, 7)
ANAESTHETIC_SAFETY = "麻醉安全"
SCHEMES = {
    "通用": {"诊疗患者": 40, "带教培训": 25, "优化科室举措": 20, "疑难病例讨论": 15},
    "儿科": {"诊疗患者": 45, "带教培训": 25, "优化科室举措": 15, "疑难病例讨论": 15},
    "麻醉科": {"诊疗患者": 30, "带教培训": 25, "优化科室举措": 15, "疑难病例讨论": 10, ANAESTHETIC_SAFETY: 20},
}
VISITS = {"麻醉科": 40, "医学影像科": 420, "重症医学科": 60, "精神科": 130}


def scheme_items() -> list[SchemeItem]:
    """Three schemes of 100 points each."""
    return [
        SchemeItem(specialty=specialty, item=item, maximum=Fraction(most), veto=False, since=date(2024, 1, 1))
        for specialty, items in SCHEMES.items()
        for item, most in items.items()
    ]


def scores(rows: Sequence[Spell]) -> list[Score]:
    """A row for every month that somebody served, up to the last month that is over."""
    found = []
    for spell in rows:
        if spell.category == "县聘乡用" and spell.start and spell.end:
            rng = generator(f"scores {spell.code}")
            level = rng.gauss(84, 4)
            period = Period(spell.start, spell.end)
            found += [_score(rng, spell, month, period, level) for month in period.months() if month <= Month.of(AS_OF)]
    return _one_bad_month(found)


def _score(rng: Random, spell: Spell, month: Month, period: Period, level: float) -> Score:
    part = period.overlap(month.period)
    assert part
    workdays = sum((part.first + timedelta(days=n)).weekday() < 5 for n in range(part.days))
    if month > LAST_SCORED:
        return Score(
            person=spell.person, month=month, assessor=spell.receiver, exempt_reason="月底期满，当月并入期满考核"
        )
    if rng.random() < 0.006:
        return Score(person=spell.person, month=month, assessor=spell.receiver, exempt_reason="参加市级应急任务")
    items = SCHEMES.get(spell.specialty, SCHEMES["通用"])
    target = min(97, max(63, int(rng.gauss(level, 4))))
    points = _points(rng, list(items.values()), target)
    named = dict(zip(items, points, strict=True))
    return Score(
        person=spell.person,
        month=month,
        assessor=spell.receiver,
        treatment=Fraction(named["诊疗患者"]),
        mentoring=Fraction(named["带教培训"]),
        improvement=Fraction(named["优化科室举措"]),
        case_discussion=Fraction(named["疑难病例讨论"]),
        score=Fraction(target),
        grade=grade(target),
        duty_days=workdays,
        attended_days=max(workdays - rng.choice((0, 0, 0, 0, 1, 1, 2)), 1),
        visits=max(int(VISITS.get(spell.specialty, 230) * rng.uniform(0.7, 1.3) * part.days / month.days), 1),
        home_prescriptions=0,
        items={ANAESTHETIC_SAFETY: Fraction(named[ANAESTHETIC_SAFETY])} if ANAESTHETIC_SAFETY in named else {},
    )


def grade(score: int) -> str:
    """The grade of a month's score."""
    return "优秀" if score >= 90 else "合格" if score >= 75 else "基本合格" if score >= 60 else "不合格"


def _points(rng: Random, most: list[int], target: int) -> list[int]:
    """Points for each item, none over its maximum, that add up to the target."""
    points = list(most)
    for _ in range(100 - target):
        place = rng.choices(range(len(points)), points)[0]
        points[place] -= 1
    return points


def _one_bad_month(rows: list[Score]) -> list[Score]:
    """One month graded 不合格, so that a month without basic pay is in the sample."""
    place = next(
        n
        for n, row in enumerate(rows)
        if row.month == Month(2025, 11) and row.score and row.score < 78 and not row.items
    )
    row = rows[place]
    points = (18, 16, 12, 10)
    rows[place] = Score(
        person=row.person,
        month=row.month,
        assessor=row.assessor,
        treatment=Fraction(points[0]),
        mentoring=Fraction(points[1]),
        improvement=Fraction(points[2]),
        case_discussion=Fraction(points[3]),
        score=Fraction(sum(points)),
        grade=grade(sum(points)),
        duty_days=row.duty_days,
        attended_days=row.attended_days,
        visits=row.visits,
        home_prescriptions=0,
    )
    return rows


SKILLS = {
    "内科": "慢性阻塞性肺疾病规范管理",
    "外科": "清创缝合与体表肿物切除",
    "妇产科": "正常分娩助产",
    "儿科": "婴幼儿头皮静脉穿刺",
    "麻醉科": "气管插管",
    "医学影像科": "腹部超声检查",
    "中医科": "针刺与拔罐",
    "康复医学科": "脑卒中早期康复",
    "口腔科": "龋病充填",
    "急诊医学科": "心肺复苏",
    "重症医学科": "无创呼吸机使用",
    "精神科": "严重精神障碍随访",
}


def mentoring(rows: Sequence[Spell], people: Sequence[Person]) -> list[Mentoring]:
    """One or two learners of the receiver for everyone of the last batches."""
    rng = generator("mentoring")
    staff: dict[str, list[Person]] = {}
    for person in people:
        if person.institution.startswith("T") and "医师" in person.profession and not person.gone:
            staff.setdefault(person.institution, []).append(person)
    found = []
    for spell in rows:
        if spell.category != "县聘乡用" or not spell.start or not spell.end or spell.start < date(2025, 8, 1):
            continue
        for learner in rng.sample(staff[spell.receiver], rng.choice((1, 1, 2))):
            begun = spell.start + timedelta(days=rng.randrange(7, 40))
            alone = begun + timedelta(days=rng.randrange(70, 130))
            found.append(
                Mentoring(
                    mentor=spell.person,
                    learner=learner.code,
                    institution=spell.receiver,
                    skill=SKILLS[spell.specialty],
                    start=begun,
                    independent_on=alone if alone <= min(spell.end, AS_OF) and rng.random() < 0.7 else None,
                )
            )
    return found


def studies(pairs: Sequence[Mentoring], rows: Sequence[Spell]) -> list[Study]:
    """Somebody of the receiver learns at the sender's hospital for every second one who is sent there."""
    running = {(row.person, row.receiver): row for row in rows if row.status == "服务中" and row.start}
    found: dict[str, Study] = {}
    for pair in pairs:
        spell = running.get((pair.mentor, pair.institution))
        if spell and spell.start and pair.learner not in found and len(found) < 12:
            begun = spell.start + timedelta(days=30)
            found[pair.learner] = Study(
                person=pair.learner, institution=pair.institution, hospital=spell.sender, start=begun,
                end=begun + timedelta(days=89),
            )  # fmt: skip
    return list(found.values())[::2]
