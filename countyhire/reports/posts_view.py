"""Establishment and posts as plain data for `--json`."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.posts.titles import SENIOR
from countyhire.model.institutions import DRAFT, SUBMITTED
from countyhire.model.money import fixed_text

if TYPE_CHECKING:
    from countyhire.compute.posts import Posts
    from countyhire.compute.posts.pool import Pool
    from countyhire.compute.posts.titles import Seniors
    from countyhire.compute.posts.unit import Unit
    from countyhire.model.amount import Amount

STATES = {DRAFT: "draft", SUBMITTED: "submitted"}


def posts_view(result: "Posts") -> dict[str, Any]:
    """Counts are integers, null where nothing was reported; `pool` is null under a pack without one,
    `people_without_posts` without a roster or without any count of posts."""
    return {
        "institutions": [_unit(unit, result) for unit in result.units],
        "changes": [
            {
                "code": row.institution,
                "change": row.change,
                "reason": row.reason,
                "state": STATES.get(row.state, "approved"),
                "document": row.document,
                "approved_on": row.approved_on.isoformat() if row.approved_on else None,
                "standing": standing,
            }
            for row, standing in result.changes
        ],
        "townships": [
            {"township": one.name, "wanted": one.wanted, "met": one.met, "gap": one.gap} for one in result.townships
        ],
        "pool": _pool(result.pool) if result.pool else None,
        "levels": [
            {
                "code": one.unit.code,
                "level": "senior" if one.name == SENIOR else "intermediate",
                "posts": one.posts,
                "used": one.used,
                "free": one.free,
                "over": one.over,
            }
            for one in result.levels
        ],
        "seniors": [_seniors(one) for one in result.seniors],
        "vacancies": [
            {
                "code": one.unit.code,
                "count": one.count,
                "since": one.since.isoformat() if one.since else None,
                "days": one.days,
                "person": one.person,
            }
            for one in result.vacancies
        ],
        "people_without_posts": [
            {"person": one.person.code, "code": one.unit.code, "free_posts": one.free} for one in result.waiting
        ]
        if result.with_people and result.levels
        else None,
        "cycle": [
            {
                "code": one.unit.code,
                "last": one.last.isoformat() if one.last else None,
                "due": one.on.isoformat() if one.on else None,
                "overdue": one.overdue,
            }
            for one in result.due
        ],
        "comparisons": [
            {
                "clause": one.clause,
                "code": one.institution,
                "left_name": one.left_name,
                "left": one.left,
                "rule": one.rule,
                "right_name": one.right_name,
                "right": one.right,
                "verdict": one.verdict,
                "note": one.note,
            }
            for one in result.compared
        ],
        "relations_unfilled": list(result.unfilled) if result.with_relations else None,
        "relations": [
            {
                "person": one.person.code,
                "code": one.person.institution,
                "held_by_bureau": one.held,
                "annuity": one.annuity,
                "annuity_asked": one.asked,
            }
            for one in result.relations
        ],
    }


def _unit(unit: "Unit", result: "Posts") -> dict[str, Any]:
    return {
        "code": unit.code,
        "approved": _whole(unit.approved),
        "in_post": _whole(unit.in_post),
        "vacancies": unit.balance,
        "drafts": unit.drafts,
        "submitted": unit.submitted,
        "population": _whole(unit.population),
        "visits": _whole(unit.visits),
        "months_reported": unit.months,
        "backbone": unit.backbone if result.with_people else None,
        "wanted": int(unit.need.wanted.value) if result.with_demands else None,
        "wanted_intermediate": unit.need.wanted_middle if result.with_demands else None,
        "unmet": unit.need.gap if result.with_demands else None,
        "ranks": dict(zip(("population", "visits", "unmet"), unit.ranks, strict=True)),
    }


def _pool(pool: "Pool") -> dict[str, Any]:
    return {
        "total": int(pool.total.value),
        "in_post": int(pool.in_post.value),
        "reserve": int(pool.reserve.value),
        "pool": int(pool.pool.value),
        "kept_empty": _whole(pool.kept_empty),
        "conserved": pool.conserved,
        "institutions": [
            {
                "code": share.unit.code,
                "vacancies": share.vacant,
                "kept_empty": _whole(share.kept_empty),
                "free_before": share.free_before,
            }
            for share in pool.shares
        ],
    }


def _seniors(one: "Seniors") -> dict[str, Any]:
    whole = one.unit.approved.value if one.unit.approved else 0
    return {
        "code": one.unit.code,
        "posts": one.posts,
        "share": fixed_text(Fraction(one.posts, whole), 4) if whole else None,
        "cap": one.cap,
        "target": one.target,
        "used": one.used,
        "special": one.special,
        "practitioners": one.practitioners,
        "over": one.over,
    }


def _whole(amount: "Amount | None") -> int | None:
    return None if amount is None else int(amount.value)
