"""Backbones and trained general practitioners of the primary institutions, for the targets of another programme."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from countyhire.model.institutions import PRIMARY_KINDS, Institution
from countyhire.model.people import PHYSICIAN, Person

LEVELS = ("区县级", "省级", "区县级", "市级", "区县级")
EVERY = 9  # of the technical staff one in nine is a backbone
TRAINED = ((4, date(2023, 6, 30)), (5, date(2024, 6, 30)), (7, date(2025, 6, 30)))  # every fourth physician, and so on


def with_backbones(people: Sequence[Person], towns: Sequence[Institution]) -> list[Person]:
    """Some of the staff of the primary institutions, the same ones whatever the order of the others."""
    places = {town.code for town in towns if town.kind in PRIMARY_KINDS}
    own = sorted(row.code for row in people if row.code and row.institution in places and not row.gone)
    physicians = sorted(
        row.code for row in people if row.code in set(own) and row.profession == PHYSICIAN and row.hired_on
    )
    level = {code: LEVELS[at % len(LEVELS)] for at, code in enumerate(own[::EVERY])}
    passed = {code: day for step, day in TRAINED for code in physicians[step :: step * 6]}
    return [
        replace(row, backbone_level=level.get(row.code, ""), practitioner_on=passed.get(row.code))
        if row.code in level or row.code in passed
        else row
        for row in people
    ]
