"""The roster: who works where, with which licence and title, since when."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from countyhire.model.institutions import Institution
from countyhire.model.money import apportion
from countyhire.model.people import Person

from .names import Numbers, generator, name, practice_licence, qualification_certificate
from .places import DEPARTMENTS, HOSPITALS, SCHEME, Hospital

COHORTS = {2022: 15, 2023: 20, 2024: 28, 2025: 35}  # recruits of the years before, at 1,212 staff
PHYSICIAN_SHARE = Fraction(42, 100)
OTHERS = (
    ("注册护士", "护理", "护理部", ("护士", "护师", "主管护师", "副主任护师"), "护理类", 62),
    ("西药师(士)", "药学", "药剂科", ("药士", "药师", "主管药师", "副主任药师"), "药学类", 7),
    ("检验技师(士)", "医学检验技术", "检验科", ("检验技士", "检验技师", "主管检验师", "副主任检验师"), "医技类", 9),
    ("影像技师(士)", "医学影像技术", "放射科", ("放射技士", "放射技师", "主管放射技师", "副主任放射技师"), "医技类", 6),
    ("管理人员", "医院管理", "院办公室", ("", "", "", ""), "管理类", 9),
    ("工勤技能人员", "后勤保障", "总务科", ("", "", "", ""), "其他", 7),
)
GRADES = {
    "正高": ("专技四级",),
    "副高": ("专技七级", "专技七级", "专技六级", "专技五级"),
    "中级": ("专技十级", "专技十级", "专技九级", "专技八级"),
    "师级": ("专技十二级", "专技十一级"),
    "士级": ("专技十三级",),
}
CLINICIAN = {"正高": "主任医师", "副高": "副主任医师", "中级": "主治医师", "师级": "医师", "无": ""}
CHINESE_CLINICIAN = {"正高": "主任中医师", "副高": "副主任中医师", "中级": "主治中医师", "师级": "中医师", "无": ""}


class Roster:
    """Collects people while the numbers they share with nobody are given out."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.people: list[Person] = []
        self._serial: dict[str, int] = {}

    def add(self, rng: Random, institution: str, born: date, sex: str, **more: object) -> Person:
        """One more person of an institution, with name, identity number and telephone."""
        serial = self._serial[institution] = self._serial.get(institution, 0) + 1
        person = Person(
            code=f"{institution}-{serial:04d}",
            name=name(rng, sex),
            id_number=self.numbers.identity(born, sex),
            sex=sex,
            birth_date=born,
            institution=institution,
            phone=self.numbers.phone(),
            bank="示例农村商业银行",
            bank_account=f"990000{self.numbers.next():013d}",
            **more,  # type: ignore[arg-type]
        )
        self.people.append(person)
        return person


def roster(towns: list[Institution], factor: Fraction, numbers: Numbers) -> list[Person]:
    """Everyone as hired, all 在岗: see careers.py for what has happened to them since."""
    everyone = Roster(numbers)
    for hospital in HOSPITALS:
        _hospital(everyone, hospital, factor)
    for town in towns:
        _township(everyone, town, max(12, int(12 * factor * 26 / len(towns))))
    return everyone.people


def _scaled(number: int, factor: Fraction) -> int:
    return max(1, int(number * factor))


def _hospital(everyone: Roster, hospital: Hospital, factor: Fraction) -> None:
    rng = generator(f"staff {hospital.code}")
    size = _scaled(hospital.staff, factor)
    recruits = _scaled(hospital.recruits, factor)
    physicians = max(int(size * PHYSICIAN_SHARE) - recruits, len(hospital.departments))
    years = _cohort_years(hospital, factor)
    for index in range(physicians):
        year = years[index] if index < len(years) else 0
        _physician(everyone, rng, hospital, year, _department(rng, hospital, index - len(years)))
    for _ in range(recruits):
        _recruit(everyone, rng, hospital, _department(rng, hospital, -1))
    for extra in EXTRA_RECRUITS.get(hospital.code, ()):
        _recruit(everyone, rng, hospital, _department(rng, hospital, -1), *extra)
    for index in range(size - physicians - recruits):
        _other(everyone, rng, hospital.code, *_kind_of_other(rng), new=index % 18 == 0, primary=False)


