"""What earlier runs paid, as plain records: a closed month never changes (E14).

A run of pay keeps its `PaidRun` in its folder (`as_data`); the next run is given all of them (`from_data`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from countyhire.model.money import yuan
from countyhire.model.period import Month

BASIC, EXCESS, CLAWBACK = "basic", "excess", "clawback"


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A sum that a run paid (or took back): whose, for which month (None: by a settlement), which part, in fen."""

    person: str
    month: Month | None
    part: str
    fen: int


@dataclass(frozen=True, slots=True)
class PaidRun:
    """A run of pay that is closed. `month` is the month that it closed, None for the settlement of `year`."""

    run: str
    year: int
    month: Month | None
    rows: tuple[PaidRow, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; money as text with two decimals, months as `2026-03`."""
        return {
            "run": self.run,
            "year": self.year,
            "month": str(self.month) if self.month else None,
            "rows": [
                {
                    "person": row.person,
                    "month": str(row.month) if row.month else None,
                    "part": row.part,
                    "amount": yuan(row.fen),
                }
                for row in self.rows
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "PaidRun":
        """The inverse of `as_data`. `KeyError` or `ValueError` where the data are not ours."""
        rows = tuple(
            PaidRow(row["person"], _month(row["month"]), row["part"], _fen(row["amount"])) for row in data["rows"]
        )
        return cls(data["run"], int(data["year"]), _month(data["month"]), rows)


def _month(text: str | None) -> Month | None:
    if text is None:
        return None
    year, number = text.split("-")
    return Month(int(year), int(number))


def _fen(text: str) -> int:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, cents = digits.split(".")
    return sign * (int(whole) * 100 + int(cents))


def closed_months(history: Iterable[PaidRun], year: int) -> list[Month]:
    """The months of a year that some run closed, in order."""
    return sorted({run.month for run in history if run.year == year and run.month})


def settled(history: Iterable[PaidRun], year: int) -> bool:
    return any(run.year == year and run.month is None for run in history)


def paid_for(history: Sequence[PaidRun], year: int) -> dict[tuple[str, Month | None, str], int]:
    """Fen paid so far by person, month and part."""
    found: dict[tuple[str, Month | None, str], int] = {}
    for run in history:
        if run.year == year:
            for row in run.rows:
                key = (row.person, row.month, row.part)
                found[key] = found.get(key, 0) + row.fen
    return found
