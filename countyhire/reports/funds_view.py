"""The pools as plain data for `--json`."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.amount import Amount
from countyhire.model.money import decimal_text, fixed_text, half_up, yuan

if TYPE_CHECKING:
    from countyhire.compute.funds import Fund, PoolYear
    from countyhire.compute.funds_cover import Cover, Posting
    from countyhire.compute.funds_subsidy import Subsidy


def fund_view(
    result: "Fund", cover: "Cover | None", postings: "tuple[Posting, ...]", subsidy: "Subsidy | None"
) -> dict[str, Any]:
    """The pools as plain data for `--json`; without the pay's workbooks `coverage` is null."""
    return {
        "until": result.until.isoformat(),
        "pools": [_pool_view(pool) for pool in result.pools],
        "coverage": {
            "pay_total": _text(cover.pay_total),
            "covered": _text(cover.covered),
            "uncovered": _text(cover.uncovered),
            "persons": [
                {
                    "person": one.person,
                    "due": _text(one.due),
                    "charged": _text(one.charged),
                    "covered": _text(one.covered),
                    "uncovered": _text(one.uncovered),
                }
                for one in cover.persons
            ],
            "rejected": [row.voucher for row in cover.rejected],
        }
        if cover
        else None,
        "postings": [
            {
                "person": one.person,
                "month": str(one.month) if one.month else None,
                "paid": _text(one.paid),
                "charged": _text(one.charged),
                "left": _text(one.left),
            }
            for one in postings
        ],
        "contributions": [
            {
                "source": one.source,
                "planned": _text(one.planned),
                "actual": _text(one.actual),
                "share": _rate(one.share),
            }
            for one in result.contributions
        ],
        "institutions": [
            {"code": one.institution, "gave": _text(one.gave), "got": _text(one.got), "net": _text(one.net)}
            for one in result.places
        ],
        "budget": [
            {
                "pool": line.pool,
                "direction": line.direction,
                "category": line.category,
                "institution": line.institution,
                "planned": _text(line.planned),
                "actual": _text(line.actual),
                "left": _text(line.left),
            }
            for line in result.budget
        ],
        "subsidy": {
            "sum": _text(subsidy.sum),
            "persons": [
                {
                    "person": one.person,
                    "months": decimal_text(Fraction(one.months.value), 4),
                    "amount": _text(one.amount),
                    "sender_score": _score(one.judged.sender if one.judged else None),
                    "receiver_score": _score(one.judged.receiver if one.judged else None),
                    "score": _score(one.judged.assessed.score if one.judged else None),
                    "grade": one.judged.assessed.grade if one.judged else None,
                    "failed_months": [str(month) for month in one.judged.failed] if one.judged else [],
                }
                for one in subsidy.persons
            ],
            "payees": [
                {"code": one.institution, "role": one.role, "amount": _text(one.amount)} for one in subsidy.payees
            ],
        }
        if subsidy
        else None,
    }


def _pool_view(pool: "PoolYear") -> dict[str, Any]:
    return {
        "pool": pool.pool,
        "local_name": pool.local_name,
        "opening": _text(pool.opening),
        "income": _text(pool.income),
        "spending": _text(pool.spending),
        "transfers": _text(pool.transfers),
        "closing": _text(pool.closing),
        "uses": {name: _text(amount) for name, amount in pool.uses},
        "sources": {name: _text(amount) for name, amount in pool.sources},
        "use_rate": _rate(pool.use_rate),
        "total_income": _text(pool.total_income),
        "total_spending": _text(pool.total_spending),
        "total_use_rate": _rate(pool.total_rate),
        "monthly_spending": _text(pool.monthly),
        "empty_in": str(pool.empty_in) if pool.empty_in else None,
    }


def _text(amount: Amount | None) -> str | None:
    return None if amount is None else yuan(half_up(Fraction(amount.value)))


def _score(amount: Amount | None) -> str | None:
    return None if amount is None else decimal_text(Fraction(amount.value), 4)


def _rate(amount: Amount | None) -> str | None:
    return None if amount is None else fixed_text(Fraction(amount.value), 4)