# (employment, route) of physician-class recruits of 2026 who are not in the base of the quota
EXTRA_RECRUITS = {
    "H01": (("合同制", "公开招聘"), ("合同制", "公开招聘"), ("返聘", "其他")),
    "H02": (("合同制", "公开招聘"),),
    "H04": (("编制内", "调入"),),
    "H06": (("合同制", "公开招聘"),),
}


def _cohort_years(hospital: Hospital, factor: Fraction) -> list[int]:
    """The years in which this hospital's recruits of 2022–2025 came, one entry a person."""
    if not hospital.in_scheme:
        return [2024, 2025]
    place = SCHEME.index(hospital)
    years = []
    for year, count in COHORTS.items():
        shares = apportion(_scaled(count, factor), [h.recruits for h in SCHEME], [h.code for h in SCHEME])
        years += [year] * shares[place]
    return years


def _department(rng: Random, hospital: Hospital, place: int) -> str:
    """The department of the n-th experienced physician: every one has somebody, then by weight."""
    names = [department for department, _ in hospital.departments]
    if 0 <= place < len(names):
        return names[place]
    return rng.choices(names, [weight for _, weight in hospital.departments])[0]


def _day(rng: Random, year: int, first_month: int, last_month: int) -> date:
    return date(year, rng.randrange(first_month, last_month + 1), rng.randrange(1, 29))


def _licence(everyone: Roster, category: str, year: int, assistant: bool = False) -> dict[str, object]:
    return {
        "practice_licence": practice_licence(assistant, category, everyone.numbers.next()),
        "practice_category": category,
        "registered_on": date(year + 1, 1, 10) + timedelta(days=everyone.numbers.next() % 60),
    }


def _with_certificate(everyone: Roster, person: Person, year: int, assistant: bool = False) -> Person:
    """The last person added, now with the certificate that holds the identity number."""
    text = qualification_certificate(year, assistant, person.practice_category, person.id_number)
    everyone.people[-1] = replace(person, qualification_certificate=text)
    return everyone.people[-1]


def _title(rng: Random, age: int) -> str:
    if age < 33:
        return "师级"
    if age < 42:
        return rng.choices(("师级", "中级", "副高"), (8, 85, 7))[0]
    if age < 51:
        return rng.choices(("中级", "副高"), (55, 45))[0]
    return rng.choices(("中级", "副高", "正高"), (35, 50, 15))[0]


