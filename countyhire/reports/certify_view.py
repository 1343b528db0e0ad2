"""The result of `certify` as plain data for `--json`."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.money import decimal_text
from countyhire.model.period import Length

if TYPE_CHECKING:
    from countyhire.compute.certify import Certify, TermEnd
    from countyhire.compute.gate import Gate
    from countyhire.compute.register import Certificate
    from countyhire.compute.remote import RemoteService

View = dict[str, Any]


def certify_view(result: "Certify") -> View:
    """Returns, register, gate, priorities; every list beside those left out of it with their reasons."""
    return {
        "returns": [{**_term_end(row), "uses": list(row.uses)} for row in result.returns],
        "not_released": [{**_term_end(row), "reason": row.reason} for row in result.not_released],
        "certificates": [_entry(row) for row in result.certificates],
        "no_certificate": [{**_entry(row), "reason": row.reason} for row in result.no_certificate],
        "printed": [row.person for row in result.holders],
        "gates": [_gate(row) for row in result.gates],
        "remote": [_remote(row) for row in result.remote],
        "priority": list(result.preferred),
        "special_posts": [row.person for row in result.special_posts],
        "veterans": [
            {"person": row.person, "place": row.place, "years": decimal_text(row.years, 4)} for row in result.veterans
        ],
        "return_rights": [
            {
                "person": row.person,
                "institution": row.institution,
                "moved_on": row.moved_on.isoformat(),
                "may_return_on": row.may_return_on.isoformat(),
                "to_return_by": row.to_return_by.isoformat(),
                "standing": row.standing,
            }
            for row in result.return_rights
        ],
        "rotations": [
            {
                "person": row.person,
                "institution": row.institution,
                "needed": row.months,
                "done": _length(row.done),
                "passes": row.passes,
            }
            for row in result.rotations
        ],
        "stays": [
            {
                "person": row.person,
                "spell": row.spell,
                "state": row.state,
                "missing": list(row.missing),
                "out_from": row.out_from,
            }
            for row in result.stays
        ],
        "called_back": [row.person for row in result.letters],
        "people_read": result.people_read,
        "receivers_checked": result.receivers_checked,
    }


def _term_end(row: "TermEnd") -> View:
    return {
        "person": row.person,
        "sender": row.sender,
        "receiver": row.receiver,
        "spell": row.spell,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "served": _length(row.served),
        "result": row.result,
    }


def _entry(row: "Certificate") -> View:
    return {
        "number": row.number or None,
        "person": row.person,
        "spells": [row.spell],
        "sender": row.sender,
        "receiver": row.receiver,
        "specialty": row.specialty,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "served": _length(row.served),
        "result": row.result,
    }


def _gate(row: "Gate") -> View:
    """`credited` and `missing` by 55号, `national` and `missing_national` by the law: two tests, never merged."""
    return {
        "person": row.person,
        "institution": row.institution,
        "appointment": row.appointment,
        "in_scheme": row.in_scheme,
        "application_year": row.application_year,
        "applies_on": _day(row.applies_on),
        "latest_start": _day(row.latest_start),
        "credited": _length(row.credited),
        "missing": _length(row.missing),
        "passes_55": row.missing == Length(),
        "national": _length(row.national),
        "missing_national": _length(row.missing_national),
        "passes_national": row.missing_national == Length(),
        "passes": row.passes,
        "education": row.education,
        "intermediate_since": _day(row.intermediate_since),
        "years_required": _number(row.years_required),
        "earliest": _day(row.earliest),
        "serving_until": _day(row.serving_until),
        "completes_on": _day(row.completes_on),
        "reasons": list(row.reasons),
    }


def _remote(row: "RemoteService") -> View:
    return {
        "person": row.person,
        "sender": row.sender,
        "receivers": list(row.receivers),
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "served": _length(row.served),
        "missing": _length(row.missing),
        "running": row.running,
        "excellent": row.excellent,
        "uses": list(row.uses),
        "special_post": row.special_post,
    }


def _length(length: Length) -> Mapping[str, int]:
    return {"months": length.months, "days": length.days}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value, 4)
