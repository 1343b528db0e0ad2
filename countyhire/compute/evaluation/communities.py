"""Institutions by medical community: each branch has one lead, and what its group sends and receives (I14, I16)."""

from dataclasses import dataclass

from countyhire.compute.evaluation.facts import Facts
from countyhire.compute.evaluation.sent import begun_by
from countyhire.model.institutions import PRIMARY_KINDS, Institution

ALONE = "未编入医共体"
CENTRE = "中心卫生院"


@dataclass(frozen=True, slots=True)
class Community:
    """A lead and its branches; `lead` is empty for the institutions of none. Counts are of service so far."""

    lead: str
    name: str
    branches: int
    remote: int
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class Partner:
    """A remote unit and the sub-centre (中心卫生院) that it goes with; empty where it has none."""

    code: str
    name: str
    community: str
    partner: str
    partner_name: str


def communities(facts: Facts) -> tuple[Community, ...]:
    """One row a lead by its code, and one for those without."""
    book = facts.book
    groups: dict[str, list[Institution]] = {}
    for row in book.institutions:
        if row.code and book.institution(row.code) is row:
            groups.setdefault(lead_of(row), []).append(row)
    leads = {lead for lead in groups if lead}
    groups[""] = [row for row in groups.get("", []) if row.code not in leads]
    found = []
    begun = begun_by(facts)
    for lead in sorted(groups, key=lambda code: (not code, code)):
        members = {row.code for row in groups[lead]} | ({lead} if lead else set())
        branches = [row for row in groups[lead] if row.code != lead]
        found.append(
            Community(
                lead,
                book.institution_name(lead) if lead else ALONE,
                len(branches),
                sum(bool(row.remote) for row in branches),
                sum(spell.sender in members for spell in begun),
                sum(spell.receiver in members for spell in begun),
            )
        )
    return tuple(row for row in found if row.lead or row.branches)


def lead_of(row: Institution) -> str:
    """The lead of an institution, empty for one of no community; a lead may name itself."""
    return row.community_lead


def partners(facts: Facts) -> tuple[Partner, ...]:
    """Each remote primary unit with its superior unit, if that is a sub-centre, by code."""
    book = facts.book
    found = []
    for row in sorted(book.institutions, key=lambda row: row.code):
        if not row.remote or row.kind not in PRIMARY_KINDS or book.institution(row.code) is not row:
            continue
        above = book.institution(row.parent)
        partner = above.code if above and above.kind == CENTRE else ""
        community = book.institution_name(row.community_lead) if row.community_lead else ""
        found.append(Partner(row.code, row.name, community, partner, book.institution_name(partner) if partner else ""))
    return tuple(found)
