"""Whether the coefficients lean towards the front line, key posts and key staff (强基工程 11; O13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from countyhire.model.amount import Amount, Op, given
from countyhire.model.book import Book
from countyhire.model.primary import PrimaryStaff

GROUPS = {"front_line": "临床一线", "key_post": "关键岗位", "key_staff": "业务骨干"}


@dataclass(frozen=True, slots=True)
class Tilt:
    """The mean coefficient of a group beside the unit's; `apart` is False where the group is everybody."""

    group: str
    label: str
    mean: Amount
    unit: Amount
    people: int
    apart: bool

    @property
    def leans(self) -> bool:
        """Whether the group's mean lies above the unit's, or there is nobody else to lean away from."""
        return not self.apart or self.mean.value > self.unit.value


def tilts(book: Book, name: str, staff: Sequence[PrimaryStaff]) -> tuple[Tilt, ...]:
    """Each group that has people with a coefficient, of those within the unit's total."""
    counted = [one for one in staff if one.counted and one.coefficient is not None]
    found = []
    for field, label in GROUPS.items():
        group = [one for one in counted if getattr(one, field)]
        if group:
            mean, unit = _mean(book, f"{label}平均系数", group), _mean(book, "全体平均系数", counted)
            found.append(Tilt(field, label, mean, unit, len(group), len(group) < len(counted)))
    return tuple(found)


def _mean(book: Book, label: str, staff: Sequence[PrimaryStaff]) -> Amount:
    parts = tuple(
        given(book.person_name(one.person), one.coefficient or 0, "", one.cell("coefficient"), "O13") for one in staff
    )
    value = sum((Fraction(part.value) for part in parts), Fraction(0)) / len(parts)
    return Amount(label, value, "", Op.MEAN, parts, clause="O13")
