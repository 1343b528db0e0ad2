"""培训登记 and 人才登记 of the primary institutions' people: what could be, of nobody."""

from collections.abc import Sequence
from datetime import date

from countyhire.model import learning
from countyhire.model.institutions import PRIMARY_KINDS, Institution
from countyhire.model.learning import Course, Support
from countyhire.model.people import PHYSICIAN, Person

SUBSIDY, BACKBONE = 3_000_00, 6_000_00
REGISTER = (
    (learning.CHINESE_MEDICINE, date(2025, 3, 3), date(2025, 5, 30)),
    ("全科转岗", date(2024, 9, 2), date(2025, 8, 29)),
    (learning.HERITAGE, date(2025, 9, 1), None),
    (learning.CHINESE_MEDICINE, date(2026, 3, 2), date(2026, 5, 29)),
    ("精神科转岗", date(2026, 3, 2), None),
    (learning.ROTATION, date(2025, 4, 1), date(2025, 6, 30)),
)


def courses(people: Sequence[Person], towns: Sequence[Institution]) -> list[Course]:
    """New physicians in training, all but the last of a year; others in turn in the courses of REGISTER."""
    physicians = _physicians(people, towns)
    found = []
    for year in (2024, 2025):
        new = [row for row in physicians if row.hired_on and row.hired_on.year == year]
        for row in new[:-1]:
            kind = learning.GENERAL if "本科" in row.education else learning.ASSISTANT
            found.append(Course(person=row.code, kind=kind, start=date(year, 9, 2)))
    old = [row for row in physicians if row.hired_on and row.hired_on.year < 2024]
    for at, row in enumerate(old[::8]):
        kind, start, end = REGISTER[at % len(REGISTER)]
        scopes = ("精神卫生专业",) if kind == "精神科转岗" else ()
        found.append(Course(person=row.code, kind=kind, start=start, end=end, added_scopes=scopes, subsidy=SUBSIDY))
    return found


def supports(people: Sequence[Person], towns: Sequence[Institution]) -> list[Support]:
    """Backbones' subsidies, and a few who were helped with a flat, a school or a post for the partner."""
    own = _own(people, towns)
    found = [
        Support(
            person=row.code, kind=learning.BACKBONE_SUBSIDY, on=date(2025, 12, 20), approval="示例卫人〔2025〕58号",
            subsidy=BACKBONE,
        )
        for row in own
        if row.backbone_level in ("省级", "市级")
    ]  # fmt: skip
    new = [row for row in own if row.hired_on and row.hired_on.year >= 2020]
    kinds = (*learning.FAMILY, learning.TUITION)
    for at, row in enumerate(new[::2]):
        kind = kinds[at % len(kinds)]
        paid = 8_000_00 if kind == learning.TUITION else None
        found.append(
            Support(person=row.code, kind=kind, on=date(2025, 10, 15), approval="示例卫人〔2025〕47号", subsidy=paid)
        )
    return found


def _own(people: Sequence[Person], towns: Sequence[Institution]) -> list[Person]:
    places = {town.code for town in towns if town.kind in PRIMARY_KINDS}
    own = {row.code: row for row in people if row.institution in places and not row.gone}
    return [own[code] for code in sorted(own)]


def _physicians(people: Sequence[Person], towns: Sequence[Institution]) -> list[Person]:
    return [row for row in _own(people, towns) if row.profession in (PHYSICIAN, "执业助理医师", "见习医师")]