def _physician(everyone: Roster, rng: Random, hospital: Hospital, cohort: int, department: str) -> None:
    """A licensed physician: a recruit of 2022–2025, or someone of earlier years."""
    specialty, category, scope = DEPARTMENTS[department]
    if cohort:
        hired = _day(rng, cohort, 7, 9) if rng.random() < 0.7 else _day(rng, cohort, 2, 6)
        born = _day(rng, cohort - rng.randrange(25, 32), 1, 12)
        licensed = min(born.year + 26, 2024)
        title = "中级" if 2026 - born.year >= 32 else "师级"
        since = _day(rng, 2025, 1, 6) if title == "中级" else None
        employment = rng.choices(("编制内", "总量备案"), (65, 35))[0]
    else:
        born = _day(rng, rng.randrange(1968, 1994), 1, 12)
        age = 2026 - born.year
        hired = _day(rng, min(born.year + rng.randrange(24, 29), 2021), 1, 12)
        licensed = max(born.year + 25, 1999)
        title = _title(rng, age)
        since = _day(rng, min(max(born.year + rng.randrange(31, 36), hired.year), 2024), 1, 12)
        since = max(since, hired) if title in ("中级", "副高", "正高") else None
        employment = rng.choices(("编制内", "总量备案", "合同制", "劳务派遣"), (74, 16, 8, 2))[0]
    years = 2026 - max(hired.year, licensed)
    titles = CHINESE_CLINICIAN if category == "中医" else CLINICIAN
    grade = "专技十级" if cohort and title == "中级" else rng.choice(GRADES[title])
    held = "副高" if title == "中级" and grade == "专技八级" and rng.random() < 0.2 else title
    person = everyone.add(
        rng,
        hospital.code,
        born,
        rng.choice("男男男女女" if hospital.code != "H03" else "男女女女"),
        department=department,
        profession="执业医师",
        **_licence(everyone, category, licensed),
        practice_scopes=(scope,),
        specialty=specialty,
        qualification=titles[held],
        appointment=title,
        intermediate_since=since,
        post_grade=grade,
        post_grade_since=since or hired,
        education=rng.choices(("硕士", "本科", "大专"), (25, 65, 10))[0] if not cohort else "本科",
        establishment=employment,
        hired_on=hired,
        entry_route=rng.choice(("公开招聘", "公开招聘", "考核招聘")) if cohort or hired.year > 2008 else "其他",
        recruited_as="执业医师类",
        main_practice_site=hospital.name,
        county_clinical_years=Fraction(max(years, 0)),
        status="在岗",
        backbone=title in ("中级", "副高") and rng.random() < 0.3,
        senior_application_year=_senior_year(rng, title, since),
    )
    _with_certificate(everyone, person, licensed)


def _senior_year(rng: Random, title: str, since: date | None) -> int | None:
    """Some of those long enough in an intermediate title mean to apply, most of them some years from now."""
    if title != "中级" or since is None or rng.random() < 0.6:
        return None
    wished = rng.choices((2026, 2027, 2028, 2029, 2030, 2031), (6, 10, 14, 28, 24, 18))[0]
    return max(since.year + 5, wished)


def _recruit(
    everyone: Roster,
    rng: Random,
    hospital: Hospital,
    department: str,
    employment: str = "",
    route: str = "",
) -> None:
    """A physician-class recruit of 2026: licensed after residency, or not yet."""
    specialty, category, scope = DEPARTMENTS[department]
    hired = _day(rng, 2026, 7, 7) if rng.random() < 0.7 else _day(rng, 2026, 2, 6)
    moved = route in ("调入", "其他")
    licensed = moved or rng.random() < 0.62
    born = _day(rng, 1963 if employment == "返聘" else 1986 if moved else rng.randrange(1996, 2001), 1, 12)
    year = max(born.year + 25, 2000) if moved else min(born.year + 25, 2024)
    more: dict[str, object] = {"profession": "见习医师", "appointment": "无"}
    if licensed:
        title = "副高" if employment == "返聘" else "中级" if moved else "师级"
        titles = CHINESE_CLINICIAN if category == "中医" else CLINICIAN
        since = date(2019, 12, 1) if title != "师级" else None
        more = {
            "profession": "执业医师",
            **_licence(everyone, category, year),
            "practice_scopes": (scope,),
            "qualification": titles[title],
            "appointment": title,
            "intermediate_since": since,
            "post_grade": GRADES[title][0],
            "post_grade_since": since or hired,
            "main_practice_site": hospital.name,
            "county_clinical_years": Fraction(10 if moved else 0),
        }
    person = everyone.add(
        rng,
        hospital.code,
        born,
        rng.choice("男女"),
        department=department,
        specialty=specialty,
        education="硕士" if rng.random() < 0.3 else "本科",
        establishment=employment or rng.choices(("编制内", "总量备案"), (6, 4))[0],
        hired_on=hired,
        entry_route=route or rng.choice(("公开招聘", "公开招聘", "考核招聘")),
        recruited_as="执业医师类",
        status="在岗",
        **more,
    )
    if licensed:
        _with_certificate(everyone, person, year)


def _kind_of_other(rng: Random) -> tuple[str, str, str, tuple[str, ...], str]:
    kind = rng.choices(OTHERS, [row[5] for row in OTHERS])[0]
    return kind[:5]


