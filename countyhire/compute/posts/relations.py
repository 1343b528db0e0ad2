"""At primary institutions: whose 人事关系 the bureau does not hold, which filed staff have no annuity (M01, M08)."""

from dataclasses import dataclass
from datetime import date

from countyhire.compute.roster import people_of
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.people import HOLDERS, Person
from countyhire.policy.parameter import Policy

CYCLE = "posts.cycle_years"  # only the strengthening pack has it
FILED = "总量备案"
POSTED = ("编制内", FILED)
CENTRAL = HOLDERS[:2]  # the bureau, or whom it delegated


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody of whom one of the two is not as the document asks; a blank cell is unknown, and listed.

    A column that nobody filled in at all is not asked: an older roster does not have it.
    """

    person: Person
    held: bool | None
    annuity: bool | None  # None too where it is not asked, as of who is not filed staff
    asked: bool
    holder_unasked: bool = False


def relations(book: Book, policy: Policy, on: date) -> tuple[Relation, ...]:
    """The list under a pack that keeps posts by a cycle (the strengthening one); nobody under another."""
    if not policy.expects(CYCLE):
        return ()
    places = {row.code for row in book.institutions if row.kind in PRIMARY_KINDS}
    staff = [
        one
        for one in people_of(book)
        if one.institution in places and one.establishment in POSTED and one.hired_on and one.hired_on <= on
    ]
    with_holders = any(one.relation_holder for one in staff)
    with_annuities = any(one.has_annuity is not None for one in staff)
    found = []
    for person in staff:
        if person.left_by(on):
            continue
        held = person.relation_holder in CENTRAL if person.relation_holder else None
        asked = with_annuities and person.establishment == FILED
        if (with_holders and not held) or (asked and not person.has_annuity):
            found.append(Relation(person, held, person.has_annuity if asked else None, asked, not with_holders))
    return tuple(found)


def unfilled(book: Book) -> tuple[str, ...]:
    """The columns that nobody at all has filled in: an empty list says nothing of them."""
    told = {
        "人事关系管理单位": any(one.relation_holder for one in book.people),
        "职业年金": any(one.has_annuity is not None for one in book.people),
    }
    return tuple(name for name, filled in told.items() if not filled)
