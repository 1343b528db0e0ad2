"""The primary institutions' own pay as plain data for `--json` (强基工程 10, 11, 17; I17)."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.amount import Amount
from countyhire.model.money import decimal_text, fixed_text, half_up, yuan

if TYPE_CHECKING:
    from countyhire.compute.pay.primary import Primary, Unit


def primary_view(result: "Primary") -> dict[str, Any]:
    """The year as plain data for `--json`; `ruled` says whether the pack sets bands, without them there are none."""
    return {
        "ruled": result.ruled,
        "institutions": [_unit_view(unit) for unit in result.units],
        "history": [
            {
                "code": one.institution,
                "year": one.year,
                "document": one.document,
                "approved": _text(one.approved),
                "level": _text(one.level),
                "change": _text(one.change),
                "missed": list(one.missed),
                "since": list(one.since),
            }
            for one in result.history
        ],
        "unequal": [
            {
                "person": one.person,
                "code": one.institution,
                "item": one.label,
                "months": [str(month) for month in one.months],
                "own": _text(one.own),
                "peers": _text(one.peers),
            }
            for one in result.unequal
        ],
        "confirmed": [
            {
                "person": one.person,
                "ordinary": one.row.ordinary,
                "due": int(one.due.value),
                "given": int(one.given.value),
                "agrees": one.agrees,
                "why": one.why,
            }
            for one in result.confirmed
        ],
    }


def _unit_view(unit: "Unit") -> dict[str, Any]:
    return {
        "code": unit.institution,
        "headcount": None if unit.row.headcount is None else decimal_text(unit.row.headcount, 4),
        "approved": _text(unit.approved),
        "base": _text(unit.base),
        "paid": _text(unit.counted),
        "left": _text(unit.left),
        "heads": _text(unit.heads),
        "average": _text(unit.average),
        "agreed": _text(unit.agreed),
        "contracts": _text(unit.contracts),
        "bands": [
            {
                "band": band.key,
                "subject": band.subject,
                "value": _text(band.value),
                "low": _text(band.low),
                "high": _text(band.high),
                "verdict": {"低于": "below", "符合": "within", "高于": "above"}[band.verdict],
            }
            for band in unit.bands
        ],
        "deputies": [
            {"person": one.person, "paid": _text(one.paid), "due": _text(one.due), "agrees": one.agrees}
            for one in unit.deputies
        ],
        "basic": _text(unit.basic),
        "incentive": _text(unit.incentive),
        "available": _text(unit.available),
        "spent": _text(unit.spent),
        "short": yuan(unit.short) if unit.available else None,
        "reached": _text(unit.reached),
        "share": None if unit.share is None else fixed_text(Fraction(unit.share.value), 4),
        "hours": {
            "worked": decimal_text(Fraction(unit.hours.worked.value), 4),
            "given_back": decimal_text(Fraction(unit.hours.given_back.value), 4),
            "eligible": decimal_text(Fraction(unit.hours.eligible.value), 4),
        },
        "tilts": [
            {
                "group": one.group,
                "people": one.people,
                "mean": fixed_text(Fraction(one.mean.value), 4),
                "unit": fixed_text(Fraction(one.unit.value), 4),
                "leans": one.leans,
            }
            for one in unit.tilts
        ],
    }


def _text(amount: Amount | None) -> str | None:
    return None if amount is None else yuan(half_up(Fraction(amount.value)))
