"""Results as plain data for `--json`, with the keys that docs/commands.md fixes.

Money is a text with two decimals, a ratio one with four, months a decimal text of at most four places, a
date ISO, a count a number; None stays null.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from countyhire.model.amount import Amount
from countyhire.model.finding import Finding, Severity
from countyhire.model.money import decimal_text, fixed_text, half_up, yuan
from countyhire.model.period import Length
from countyhire.reports.pay_floors import floors_view

if TYPE_CHECKING:
    from countyhire.compute.allocation.result import Allocation
    from countyhire.compute.duty import Duty
    from countyhire.compute.pay.deductions import Deduction
    from countyhire.compute.payroll import Payroll
    from countyhire.compute.quota import Quota
    from countyhire.compute.trace import Line

View = dict[str, Any]


def finding_view(finding: Finding) -> View:
    """One finding. `clause` is the id of the clause data, `basis` the document and place it stands for."""
    from countyhire.policy.clauses import cite

    cell = finding.cell
    return {
        "code": finding.code,
        "name": finding.fault.name,
        "severity": finding.severity.value,
        "file": PurePath(cell.file).name,
        "sheet": cell.sheet,
        "cell": cell.a1,
        "subject": finding.subject,
        "message": finding.message,
        "remedy": finding.remedy,
        "clause": finding.fault.clause,
        "basis": cite(finding.fault.clause),
    }


def check_view(findings: Sequence[Finding], files: Iterable[Any]) -> View:
    """How many findings of each level, and the rows read from each file."""
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity.value] += 1
    return {
        "counts": counts,
        "files": [
            {
                "file": file.file,
                "rows_read": file.rows_read,
                "rows_used": file.rows_used,
                "unused": dict(file.unused),
            }
            for file in files
        ],
    }


def step_view(line: "Line") -> View:
    """A step of a figure: depth, sentence, clause id, key of a pack value, and the input's place."""
    cell = line.cell
    return {
        "depth": line.depth,
        "text": line.text,
        "clause": line.clause,
        "parameter": line.parameter,
        "file": cell.file if cell else "",
        "sheet": cell.sheet if cell else "",
        "cell": cell.a1 if cell else "",
    }


def steps_view(result: object) -> list[View]:
    """How every figure of a result was made, by subject: 人员编号, institution, pool; "" is the whole district."""
    from countyhire.compute.figures import by_subject, steps

    return [
        {"subject": subject, "steps": [step_view(line) for line in steps(amounts)]}
        for subject, amounts in by_subject(result).items()
    ]


def quota_view(result: "Quota") -> View:
    """The floor of the year; `rate` is dispatched ÷ new_hires, null where nobody was hired.

    `other_reading` is what counting 返聘, 合同制 and the like would give, null where the floor is the same.
    """
    other = result.other_reading
    return {
        "new_hires": result.new_hires,
        "quota": result.quota,
        "scope": result.scope,
        "dispatched": result.dispatched,
        "shortfall": result.shortfall,
        "rate": _ratio(result.rate),
        "to_date": result.to_date,
        "other_reading": {"new_hires": other.new_hires, "quota": other.quota} if other else None,
        "hospitals": [
            {
                "code": row.code,
                "name": row.name,
                "new_hires": row.new_hires,
                "share": row.share,
                "own_ceiling": row.own_ceiling,
                "dispatched": row.dispatched,
                "shortfall": row.shortfall,
            }
            for row in result.hospitals
        ],
    }


def duty_view(result: "Duty") -> View:
    """Everybody's duty on the day."""
    return {
        "persons": [
            {
                "person": row.person,
                "kind": row.kind,
                "clock_start": _day(row.clock_start),
                "finish_by": _day(row.finish_by),
                "latest_start": _day(row.latest_start),
                "served": _length(row.served),
                "credited": _length(row.credited),
                "remaining": _length(row.remaining),
                "national": _length(row.national),
                "completes_on": _day(row.completes_on),
                "status": row.status,
                "colour": row.colour,
                "away": row.away,
            }
            for row in result.persons
        ],
        "counts": dict(result.counts),
        "outlook": [{"year": row.year, "finish": list(row.finish), "start": list(row.start)} for row in result.outlook],
        "differing": [row.person for row in result.differing],
    }


def payroll_view(result: "Payroll") -> View:
    """The virtual unit's year."""
    pool, average = result.pool, result.average_excess
    return {
        "pool": {
            "basic": _money(pool.basic),
            "excess": _money(pool.excess),
            "total": _money(pool.total),
            "approved": _money(pool.approved),
            "computed_basic": _money(pool.computed_basic),
            "computed_excess": _money(pool.computed_excess),
            "returned": _money(result.returned),
        },
        "average_excess": {
            "weighted": _money(average.weighted),
            "simple": _money(average.simple),
            "method": average.method,
            "year": average.year,
            "advance": average.advance,
        },
        "persons": [
            {
                "person": row.person,
                "months": _decimal(row.months),
                "score": _decimal(row.score),
                "coefficient": _ratio(row.coefficient.value if row.coefficient else None),
                "basic": _money(row.basic),
                "excess": _money(row.excess),
                "total": _money(row.total),
            }
            for row in result.persons
        ],
        "deductions": deductions_view(result.deductions),
        "floors": floors_view(result.floors),
        "sum": _money(result.sum),
    }


def deductions_view(rows: "Sequence[Deduction]") -> list[View]:
    """Each institution's average headcount less its people away."""
    return [
        {
            "code": row.code,
            "average_headcount": _decimal(row.average_headcount),
            "deducted": _decimal(row.deducted),
            "net": _decimal(row.net),
        }
        for row in rows
    ]


def allocation_view(result: "Allocation") -> View:
    """Who goes where, what stays open, who stays, each with its reasons."""
    return {
        "status": result.status,
        "objectives": [
            {"name": row.name, "label": row.label, "value": row.value, "best": row.best, "alone": row.alone}
            for row in result.objectives
        ],
        "assignments": [
            {
                "person": row.person,
                "sender": row.sender,
                "department": row.department,
                "specialty": row.specialty,
                "demand": row.demand,
                "receiver": row.receiver,
                "reasons": [reason.text for reason in row.reasons],
                "alternates": list(row.alternates),
            }
            for row in result.assignments
        ],
        "unfilled": [
            {
                "demand": row.demand,
                "receiver": row.receiver,
                "specialty": row.specialty,
                "short": row.short,
                "reasons": [reason.text for reason in row.reasons],
            }
            for row in result.unfilled
        ],
        "not_sent": [
            {"person": row.person, "reasons": [reason.text for reason in row.reasons]} for row in result.not_sent
        ],
        "conflicts": [{"rule": row.rule, "text": row.text} for row in result.conflicts],
        "seed": result.seed,
    }


def _money(amount: Amount | None) -> str | None:
    return None if amount is None else yuan(half_up(Fraction(amount.value)))


def _decimal(amount: Amount | None) -> str | None:
    return None if amount is None else decimal_text(Fraction(amount.value), 4)


def _ratio(value: Fraction | int | None) -> str | None:
    return None if value is None else fixed_text(Fraction(value), 4)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _length(length: Length) -> Mapping[str, int]:
    return {"months": length.months, "days": length.days}
