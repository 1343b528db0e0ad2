"""Each sender's year for the annual target: what it had to send, what it sent, what its people still owe (J21)."""

from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.evaluation.facts import Facts

NO_QUOTA = "没有任务"
MET, UNMET, RUNNING = "完成", "未完成", "进行中"


@dataclass(frozen=True, slots=True)
class SenderScore:
    """One sender. `rate` is done ÷ required, None where nothing was required."""

    code: str
    name: str
    required: int
    done: int
    short: int
    overdue: int
    ended_early: int
    running: bool

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.done, self.required) if self.required else None

    @property
    def verdict(self) -> str:
        if not self.required:
            return NO_QUOTA
        if self.short:
            return RUNNING if self.running else UNMET
        return MET


def scorecard(facts: Facts) -> tuple[SenderScore, ...] | str:
    """Every institution of the scheme, by its code; or why there is none."""
    result = facts.quota
    if isinstance(result, str):
        return result
    owing: dict[str, int] = {}
    if not isinstance(facts.duty, str):
        for row in facts.duty.persons:
            owing[row.institution] = owing.get(row.institution, 0) + (row.status == "overdue")
    early = [row.sender for row in result.ended_early]
    return tuple(
        SenderScore(
            row.code, row.name, row.share, row.dispatched, row.shortfall, owing.get(row.code, 0),
            early.count(row.code), result.to_date,
        )
        for row in sorted(result.hospitals, key=lambda row: row.code)
    )  # fmt: skip
