"""职称库 and 高级岗位: the posts of each level, used and free, and the share of senior ones (J28, P08–P11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.posts.unit import Unit
from countyhire.model.amount import Amount, product
from countyhire.model.book import Book
from countyhire.model.money import ceil_div
from countyhire.policy.parameter import Policy

SENIOR, INTERMEDIATE = "高级", "中级"
GENERAL_PRACTICE = "全科"
SHARE = "posts.senior_share"


@dataclass(frozen=True, slots=True)
class Level:
    """The posts of one level at an institution: approved and used, in 个.

    `practitioners` are the general practitioners among the used that a pack appoints beyond the posts (P09).
    """

    unit: Unit
    name: str
    posts: int
    used: int
    practitioners: int = 0

    @property
    def free(self) -> int:
        return max(0, self.posts - self.used)

    @property
    def over(self) -> int:
        return max(0, self.used - self.practitioners - self.posts)


@dataclass(frozen=True, slots=True)
class Seniors:
    """The senior posts of a primary institution against the pack's share of all its posts (Q27).

    33 posts at 20 % are 6.6: 6 is the most where the share is a cap, 7 the least that reach it. Special posts stand
    outside the share (P10); general practitioners may be appointed beyond the posts (P09). `used` is None where
    nobody reported it.
    """

    unit: Unit
    exact: Amount
    posts: int
    used: int | None
    special: int
    practitioners: int

    @property
    def cap(self) -> int:
        return self.exact.value.numerator // self.exact.value.denominator

    @property
    def target(self) -> int:
        return ceil_div(self.exact.value.numerator, self.exact.value.denominator)

    @property
    def over(self) -> int | None:
        """Appointed beyond the approved posts, the general practitioners among them not counted (P09, P11)."""
        return None if self.used is None else max(0, self.used - self.practitioners - self.posts)


def levels(book: Book, found: Sequence[Unit], policy: Policy, on: date) -> tuple[Level, ...]:
    """Senior and intermediate posts of every institution that reported both counts."""
    beyond = policy.expects(SHARE)
    result = []
    for unit in found:
        row = unit.row
        if row is None:
            continue
        for name, posts, used in (
            (SENIOR, row.senior_posts, row.senior_filled),
            (INTERMEDIATE, row.intermediate_posts, row.intermediate_filled),
        ):
            if posts is not None and used is not None:
                exempt = senior_practitioners(book, unit.code, on) if beyond and name == SENIOR else 0
                result.append(Level(unit, name, posts, used, exempt))
    return tuple(result)


def seniors(book: Book, found: Sequence[Unit], policy: Policy, on: date) -> tuple[Seniors, ...]:
    """Every primary institution with its senior posts; none where the pack sets no share."""
    if not policy.expects(SHARE):
        return ()
    share = policy.amount(SHARE, on)
    result = []
    for unit in found:
        row = unit.row
        if not unit.place.receives or row is None or unit.approved is None or row.senior_posts is None:
            continue
        exact = product("高级岗位", (unit.approved, share), "个", "P08")
        result.append(
            Seniors(
                unit, exact, row.senior_posts, row.senior_filled, row.special_posts or 0,
                senior_practitioners(book, unit.code, on),
            )
        )  # fmt: skip
    return tuple(result)


def senior_practitioners(book: Book, institution: str, on: date) -> int:
    """Established general practitioners of senior title at an institution on a day."""
    return sum(
        1
        for person in book.people
        if person.institution == institution
        and person.establishment == "编制内"
        and person.appointment in ("正高", "副高")
        and person.specialty.startswith(GENERAL_PRACTICE)
        and not (person.hired_on and person.hired_on > on)
        and not person.left_by(on)
    )
