"""The results of a month's pay and of a settlement as plain data for `--json`, with the keys of docs/commands.md."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.amount import Amount
from countyhire.model.money import decimal_text, fixed_text, half_up, yuan
from countyhire.reports.machine import deductions_view, payroll_view

if TYPE_CHECKING:
    from countyhire.compute.pay.month import MonthPay, MonthRow
    from countyhire.compute.pay.settlement import Settlement

View = dict[str, Any]


def money(amount: Amount | None) -> str | None:
    """A sum as text with two decimals."""
    return None if amount is None else yuan(half_up(Fraction(amount.value)))


def month_view(result: "MonthPay") -> View:
    """A month's run. `basic` and `excess` are what this run pays, differences of closed months included.

    The average and the deductions are those of the year up to the month's end; null and [] without figures.
    """
    average = result.average
    rows = [_month_row(row) for row in result.rows]
    basic = sum(_part(row, "basic") for row in result.rows)
    excess = sum(_part(row, "excess") for row in result.rows)
    return {
        "month": str(result.month),
        "again": result.again,
        "pool": {"basic": yuan(basic), "excess": yuan(excess), "total": money(result.sum), "approved": None},
        "average_excess": {
            "weighted": money(average.weighted) if average else None,
            "simple": money(average.simple) if average else None,
            "method": average.method if average else None,
            "year": average.year if average else None,
            "advance": average.advance if average else None,
        },
        "persons": rows,
        "deductions": deductions_view(result.deductions),
        "sum": money(result.sum),
    }


def _part(row: "MonthRow", part: str) -> int:
    """What one person gets of a part in this run, in fen."""
    now = row.basic if part == "basic" else row.excess
    return int(now.value) + sum(int(one.amount.value) for one in row.differences if one.part == part)


def _month_row(row: "MonthRow") -> View:
    return {
        "person": row.person,
        "months": decimal_text(Fraction(row.months.value), 4),
        "score": None if row.score is None else decimal_text(Fraction(row.score.value), 4),
        "coefficient": None if row.coefficient is None else fixed_text(Fraction(row.coefficient.value), 4),
        "basic": yuan(_part(row, "basic")),
        "excess": yuan(_part(row, "excess")),
        "total": money(row.total),
        "of_month": {"basic": money(row.basic), "excess": money(row.excess)},
        "differences": [
            {
                "month": str(one.month),
                "part": one.part,
                "due": money(one.due),
                "paid": money(one.paid),
                "amount": money(one.amount),
            }
            for one in row.differences
        ],
    }


def settlement_view(result: "Settlement") -> View:
    """The year's payroll as `--year` gives it, and beside it what was paid and what this run pays."""
    return {
        **payroll_view(result.payroll),
        "settlement": {
            "paid": money(result.paid),
            "clawed": money(result.clawed),
            "sum": money(result.sum),
            "persons": [
                {
                    "person": row.person,
                    "parts": {
                        name: {"due": money(part.due), "paid": money(part.paid), "amount": money(part.amount)}
                        for name, part in row.parts
                    },
                    "total": money(row.total),
                }
                for row in result.rows
            ],
            "stakes": [
                {"person": one.person, "spell": one.spell.code, "reason": one.reason, "amount": money(one.amount)}
                for one in result.stakes
            ],
        },
    }
