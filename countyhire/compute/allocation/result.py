"""What an allocation is, as the reports and the JSON of the contract show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from countyhire.compute.allocation.eligibility import Reason
from countyhire.compute.allocation.target import Target
from countyhire.model.period import Period


@dataclass(frozen=True, slots=True)
class Objective:
    """One level: what was reached, and the most (least, for a distance) that any lawful allocation could
    reach that is as good on the levels before it. `alone` is what it could reach if it came first, so that
    `alone` less `value` is what the levels before it cost; None for a distance, and where not worked out."""

    name: str
    label: str
    value: int
    best: int
    alone: int | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person sent to one demand. `wish_rank` is the place of the receiver among the person's own wishes;
    `alternates` are those who stay and would come next to this post, the best first."""

    person: str
    name: str
    sender: str
    department: str
    specialty: str
    demand: str
    receiver: str
    reasons: tuple[Reason, ...]
    demand_rank: int | None
    wish_rank: int | None
    must_go: bool
    volunteer: bool
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A demand with places left empty, and why. `places` are all it asks for, `short` those still empty."""

    demand: str
    receiver: str
    specialty: str
    places: int
    short: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NotSent:
    """Somebody who stays, and why; `eligible` where only the aims, not a rule, spoke against."""

    person: str
    name: str
    sender: str
    department: str
    specialty: str
    eligible: bool
    must_go: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule, or a pin, of a smallest set that cannot hold together."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many may go, are asked for, and are sent. `proven` says that the separate checker accepts the proof."""

    candidates: int
    places: int
    pairs: int
    sent: int
    must_go: int
    must_go_sent: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Allocation:
    """`status` is "optimal" or "infeasible" (then `conflicts` and nothing else). Lists are in the order of codes.

    `term` is the term that the people go for, `target` the quota aimed at, `seed` the lottery's; `proof`
    is the JSON object that `check` accepts, `proof_digest` its SHA-256.
    """

    status: str
    year: int
    start: date
    on: date
    term: Period
    seed: str
    target: Target
    objectives: tuple[Objective, ...]
    assignments: tuple[Assignment, ...]
    unfilled: tuple[Unfilled, ...]
    not_sent: tuple[NotSent, ...]
    conflicts: tuple[Conflict, ...]
    short: int
    counts: Counts
    proof: Mapping[str, Any]
    proof_digest: str

    @property
    def unproven(self) -> tuple[Objective, ...]:
        """The levels of which it is not known that nothing better exists; only where branch and bound stopped."""
        return tuple(row for row in self.objectives if row.value != row.best)
