"""What came of the programme in the small district: a few rows of every sheet of 成效台账 and 带教台账."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.outcomes import (
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
from countyhire.model.village import Mentoring


def with_outcomes(book: Book, year: int) -> Book:
    """The book with what the two receivers had to show for the year and the one before."""
    rows = {
        "activities": [
            Activity(
                institution=place, month=Month(of, number), visits=900 + 10 * number + 100 * (of - year),
                inpatients=30 + number, operations=number % 3, deliveries=0 if of < year else number % 2,
                placed_visits=100 + number if of == year else None, placed_inpatients=4 if of == year else None,
            )
            for of in (year - 1, year)
            for place in ("T1", "T2")
            for number in range(1, 13)
        ],
        "yearly_visits": [
            YearlyVisits(year=year - 1, total_visits=100_000, primary_visits=59_000, village_visits=12_000),
            YearlyVisits(
                year=year, total_visits=100_000, primary_visits=62_000, village_visits=12_400,
                rural_first_visits=50_000, rural_first_at_primary=39_900, insured_visits=90_000,
                insured_at_primary=54_000,
            ),
        ],
        "comparisons": [
            _compared("儿科门诊人次", 400, (year - 1, 9), (year - 1, 12), 6000, (year, 9), (year, 12)),
            _compared("分娩数", 0, (year - 8, 1), (year - 1, 12), 13, (year, 4), (year, 12)),
            _compared("胃镜例数", 2, (year - 1, 1), (year - 1, 12), 90, (year, 1), (year, 12)),
        ],
        "techniques": [
            Technique(
                institution="T1", name="无痛胃镜", first_case_on=date(year, 3, 2), lead="P01", team=("P03", "护士长")
            ),
            Technique(institution="T2", name="血液透析", first_case_on=date(year - 1, 9, 8), lead="P04"),
        ],
        "feature_departments": [
            FeatureDepartment(
                institution="T1", name="胃镜室", kind="临床特色科室", opened_on=date(year, 3, 1),
                key_level="县级重点专科", key_on=date(year, 11, 1),
            ),
            FeatureDepartment(institution="T2", name="疼痛门诊", kind="专科门诊", opened_on=date(year, 5, 1)),
        ],
        "trainings": [
            Training(institution="T1", on=date(year, number, 9), kind=kind, attendance=10 + number, lead="P01")
            for number, kind in enumerate(("教学查房", "专题讲座", "行走的医院", "远程会诊", "入村义诊", "联谊"), 1)
        ],
        "ratings": [
            Rating(institution="T1", rating="乙级", on=date(year - 3, 12, 1), document="示例卫发〔2023〕9号"),
            Rating(institution="T1", rating="甲级", on=date(year, 12, 1), document="示例卫发〔2026〕9号"),
            Rating(institution="T2", rating="美丽医院", on=date(year, 12, 1)),
        ],
        "savings": [
            Saving(institution="T2", year=year, item="血液透析", patients=100, saving=600_000, basis="抽样询问患者"),
        ],
        "surveys": [
            Survey(year=year, party="派出医院", answers=40, content=38),
            Survey(year=year, party="基层机构", answers=60, content=51),
        ],
        "departures": [Departure(institution="T2", left_on=date(year - 1, 6, 30), reason="家庭")],
        "mentoring": [
            Mentoring(
                mentor="P01", learner="N01", institution="T1", skill="胃镜检查", start=date(year, 2, 1),
                independent_on=date(year, 8, 1),
            ),
            Mentoring(mentor="P02", learner="N02", institution="T2", skill="血液透析", start=date(year, 2, 1)),
            Mentoring(mentor="P03", learner="N03", institution="T1", skill="清创缝合", start=date(year, 8, 1)),
        ],
    }  # fmt: skip
    for name, found in rows.items():
        book = book.with_rows(name, found)
    return book


Ym = tuple[int, int]


def _compared(item: str, base: int, first: Ym, last: Ym, now: int, begin: Ym, end: Ym) -> BeforeAfter:
    return BeforeAfter(
        institution="T1", item=item, base_from=Month(*first), base_to=Month(*last), base=base, now_from=Month(*begin),
        now_to=Month(*end), now=now, origin="登记簿",
    )  # fmt: skip
