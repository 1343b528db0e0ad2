"""Which post grade, year's standard and post coefficient holds on a day, and the stretches in which all three stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from countyhire.compute.pay import faults
from countyhire.compute.pay.served import Served, Stay
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.pay import BasicStandard, PostCoefficient
from countyhire.model.people import Person, PostChange
from countyhire.model.period import ONE_DAY, Period

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timeline(Generic[T]):
    """Values with the first day of each, in order of days; `date.min` means always."""

    steps: tuple[tuple[date, T], ...]

    def at(self, day: date) -> T | None:
        """The value in force on a day, or None before the first."""
        found = None
        for since, value in self.steps:
            if since > day:
                break
            found = value
        return found

    def changes(self, period: Period) -> list[date]:
        """The days after the first of a period on which another value comes into force."""
        return [since for since, _ in self.steps if period.first < since <= period.last]


EMPTY: Timeline[BasicStandard] = Timeline(())
NO_COEFFICIENT: Timeline[PostCoefficient] = Timeline(())


@dataclass(frozen=True, slots=True)
class Segment:
    """Days of one stay under one post grade, one standard and one post coefficient."""

    stay: Stay
    period: Period
    grade: str
    standard: BasicStandard | None
    coefficient: PostCoefficient | None


@dataclass(frozen=True, slots=True)
class Posts:
    """The standards and coefficients of 绩效标准 and everybody's grades, ready to look up."""

    grades: Mapping[str, Timeline[Person | PostChange]]
    standards: Mapping[str, Timeline[BasicStandard]]
    coefficients: Mapping[str, Timeline[PostCoefficient]]

    def segments(self, served: Served) -> tuple[Segment, ...]:
        """A person's stays cut where the grade, its standard or its coefficient changes (E09, E10)."""
        grades = self.grades.get(served.person, Timeline(()))
        found: list[Segment] = []
        for stay in served.stays:
            cuts = {stay.period.first, *grades.changes(stay.period)}
            for grade in {row.post_grade for _, row in grades.steps}:
                cuts.update(self.standards.get(grade, EMPTY).changes(stay.period))
                cuts.update(self.coefficients.get(grade, NO_COEFFICIENT).changes(stay.period))
            starts = sorted(cuts)
            ends = [*(day - ONE_DAY for day in starts[1:]), stay.period.last]
            for first, last in zip(starts, ends, strict=True):
                _append(found, self._segment(stay, Period(first, last), grades))
        return tuple(found)

    def _segment(self, stay: Stay, period: Period, grades: Timeline[Person | PostChange]) -> Segment:
        row = grades.at(period.first) or (grades.steps[0][1] if grades.steps else None)
        grade = row.post_grade if row else ""
        standard = self.standards.get(grade, EMPTY).at(period.first)
        return Segment(stay, period, grade, standard, self.coefficients.get(grade, NO_COEFFICIENT).at(period.first))

    def grade_known_from(self, person: str) -> date:
        """The first day on which a person's grade is on record; before it the earliest grade is used."""
        grades = self.grades.get(person)
        return grades.steps[0][0] if grades and grades.steps else date.min


def _append(found: list[Segment], new: Segment) -> None:
    """Add a segment, joined to the last one where nothing changed between them."""
    if found:
        last = found[-1]
        same = (last.stay, last.grade, last.standard, last.coefficient)
        if same == (new.stay, new.grade, new.standard, new.coefficient):
            found[-1] = Segment(new.stay, Period(last.period.first, new.period.last), *same[1:])
            return
    found.append(new)


def read_posts(book: Book) -> tuple[Posts, list[Finding]]:
    """The tables of a book as timelines, and an error for each pair of rows that contradict each other."""
    standards, bad_standards = faults.once(
        (row for row in book.basic_standards if row.annual is not None),
        lambda row: (row.post_grade, row.since or date.min),
        "annual",
        lambda row: f"{row.post_grade}的年标准（同一执行日期）",
    )
    coefficients, bad_coefficients = faults.once(
        (row for row in book.post_coefficients if row.coefficient is not None),
        lambda row: (row.post_grade, row.since or date.min),
        "coefficient",
        lambda row: f"{row.post_grade}的岗位系数（同一执行日期）",
    )
    changes, bad_changes = faults.once(
        (row for row in book.post_changes if row.since and row.post_grade),
        lambda row: (row.person, row.since or date.min),
        "post_grade",
        lambda row: f"{book.person_name(row.person)}（{row.person}）同一天的岗位变动",
    )
    steps: dict[str, dict[date, Person | PostChange]] = {}
    for person in reversed(book.people):
        if person.post_grade:
            steps[person.code] = {person.post_grade_since or date.min: person}
    for (code, since), change in changes.items():
        steps.setdefault(code, {})[since] = change
    posts = Posts(
        {code: Timeline(tuple(sorted(found.items(), key=_since))) for code, found in steps.items()},
        _timelines(standards),
        _timelines(coefficients),
    )
    return posts, [*bad_standards, *bad_coefficients, *bad_changes]


def _since(step: tuple[date, object]) -> date:
    return step[0]


def _timelines(rows: Mapping[tuple[str, date], T]) -> dict[str, Timeline[T]]:
    found: dict[str, list[tuple[date, T]]] = {}
    for (grade, since), row in rows.items():
        found.setdefault(grade, []).append((since, row))
    return {grade: Timeline(tuple(sorted(steps, key=_since))) for grade, steps in found.items()}


def grade_findings(book: Book, posts: Posts, served: Served, segments: Sequence[Segment]) -> list[Finding]:
    """What is missing or changes in a person's grades and standards."""
    name = f"{book.person_name(served.person)}（{served.person}）"
    person = book.person(served.person)
    first = segments[0].stay.spell
    if not all(segment.grade for segment in segments):
        cell = person.cell("post_grade") if person else first.cell("person")
        return [faults.GRADE_MISSING.at(cell, f"{name}没有岗位等级", served.person)]
    found = []
    for segment in segments:
        if segment.standard is None:
            message = f"{name}{segment.period}为{segment.grade}，没有年标准"
            found.append(faults.STANDARD_MISSING.at(segment.stay.spell.cell("person"), message, served.person))
    known = posts.grade_known_from(served.person)
    if known > segments[0].period.first:
        cell = person.cell("post_grade_since") if person else first.cell("person")
        message = f"{name}自{segments[0].period.first}起服务，岗位等级自{known}起才有记录，此前暂按{segments[0].grade}"
        found.append(faults.GRADE_BEFORE_RECORD.at(cell, message, served.person))
    if len({(segment.grade, segment.standard and segment.standard.since) for segment in segments}) > 1:
        parts = "；".join(f"{segment.period}{segment.grade}" for segment in segments)
        found.append(faults.TWO_STANDARDS.at(first.cell("person"), f"{name}分段计算：{parts}", served.person))
    return found
