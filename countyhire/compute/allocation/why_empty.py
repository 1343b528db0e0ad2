"""Why a place stays empty (H29)."""

from collections import Counter
from collections.abc import Iterator

from countyhire.compute.allocation.eligibility import Reason, why_not_sent
from countyhire.compute.allocation.facts import Facts, tallied
from countyhire.compute.allocation.result import Unfilled
from countyhire.compute.allocation.setting import Post
from countyhire.compute.demanded import demands_of
from countyhire.model.service import Demand


def unfilled(facts: Facts) -> tuple[Unfilled, ...]:
    """Every demand with an empty place, by 需求编号."""
    found = []
    for demand in demands_of(facts.setting.book):
        index = facts.setting.post_index.get(demand.code)
        post = None if index is None else facts.setting.posts[index]
        at = facts.post_at.get(demand.code)
        sent = len(facts.ledger.occupants.get(at, ())) if at is not None else 0
        short = (post.places if post else demand.count or 0) - sent
        if short > 0:
            reasons = (*_why_empty(facts, demand, post, at), *_vetoes(facts, demand))
            found.append(Unfilled(demand.code, demand.institution, demand.specialty, demand.count or 0, short, reasons))
    return tuple(found)


def _vetoes(facts: Facts, demand: Demand) -> Iterator[Reason]:
    """Who of the specialty the district ruled out here, each with the reason given."""
    for pair in facts.setting.forbidden:
        person = facts.setting.book.person(pair.person)
        here = pair.demand == demand.code if pair.demand else pair.institution == demand.institution
        if here and person and person.specialty == demand.specialty and pair.reason:
            yield Reason("forbidden", f"{person.name}区县已排除：{pair.reason}", clause="C06")


def _why_empty(facts: Facts, demand: Demand, post: Post | None, at: int | None) -> Iterator[Reason]:
    if post is None:
        reason = facts.setting.why_no_post(demand)
        if reason:
            yield reason
        return
    pool = facts.physicians.get(demand.specialty, [])
    if not pool:
        yield Reason("no-physician", f"全区没有{demand.specialty}专业的执业医师", demand.cell("specialty"), "H25")
        return
    able = [person for person in pool if person.code in facts.setting.candidate_index]
    if not able:
        barred = Counter(next(why_not_sent(person, facts.setting.book, facts.setting.asked)).code for person in pool)
        text = f"全区{demand.specialty}专业执业医师{len(pool)}人，均不可派：{tallied(barred, '人')}"
        yield Reason("nobody-may-go", text, clause="B06")
        return
    if at is None:
        barred = Counter(next(facts.setting.why_not(person, post)).code for person in able)
        text = f"全区{demand.specialty}专业可派{len(able)}人，均不符合本需求：{tallied(barred, '人')}"
        yield Reason("nobody-suits", text, clause="C06")
        return
    yield _all_taken(facts, demand, at)


def _all_taken(facts: Facts, demand: Demand, at: int) -> Reason:
    """Everybody who suits is sent elsewhere, or the department can spare nobody more."""
    people = [facts.problem.pairs[pair][0] for pair in facts.pairs_to[at]]
    sent = [person for person in people if person in facts.ledger.post_of]
    stay = [person for person in people if person not in facts.ledger.post_of]
    earlier = sum(1 for person in sent if (_rank_of(facts, person) or 0) < (demand.rank or 0))
    parts = []
    if sent:
        where = "志愿顺序在前的机构" if earlier == len(sent) else "其他岗位"
        note = f"（其中志愿顺序在前的{earlier}人）" if 0 < earlier < len(sent) else ""
        parts.append(f"{'均' if not stay else f'{len(sent)}人'}已派往{where}{note}")
    spent = [person for person in stay if facts.ledger.spent(person)]
    if spent:
        names = sorted(
            {
                facts.department_name(one.institution, one.department)
                for one in (facts.drawing.people[person] for person in spent)
            }
        )
        listed = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        parts.append(f"{'均因' if not sent and len(spent) == len(stay) else f'{len(spent)}人因'}{listed}已到可派上限")
    if len(stay) > len(spent):
        parts.append(f"{len(stay) - len(spent)}人按目标次序未派")
    minimum = "" if demand.minimum_title in ("", "不限") else f"{demand.minimum_title}以上"
    text = f"{demand.specialty}专业{minimum}全区可派{len(people)}人，{'，'.join(parts)}"
    return Reason("all-taken", text, demand.cell("count"), "C06")


def _rank_of(facts: Facts, person: int) -> int | None:
    return facts.drawing.posts[facts.problem.pairs[facts.ledger.post_of[person]][1]].demand.rank
