"""编制池: the vacancies of all institutions but a reserve, beside the old share kept empty (J24, J25, J26, J27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.posts.unit import Unit
from countyhire.model.amount import Amount, Op, product, total
from countyhire.model.money import ceil_div
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Share:
    """An institution under both rules, in 名: what it had to keep empty, and what the pool takes of it."""

    unit: Unit
    kept_empty: Amount | None
    vacant: int

    @property
    def free_before(self) -> int:
        """What it could have filled under the old rule."""
        return max(0, self.vacant - (int(self.kept_empty.value) if self.kept_empty else 0))


@dataclass(frozen=True, slots=True)
class Pool:
    """The whole district, in 名. `pool` below 0: so many short of the reserve."""

    total: Amount
    in_post: Amount
    reserve: Amount
    pool: Amount
    kept_empty: Amount | None  # the old rule over the whole, where the pack tells it
    shares: tuple[Share, ...]

    @property
    def conserved(self) -> bool:
        """Vacancies of the institutions are the pool and the reserve, and nothing else (J27)."""
        return sum(share.vacant for share in self.shares) == int(self.pool.value) + int(self.reserve.value)


def pool(found: Sequence[Unit], policy: Policy, on: date) -> Pool | None:
    """The pool of the institutions whose posts are known; None where the pack has none."""
    if not policy.expects("posts.reserve"):
        return None
    known = [unit for unit in found if unit.balance is not None]
    whole = total("总编制数", tuple(unit.approved for unit in known if unit.approved), "名", "J24")
    filled = total("在编人数", tuple(unit.in_post for unit in known if unit.in_post), "名", "J24")
    reserve = policy.amount("posts.reserve", on)
    rest = int(whole.value) - int(filled.value) - int(reserve.value)
    shares = tuple(Share(unit, _empty(policy, on, unit.approved), unit.balance or 0) for unit in known if unit.approved)
    return Pool(
        whole,
        filled,
        reserve,
        Amount("编制池", rest, "名", Op.DIFFERENCE, (whole, filled, reserve), "总编制－在编－应急备用", "J27"),
        _empty(policy, on, whole),
        shares,
    )


def _empty(policy: Policy, on: date, approved: Amount) -> Amount | None:
    """What the old rule kept empty, rounded up (Q28); None where the pack has none."""
    if not policy.expects("posts.empty_share"):
        return None
    share = product("须空编", (approved, policy.amount("posts.empty_share", on)), "名", "J25")
    value = ceil_div(share.value.numerator, share.value.denominator)
    return Amount("须空编（进一取整）", value, "名", Op.CEILING, (share,), clause="J25")
