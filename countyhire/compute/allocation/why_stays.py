"""Why somebody stays: a rule, a department, or an aim at which others come first (H29)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from countyhire.compute.allocation.eligibility import Reason, why_not_sent
from countyhire.compute.allocation.facts import Facts, duty_reason, tallied
from countyhire.compute.allocation.result import NotSent
from countyhire.compute.allocation.setting import Department
from countyhire.compute.roster import people_of
from countyhire.model.people import Person
from countyhire.model.where import Cell

POSTS_COMPARED = 8  # of a person's possible posts, those looked at to say who goes instead


def not_sent(facts: Facts) -> tuple[NotSent, ...]:
    """Physicians of the scheme's institutions, those who must go and those who applied, unless sent."""
    found = []
    for person in people_of(facts.setting.book):
        owed = person.code in facts.setting.must_go
        sent = facts.person_at.get(person.code) in facts.ledger.post_of
        if sent or not (facts.is_scheme_physician(person) or owed or facts.setting.book.preference(person.code)):
            continue
        eligible = person.code in facts.setting.candidate_index
        reasons = [duty_reason(facts, person.code)] if owed else []
        reasons += (
            _why_stays(facts, person) if eligible else why_not_sent(person, facts.setting.book, facts.setting.asked)
        )
        found.append(
            NotSent(
                person.code, person.name, person.institution, person.department, person.specialty,
                eligible, owed, tuple(reasons),
            )
        )  # fmt: skip
    return tuple(found)


def _why_stays(facts: Facts, person: Person) -> Iterator[Reason]:
    at = facts.person_at.get(person.code)
    if at is None:
        yield _no_post(facts, person)
        return
    department = facts.setting.department_of(person)
    if department.spare == 0:
        yield Reason("department-full", _spare_words(facts, department), _limit_cell(department), "H26")
        return
    yield _behind(facts, at)


def _no_post(facts: Facts, person: Person) -> Reason:
    """Nothing that this candidate could fill."""
    same = [post for post in facts.setting.posts if post.demand.specialty == person.specialty]
    if not same:
        return Reason("no-demand", f"本批没有{person.specialty}专业的需求", person.cell("specialty"), "H25")
    open_ = [post for post in same if post.places]
    if not open_:
        return Reason("demand-taken", f"{person.specialty}专业的需求已全部有人", person.cell("specialty"), "C06")
    barred = Counter(next(facts.setting.why_not(person, post)).code for post in open_)
    text = f"{person.specialty}专业的{len(open_)}项需求均不符合：{tallied(barred, '项')}"
    return Reason("suits-none", text, person.cell("specialty"), "C06")


def _behind(facts: Facts, at: int) -> Reason:
    """Who goes instead, and at which aim sending this person would cost something: the closest such case."""
    best: tuple[int, str, str] | None = None
    for into, out in _exchanges(facts, at):
        moved = facts.ledger.first_fall(out, into)
        position = len(facts.problem.levels) if moved is None else moved[0]
        other = facts.drawing.people[facts.problem.pairs[out][0]]
        post = facts.drawing.posts[facts.problem.pairs[into][1]]
        where = f"{post.receiver.name}{post.demand.specialty}岗位（{post.demand.code}）"
        if moved is None:
            text = f"与派出的{other.name}（{other.code}）条件相同，抽签未中：{where}"
        else:
            level = facts.problem.levels[moved[0]]
            less = f"多{moved[1]}" if level.sign < 0 else f"少{moved[1]}"
            text = f"如改派本人替换{other.name}（{other.code}）到{where}，“{level.label}”{less}"
        if best is None or (-position, other.code) < (-best[0], best[1]):
            best = (position, other.code, text)
    if best:
        return Reason("behind", best[2], clause="C06")
    department = facts.setting.department_of(facts.drawing.people[at])
    if facts.ledger.spent(at):
        return Reason("department-full", _spare_words(facts, department), _limit_cell(department), "H26")
    return Reason("places-full", "符合条件的岗位均已满员", clause="C06")


def _exchanges(facts: Facts, at: int) -> Iterator[tuple[int, int]]:
    """Lawful changes of one person for another: the pair that comes in, the pair that goes out."""
    preference = facts.setting.book.preference(facts.drawing.people[at].code)
    wishes = preference.wishes if preference else ()
    order = {code: rank for rank, code in reversed(list(enumerate(wishes)))}
    pairs = sorted(
        facts.pairs_of[at],
        key=lambda pair: (order.get(facts.drawing.posts[facts.problem.pairs[pair][1]].receiver.code, 9), pair),
    )
    spent, limit = facts.ledger.spent(at), facts.ledger.limit_of.get(at)
    for pair in pairs[:POSTS_COMPARED]:
        post = facts.problem.pairs[pair][1]
        full = facts.ledger.full(post)
        others: Iterable[int] = facts.ledger.occupants.get(post, ())
        if not full and spent:
            others = (
                (p for p in facts.problem.limits[limit].members if p in facts.ledger.post_of)
                if limit is not None
                else ()
            )
        for other in others:
            if facts.problem.people[other] in facts.pinned:
                continue
            if not spent or facts.ledger.limit_of.get(other) == limit:
                yield pair, facts.ledger.post_of[other]


def _spare_words(facts: Facts, department: Department) -> str:
    name = facts.department_name(department.institution, department.name)
    most = "" if department.maximum_away is None else f"，同期最多派出{department.maximum_away}人"
    return (
        f"{name}在岗执业医师{department.on_duty}人，最低在岗{department.minimum}人{most}，"
        f"已派出{department.away}人，本批可派{department.spare}人{_mates(facts, department)}"
    )


def _mates(facts: Facts, department: Department) -> str:
    """Who goes from a department, where that is why another stays."""
    mates = facts.sent_from.get((department.institution, department.name), [])
    names = "、".join(f"{person.name}（{person.code}）" for person in mates)
    return f"，已选派{names}" if names else ""


def _limit_cell(department: Department) -> Cell | None:
    return department.row.cell("minimum_physicians") if department.row else None
