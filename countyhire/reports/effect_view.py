"""The indicators and their tables as plain data for `--json`."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.effect.indicator import cells_of
from countyhire.model.money import fixed_text, yuan
from countyhire.policy.clauses import cite
from countyhire.reports.effect_figures import in_words, machine

if TYPE_CHECKING:
    from countyhire.compute.effect import Effect
    from countyhire.compute.effect.indicator import Indicator

View = dict[str, Any]
STATES = {"": "reported", "未填报": "not_reported", "不适用": "not_applicable", "没有口径": "undefined"}


def effect_view(result: "Effect") -> View:
    """Every indicator, then the tables by theme; counts are numbers, ratios texts with four decimals."""
    return {
        "until": result.until.isoformat(),
        "year_over": result.over,
        "indicators": [_indicator(one) for one in result.indicators],
        "batches": [
            {
                "batch": row.name,
                "start": row.start.isoformat(),
                "people": row.people,
                "first_time": row.first_time,
                "cumulative": row.cumulative,
            }
            for row in result.placed.batches
        ],
        "specialties": [
            {"specialty": row.specialty, "key": row.key, "people": row.people, "intermediate": row.intermediate}
            for row in result.placed.specialties
        ],
        "continuity": [
            {"receiver": row.institution, "since": row.since, "years": row.years, "people": row.people}
            for row in result.placed.stays
        ],
        "years": [
            {"year": row.year, **{name: machine(one.value) for name, one in row.shares.items()}}
            for row in result.visits.years
        ],
        "periods": [
            {
                "kind": row.kind,
                "label": row.label,
                "reports": row.reports,
                "counts": dict(row.counts),
                "change": {name: _rate(row.change(name)) for name in row.counts},
                "yearly_change": {name: _rate(row.yearly_change(name)) for name in row.counts},
            }
            for row in result.monthly.periods
        ],
        "institutions": [
            {
                "code": row.institution,
                "months": row.months,
                "before": dict(row.before),
                "after": dict(row.after),
                "change": {name: _rate(row.change(name)) for name in row.after},
            }
            for row in result.monthly.growths
        ],
        "before_after": [
            {
                "code": row.institution,
                "item": row.item,
                "base": row.base,
                "base_from": str(row.base_from),
                "base_to": str(row.base_to),
                "now": row.now,
                "now_from": str(row.now_from),
                "now_to": str(row.now_to),
                "to_times": _rate(row.times),
                "by_times": _rate(row.more),
                "monthly": row.monthly is not None,
            }
            for row in result.compared.rows
        ],
        **_registers(result),
    }


def _registers(result: "Effect") -> View:
    register, satisfaction = result.register, result.satisfaction
    return {
        "first_cases": [
            {
                "code": row.institution,
                "technique": row.technique,
                "date": row.on.isoformat(),
                "lead": row.lead or None,
                "team": list(row.team),
            }
            for row in register.first_cases
        ],
        "departments": [
            {
                "code": row.institution,
                "name": row.name,
                "kind": row.kind,
                "opened": row.opened_on.isoformat(),
                "clinic": row.clinic,
                "key_specialty": row.key_level or None,
            }
            for row in register.departments
        ],
        "activities": [
            {
                "kind": row.kind,
                "in_year": row.in_year,
                "attended_in_year": row.attended_in_year,
                "times": row.times,
                "attended": row.attended,
            }
            for row in register.activities
        ],
        "grades": [
            {"code": row.institution, "rating": row.rating, "since": row.since.isoformat()} for row in register.grades
        ],
        "savings": [
            {
                "code": row.institution,
                "item": row.item,
                "patients": row.patients,
                "each": yuan(row.each),
                "sum": machine(row.whole),
            }
            for row in satisfaction.savings
        ],
        "surveys": [
            {"party": row.party, "answers": row.answers, "content": row.content, "rate": _rate(row.rate)}
            for row in satisfaction.surveys
        ],
        "staff": [{"side": row.side, "kind": row.kind, "people": row.people} for row in result.staff.kinds],
        "leavers": [
            {
                "code": row.institution,
                "person": row.person or None,
                "date": row.left_on.isoformat(),
                "reason": row.reason or None,
            }
            for row in result.staff.leavers
        ],
    }


def _indicator(one: "Indicator") -> Mapping[str, Any]:
    return {
        "id": one.id,
        "theme": one.theme,
        "name": one.name,
        "numerator": machine(one.numerator),
        "denominator": machine(one.denominator),
        "value": machine(one.value),
        "unit": one.unit,
        "text": in_words(one),
        "state": STATES[one.missing],
        "clause": one.clause,
        "basis": cite(one.clause),
        "source": one.source,
        "cells": cells_of(one.numerator, one.denominator),
        "dimension": one.dimension,
        "mechanism": one.mechanism or None,
        "note": one.note,
    }


def _rate(value: Fraction | None) -> str | None:
    return None if value is None else fixed_text(value, 4)