def _other(
    everyone: Roster,
    rng: Random,
    institution: str,
    profession: str,
    specialty: str,
    department: str,
    titles: tuple[str, ...],
    recruited_as: str,
    new: bool,
    primary: bool,
) -> None:
    """A nurse, pharmacist, technician, manager or worker."""
    born = _day(rng, rng.randrange(1997, 2003) if new else rng.randrange(1969, 1996), 1, 12)
    hired = _day(rng, 2026, 2, 7) if new else _day(rng, min(born.year + rng.randrange(21, 26), 2025), 1, 12)
    age = 2026 - born.year
    rank = 0 if age < 27 else 1 if age < 36 else 2 if age < 50 or primary else 3
    title = ("士级", "师级", "中级", "副高")[rank] if titles[0] else "无"
    since = max(date(born.year + 35, 12, 1), hired) if titles[0] and rank >= 2 else None
    ordinary = profession not in ("管理人员", "工勤技能人员")
    everyone.add(
        rng,
        institution,
        born,
        rng.choice("女女女女男" if profession == "注册护士" else "男女"),
        department=department,
        profession=profession,
        specialty=specialty,
        qualification=titles[rank],
        appointment=title,
        intermediate_since=since,
        post_grade=rng.choice(GRADES[title]) if ordinary else "管理九级" if profession == "管理人员" else "技工三级",
        post_grade_since=since or hired,
        education=rng.choice(("本科", "大专", "大专")),
        establishment=rng.choices(("编制内", "总量备案", "合同制", "临聘", "劳务派遣"), (50, 16, 24, 6, 4))[0],
        hired_on=hired,
        entry_route="公开招聘" if hired.year > 2008 else "其他",
        recruited_as=recruited_as,
        status="在岗",
    )


def _township(everyone: Roster, town: Institution, size: int) -> None:
    """The people of a township or community institution: physicians, assistants, nurses and the rest."""
    rng = generator(f"staff {town.code}")
    for index in range(size):
        if index % 12 < 4:
            _primary_physician(everyone, rng, town, assistant=index % 12 in (1, 3))
        else:
            _other(
                everyone,
                rng,
                town.code,
                *_kind_of_other(rng),
                new=index % 12 == 11 and rng.random() < 0.3,
                primary=True,
            )


def _primary_physician(everyone: Roster, rng: Random, town: Institution, assistant: bool) -> None:
    department = rng.choice(("全科医疗科", "全科医疗科", "内科", "外科", "中医科"))
    specialty, category, scope = DEPARTMENTS[department]
    born = _day(rng, rng.randrange(1970, 1998), 1, 12)
    hired = _day(rng, min(born.year + rng.randrange(22, 27), 2025), 1, 12)
    title = "师级" if assistant or 2026 - born.year < 37 else rng.choice(("师级", "中级", "中级"))
    since = max(date(born.year + 36, 12, 1), hired) if title == "中级" else None
    titles = CHINESE_CLINICIAN if category == "中医" else CLINICIAN
    licensed = max(born.year + 25, 1999)
    level = "士级" if assistant else title
    person = everyone.add(
        rng,
        town.code,
        born,
        rng.choice("男男女"),
        department=department,
        profession="执业助理医师" if assistant else "执业医师",
        **_licence(everyone, category, licensed, assistant),
        practice_scopes=(scope,),
        specialty=specialty,
        qualification=("中医士" if category == "中医" else "医士") if assistant else titles[title],
        appointment=level,
        intermediate_since=since,
        post_grade=rng.choice(GRADES[level]),
        post_grade_since=since or hired,
        education=rng.choice(("本科", "大专", "大专")),
        establishment=rng.choices(("编制内", "合同制"), (85, 15))[0],
        hired_on=hired,
        entry_route="公开招聘" if hired.year > 2008 else "其他",
        recruited_as="执业医师类",
        main_practice_site=town.name,
        status="在岗",
    )
    _with_certificate(everyone, person, licensed, assistant)
