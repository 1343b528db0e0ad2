"""From monthly scores to the assessment coefficient (E03, E15, H37, Q15, Q16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.pay import faults
from countyhire.compute.pay.served import Served
from countyhire.model.amount import Amount, Op, given, product, quotient, total
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.period import Month
from countyhire.model.service import Score

FAILED = "不合格"
LINEAR, GRADES = "linear", "grades"
SENDER, RECEIVER = "派出机构", "接收机构"
ONE = Fraction(1)
HUNDRED = Amount("满分", 100, "分")

Scores = Mapping[tuple[str, Month, str], Score]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a mean score becomes a coefficient. `bounds` and `coefficients` are by grade (Q16).

    `dual` holds the weights of sender and receiver where the pack has both assess (J19).
    """

    kind: str
    bounds: Mapping[str, Fraction]
    coefficients: Mapping[str, Fraction]
    dual: Mapping[str, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """A person's year: mean score and coefficient (None where no month is scored), and failed months.

    `failed` holds each month and receiver whose row says 不合格; `exempt` the 免考 months.
    """

    score: Amount | None
    coefficient: Amount | None
    grade: str
    failed: frozenset[tuple[Month, str]]
    exempt: tuple[Month, ...]
    findings: tuple[Finding, ...]


def read_scores(book: Book) -> tuple[Scores, list[Finding]]:
    """The rows of 月度考核 by person, month and assessor; two rows that differ are an error."""
    found, findings = faults.once(
        (row for row in book.scores if row.month),
        lambda row: (row.person, row.month or Month(1, 1), row.assessor),
        "score",
        lambda row: f"{book.person_name(row.person)}（{row.person}）{row.month}的考核",
    )
    return found, findings


def assess(book: Book, served: Served, scores: Scores, shape: Shape, on: date) -> Assessed:
    """A person's mean score over the months served, and the coefficient it gives.

    Only the receiver's row counts (E02), except where the pack has the sender assess too. A month at two receivers
    has the mean of their scores by days. A 免考 month leaves the mean. A month without a row is an error once it is
    over by `on`; before that it is not due.
    """
    marks: list[Amount] = []
    exempt: list[Month] = []
    failed: set[tuple[Month, str]] = set()
    findings: list[Finding] = []
    for month in served.touched():
        parts: list[tuple[Amount, int]] = []
        for (receiver, sender), days in sorted(served.days_at(month).items()):
            assessors = (
                {receiver: ONE} if shape.dual is None else {receiver: shape.dual[RECEIVER], sender: shape.dual[SENDER]}
            )
            rows = {unit: scores.get((served.person, month, unit)) for unit in assessors}
            if any(row is not None and row.grade == FAILED for row in rows.values()):
                failed.add((month, receiver))
            if any(row is not None and row.exempt_reason for row in rows.values()):
                exempt.append(month)
                continue
            scored = [(row, assessors[unit]) for unit, row in rows.items() if row is not None and row.score is not None]
            if len(scored) == len(assessors):
                parts.append((_judged(book, month, scored), days))
            elif month.last <= on:
                findings.extend(
                    _unscored(book, served, month, unit, row)
                    for unit, row in rows.items()
                    if row is None or row.score is None
                )
        if parts:
            marks.append(_month_score(month, parts))
    score = _mean(marks) if marks else None
    grade = _grade(score, shape) if score else ""
    coefficient = _coefficient(score, grade, shape) if score else None
    if score is None and exempt and not findings:
        cell = served.stays[0].spell.cell("person")
        name = book.person_name(served.person)
        message = f"{name}（{served.person}）{len(set(exempt))}个月免考，没有得分，超额绩效待决定"
        findings.append(faults.NOBODY_SCORED.at(cell, message, served.person))
    return Assessed(score, coefficient, grade, frozenset(failed), tuple(sorted(set(exempt))), tuple(findings))


def _judged(book: Book, month: Month, scored: Sequence[tuple[Score, Fraction]]) -> Amount:
    """The score of one stay's part of a month: the receiver's, or both assessors' by weight."""
    rows = [
        given(f"{month}得分（{book.institution_name(row.assessor)}）", row.score or 0, "分", row.cell("score"), "E02")
        for row, _ in scored
    ]
    if len(rows) == 1:
        return rows[0]
    parts = tuple(
        product(mark.label, (mark, Amount("考核权重", weight, "", parameter="assess.dual_weights")), "分", "J19")
        for mark, (_, weight) in zip(rows, scored, strict=True)
    )
    return total(f"{month}得分", parts, "分", "J19", "派出机构与接收机构考核按权重合计")


def _month_score(month: Month, parts: Sequence[tuple[Amount, int]]) -> Amount:
    if len(parts) == 1:
        return parts[0][0]
    days = [Amount("服务天数", count, "天", Op.COUNT) for _, count in parts]
    weighted = tuple(product(mark.label, (mark, day), "分") for (mark, _), day in zip(parts, days, strict=True))
    top = total("得分×天数", weighted, "分")
    return quotient(f"{month}得分", top, total("天数", tuple(days), "天"), "分", "E15", "按在各接收机构的天数加权平均")


def _mean(marks: Sequence[Amount]) -> Amount:
    value = sum((Fraction(mark.value) for mark in marks), Fraction(0)) / len(marks)
    return Amount("年度考核得分", value, "分", Op.MEAN, tuple(marks), "各月得分的平均数", "H37")


def _unscored(book: Book, served: Served, month: Month, assessor: str, row: Score | None) -> Finding:
    stay = next(stay for stay in served.stays if stay.period.overlap(month.period))
    cell = row.cell("score") if row else stay.spell.cell("person")
    name = f"{book.person_name(served.person)}（{served.person}）"
    message = f"{name}{month}在服务，{book.institution_name(assessor)}没有给出得分"
    return faults.UNSCORED_MONTH.at(cell, message, served.person)


def _grade(score: Amount, shape: Shape) -> str:
    """The best grade whose lower bound the mean score reaches; 不合格 under all of them."""
    reached = [(bound, grade) for grade, bound in shape.bounds.items() if score.value >= bound]
    return max(reached)[1] if reached else FAILED


def _coefficient(score: Amount, grade: str, shape: Shape) -> Amount:
    if shape.kind == GRADES:
        value = shape.coefficients.get(grade, Fraction(0))
        chosen = Amount(f"{grade}的系数", value, "", parameter="payroll.coefficient.grades")
        return Amount("考核系数", value, "", Op.CHOICE, (chosen, score), f"年度考核{grade}", "E03")
    return quotient("考核系数", score, HUNDRED, "", "E03", "年度考核得分÷100")
