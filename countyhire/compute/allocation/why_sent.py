"""Who goes, why, and who would come next (H29)."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from countyhire.compute.allocation.eligibility import Reason
from countyhire.compute.allocation.facts import Facts, duty_reason, rank_words
from countyhire.compute.allocation.levels import INTERMEDIATE
from countyhire.compute.allocation.lottery import ticket
from countyhire.compute.allocation.result import Assignment
from countyhire.compute.allocation.setting import Post
from countyhire.model.money import decimal_text
from countyhire.model.people import Person

ALTERNATES = 2


def assignments(facts: Facts) -> tuple[Assignment, ...]:
    """Those who go, by 人员编号."""
    found = []
    for pair in sorted(facts.chosen):
        at, post_at = facts.problem.pairs[pair]
        person, post = facts.drawing.people[at], facts.drawing.posts[post_at]
        preference = facts.setting.book.preference(person.code)
        wishes = preference.wishes if preference else ()
        found.append(
            Assignment(
                person=person.code,
                name=person.name,
                sender=person.institution,
                department=person.department,
                specialty=post.demand.specialty,
                demand=post.demand.code,
                receiver=post.receiver.code,
                reasons=tuple(_why_sent(facts, person, post)),
                demand_rank=post.demand.rank,
                wish_rank=wishes.index(post.receiver.code) + 1 if post.receiver.code in wishes else None,
                must_go=person.code in facts.setting.must_go,
                volunteer=bool(preference and preference.willing),
                alternates=tuple(_alternates(facts, pair)),
            )
        )
    return tuple(sorted(found, key=lambda row: row.person))


def _alternates(facts: Facts, out: int) -> list[str]:
    """Who would come next to this post if its person dropped out: the least loss at the first aim, and so on.

    Those between whom no aim makes a difference are ranked together; lots are drawn only among the foremost.
    """
    at, post = facts.problem.pairs[out]
    limit = facts.ledger.limit_of.get(at)

    def may_come(pair: int) -> bool:
        other = facts.problem.pairs[pair][0]
        same = limit is not None and facts.ledger.limit_of.get(other) == limit
        return same or not facts.ledger.spent(other)

    alike = [[pair for pair in group if may_come(pair)] for group in facts.waiting_for(post)]
    ranked = sorted(((facts.ledger.falls(out, group[0]), group) for group in alike if group), key=itemgetter(0))
    found: list[str] = []
    for _, tied in groupby(ranked, key=itemgetter(0)):
        codes = [facts.problem.people[facts.problem.pairs[pair][0]] for _, group in tied for pair in group]
        found += sorted(codes, key=lambda code: _lot(facts, code, post))
        if len(found) >= ALTERNATES:
            break
    return found[:ALTERNATES]


def _lot(facts: Facts, code: str, post: int) -> tuple[int, str]:
    return -ticket(facts.problem.seed, code, facts.problem.posts[post], 0), code


def _why_sent(facts: Facts, person: Person, post: Post) -> Iterator[Reason]:
    """What speaks for this person at this post, in the order of the aims."""
    for pin in facts.setting.pins:
        if pin.person == person.code:
            yield Reason("pinned", f"区县指定{f'：{pin.reason}' if pin.reason else ''}", clause="C06")
    if facts.setting.asked.kept.get(person.code) == post.demand.code:
        yield Reason("kept", "原分配保持不动", clause="C06")
    yield Reason("specialty", f"专业对口：{post.demand.specialty}", post.demand.cell("specialty"), "H25")
    if person.code in facts.setting.must_go:
        yield duty_reason(facts, person.code)
    if post.demand.rank:
        text = f"接收机构{rank_words(post.demand.rank)}志愿需求"
        yield Reason("demand-rank", text, post.demand.cell("rank"), "H27")
    if post.receiver.remote:
        yield Reason("remote", "边远机构", post.receiver.cell("remote"), "F02")
    if person.title_rank >= INTERMEDIATE:
        yield Reason("title", f"{person.appointment}职称", person.cell("appointment"), "H06")
    if person.backbone:
        yield Reason("backbone", "骨干医师", person.cell("backbone"), "H31")
    if facts.lines.get((post.receiver.code, post.demand.specialty)):
        yield Reason("continuity", f"接续上批{post.demand.specialty}专业", post.demand.cell("specialty"), "H57")
    yield from _wish(facts, person, post)
    if post.receiver.community_lead == person.institution:
        yield Reason("community", "同一医共体", post.receiver.cell("community_lead"), "C06")
    if post.receiver.distance_km is not None:
        text = f"距县城{decimal_text(post.receiver.distance_km)}公里"
        yield Reason("distance", text, post.receiver.cell("distance_km"), "H08")
    yield from _ground(facts, post)


def _ground(facts: Facts, post: Post) -> Iterator[Reason]:
    """What the receiver can do and has for this post; it speaks neither for nor against anybody (H28, I25)."""
    for row in facts.needed[post.demand.code]:
        yield Reason("ability", f"接收机构{row.ability}能力：{row.state}", post.demand.cell("skills"), "H28")
    if found := facts.equipped.get(post.demand.code):
        yield Reason("equipment", f"设备条件：{found.words}", post.demand.cell("equipment"), "I25")


def _wish(facts: Facts, person: Person, post: Post) -> Iterator[Reason]:
    preference = facts.setting.book.preference(person.code)
    if preference is None:
        yield Reason("no-form", "未填志愿申请表，统筹安排", clause="H12")
        return
    if preference.willing:
        yield Reason("volunteer", "本人自愿", preference.cell("willing"), "H12")
    if post.receiver.code in preference.wishes:
        rank = preference.wishes.index(post.receiver.code) + 1
        yield Reason("wish", f"本人{rank_words(rank)}志愿机构", preference.cell(f"wish{rank}"), "H12")
    elif preference.wishes:
        yield Reason("adjusted", "志愿未能满足，服从调剂", preference.cell("accepts_adjustment"), "H12")
