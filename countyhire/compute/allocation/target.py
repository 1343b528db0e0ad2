"""The quota as an allocation aims at it: hires to date and those still expected (C05–C10, H32)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.compute.quota import floor_of, quota
from countyhire.model.book import Book
from countyhire.model.money import apportion
from countyhire.model.period import ONE_DAY
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Target:
    """`quota` people of the district and `shares` of its institutions, for hires to date plus those expected.

    `dispatched` were sent already, by institution; `counted` would not count once more: they began in
    the year, or their service goes on without a break. `counts` says whether a term that begins on the
    start day counts in the year at all.
    """

    new_hires: int
    expected_hires: int
    quota: int
    shares: Mapping[str, int]
    dispatched: Mapping[str, int]
    counted: frozenset[str]
    counts: bool

    @property
    def dispatched_total(self) -> int:
        return sum(self.dispatched.values())


def target(book: Book, policy: Policy, year: int, start: date, on: date) -> Target:
    """The floor for N to date plus `quota.expected_hires`; those are apportioned as the hires to date are."""
    figures = quota(book, policy, year, on)
    expected = policy.whole("quota.expected_hires", start)
    floor = figures.quota
    shares = {row.code: row.share for row in figures.hospitals}
    if expected:
        floor = max(floor, floor_of(figures.new_hires + expected, policy.fraction("quota.rate", start)))
        hires = [row.new_hires for row in figures.hospitals]
        if any(hires):
            ties = [(-row.new_hires, row.code) for row in figures.hospitals]
            parts = apportion(floor, hires, ties)
            shares = {row.code: max(row.share, part) for row, part in zip(figures.hospitals, parts, strict=True)}
    running = {
        spell.person
        for spell in book.spells
        if spell.county_hired
        and spell.start
        and spell.start < start
        and (not spell.end or spell.end >= start - ONE_DAY)
    }
    went_on = {row.person for row in figures.continuing} & running
    return Target(
        new_hires=figures.new_hires,
        expected_hires=expected,
        quota=floor,
        shares=shares,
        dispatched={row.code: row.dispatched for row in figures.hospitals},
        counted=frozenset({row.person for row in figures.placed} | went_on),
        counts=start.year == year,
    )
