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
    reach that is as good on the levels before it. None where only branch and bound proved it."""

    name: str
    label: str
    value: int
    best: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person sent to one demand. `wish_rank` is the place of the receiver among the person's own wishes."""

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
    """How many may go, are asked for, and are sent. `proven` says that each level's proof can be checked."""

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
