"""What the grass roots have of it: visits, trainings, techniques, departments, village coverage (H45–H49, H61, K12)."""

from collections.abc import Iterable, Iterator

from countyhire.compute.effect.register import TRAININGS as TAUGHT
from countyhire.compute.effect.register import activity_kind
from countyhire.compute.evaluation.facts import About, Facts
from countyhire.compute.evaluation.measure import Measure
from countyhire.model.column import Record
from countyhire.model.names import name_key
from countyhire.model.period import Month

GROUP = "基层成效"
VISITS = About("visits", GROUP, "派驻人员门急诊", "H45", ("activities",), "当年派驻人员门急诊人次", unit="人次")
INPATIENTS = About("inpatients", GROUP, "派驻人员收治住院", "H46", ("activities",), "当年派驻人员住院人次", unit="人次")
TRAININGS = About("trainings", GROUP, "技术培训", "H47", ("trainings",), "当年培训次数", unit="次")
TECHNIQUES = About(
    "techniques", GROUP, "填补技术空白", "H48", ("techniques",), "累计新技术（同一机构同一技术计一项）", unit="项"
)
DEPARTMENTS = About(
    "departments", GROUP, "新建特色科室", "H61", ("feature_departments",), "累计新建特色科室", unit="个"
)
COVERED = About(
    "villages", GROUP, "村卫生室覆盖率", "K12", ("village_clinics", "village_doctors"),
    "有一名以上合格村医的村卫生室", "村卫生室", "个",
)  # fmt: skip
QUALIFIED = ("执业医师", "执业助理医师", "乡村全科执业助理医师")


def grassroots(facts: Facts) -> Iterator[Measure]:
    """The indicators of what came of it."""
    book, first, last = facts.book, Month(facts.year, 1), Month.of(facts.until)
    year = [row for row in book.activities if row.month and first <= row.month <= last]
    yield VISITS.count(_sum(year, "placed_visits"), facts.absent("activities"))
    yield INPATIENTS.count(_sum(year, "placed_inpatients"), facts.absent("activities"))
    held = [row for row in book.trainings if row.on and row.on.year == facts.year and row.on <= facts.until]
    taught = [row for row in held if activity_kind(row.kind) in TAUGHT]  # as in 成效: a service is no training
    yield TRAININGS.count(len(taught), facts.absent("trainings"))
    new = {
        (row.institution, name_key(row.name))
        for row in book.techniques
        if row.first_case_on and row.first_case_on <= facts.until
    }
    yield TECHNIQUES.count(len(new), facts.absent("techniques"))
    opened = {
        (row.institution, name_key(row.name))
        for row in book.feature_departments
        if row.opened_on and row.opened_on <= facts.until
    }
    yield DEPARTMENTS.count(len(opened), facts.absent("feature_departments"))
    clinics = {row.code for row in book.village_clinics if row.code}
    staffed = {row.clinic for row in book.village_doctors if row.licence_kind in QUALIFIED}
    yield COVERED.share(len(clinics & staffed), len(clinics), facts.absent("village_clinics", "village_doctors"))


def _sum(rows: Iterable[Record], name: str) -> int | None:
    """The sum of a column; None where nobody filled in any of it."""
    told = [value for row in rows if (value := getattr(row, name)) is not None]
    return sum(told) if told else None
