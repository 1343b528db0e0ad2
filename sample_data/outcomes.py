"""成效台账: what came of the service, month by month and year by year; counts are invented, but agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from countyhire.model.institutions import Institution
from countyhire.model.outcomes import (
    BEAUTIFUL,
    COMMUNITY_HOSPITAL,
    COUNTY_KEY,
    PARTIES,
    REGIONAL_CENTRE,
    TRAINING_BASE,
    Activity,
    BeforeAfter,
    Departure,
    FeatureDepartment,
    Rating,
    Saving,
    Survey,
    Technique,
    Training,
    YearlyVisits,
)
from countyhire.model.period import Month
from countyhire.model.service import Score, Spell

from .careers import AS_OF
from .names import generator
from .scores import LAST_SCORED

TECHNIQUES = (
    "无痛胃镜",
    "椎管内麻醉",
    "腹腔镜下阑尾切除术",
    "新生儿黄疸光疗",
    "超声引导下穿刺",
    "小针刀",
    "椅旁牙髓治疗",
    "血液透析",
    "无创通气",
    "心理治疗门诊",
)
FEATURES = ("儿科", "康复科", "中医馆", "口腔科", "血液透析室", "胃镜室", "疼痛门诊", "慢病管理中心", "外科", "产科")
TRAININGS = ("教学查房", "专题讲座", "入村义诊", "专家坐诊日", "中医药适宜技术推广")
YEARS = (  # of every thousand: primary of all, village of primary, first at primary, insured at primary, in the county
    (2021, 541, 241, 741, 553, 884),
    (2022, 549, 238, 752, 561, 891),
    (2023, 558, 236, 766, 574, 899),
    (2024, 567, 233, 779, 589, 906),
    (2025, 574, 229, 788, 603, 912),
)


def activities(towns: Sequence[Institution], scored: Sequence[Score]) -> list[Activity]:
    """Two years of monthly visits, growing a little since the first batch came; what those sent did of them."""
    rng = generator("activities")
    done: Counter[tuple[str, Month | None]] = Counter()
    for score in scored:
        done[score.assessor, score.month] += score.visits or 0
    found = []
    for town in towns:
        month, usual = Month(2024, 1), (town.population or 9000) * 22 // 100
        while month <= LAST_SCORED:
            growth = 1 + 0.012 * ((month.year - 2024) * 12 + month.number)
            visits = int(usual * growth * rng.uniform(0.92, 1.08))
            inpatients = visits // rng.randrange(28, 40)
            placed = min(done[town.code, month], visits)
            found.append(
                Activity(
                    institution=town.code,
                    month=month,
                    visits=visits,
                    inpatients=inpatients,
                    operations=rng.randrange(0, 14),
                    deliveries=rng.randrange(0, 3),
                    placed_visits=placed or None,
                    placed_inpatients=min(placed // 24, inpatients) or None,
                )
            )
            month = month.next
    return found


def outcomes(rows: Sequence[Spell]) -> tuple[list[Technique], list[FeatureDepartment], list[Training]]:
    """Techniques first done, departments opened and trainings held by those who served."""
    rng = generator("outcomes")
    served = [
        row for row in rows if row.category == "县聘乡用" and row.start and row.end and row.start >= date(2024, 8, 1)
    ]
    techniques: dict[tuple[str, str], Technique] = {}
    features: dict[tuple[str, str], FeatureDepartment] = {}
    trainings = []
    for spell in served:
        assert spell.start and spell.end
        length = (min(spell.end, AS_OF) - spell.start).days
        if rng.random() < 0.3:
            name = rng.choice(TECHNIQUES)
            day = spell.start + timedelta(days=rng.randrange(30, length))
            techniques.setdefault(
                (spell.receiver, name),
                Technique(institution=spell.receiver, name=name, first_case_on=day, lead=spell.person),
            )
        if rng.random() < 0.12:
            name = rng.choice(FEATURES)
            features.setdefault(
                (spell.receiver, name),
                FeatureDepartment(
                    institution=spell.receiver,
                    name=name,
                    kind="临床特色科室",
                    opened_on=spell.start + timedelta(days=rng.randrange(40, length)),
                ),
            )
        for _ in range(rng.randrange(0, 4)):
            trainings.append(
                Training(
                    institution=spell.receiver,
                    on=spell.start + timedelta(days=rng.randrange(10, length)),
                    kind=rng.choice(TRAININGS),
                    attendance=rng.randrange(6, 45),
                    lead=spell.person,
                )
            )
    return list(techniques.values()), list(features.values()), trainings


def outreach(rows: Sequence[Training]) -> list[Training]:
    """Those who taught also went out to the villages, and asked a hospital by video."""
    rng = generator("outreach")
    found = []
    for row in rows[::4]:
        kind = rng.choice(("“行走的医院”巡回医疗", "远程影像会诊", "远程影像会诊"))
        many = rng.randrange(20, 90) if kind.startswith("“") else 1
        found.append(replace(row, kind=kind, attendance=many))
    return found


def with_teams(rows: Sequence[Technique]) -> list[Technique]:
    """Every second first case tells who helped."""
    teams = ("手术室护士长", "麻醉科值班医师"), ()
    return [replace(row, team=teams[number % 2]) for number, row in enumerate(rows)]


def with_key_specialties(rows: Sequence[FeatureDepartment]) -> list[FeatureDepartment]:
    """Two of the departments became key specialties of the county; every third is a new clinic."""
    found = []
    for number, row in enumerate(rows):
        assert row.opened_on
        if number < 2:
            row = replace(row, key_level=COUNTY_KEY, key_on=row.opened_on + timedelta(days=20))
        found.append(replace(row, kind="专科门诊") if number % 3 == 2 else row)
    return found


def yearly_visits(rows: Sequence[Activity]) -> list[YearlyVisits]:
    """The whole district's counts, so that the township institutions' visits of 月度诊疗 are part of them."""
    towns = sum(row.visits or 0 for row in rows if row.month and row.month.year == 2025)
    found = []
    for year, primary, village, first, insured, inside in YEARS:
        at_towns = towns * (100 - 3 * (2025 - year)) // 100
        at_primary = at_towns * 1000 // (1000 - village)
        everywhere = at_primary * 1000 // primary
        rural, covered = everywhere * 46 // 100, everywhere * 94 // 100
        beds = everywhere * 41 // 1000
        found.append(
            YearlyVisits(
                year=year,
                total_visits=everywhere,
                primary_visits=at_primary,
                village_visits=at_primary - at_towns,
                rural_first_visits=rural,
                rural_first_at_primary=rural * first // 1000,
                insured_visits=covered,
                insured_at_primary=covered * insured // 1000,
                insured_inpatients=beds,
                insured_inpatients_in_county=beds * inside // 1000,
                origin="卫生统计年报、医保结算数据",
            )
        )
    return found


def comparisons(towns: Sequence[Institution]) -> list[BeforeAfter]:
    """Two counts before and after the first batch came, one of them from nothing."""
    return [
        BeforeAfter(
            institution=towns[6].code,
            item="儿科门诊人次",
            base_from=Month(2023, 9),
            base_to=Month(2023, 12),
            base=318,
            now_from=Month(2024, 9),
            now_to=Month(2024, 12),
            now=2067,
            origin="门诊登记",
        ),
        BeforeAfter(
            institution=towns[7].code,
            item="分娩数",
            base_from=Month(2019, 1),
            base_to=Month(2023, 12),
            base=0,
            now_from=Month(2024, 9),
            now_to=Month(2025, 8),
            now=11,
            origin="分娩登记簿",
        ),
    ]


def ratings(towns: Sequence[Institution]) -> list[Rating]:
    """Grades and one title; the first institution was 乙级 before it was 甲级."""
    given = (
        (5, "乙级", 2023), (5, "甲级", 2025), (6, "甲级", 2024), (7, "乙级", 2024), (8, "乙级", 2024),
        (9, "乙级", 2025), (10, "丙级", 2025), (0, "甲级", 2025), (6, BEAUTIFUL, 2025),
        (5, REGIONAL_CENTRE, 2024), (0, COMMUNITY_HOSPITAL, 2025), (7, TRAINING_BASE, 2024),
    )  # fmt: skip
    return [
        Rating(institution=towns[place].code, rating=name, on=date(year, 12, 18), document=f"示例卫发〔{year}〕30号")
        for place, name, year in given
    ]


def savings(towns: Sequence[Institution]) -> list[Saving]:
    """What two groups of patients no longer pay for the way to the county town."""
    return [
        Saving(
            institution=towns[place].code,
            year=2025,
            item=item,
            patients=patients,
            saving=yuan * 100,
            basis="抽样询问患者的交通费、生活费",
        )
        for place, item, patients, yuan in ((5, "血液透析", 46, 5200), (8, "康复治疗", 128, 860))
    ]


def surveys() -> list[Survey]:
    """Two years of answers of the three parties."""
    counts = {2024: ((62, 51), (148, 131), (44, 36)), 2025: ((66, 58), (155, 143), (47, 41))}
    return [
        Survey(year=year, party=party, answers=answers, content=content)
        for year, numbers in counts.items()
        for party, (answers, content) in zip(PARTIES, numbers, strict=True)
    ]


def departures(towns: Sequence[Institution]) -> list[Departure]:
    """Four who left before the present roster was begun."""
    reasons = ("家庭", "考取其他单位", "家庭", "合同期满不再续签")
    return [
        Departure(institution=towns[5 + place % 3].code, left_on=date(2020 + place, 6, 30), reason=reason)
        for place, reason in enumerate(reasons)
    ]
